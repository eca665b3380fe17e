"""The same instants of the stride in both clips, for stills side by side."""

from dataclasses import dataclass

import numpy as np

from kneedrive.fade.clips.taken import Taken
from kneedrive.motion.motion import SIDES, Side
from kneedrive.report.moments import NAMES


@dataclass(frozen=True)
class Instant:
    """One instant of one leg: captured time (s) in each clip."""

    side: Side
    name: str
    times_s: tuple[float, float]


def instants(first: Taken, second: Taken) -> tuple[Instant, ...]:
    """Contact, mid-stance, toe-off and highest knee, the leg nearer to the camera first."""
    near = first.near_side
    found = []
    for side in sorted(SIDES, key=lambda s: s != near):
        times = [_times(taken, side) for taken in (first, second)]
        for name in NAMES:
            if times[0].get(name) is not None and times[1].get(name) is not None:
                found.append(Instant(side, name, (times[0][name], times[1][name])))
    return tuple(found)


def _times(taken: Taken, side: Side) -> dict[str, float]:
    """The four instants of the whole stride nearest to the clip's middle."""
    contacts = taken.contacts(side)
    if len(contacts) < 2:
        return {}
    time_s = taken.motion["time_s"].to_numpy()
    begins, ends = contacts[:-1, 0], contacts[1:, 0]
    middle = int(np.argmin(np.abs((begins + ends) / 2 - (time_s[0] + time_s[-1]) / 2)))
    strike_s, off_s = contacts[middle]
    times = dict(zip(NAMES, (strike_s, (strike_s + off_s) / 2, off_s), strict=False))
    swing = (time_s >= off_s) & (time_s <= ends[middle])
    thigh = np.where(swing, taken.motion[f"{side}_thigh_deg"].to_numpy(), np.nan)
    if np.isfinite(thigh).any():
        times[NAMES[3]] = float(time_s[int(np.nanargmax(thigh))])
    return {name: float(value) for name, value in times.items()}
