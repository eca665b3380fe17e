"""Pose networks with SimCC heads (RTMPose) that know the 26 landmarks of HALPE26, feet included.

Jiang et al. 2023, arXiv:2303.07399; Li et al. 2022, arXiv:2107.03332. The file is the user's own,
ONNX or OpenVINO IR. Such a network answers with one row of scores for x and one for y; the highest
is the landmark.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.pose.blazepose import Body
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.roi import Roi, crop, project
from kneedrive.pose.runtime import Network

# ImageNet's mean and spread, R G B, with which these networks are trained.
_MEAN = (123.675, 116.28, 103.53)
_SCALE = (58.395, 57.12, 57.375)
HALPE26 = {
    "nose": 0,
    "left_ear": 3,
    "right_ear": 4,
    "left_shoulder": 5,
    "right_shoulder": 6,
    "left_elbow": 7,
    "right_elbow": 8,
    "left_wrist": 9,
    "right_wrist": 10,
    "left_hip": 11,
    "right_hip": 12,
    "left_knee": 13,
    "right_knee": 14,
    "left_ankle": 15,
    "right_ankle": 16,
    "left_toe": 20,  # the big toe
    "right_toe": 21,
    "left_heel": 24,
    "right_heel": 25,
}
_COUNT = 26
_MIN_SCORE = 0.3  # below this such a network guesses


class SimccPose:
    """A network of the user's; may be called from several threads at once.

    Raises
    ------
    InputError : the file is no such network
    """

    def __init__(self, path: Path, *, precision: str = "f32", keep: Path | None = None) -> None:
        self._network = Network(path, mean=_MEAN, scale=_SCALE, precision=precision, keep=keep)
        height, width = self._network.picture_size
        if self._network.output_shapes != [(1, _COUNT, 2 * width), (1, _COUNT, 2 * height)]:
            raise InputError(
                f"{path} is not a pose network with SimCC heads and the 26 landmarks of HALPE26",
                "give one (RTMPose body with feet, 26 keypoints), or leave --pose-model out",
            )
        self._size = (width, height)

    def prepare(self, image_rgb: NDArray[np.uint8], roi: Roi) -> NDArray[np.uint8]:
        """The picture that the network sees: the region upright, as tall and narrow as it wants."""
        return crop(image_rgb, _upright(roi), self._size)

    def read(self, picture: NDArray[np.uint8], roi: Roi) -> Body:
        """Landmarks of a prepared picture, in pixels of the image it was cut from."""
        x_score, y_score = self._network(picture)
        xy_crop = np.stack([x_score.argmax(axis=1), y_score.argmax(axis=1)], axis=1) / 2.0
        score = np.clip(np.minimum(x_score.max(axis=1), y_score.max(axis=1)), 0.0, 1.0)
        score[score < _MIN_SCORE] = 0.0
        places = project(xy_crop, _upright(roi), self._size)
        xy_px = np.full((len(LANDMARKS), 2), np.nan)
        confidence = np.zeros(len(LANDMARKS))
        for i, name in enumerate(LANDMARKS):
            if name in HALPE26:
                xy_px[i] = places[HALPE26[name]]
                confidence[i] = score[HALPE26[name]]
        return Body(xy_px, confidence, 1.0, roi)


def _upright(roi: Roi) -> Roi:
    """The region without its turn: these networks are trained on upright boxes."""
    return np.array([roi[0], roi[1], 0.0, -np.hypot(roi[2], roi[3])])
