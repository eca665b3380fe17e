"""The knee hold of a film: each attempt measured, the longest of each leg kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.findings.finding import Finding
from kneedrive.strength.capacity import (
    NO_LOAD,
    LegPose,
    Load,
    Maximum,
    Moment,
    Person,
    hip_moment,
    maximum_from_hold,
    no_maximum,
)
from kneedrive.strength.hold_clock import WORDS, Attempt, HoldClock
from kneedrive.strength.posture import SIDES, Side
from kneedrive.strength.reading import Band, Reported, hold_findings, reading_of
from kneedrive.strength.shaking import Shaking, shaking_of
from kneedrive.strength.source import Exercise
from kneedrive.strength.track import Track

Floats = NDArray[np.float64]

BEFORE_S = 0.5  # trunk and standing leg are told against the hold's first moments
METHOD_ERROR_S = 0.2  # docs/strength.md
HANDS_SEEN_SHARE = 0.5
SHORTEST_S = 0.2  # a knee that is up for less is on its way


@dataclass(frozen=True)
class HoldMeasure:
    """One hold.

    Parameters
    ----------
    attempt : when, which leg, why it ended
    error_s : 95 % of the seconds held, frame time included
    at_least : it did not end by itself: film or sight ended, or the person on purpose
    reading : in the coaching idea's words; None where it was cut off too early, or it hurt
    thigh_deg : mean; sag_dps : its slope, - = sinking; NaN below 1 s
    shaking : or why it can't be told
    lean_deg : trunk at the end against the start, - = back
    bend_deg : knee of the standing leg at the end against the start, + = more bent
    moment, maximum : None where mass and height are not known
    notes : what the reader should know
    """

    attempt: Attempt
    error_s: float
    at_least: bool
    reading: Band | None
    thigh_deg: float
    sag_dps: float
    shaking: Shaking | str
    lean_deg: float
    bend_deg: float
    moment: Moment | None
    maximum: Maximum | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class HoldTest:
    """The test of one film.

    Parameters
    ----------
    answered : all red-flag questions were answered with no
    holds : every attempt, in time
    best : the longest of each leg that was held
    why_none : why there is none; empty where there is one
    findings : what it means, graded
    """

    exercise: Exercise
    load: Load
    person: Person
    reported: Reported
    answered: bool
    holds: tuple[HoldMeasure, ...]
    best: Mapping[Side, HoldMeasure]
    why_none: str
    findings: tuple[Finding, ...]


def assess_hold(
    exercise: Exercise,
    person: Person | None = None,
    load: Load = NO_LOAD,
    reported: Reported | None = None,
    ended: bool = False,
    answered: bool = False,
) -> HoldTest:
    """Time and measure the holds of a followed film.

    Parameters
    ----------
    ended : on purpose, before the leg failed
    answered : all red-flag questions were answered with no; else nothing is read or advised
    """
    person, reported = person or Person(), reported or Reported()
    clock = HoldClock()
    for posture in exercise.track.postures:
        clock.update(posture)
    clock.finish()
    attempts = [a for a in clock.attempts if a.held_s >= SHORTEST_S and a.tried]
    felt = reported, ended, answered
    holds = tuple(_measure(exercise.track, a, person, load, *felt) for a in attempts)
    best = {
        side: max(own, key=lambda h: h.attempt.held_s)
        for side in SIDES
        if (own := [h for h in holds if h.attempt.side == side])
    }
    seconds = {side: hold.attempt.held_s for side, hold in best.items()}
    errors_s = {side: hold.error_s for side, hold in best.items()}
    open_ended = {side for side, hold in best.items() if hold.at_least}
    loaded = load.kind != "none"
    findings = hold_findings(seconds, loaded, open_ended, reported, errors_s, answered)
    why = "" if best else _why_none(exercise.track, clock.attempts)
    return HoldTest(exercise, load, person, reported, answered, holds, best, why, findings)


def _measure(
    track: Track,
    attempt: Attempt,
    person: Person,
    load: Load,
    reported: Reported,
    ended: bool,
    answered: bool,
) -> HoldMeasure:
    time_s = track.time_s
    inside = (time_s >= attempt.start_s) & (time_s <= attempt.end_s)
    postures = [p for p, good in zip(track.postures, inside, strict=True) if good]
    at = time_s[inside]
    thigh = np.array([p.legs[attempt.leg].thigh_deg for p in postures])
    knee = np.array([p.legs[attempt.leg].knee_deg for p in postures])
    dorsi = np.array([p.legs[attempt.leg].dorsi_deg for p in postures])
    lean = np.array([p.lean_deg for p in postures])
    bend = np.array([p.legs[1 - attempt.leg].knee_deg for p in postures])
    frame_s = float(np.median(np.diff(time_s)))
    at_least = ended or attempt.reason in ("end", "unseen")
    mean_deg = float(np.nanmean(thigh))
    pose = LegPose(mean_deg, float(np.nanmean(knee)), _mean_or(dorsi, 0.0))
    moment = hip_moment(person, pose, load) if person.mass_kg and person.height_m else None
    return HoldMeasure(
        attempt=attempt,
        error_s=round(float(np.hypot(METHOD_ERROR_S, frame_s)), 2),
        at_least=at_least,
        reading=reading_of(attempt.held_s, at_least, reported, answered),
        thigh_deg=mean_deg,
        sag_dps=_slope(at, thigh),
        shaking=shaking_of(at, track.raw_thigh_deg[inside, attempt.leg]),
        lean_deg=_end_against_start(at, lean),
        bend_deg=_end_against_start(at, bend),
        moment=moment,
        maximum=_maximum(moment, attempt, reported, ended) if moment else None,
        notes=tuple(_notes(track, attempt, [p.hands_seen for p in postures])),
    )


def _maximum(moment: Moment, attempt: Attempt, reported: Reported, ended: bool) -> Maximum:
    """What the hold says of the maximum: nothing where pain or a cramp ended it."""
    if reported.pain or reported.cramp:
        felt = "pain" if reported.pain else "a cramp"
        return no_maximum("estimated from a hold to failure", f"{felt} was reported")
    return maximum_from_hold(moment, attempt.held_s, attempt.reason == "thigh" and not ended)


def _notes(track: Track, attempt: Attempt, hands: list[int]) -> list[str]:
    notes = []
    if attempt.reason in ("end", "unseen"):
        notes.append(f"At least so long: {WORDS[attempt.reason]}.")
    both = float(np.mean(np.array(hands) >= 2))
    if both < HANDS_SEEN_SHARE:
        notes.append(
            "Only one hand is seen for most of the hold; the other, hidden by the body, was taken "
            "to be off the leg. Turn a little towards the camera to show both."
        )
    return notes


def _why_none(track: Track, attempts: Sequence[Attempt]) -> str:
    """Why no hold was timed."""
    if any(attempt.held_s >= SHORTEST_S for attempt in attempts):
        return (
            "the knee came up without hands and went down again at once, as in a step or a "
            "repetition; kneedrive coach counts those"
        )
    legs = [p for p in track.postures if all(leg.seen for leg in p.legs)]
    if len(legs) < len(track.postures) / 2:
        return "hips, knees and feet are not all in the picture for most of the film"
    highest = max(max(leg.thigh_deg for leg in p.legs) for p in legs)
    if highest < 90.0:
        return f"no thigh came up to the horizontal; the highest was at {highest:.0f}°"
    if max(p.hands_seen for p in legs) == 0:
        return "the hands can't be seen, so that nobody can say when they let go"
    return "the hands did not let go of a lifted knee, or for less than a fifth of a second"


def _slope(at: Floats, values: Floats) -> float:
    known = np.isfinite(values)
    if known.sum() < 5 or at[known][-1] - at[known][0] < 1.0:
        return float("nan")
    return float(np.polynomial.polynomial.polyfit(at[known], values[known], 1)[1])


def _end_against_start(at: Floats, values: Floats) -> float:
    first, last = values[at <= at[0] + BEFORE_S], values[at >= at[-1] - BEFORE_S]
    if not (np.isfinite(first).any() and np.isfinite(last).any()):
        return float("nan")
    return float(np.nanmedian(last) - np.nanmedian(first))


def _mean_or(values: Floats, otherwise: float) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else otherwise
