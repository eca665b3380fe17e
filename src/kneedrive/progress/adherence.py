"""What was done of what was asked for: never more than was asked, and only where something was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kneedrive.programme.log import Done, Log
from kneedrive.programme.outcome import days_done, outcomes
from kneedrive.programme.programme import Programme
from kneedrive.programme.tables import MOVES, SIDES_OF, Move, Side


@dataclass(frozen=True)
class DoneOf:
    """Sets done and asked for so far, of one move and side; more than asked counts as asked."""

    move: Move
    side: Side
    done: int
    asked: int


@dataclass(frozen=True)
class Adherence:
    """What became of the sessions up to today.

    done, missed : their days; one day of the log stands for one session
    sets : of each move and side that was asked for
    """

    done: tuple[date, ...]
    missed: tuple[date, ...]
    sets: tuple[DoneOf, ...]

    @property
    def asked(self) -> int:
        """How many sessions were due."""
        return len(self.done) + len(self.missed)


def adherence(programme: Programme, log: Log, today: date) -> Adherence:
    """Compare the log with the sessions up to yesterday, and today's where it was done.

    Sessions that a red flag or pain stopped were not asked for.
    """
    due = [s for s in programme.sessions if s.items and s.day <= today]
    words = outcomes(due, programme.stopped, log, {}, today)
    done, missed = (
        [s for s in due if words.get((s.uid, s.day)) == word] for word in ("done", "missed")
    )
    trained = days_done(due, {d.day for d in log.done}, today)
    counts = []
    for move in MOVES:
        for side in SIDES_OF[move]:
            asked = sets = 0
            for session in done + missed:
                wanted = sum(i.sets for i in session.items if (i.move, i.side) == (move, side))
                asked += wanted
                sets += min(wanted, _sets(log.done, trained.get(session.day), move, side))
            if asked:
                counts.append(DoneOf(move, side, sets, asked))
    return Adherence(tuple(s.day for s in done), tuple(s.day for s in missed), tuple(counts))


def _sets(log: Iterable[Done], day: date | None, move: Move, side: Side) -> int:
    return sum(len(d.amounts) for d in log if (d.day, d.move, d.side) == (day, move, side))
