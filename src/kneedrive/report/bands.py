"""Main numbers on the band of runners at the same speed: positions in per cent of a track."""

from dataclasses import dataclass

from kneedrive.analysis import Analysis
from kneedrive.findings import NoBand, amount, interval, number, place
from kneedrive.findings.place import MIDDLE_SD, NEARLY_ALL_SD
from kneedrive.stride.register import BY_NAME

SHOWN = (
    "cadence_spm",
    "step_length_m",
    "contact_time_ms",
    "flight_time_ms",
    "duty_factor_pct",
    "peak_thigh_angle_deg",
    "min_thigh_angle_deg",
    "peak_swing_knee_flexion_deg",
    "foot_clearance_m",
    "shank_angle_at_contact_deg",
    "hip_flexor_impulse_nms_kg",
)
SPREAD_SHOWN = 3.0  # standard deviations either side of the mean
EDGE_PCT = 4.0


@dataclass(frozen=True)
class Span:
    """A stretch of the track, per cent from its left end."""

    left: float
    width: float


@dataclass(frozen=True)
class BandRow:
    """One number among runners at the same speed.

    Parameters
    ----------
    name, title : from the register
    value : value with unit
    interval : 95 % interval in words, None where there is none
    words : the place in words
    nearly_all, middle : where 95 in 100 and two thirds of runners lie
    error : the value's interval
    dot, left, right : the value, and those of each side
    usual : both ends of the middle two thirds, in words
    sides : left and right in words, None where there are none
    extrapolated : the band continues a line beyond the runners that were measured
    """

    name: str
    title: str
    value: str
    interval: str | None
    words: str
    nearly_all: Span
    middle: Span
    error: Span | None
    dot: float
    left: float | None
    right: float | None
    usual: tuple[str, str]
    sides: str | None
    extrapolated: bool


def band_rows(analysis: Analysis) -> tuple[list[BandRow], dict[str, str]]:
    """Rows of the measured numbers that have a band; for the others why they have none, by name."""
    rows, without = [], {}
    for name in SHOWN:
        if name not in analysis.metrics or analysis.metrics[name].value is None:
            continue
        row = _row(analysis, name)
        if isinstance(row, NoBand):
            without[name] = row.reason
        else:
            rows.append(row)
    return rows, without


def _row(analysis: Analysis, name: str) -> BandRow | NoBand:
    where = place(name, analysis.metrics, analysis.runner.height_m)
    measure = analysis.metrics[name]
    if isinstance(where, NoBand):
        return where
    if measure.value is None:
        return NoBand("the value is withheld")
    mean, sd = where.band.mean, where.band.sd
    points = [mean - SPREAD_SHOWN * sd, mean + SPREAD_SHOWN * sd, measure.value]
    points += [v for v in (measure.low, measure.high, measure.left, measure.right) if v is not None]
    low, high = min(points), max(points)

    def at(value: float) -> float:
        return round(EDGE_PCT + (100 - 2 * EDGE_PCT) * (value - low) / (high - low), 2)

    def span(begin: float, end: float) -> Span:
        return Span(at(begin), round(at(end) - at(begin), 2))

    known = measure.low is not None and measure.high is not None
    decimals = BY_NAME[name].decimals
    sides = None
    if measure.left is not None and measure.right is not None:
        sides = f"left {number(measure.left, decimals)}, right {number(measure.right, decimals)}"
    return BandRow(
        name=name,
        title=BY_NAME[name].title,
        value=amount(name, measure.value),
        interval=interval(name, measure),
        words=where.words(),
        nearly_all=span(mean - NEARLY_ALL_SD * sd, mean + NEARLY_ALL_SD * sd),
        middle=span(mean - MIDDLE_SD * sd, mean + MIDDLE_SD * sd),
        error=span(measure.low or 0.0, measure.high or 0.0) if known else None,
        dot=at(measure.value),
        left=None if measure.left is None else at(measure.left),
        right=None if measure.right is None else at(measure.right),
        usual=(number(mean - MIDDLE_SD * sd, decimals), number(mean + MIDDLE_SD * sd, decimals)),
        sides=sides,
        extrapolated=where.band.extrapolated,
    )
