"""Which leg is which from frame to frame, and frames in which the legs melt into one another.

From the side a pose network now and then takes the left leg for the right one, or sets a knee
between the two. The legs are followed by where they were; what the network calls them is kept as a
vote. A leg is looked for where it was, and where it was going: a fast lift passes 20 degrees
between two pictures. A thigh does not shrink within a moment: where it seems to, the leg is missing
in that frame.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from kneedrive.base.sides import SIDES
from kneedrive.strength.posture_points import AT, LEG_JOINTS

Floats = NDArray[np.float64]

LEFT = [AT[f"left_{joint}"] for joint in LEG_JOINTS[1:]]
RIGHT = [AT[f"right_{joint}"] for joint in LEG_JOINTS[1:]]
TOGETHER = 0.12  # of the leg: legs nearer than this to each other can't be told apart
FORGOTTEN_S, REMEMBERED_S = 0.5, 0.1
# Thighs this far apart in the picture are told apart and named right, in 9 of 10 frames and more
# from the side and turned by 30 degrees; higher up the network tends to call a lifted leg the far
# one (with a near leg at the horizontal in 9 of 10), so that such a frame hardly counts.
TELLING_DEG, HARDLY = (12.0, 40.0), 0.001
FORGETS = 0.1  # of the votes so far, with every frame that tells
TOGETHER_S = 0.12  # legs together for longer than this may have changed places
SHRUNK = 0.84  # of the usual length: where both thighs are shorter, the legs melt into one
SHRANK, LATELY_S = 0.8, 0.6  # of its own length lately: a thigh that is shorter has a wrong knee
BETWEEN = 0.35  # of the leg: knees that are set between the legs are nearer to each other
FEWEST_LENGTHS, MOST_LENGTHS = 8, 300


class LegFollower:
    """Follows both legs; told a frame at a time."""

    def __init__(self) -> None:
        self._last: tuple[Floats, Floats] | None = None
        self._last_s = -np.inf
        self._where: tuple[deque[tuple[float, Floats]], ...] = (deque(maxlen=2), deque(maxlen=2))
        self._exchanged = False
        self._vote = 0.0
        self._heard_s = -np.inf
        self._thighs: deque[float] = deque(maxlen=MOST_LENGTHS)
        self._legs: deque[float] = deque(maxlen=MOST_LENGTHS)
        self._lately: tuple[deque[tuple[float, float]], ...] = (deque(), deque())

    @property
    def leg_px(self) -> float:
        """Length of thigh and shank, px; NaN before any was seen."""
        return float(np.median(self._legs)) if self._legs else float("nan")

    @property
    def exchanged(self) -> bool:
        """Whether the last frame's left leg is the second of those followed."""
        return self._exchanged

    def follow(
        self, time_s: float, xy_px: Floats, confidence: Floats
    ) -> tuple[Floats, Floats, tuple[float, float]]:
        """The landmarks with each leg at its own place, and how the network named the two.

        Landmarks of legs that melt into one another are missing.
        """
        xy, sure = xy_px.copy(), confidence.copy()
        if self._melted(xy) or self._between(time_s, xy):
            xy[LEFT + RIGHT] = np.nan
            sure[LEFT + RIGHT] = 0.0
            return xy, sure, (self._vote, -self._vote)
        self._learn(xy)
        self._choose(time_s, xy)
        self._hear(time_s, _telling(xy))
        if self._exchanged:
            xy[LEFT + RIGHT], sure[LEFT + RIGHT] = xy[RIGHT + LEFT], sure[RIGHT + LEFT]
        if np.isfinite(xy[LEFT[:2] + RIGHT[:2]]).all():
            self._remember(time_s, xy[LEFT[:2]], xy[RIGHT[:2]])
        for i, own in enumerate((LEFT, RIGHT)):
            if self._shrank(i, time_s, _length(xy, SIDES[i], "hip", "knee")):
                xy[own], sure[own] = np.nan, 0.0
        return xy, sure, (self._vote, -self._vote)

    def _choose(self, time_s: float, xy: Floats) -> None:
        """Settle whether this frame's legs are exchanged against those followed."""
        left, right = xy[LEFT[:2]], xy[RIGHT[:2]]
        if self._last is None or time_s - self._last_s > FORGOTTEN_S:
            self._exchanged = False
            return
        if not np.isfinite(np.concatenate([left, right])).all():
            return
        apart = float(np.hypot(*(left - right).T).max())
        if apart < TOGETHER * self.leg_px:
            return
        kept = self._away(0, time_s, left) + self._away(1, time_s, right)
        changed = self._away(1, time_s, left) + self._away(0, time_s, right)
        self._exchanged = bool(changed < kept)

    def _away(self, leg: int, time_s: float, place: Floats) -> float:
        """How far a place is from where a followed leg was of late, was last, or moves to."""
        assert self._last is not None
        (before_s, before), (then_s, then) = self._where[leg][0], self._where[leg][-1]
        expected = [self._last[leg], then]
        if before_s < then_s and time_s - before_s < FORGOTTEN_S:
            expected.append(then + (then - before) * (time_s - then_s) / (then_s - before_s))
        return min(float(np.hypot(*(place - e).T).sum()) for e in expected)

    def _hear(self, time_s: float, telling: float) -> None:
        """Count a frame's vote on which leg is the left one; legs together start anew."""
        passed_s = float(np.clip(time_s - self._heard_s, 0.0, FORGOTTEN_S))
        self._heard_s = time_s
        if telling == 0.0:
            self._vote *= float(np.exp(-passed_s / TOGETHER_S))
        self._vote *= 1.0 - FORGETS * telling
        self._vote += -telling if self._exchanged else telling

    def _remember(self, time_s: float, left: Floats, right: Floats) -> None:
        """Where both legs are; one misplaced picture hardly counts."""
        for places, place in zip(self._where, (left, right), strict=True):
            places.append((time_s, place))
        if self._last is None or time_s - self._last_s > FORGOTTEN_S:
            self._last = (left, right)
        else:
            share = 1.0 - float(np.exp(-(time_s - self._last_s) / REMEMBERED_S))
            before = self._last
            self._last = (
                before[0] + share * (left - before[0]),
                before[1] + share * (right - before[1]),
            )
        self._last_s = time_s

    def _melted(self, xy: Floats) -> bool:
        if len(self._thighs) < FEWEST_LENGTHS:
            return False
        usual = float(np.quantile(self._thighs, 0.7))
        return bool(max(_length(xy, side, "hip", "knee") for side in SIDES) < SHRUNK * usual)

    def _between(self, time_s: float, xy: Floats) -> bool:
        """Whether the knees lie between the legs: near each other, a thigh shorter than both were.

        A thigh that turns out of the picture is short only high up, far from the other one. Such a
        frame says nothing of which leg is which, and is not where either of them was.
        """
        usual = [
            np.median([length for then_s, length in lately if then_s >= time_s - LATELY_S] or [0.0])
            for lately in self._lately
        ]
        shortest = min(_length(xy, side, "hip", "knee") for side in SIDES)
        knees = xy[LEFT[0]] - xy[RIGHT[0]]
        near = float(np.hypot(*knees)) < BETWEEN * self.leg_px
        return bool(near and shortest < SHRANK * min(usual))

    def _shrank(self, leg: int, time_s: float, thigh_px: float) -> bool:
        """Whether a thigh is suddenly shorter than it was lately."""
        lately = self._lately[leg]
        while lately and lately[0][0] < time_s - LATELY_S:
            lately.popleft()
        if not np.isfinite(thigh_px):
            return False
        lately.append((time_s, thigh_px))
        return thigh_px < SHRANK * float(np.median([length for _, length in lately]))

    def _learn(self, xy: Floats) -> None:
        for side in SIDES:
            thigh = _length(xy, side, "hip", "knee")
            leg = thigh + _length(xy, side, "knee", "ankle")
            if np.isfinite(leg):
                self._thighs.append(thigh)
                self._legs.append(leg)


def _telling(xy: Floats) -> float:
    """How much a frame tells of which leg is the left one."""
    way = [xy[AT[f"{side}_knee"]] - xy[AT[f"{side}_hip"]] for side in SIDES]
    first, second = (np.degrees(np.arctan2(w[0], w[1])) for w in way)
    apart = abs((first - second + 180.0) % 360.0 - 180.0)
    low, high = TELLING_DEG
    if not apart >= low:
        return 0.0
    return 1.0 if apart <= high else HARDLY


def _length(xy: Floats, side: str, a: str, b: str) -> float:
    return float(np.hypot(*(xy[AT[f"{side}_{a}"]] - xy[AT[f"{side}_{b}"]])))
