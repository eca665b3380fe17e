"""What was done of what was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kneedrive.programme.log import Done
from kneedrive.programme.programme import Programme
from kneedrive.programme.tables import MOVES, SIDES_OF, Move, Side


@dataclass(frozen=True)
class DoneOf:
    """Sets done and asked for so far, of one move and side."""

    move: Move
    side: Side
    done: int
    asked: int


@dataclass(frozen=True)
class Adherence:
    """Sessions and sets, done against asked for, up to today."""

    sessions_done: int
    sessions_asked: int
    sets: tuple[DoneOf, ...]


def adherence(programme: Programme, done: Iterable[Done], today: date) -> Adherence:
    """Compare the log with the programme up to yesterday, and today where it was done."""
    start = programme.wishes.start
    log = [d for d in done if start <= d.day <= today]
    days = {d.day for d in log}
    due = [s for s in programme.sessions if s.items and (s.day < today or s.day in days & {today})]
    counts = []
    for move in MOVES:
        for side in SIDES_OF[move]:
            asked = sum(i.sets for s in due for i in s.items if (i.move, i.side) == (move, side))
            sets = sum(len(d.amounts) for d in log if (d.move, d.side) == (move, side))
            if asked or sets:
                counts.append(DoneOf(move, side, sets, asked))
    return Adherence(len(days), len(due), tuple(counts))
