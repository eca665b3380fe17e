"""What was done of what was asked for: never more than was asked, and only where something was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kneedrive.programme.log import Done
from kneedrive.programme.programme import Programme, Session
from kneedrive.programme.tables import MOVES, SIDES_OF, Move, Side

EARLY = timedelta(days=1)
LATE = timedelta(days=6)


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


def adherence(programme: Programme, log: Iterable[Done], today: date) -> Adherence:
    """Compare the log with the sessions up to yesterday, and today's where it was done.

    A day of the log counts for the session of that day, of the day after, or of the week before if
    no other was due since.
    """
    log = list(log)
    due = sorted((s for s in programme.sessions if s.items and s.day <= today), key=lambda s: s.day)
    trained = _days_of(due, {d.day for d in log}, today)
    done = [s for s in due if s.day in trained]
    missed = [s for s in due if s.day not in trained and s.day < today]
    counts = []
    for move in MOVES:
        for side in SIDES_OF[move]:
            asked = sets = 0
            for session in done + missed:
                wanted = sum(i.sets for i in session.items if (i.move, i.side) == (move, side))
                asked += wanted
                sets += min(wanted, _sets(log, trained.get(session.day), move, side))
            if asked:
                counts.append(DoneOf(move, side, sets, asked))
    return Adherence(tuple(s.day for s in done), tuple(s.day for s in missed), tuple(counts))


def _days_of(due: list[Session], free: set[date], today: date) -> dict[date, date]:
    """The day on which each session that was done was done, by the session's day."""
    found = {s.day: s.day for s in due if s.day in free}
    free = free - set(found)
    for i, session in enumerate(due):
        if session.day in found:
            continue
        following = due[i + 1].day if i + 1 < len(due) else date.max
        last = min(session.day + LATE, following - timedelta(days=1), today)
        fit = [day for day in sorted(free) if session.day - EARLY <= day <= last]
        if fit:
            found[session.day] = fit[0]
            free.discard(fit[0])
    return found


def _sets(log: list[Done], day: date | None, move: Move, side: Side) -> int:
    return sum(len(d.amounts) for d in log if (d.day, d.move, d.side) == (day, move, side))
