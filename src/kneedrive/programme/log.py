"""What was really done, and what hurt: the log that moves a programme on or back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kneedrive.programme.tables import Move, Side, rule
from kneedrive.red_flags import red_flags

CLEARED = "cleared"
STOPPING = ("cramp", "snapping", "back-pain")  # these take a load off however mild they are


@dataclass(frozen=True)
class Done:
    """The sets of one move and side on one day.

    amounts : repetitions of each set, or seconds
    load : name of the load; of several, a name that no ladder has
    rir : fewest repetitions left in reserve, None where not said
    """

    day: date
    move: Move
    side: Side
    amounts: tuple[float, ...]
    load: str
    rir: int | None = None


@dataclass(frozen=True)
class Trouble:
    """Pain, a cramp, a red flag, or a doctor's clearance; of one move and side, or of all.

    noted_at : when it was written down, which orders what belongs to one day
    """

    day: date
    kind: str
    level: int | None = None
    move: Move | None = None
    side: Side | None = None
    noted_at: datetime = datetime.min

    @property
    def order(self) -> tuple[date, datetime, bool, str, str, str, int]:
        """By which troubles are sorted, whichever way they came in; a clearance comes last."""
        last, level = self.kind == CLEARED, self.level if self.level is not None else -1
        return (self.day, self.noted_at, last, self.kind, self.move or "", self.side or "", level)

    @property
    def takes_load_off(self) -> bool:
        """Whether it is bad enough to go one load down."""
        return self.kind in STOPPING or (
            self.kind == "pain" and (self.level is None or self.level > rule("back.pain"))
        )

    @property
    def is_severe(self) -> bool:
        """Whether it is bad enough to rest until it is cleared."""
        return self.kind == "pain" and (self.level or 0) >= rule("back.severe")

    @property
    def is_red_flag(self) -> bool:
        """Whether it is a red flag."""
        return self.kind in red_flags()

    @property
    def stops_all(self) -> bool:
        """Whether nothing at all is trained after it: a red flag, severe pain with no one move."""
        return self.is_red_flag or (self.is_severe and self.move is None and self.side is None)

    @property
    def clears_all(self) -> bool:
        """Whether it is a clearance of everything."""
        return self.kind == CLEARED and self.move is None and self.side is None

    def concerns(self, move: Move, side: Side) -> bool:
        """Whether it belongs to this move and side."""
        sides = (None, "both", side)
        return self.move in (None, move) and (self.side in sides or side == "both")


@dataclass(frozen=True)
class Log:
    """All that was done and all that hurt, in any order."""

    done: tuple[Done, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    def between(self, first: date, day: date) -> "Log":
        """The log from a first day on, as it stood on the morning of another."""
        return Log(
            tuple(d for d in self.done if first <= d.day < day),
            tuple(t for t in self.troubles if first <= t.day < day),
        )


@dataclass(frozen=True)
class Stop:
    """A time in which nothing is trained: from a day to that of its clearance, None while open."""

    first: date
    cleared: date | None
    why: tuple[Trouble, ...]

    def holds(self, day: date) -> bool:
        """Whether a day lies in it; on the day of its clearance there may be training again."""
        return self.first <= day and (self.cleared is None or day < self.cleared)


def stops(troubles: Iterable[Trouble]) -> tuple[Stop, ...]:
    """Every time in which all training was stopped, in order."""
    made: list[Stop] = []
    open_ones: list[Trouble] = []
    for trouble in sorted(troubles, key=lambda t: t.order):
        if trouble.stops_all:
            open_ones.append(trouble)
        elif trouble.clears_all and open_ones:
            made.append(Stop(open_ones[0].day, trouble.day, tuple(open_ones)))
            open_ones = []
    if open_ones:
        made.append(Stop(open_ones[0].day, None, tuple(open_ones)))
    return tuple(made)


def open_flags(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """What stops all training and was not cleared by a doctor since."""
    return tuple(t for stop in stops(troubles) if stop.cleared is None for t in stop.why)
