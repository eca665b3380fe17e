"""What is said while somebody moves: 'get ready', 'go', each repetition, each fault, 'time'."""

from dataclasses import dataclass
from typing import Literal

from kneedrive.strength.posture import Side

Kind = Literal["get ready", "go", "repetition", "not counted", "fault", "time", "unseen"]


@dataclass(frozen=True)
class Event:
    """One thing to say.

    Parameters
    ----------
    time_s : captured time at which it is known; what it tells of may have begun earlier
    kind : "go" and "time" begin and end a hold or a set, "repetition" counts
    text : a few words for the screen
    side : of the leg, None where it is of neither
    number : of the repetition; None else
    seconds : held, or from the first lift of a set to its last, for "time"; None else
    """

    time_s: float
    kind: Kind
    text: str
    side: Side | None = None
    number: int | None = None
    seconds: float | None = None
