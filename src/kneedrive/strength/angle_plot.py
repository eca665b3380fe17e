"""The thigh angle over time as a plot: both legs, the horizontal, and what was held or counted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneedrive.report.plots import Curve, Scale, line_path, value_scale
from kneedrive.strength.posture import SIDES
from kneedrive.strength.track import Track

MOST_POINTS = 1200
MOST_TICKS = 5  # what a phone has room for


def right_first(track: Track, row: int) -> bool:
    """Whether the first of the followed legs is the right one, as far as is known by a frame."""
    return track.postures[row].legs[0].named < 0


@dataclass(frozen=True)
class Span:
    """A stretch of time that was held or counted: per cent from the left, its width, words."""

    left: float
    width: float
    words: str
    good: bool


@dataclass(frozen=True)
class AnglePlot:
    """Curves of both legs; `level` is where the horizontal lies, per cent from the top."""

    x: Scale
    y: Scale
    curves: tuple[Curve, ...]
    spans: tuple[Span, ...]
    level: float | None
    spoken: str


def angle_plot(
    track: Track, spans: Sequence[tuple[float, float, str, bool]], line: bool
) -> AnglePlot:
    """Thigh angles, or for the L-sit the line from hip to ankle.

    Parameters
    ----------
    spans : start (s), end (s), words, whether it counts
    line : plot hip to ankle instead of the thigh
    """
    step = max(1, len(track.postures) // MOST_POINTS)
    postures = track.postures[::step]
    time_s = np.array([p.time_s for p in postures])
    angle = np.array(
        [
            [(leg.line_deg if line else leg.thigh_deg) if leg.seen else np.nan for leg in p.legs]
            for p in postures
        ]
    )
    other = np.array([right_first(track, i) for i in range(0, len(track.postures), step)])
    angle[other] = angle[other, ::-1]
    seconds = max(float(time_s[-1]), 1e-3)
    every = next(
        s for s in (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600) if seconds / s <= MOST_TICKS
    )
    ticks = tuple(
        (round(100 * t / seconds, 2), f"{t:g} s") for t in range(0, int(seconds) + 1, every)
    )
    x = Scale(0.0, seconds, ticks)
    known = angle[np.isfinite(angle)]
    if len(known) == 0:
        known = np.array([0.0, 90.0])
    y = value_scale(float(known.min()), max(float(known.max()), 95.0), 30, "°")
    curves = tuple(
        Curve(s, line_path(x, y, time_s, angle[:, i]), None) for i, s in enumerate(SIDES)
    )
    shown = tuple(
        Span(x.pct(a), max(0.2, round(x.pct(b) - x.pct(a), 3)), words, good)
        for a, b, words, good in spans
    )
    what = "Hip to ankle" if line else "Thigh angle"
    spoken = f"{what} of both legs over {seconds:.0f} seconds. " + " ".join(
        s[2] + "." for s in spans
    )
    return AnglePlot(x, y, curves, shown, round(100 - y.pct(90.0), 2), spoken)
