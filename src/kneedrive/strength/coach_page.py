"""coach.html: a move of a film as a page."""

import math
from collections.abc import Sequence
from pathlib import Path

from kneedrive.findings.words import number
from kneedrive.strength.angle_plot import AnglePlot, angle_plot
from kneedrive.strength.capacity import Moment
from kneedrive.strength.capacity.demand import Demand
from kneedrive.strength.coach_result import NAME as DATA
from kneedrive.strength.coach_stills import moments_to_show
from kneedrive.strength.coaching import Coaching
from kneedrive.strength.demand_plot import DemandPlot, demand_plot
from kneedrive.strength.page import Page, Row, Tile, facts_of, notes_of, said_first, write_page
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sets import LOW, MoveName, SetSummary
from kneedrive.strength.sitting import WORDS, HeelHold
from kneedrive.strength.stills import take_stills

NAME = "coach.html"
TITLES: dict[MoveName, str] = {
    "march": "Banded march",
    "raise": "Weighted knee raise",
    "lsit": "L-sit prep",
}


def write_coach_page(coaching: Coaching, runs: Sequence[Demand], path: Path) -> None:
    """Write the page.

    runs : set against the load of the move
    """
    seated = coaching.move == "lsit"
    caption = (
        "Line from hip to ankle against the vertical: 90° is horizontal. Shaded: heels up in good "
        "form."
        if seated
        else "Thigh against the vertical: 0° hangs, 90° is horizontal. Shaded: counted; dashed: "
        "not counted."
    )
    heads: tuple[str, ...] = ("Lift", "Held", "Heels", "Leg above rest", "Knee", "Lean")
    if not seated:
        heads = ("Leg", "Top", "Drive", "Fastest", "Lowering", "Lean")
    moments = coaching.moments or (None,) * len(coaching.heel_holds or coaching.repetitions)
    lifts = zip(coaching.heel_holds, moments, strict=False)
    rows = [_heel_row(i, h, m) for i, (h, m) in enumerate(lifts, 1)]
    rows += [_repetition_row(r, m) for r, m in zip(coaching.repetitions, moments, strict=False)]
    shown = moments_to_show(coaching.repetitions, coaching.heel_holds)
    page = Page(
        title=TITLES[coaching.move],
        name=coaching.exercise.source.name,
        facts=facts_of(coaching.exercise, coaching.load.words),
        summary=said_first(coaching.answered, coaching.reported) + _summary(coaching),
        tiles=_tiles(coaching),
        plot=_plot(coaching),
        plot_title="Leg angle over time" if seated else "Thigh angle over time",
        plot_caption=caption,
        stills=take_stills(coaching.exercise, shown),
        table_title="Every lift" if seated else "Every repetition",
        table_heads=heads,
        table=rows,
        demand=_demand(coaching, runs),
        endurance=None,
        findings=coaching.findings,
        notes=notes_of(coaching.exercise),
        data_file=DATA,
    )
    write_page(page, path)


def _summary(coaching: Coaching) -> list[str]:
    if coaching.why_none:
        return [f"Nothing was counted: {coaching.why_none}."]
    return [set_words(one, len(coaching.sets)) for one in coaching.sets]


def set_words(one: SetSummary, of: int) -> str:
    """One set in a sentence."""
    name = f"Set {one.number}: " if of > 1 else ""
    counts = ", ".join(
        f"{count} {side}" if side != "both" else f"{count} {'lift' if count == 1 else 'lifts'}"
        for side, count in one.counted.items()
    )
    words = f"{name}{counts or 'none counted'}"
    if one.best_s is not None:
        words += f", the longest {one.best_s:.1f} s"
    if one.not_counted:
        words += f"; {one.not_counted} not counted{_why_not(one)}"
    if one.commonest and one.commonest != LOW:
        fault = WORDS.get(one.commonest, one.commonest)  # type: ignore[call-overload]
        words += f"; commonest fault: {fault} ({one.fault_count})"
    return words + "."


def _why_not(one: SetSummary) -> str:
    """Why some did not count, where they were seen."""
    low = sum(one.too_low.values())
    if low == 0:
        return ""
    return f", {'as' if low == one.not_counted else f'{low} of them as'} the thigh stayed too low"


