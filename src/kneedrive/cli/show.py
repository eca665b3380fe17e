"""What `kneedrive analyze` prints: the metrics, the pull, force beside kinematics, and notes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import JustifyMethod
from rich.table import Table

from kneedrive.analysis import Analysis
from kneedrive.cli.terminal import number, print_network, print_place, screen
from kneedrive.errors import InputError
from kneedrive.motion.motion import SIDES
from kneedrive.report import REPORT_NAME
from kneedrive.stride.checks import remedy
from kneedrive.stride.force import event_errors, side_by_side
from kneedrive.stride.register import METRICS


def show(analysis: Analysis, folder: Path, exported: Sequence[Path] = ()) -> None:
    """Print the metrics with their intervals, what was withheld, and where the report lies."""
    print_network(analysis.keypoints.model)
    lacking = _show_metrics(analysis)
    _show_demands(analysis)
    _show_force(analysis)
    _show_calibration(analysis)
    for reason, titles in lacking.items():
        _say(f"withheld: {', '.join(titles)}: {reason}")
    for warning in analysis.warnings:
        if warning not in lacking:
            _say(f"note: {warning}")
    for path in exported:
        screen.print(f"export: {path}", highlight=False, markup=False, soft_wrap=True)
    print_place(folder / REPORT_NAME)


def refuse_without_numbers(analysis: Analysis) -> None:
    """Raise InputError, after the report is written, where every number is withheld."""
    why = analysis.why_no_number
    if why is not None:
        raise InputError(
            f"no number of {analysis.source.name} can be trusted: {why}", remedy(analysis.motion)
        )


def _show_metrics(analysis: Analysis) -> dict[str, list[str]]:
    """Print what was measured; titles of what was withheld, by reason."""
    table = _table("", "mean", "95 % interval", "left", "right", "")
    lacking: dict[str, list[str]] = {}
    for metric in METRICS:
        measure = analysis.metrics[metric.name]
        if measure.value is None:
            lacking.setdefault(measure.reason or "", []).append(metric.title.lower())
            continue
        table.add_row(
            metric.title,
            f"{number(metric, measure.value)} {metric.unit}",
            f"{number(metric, measure.low)} .. {number(metric, measure.high)}",
            number(metric, measure.left),
            number(metric, measure.right),
            "indicative" if measure.status == "indicative" else "",
        )
    if table.row_count:
        screen.print(table, highlight=False)
    return lacking


def _show_demands(analysis: Analysis) -> None:
    """Print when in the swing the legs pull, and what other ways of running would ask."""
    for side in SIDES:
        leg = analysis.pull.legs.get(side)
        if leg is not None and np.isfinite(leg.zero_at_swing_pct):
            _say(
                f"{side} pull: strongest at {leg.peak_at_swing_pct:.0f} %, ends at "
                f"{leg.zero_at_swing_pct:.0f} % of the swing"
            )
    table = _table("flexor impulse, times as much", "a swing", "95 % interval", "a minute", "")
    for d in analysis.pull.demands:
        if np.isfinite(d.impulse):
            ends = f"{d.low:.2f} .. {d.high:.2f}"
            table.add_row(d.change, f"{d.impulse:.2f}", ends, f"{d.per_minute:.2f}", d.grade)
    if table.row_count:
        screen.print(table, highlight=False)


def _show_force(analysis: Analysis) -> None:
    """Print force and kinematics side by side, where force was measured."""
    force, kinematic = analysis.force_contacts, analysis.kinematic_contacts
    table = _table("contact time", "force", "kinematics", "strike later", "toe-off later", "n")
    for foot in side_by_side(force, kinematic):
        table.add_row(
            foot.side,
            f"{foot.force_contact_ms:.0f} ms",
            f"{foot.kinematic_contact_ms:.0f} ms",
            f"{foot.strike_late_ms:+.1f} ms",
            f"{foot.toe_off_late_ms:+.1f} ms",
            str(foot.n),
        )
    if table.row_count:
        screen.print(table, highlight=False)
    for error in event_errors(force, kinematic):
        _say(
            f"{error.event} by kinematics, against force: {error.mean_ms:+.1f} ± {error.sd_ms:.1f} "
            f"ms (n = {error.n})"
        )


def _show_calibration(analysis: Analysis) -> None:
    """Print what was taken out of the events."""
    known = analysis.strides.calibration
    if known is not None:
        _say(
            f"calibrated on {known.contacts} contacts of {known.source}: strike was found "
            f"{1000 * known.strike_s:+.1f} ms and toe-off {1000 * known.toe_off_s:+.1f} ms off; "
            f"{100 * known.share:.0f} % of it was taken out"
        )


def _table(*titles: str) -> Table:
    """A table without lines: names to the left, folded where it is narrow; numbers always whole."""
    table = Table(box=None, pad_edge=False)
    for i, title in enumerate(titles):
        justify: JustifyMethod = "left" if i == 0 or not title else "right"
        table.add_column(title, justify=justify, no_wrap=i > 0)
    return table


def _say(text: str) -> None:
    screen.print(text, highlight=False, markup=False)
