"""A move of a film: its repetitions or lifts, its sets, the load about the hip, what to do next."""

from dataclasses import dataclass

from kneedrive.findings.finding import Finding
from kneedrive.strength.advice import next_set
from kneedrive.strength.capacity import (
    NO_LOAD,
    LegPose,
    Load,
    Maximum,
    Moment,
    Person,
    hip_moment,
    maximum_from_repetitions,
)
from kneedrive.strength.counter import Counter
from kneedrive.strength.events import Event
from kneedrive.strength.repetition import HORIZONTAL_DEG, Repetition
from kneedrive.strength.sets import MoveName, SetSummary, heel_sets, repetition_sets
from kneedrive.strength.sitting import HeelHold, SittingClock
from kneedrive.strength.source import Exercise

SEEN_PCT = 50.0
# The moment is largest with the thigh at the horizontal; every repetition that counts passes it.
TOP: dict[MoveName, LegPose] = {
    "march": LegPose(HORIZONTAL_DEG, 90.0),
    "raise": LegPose(HORIZONTAL_DEG, 80.0),
    "lsit": LegPose(HORIZONTAL_DEG, 0.0),
}
BAND_UNKNOWN = (
    "The force of the band is not known, so that this set is only more or less than one with "
    "another "
    "band. Give its colour (--load band:green) or its force (--load band:60N)."
)


@dataclass(frozen=True)
class Coaching:
    """What one film of a move showed.

    Parameters
    ----------
    repetitions : of march and raise; heel_holds : of the L-sit prep
    moment : at the horizontal, the same for every repetition that counts; None where mass and
        height are not known
    maximum : estimated from the last set; None likewise
    why_none : why nothing was counted; empty where something was
    """

    exercise: Exercise
    move: MoveName
    load: Load
    person: Person
    reserve: int | None
    repetitions: tuple[Repetition, ...]
    heel_holds: tuple[HeelHold, ...]
    sets: tuple[SetSummary, ...]
    events: tuple[Event, ...]
    moment: Moment | None
    maximum: Maximum | None
    why_none: str
    findings: tuple[Finding, ...]


def coach(
    exercise: Exercise,
    move: MoveName,
    person: Person | None = None,
    load: Load = NO_LOAD,
    reserve: int | None = None,
) -> Coaching:
    """Count and measure the move of a followed film.

    Parameters
    ----------
    reserve : how many more good repetitions there were at the end of the last set
    """
    person = person or Person()
    machine = SittingClock() if move == "lsit" else Counter(move)
    events: list[Event] = []
    for posture in exercise.track.postures:
        events += machine.update(posture)
    events += machine.finish()
    repetitions: tuple[Repetition, ...] = ()
    heel_holds: tuple[HeelHold, ...] = ()
    if isinstance(machine, SittingClock):
        heel_holds, sets = heel_sets(machine.holds)
    else:
        repetitions = tuple(machine.repetitions)
        sets = repetition_sets(repetitions)
    moment = hip_moment(person, TOP[move], load) if person.mass_kg and person.height_m else None
    counted = sum(s.total for s in sets)
    last = sets[-1] if sets else None
    maximum = None
    if moment is not None and move != "lsit":
        done = max(last.counted.values(), default=0) if last else 0
        maximum = maximum_from_repetitions(moment, done, reserve)
    return Coaching(
        exercise=exercise,
        move=move,
        load=load,
        person=person,
        reserve=reserve,
        repetitions=repetitions,
        heel_holds=heel_holds,
        sets=sets,
        events=tuple(events),
        moment=moment,
        maximum=maximum,
        why_none="" if counted else _why_none(exercise, move),
        findings=_findings(move, sets, load, reserve, exercise),
    )


def _findings(
    move: MoveName,
    sets: tuple[SetSummary, ...],
    load: Load,
    reserve: int | None,
    exercise: Exercise,
) -> tuple[Finding, ...]:
    found = [next_set(move, sets, reserve)]
    for one in sets:
        for trend in (t for t in one.trends if t.is_real):
            words = (
                f"From the first to the last repetition of set {one.number} the fastest drive of "
                f"the {trend.side} leg changed by {trend.change_pct:+.0f} % (95 %: "
                f"{trend.low_pct:+.0f} to {trend.high_pct:+.0f} %)."
            )
            found.append(Finding("Speed over the set", words, "measured here", "this film", ()))
    if load.ordinal:
        found.append(
            Finding("The load", BAND_UNKNOWN, "literature", "makers' tables are 20 % off", ())
        )
    if exercise.seen_pct < 90.0:
        words = (
            f"Both legs are in the picture, hip to ankle, in {exercise.seen_pct:.0f} % of it. "
            f"What is "
            "half seen is not counted."
        )
        found.append(Finding("What was not seen", words, "measured here", "this film", ()))
    return tuple(found)


def _why_none(exercise: Exercise, move: MoveName) -> str:
    if exercise.seen_pct < SEEN_PCT:
        return (
            "hips, knees and feet are not all in the picture for most of the film: what is half "
            "seen "
            "is not counted"
        )
    if move == "lsit":
        return "nobody was seen to sit with straight legs and lift the heels for half a second"
    return "no thigh came up to the horizontal on one leg and down again, in full sight"
