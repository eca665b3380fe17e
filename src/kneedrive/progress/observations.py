"""What is compared: one runner's clips and runs, each before, during or after."""

from collections import Counter
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
    day, phase : when
    camera : how it was measured: two of one camera share its lasting error
    version : the program's release that measured it, a part of the camera
    from_watch : a run of a watch
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
    version: str = ""
    from_watch: bool = False


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
    near = [
        (item, p)
        for item in measured
        if (p := phase_of(item.day, start)) is not None
        # What no watch measures is not lacking in its runs.
        and not (item.from_watch and item.value(watched.name) is None)
    ]
    most = _usual_scale([item for item, _ in near if not _unfit(item, watched)])
    used: list[Observation] = []
    left_out: Counter[str] = Counter()
    for item, phase in near:
        reason = _unfit(item, watched) or _unlike(item, most)
        if reason:
            left_out[reason] += 1
        else:
            used.append(_observation(item, watched, phase))
    return Gathered(tuple(used), dict(left_out))


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


def _usual_scale(items: list[Measured]) -> str:
    """What gave most clips their scale, of equals the newest."""
    clips = sorted((i for i in items if not i.from_watch), key=lambda i: i.day, reverse=True)
    return max((i.scale for i in clips), key=[i.scale for i in clips].count, default="")


def _unlike(item: Measured, scale: str) -> str | None:
    """Why a clip can't be put beside the others; metres of two heights are no change."""
    if item.from_watch or item.scale == scale:
        return None
    own, others = (s or "neither --height nor --speed" for s in (item.scale, scale))
    return f"scale from {own}, but {others} in most clips: analyze alike"


def _release(version: str) -> str:
    """Major and minor version: within these the measuring stays as it is."""
    return ".".join(version.split(".")[:2])


def _observation(item: Measured, watched: Watched, phase: Phase) -> Observation:
    value, speed, cadence = (item.value(n) for n in (watched.name, SPEED, CADENCE))
    assert value is not None  # `_unfit` saw to these
    assert speed is not None
    assert cadence is not None
    if item.from_watch:
        own = watched.run_sd
        return Observation(
            item.day, phase, item.camera, value, own, speed, cadence, 0.0, from_watch=True
        )
    release = _release(item.version)
    return Observation(
        item.day,
        phase,
        f"{item.camera}, version {release}" if release else item.camera,
        value,
        watched.own_share * item.error(watched.name),
        speed,
        cadence,
        SPEED_OWN_SHARE * item.error(SPEED),
        release,
    )
