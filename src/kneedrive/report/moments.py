"""Moments worth a still: contact, mid-stance, toe-off and highest knee of each side."""

from dataclasses import dataclass

import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.motion.motion import SIDES, Floats, Side

WHO = "who was measured"
NAMES = ("contact", "mid-stance", "toe-off", "highest knee")


@dataclass(frozen=True)
class Moment:
    """One instant of one leg, captured seconds from the clip's start."""

    side: Side
    name: str
    time_s: float


def moments(analysis: Analysis) -> tuple[Moment, ...]:
    """Four moments a side, from the whole stride nearest the clip's middle; fewer where unknown."""
    found: list[Moment] = []
    for side in SIDES:
        stride = middle_stride(analysis, side)
        if stride is None:
            continue
        strike_s, toe_off_s, end_s = stride
        times = [strike_s, (strike_s + toe_off_s) / 2, toe_off_s]
        highest_s = _highest_knee(analysis, side, toe_off_s, end_s)
        if highest_s is not None:
            times.append(highest_s)
        found += [Moment(side, name, t) for name, t in zip(NAMES, times, strict=False)]
    return tuple(found)


def middle_stride(analysis: Analysis, side: Side) -> tuple[float, float, float] | None:
    """(strike, toe-off, next strike) in s of the whole stride nearest the clip's middle."""
    table = analysis.strides.strides
    table = table[table["side"] == side]
    contacts = [c for c in analysis.strides.contacts if c.side == side]
    if len(table) == 0 or not contacts:
        return None
    time_s = analysis.motion.time_s
    middle = (table["start_s"] + table["end_s"]) / 2 - (time_s[0] + time_s[-1]) / 2
    row = table.iloc[int(np.argmin(np.abs(middle.to_numpy(float))))]
    start_s, end_s = float(row["start_s"]), float(row["end_s"])
    contact = min(contacts, key=lambda c: abs(c.strike_s - start_s))
    if not start_s - 0.02 <= contact.strike_s <= contact.toe_off_s < end_s:
        return None
    return contact.strike_s, contact.toe_off_s, end_s


def _highest_knee(analysis: Analysis, side: Side, from_s: float, to_s: float) -> float | None:
    time_s: Floats = analysis.motion.time_s
    swing = (time_s >= from_s) & (time_s <= to_s)
    angle = np.where(swing, analysis.motion.legs[side].thigh_deg, np.nan)
    if not np.isfinite(angle).any():
        return None
    return float(time_s[int(np.nanargmax(angle))])


def portrait_moment(analysis: Analysis) -> Moment:
    """The frame nearest the clip's middle with both ankles seen, to show who was measured."""
    motion = analysis.motion
    ankles = [motion.xy_px[:, motion.landmarks.index(f"{s}_ankle"), 0] for s in SIDES]
    seen = np.flatnonzero(np.isfinite(ankles).all(axis=0))
    middle = len(motion.time_s) // 2
    frame = int(seen[np.argmin(np.abs(seen - middle))]) if len(seen) else middle
    return Moment(motion.near_side, WHO, float(motion.time_s[frame]))
