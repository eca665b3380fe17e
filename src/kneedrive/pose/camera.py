"""How the camera moved while a clip was filmed, put together across stretches."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.film import Background, Clip, Frame, camera_state
from kneedrive.pose.readings import Stretch
from kneedrive.pose.roi import Roi, side_px

Array = NDArray[np.float64]


class Camera:
    """How the background moves, from the clip's first frame on."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self._background = Background()
        self._so_far = np.eye(3)
        if stretches:
            known = np.concatenate([part.background for part in stretches])
            known = known[np.isfinite(known).all(axis=(1, 2))]
            self._so_far[:2] = known[-1] if len(known) else np.eye(2, 3)

    def update(self, frame: Frame, regions: dict[int, Roi]) -> Array:
        """(2, 3) map from this frame's pixels to those of the clip's first frame, NaN unknown."""
        boxes = np.array([_body_box(roi) for roi in regions.values()]).reshape(-1, 4)
        step = self._background.update(frame.image, boxes)
        return np.asarray((self._so_far @ np.vstack([step, [0.0, 0.0, 1.0]]))[:2])


def path_of_camera(background: Array, clip: Clip) -> tuple[Array | None, tuple[str, ...]]:
    """The camera's path, None where it stood still, and what the user should know about it."""
    width, height = clip.width_px, clip.height_px
    corners = np.array([[x, y, 1.0] for x in (0, width) for y in (0, height)])
    shifts = corners @ background.transpose(0, 2, 1) - corners[:, :2]
    whole = Background()  # as if one had seen every frame: an analysis may have been interrupted
    whole.size_px = (width, height)
    whole.movement_px = np.hypot(*np.moveaxis(shifts, -1, 0)).max(axis=1).tolist()
    state = camera_state(whole)
    if state == "moving":
        return background, ()
    unsure = (
        "The background does not show whether the camera moved; it is taken to have stood still."
    )
    return None, (unsure,) if state == "unknown" else ()


def _body_box(roi: Roi) -> tuple[float, float, float, float]:
    """Left, top, right, bottom round a body that strides in its region, px."""
    side = side_px(roi)
    return (
        roi[0] - 0.35 * side,
        roi[1] - 0.5 * side,
        roi[0] + 0.35 * side,
        roi[1] + 0.5 * side,
    )
