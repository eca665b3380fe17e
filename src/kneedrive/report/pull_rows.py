"""The pull of both legs and what other ways of running would ask, as rows of two small tables."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.findings import amount, interval, number
from kneedrive.motion.motion import SIDES
from kneedrive.pull.timing import (
    NET_WORK_ERROR_PCT,
    NORMAL_95,
    PEAK_AT_ERROR_PCT,
    WORK_ERROR_PCT,
    ZERO_AT_ERROR_PCT,
    work_half_width,
)
from kneedrive.stride.register import BY_NAME


@dataclass(frozen=True)
class PullRow:
    """One number of the pull.

    Parameters
    ----------
    title : what it is
    mean, interval : of both legs, with unit, and its 95 % interval; None where there is none
    left, right : of each leg, "–" where withheld
    indicative : right in kind, too uncertain to act upon
    reason : why it is withheld or only indicative
    """

    title: str
    mean: str | None
    interval: str | None
    left: str
    right: str
    indicative: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class DemandRow:
    """What one change would ask: a multiple of now, its interval, and how it is known."""

    change: str
    swing: str
    interval: str
    minute: str
    grade: str
    source: str


def pull_rows(analysis: Analysis) -> list[PullRow]:
    """Impulse and excursion first, then timing and work; the peaks come last."""
    legs = [analysis.pull.legs[side] for side in SIDES if side in analysis.pull.legs]
    if len(legs) < len(SIDES):
        return []
    scale_pct = analysis.motion.scale.error_pct
    peak, zero, given, net = (
        [getattr(leg, name) for leg in legs]
        for name in (
            "peak_at_swing_pct",
            "zero_at_swing_pct",
            "positive_work_j_kg",
            "net_work_j_kg",
        )
    )
    work = float(np.mean(given))
    return [
        _of_metric(analysis, "hip_flexor_impulse_nms_kg"),
        _of_metric(analysis, "thigh_excursion_deg"),
        _of_legs("Pull is strongest at", peak, NORMAL_95 * PEAK_AT_ERROR_PCT, 0, "% of the swing"),
        _of_legs("Pull ends at", zero, NORMAL_95 * ZERO_AT_ERROR_PCT, 0, "% of the swing"),
        _of_legs(
            "Work of the pull",
            given,
            work_half_width(work, WORK_ERROR_PCT, scale_pct),
            2,
            "J/kg",
        ),
        _of_legs(
            "Net work of the hip over the swing",
            net,
            work_half_width(work, NET_WORK_ERROR_PCT, scale_pct),
            2,
            "J/kg",
        ),
        _of_metric(analysis, "hip_flexor_peak_moment_nm_kg"),
        _of_metric(analysis, "hip_flexor_peak_power_w_kg"),
    ]


def demand_rows(analysis: Analysis) -> list[DemandRow]:
    """A row per change; none where the pull is unknown."""
    return [
        DemandRow(
            d.change[0].upper() + d.change[1:],
            times(d.impulse),
            f"{d.low:.2f} to {d.high:.2f}",
            times(d.per_minute),
            d.grade,
            d.source,
        )
        for d in analysis.pull.demands
        if np.isfinite(d.impulse)
    ]


def times(ratio: float) -> str:
    """A ratio as a multiple: "× 1.07"."""
    return f"×\N{NO-BREAK SPACE}{ratio:.2f}"


def _of_metric(analysis: Analysis, name: str) -> PullRow:
    """A row from the register's metric."""
    measure, metric = analysis.metrics[name], BY_NAME[name]
    left, right = (
        "–" if value is None else number(value, metric.decimals)
        for value in (measure.left, measure.right)
    )
    mean = None if measure.value is None else amount(name, measure.value)
    ends, indicative = interval(name, measure), measure.status == "indicative"
    return PullRow(metric.title, mean, ends, left, right, indicative, measure.reason)


def _of_legs(
    title: str, sides: Sequence[float], half: float, decimals: int, of_what: str
) -> PullRow:
    """A row from a value of each leg and half of the mean's interval."""
    mean = float(np.mean(sides))
    left, right = (number(v, decimals) if np.isfinite(v) else "–" for v in sides)
    if not np.isfinite(mean):
        return PullRow(title, None, None, left, right)
    ends = f"{number(mean - half, decimals)} to {number(mean + half, decimals)}"
    return PullRow(title, f"{number(mean, decimals)} {of_what}", ends, left, right)
