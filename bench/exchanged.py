"""In which frames a pair of legs goes by each other's names."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.exchange import PAIRS, swap_legs
from kneedrive.motion.resolve import joint_indices
from kneedrive.pose.keypoints import Keypoints

Floats = NDArray[np.float64]

CLEARLY = 0.7  # exchanged legs fit better by this factor; legs that cover each other do not


def exchanged_frames(
    xy_px: Floats, landmarks: tuple[str, ...], true: Keypoints
) -> NDArray[np.bool_]:
    """(T,) frames in which landmarks (T, L, 2) clearly fit the truth better with legs exchanged."""
    legs = joint_indices(landmarks, PAIRS)
    there = np.stack([true.of(landmarks[i]) for i in legs], axis=1)
    every = np.ones(len(xy_px), dtype=np.bool_)
    as_named, swapped = (
        np.nansum(np.linalg.norm(xy[:, legs] - there, axis=2), axis=1)
        for xy in (xy_px, swap_legs(xy_px, landmarks, every))
    )
    return np.asarray(swapped < CLEARLY * as_named)
