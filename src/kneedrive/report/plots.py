"""Plots as geometry: paths in a 100 x 100 box that the page stretches, and labels in per cent.

The page draws them as inline SVG whose strokes keep their width, so that one drawing is sharp on a
phone, on a desk and on paper, needs no script, and takes the page's colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kneedrive.findings import amount, number
from kneedrive.stride.register import BY_NAME

if TYPE_CHECKING:
    from kneedrive.analysis import Analysis
    from kneedrive.motion.motion import Floats, Side

THIGH, MOMENT = "peak_thigh_angle_deg", "hip_flexor_peak_moment_nm_kg"
ROOM = 0.08  # of the range, above and below


@dataclass(frozen=True)
class Scale:
    """A value axis: what lies at 0 and at 100 per cent, and labelled ticks (per cent, words)."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def pct(self, value: float) -> float:
        """Where a value lies, in per cent from the low end."""
        return round(100 * (value - self.low) / (self.high - self.low), 3)


@dataclass(frozen=True)
class Curve:
    """One leg's line, the area of its spread (or None) and, for the film, its values."""

    side: Side
    path: str
    area: str | None


@dataclass(frozen=True)
class Mark:
    """A labelled point on a line: per cent from the left and from the top."""

    side: Side
    x: float
    y: float
    label: str
    kind: str


@dataclass(frozen=True)
class Plot:
    """Lines over a common axis."""

    x: Scale
    y: Scale
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    zero: float | None
    spoken: str


def thigh_plot(analysis: Analysis) -> Plot | None:
    """Thigh angle of both legs over the stride, with spread, toe-off and highest knee."""
    curves = {s: c for s, c in analysis.strides.curves.items() if np.isfinite(c.mean_deg).any()}
    if not curves:
        return None
    spread = {s: np.nan_to_num(c.sd_deg) for s, c in curves.items()}
    lows = [float(np.nanmin(c.mean_deg - spread[s])) for s, c in curves.items()]
    highs = [float(np.nanmax(c.mean_deg + spread[s])) for s, c in curves.items()]
    x = Scale(0, 100, tuple((p, f"{p} %") for p in (0, 25, 50, 75, 100)))
    y = value_scale(min(lows), max(highs), 10, "°")
    lines, marks, spoken = [], [], []
    for side, curve in curves.items():
        at = curve.phase_pct
        has_spread = bool(np.isfinite(curve.sd_deg).any())
        area = area_path(x, y, at, curve.mean_deg - spread[side], curve.mean_deg + spread[side])
        lines.append(Curve(side, line_path(x, y, at, curve.mean_deg), area if has_spread else None))
        for kind, phase, angle in (
            ("contact", 0.0, float(curve.mean_deg[0])),
            ("toe-off", curve.toe_off_pct, float(np.interp(curve.toe_off_pct, at, curve.mean_deg))),
            ("highest knee", curve.peak_pct, curve.peak_deg),
        ):
            label = f"{side} {kind}, {amount(THIGH, angle)}"
            marks.append(Mark(side, x.pct(phase), round(100 - y.pct(angle), 2), label, kind))
        decimals = BY_NAME[THIGH].decimals
        spoken.append(
            f"the {side} thigh goes from {number(curve.lowest_deg, decimals)} to "
            f"{number(curve.peak_deg, decimals)} degrees, highest at {curve.peak_pct:.0f} % of the "
            f"stride, with toe-off at {curve.toe_off_pct:.0f} %"
        )
    words = "Thigh angle over the stride: " + "; ".join(spoken) + "."
    return Plot(x, y, tuple(lines), tuple(marks), round(100 - y.pct(0), 2), words)


def moment_plot(analysis: Analysis) -> Plot | None:
    """Net hip moment of both legs over the swing; None where it was not computed."""
    legs = analysis.pull.legs
    if not legs:
        return None
    values = np.concatenate([leg.moment_nm_kg for leg in legs.values()])
    first = min(float(leg.phase_pct[0]) for leg in legs.values())
    start = 10 * np.floor(first / 10)
    x = Scale(start, 100, tuple(_x_ticks(start)))
    y = value_scale(min(0.0, float(np.nanmin(values))), float(np.nanmax(values)), 0.5, "")
    lines = [
        Curve(side, line_path(x, y, leg.phase_pct, leg.moment_nm_kg), None)
        for side, leg in legs.items()
    ]
    parts = [
        f"the {side} leg's flexor moment peaks at {amount(MOMENT, leg.peak_moment_nm_kg)}"
        for side, leg in legs.items()
    ]
    words = "Net hip moment over the swing: " + "; ".join(parts) + "."
    return Plot(x, y, tuple(lines), (), round(100 - y.pct(0), 2), words)


def _x_ticks(start: float) -> list[tuple[float, str]]:
    values = np.arange(20 * np.ceil(start / 20), 100.1, 20)
    return [(round(100 * (v - start) / (100 - start), 2), f"{v:.0f} %") for v in values]


def value_scale(low: float, high: float, step: float, unit: str, room: float = ROOM) -> Scale:
    """An axis over low to high with ticks at round multiples of a step, thinned to six at most.

    room : share of the range added at either end
    """
    low, high = low - room * (high - low), high + room * (high - low)
    while (high - low) / step > 6:
        step *= 2
    decimals = 0 if step >= 1 else 1
    values = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    ticks = tuple(
        (round(100 * (v - low) / (high - low), 2), number(float(v), decimals) + unit)
        for v in values
    )
    return Scale(low, high, ticks)


def line_path(x: Scale, y: Scale, xs: Floats, ys: Floats) -> str:
    """SVG path through the points, broken where a value is missing."""
    parts, drawing = [], False
    for a, b in zip(xs, ys, strict=True):
        if not np.isfinite(b):
            drawing = False
            continue
        parts.append(f"{'L' if drawing else 'M'}{x.pct(a):.2f} {100 - y.pct(b):.2f}")
        drawing = True
    return "".join(parts)


def area_path(x: Scale, y: Scale, xs: Floats, low: Floats, high: Floats) -> str:
    """SVG path of the area between two lines."""
    known = np.isfinite(low) & np.isfinite(high)
    there = [
        f"{x.pct(a):.2f} {100 - y.pct(b):.2f}" for a, b in zip(xs[known], high[known], strict=True)
    ]
    back = [
        f"{x.pct(a):.2f} {100 - y.pct(b):.2f}" for a, b in zip(xs[known], low[known], strict=True)
    ]
    return "M" + "L".join(there + back[::-1]) + "Z"
