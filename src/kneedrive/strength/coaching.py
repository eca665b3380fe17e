"""A move of a film: its repetitions or lifts, its sets, the load about the hip, what to do next."""

from dataclasses import dataclass

from kneedrive.findings.finding import Finding
from kneedrive.strength.advice import next_set
from kneedrive.strength.capacity import (
    NO_LOAD,
    Load,
    Maximum,
    Moment,
    Person,
    no_maximum,
)
from kneedrive.strength.counter import Counter
from kneedrive.strength.events import Event
from kneedrive.strength.reading import Reported, felt, no_advice
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sets import MoveName, SetSummary, heel_sets, repetition_sets
from kneedrive.strength.sitting import HeelHold, SittingClock
from kneedrive.strength.source import Exercise
from kneedrive.strength.top_moment import (
    COLOURS,
    STILL,
    STILL_SOURCE,
    moments_of_lifts,
    moments_of_repetitions,
    refuse_seated_pull,
)

SEEN_PCT = 50.0
BAND_UNKNOWN = (
    "The force of the band is not known: this set can only be told to be harder or easier than one "
    "with another band. Give its colour (--load band:green) or its force (--load band:60N)."
)


@dataclass(frozen=True)
class Coaching:
    """What one film of a move showed.

    Parameters
    ----------
    answered : all red-flag questions were answered with no
    repetitions : of march and raise; heel_holds : of the L-sit prep
    moments : of each repetition or lift at its top, held still; None of one that doesn't count;
        empty where mass or height is not known
    moment : the middle one of them; None where there is none
    maximum : estimated from the last set; None likewise
    why_none : why nothing was counted; empty where something was
    """

    exercise: Exercise
    move: MoveName
    load: Load
    person: Person
    reserve: int | None
    reported: Reported
    answered: bool
    repetitions: tuple[Repetition, ...]
    heel_holds: tuple[HeelHold, ...]
    sets: tuple[SetSummary, ...]
    events: tuple[Event, ...]
    moments: tuple[Moment | None, ...]
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
    reported: Reported | None = None,
    answered: bool = False,
) -> Coaching:
    """Count and measure the move of a followed film.

    Parameters
    ----------
    reserve : how many more good repetitions there were at the end of the last set
    reported : pain leaves the set without advice and without an estimate
    answered : all red-flag questions were answered with no; else nothing is advised

    Raises
    ------
    InputError : a load that the move has no use for
    """
    refuse_seated_pull(move, load)
    person, reported = person or Person(), reported or Reported()
    machine = SittingClock() if move == "lsit" else Counter(move)
    events: list[Event] = []
    for posture in exercise.track.postures:
        events += machine.update(posture)
    events += machine.finish()
    repetitions: tuple[Repetition, ...] = ()
    heel_holds: tuple[HeelHold, ...] = ()
    if isinstance(machine, SittingClock):
        heel_holds, sets = heel_sets(machine.holds)
        tops = moments_of_lifts(person, load, heel_holds)
    else:
        repetitions = tuple(machine.repetitions)
        sets = repetition_sets(repetitions)
        tops = moments_of_repetitions(person, load, repetitions, reserve)
    maximum = tops.maximum
    if maximum is not None and reported.pain:
        maximum = no_maximum(maximum.how, "pain was reported")
    counted = sum(s.total for s in sets)
    return Coaching(
        exercise=exercise,
        move=move,
        load=load,
        person=person,
        reserve=reserve,
        reported=reported,
        answered=answered,
        repetitions=repetitions,
        heel_holds=heel_holds,
        sets=sets,
        events=tuple(events),
        moments=tops.each,
        moment=tops.usual,
        maximum=maximum,
        why_none="" if counted else _why_none(exercise, move),
        findings=_advice(move, sets, reserve, reported, answered)
        + _measured(move, sets, load, exercise, tops.usual),
    )


def _advice(
    move: MoveName,
    sets: tuple[SetSummary, ...],
    reserve: int | None,
    reported: Reported,
    answered: bool,
) -> tuple[Finding, ...]:
    """What was felt, and what to do next; nothing with pain or without answers."""
    found = felt(reported, "set")
    if not answered:
        found.append(no_advice())
    elif not reported.pain:
        found.append(next_set(move, sets, reserve))
    return tuple(found)


def _measured(
    move: MoveName,
    sets: tuple[SetSummary, ...],
    load: Load,
    exercise: Exercise,
    moment: Moment | None,
) -> tuple[Finding, ...]:
    found = []
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
    if load.colour and moment is not None:
        found.append(Finding("The load", COLOURS, "literature", "makers' tables are 20 % off", ()))
    if moment is not None and move != "lsit":
        found.append(Finding("The hip moment", STILL, "measured here", STILL_SOURCE, ()))
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
