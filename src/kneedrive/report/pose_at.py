"""Where the landmarks stood at any captured time, in the pixels of the upright picture."""

import numpy as np

from kneedrive.motion.motion import Floats, Motion, Side

SAME_FRAME_S = 1e-4


class PoseAt:
    """Landmarks and thigh angles of a motion, at any time, by linear interpolation."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self._index = {name: i for i, name in enumerate(motion.landmarks)}
        self._before, self._share = 0, 0.0
        self._xy_now: Floats = motion.xy_px[0] * np.nan

    def move_to(self, time_s: float) -> bool:
        """Go to a captured time; False outside the motion."""
        times = self._motion.time_s
        if not times[0] - SAME_FRAME_S <= time_s <= times[-1] + SAME_FRAME_S:
            return False
        after = int(np.clip(np.searchsorted(times, time_s), 1, len(times) - 1))
        before = after - 1
        share = (time_s - times[before]) / (times[after] - times[before])
        if abs(time_s - times[before]) < SAME_FRAME_S:
            share = 0.0
        if abs(time_s - times[after]) < SAME_FRAME_S:
            before, share = after, 0.0
        self._before, self._share = before, share
        self._xy_now = self._blend(self._motion.xy_px)
        return True

    def point(self, name: str) -> Floats:
        """(2,) position of a landmark, px; NaN where missing."""
        if name not in self._index:
            return np.full(2, np.nan)
        return np.asarray(self._xy_now[self._index[name]])

    def thigh_deg(self, side: Side) -> float:
        """Thigh angle of a leg, deg; NaN where missing."""
        return float(self._blend(self._motion.legs[side].thigh_deg))

    def _blend(self, values: Floats) -> Floats:
        before = values[self._before]
        if self._share == 0.0:
            return np.asarray(before)
        return np.asarray(before + self._share * (values[self._before + 1] - before))
