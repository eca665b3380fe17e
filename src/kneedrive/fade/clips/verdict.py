"""Each metric of two clips: difference, interval, smallest detectable change, verdict.

The error of a difference is smaller than both clips' errors together, since most of what a method
gets wrong with one runner it gets wrong again. The smallest detectable change is 1.96 standard
errors of the difference, or what sources say that runners change from day to day, whichever is
larger. *Changed* needs both: an interval without zero, and a difference beyond it.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kneedrive.fade.clips.comparable import COMES_BACK, FREE_OF_CAMERA, Setting, by_speed
from kneedrive.fade.clips.taken import Taken
from kneedrive.pose.bias import bias_of
from kneedrive.stride.measure import Measure
from kneedrive.stride.method_error import method_errors
from kneedrive.stride.register import METRICS, Metric

Verdict = Literal["changed", "no clear change", "not comparable"]

NORMAL_95 = 1.96
# Least changes worth the word whatever the clips say. Angles: what one runner's 2D angles differ by
# from week to week, 2 to 5 deg (Dingenen et al. 2018, doi 10.1016/j.ptsp.2018.06.009). Times: what
# 20 steps a side with a scatter of 5 ms can show at 60 frames a second.
LEAST: dict[str, float] = {
    "peak_thigh_angle_deg": 4.0,
    "peak_hip_flexion_deg": 4.0,
    "min_thigh_angle_deg": 4.0,
    "contact_time_ms": 5.0,
    "flight_time_ms": 5.0,
    "swing_time_ms": 5.0,
}


@dataclass(frozen=True)
class Compared:
    """One metric of two clips, in its own unit; None where not known.

    Parameters
    ----------
    metric : from the register
    first, second : the measures
    difference : second minus first, the effect of unequal speed taken out
    by_speed : what was taken out
    low, high : 95 % interval of the difference
    detectable : smallest detectable change
    verdict, reason : and why it is not comparable
    """

    metric: Metric
    first: Measure
    second: Measure
    difference: float | None
    by_speed: float
    low: float | None
    high: float | None
    detectable: float | None
    verdict: Verdict
    reason: str | None


def compare_metrics(first: Taken, second: Taken, setting: Setting) -> tuple[Compared, ...]:
    """Every metric of the register that either clip has."""
    found = []
    for metric in METRICS:
        a, b = first.metrics.get(metric.name), second.metrics.get(metric.name)
        if a is not None and b is not None:
            found.append(_compare(metric, a, b, (first, second), setting))
    return tuple(found)


def _compare(
    metric: Metric, a: Measure, b: Measure, taken: tuple[Taken, Taken], setting: Setting
) -> Compared:
    def refuse(reason: str) -> Compared:
        return Compared(metric, a, b, None, 0.0, None, None, None, "not comparable", reason)

    if a.value is None or b.value is None:
        which, why = ("first", a.reason) if a.value is None else ("second", b.reason)
        return refuse(f"withheld in the {which} clip: {why}")
    if setting.obstacles and metric.name not in FREE_OF_CAMERA:
        return refuse("; ".join(setting.obstacles))
    moved = by_speed(metric.name, setting)
    if isinstance(moved, str):
        return refuse(moved)
    errors = [_errors(metric.name, m, t) for m, t in zip((a, b), taken, strict=True)]
    chance = sum(e.by_chance**2 for e in errors)
    steady = (1 - COMES_BACK) * sum(e.steady**2 for e in errors)
    scale = sum(e.scale**2 for e in errors) * (1 - COMES_BACK if setting.same_scale else 1.0)
    error = float(np.sqrt(chance + steady + scale + moved[1] ** 2))
    difference = b.value - a.value - moved[0]
    detectable = max(NORMAL_95 * error, LEAST.get(metric.name, 0.0))
    low, high = difference - NORMAL_95 * error, difference + NORMAL_95 * error
    sure = (low > 0 or high < 0) and abs(difference) > detectable
    verdict: Verdict = "changed" if sure else "no clear change"
    return Compared(metric, a, b, difference, moved[0], low, high, detectable, verdict, None)


@dataclass(frozen=True)
class _Errors:
    """Standard errors of one clip's mean: by chance, of the method with this runner, of scale."""

    by_chance: float
    steady: float
    scale: float


def _errors(name: str, measure: Measure, taken: Taken) -> _Errors:
    """What the interval of a measure is made of (see `stride.method_error`)."""
    model = str(taken.document["quality"].get("pose_model") or "")
    known = method_errors(bias_of(model).family)
    if name not in known:  # all of its interval is taken for chance
        low, high = measure.low or 0.0, measure.high or 0.0
        return _Errors((high - low) / (2 * NORMAL_95), 0.0, 0.0)
    value = measure.value or 0.0
    steps = max(measure.n, 1)
    sampling = measure.sd / np.sqrt(steps) if measure.sd else 0.0
    method, error_pct = known[name], float(taken.document["scale"]["error_pct"] or 0.0)
    strides = max(1, steps // 2)
    whole = method.of(value, strides, error_pct)
    factor = _factor(measure, sampling, whole)
    by_chance = factor * method.by_chance(value, strides)
    scale = factor * method.of_scale(value, error_pct)
    return _Errors(float(np.hypot(sampling, by_chance)), factor * method.steady(value), scale)


def _factor(measure: Measure, sampling: float, whole: float) -> float:
    """How much wider the pose model made the interval: read off the interval itself."""
    if measure.low is None or measure.high is None or whole <= 0:
        return 1.0
    half = (measure.high - measure.low) / (2 * NORMAL_95)
    return float(np.sqrt(max(half**2 - sampling**2, whole**2)) / whole)
