"""Demand against capacity as bars on one scale: what the run asks for, what the test showed."""

from collections.abc import Sequence
from dataclasses import dataclass

from kneedrive.findings.words import number
from kneedrive.strength.capacity.demand import CAVEAT, CAVEAT_ALONE, Demand
from kneedrive.strength.capacity.maximum import Maximum
from kneedrive.strength.capacity.moment import Moment


@dataclass(frozen=True)
class Bar:
    """A bar: words, its end and its interval in per cent of the scale, value in words."""

    words: str
    kind: str
    to: float
    low: float | None
    high: float | None
    value: str


@dataclass(frozen=True)
class DemandPlot:
    """Bars of moments, Nm per kg, sentences on impulse, and how far they may be read."""

    title: str
    bars: tuple[Bar, ...]
    sentences: tuple[str, ...]
    caveat: str


def demand_plot(
    runs: Sequence[Demand],
    shown: Sequence[tuple[str, Moment]],
    maxima: Sequence[tuple[str, Maximum]],
    held: Sequence[tuple[str, float, Moment]] = (),
) -> DemandPlot | None:
    """The picture; None where nothing was shown. Without a run it is no comparison.

    Parameters
    ----------
    shown : words and the moment that a test or a set showed
    maxima : words and the estimate
    held : words, seconds and moment of holds, for the impulse
    """
    rows: list[tuple[str, str, float, float | None, float | None, bool]] = []
    for run in runs:
        if run.peak_moment:
            v = run.peak_moment
            rows.append((f"peak in the run{_at(run)}", "demand", v.value, v.low, v.high, False))
    compared = bool(rows)
    for words, m in shown:
        rows.append((words, "capacity", m.value_nm_kg, m.low_nm_kg, m.high_nm_kg, m.at_least))
    for words, top in maxima:
        if top.value_nm_kg is not None:
            rows.append((words, "estimate", top.value_nm_kg, top.low_nm_kg, top.high_nm_kg, False))
    if not rows:
        return None
    most = 1.05 * max(max(r[2], r[4] or 0.0) for r in rows)

    def pct(value: float | None) -> float | None:
        return None if value is None else round(100 * max(0.0, value) / most, 2)

    bars = tuple(
        Bar(words, kind, pct(value) or 0.0, pct(low), pct(high), _value(value, low, high, at_least))
        for words, kind, value, low, high, at_least in rows
    )
    sentences = [
        f"The peak moment{_at(run)} was withheld in the analysis of the run."
        for run in runs
        if not run.peak_moment
    ]
    sentences += _impulses(runs, held)
    sentences += [f"No estimated maximum: {t.why_not}." for _, t in maxima if t.why_not]
    title = "Demand against capacity" if compared else "Moment about the hip"
    return DemandPlot(title, bars, tuple(sentences), CAVEAT if compared else CAVEAT_ALONE)


def _impulses(runs: Sequence[Demand], held: Sequence[tuple[str, float, Moment]]) -> list[str]:
    said = [
        f"In the run{_at(run)} one leg's flexors give about {run.impulse.value:.2f}"
        f"{_between(run.impulse.low, run.impulse.high)} Nm·s per kg at every step, "
        f"{run.impulse_a_minute:.0f} in a minute."
        for run in runs
        if run.impulse and run.impulse_a_minute
    ]
    said += [
        f"{words}: {seconds:.1f} s at {m.value_nm_kg:.2f} Nm per kg make "
        f"{'at least ' if m.at_least else ''}{seconds * m.value_nm_kg:.1f}"
        f"{_between(seconds * m.low_nm_kg, seconds * m.high_nm_kg, 1)} Nm·s per kg."
        for words, seconds, m in held
    ]
    return said


def _between(low: float | None, high: float | None, decimals: int = 2) -> str:
    return "" if low is None or high is None else f" ({low:.{decimals}f} to {high:.{decimals}f})"


def _at(run: Demand) -> str:
    return f" at {run.speed_mps:.1f} m/s" if run.speed_mps else f" ({run.name})"


def _value(value: float, low: float | None, high: float | None, at_least: bool) -> str:
    words = ("at least " if at_least else "") + f"{number(value, 2)} Nm/kg"
    if low is None or high is None:
        return words
    return f"{words} ({number(low, 2)} to {number(high, 2)})"
