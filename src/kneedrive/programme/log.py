"""What was really done, and what hurt: the log that moves a programme on or back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kneedrive.programme.tables import Move, Side, red_flags, rule

CLEARED = "cleared"
STOPPING = ("cramp", "snapping", "back-pain")  # these take a load off however mild they are


@dataclass(frozen=True)
class Done:
    """The sets of one move and side on one day.

    amounts : repetitions of each set, or seconds
    load : name of the load
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
    """Pain, a cramp, a red flag, or a physician's clearance; of one move and side, or of all.

    noted_at : when it was written down, which orders what belongs to one day
    """

    day: date
    kind: str
    level: int | None = None
    move: Move | None = None
    side: Side | None = None
    noted_at: datetime = datetime.min

    @property
    def takes_load_off(self) -> bool:
        """Whether it is bad enough to go one load down."""
        return self.kind in STOPPING or (
            self.kind == "pain" and (self.level is None or self.level > rule("back.pain"))
        )

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


def open_flags(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """Red flags that no physician has cleared since."""
    troubles = list(troubles)
    never = (date.min, datetime.min)
    cleared = max(((t.day, t.noted_at) for t in troubles if t.kind == CLEARED), default=never)
    flags = [t for t in troubles if t.kind in red_flags() and (t.day, t.noted_at) > cleared]
    return tuple(sorted(flags, key=lambda t: (t.day, t.kind)))
