"""The BlazePose landmark network: a region of the picture comes in, landmarks go out.

Pre- and post-processing as mediapipe's legacy pose graph does them (`PoseLandmarkByRoiCpu`,
Bazarevsky et al. 2020, arXiv:2006.10204), without its smoothing over time.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.roi import Roi, crop, project, roi_from_points
from kneedrive.pose.runtime import Network

CROP = (256, 256)
# Place of each of `keypoints.LANDMARKS` among the network's 39.
INDEX = {
    "nose": 0,
    "left_ear": 7,
    "right_ear": 8,
    "left_shoulder": 11,
    "right_shoulder": 12,
    "left_elbow": 13,
    "right_elbow": 14,
    "left_wrist": 15,
    "right_wrist": 16,
    "left_hand": 19,
    "right_hand": 20,
    "left_hip": 23,
    "right_hip": 24,
    "left_knee": 25,
    "right_knee": 26,
    "left_ankle": 27,
    "right_ankle": 28,
    "left_heel": 29,
    "right_heel": 30,
    "left_toe": 31,
    "right_toe": 32,
}
_ALL, _VALUES = 39, 5  # x, y, z, visibility, presence
_HIPS, _RIM = 33, 34  # they make the next region: middle of the hips, rim of the body's circle
_USED = np.array([INDEX[name] for name in LANDMARKS] + [_HIPS, _RIM])
# Heatmap cells on each side of a landmark that refine it. The graph says kernel 7; what mediapipe
# 0.10.21 computes is kernel 9 (with it the difference falls from 1.3 px to 0.006 px).
_REACH = 4
_MIN_HEAT = 0.5
# Below this a landmark is taken to be outside the picture, and its place invented.
_MIN_PRESENT = 0.5


@dataclass(frozen=True)
class Body:
    """What a network says about one region.

    Parameters
    ----------
    xy_px : (L, 2) `keypoints.LANDMARKS` in the picture; NaN where the network has no such one
    confidence : (L,) 0 to 1; 0 where the network does not see the landmark in the region. For
        BlazePose visibility times presence: a landmark hidden behind the other leg has a low
        confidence, yet lies about as well as a visible one (studio films: 1.7 % of body height)
    presence : probability that there is a body at all
    next_roi : the region as these landmarks would have it
    """

    xy_px: NDArray[np.float64]
    confidence: NDArray[np.float64]
    presence: float
    next_roi: Roi


class BlazePose:
    """A landmark network, `full` or `heavy`; may be called from several threads at once."""

    def __init__(
        self,
        path: Path,
        *,
        precision: str = "f32",
        keep: Path | None = None,
        at_once: bool = False,
    ) -> None:
        # Identity_2 (segmentation) and Identity_4 (world landmarks) are not used, so not computed.
        outputs = ("Identity", "Identity_1", "Identity_3")
        self._network = Network(
            path, outputs=outputs, scale=(255.0,), precision=precision, keep=keep, at_once=at_once
        )

    def prepare(self, image_rgb: NDArray[np.uint8], roi: Roi) -> NDArray[np.uint8]:
        """The picture that the network sees: the region, 256 x 256."""
        return crop(image_rgb, roi, CROP)

    def read(self, picture: NDArray[np.uint8], roi: Roi) -> Body:
        """Landmarks of a prepared picture, in pixels of the image it was cut from."""
        values, presence, heat = self._network(picture)
        table = values.reshape(_ALL, _VALUES)[_USED].astype(np.float64)
        xy_px = project(refine(table[:, :2], heat, _USED), roi, CROP)
        visible, present = expit(table[:-2, 3]), expit(table[:-2, 4])
        confidence = np.where(present >= _MIN_PRESENT, visible * present, 0.0)
        next_roi = roi_from_points(xy_px[-2], xy_px[-1])
        return Body(xy_px[:-2], confidence, float(presence[0]), next_roi)


def refine(
    xy_crop: NDArray[np.float64], heat: NDArray[np.float32], channels: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Move each landmark to the centre of the heat round it, where it is hot enough.

    Parameters
    ----------
    xy_crop : (n, 2) positions in the crop, px
    heat : (64, 64, 39) logits, rows first
    channels : (n,) which of the 39 each position belongs to

    Returns
    -------
    (n, 2) positions in the crop; a landmark outside it, or with less heat than 0.5, stays
    """
    rows, columns, _ = heat.shape
    size = np.array([columns, rows])
    cell = np.trunc(xy_crop / CROP * size).astype(np.int64)
    inside = ((cell >= 0) & (cell < size)).all(axis=1)
    steps = np.arange(-_REACH, _REACH + 1)
    column = cell[:, 0, None] + steps  # (n, 9)
    row = cell[:, 1, None] + steps
    valid = ((row >= 0) & (row < rows))[:, :, None] & ((column >= 0) & (column < columns))[
        :, None, :
    ]
    values = heat[
        np.clip(row, 0, rows - 1)[:, :, None],
        np.clip(column, 0, columns - 1)[:, None, :],
        channels[:, None, None],
    ]
    warmth = np.where(valid, expit(values), 0.0)  # (n, 9, 9)
    total = warmth.sum(axis=(1, 2))
    hot = inside & (warmth.max(axis=(1, 2)) >= _MIN_HEAT)
    centre = np.stack(
        [(warmth.sum(axis=1) * column).sum(axis=1), (warmth.sum(axis=2) * row).sum(axis=1)], axis=1
    )
    refined = centre / np.maximum(total, 1e-9)[:, None] / size * CROP
    return np.where(hot[:, None], refined, xy_crop)
