"""Each metric of two clips: difference, interval, smallest detectable change, verdict.

The error of a difference is smaller than both clips' errors together, since most of what a method
gets wrong with one runner it gets wrong again. Twenty metrics are looked at together, and one of
them would often differ by chance: *changed* is what passes Holm's test of them all, so that two
clips of an unchanged runner show a change in 5 % of pairs at most. The smallest detectable change
is the difference that this test asks for, or what sources say that runners change from day to day,
whichever is larger.

Holm 1979, Scandinavian Journal of Statistics 6:65-70.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.stats import norm

from kneedrive.fade.clips.comparable import (
    FREE_OF_CAMERA,
    Setting,
    by_speed,
    comes_back,
)
from kneedrive.fade.clips.taken import Taken
from kneedrive.pose.bias import bias_of
from kneedrive.stride.measure import Measure
from kneedrive.stride.method_error import method_errors
from kneedrive.stride.register import METRICS, Metric

Verdict = Literal["changed", "no clear change", "not comparable"]

NORMAL_95 = 1.96
BY_CHANCE = 0.05  # of pairs of clips of an unchanged runner may show a change in any metric
# Least changes worth the word whatever the clips say. Angles: what one runner's 2D angles differ by
# from week to week, 2 to 5 deg (Dingenen et al. 2018, doi 10.1016/j.ptsp.2018.06.009). Times: what
# 20 steps a side with a scatter of 5 ms can show at 60 frames a second. Cadence: seven runners who
# ran on at one speed wandered by up to 2.4 steps a minute between one ten seconds and another.
LEAST: dict[str, float] = {
    "cadence_spm": 3.0,
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
    detectable : smallest detectable change, all metrics being looked at
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
    return _judged(found)


def _judged(found: Sequence[Compared]) -> tuple[Compared, ...]:
    """The same with verdicts and detectable changes by Holm's test of all that can be compared.

    The smallest of m probabilities must stay below 5 % / m, the next below 5 % / (m - 1), and so
    on up to the first that does not; where it stops is how large a difference had to be.
    """
    errors = {m.metric.name: _error(m) for m in found if m.difference is not None}
    apart = sorted(
        (abs(m.difference) / errors[m.metric.name] for m in found if m.difference is not None),
        reverse=True,
    )
    passed = 0
    while passed < len(apart) and apart[passed] > _quantile(len(apart) - passed):
        passed += 1
    wide = _quantile(max(len(apart) - passed, 1))
    return tuple(_with_verdict(m, wide * errors.get(m.metric.name, np.nan)) for m in found)


def _quantile(tests: int) -> float:
    """Standard errors that chance exceeds in 5 % of so many independent looks."""
    return float(norm.isf(BY_CHANCE / 2 / tests))


def _error(m: Compared) -> float:
    """Standard error of a difference."""
    if m.low is None or m.high is None:
        return np.inf
    return max((m.high - m.low) / (2 * NORMAL_95), 1e-12)


def _with_verdict(m: Compared, wide: float) -> Compared:
    if m.difference is None:
        return m
    detectable = max(wide, LEAST.get(m.metric.name, 0.0))
    verdict: Verdict = "changed" if abs(m.difference) > detectable else "no clear change"
    return replace(m, detectable=detectable, verdict=verdict)


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
    steady = (1 - comes_back(metric.name)) * sum(e.steady**2 for e in errors)
    known = comes_back(metric.name) if setting.same_scale else 0.0
    scale = (1 - known) * sum(e.scale**2 for e in errors)
    error = float(np.sqrt(chance + steady + scale + moved[1] ** 2))
    difference = b.value - a.value - moved[0]
    low, high = difference - NORMAL_95 * error, difference + NORMAL_95 * error
    unjudged: Verdict = "no clear change"
    return Compared(metric, a, b, difference, moved[0], low, high, None, unjudged, None)


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
