"""Sentinel pixels: is the camera still where it was? Asked of some hundred pixels, in 0.05 ms.

A sentinel stands on a sharp edge, where a shift of half a pixel changes the brightness by half the
edge's slope, far more than noise does. Most sentinels keep their brightness only if the camera has
not moved. Half of them stand on upright edges, half on level ones, and either half can say no.
Where the camera went they can't say: that takes a closer look.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

CELL_SHARE = 1 / 18  # of the picture's short side: one sentinel of either kind stands in a cell
MIN_SLOPE = 12  # levels of 255 per px
KEEPING_SHARE = 0.5  # of the sentinels must keep their brightness
FEWEST = 16  # of either kind, for an answer

Boxes = NDArray[np.float64]


class Sentinels:
    """The sentinels of one picture.

    Parameters
    ----------
    image : (H, W, 3) RGB, contiguous
    boxes : (N, 4) left, top, right, bottom (px) of what may move by itself
    """

    def __init__(self, image: NDArray[np.uint8], boxes: Boxes) -> None:
        green = np.asarray(cv2.extractChannel(image, 1), np.uint8)
        spots = [_steepest(green, dx, 1 - dx) for dx in (1, 0)]
        rows, columns, slopes = (np.concatenate(part) for part in zip(*spots, strict=True))
        self._upright = np.arange(len(rows)) < len(spots[0][0])
        self._x, self._y = columns + 0.5, rows + 0.5
        self._at = (rows * image.shape[1] + columns) * 3 + 1
        self._tolerance = slopes // 2
        self._known = ~inside(self._x, self._y, boxes)
        self._level = self._levels(image)

    def keep(self, image: NDArray[np.uint8], boxes: Boxes) -> bool:
        """Whether the camera stands where it stood; False also where too few sentinels can tell."""
        asked = self._known & ~inside(self._x, self._y, boxes)
        kept = np.abs(self._levels(image) - self._level) <= self._tolerance
        for kind in (self._upright, ~self._upright):
            total = np.count_nonzero(asked & kind)
            if total < FEWEST or np.count_nonzero(kept & asked & kind) < KEEPING_SHARE * total:
                return False
        return True

    def renew(self, image: NDArray[np.uint8], boxes: Boxes) -> None:
        """Take the brightness from a picture known to be taken from the same place."""
        seen = ~inside(self._x, self._y, boxes)
        self._level = np.where(seen, self._levels(image), self._level)
        self._known |= seen

    def _levels(self, image: NDArray[np.uint8]) -> NDArray[np.int16]:
        return np.asarray(image.reshape(-1).take(self._at), np.int16)


def inside(x: NDArray[np.float64], y: NDArray[np.float64], boxes: Boxes) -> NDArray[np.bool_]:
    """Which of the points lie in any of the boxes."""
    left, top, right, bottom = boxes.T[:, :, None]
    hit = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return np.asarray(hit.any(axis=0), np.bool_)


def _steepest(
    green: NDArray[np.uint8], dx: int, dy: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int16]]:
    """Rows, columns and slopes (levels per px) of the steepest pixel of each cell that has one."""
    slope = np.abs(cv2.Sobel(green, cv2.CV_16S, dx, dy, ksize=1)) // 2
    side = max(4, round(min(green.shape) * CELL_SHARE))
    rows, columns = green.shape[0] // side, green.shape[1] // side
    parts = slope[: rows * side, : columns * side].reshape(rows, side, columns, side)
    cells = parts.swapaxes(1, 2).reshape(rows * columns, side * side)
    best = cells.argmax(axis=1)
    steep = cells.max(axis=1)
    cell = np.arange(rows * columns)
    row = cell // columns * side + best // side
    column = cell % columns * side + best % side
    use = steep >= MIN_SLOPE
    return row[use], column[use], steep[use].astype(np.int16)
