"""Where in a clip a folded stride holds: frames that it describes, at a pace that stays.

A runner who starts, stops, stumbles or speeds up fast leaves the fold; a part that does so is told
from noise by its size over a whole stride.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from kneedrive.motion.exchange import PAIRS
from kneedrive.motion.fold import LOOSE_STRIDES, Fold

Floats = NDArray[np.float64]

# Share of the legs' motion that the fold may leave over within one stride. 48 laboratory runs with
# a phone's noise leave at most 0.03, blurred and half hidden legs in a garage 0.14.
LEFT_OVER = 0.30
PACE = 1.25  # stride frequency over a stride against the mean, to this factor


def even_part(fold: Fold, landmarks: tuple[str, ...], xy: Floats) -> slice:
    """The longest run of frames that the fold describes, as a slice of its frames.

    xy : (T, L, 2) landmarks of the fold's frames, sides resolved, in the fold's unit
    """
    frames = max(3, round(len(fold.time_s) / max(np.ptp(fold.phase), 1.0)))
    left_over = uniform_filter1d(_left_over(fold, landmarks, xy), frames, mode="nearest")
    turns = np.gradient(fold.phase, fold.time_s)
    pace = uniform_filter1d(turns, frames, mode="nearest") / fold.stride_hz
    even = (left_over <= LEFT_OVER) & (pace >= 1 / PACE) & (pace <= PACE)
    loose = round(LOOSE_STRIDES * frames)
    even[:loose], even[len(even) - loose :] = even[loose], even[-loose - 1]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], even, [0]])))
    if len(edges) == 0:
        return slice(0, 0)
    first, last = max(zip(edges[::2], edges[1::2], strict=True), key=lambda run: run[1] - run[0])
    return slice(int(first), int(last))


def _left_over(fold: Fold, landmarks: tuple[str, ...], xy: Floats) -> Floats:
    """(T,) squared misfit of knees, ankles, heels and toes, as a share of their variance."""
    legs = [name for name in fold.landmarks if name.split("_")[-1] in PAIRS]
    seen = xy[:, [landmarks.index(name) for name in legs]] - fold.drift[:, None]
    model = np.stack([fold.at(name, fold.phase) for name in legs], axis=1)
    miss = np.sum((seen - model) ** 2, axis=2)
    known = np.isfinite(miss)
    mean = np.where(known, miss, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.asarray(mean / np.nanvar(model, axis=0).sum(axis=1).mean())
