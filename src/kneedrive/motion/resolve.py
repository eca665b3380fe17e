"""Which leg is which, and in which part of the clip the motion repeats itself."""

from collections.abc import Callable
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.even import even_part
from kneedrive.motion.exchange import exchange_by_period, exchange_by_smoothness, swap_legs
from kneedrive.motion.fold import Fold, fold_strides
from kneedrive.motion.motion import SIDES
from kneedrive.motion.stretch import SHORTEST_S
from kneedrive.pose.keypoints import NEEDED, Keypoints

Floats = NDArray[np.float64]

FOLDED = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
PERIODIC = 0.80  # share of the legs' motion that a folded stride must explain
TRIMS = 4  # how often an uneven end is cut off; what is left then is all but even

Found = tuple[NDArray[np.bool_], Fold]  # exchanged frames of the whole clip, fold of a part


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
        periodic = [f for f in found if _is_stride(f)]
        best = max(periodic, key=lambda f: f[1].explained, default=None)
        even = _trimmed(time_s, keypoints, xy, best) if best else None
        if even:
            return _widened(time_s, keypoints, xy, even)
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
) -> Found | None:
    """Exchanged frames (T,) and fold of one part of the clip, beginning with labels `start`."""
    names = keypoints.landmarks
    seen = {names[i] for i in joint_indices(names, FOLDED) if np.isfinite(xy[part, i]).any()}
    chosen = [i for i, name in enumerate(names) if {name, _other_side(name)} <= seen]
    if not set(NEEDED) <= {names[i] for i in chosen}:
        return None
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


def _other_side(name: str) -> str:
    """The same landmark of the other side."""
    side, _, joint = name.partition("_")
    return f"{'right' if side == 'left' else 'left'}_{joint}"


def _is_stride(found: Found | None) -> TypeGuard[Found]:
    """Whether the part is one motion that repeats itself, legs in turn."""
    return found is not None and found[1].explained >= PERIODIC and _legs_take_turns(found[1])


def _trimmed(time_s: Floats, keypoints: Keypoints, xy: Floats, found: Found) -> Found | None:
    """The fold without the frames that it does not describe; None where no stride is left."""
    for _ in range(TRIMS):
        part, even = _frames(time_s, found[1]), _even(time_s, keypoints, xy, found)
        if even == part:
            return found
        shorter = _fold(time_s, keypoints, xy, found[0], even)
        if not _is_stride(shorter):
            return None
        found = shorter
    return found


def _widened(time_s: Floats, keypoints: Keypoints, xy: Floats, found: Found) -> Found:
    """The fold of a part, grown at both ends as far as the same stride goes on evenly."""
    ends: tuple[Callable[[slice, int], slice], ...] = (
        lambda part, by: slice(part.start, min(part.stop + by, len(time_s))),
        lambda part, by: slice(max(part.start - by, 0), part.stop),
    )
    for wider in ends:
        by = (found[1].time_s.size) // 2
        while by >= found[1].time_s.size / max(np.ptp(found[1].phase), 1.0):
            part = _frames(time_s, found[1])
            more = wider(part, by)
            if more == part:
                break
            tried = _fold(time_s, keypoints, xy, found[0], more)
            if _is_stride(tried) and _even(time_s, keypoints, xy, tried) == more:
                found = tried
            else:
                by //= 2
    return found


def _frames(time_s: Floats, fold: Fold) -> slice:
    """The frames of the clip that were folded."""
    first = int(np.searchsorted(time_s, fold.time_s[0]))
    return slice(first, first + len(fold.time_s))


def _even(time_s: Floats, keypoints: Keypoints, xy: Floats, found: Found) -> slice:
    """The frames of the clip that the fold describes."""
    exchanged, fold = found
    part = _frames(time_s, fold)
    seen = swap_legs(xy, keypoints.landmarks, exchanged)[part]
    even = even_part(fold, keypoints.landmarks, seen)
    return slice(part.start + even.start, part.start + even.stop)


def _legs_take_turns(fold: Fold) -> bool:
    """Whether the feet swing against each other about the same place.

    Legs whose labels change with every step fold just as well at twice the frequency; but then one
    of them is always the front one.
    """
    phase = np.linspace(0, 1, 60, endpoint=False)
    left, right = (fold.at(f"{side}_ankle", phase)[:, 0] for side in SIDES)
    if left.std() == 0 or right.std() == 0:
        return False
    apart = abs(left.mean() - right.mean())
    return bool(np.corrcoef(left, right)[0, 1] < -0.3 and apart < np.std(left - right))


def _leg_px(keypoints: Keypoints) -> float:
    legs = [keypoints.of(f"{s}_hip") - keypoints.of(f"{s}_ankle") for s in SIDES]
    return float(np.nanmedian(np.linalg.norm(legs, axis=2)))
