"""The pose of one person, picture by picture as a camera takes them.

The region for the next picture comes from the landmarks of this one, as mediapipe does it; the
detector looks again only when the person is lost. Nothing waits for a later picture.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.blazepose import Body
from kneedrive.pose.detector import Detection, whole
from kneedrive.pose.follow import MIN_PRESENCE
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.networks import Model, open_networks
from kneedrive.pose.roi import Roi, side_px
from kneedrive.pose.weights import say_aside

OUTSIDE = 0.02  # of the body's height: a landmark further outside the picture is missing
STEADY = 0.5  # share of the old region in the next one, so that it does not tremble


class LivePose:
    """Follows the largest person; a picture costs one reading, and one search while lost.

    Parameters
    ----------
    model : "heavy" tells the legs apart more surely; "full" takes a third of the time

    Raises
    ------
    InputError : no weights can be had
    """

    def __init__(self, model: Model = "auto", say: Callable[[str], None] = say_aside) -> None:
        networks = open_networks(model, say, at_once=True)
        self._detector, self._reader = networks.detector, networks.reader
        self._roi: Roi | None = None

    def see(
        self, image_rgb: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """(L, 2) landmarks, px, and (L,) confidence, as `Keypoints` has them; None for nobody."""
        roi = self._roi if self._roi is not None else self._find(image_rgb)
        if roi is None:
            return None
        body = self._reader.read(self._reader.prepare(image_rgb, roi), roi)
        if body.presence < MIN_PRESENCE:
            self._roi = None
            return None
        self._roi = STEADY * roi + (1 - STEADY) * body.next_roi
        return _inside(body, image_rgb.shape[1], image_rgb.shape[0])

    def _find(self, image_rgb: NDArray[np.uint8]) -> Roi | None:
        found: list[Detection] = self._detector.find(image_rgb, whole(image_rgb))
        return max((d.roi for d in found), key=side_px, default=None)


def _inside(
    body: Body, width_px: int, height_px: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Landmarks that lie in the picture; the others are missing."""
    xy_px = body.xy_px.copy()
    tall_px = float(np.ptp(xy_px[:, 1])) if len(LANDMARKS) else 0.0
    slack = OUTSIDE * tall_px
    size = np.array([width_px, height_px])
    good = ((xy_px >= -slack) & (xy_px <= size + slack)).all(axis=1) & (body.confidence > 0)
    xy_px[~good] = np.nan
    return xy_px, np.where(good, body.confidence, 0.0)
