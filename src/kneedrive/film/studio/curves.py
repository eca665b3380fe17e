"""Smooth curves: quintic pieces, and the curve of least jerk through turning points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def quintic(s: Array, start: Array, end: Array, length: Array | float) -> Array:
    """Quintic at s from 0 to 1 over `length`.

    Parameters
    ----------
    start, end : (3, ...) value, speed and acceleration at both ends
    """
    x0, v0, a0 = start[0], start[1] * length, start[2] * length**2
    x1, v1, a1 = end[0], end[1] * length, end[2] * length**2
    d = x1 - x0
    c3 = 10 * d - 6 * v0 - 4 * v1 - 1.5 * a0 + 0.5 * a1
    c4 = -15 * d + 8 * v0 + 7 * v1 + 1.5 * a0 - a1
    c5 = 6 * d - 3 * v0 - 3 * v1 - 0.5 * a0 + 0.5 * a1
    return np.asarray(x0 + s * (v0 + s * (a0 / 2 + s * (c3 + s * (c4 + s * c5)))))


@dataclass(frozen=True)
class Curves:
    """K curves of quintic pieces.

    Parameters
    ----------
    knot_s : (K, n) times of the joins; value, speed, acceleration : (K, n) there
    """

    knot_s: Array
    value: Array
    speed: Array
    acceleration: Array

    def at(self, which: NDArray[np.intp], t_s: Array) -> Array:
        """(M,) value of curve `which` (M,) at time t (M,); the end pieces go on beyond the ends."""
        knots = self.knot_s[which]
        piece = np.sum(t_s[:, None] >= knots[:, 1:-1], axis=1)
        rows = np.arange(len(t_s))
        length = knots[rows, piece + 1] - knots[rows, piece]
        s = (t_s - knots[rows, piece]) / length

        def state(i: NDArray[np.intp]) -> Array:
            return np.stack([x[which, i] for x in (self.value, self.speed, self.acceleration)])

        return quintic(s, state(piece), state(piece + 1), length)


def through_turning_points(
    start_s: Array,
    start: Array,
    turn_s: Array,
    turn: Array,
    end_s: Array,
    end: Array,
    bend: Array | None = None,
) -> Curves:
    """K curves of least mean square jerk through turning points, joined to both ends.

    The accelerations at the turning points are those that make the jerk continuous, which is the
    condition for the least mean square jerk (Flash & Hogan 1985, 10.1523/JNEUROSCI.05-07-01688),
    unless they are given.

    Parameters
    ----------
    start_s, end_s : (K,) times of the ends; start, end : (3, K) value, speed, acceleration there
    turn_s, turn : (K, n) times and values of the turning points, where the speed is zero
    bend : (n,) accelerations there
    """
    zero = np.zeros_like(turn)
    knots = np.column_stack([start_s, turn_s, end_s])
    x = np.column_stack([start[0], turn, end[0]])
    v = np.column_stack([start[1], zero, end[1]])
    a = np.column_stack([start[2], zero, end[2]])
    if bend is not None:
        a[:, 1:-1] = bend
        return Curves(knots, x, v, a)
    k, n = turn.shape
    length = np.diff(knots, axis=1)
    slope, before, after = np.diff(x, axis=1), length[:, :-1], length[:, 1:]
    # jerk at the end of the piece before a turning point = at the start of the piece after it
    right = (
        -60 * slope[:, :-1] / before**3
        + (24 * v[:, :-2] + 36 * v[:, 1:-1]) / before**2
        + 60 * slope[:, 1:] / after**3
        - (36 * v[:, 1:-1] + 24 * v[:, 2:]) / after**2
    )
    right[:, 0] += 3 * a[:, 0] / before[:, 0]
    right[:, -1] += 3 * a[:, -1] / after[:, -1]
    matrix = np.zeros((k, n, n))
    i = np.arange(n)
    matrix[:, i, i] = 9 / before + 9 / after
    matrix[:, i[1:], i[:-1]] = -3 / before[:, 1:]
    matrix[:, i[:-1], i[1:]] = -3 / after[:, :-1]
    a[:, 1:-1] = np.linalg.solve(matrix, right[:, :, None])[:, :, 0]
    return Curves(knots, x, v, a)
