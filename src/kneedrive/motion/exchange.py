"""Left and right legs that a pose model exchanged, found over the whole clip.

Each frame has two states, legs as labelled or exchanged; the cheapest path through all frames is
found by Viterbi's algorithm, never by a rule for a single frame. Costs of the first pass: jerky
motion, legs of the wrong length, and the model's own labels as a weak vote. The second pass knows
the folded stride and asks which leg fits its curve.

Forney 1973, doi 10.1109/PROC.1973.9030.
"""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.period import STRIDE_HZ, demodulate

Floats = NDArray[np.float64]

PAIRS = ("knee", "ankle", "heel", "toe")
LABEL_COST = 0.15  # for departing from the model's own labels, per frame
JERK_FLOOR = 0.05  # of the leg's length: misses smaller than this are noise
SWITCH_COST = 2.0  # for changing state between two frames, in the pass with a folded stride
PASSING = 0.4  # legs nearer to each other than this share of their farthest can't be told apart
COST_CAP = 9.0  # a landmark's share of the cost, so that a single wild one can't decide


def swap_legs(xy: Floats, landmarks: tuple[str, ...], exchanged: NDArray[np.bool_]) -> Floats:
    """(T, J, ...) with left and right of knee, ankle, heel and toe exchanged where told."""
    out = xy.copy()
    for left, right in _pairs(landmarks):
        out[exchanged, left], out[exchanged, right] = xy[exchanged, right], xy[exchanged, left]
    return out


def exchange_by_smoothness(
    time_s: Floats, landmarks: tuple[str, ...], xy: Floats, confidence: Floats, leg_length: float
) -> NDArray[np.bool_]:
    """(T,) exchanged frames, from smoothness of motion alone; needs no period.

    The state is the pair of labels of two neighbouring frames, so that acceleration, not mere
    displacement, is what costs: passing legs are close to each other but go opposite ways.
    """
    pairs = _pairs(landmarks)
    if len(time_s) < 3:
        return np.zeros(len(time_s), dtype=bool)
    legs = (
        np.stack([xy[:, [p[0] for p in pairs]], xy[:, [p[1] for p in pairs]]], axis=1) / leg_length
    )  # (T, 2 legs, pairs, 2)
    trust = np.stack(
        [confidence[:, [p[0] for p in pairs]], confidence[:, [p[1] for p in pairs]]], axis=1
    )
    states = np.stack([legs, legs[:, ::-1]], axis=1)  # (T, 2 states, 2 legs, pairs, 2)
    trusts = np.stack([trust, trust[:, ::-1]], axis=1)
    step_s = np.diff(time_s)
    jerks = np.linalg.norm(legs[2:] - 2 * legs[1:-1] + legs[:-2], axis=-1)
    noise = max(JERK_FLOOR, float(np.nanmedian(jerks))) if np.isfinite(jerks).any() else JERK_FLOOR
    cost = np.zeros((len(time_s), 2, 2, 2))  # from (a, b) to (b, c): cost[t, a, b, c]
    for a in (0, 1):
        for b in (0, 1):
            for c in (0, 1):
                ratio = (step_s[1:] / step_s[:-1])[:, None, None, None]
                expected = states[1:-1, b] + (states[1:-1, b] - states[:-2, a]) * ratio
                miss = np.linalg.norm(states[2:, c] - expected, axis=-1) / noise
                weight = np.minimum(np.minimum(trusts[2:, c], trusts[1:-1, b]), trusts[:-2, a])
                each = np.where(np.isfinite(miss), weight * np.minimum(miss**2, COST_CAP), 0.0)
                cost[2:, a, b, c] = each.sum(axis=(1, 2)) + LABEL_COST * c
    return _second_order_path(cost)


def exchange_by_period(time_s: Floats, landmarks: tuple[str, ...], xy: Floats) -> NDArray[np.bool_]:
    """(T,) exchanged frames, from which foot should be in front; for legs exchanged all the time.

    How far the feet are apart, whichever is which, swells once a step. Between two such swellings
    the legs change places, and labels that did not change with them are exchanged.
    """
    gap = xy[:, landmarks.index("left_ankle"), 0] - xy[:, landmarks.index("right_ankle"), 0]
    step_hz, steps = demodulate(time_s, gap**2, (2 * STRIDE_HZ[0], 2 * STRIDE_HZ[1]))
    if step_hz is None:
        return np.zeros(len(time_s), dtype=bool)
    in_front = np.cos(np.pi * steps)
    sure = np.nan_to_num(np.abs(gap))
    agree = np.sum(sure * np.sign(np.nan_to_num(gap) * in_front))
    wrong = np.nan_to_num(gap) * in_front * (1.0 if agree >= 0 else -1.0) < 0
    return np.asarray(wrong & (np.abs(in_front) > PASSING))


def _second_order_path(cost: Floats) -> NDArray[np.bool_]:
    """Cheapest sequence of states for costs (T, a, b, c) of three neighbouring frames."""
    n = len(cost)
    best = np.array([[0.0, LABEL_COST], [LABEL_COST, 2 * LABEL_COST]])
    came = np.zeros((n, 2, 2), dtype=int)
    for t in range(2, n):
        total = best[:, :, None] + cost[t]
        came[t] = total.argmin(axis=0)
        best = total.min(axis=0)
    path = np.zeros(n, dtype=int)
    path[n - 2], path[n - 1] = np.unravel_index(best.argmin(), (2, 2))
    for t in range(n - 1, 1, -1):
        path[t - 2] = came[t, path[t - 1], path[t]]
    return path.astype(bool)


def exchange_by_residual(
    xy: Floats, model: Floats, noise: Floats, landmarks: tuple[str, ...]
) -> NDArray[np.bool_]:
    """(T,) exchanged frames, by which leg lies closer to its folded curve.

    xy, model : (T, J, 2); noise : (J,) standard deviation of each landmark
    """
    cost = np.zeros((len(xy), 2))
    for left, right in _pairs(landmarks):
        for a, b in ((left, right), (right, left)):
            for state, curve in ((0, a), (1, b)):
                miss = np.sum((xy[:, a] - model[:, curve]) ** 2, axis=1) / noise[curve] ** 2 / 2
                cost[:, state] += np.where(np.isfinite(miss), np.minimum(miss, COST_CAP), 0.0)
    cost[:, 1] += LABEL_COST
    return _first_order_path(cost, SWITCH_COST)


def _first_order_path(cost: Floats, switch: float) -> NDArray[np.bool_]:
    """Cheapest sequence of two states, given each frame's cost and that of a change."""
    n = len(cost)
    came = np.zeros((n, 2), dtype=int)
    best = cost[0].copy()
    move = np.array([[0.0, switch], [switch, 0.0]])
    for t in range(1, n):
        total = best[:, None] + move
        came[t] = total.argmin(axis=0)
        best = total.min(axis=0) + cost[t]
    path = np.zeros(n, dtype=int)
    path[-1] = best.argmin()
    for t in range(n - 1, 0, -1):
        path[t - 1] = came[t, path[t]]
    return path.astype(bool)


def _pairs(landmarks: tuple[str, ...]) -> list[tuple[int, int]]:
    return [(landmarks.index(f"left_{j}"), landmarks.index(f"right_{j}")) for j in PAIRS]
