"""One leg: the angles that reach from a hip to an ankle, and the curves of the swing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Body
from kneedrive.film.studio.curves import Curves, through_turning_points
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.steps import Steps

Array = NDArray[np.float64]
Index = NDArray[np.intp]

NEARLY_STRAIGHT = 0.9965  # hip to ankle over the straight leg: a knee bent by less than 10 degrees
SWING_ANKLE_AT, SWING_ANKLE_RAD = 0.50, float(np.radians(3.0))
READY_AT, READY_RAD = 0.88, float(np.radians(3.0))  # the foot is readied: more bent than at landing
TOES_STRAIGHT_AT = 0.3
ANKLE_RAD_PS2 = 350.0  # how hard the ankle stops stretching after the foot has left


def reach(body: Body, hip_m: Array, ankle_m: Array) -> tuple[Array, Array]:
    """Thigh angle and knee flexion (rad) that carry the ankle (T, 2) to its place.

    A leg that would have to be straighter than a runner's falls smoothly short of the ankle.
    """
    way = ankle_m - hip_m
    line = np.arctan2(way[:, 0], -way[:, 1])
    far = _within_reach(np.hypot(way[:, 0], way[:, 1]) / body.leg_m) * body.leg_m
    a, b = body.thigh_m, body.shank_m
    at_hip = np.arccos((a**2 + far**2 - b**2) / (2 * a * far))
    at_knee = np.arccos((a**2 + b**2 - far**2) / (2 * a * b))
    return line + at_hip, np.pi - at_knee


def leg_length(body: Body, knee_rad: Array) -> tuple[Array, Array, Array]:
    """Hip to ankle (K,), m, for a knee flexion, and its first and second change per rad of it."""
    a, b = body.thigh_m, body.shank_m
    far = np.sqrt(a**2 + b**2 + 2 * a * b * np.cos(knee_rad))
    slope = -a * b * np.sin(knee_rad) / far
    return far, slope, -(a * b * np.cos(knee_rad) + slope**2) / far


def _within_reach(share: Array) -> Array:
    """Distance as a share of the straight leg, bent smoothly below 1 where it comes near."""
    room = 1 - NEARLY_STRAIGHT
    over = np.maximum(share - NEARLY_STRAIGHT, 0.0) / room
    return np.where(over > 0, NEARLY_STRAIGHT + room * np.tanh(over), share)


@dataclass(frozen=True)
class SwingShape:
    """When the swinging leg turns, and how.

    The trough of the thigh (s after leaving), the most bent knee and the highest thigh (parts of
    the swing); how much thigh and knee bulge in between (rad).

    `bends` are the accelerations at the turning points of the four angles; None for those of the
    smoothest curve.
    """

    trough_s: float
    knee_at: float
    thigh_at: float
    thigh_bulge: tuple[float, float]
    knee_bulge: tuple[float, float]
    bends: tuple[Array, ...] | None = None


@dataclass(frozen=True)
class Swings:
    """The swing after each of K contacts; times are absolute."""

    start_s: Array
    end_s: Array
    curves: tuple[Curves, Curves, Curves, Curves]
    bulges: tuple[tuple[float, float], ...]

    def at(self, which: Index, t_s: Array) -> Array:
        """(4, M) thigh, knee, ankle and toe joint in swing `which` (M,) at times t (M,)."""
        angles = np.stack([c.at(which, t_s) for c in self.curves])
        start, end = self.start_s[which], self.end_s[which]
        s = (t_s - start) / (end - start)
        for i, bulge in enumerate(self.bulges):
            turns = self.curves[i].knot_s[which][:, 1:-1]
            places = (turns - start[:, None]) / (end - start)[:, None]
            angles[i] += _bulge(s, places, bulge)
        return angles


def _bulge(s: Array, places: Array, size: tuple[float, float]) -> Array:
    """Bulges (M,) of a curve that leave its ends (to the acceleration) and turning points alone."""
    shape = (4 * s * (1 - s)) ** 3 * np.prod((s[:, None] - places) ** 2, axis=1)
    shape = np.where((s > 0) & (s < 1), shape * 8 ** places.shape[1], 0.0)
    return np.asarray(shape * (size[0] + size[1] * (2 * s - 1)))


def swing_curves(
    runner: Runner, steps: Steps, shape: SwingShape, leaving: Array, landing: Array
) -> Swings:
    """Thigh, knee, ankle and toe joint of the swing after each contact.

    Parameters
    ----------
    leaving, landing : (4, 3, K) value, speed and acceleration of the four angles where the foot
        leaves and where the same foot lands next
    """
    start, end = steps.leave_s, steps.own_next_touch_s
    length = end - start
    lowest = leaving[0, 0] + steps.min_thigh_shift_rad
    for side in (0, 1):
        lowest[side::2] += np.radians(runner.min_thigh_deg) - leaving[0, 0, side::2].mean()
    pointing = np.sqrt(leaving[2, 1] ** 2 + 1.0)  # how fast the ankle still stretches, above zero
    stretched_s = 0.008 + pointing / ANKLE_RAD_PS2
    stretched = leaving[2, 0] + 0.5 * leaving[2, 1] * stretched_s
    turns = [
        (
            np.column_stack([start + shape.trough_s, start + shape.thigh_at * length]),
            np.column_stack([lowest, steps.peak_thigh_rad]),
        ),
        ((start + shape.knee_at * length)[:, None], steps.peak_knee_rad[:, None]),
        (
            np.column_stack(
                [start + stretched_s, start + SWING_ANKLE_AT * length, start + READY_AT * length]
            ),
            np.column_stack(
                [stretched, np.full(len(start), SWING_ANKLE_RAD), landing[2, 0] + READY_RAD]
            ),
        ),
        ((start + TOES_STRAIGHT_AT * length)[:, None], np.zeros((len(start), 1))),
    ]
    thigh, knee, ankle, toes = (
        through_turning_points(
            start,
            leaving[i],
            when,
            what,
            end,
            landing[i],
            shape.bends[i] if shape.bends is not None else None,
        )
        for i, (when, what) in enumerate(turns)
    )
    bulges = (shape.thigh_bulge, shape.knee_bulge)
    return Swings(start, end, (thigh, knee, ankle, toes), bulges)
