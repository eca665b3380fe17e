"""Corners of the background, followed from one picture to another by sparse optical flow.

All in small grey pictures. Points are in px from the picture's centre, x right, y down.

A camera that turns shifts the edge of the picture further than its centre, by 1 / cos^2 of the
angle off the axis: 15 to 40 % with a phone's lens. On a cylinder round the camera the shift is the
same everywhere, so corners are compared there. The lens's focal length, which a film does not
name, is learnt from how much faster the edges move; a camera that slides instead of turning shifts
all corners alike, and its cylinder comes out flat.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

CORNERS_PER_PART, CORNERS_APART_PX, CORNER_QUALITY = 5, 8, 0.001
MIN_CONTRAST = 3.0  # standard deviation (levels of 255) about a corner: less is noise
WINDOW_PX, LEVELS = 15, 3
PARTS = 6  # along each side of the picture; corners must agree in several of these parts
FEWEST_CORNERS, FEWEST_PARTS = 12, 4
AGREE_PX, AGREE_SHARE = 1.0, 0.4
REST_PX, REST_SHARE = 0.2, 1 / 3  # of the parts that have corners
LARGEST_ZOOM = 1.5  # between a keyframe and a picture
LEARNING_ROUNDS, SETTLED = 3, 0.05  # while the lens still changes by this share
TELLING_SHIFT = 0.004  # of the long side: a shift that tells of the lens
WIDEST_LENS = 0.55  # focal length / long side, 84 degrees across

Array = NDArray[np.float64]
Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Corners:
    """Corners of one picture.

    Parameters
    ----------
    grey : the picture
    xy : (N, 2) px from its centre
    """

    grey: Grey
    xy: Array


class Lens:
    """The curvature (1 / focal length in px, squared) learnt from the corners so far; 0 = flat."""

    def __init__(self) -> None:
        self.curvature = 0.0
        self._sums = np.zeros(2)

    def learn(self, before: Array, after: Array, long_side: int) -> None:
        """Learn from (N, 2) corners that turned with the camera.

        About the middle of the way, the shift of a turning camera is a (1 + c x^2) across and
        a c x y down, besides shift down, zoom and roll.
        """
        x, y = ((before + after) / 2).T
        zero, one = np.zeros_like(x), np.ones_like(x)
        across = np.stack([one, zero, x, -y, x * x], axis=1)
        down = np.stack([zero, one, y, x, x * y], axis=1)
        shift = (after - before).T.ravel()
        a, _, _, _, bend = np.linalg.lstsq(np.vstack([across, down]), shift, rcond=None)[0]
        if abs(a) < TELLING_SHIFT * long_side:
            return
        self._sums += [bend * a, a * a]
        widest = 1 / (WIDEST_LENS * long_side) ** 2
        self.curvature = float(np.clip(self._sums[0] / self._sums[1], 0.0, widest))

    def roll_up(self, xy: Array) -> Array:
        """(N, 2) points of the picture on the cylinder."""
        if self.curvature == 0:
            return xy
        bend = np.sqrt(self.curvature)
        x = np.arctan(xy[:, 0] * bend) / bend
        return np.stack([x, xy[:, 1] * np.cos(x * bend)], axis=1)

    def unroll(self, xy: Array) -> Array:
        """(N, 2) points of the cylinder in the picture."""
        if self.curvature == 0:
            return xy
        bend = np.sqrt(self.curvature)
        angle = np.clip(xy[:, 0] * bend, -1.3, 1.3)
        return np.stack([np.tan(angle) / bend, xy[:, 1] / np.cos(angle)], axis=1)


def find_corners(grey: Grey, boxes: Array) -> Corners | None:
    """The corners of a picture off the people's boxes (px); None where there are too few."""
    mask = np.full(grey.shape, 255, np.uint8)
    for left, top, right, bottom in np.clip(boxes, 0, max(grey.shape)).astype(int):
        mask[top : bottom + 1, left : right + 1] = 0
    found = cv2.goodFeaturesToTrack(grey, 0, CORNER_QUALITY, CORNERS_APART_PX, mask=mask)
    if found is None:
        return None
    at = found.reshape(-1, 2).astype(np.float64)  # the best first
    level = grey.astype(np.float32)
    mean, square = cv2.blur(level, (9, 9)), cv2.blur(level * level, (9, 9))
    column, row = at.astype(int).T
    contrast = np.sqrt(np.maximum(square - mean * mean, 0))[row, column]
    xy = _best_of_each_part(at[contrast >= MIN_CONTRAST] - _centre(grey), grey)
    if len(xy) < FEWEST_CORNERS or len(set(_parts(xy, grey))) < FEWEST_PARTS:
        return None
    return Corners(grey, xy)


