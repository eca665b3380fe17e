"""hold.html: the knee hold of a film as a page."""

import math
from collections.abc import Sequence
from pathlib import Path

from kneedrive.findings.words import number
from kneedrive.strength.angle_plot import AnglePlot, angle_plot
from kneedrive.strength.capacity.demand import Demand
from kneedrive.strength.demand_plot import DemandPlot, demand_plot
from kneedrive.strength.endurance_plot import EndurancePlot, endurance_plot
from kneedrive.strength.hold_clock import WORDS
from kneedrive.strength.hold_result import NAME as DATA
from kneedrive.strength.hold_test import HoldMeasure, HoldTest
from kneedrive.strength.page import Page, Row, Tile, facts_of, notes_of, said_first, write_page
from kneedrive.strength.posture import SIDES
from kneedrive.strength.stills import take_stills

NAME = "hold.html"
LEAN_DEG, BEND_DEG = 8.0, 10.0  # larger than a picture's error: a compensation


def write_hold_page(test: HoldTest, runs: Sequence[Demand], path: Path) -> None:
    """Write the page.

    runs : set against what the hold showed
    """
    best = list(test.best.values())
    moments = [
        m
        for hold in best
        for m in (
            (hold.attempt.start_s + 0.1, f"{hold.attempt.side} leg: the clock starts"),
            (hold.attempt.end_s, f"{hold.attempt.side} leg: {WORDS[hold.attempt.reason]}"),
        )
    ]
    page = Page(
        title="Knee hold",
        name=test.exercise.source.name,
        facts=facts_of(test.exercise, test.load.words),
        summary=said_first(test.answered, test.reported) + _summary(test),
        tiles=[tile for side in SIDES for tile in _tiles(test, side)],
        plot=_plot(test),
        plot_title="Thigh angle over time",
        plot_caption="Thigh against the vertical: 0° hangs, 90° is horizontal. Shaded: the clock "
        "runs.",
        stills=take_stills(test.exercise, moments),
        table_title="Every try",
        table_heads=("Leg", "Held", "Thigh", "Sag", "Lean", "Standing knee"),
        table=[_row(hold) for hold in test.holds],
        demand=_demand(test, runs),
        endurance=_endurance(test),
        findings=test.findings,
        notes=notes_of(test.exercise),
        data_file=DATA,
    )
    write_page(page, path)


def _summary(test: HoldTest) -> list[str]:
    if not test.best:
        return [f"No hold was timed: {test.why_none}."]
    said = []
    for side, hold in test.best.items():
        said.append(f"{side.capitalize()} leg: {held_words(hold)}.")
        said += _compensation(hold)
    missing = [side for side in SIDES if side not in test.best]
    if missing:
        said.append(f"The {missing[0]} leg was not held in this film.")
    return said


def held_words(hold: HoldMeasure) -> str:
    """Seconds with their error, their reading where there is one, and what ended them."""
    more = "at least " if hold.at_least else ""
    held = f"{more}{number(hold.attempt.held_s, 1)} s ± {number(hold.error_s, 1)} s"
    reading = f" ({hold.reading})" if hold.reading else ""
    return f"{held}{reading}; {WORDS[hold.attempt.reason]}"


def _compensation(hold: HoldMeasure) -> list[str]:
    said = []
    if hold.lean_deg < -LEAN_DEG:
        said.append(f"The trunk leaned back by {-hold.lean_deg:.0f}° while it was held.")
    if hold.bend_deg > BEND_DEG:
        said.append(f"The standing knee bent by {hold.bend_deg:.0f}°.")
    return said


def _tiles(test: HoldTest, side: str) -> list[Tile]:
    hold = next((h for s, h in test.best.items() if s == side), None)
    if hold is None:
        why = test.why_none or "this leg was not held in the film"
        return [Tile(f"{side.capitalize()} leg", None, "", why)]
    shaking = hold.shaking
    tiles = [
        Tile(
            f"{side.capitalize()} leg held",
            ("≥ " if hold.at_least else "") + number(hold.attempt.held_s, 1),
            "s",
            f"± {hold.error_s:.1f} s; {WORDS[hold.attempt.reason]}",
        )
    ]
    if isinstance(shaking, str):
        tiles.append(Tile(f"Shaking, {side}", None, "", shaking))
    else:
        tiles.append(
            Tile(
                f"Shaking, {side}",
                number(shaking.ratio, 1),
                "times",
                f"the first second's: {shaking.first_deg:.2f}° to {shaking.last_deg:.2f}° between "
                f"3 and {shaking.up_to_hz:.0f} Hz, the network's own jitter included",
            )
        )
    if hold.moment is not None:
        m = hold.moment
        tiles.append(
            Tile(
                f"Hip moment, {side}",
                ("≥ " if m.at_least else "") + number(m.value_nm_kg, 2),
                "Nm/kg",
                f"95 %: {number(m.low_nm_kg, 2)} to {number(m.high_nm_kg, 2)}, {test.load.words}",
            )
        )
    return tiles


def _plot(test: HoldTest) -> AnglePlot:
    spans = [
        (
            h.attempt.start_s,
            h.attempt.end_s,
            f"The {h.attempt.side} leg held for {h.attempt.held_s:.1f} s",
            True,
        )
        for h in test.holds
    ]
    return angle_plot(test.exercise.track, spans, line=False)


def _row(hold: HoldMeasure) -> Row:
    a = hold.attempt
    more = "≥ " if hold.at_least else ""
    cells = (
        a.side,
        f"{more}{number(a.held_s, 1)} s",
        f"{number(hold.thigh_deg, 0)}°",
        _degrees(hold.sag_dps, 1, "°/s"),
        _degrees(hold.lean_deg, 0, "°"),
        _degrees(hold.bend_deg, 0, "°"),
    )
    note = f"From {a.start_s:.1f} s; {WORDS[a.reason]}. " + " ".join(hold.notes)
    return Row(cells, note)


def _degrees(value: float, decimals: int, unit: str) -> str:
    return f"{number(value, decimals)}{unit}" if math.isfinite(value) else "–"


def _demand(test: HoldTest, runs: Sequence[Demand]) -> DemandPlot | None:
    with_moment = [(s, h, h.moment) for s, h in test.best.items() if h.moment is not None]
    return demand_plot(
        runs,
        [(f"held by the {s} leg for {h.attempt.held_s:.0f} s", m) for s, h, m in with_moment],
        [
            (f"estimated maximum, {s} leg", h.maximum)
            for s, h, _ in with_moment
            if h.maximum is not None
        ],
        [(f"{s.capitalize()} leg held", h.attempt.held_s, m) for s, h, m in with_moment],
    )


def _endurance(test: HoldTest) -> EndurancePlot | None:
    return endurance_plot(
        [
            (side, hold.attempt.held_s, hold.moment)
            for side, hold in test.best.items()
            if hold.moment and hold.maximum and hold.maximum.value_nm_kg is not None
        ]
    )
