"""Programmes in the journal: the wishes they were made from, and the count of calendar changes."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from itertools import count
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.athletes import now
from kneedrive.journal.capacity import newest_holds
from kneedrive.journal.engine import insert_into
from kneedrive.journal.keys import key_of
from kneedrive.programme.calendar_entry import Entry, Numbered
from kneedrive.programme.wishes import Wishes, wishes_document, wishes_of


@dataclass(frozen=True)
class KeptProgramme:
    """A programme's key and wishes."""

    key: str
    wishes: Wishes


def keep_programme(
    db: Connection, athlete: str, wishes: Wishes, program_version: str, key: str | None = None
) -> KeptProgramme:
    """Keep the wishes of a programme.

    Its sessions keep their uids, so that a changed programme changes the calendar.

    Parameters
    ----------
    key : the programme that is changed, wherever its start moves to; without one it is a new one,
        unless another begins on that day, whose place it takes
    """
    p = t.programmes.c
    if key is None:
        same = select(p.key).where(p.athlete == athlete, p.starts_on == wishes.start)
        key = db.execute(same.order_by(p.made_at.desc())).scalars().first()
    row = {
        "athlete": athlete,
        "starts_on": wishes.start,
        "wishes": wishes_document(wishes),
        "program_version": program_version,
        "made_at": now(),
    }
    made = insert_into(db, t.programmes).values(
        key=key or _new_key(db, athlete, wishes.start), **row
    )
    made = made.on_conflict_do_update(index_elements=["key"], set_=row)
    return KeptProgramme(db.execute(made.returning(p.key)).scalar_one(), wishes)


def _new_key(db: Connection, athlete: str, start: date) -> str:
    """A key that no programme has, not even one that began on that day before it was moved."""
    taken = set(db.execute(select(t.programmes.c.key)).scalars())
    names = (("programme", athlete, start, *([n] if n else [])) for n in count())
    return next(key for key in (key_of(*name)[:16] for name in names) if key not in taken)


def find_programme(
    db: Connection, athlete: str, begun_by: date | None = None
) -> KeptProgramme | None:
    """The programme that was kept or changed last, None without one.

    Its holds are the newest of the journal, unless they were said for it.

    begun_by : of those that had begun by this day, the one that began last
    """
    p = t.programmes.c
    query = select(p.key, p.wishes).where(p.athlete == athlete)
    if begun_by is None:
        row = db.execute(query.order_by(p.made_at.desc(), p.key)).first()
    else:
        begun = query.where(p.starts_on <= begun_by)
        row = db.execute(begun.order_by(p.starts_on.desc(), p.made_at.desc())).first()
    if row is None:
        return None
    wishes = wishes_of(row.wishes)
    if not wishes.hold_told:
        wishes = replace(wishes, **_known(newest_holds(db, athlete)))
    return KeptProgramme(row.key, wishes)


def _known(holds: Mapping[str, float | None]) -> dict[str, Any]:
    """The holds as wishes take them; none where the journal has none, so that older ones stay."""
    return dict(holds) if any(seconds is not None for seconds in holds.values()) else {}


def number_entries(
    db: Connection,
    athlete: str,
    programme: str,
    entries: Iterable[Entry],
    today: date,
    stopped: Collection[str] = (),
) -> tuple[Numbered, ...]:
    """Count the changes of the calendar's entries, and keep the count.

    New ones begin at 0, changed ones go up by one. Those that are gone, and those of the athlete's
    other programmes, are cancelled, unless their day is over.

    stopped : uids of sessions that a red flag or pain took out, cancelled whenever they were
    """
    c, p = t.calendar.c, t.programmes.c
    query = select(t.calendar).where(
        c.programme.in_(select(p.key).where(p.athlete == athlete)),
    )
    known = {row["uid"]: row for row in db.execute(query).mappings()}
    numbered = []
    for entry in entries:
        numbered.append(_numbered(db, programme, known.pop(entry.uid, None), entry, False))
    for row in known.values():
        entry = entry_of(row["event"])
        cancelled = row["cancelled"] or entry.day >= today or row["uid"] in stopped
        if cancelled or row["programme"] == programme:
            numbered.append(_numbered(db, row["programme"], row, entry, cancelled))
    return tuple(sorted(numbered, key=lambda n: (n.entry.day, n.entry.uid)))


def _numbered(
    db: Connection, programme: str, before: Any, entry: Entry, cancelled: bool
) -> Numbered:
    event = _document(entry)
    digest = key_of(event, cancelled)
    if before is not None and before["digest"] == digest:
        return Numbered(entry, before["sequence"], before["changed_at"], cancelled)
    sequence = before["sequence"] + 1 if before is not None else 0
    changed_at = now().replace(microsecond=0)
    row = {
        "digest": digest,
        "sequence": sequence,
        "changed_at": changed_at,
        "cancelled": cancelled,
        "event": event,
    }
    if before is None:
        db.execute(t.calendar.insert().values(uid=entry.uid, programme=programme, **row))
    else:
        db.execute(update(t.calendar).where(t.calendar.c.uid == entry.uid).values(**row))
    return Numbered(entry, sequence, changed_at, cancelled)


def _document(entry: Entry) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(asdict(entry), default=str))
    return made


def entry_of(document: dict[str, Any]) -> Entry:
    """An entry of the calendar from its document."""
    values = dict(document)
    values["day"] = date.fromisoformat(values["day"])
    values["at"] = time.fromisoformat(values["at"])
    return Entry(**values)