def _best_of_each_part(xy: Array, grey: Grey) -> Array:
    """The first few corners in each part of the picture, so that none outvotes the others."""
    part = _parts(xy, grey)
    order = np.argsort(part, kind="stable")
    rank = np.arange(len(order)) - np.searchsorted(part[order], part[order])
    return xy[np.sort(order[rank < CORNERS_PER_PART])]


def flow(corners: Corners, grey: Grey, guess: Array) -> tuple[Array, Mask]:
    """Where corners are in another picture, (N, 2), guessed to be at `guess`; which were found."""
    centre = _centre(grey)
    found, status, _ = cv2.calcOpticalFlowPyrLK(
        corners.grey,
        grey,
        np.array((corners.xy + centre)[:, None], np.float32, order="C"),
        np.array((guess + centre)[:, None], np.float32, order="C"),
        winSize=(WINDOW_PX, WINDOW_PX),
        maxLevel=LEVELS,
        criteria=(cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 20, 0.02),
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    xy = found[:, 0].astype(np.float64) - centre
    in_view = (np.abs(xy) <= centre).all(axis=1)
    return xy, (status.ravel() == 1) & in_view


def rests(found: Array, seen: Mask, before: Array, grey: Grey) -> bool:
    """Whether corners in enough parts of the picture are where they were before."""
    stood = np.hypot(*(found - before)[seen].T) < REST_PX
    part = _parts(found[seen], grey)
    votes = np.bincount(part, minlength=PARTS * PARTS)
    still = np.bincount(part, weights=stood, minlength=PARTS * PARTS)
    voting, resting = np.count_nonzero(votes), np.count_nonzero(still > 0.5 * votes)
    return bool(resting >= max(FEWEST_PARTS, REST_SHARE * voting))


def agreed_move(
    corners: Corners, found: Array, seen: Mask, grey: Grey, lens: Lens
) -> tuple[Array | None, int]:
    """The (3, 3) turn, zoom and shift on the cylinder on which most corners agree; how many do.

    None where too few do.
    """
    before, after = corners.xy[seen], found[seen]
    for _ in range(LEARNING_ROUNDS):
        known = lens.curvature
        move, agree = _agreed_move(before, after, grey, lens)
        if move is None:
            return None, 0
        lens.learn(before[agree], after[agree], max(grey.shape))
        if abs(lens.curvature - known) <= SETTLED * known:
            break
    return move, int(np.count_nonzero(agree))


def _agreed_move(before: Array, after: Array, grey: Grey, lens: Lens) -> tuple[Array | None, Mask]:
    """The move with the lens as it is known, and the corners that agree on it."""
    nobody = np.zeros(len(before), np.bool_)
    if len(before) < FEWEST_CORNERS:
        return None, nobody
    affine, inliers = cv2.estimateAffinePartial2D(
        lens.roll_up(before),
        lens.roll_up(after),
        method=cv2.RANSAC,
        ransacReprojThreshold=AGREE_PX,
    )
    if affine is None:
        return None, nobody
    agree: Mask = inliers.ravel() == 1
    zoom = float(np.hypot(affine[0, 0], affine[1, 0]))
    if (
        np.count_nonzero(agree) < max(FEWEST_CORNERS, AGREE_SHARE * len(agree))
        or len(set(_parts(after[agree], grey))) < FEWEST_PARTS
        or not 1 / LARGEST_ZOOM < zoom < LARGEST_ZOOM
    ):
        return None, nobody
    return np.vstack([affine, [0.0, 0.0, 1.0]]), agree


def shift_between(a: Grey, b: Grey) -> Array:
    """(2,) shift of the whole picture from one to another, by phase correlation: a guess."""
    window = cv2.createHanningWindow(a.shape[::-1], cv2.CV_32F)
    shift, _ = cv2.phaseCorrelate(a.astype(np.float32), b.astype(np.float32), window)
    return np.array(shift)


def moved(xy: Array, move: Array) -> Array:
    """(N, 2) points under a (3, 3) or (2, 3) affine map."""
    return np.asarray(xy @ move[:2, :2].T + move[:2, 2])


def _centre(grey: Grey) -> Array:
    """(2,) px from the first pixel's centre."""
    return (np.array(grey.shape[::-1]) - 1) / 2


def _parts(xy: Array, grey: Grey) -> NDArray[np.intp]:
    """Number of the part of the picture in which each point lies."""
    share = (xy + _centre(grey)) / grey.shape[::-1]
    x, y = np.clip(share * PARTS, 0, PARTS - 1).astype(np.intp).T
    return np.asarray(y * PARTS + x)
