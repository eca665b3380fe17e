"""How the camera moved, from what stands still behind the people in the picture.

Corners of the background are followed from a keyframe straight to each later picture, so that
errors do not add up from frame to frame. Where few of the keyframe's corners are left in view, the
picture becomes the next keyframe, and keyframes are chained. Turn, zoom and shift are those on
which most corners agree (RANSAC, Fischler & Bolles 1981, doi 10.1145/358669.358692).

A camera at rest is the common case, and much else moves in its picture: a treadmill's belt,
passers-by, leaves. So rest goes first: where corners in many parts of the picture stand where they
stood, the camera has not moved, however many others agree on something else. While it rests, a few
pixels are enough to see that it still does (`Sentinels`).
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.film.corners import (
    REST_PX,
    Corners,
    Grey,
    Lens,
    agreed_move,
    find_corners,
    flow,
    moved,
    rests,
    shift_between,
)
from kneedrive.film.sentinels import Boxes, Sentinels, inside

LONG_SIDE_PX = 720  # the picture is halved until its long side is no longer
SURROUNDINGS_PX = 41
BOX_MARGIN = 0.1  # share of its size by which a person's box is widened on every side
CALM_FRAMES = 4  # in a row that show no movement, before the camera is taken to rest
LEAVING_SHARE = 0.6  # of the keyframe's corners that agree at best, below which it is replaced
PATIENCE, RETRY_EVERY = 5, 5  # failures in a row, after which only every fifth frame is tried
STILL_SHARE, STILL_PX = 0.003, 2.0  # movement below this share of the picture, or px, is none
MOVED_SHARE = 0.02  # of the frames may show movement by mistake
KNOWN_SHARE = 0.6  # of the frames must have a hold, for a camera's state to be known

NO_BOXES = np.zeros((0, 4))
STAY = np.eye(3)
Array = NDArray[np.float64]


@dataclass(frozen=True)
class _Keyframe:
    """A picture's corners and its (3, 3) move to the first picture."""

    corners: Corners
    to_first: Array


