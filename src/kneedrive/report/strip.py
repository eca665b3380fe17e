"""The strip of steps: contact and flight along the clip, as geometry in per cent."""

from dataclasses import dataclass

import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.motion.motion import Side
from kneedrive.report.plots import Scale, value_scale
from kneedrive.report.running_bar import flights
from kneedrive.stride.strides import Contact


@dataclass(frozen=True)
class StepStrip:
    """Contacts, flights and their lengths along the clip, per cent of its measured part.

    contacts : (side, left, width, words) of every contact
    flights : (left, width) of every flight
    dots : by row ("contact", "flight"): (side, left, from the top, words)
    rows : by row: the value axis
    kinematic : contacts as kinematics gives them, where those above are by force
    """

    begin_s: float
    end_s: float
    ticks: tuple[tuple[float, str], ...]
    contacts: tuple[tuple[Side, float, float, str], ...]
    flights: tuple[tuple[float, float], ...]
    dots: dict[str, tuple[tuple[Side, float, float, str], ...]]
    rows: dict[str, Scale]
    spoken: str
    kinematic: tuple[tuple[Side, float, float, str], ...] = ()


def step_strip(analysis: Analysis) -> StepStrip | None:
    """The strip of every step; None where no foot was seen on the ground."""
    contacts, steps = analysis.strides.contacts, analysis.strides.steps
    if not contacts:
        return None
    begin_s = float(analysis.motion.time_s[0])
    end_s = float(analysis.motion.time_s[-1])
    axis = Scale(begin_s, end_s, _seconds(begin_s, end_s, len(contacts)))
    blocks = _blocks(axis, contacts, "on the ground")
    beside = analysis.kinematic_contacts if analysis.timed_by_force else ()
    kinematic = _blocks(axis, beside, "by kinematics on the ground")
    air = tuple((axis.pct(a), round(axis.pct(b) - axis.pct(a), 3)) for a, b in flights(contacts))
    rows, dots = {}, {}
    for row, column in (("contact", "contact_s"), ("flight", "flight_s")):
        values = 1000 * steps[column].to_numpy(dtype=float)
        if not np.isfinite(values).any():
            continue
        middle = float(np.nanmedian(values))
        reach = max(40.0, 1.2 * float(np.nanmax(np.abs(values - middle))))
        rows[row] = value_scale(max(0.0, middle - reach), middle + reach, 20, "", room=0.0)
        dots[row] = tuple(
            (side, axis.pct(t), round(100 - rows[row].pct(v), 2), f"{side} {row} {v:.0f} ms")
            for side, t, v in zip(steps["side"], steps["strike_s"], values, strict=True)
            if np.isfinite(v)
        )
    spoken = f"{len(contacts)} contacts along the clip, left and right in turn."
    return StepStrip(begin_s, end_s, axis.ticks, blocks, air, dots, rows, spoken, kinematic)


def _blocks(
    axis: Scale, contacts: tuple[Contact, ...], how: str
) -> tuple[tuple[Side, float, float, str], ...]:
    """(side, left, width, words) of every contact."""
    return tuple(
        (
            c.side,
            axis.pct(c.strike_s),
            round(axis.pct(c.toe_off_s) - axis.pct(c.strike_s), 3),
            f"{c.side} foot {how} from {c.strike_s:.2f} to {c.toe_off_s:.2f} s",
        )
        for c in contacts
    )


def _seconds(begin_s: float, end_s: float, contacts: int) -> tuple[tuple[float, str], ...]:
    """Ticks at round seconds: at most eight, on a long strip one per five contacts."""
    most = max(8, contacts // 5)
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 60, 120, 1e9) if (end_s - begin_s) / s <= most)
    values = np.arange(np.ceil(begin_s / step), np.floor(end_s / step) + 1) * step
    return tuple((round(100 * (v - begin_s) / (end_s - begin_s), 2), f"{v:g} s") for v in values)
