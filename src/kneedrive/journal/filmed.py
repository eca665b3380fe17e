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
    """Keep the sets of one film and move; the same film twice is one entry.

    Parameters
    ----------
    entries : in the order of the film, all of one move, day and source
    correct_day : sets that are there already move to the day of the entries
    """
    if not entries:
        return []
    first, s = entries[0], t.sets.c
    same = (s.athlete == athlete, s.move == first.move, s.source == first.origin.source)
    there = db.execute(select(s.key, s.done_on).where(*same)).all()
    if there and not (correct_day and any(day != first.done_on for _, day in there)):
        return [Kept(key, False) for key, _ in there]
    db.execute(delete(t.sets).where(*same))
    kept = []
    for entry in entries:
        session = (s.athlete == athlete, s.done_on == entry.done_on, s.move == entry.move)
        last = select(func.max(s.number)).where(*session, s.side == entry.side)
        number = (db.execute(last).scalar_one() or 0) + 1
        kept += keep_sets(db, athlete, [replace(entry, number=number)])
    return kept
