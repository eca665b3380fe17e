"""What comes into the journal: plain frozen values, whichever room they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Side = Literal["left", "right", "both"]
Move = Literal["march", "raise", "lsit"]

BY_HAND = "by hand"
ANSWERED = "answered"  # the kind of a note that holds the answers to the red-flag questions
TO_FAILURE = "thigh"  # why the clock of a hold stopped: the thigh sank, the leg had failed


@dataclass(frozen=True)
class Origin:
    """Where an entry comes from.

    Parameters
    ----------
    program_version : Kneedrive's version
    source : digest (SHA-256) of the file it was measured from, or "by hand"
    settings : what the user asked for, as JSON has it
    document : all that was found, as JSON has it; may be empty
    """

    program_version: str
    source: str = BY_HAND
    settings: Mapping[str, Any] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Analysed:
    """One analysis of one clip.

    digest : SHA-256 of the clip's file
    file : its name
    filmed_on : the day
    camera : what must be alike for two clips to be compared without doubt: scene, rate, network
    origin : its document is metrics.json as a mapping
    """

    digest: str
    file: str
    filmed_on: date
    camera: str
    origin: Origin


@dataclass(frozen=True)
class Hold:
    """One standing knee hold of one leg: seconds, load on the foot, hip moment where known.

    at_least : it ended before the leg failed: the film or the tester stopped it, a hand or the
        other foot moved
    """

    held_on: date
    side: Side
    held_s: float
    load_kg: float
    moment_nm_kg: float | None
    origin: Origin
    at_least: bool = False


@dataclass(frozen=True)
class Set:
    """One set of one move.

    number : 1 for the first set of this move and side on this day
    amount : repetitions; seconds for the L-sit
    load : a load of the programme's ladder ("red-band", "8-lb", "none")
    rir : repetitions left in reserve, None where not said
    """

    done_on: date
    move: Move
    side: Side
    number: int
    amount: float
    load: str
    rir: int | None
    origin: Origin


@dataclass(frozen=True)
class Run:
    """One run from a watch.

    summary : numbers by metric name (`speed_mps`, `cadence_spm`, `contact_time_ms`, ...) of the
        steady part, and whatever else is worth keeping
    device : what measured them
    """

    digest: str
    file: str
    run_on: date
    device: str
    summary: Mapping[str, Any]
    origin: Origin


@dataclass(frozen=True)
class Note:
    """A word on the body: pain, cramp, a red flag, that a doctor cleared it, or all answers.

    kind : "pain", "cramp", a red flag, "cleared", or ANSWERED
    level : 0 to 10, None where not said
    """

    noted_on: date
    kind: str
    level: int | None = None
    move: Move | None = None
    side: Side | None = None
    text: str = ""


@dataclass(frozen=True)
class Kept:
    """The key of what was kept, and whether it was new."""

    key: str
    new: bool
