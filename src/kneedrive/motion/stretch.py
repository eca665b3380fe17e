"""The part of a clip in which a runner can be measured: legs seen, facing one way."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.pose.keypoints import NEEDED, Keypoints

Floats = NDArray[np.float64]

GAP_S = 0.3  # legs unseen for longer than this end a stretch
FACING_S = 0.5  # a turn takes at least this long
FRONT_VIEW = 0.55  # shoulder width over trunk length, and foot length, that only a front view has


def legs_seen(keypoints: Keypoints) -> NDArray[np.bool_]:
    """(T,) frames in which hip, knee, ankle, heel and toe of both sides are known."""
    points = np.stack([keypoints.of(name) for name in NEEDED], axis=1)
    return np.asarray(np.isfinite(points).all(axis=(1, 2)))


def forward_sign(time_s: Floats, keypoints: Keypoints) -> Floats:
    """(T,) +1 where the runner faces right in the picture, -1 left, 0 where feet are unseen.

    The toe lies in front of the heel; the mean over half a second outvotes single frames.
    """
    feet = np.stack([_foot(keypoints, side)[:, 0] for side in ("left", "right")])
    count = np.isfinite(feet).sum(axis=0)
    reach = np.where(count > 0, np.nansum(feet, axis=0) / np.maximum(count, 1), np.nan)
    known = np.isfinite(reach)
    if known.sum() < 3:
        return np.zeros(len(time_s))
    even = np.interp(time_s, time_s[known], reach[known])
    width = max(1, round(FACING_S / float(np.median(np.diff(time_s)))))
    kernel = np.ones(width) / width
    return np.sign(np.convolve(np.pad(even, width, mode="edge"), kernel, "same")[width:-width])


def longest_stretch(time_s: Floats, keypoints: Keypoints) -> slice:
    """The longest run of frames with legs in view and one way of facing.

    Raises
    ------
    InputError : no frame shows both legs, or the runner is seen from the front
    """
    seen = legs_seen(keypoints)
    if not seen.any():
        raise InputError(
            "no frame shows both legs from hip to toe",
            "film from the side with the whole body in the picture, feet included",
        )
    refuse_front_view(keypoints)
    sign = forward_sign(time_s, keypoints)
    best, start, last = slice(0, 0), -1, -1
    for i in np.flatnonzero(seen):
        if start < 0 or time_s[i] - time_s[last] > GAP_S or sign[i] != sign[last]:
            start = int(i)
        last = int(i)
        if last + 1 - start > best.stop - best.start:
            best = slice(start, last + 1)
    return best


def refuse_front_view(keypoints: Keypoints) -> None:
    """Raise InputError where the runner comes towards the camera or runs away from it.

    Seen from the side, shoulders lie behind each other and feet show their length. Seen from the
    front it is the other way round.
    """
    shoulders = keypoints.of("left_shoulder") - keypoints.of("right_shoulder")
    hips = (keypoints.of("left_hip") + keypoints.of("right_hip")) / 2
    neck = (keypoints.of("left_shoulder") + keypoints.of("right_shoulder")) / 2
    trunk = np.linalg.norm(neck - hips, axis=1)
    if not np.isfinite(trunk).any():
        return
    width = float(np.nanmedian(np.abs(shoulders[:, 0]) / trunk))
    swing = float(
        np.nanmedian(
            np.abs(keypoints.of("left_ankle")[:, 0] - keypoints.of("right_ankle")[:, 0])
            / _leg_px(keypoints)
        )
    )
    if width > FRONT_VIEW and swing < FRONT_VIEW:
        raise InputError(
            "the runner is seen from the front or from behind, not from the side",
            "film at a right angle to the way the runner runs, at hip height",
        )


def _foot(keypoints: Keypoints, side: str) -> Floats:
    return keypoints.of(f"{side}_toe") - keypoints.of(f"{side}_heel")


def _leg_px(keypoints: Keypoints) -> float:
    """Median length of thigh plus shank, px."""
    total = [
        np.nanmedian(np.linalg.norm(keypoints.of(f"{s}_{a}") - keypoints.of(f"{s}_{b}"), axis=1))
        for s in ("left", "right")
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return float(np.sum(total) / 2)
