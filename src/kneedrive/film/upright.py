"""From a decoded frame to an upright RGB picture with square pixels and right colours."""

import av.video.frame
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

_TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
UNSPECIFIED = 2


def rotation_deg(frame: av.video.frame.VideoFrame) -> int:
    """Clockwise turn (0, 90, 180, 270) that makes the stored picture upright."""
    # The display matrix is read as a counterclockwise angle.
    return round(-frame.rotation / 90) % 4 * 90


def square_size(frame: av.video.frame.VideoFrame) -> tuple[int, int]:
    """(width, height) in px of the stored picture once its pixels are square."""
    return frame.width, frame.height


def rgb(frame: av.video.frame.VideoFrame, turn_deg: int) -> NDArray[np.uint8]:
    """(H, W, 3) upright RGB picture."""
    source = None
    if frame.colorspace == UNSPECIFIED:
        # By custom, pictures of 720 lines and more are BT.709, smaller ones BT.601.
        source = Colorspace.ITU709 if min(frame.width, frame.height) >= 720 else Colorspace.ITU601
    image = frame.to_ndarray(
        format="rgb24", src_colorspace=source, dst_color_range=ColorRange.JPEG, threads=1
    )
    if turn_deg:
        return cv2.rotate(image, _TURNS[turn_deg]).astype(np.uint8, copy=False)
    return image.astype(np.uint8, copy=False)
