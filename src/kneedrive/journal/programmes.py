"""Programmes in the journal: the wishes they were made from, and the count of calendar changes."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.athletes import now
from kneedrive.journal.keys import key_of
from kneedrive.programme.calendar_entry import Entry, Numbered
from kneedrive.programme.wishes import Wishes, wishes_document, wishes_of


@dataclass(frozen=True)
class KeptProgramme:
    """A programme's key and wishes."""

    key: str
    wishes: Wishes


def keep_programme(
    db: Connection, athlete: str, wishes: Wishes, program_version: str
) -> KeptProgramme:
    """Keep the wishes of a programme; one that begins on the same day takes its place.

    Its sessions keep their uids, so that a changed programme changes the calendar.
    """
    key = key_of("programme", athlete, wishes.start)[:16]
    row = {
        "athlete": athlete,
        "starts_on": wishes.start,
        "wishes": wishes_document(wishes),
        "program_version": program_version,
        "made_at": now(),
    }
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    made = insert(t.programmes).values(key=key, **row)
    db.execute(made.on_conflict_do_update(index_elements=["key"], set_=row))
    return KeptProgramme(key, wishes)


def find_programme(
    db: Connection, athlete: str, begun_by: date | None = None
) -> KeptProgramme | None:
    """The programme that begins last, None without one.

    begun_by : of those that had begun by this day, the one that began last
    """
    p = t.programmes.c
    query = select(p.key, p.wishes).where(p.athlete == athlete)
    if begun_by is not None:
        query = query.where(p.starts_on <= begun_by)
    row = db.execute(query.order_by(p.starts_on.desc(), p.made_at.desc())).first()
    return KeptProgramme(row.key, wishes_of(row.wishes)) if row else None


def number_entries(
    db: Connection, athlete: str, programme: str, entries: Iterable[Entry], today: date
) -> tuple[Numbered, ...]:
    """Count the changes of the calendar's entries, and keep the count.

    New ones begin at 0, changed ones go up by one. Those that are gone, and those of the athlete's
    other programmes, are cancelled, unless their day is over.
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
        entry = _entry_of(row["event"])
        cancelled = row["cancelled"] or entry.day >= today
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


def _entry_of(document: dict[str, Any]) -> Entry:
    values = dict(document)
    values["day"] = date.fromisoformat(values["day"])
    values["at"] = time.fromisoformat(values["at"])
    return Entry(**values)
