"""The sets of one film of a move: kept together, numbered after those of the day."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.entries import Kept, Set
from kneedrive.journal.keep import keep_sets


def keep_filmed_sets(
    db: Connection, athlete: str, entries: Sequence[Set], correct_day: bool = False
) -> list[Kept]:
    """Keep the sets of one film and move, in place of what was read from that film before.

    The same film with the same settings is one entry, on the day that it has.

    Parameters
    ----------
    entries : in the order of the film, all of one move, day and origin
    correct_day : sets that are there already move to the day of the entries
    """
    if not entries:
        return []
    first, s = entries[0], t.sets.c
    same = (s.athlete == athlete, s.move == first.move, s.source == first.origin.source)
    there = db.execute(select(s.key, s.done_on, s.program_version, s.settings).where(*same)).all()
    origin = first.origin.program_version, dict(first.origin.settings)
    alike = bool(there) and all((row.program_version, row.settings) == origin for row in there)
    if alike and not (correct_day and any(row.done_on != first.done_on for row in there)):
        return [Kept(row.key, False) for row in there]
    db.execute(delete(t.sets).where(*same))
    kept = []
    for entry in entries:
        session = (s.athlete == athlete, s.done_on == entry.done_on, s.move == entry.move)
        last = select(func.max(s.number)).where(*session, s.side == entry.side)
        number = (db.execute(last).scalar_one() or 0) + 1
        kept += keep_sets(db, athlete, [replace(entry, number=number)])
    return kept
