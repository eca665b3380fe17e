"""Thigh angle over the stride, from a folder's tables, and both clips' curves in one plot."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kneedrive.fade.clips.taken import Taken
from kneedrive.motion.motion import SIDES, Floats, Side
from kneedrive.report.plots import Scale, area_path, line_path, value_scale

POINTS = 101
PHASE_PCT = np.linspace(0, 100, POINTS)


@dataclass(frozen=True)
class Curve:
    """Mean and spread of the thigh angle over a leg's own stride; toe-off in per cent of it."""

    mean_deg: Floats
    sd_deg: Floats
    toe_off_pct: float
    strides: int


@dataclass(frozen=True)
class Pair:
    """Both clips' curves of one leg as geometry."""

    side: Side
    y: Scale
    lines: tuple[str, str]
    areas: tuple[str, str]
    zero: float
    toe_off: tuple[float, float]
    spoken: str


def thigh_curve(taken: Taken, side: Side) -> Curve | None:
    """The mean curve over a clip's whole strides; None where there is none."""
    time_s = taken.motion["time_s"].to_numpy()
    thigh = taken.motion[f"{side}_thigh_deg"].to_numpy()
    known = np.isfinite(thigh)
    contacts = taken.contacts(side)
    rows, duty = [], []
    for (begin_s, off_s), (end_s, _) in pairwise(contacts):
        inside = known & (time_s >= begin_s) & (time_s <= end_s)
        whole = time_s[0] <= begin_s and end_s <= time_s[-1]
        if whole and inside.sum() >= 6:
            at = begin_s + PHASE_PCT / 100 * (end_s - begin_s)
            rows.append(np.interp(at, time_s[known], thigh[known]))
            duty.append(100 * (off_s - begin_s) / (end_s - begin_s))
    if not rows:
        return None
    each = np.array(rows)
    spread = each.std(axis=0, ddof=1) if len(each) > 1 else np.zeros(POINTS)
    return Curve(each.mean(axis=0), spread, float(np.mean(duty)), len(each))


def thigh_pairs(first: Taken, second: Taken) -> tuple[Pair, ...]:
    """A plot for each leg that both clips have."""
    made = []
    for side in SIDES:
        curves = [thigh_curve(taken, side) for taken in (first, second)]
        if curves[0] is not None and curves[1] is not None:
            made.append(_pair(side, curves[0], curves[1]))
    return tuple(made)


def _pair(side: Side, first: Curve, second: Curve) -> Pair:
    lows = [float((c.mean_deg - c.sd_deg).min()) for c in (first, second)]
    highs = [float((c.mean_deg + c.sd_deg).max()) for c in (first, second)]
    x, y = Scale(0, 100, ()), value_scale(min(lows), max(highs), 10, "°")

    def line(curve: Curve) -> str:
        return line_path(x, y, PHASE_PCT, curve.mean_deg)

    def area(curve: Curve) -> str:
        return area_path(x, y, PHASE_PCT, curve.mean_deg - curve.sd_deg,
                         curve.mean_deg + curve.sd_deg)  # fmt: skip

    peaks = f"{first.mean_deg.max():.0f} and {second.mean_deg.max():.0f}"
    return Pair(
        side=side,
        y=y,
        lines=(line(first), line(second)),
        areas=(area(first), area(second)),
        zero=round(100 - y.pct(0), 2),
        toe_off=(round(first.toe_off_pct, 1), round(second.toe_off_pct, 1)),
        spoken=f"Thigh angle of the {side} leg over the stride; highest at {peaks} degrees",
    )
