"""Which leg is which, and in which part of the clip the motion repeats itself."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.exchange import exchange_by_period, exchange_by_smoothness, swap_legs
from kneedrive.motion.fold import Fold, fold_strides
from kneedrive.motion.motion import SIDES
from kneedrive.pose.keypoints import Keypoints

Floats = NDArray[np.float64]

FOLDED = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
PERIODIC = 0.80  # share of the legs' motion that a folded stride must explain
SHORTEST_S = 1.2  # of a part of the clip that is looked at by itself


def resolve(
    time_s: Floats, keypoints: Keypoints, xy: Floats
) -> tuple[NDArray[np.bool_], Fold | None]:
    """Exchanged frames (T,), and the fold of the longest part of the clip that is periodic.

    xy : (T, L, 2) x forward, y up. The fold is None where no part of the clip is periodic.
    """
    by_smoothness = exchange_by_smoothness(
        time_s, keypoints.landmarks, xy, keypoints.confidence, _leg_px(keypoints)
    )
    starts = (
        np.zeros_like(by_smoothness),
        by_smoothness,
        exchange_by_period(time_s, keypoints.landmarks, xy),
    )
    for parts in _parts(time_s):
        found = [_fold(time_s, keypoints, xy, start, part) for part in parts for start in starts]
        periodic = [
            f
            for f in found
            if f is not None and f[1].explained >= PERIODIC and _legs_take_turns(f[1])
        ]
        if periodic:
            return max(periodic, key=lambda f: f[1].explained)
    return by_smoothness, None


def joint_indices(landmarks: tuple[str, ...], joints: tuple[str, ...]) -> list[int]:
    """Places of these joints, both sides, among the landmarks."""
    return [i for i, name in enumerate(landmarks) if name.split("_")[-1] in joints]


def _parts(time_s: Floats) -> list[list[slice]]:
    """The whole clip, then overlapping halves, then quarters ... as slices of frames."""
    out, seconds, count = [], float(time_s[-1] - time_s[0]), 1
    while count == 1 or seconds / count >= SHORTEST_S:
        length = seconds / count
        begins = time_s[0] + np.arange(2 * count - 1) * length / 2
        out.append([slice(*np.searchsorted(time_s, [b - 1e-9, b + length + 1e-9])) for b in begins])
        count *= 2
    return out


def _fold(
    time_s: Floats, keypoints: Keypoints, xy: Floats, start: NDArray[np.bool_], part: slice
) -> tuple[NDArray[np.bool_], Fold] | None:
    """Exchanged frames (T,) and fold of one part of the clip, beginning with labels `start`."""
    names = keypoints.landmarks
    chosen = [i for i in joint_indices(names, FOLDED) if np.isfinite(xy[part, i]).any()]
    folded = fold_strides(
        time_s[part],
        tuple(names[i] for i in chosen),
        swap_legs(xy, names, start)[part][:, chosen],
        swap_legs(keypoints.confidence, names, start)[part][:, chosen],
    )
    if folded is None:
        return None
    exchanged = start.copy()
    exchanged[part] ^= folded.exchanged
    return exchanged, folded


def _legs_take_turns(fold: Fold) -> bool:
    """Whether the feet swing against each other about the same place.

    Legs whose labels change with every step fold just as well at twice the frequency; but then one
    of them is always the front one.
    """
    phase = np.linspace(0, 1, 60, endpoint=False)
    left, right = (fold.at(f"{side}_ankle", phase)[:, 0] for side in SIDES)
    apart = abs(left.mean() - right.mean())
    return bool(np.corrcoef(left, right)[0, 1] < -0.3 and apart < np.std(left - right))


def _leg_px(keypoints: Keypoints) -> float:
    legs = [keypoints.of(f"{s}_hip") - keypoints.of(f"{s}_ankle") for s in SIDES]
    return float(np.nanmedian(np.linalg.norm(legs, axis=2)))
