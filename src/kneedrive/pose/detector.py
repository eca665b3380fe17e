"""The BlazePose person detector: a picture, or tiles of it, comes in, regions of bodies go out.

Pre- and post-processing as mediapipe's `PoseDetectionCpu` graph does them (letterbox, SSD anchors,
weighted non-maximum suppression; Bazarevsky et al. 2020, arXiv:2006.10204). The tiles are ours: the
network sees 224 x 224 pixels, so a runner much smaller than the picture is found in a part of it.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from kneedrive.pose.roi import Roi, roi_from_points
from kneedrive.pose.runtime import Network

_SIDE = 224
_MIN_SCORE = 0.5
_MIN_OVERLAP = 0.3  # intersection over union above which two boxes are one person
_LAYERS = ((8, 2), (16, 2), (32, 6))  # stride, px; anchors per cell


@dataclass(frozen=True)
class Detection:
    """A person who was found.

    Parameters
    ----------
    score : 0 to 1
    box_px : (4,) left, top, right, bottom of the face, px of the picture
    points_px : (4, 2) middle of the hips, top of the circle round the body, middle of the
        shoulders, top of the circle round the upper body
    """

    score: float
    box_px: NDArray[np.float64]
    points_px: NDArray[np.float64]

    @property
    def roi(self) -> Roi:
        """Region of the body, for the landmark network."""
        return roi_from_points(self.points_px[0], self.points_px[1])


@dataclass(frozen=True)
class Tile:
    """A square part of the picture: its left upper corner (may lie outside) and its side, px."""

    left_px: float
    top_px: float
    side_px: float


class Detector:
    """The detector network; may be called from several threads at once."""

    def __init__(self, path: Path, *, precision: str = "f32", keep: Path | None = None) -> None:
        self._network = Network(
            path,
            outputs=("Identity", "Identity_1"),
            mean=(127.5,),
            scale=(127.5,),
            precision=precision,
            keep=keep,
        )
        self._anchors = anchors()

    def find(self, image_rgb: NDArray[np.uint8], tile: Tile) -> list[Detection]:
        """Persons in one tile, best first."""
        boxes, scores = self._network(tile_picture(image_rgb, tile))
        score = expit(np.clip(scores[:, 0].astype(np.float64), -100.0, 100.0))
        good = score >= _MIN_SCORE
        values = boxes[good].astype(np.float64)
        values[:, 2:4] /= _SIDE
        for column in (0, 4, 6, 8, 10):
            values[:, column : column + 2] = (
                values[:, column : column + 2] / _SIDE + self._anchors[good]
            )
        centre, size = values[:, :2], values[:, 2:4]
        corners = np.concatenate([centre - size / 2, centre + size / 2, values[:, 4:]], axis=1)
        placed = corners * tile.side_px + np.tile([tile.left_px, tile.top_px], 6)
        return merge_weighted(score[good], placed)


def anchors() -> NDArray[np.float64]:
    """(2254, 2) centres of the detector's anchors, 0 to 1 across the tile; their size is 1."""
    grids = []
    for stride, per_cell in _LAYERS:
        cells = _SIDE // stride
        centre = (np.arange(cells) + 0.5) / cells
        grid = np.stack(np.meshgrid(centre, centre), axis=-1).reshape(-1, 2)
        grids.append(np.repeat(grid, per_cell, axis=0))
    return np.concatenate(grids)


def tile_picture(image_rgb: NDArray[np.uint8], tile: Tile) -> NDArray[np.uint8]:
    """(224, 224, 3): the tile as the network sees it; black outside the picture."""
    step = tile.side_px / _SIDE
    affine = np.array([[step, 0.0, tile.left_px], [0.0, step, tile.top_px]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(
            image_rgb, affine, (_SIDE, _SIDE), flags=flags, borderMode=cv2.BORDER_CONSTANT
        ),
        dtype=np.uint8,
    )


def merge_weighted(score: NDArray[np.float64], values: NDArray[np.float64]) -> list[Detection]:
    """Weighted non-maximum suppression: boxes that overlap become one, averaged by score.

    Parameters
    ----------
    score : (n,)
    values : (n, 12) left, top, right, bottom, then four points x, y
    """
    found = []
    order = np.argsort(-score, kind="stable")
    while len(order):
        same = overlap(values[order[0], :4], values[order, :4]) > _MIN_OVERLAP
        same[0] = True
        group = order[same]
        mean = np.average(values[group], axis=0, weights=score[group])
        found.append(Detection(float(score[group[0]]), mean[:4], mean[4:].reshape(4, 2)))
        order = order[~same]
    return found


def overlap(box: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) intersection over union of one box (4,) with others (n, 4)."""
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.clip(high - low, 0.0, None), axis=1)
    area = np.prod(box[2:] - box[:2])
    areas = np.prod(others[:, 2:] - others[:, :2], axis=1)
    return np.asarray(shared / np.maximum(area + areas - shared, 1e-9), dtype=np.float64)


def whole(image_rgb: NDArray[np.uint8]) -> Tile:
    """The tile that letterboxes the whole picture."""
    height, width = image_rgb.shape[:2]
    side = float(max(height, width))
    return Tile((width - side) / 2.0, (height - side) / 2.0, side)
