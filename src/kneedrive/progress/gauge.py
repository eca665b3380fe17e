"""A change with its interval on a scale around no change, beside what is detectable."""

from dataclasses import dataclass
from math import log1p

from kneedrive.progress.plots import scale
from kneedrive.progress.strength import StrengthChange
from kneedrive.progress.verdict import Change

RATIOS_PCT = (-80.0, -50.0, 0.0, 100.0, 300.0, 900.0)


@dataclass(frozen=True)
class Gauge:
    """Places in per cent of a track; ticks are places with words."""

    low: float
    high: float
    change: float
    zero: float
    detectable_low: float
    detectable_high: float
    ticks: tuple[tuple[float, str], ...]


def gauge_of(change: Change) -> Gauge | None:
    """The change of a number in its own unit, None where it can't be judged."""
    fit = change.fit
    if fit is None:
        return None
    reach = max(abs(fit.low), abs(fit.high), fit.detectable)
    unit = change.watched.metric.unit
    end_words = "°" if unit == "deg" else f"\N{NO-BREAK SPACE}{unit}"
    _, end, ticks = scale(-reach, reach)
    marks = [(t, f"{_signed(t)}{end_words}") for t in ticks]
    return _gauge((fit.low, fit.high, fit.change, -fit.detectable, fit.detectable), end, marks)


def gauge_of_hold(change: StrengthChange) -> Gauge:
    """The change of a hold, per cent; twice and half are as far from no change."""
    ends = (change.low_pct, change.high_pct, change.change_pct, change.detectable_down_pct,
            change.detectable_pct)  # fmt: skip
    places = [log1p(max(p, -99.0) / 100) for p in ends]
    end = 1.06 * max(abs(p) for p in places)
    marks = [(log1p(p / 100), f"{_signed(p)}\N{NO-BREAK SPACE}%") for p in RATIOS_PCT]
    return _gauge(
        (places[0], places[1], places[2], places[3], places[4]),
        end,
        [mark for mark in marks if abs(mark[0]) <= end],
    )


def _gauge(
    values: tuple[float, float, float, float, float],
    end: float,
    marks: list[tuple[float, str]],
) -> Gauge:
    def at(value: float) -> float:
        return round(50 + 50 * value / end, 2)

    low, high, change, below, above = (at(v) for v in values)
    return Gauge(low, high, change, 50.0, below, above, tuple((at(v), w) for v, w in marks))


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "\N{MINUS SIGN}") if value else "0"
