"""Lines along the way as geometry: what was run, and what speed and grade alone would have made."""

from dataclasses import dataclass

import numpy as np

from kneedrive.fade.equal_speed import expected_of
from kneedrive.fade.fade import Fade
from kneedrive.report.plots import Scale, area_path, line_path, value_scale
from kneedrive.watch.recording import Floats

SHOWN_SD = 1.96
MOST_TICKS = 9


@dataclass(frozen=True)
class Panel:
    """One quantity along the way: measured line, expected line with its band, ticks."""

    name: str
    title: str
    unit: str
    y: Scale
    line: str
    expected: str | None
    band: str | None
    spoken: str


@dataclass(frozen=True)
class Marks:
    """What all panels share, per cent of the way: ticks, first third, point, its interval."""

    ticks: tuple[tuple[float, str], ...]
    reference: tuple[float, float]
    after: tuple[float, float]
    point: float | None
    interval: tuple[float, float] | None


def panels(fade: Fade) -> tuple[Panel, ...]:
    """Speed, step length, cadence, and contact and flight where they were recorded."""
    cut, expected = fade.stretches, expected_of(fade.stretches, fade.levels)
    noise = fade.levels["step_length_m"].scatter
    made = [
        _panel(fade, "speed_mps", "Speed", "m/s", 0.1, 1.0, None, 0.0),
        _panel(
            fade, "step_length_m", "Step length", "cm", 1, 100.0, expected["step_length_m"], noise
        ),
        _panel(fade, "cadence_spm", "Cadence", "steps/min", 1, 1.0, expected["cadence_spm"], noise),
    ]
    contact = fade.levels.get("contact_ms")
    if contact is not None:
        on_ground, in_air = expected["contact_ms"], expected["flight_ms"]
        spread = contact.scatter
        flight_noise = spread * float(np.nanmedian(on_ground / in_air))
        made += [
            _panel(fade, "contact_ms", "Contact", "ms", 5, 1.0, on_ground, spread),
            _panel(fade, "flight_ms", "Flight", "ms", 5, 1.0, in_air, flight_noise),
        ]
    if np.isfinite(cut["heart_rate_bpm"]).mean() > 0.5:
        made.append(_panel(fade, "heart_rate_bpm", "Heart rate", "/min", 5, 1.0, None, 0.0))
    return tuple(made)


def tick_km(length_km: float) -> float:
    """Between the ticks of a run: half a kilometre, or 1, 2 or 5 of any power of ten; at most 9."""
    power = 10.0 ** np.floor(np.log10(max(length_km, 1e-3) / MOST_TICKS))
    fits = next(s for s in (1, 2, 5, 10) if length_km / (s * power) <= MOST_TICKS * (1 + 1e-9))
    return max(0.5, float(fits * power))


def marks(fade: Fade) -> Marks:
    """Everything that stands upright in every panel."""
    length_km = fade.length_m / 1000
    step = tick_km(length_km)
    ticks = tuple(
        (round(100 * km / length_km, 2), f"{km:g}" + (" km" if km == 0 else ""))
        for km in np.arange(0, length_km, step)
        if km / length_km < 0.97
    )

    def pct(ends_m: tuple[float, float]) -> tuple[float, float]:
        return round(100 * ends_m[0] / fade.length_m, 2), round(100 * ends_m[1] / fade.length_m, 2)

    point = fade.point
    return Marks(
        ticks=ticks,
        reference=pct(fade.before_m),
        after=pct(fade.after_m),
        point=None if point is None else round(100 * point.begin, 2),
        interval=None if point is None else (round(100 * point.low, 2), round(100 * point.high, 2)),
    )


def _panel(
    fade: Fade, column: str, title: str, unit: str, step: float, factor: float,
    expected: Floats | None, noise: float,
) -> Panel:  # fmt: skip
    cut = fade.stretches
    at, values = 100 * cut["middle"].to_numpy(), factor * cut[column].to_numpy()
    shown = [values] if expected is None else [values, factor * expected]
    low, high = _reach(np.concatenate(shown))
    x, y = Scale(0, 100, ()), value_scale(low, high, step, "")
    line, dashed, band = line_path(x, y, at, np.clip(values, y.low, y.high)), None, None
    if expected is not None:
        middle = np.clip(factor * expected, y.low, y.high)
        dashed = line_path(x, y, at, middle)
        half = SHOWN_SD * noise * factor * expected
        band = area_path(x, y, at, np.clip(factor * expected - half, y.low, y.high),
                         np.clip(factor * expected + half, y.low, y.high))  # fmt: skip
    third = len(cut) // 3
    decimals = 2 if step < 1 else 0
    spoken = (
        f"{title} along the way: {np.nanmean(values[:third]):.{decimals}f} {unit} in the first "
        f"third, {np.nanmean(values[-third:]):.{decimals}f} {unit} in the last"
    )
    return Panel(column, title, unit, y, line, dashed, band, spoken)


def _reach(values: Floats) -> tuple[float, float]:
    """Lowest and highest value shown: single wild stretches don't flatten the rest."""
    known = values[np.isfinite(values)]
    low, high = np.percentile(known, [1, 99])
    middle = np.median(known)
    room = max(high - low, 0.04 * abs(middle))
    return float(min(low, middle - room / 2)), float(max(high, middle + room / 2))
