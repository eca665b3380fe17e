"""What is compared: one runner's clips and runs, each before, during or after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kneedrive.journal.read import Measured
from kneedrive.progress.watched import SPEED_OWN_SHARE, Watched

Phase = Literal["before", "during", "after"]
PHASES: tuple[Phase, ...] = ("before", "during", "after")
BASELINE_DAYS = 120  # older clips show another runner
SETTLING_DAYS = 7  # a first week of training changes nothing yet: its clips are still before
AFTER_DAYS = 42  # as the programme's rule retest.after
FOLLOW_DAYS = 150
SPEED, CADENCE = "speed_mps", "cadence_spm"


@dataclass(frozen=True)
class Observation:
    """One clip's or run's mean of one metric.

    Parameters
    ----------
    day, phase, camera : when, and how it was measured
    value, error : mean and the standard error that is its own, without what lasts
    speed_mps, cadence_spm : at which speed and cadence
    speed_error_mps : standard error of the speed
    """

    day: date
    phase: Phase
    camera: str
    value: float
    error: float
    speed_mps: float
    cadence_spm: float
    speed_error_mps: float


@dataclass(frozen=True)
class Gathered:
    """Observations of one metric, and what had to be left out, with the reason."""

    used: tuple[Observation, ...]
    left_out: dict[str, int]


def phase_of(day: date, start: date) -> Phase | None:
    """Before (its first week included), during or after a programme; None where too far away."""
    days = (day - start).days
    if not -BASELINE_DAYS <= days <= FOLLOW_DAYS:
        return None
    if days < SETTLING_DAYS:
        return "before"
    return "during" if days < AFTER_DAYS else "after"


def gather(measured: Iterable[Measured], watched: Watched, start: date) -> Gathered:
    """The observations of one metric around a programme's first day."""
    used: list[Observation] = []
    left_out: dict[str, int] = {}
    for item in measured:
        phase = phase_of(item.day, start)
        if phase is None:
            continue
        reason = _unfit(item, watched)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
            continue
        used.append(_observation(item, watched, phase))
    return Gathered(tuple(used), left_out)


def first_after(start: date) -> date:
    """From which day on a clip counts as after."""
    return start + timedelta(days=AFTER_DAYS)


def _unfit(item: Measured, watched: Watched) -> str | None:
    if item.value(watched.name) is None:
        return item.reason(watched.name) or f"{watched.metric.title.lower()} was not measured"
    if not item.from_watch and item.error(watched.name) <= 0:
        return f"{watched.metric.title.lower()} has no interval"
    if item.value(SPEED) is None:
        return "the speed is unknown: give --height or --speed to analyze"
    if item.value(CADENCE) is None:
        return "the cadence is unknown"
    return None


def _observation(item: Measured, watched: Watched, phase: Phase) -> Observation:
    value, speed, cadence = (item.value(n) for n in (watched.name, SPEED, CADENCE))
    assert value is not None  # `_unfit` saw to these
    assert speed is not None
    assert cadence is not None
    if item.from_watch:
        return Observation(item.day, phase, item.camera, value, watched.run_sd, speed, cadence, 0.0)
    return Observation(
        item.day,
        phase,
        item.camera,
        value,
        watched.own_share * item.error(watched.name),
        speed,
        cadence,
        SPEED_OWN_SHARE * item.error(SPEED),
    )
