"""Sets that are said by hand: they add to those that were filmed on the same day."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.entries import BY_HAND, Kept, Set
from kneedrive.journal.keep import keep_sets


def keep_said_sets(
    db: Connection, athlete: str, entries: Sequence[Set], instead: bool = False
) -> list[Kept]:
    """Keep the sets of one session and side, numbered after the filmed ones; twice is one entry.

    instead : in place of all sets of that day, move and side, filmed ones too

    Raises
    ------
    InputError : the sets said before for that day say something else
    """
    if instead:
        return keep_sets(db, athlete, entries, replace=True)
    first, s = entries[0], t.sets.c
    session = (s.athlete == athlete, s.done_on == first.done_on)
    same = (*session, s.move == first.move, s.side == first.side)
    there = db.execute(select(s.number, s.source).where(*same).order_by(s.number)).all()
    said = [row.number for row in there if row.source == BY_HAND]
    last = there[-1].number if there else 0
    numbers = said + [last + i for i in range(1, len(entries) + 1)]
    named = [replace(e, number=n) for e, n in zip(entries, numbers, strict=False)]
    return keep_sets(db, athlete, named)


def filmed_sets(db: Connection, athlete: str, one: Set) -> int:
    """How many sets of that day, move and side were filmed."""
    s = t.sets.c
    same = (s.athlete == athlete, s.done_on == one.done_on, s.move == one.move, s.side == one.side)
    return len(db.execute(select(s.key).where(*same, s.source != BY_HAND)).all())