def _tiles(coaching: Coaching) -> list[Tile]:
    tiles = []
    for one in coaching.sets:
        of = f", set {one.number}" if len(coaching.sets) > 1 else ""
        for side, count in one.counted.items():
            unit = ("lift" if side == "both" else "repetition") + "s" * (count != 1)
            clean = one.clean.get(side, 0)
            title = f"Heels up{of}" if side == "both" else f"{side.capitalize()} leg{of}"
            tiles.append(Tile(title, str(count), unit, f"{clean} without a fault of form"))
        if one.best_s is not None:
            tiles.append(Tile(f"Longest lift{of}", number(one.best_s, 1), "s", "in good form"))
    if coaching.moment is not None and coaching.sets:
        m = coaching.moment
        tiles.append(
            Tile(
                "Hip moment at the top, held still",
                ("≥ " if m.at_least else "") + number(m.value_nm_kg, 2),
                "Nm/kg",
                f"95 %: {number(m.low_nm_kg, 2)} to {number(m.high_nm_kg, 2)}, "
                f"{coaching.load.words}",
            )
        )
    top = coaching.maximum
    if top is not None and top.value_nm_kg is not None:
        ends = f"{number(top.low_nm_kg or 0, 2)} to {number(top.high_nm_kg or 0, 2)}"
        tiles.append(
            Tile("Estimated maximum", number(top.value_nm_kg, 2), "Nm/kg", f"{top.how}; {ends}")
        )
    return tiles


def _plot(coaching: Coaching) -> AnglePlot:
    spans = [
        (r.start_s, r.end_s, f"{r.side} leg, {r.peak_deg:.0f}°" + _why(r), r.counts)
        for r in coaching.repetitions
    ]
    spans += [
        (h.start_s, h.end_s, f"heels up for {h.held_s:.1f} s", h.counts)
        for h in coaching.heel_holds
    ]
    return angle_plot(coaching.exercise.track, spans, line=coaching.move == "lsit")


def _why(r: Repetition) -> str:
    return "" if r.counts else f", not counted: {r.why_not}"


def _repetition_row(r: Repetition, moment: Moment | None) -> Row:
    cells = (
        r.side,
        f"{number(r.peak_deg, 0)}°",
        _known(r.drive_s, 2, " s"),
        _known(r.peak_velocity_dps, 0, "°/s"),
        _known(r.lowering_s, 1, " s"),
        _known(r.lean_deg, 0, "°"),
    )
    what = "counted" if r.counts else f"not counted: {r.why_not}"
    past = "" if r.past_horizontal or not r.counts else ", at the horizontal within the error"
    faults = f"; {', '.join(r.faults)}" if r.faults else ""
    return Row(
        cells, f"Set {r.set_number}, top at {r.top_s:.1f} s, {what}{past}{faults}.{_moment(moment)}"
    )


def _heel_row(i: int, h: HeelHold, moment: Moment | None) -> Row:
    cells = (
        str(i),
        f"{number(h.held_s, 1)} s",
        h.legs,
        f"{number(h.lift_deg, 0)}°",
        f"{number(180.0 - h.knee_deg, 0)}°",
        _known(h.lean_deg, 0, "°"),
    )
    short = "" if h.counts else " Shorter than half a second: not counted."
    return Row(cells, f"From {h.start_s:.1f} s; {WORDS[h.reason]}.{short}{_moment(moment)}")


def _moment(m: Moment | None) -> str:
    if m is None:
        return ""
    more = "at least " if m.at_least else ""
    ends = f"{number(m.low_nm_kg, 2)} to {number(m.high_nm_kg, 2)}"
    return f" Held still at the top: {more}{number(m.value_nm_kg, 2)} Nm/kg ({ends})."


def _known(value: float, decimals: int, unit: str) -> str:
    return f"{number(value, decimals)}{unit}" if math.isfinite(value) else "–"


def _demand(coaching: Coaching, runs: Sequence[Demand]) -> DemandPlot | None:
    if coaching.moment is None or not coaching.sets:
        return None
    what = "one leg straight ahead" if coaching.move == "lsit" else "a usual repetition, at its top"
    maxima = [("estimated maximum", coaching.maximum)] if coaching.maximum else []
    return demand_plot(runs, [(what, coaching.moment)], maxima)
