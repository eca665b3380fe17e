"""One number over time as geometry: points brought to one speed and cadence, levels, the start.

Positions in per cent of a box that the page stretches, as in the stride report's plots.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kneedrive.findings.words import number
from kneedrive.progress.model import AFTER, BEFORE
from kneedrive.progress.observations import AFTER_DAYS
from kneedrive.progress.scatter import is_watch
from kneedrive.progress.verdict import Change
from kneedrive.progress.words import shown

ROOM = 0.10
STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Dot:
    """One clip or run: place in per cent, what it is, what it says."""

    x: float
    y: float
    kind: str
    label: str


@dataclass(frozen=True)
class Level:
    """The mean before or after, as a line from left to right."""

    left: float
    right: float
    y: float
    label: str


@dataclass(frozen=True)
class TimePlot:
    """All that is drawn of one number."""

    dots: tuple[Dot, ...]
    levels: tuple[Level, ...]
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str], ...]
    start: float
    six_weeks: float
    spoken: str


@dataclass(frozen=True)
class Track:
    """The change with its interval beside what is detectable, in per cent of a track."""

    low: float
    high: float
    change: float
    zero: float
    detectable_low: float
    detectable_high: float


def time_plot(change: Change, start: date) -> TimePlot | None:
    """The plot of one number, None where it can't be judged."""
    fit = change.fit
    if fit is None:
        return None
    days = [o.day for o in change.observations]
    first = min(*days, start) - timedelta(days=3)
    last = max(*days, start + timedelta(days=AFTER_DAYS)) + timedelta(days=3)
    wide = (last - first).days

    def x(day: date) -> float:
        return round(100 * (day - first).days / wide, 2)

    values = [*fit.matched, fit.levels[BEFORE], fit.levels[AFTER]]
    low, high, ticks = _scale(float(min(values)), float(max(values)))

    def y(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    metric = change.watched.metric
    dots = tuple(
        Dot(
            x(o.day),
            y(float(value)),
            "watch" if is_watch(o.camera) else "clip",
            f"{o.day}: {shown(metric, float(value))} ({'watch' if is_watch(o.camera) else 'clip'})",
        )
        for o, value in zip(change.observations, fit.matched, strict=True)
    )
    six = start + timedelta(days=AFTER_DAYS)
    levels = (
        Level(0.0, x(start), y(fit.levels[BEFORE]), f"before {shown(metric, fit.levels[BEFORE])}"),
        Level(x(six), 100.0, y(fit.levels[AFTER]), f"after {shown(metric, fit.levels[AFTER])}"),
    )
    decimals = metric.decimals
    spoken = (
        f"{metric.title} over time{'' if fit.per_spm is None else ' at one speed and cadence'}: "
        f"before {shown(metric, fit.levels[BEFORE])}, after {shown(metric, fit.levels[AFTER])}."
    )
    return TimePlot(
        dots,
        levels,
        tuple((y(v), number(v, decimals)) for v in ticks),
        tuple((x(day), f"{day.day} {day:%b}") for day in _days(first, last)),
        x(start),
        x(six),
        spoken,
    )


def track(change: Change) -> Track | None:
    """The change on a track around zero, None where it can't be judged."""
    fit = change.fit
    if fit is None:
        return None
    reach = 1.15 * max(abs(fit.low), abs(fit.high), fit.detectable)

    def at(value: float) -> float:
        return round(50 + 50 * value / reach, 2)

    return Track(
        at(fit.low),
        at(fit.high),
        at(fit.change),
        50.0,
        at(-fit.detectable),
        at(fit.detectable),
    )


def _scale(low: float, high: float) -> tuple[float, float, list[float]]:
    """Ends of an axis and at most six round ticks."""
    wide = max(high - low, 1e-6)
    low, high = low - ROOM * wide, high + ROOM * wide
    size = 10 ** np.floor(np.log10((high - low) / 6))
    step = next(s * size for s in (*STEPS, 10.0) if (high - low) / (s * size) <= 6)
    first, last = int(np.ceil(low / step)), int(np.floor(high / step))
    return low, high, [float(i * step) for i in range(first, last + 1)]


def _days(first: date, last: date) -> list[date]:
    """Five days from first to last."""
    wide = (last - first).days
    return [first + timedelta(days=round(wide * share)) for share in (0.04, 0.27, 0.5, 0.73, 0.96)]
