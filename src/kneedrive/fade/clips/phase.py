"""The stride's phase along a clip, so that two runners can be shown at the same instant of it.

Strikes of the side that the camera saw count whole strides; the other foot's strikes, half ones.
Between strikes phase goes on evenly.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kneedrive.fade.clips.taken import Taken
from kneedrive.motion.motion import Floats, Side


@dataclass(frozen=True)
class Phase:
    """Captured times (s) of a clip and the stride's phase at them; whole at strikes of `side`."""

    side: Side
    time_s: Floats
    phase: Floats

    def time_of(self, phase: Floats) -> Floats:
        """Captured time at phases; NaN beyond the first and last strike."""
        return np.interp(phase, self.phase, self.time_s, left=np.nan, right=np.nan)

    def at(self, time_s: Floats) -> Floats:
        """Phase at captured times; NaN beyond the first and last strike."""
        return np.interp(time_s, self.time_s, self.phase, left=np.nan, right=np.nan)


def phase_of(taken: Taken, side: Side) -> Phase | None:
    """The phase of a clip by one side's strikes; None with fewer than two of them."""
    strikes = taken.contacts(side)[:, 0]
    if len(strikes) < 2:
        return None
    other = taken.contacts("left" if side == "right" else "right")[:, 0]
    usual_s = float(np.median(np.diff(strikes)))
    times, phases, count = [strikes[0]], [0.0], 0.0
    for begin_s, end_s in pairwise(strikes):
        turns = max(1.0, float(np.round((end_s - begin_s) / usual_s)))  # a strike may be missing
        between = other[(other > begin_s) & (other < end_s)]
        if turns == 1.0 and len(between) == 1:
            times.append(between[0])
            phases.append(count + 0.5)
        count += turns
        times.append(end_s)
        phases.append(count)
    return Phase(side, np.array(times), np.array(phases))
