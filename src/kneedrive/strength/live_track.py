"""Postures as they come: legs followed, landmarks steadied by what has been seen so far.

The median of the last few pictures takes out a landmark that jumps away, an exponential mean the
rest; together they lag by about two pictures.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from kneedrive.strength.legs import LegFollower
from kneedrive.strength.posture import Posture, posture_of
from kneedrive.strength.view import View, facing_signs, shoulders_px, view_of

Floats = NDArray[np.float64]

MEDIAN_S = 0.17
VIEW_S = 1.0
FOLLOWS_HZ = 6.0  # cut-off of the exponential mean


class LiveTrack:
    """Told the landmarks of each picture.

    size_px : (width, height) of the pictures, for the view; None where unknown
    """

    def __init__(self, size_px: tuple[int, int] | None = None) -> None:
        self._size_px = size_px
        self._facing, self._across = 0.0, 0.0
        self._legs = LegFollower()
        self._recent: deque[tuple[float, Floats, Floats]] = deque()
        self._mean: Floats | None = None
        self._mean_s = 0.0

    def update(self, time_s: float, xy_px: Floats, confidence: Floats) -> Posture:
        """The posture now; time_s must rise from call to call."""
        xy, sure, named = self._legs.follow(time_s, xy_px, confidence)
        self._recent.append((time_s, xy, sure))
        while self._recent[0][0] < time_s - MEDIAN_S + 1e-6:
            self._recent.popleft()
        middle = _median([xy for _, xy, _ in self._recent])
        seen = np.max([c for _, _, c in self._recent], axis=0)
        view = self._look(time_s, xy_px)
        self._follow(time_s, middle)
        assert self._mean is not None
        seen = np.where(np.isfinite(self._mean[:, 0]), seen, 0.0)
        return posture_of(time_s, self._mean, seen, named, view, self._legs.leg_px)

    def _look(self, time_s: float, xy_px: Floats) -> View:
        """How the person has been seen of late."""
        share = 1.0 if self._mean is None else 1.0 - np.exp(-(time_s - self._mean_s) / VIEW_S)
        self._facing += share * (facing_signs(xy_px) - self._facing)
        across = shoulders_px(xy_px)
        if np.isfinite(across):
            self._across += share * (across - self._across)
        return view_of(self._facing, self._across, self._legs.leg_px, self._size_px)

    def _follow(self, time_s: float, xy: Floats) -> None:
        if self._mean is None:
            self._mean = xy.copy()
        else:
            share = 1.0 - np.exp(-2 * np.pi * FOLLOWS_HZ * (time_s - self._mean_s))
            known = np.isfinite(self._mean) & np.isfinite(xy)
            self._mean = np.where(known, self._mean + share * (xy - self._mean), xy)
        self._mean_s = time_s


def _median(recent: list[Floats]) -> Floats:
    """(L, 2) medians; missing where more than half of the pictures lack a landmark."""
    stack = np.stack(recent)
    known = np.isfinite(stack[..., 0])
    filled = np.where(known[..., None], stack, np.inf)
    count = known.sum(axis=0)
    ordered = np.sort(filled, axis=0)
    middle = np.take_along_axis(ordered, np.maximum(count - 1, 0)[None, :, None] // 2, axis=0)[0]
    return np.where((2 * count > len(recent))[:, None], middle, np.nan)