class Background:
    """Follows the background of one clip, picture by picture.

    `movement_px` grows by one number a frame: how far the picture's corners have moved against the
    first frame (px, the largest), NaN without a hold.
    """

    def __init__(self) -> None:
        self.movement_px: list[float] = []
        self.size_px = (0, 0)
        self._lens = Lens()
        self._keyframe: _Keyframe | None = None
        self._move = STAY  # from the keyframe to the last picture with a hold
        self._step = STAY  # from the picture before to the last one
        self._agreeing, self._most_agreeing = 0, 0  # corners of the keyframe: now, at best
        self._sentinels: Sentinels | None = None  # of the place where the camera rests
        self._calm = CALM_FRAMES  # frames in a row without movement
        self._failures = 0  # frames in a row without a hold

    def update(self, image_rgb: NDArray[np.uint8], person_boxes: Array | None = None) -> Array:
        """Where this frame's pixels lie in the first frame.

        Parameters
        ----------
        image_rgb : (H, W, 3), of the same size every time
        person_boxes : (N, 4) left, top, right, bottom (px) of the people in the picture, as far
            as known

        Returns
        -------
        (2, 3) affine map: (x, y) in the first frame = map @ (x, y, 1) here; exact in the middle of
        the picture, where a turning camera is laid out as on a cylinder round it. NaN where the
        background gives no hold: no texture, blur, too much of it in motion. The first frame is
        the first with a hold.
        """
        image = np.ascontiguousarray(image_rgb)
        self.size_px = (image.shape[1], image.shape[0])
        boxes = _widened(NO_BOXES if person_boxes is None else np.asarray(person_boxes, float))
        if self._sentinels is not None and self._sentinels.keep(image, boxes):
            self._failures = 0
        else:
            self._look_closer(image, boxes)
        affine = self._to_first() if self._failures == 0 else np.full((2, 3), np.nan)
        self.movement_px.append(_largest_shift(affine, self.size_px))
        return affine

    def _look_closer(self, image: NDArray[np.uint8], boxes: Boxes) -> None:
        """Follow the keyframe's corners into this picture."""
        if self._failures >= PATIENCE and self._failures % RETRY_EVERY:
            self._failures += 1
            return
        grey = _small_grey(image)
        small_boxes = boxes * (grey.shape[1] / image.shape[1])
        if self._keyframe is None:
            corners = find_corners(grey, small_boxes)
            self._keyframe = None if corners is None else _Keyframe(corners, STAY)
            move = None if corners is None else STAY
        else:
            move = self._follow(self._keyframe.corners, grey, small_boxes)
        if move is None:
            self._failures += 1
            self._step, self._calm = STAY, 0
            return
        self._failures = 0
        self._step = move @ np.linalg.inv(self._move)
        calm = _largest_shift(self._step[:2], grey.shape[::-1]) < REST_PX
        self._calm = self._calm + 1 if calm else 0
        self._move = move
        self._set_sentinels(image, boxes)
        self._change_keyframe(grey, small_boxes)

    def _set_sentinels(self, image: NDArray[np.uint8], boxes: Boxes) -> None:
        """Post them where the camera rests, tell them of new light, or call them off."""
        if self._calm < CALM_FRAMES:
            self._sentinels = None
        elif self._sentinels is None:
            self._sentinels = Sentinels(image, boxes)
        else:
            self._sentinels.renew(image, boxes)

    def _follow(self, corners: Corners, grey: Grey, boxes: Boxes) -> Array | None:
        """The move from the keyframe to this picture, None without a hold."""
        on_cylinder = self._lens.roll_up(corners.xy)
        before = self._lens.unroll(moved(on_cylinder, self._move))
        middle = (np.array(grey.shape[::-1]) - 1) / 2
        for attempt in ("as before", "anywhere"):
            if attempt == "as before":
                guess = self._lens.unroll(moved(on_cylinder, self._step @ self._move))
            else:
                guess = corners.xy + shift_between(corners.grey, grey)
            found, seen = flow(corners, grey, guess)
            column, row = (found + middle).T
            seen &= ~inside(column, row, boxes)
            if self._calm >= CALM_FRAMES and rests(found, seen, before, grey):
                self._agreeing = self._most_agreeing
                return self._move
            move, self._agreeing = agreed_move(corners, found, seen, grey, self._lens)
            if move is not None:
                return move
        return None

    def _change_keyframe(self, grey: Grey, boxes: Boxes) -> None:
        """Make this picture the keyframe where the last one's corners leave, change or hide."""
        self._most_agreeing = max(self._agreeing, self._most_agreeing)
        if self._keyframe is None or self._agreeing >= LEAVING_SHARE * self._most_agreeing:
            return
        corners = find_corners(grey, boxes)
        if corners is not None:
            to_first = self._keyframe.to_first @ np.linalg.inv(self._move)
            self._keyframe, self._move = _Keyframe(corners, to_first), STAY
            self._most_agreeing = 0

    def _to_first(self) -> Array:
        """(2, 3) map of the last picture's full pixels to the first's."""
        if self._keyframe is None:
            return np.full((2, 3), np.nan)
        width, height = self.size_px
        x, y = np.array(self._keyframe.corners.grey.shape[::-1]) / self.size_px
        small = np.array([[x, 0, -x * (width - 1) / 2], [0, y, -y * (height - 1) / 2], [0, 0, 1]])
        back = self._keyframe.to_first @ np.linalg.inv(self._move)
        return np.asarray((np.linalg.inv(small) @ back @ small)[:2])


def camera_state(background: Background) -> Literal["still", "moving", "unknown"]:
    """Whether the camera stood still, moved, or can't be told from the background."""
    movement = np.array(background.movement_px)
    held = movement[np.isfinite(movement)]
    if len(held) == 0 or len(held) < KNOWN_SHARE * len(movement):
        return "unknown"
    limit_px = max(STILL_PX, STILL_SHARE * max(background.size_px))
    return "moving" if np.mean(held > limit_px) > MOVED_SHARE else "still"


def _small_grey(image: NDArray[np.uint8]) -> Grey:
    """Grey picture, halved (fast, and free of aliasing) until its long side is short enough.

    Only what differs from the surroundings is left, so that changing light changes little.
    """
    while max(image.shape) > LONG_SIDE_PX:
        half = (image.shape[1] // 2, image.shape[0] // 2)
        image = np.asarray(cv2.resize(image, half, interpolation=cv2.INTER_AREA), np.uint8)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    around = cv2.blur(grey, (SURROUNDINGS_PX, SURROUNDINGS_PX))
    return np.asarray(cv2.addWeighted(grey, 1.0, around, -1.0, 128.0), np.uint8)


def _largest_shift(affine: Array, size_px: tuple[int, ...]) -> float:
    """How far (px) a map moves the corner of the picture that it moves furthest; NaN for NaN."""
    width, height = size_px
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]], float)
    return float(np.hypot(*(moved(corners, affine) - corners).T).max())


def _widened(boxes: Boxes) -> Boxes:
    """The boxes, widened by a margin: hands, hair and blur reach out of them."""
    margin = BOX_MARGIN * (boxes[:, 2:] - boxes[:, :2])
    return np.hstack([boxes[:, :2] - margin, boxes[:, 2:] + margin])
