"""A hold timed by a stopwatch: seconds, what they mean, and the moment of a pose taken as usual."""

from dataclasses import dataclass

from kneedrive.findings.finding import Finding
from kneedrive.strength.capacity import LegPose, Load, Moment, Person, PoseError, hip_moment
from kneedrive.strength.posture import Side
from kneedrive.strength.reading import (
    STOPWATCH_ERROR_S,
    Band,
    Reported,
    hold_findings,
    reading_of,
)

# Nobody saw the leg: a thigh past the horizontal, a shin that hangs, both within so much.
USUAL_POSE, USUAL_ERROR = LegPose(100.0, 100.0), PoseError(6.0, 12.0, 15.0)


@dataclass(frozen=True)
class ToldHold:
    """A hold timed by hand.

    at_least : it was ended before the leg failed
    answered : all red-flag questions were answered with no
    reading, moment : None where not to be read, or mass and height are not known
    """

    seconds: float
    side: Side
    load: Load
    person: Person
    reported: Reported
    at_least: bool
    answered: bool
    reading: Band | None
    moment: Moment | None
    findings: tuple[Finding, ...]


def told_hold(
    seconds: float,
    side: Side,
    person: Person,
    load: Load,
    reported: Reported,
    at_least: bool = False,
    answered: bool = False,
) -> ToldHold:
    """What seconds by hand say.

    answered : all red-flag questions were answered with no; else nothing is read or advised
    """
    moment = None
    if person.mass_kg and person.height_m:
        moment = hip_moment(person, USUAL_POSE, load, USUAL_ERROR)
    open_ended = (side,) if at_least else ()
    loaded, errors_s = load.kind != "none", {side: STOPWATCH_ERROR_S}
    findings = hold_findings({side: seconds}, loaded, open_ended, reported, errors_s, answered)
    reading = reading_of(seconds, at_least, reported, answered)
    return ToldHold(
        seconds, side, load, person, reported, at_least, answered, reading, moment, findings
    )
