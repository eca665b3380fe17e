"""The square of the picture that a landmark network looks at, and the way there and back.

A region is four numbers, in pixels of the picture (x right, y down): its centre (x, y) and the
vector `up` (x, y) from the centre to the middle of its upper edge. Half its side is the length of
`up`; its turn is the direction of `up`. Unlike an angle these four numbers can be averaged.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Roi = NDArray[np.float64]  # (4,): centre x, centre y, up x, up y

MARGIN = 1.25  # how much larger than the circle round the body the square is (mediapipe)


def roi_from_points(centre_px: NDArray[np.float64], rim_px: NDArray[np.float64]) -> Roi:
    """Region of a body from the middle of its hips and the top of the circle that encloses it.

    This is mediapipe's `AlignmentPointsRectsCalculator` with its `RectTransformationCalculator`.
    """
    return np.concatenate([centre_px, MARGIN * (rim_px - centre_px)])


def side_px(roi: Roi) -> float:
    """Length of the region's side, px."""
    return float(2.0 * np.hypot(roi[2], roi[3]))


def to_picture(roi: Roi, size: tuple[int, int]) -> NDArray[np.float64]:
    """(2, 3) affine map from a crop of `size` (width, height) to the picture.

    The crop's width is the region's side times width / height: a square for a square crop.
    """
    width, height = size
    centre, up = roi[:2], roi[2:]
    right = np.array([-up[1], up[0]])
    per_column, per_row = right * 2.0 / height, -up * 2.0 / height
    origin = centre + up - per_column * width / 2.0
    return np.column_stack([per_column, per_row, origin])


def crop(image_rgb: NDArray[np.uint8], roi: Roi, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The region as a picture of `size` (width, height); outside the image its edge is repeated."""
    return np.asarray(
        cv2.warpAffine(
            image_rgb,
            to_picture(roi, size),
            size,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        dtype=np.uint8,
    )


def project(xy_crop: NDArray[np.float64], roi: Roi, size: tuple[int, int]) -> NDArray[np.float64]:
    """(..., 2) positions in a crop of `size` -> positions in the picture, px."""
    affine = to_picture(roi, size)
    return xy_crop @ affine[:, :2].T + affine[:, 2]


def between(first: Roi, second: Roi, share: float) -> Roi:
    """The region a `share` (0 to 1) of the way from the first to the second."""
    return first + share * (second - first)
