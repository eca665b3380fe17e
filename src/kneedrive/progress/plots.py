"""One number over time as geometry: points with their errors, levels with theirs, the start.

Positions in per cent of a box that the page stretches, as in the stride report's plots.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kneedrive.progress.observations import AFTER_DAYS

ROOM = 0.06
STEPS = (1.0, 2.0, 5.0)
MOST_TICKS = 6
Z95 = 1.96


@dataclass(frozen=True)
class Point:
    """One clip, run or test: value with the ends of its error, kind, and what it says."""

    day: date
    value: float
    low: float
    high: float
    kind: str
    label: str


@dataclass(frozen=True)
class Mean:
    """The level before or after, with the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Dot:
    """A point's place in per cent: `low` and `high` are the ends of its error bar."""

    x: float
    y: float
    low: float
    high: float
    kind: str
    label: str


@dataclass(frozen=True)
class Level:
    """A level as a line from left to right within a band."""

    left: float
    right: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class TimePlot:
    """All that is drawn of one number.

    unit : of the upright axis
    legend : the levels in words, before and after
    """

    dots: tuple[Dot, ...]
    levels: tuple[Level, Level]
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str], ...]
    start: float
    six_weeks: float
    unit: str
    legend: tuple[str, str]
    spoken: str


def time_plot(
    points: Sequence[Point],
    means: tuple[Mean, Mean],
    start: date,
    unit: str,
    shown: Callable[[float], str],
    title: str,
) -> TimePlot:
    """The plot of one number.

    Parameters
    ----------
    points : in any order
    means : before and after
    shown : a value as the page writes it, with its unit
    """
    days = [p.day for p in points]
    six = start + timedelta(days=AFTER_DAYS)
    first = min(*days, start) - timedelta(days=3)
    last = max(*days, six) + timedelta(days=3)
    ends = [v for p in points for v in (p.low, p.high)] + [
        v for m in means for v in (m.low, m.high)
    ]
    low, high, ticks = scale(min(ends), max(ends))

    def x(day: date) -> float:
        return round(100 * (day - first).days / (last - first).days, 2)

    def y(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    before, after = means
    legend = tuple(
        f"{when} {shown(m.value)} (95 % {shown(m.low)} to {shown(m.high)})"
        for when, m in (("before", before), ("after", after))
    )
    return TimePlot(
        tuple(Dot(x(p.day), y(p.value), y(p.low), y(p.high), p.kind, p.label) for p in points),
        (
            Level(0.0, x(start), y(before.value), y(before.low), y(before.high)),
            Level(x(six), 100.0, y(after.value), y(after.low), y(after.high)),
        ),
        tuple((y(v), _plain(v)) for v in ticks),
        tuple((x(day), f"{day.day} {day:%b}") for day in _days(first, last)),
        x(start),
        x(six),
        unit,
        (legend[0], legend[1]),
        f"{title} over time: {legend[0]}, {legend[1]}.",
    )


def scale(low: float, high: float) -> tuple[float, float, list[float]]:
    """Ends of an axis and at most six round ticks."""
    wide = max(high - low, 1e-6)
    low, high = low - ROOM * wide, high + ROOM * wide
    size = 10 ** np.floor(np.log10((high - low) / MOST_TICKS))
    fits = (s * size for s in (*STEPS, 10.0) if (high - low) / (s * size) <= MOST_TICKS)
    step = float(next(fits))
    first, last = int(np.ceil(low / step)), int(np.floor(high / step))
    return low, high, [round(i * step, 6) for i in range(first, last + 1)]


def _plain(value: float) -> str:
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def _days(first: date, last: date) -> list[date]:
    """Five days from first to last."""
    wide = (last - first).days
    return [first + timedelta(days=round(wide * share)) for share in (0.04, 0.27, 0.5, 0.73, 0.96)]
