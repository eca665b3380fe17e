"""Keep one thing in the journal; the same thing twice is one entry.

Each function takes a connection from `Journal.writing` and plain values, so that a command that
measures something can keep it with one call.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.athletes import now
from kneedrive.journal.engine import insert_into
from kneedrive.journal.entries import BY_HAND, Analysed, Hold, Kept, Note, Origin, Run, Set
from kneedrive.journal.keys import key_of
from kneedrive.programme.log import CLEARED

_BLOCK = 1 << 20
ALIKE_KG = 0.005  # 8 lb are one load, whichever way they were turned into kilograms
MEASURED = ("value", "low", "high", "n", "left", "right", "status", "reason")


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def keep_analysis(db: Connection, athlete: str, entry: Analysed, correct_day: bool = False) -> Kept:
    """Keep a clip and one analysis of it, with every measure of its document.

    correct_day : the day of a clip that is there already becomes that of the entry
    """
    clip = key_of("clip", athlete, entry.digest)
    row = {
        "athlete": athlete,
        "digest": entry.digest,
        "file": entry.file,
        "filmed_on": entry.filmed_on,
        "camera": entry.camera,
    }
    if not _insert(db, t.clips, {"key": clip, **row}) and correct_day:
        day = {"filmed_on": entry.filmed_on}
        db.execute(update(t.clips).where(t.clips.c.key == clip).values(**day))
    origin = entry.origin
    key = key_of("analysis", clip, origin.program_version, origin.settings)
    new = _insert(db, t.analyses, {"key": key, "clip": clip, **_origin(origin)})
    if new:
        measures = [
            {"analysis": key, "name": name} | {field: measure.get(field) for field in MEASURED}
            for name, measure in origin.document["metrics"].items()
        ]
        if measures:
            db.execute(t.measures.insert(), measures)
    if key == _newest_analysis(db, clip):  # the one that is read: the clip says how it was made
        camera = {"camera": entry.camera}
        db.execute(update(t.clips).where(t.clips.c.key == clip).values(**camera))
    return Kept(key, new)


def _newest_analysis(db: Connection, clip: str) -> str:
    a = t.analyses.c
    newest = select(a.key).where(a.clip == clip).order_by(a.made_at.desc(), a.key.desc())
    return str(db.execute(newest.limit(1)).scalar_one())


def keep_hold(
    db: Connection, athlete: str, entry: Hold, correct_day: bool = False, replace: bool = False
) -> Kept:
    """Keep one knee hold; of a film, one of each side for the same settings.

    Parameters
    ----------
    correct_day : the day of a film's hold that is there already becomes that of the entry
    replace : put it in place of what was said by hand for the same day, side and load
    """
    _sensible("seconds", entry.held_s, 0, 3600)
    _sensible("kilograms", entry.load_kg, 0, 200)
    row = {
        "athlete": athlete,
        "held_on": entry.held_on,
        "side": entry.side,
        "held_s": entry.held_s,
        "load_kg": entry.load_kg,
        "moment_nm_kg": entry.moment_nm_kg,
    }
    origin = entry.origin
    if replace:
        _delete_said_holds(db, athlete, entry)
    if origin.source == BY_HAND:
        said = row | ({"at_least": True} if entry.at_least else {})
        key = key_of("hold", said, origin.source, origin.settings)
    else:
        version = origin.program_version
        key = key_of("hold", athlete, entry.side, origin.source, version, origin.settings)
    row["at_least"] = entry.at_least
    new = _insert(db, t.holds, {"key": key, **row, **_origin(origin)})
    if not new and correct_day:
        db.execute(update(t.holds).where(t.holds.c.key == key).values(held_on=entry.held_on))
    return Kept(key, new)


def _delete_said_holds(db: Connection, athlete: str, entry: Hold) -> None:
    h = t.holds.c
    same = (h.athlete == athlete, h.held_on == entry.held_on, h.side == entry.side)
    near = func.abs(h.load_kg - entry.load_kg) < ALIKE_KG
    db.execute(delete(t.holds).where(*same, near, h.source == BY_HAND))


def keep_sets(
    db: Connection, athlete: str, entries: Iterable[Set], replace: bool = False
) -> list[Kept]:
    """Keep the sets of one session.

    A set is known by its day, move, side and number.

    Parameters
    ----------
    replace : put these in place of the sets of the same day, move and side

    Raises
    ------
    InputError : that set is there already and says something else
    """
    entries = list(entries)
    for entry in entries:
        _sensible("repetitions or seconds", entry.amount, 0, 1000)
        if entry.move != "lsit" and entry.amount != int(entry.amount):
            raise InputError(f"{entry.amount:g} repetitions can't be", "give whole numbers")
    if replace:
        for day, move, side in {(e.done_on, e.move, e.side) for e in entries}:
            db.execute(delete(t.sets).where(*_of_session(athlete, day, move, side)))
    return [_keep_set(db, athlete, entry) for entry in entries]


def _keep_set(db: Connection, athlete: str, entry: Set) -> Kept:
    key = key_of("set", athlete, entry.done_on, entry.move, entry.side, entry.number)
    row = {
        "done_on": entry.done_on,
        "move": entry.move,
        "side": entry.side,
        "number": entry.number,
        "amount": entry.amount,
        "load": entry.load,
        "rir": entry.rir,
    }
    there = db.execute(select(t.sets).where(t.sets.c.key == key)).mappings().first()
    if there is not None:
        if any(there[name] != value for name, value in row.items()):
            raise InputError(
                f"set {entry.number} of {entry.move}, {entry.side}, on {entry.done_on} is in the "
                f"journal as {there['amount']:g} with {there['load']}",
                "correct it with --replace",
            )
        return Kept(key, False)
    return Kept(
        key, _insert(db, t.sets, {"key": key, "athlete": athlete, **row, **_origin(entry.origin)})
    )


def _of_session(athlete: str, day: Any, move: str, side: str) -> tuple[Any, ...]:
    sets = t.sets.c
    return (sets.athlete == athlete, sets.done_on == day, sets.move == move, sets.side == side)


def keep_run(db: Connection, athlete: str, entry: Run, correct_day: bool = False) -> Kept:
    """Keep one run of a watch; the same file with the same settings is one entry.

    correct_day : the day of a run that is there already becomes that of the entry
    """
    origin = entry.origin
    key = key_of("run", athlete, entry.digest, origin.program_version, origin.settings)
    row = {
        "athlete": athlete,
        "digest": entry.digest,
        "file": entry.file,
        "run_on": entry.run_on,
        "device": entry.device,
        "summary": dict(entry.summary),
    }
    new = _insert(db, t.runs, {"key": key, **row, **_origin(origin)})
    if not new and correct_day:
        db.execute(update(t.runs).where(t.runs.c.key == key).values(run_on=entry.run_on))
    return Kept(key, new)


def keep_note(db: Connection, athlete: str, entry: Note, replace: bool = False) -> Kept:
    """Keep a word on pain, cramp or a red flag.

    replace : put it in place of what was noted of the same kind, day, move and side
    """
    if entry.level is not None:
        _sensible("level of pain", entry.level, 0, 10)
    if replace:
        n = t.notes.c
        same = (n.athlete == athlete, n.noted_on == entry.noted_on, n.kind == entry.kind)
        where = (n.move.is_not_distinct_from(entry.move), n.side.is_not_distinct_from(entry.side))
        db.execute(delete(t.notes).where(*same, *where))
    row = {"athlete": athlete, **vars(entry)}
    key = key_of("note", row, _cleared_so_far(db, athlete))
    return Kept(key, _insert(db, t.notes, {"key": key, **row, "made_at": now()}))


def _cleared_so_far(db: Connection, athlete: str) -> int:
    """How often all was cleared: what is said again after that is said anew."""
    n = t.notes.c
    query = select(func.count()).where(n.athlete == athlete, n.kind == CLEARED)
    return int(db.execute(query).scalar_one())


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "program_version": origin.program_version,
        "source": origin.source,
        "settings": _mapping(origin.settings),
        "document": _mapping(origin.document),
        "made_at": now(),
    }


def _mapping(values: Mapping[str, Any]) -> dict[str, Any]:
    return dict(values)


def _insert(db: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there, perhaps by another program; whether it was new."""
    made = insert_into(db, table).values(**row).on_conflict_do_nothing(index_elements=["key"])
    return db.execute(made.returning(table.c.key)).first() is not None


def _sensible(what: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise InputError(f"{value:g} can't be {what}", f"give {low:g} to {high:g}")
