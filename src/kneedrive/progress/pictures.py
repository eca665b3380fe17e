"""Which points and levels each picture shows: of the stride, and of the holds."""

from datetime import date
from math import exp

from kneedrive.progress.model import AFTER, BEFORE, level_errors
from kneedrive.progress.plots import Z95, Mean, Point, TimePlot, time_plot
from kneedrive.progress.strength import StrengthChange
from kneedrive.progress.verdict import Change
from kneedrive.progress.words import shown


def stride_picture(change: Change, start: date) -> TimePlot | None:
    """Every clip and run, brought to one speed and cadence; None where it can't be judged."""
    fit, metric = change.fit, change.watched.metric
    if fit is None:
        return None
    points = [
        Point(
            o.day,
            value,
            value - Z95 * o.error,
            value + Z95 * o.error,
            "watch" if o.from_watch else "clip",
            f"{o.day}: {shown(metric, value)} ({'watch' if o.from_watch else 'clip'})",
        )
        for o, value in zip(change.observations, map(float, fit.matched), strict=True)
    ]
    errors = level_errors(change.observations, change.watched, fit.days)
    levels = (fit.levels[BEFORE], fit.levels[AFTER])
    before, after = (Mean(v, v - Z95 * e, v + Z95 * e) for v, e in zip(levels, errors, strict=True))
    at = "at one speed" if fit.per_spm is None else "at one speed and cadence"
    return time_plot(
        points,
        (before, after),
        start,
        metric.unit.replace("deg", "°"),
        lambda v: shown(metric, v),
        f"{metric.title} {at}",
    )


def hold_picture(change: StrengthChange, start: date) -> TimePlot:
    """Every day's best hold of one side at one load."""
    wide = exp(Z95 * change.error_pct / 100)
    points = [
        Point(
            t.day,
            t.held_s,
            t.held_s if t.at_least else t.held_s / wide,
            t.held_s * wide,
            "stopped" if t.at_least else "test",
            f"{t.day}: {'at least ' if t.at_least else ''}{t.held_s:.1f} s",
        )
        for t in change.tests
    ]
    before, after = (
        _around(value, error_pct / 100)
        for value, error_pct in (
            (change.before, change.before_error_pct),
            (change.after, change.after_error_pct),
        )
    )
    return time_plot(
        points,
        (before, after),
        start,
        "s",
        lambda v: f"{v:.1f}\N{NO-BREAK SPACE}s",
        f"Hold of the {change.side} knee with {change.load_kg:g} kg",
    )


def _around(value: float, error: float) -> Mean:
    return Mean(value, value * exp(-Z95 * error), value * exp(Z95 * error))
