"""One leg: the angles that reach from a hip to an ankle, and the curves of the swing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Body
from kneedrive.film.studio.stance import quintic

Array = NDArray[np.float64]
NEARLY_STRAIGHT = 0.9965  # a knee bent by less than 10 degrees
State = tuple[float, float, float]  # value, speed, acceleration


def reach(body: Body, hip_m: Array, ankle_m: Array) -> tuple[Array, Array]:
    """Thigh angle and knee flexion (rad) that carry the ankle (T, 2) to its place.

    An ankle out of reach gets a straight leg.
    """
    way = ankle_m - hip_m
    line = np.arctan2(way[:, 0], -way[:, 1])
    far = _within_reach(np.hypot(way[:, 0], way[:, 1]) / body.leg_m) * body.leg_m
    a, b = body.thigh_m, body.shank_m
    at_hip = np.arccos((a**2 + far**2 - b**2) / (2 * a * far))
    at_knee = np.arccos((a**2 + b**2 - far**2) / (2 * a * b))
    return line + at_hip, np.pi - at_knee


def _within_reach(share: Array) -> Array:
    """Distance as a share of the straight leg, bent smoothly below 1 where it comes near."""
    over = np.maximum(share - NEARLY_STRAIGHT, 0.0) / (1 - NEARLY_STRAIGHT)
    return np.where(over > 0, NEARLY_STRAIGHT + (1 - NEARLY_STRAIGHT) * np.tanh(over) , share)


@dataclass(frozen=True)
class Waypoint:
    """A peak or trough that a curve must pass: when, and its value."""

    time_s: float
    value: float


def smooth_curve(
    t_s: Array, start_s: float, start: State, points: list[Waypoint], end_s: float, end: State
) -> Array:
    """The curve of least jerk through turning points, joined to both ends in all of State.

    Quintic pieces; the free accelerations at the turning points are those that make the jerk
    continuous, which is the condition for the least mean square jerk (Flash & Hogan 1985).
    """
    times = np.array([start_s, *(p.time_s for p in points), end_s])
    values = np.array([start[0], *(p.value for p in points), end[0]])
    speeds = np.array([start[1], *(0.0 for _ in points), end[1]])
    length = np.diff(times)
    n = len(points)
    matrix, right = np.zeros((n, n)), np.zeros(n)
    known = np.zeros(n + 2)
    known[0], known[-1] = start[2], end[2]
    for i in range(1, n + 1):
        before, after = length[i - 1], length[i]
        # jerk at the end of the piece before minus jerk at the start of the piece after
        right[i - 1] = -(
            60 * (values[i] - values[i - 1]) / before**3
            - (24 * speeds[i - 1] + 36 * speeds[i]) / before**2
            - 3 * known[i - 1] / before
            - 60 * (values[i + 1] - values[i]) / after**3
            + (36 * speeds[i] + 24 * speeds[i + 1]) / after**2
            - 3 * known[i + 1] / after
        )
        matrix[i - 1, i - 1] = 9 / before + 9 / after
        if i > 1:
            matrix[i - 1, i - 2] = -3 / before
        if i < n:
            matrix[i - 1, i] = -3 / after
    accelerations = known
    accelerations[1:-1] = np.linalg.solve(matrix, right) if n else []
    out = np.empty_like(t_s)
    for i in range(n + 1):
        last = i == n
        here = (t_s >= times[i]) & ((t_s <= times[i + 1]) if last else (t_s < times[i + 1]))
        out[here] = quintic(
            (t_s[here] - times[i]) / length[i],
            (values[i], speeds[i], accelerations[i]),
            (values[i + 1], speeds[i + 1], accelerations[i + 1]),
            length[i],
        )
    return out
