"""From a decoded frame to an upright RGB picture with square pixels and right colours."""

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import av.video.frame
import cv2
import numpy as np
from av.buffer import Buffer
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

_TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
_UNSPECIFIED = 2  # the colour space of a file that names none
_HD_LINES = 720
# A picture of 8K takes 100 MB, and a dozen wait for the pose network, which looks at a runner in
# 256 pixels: those beyond 4K are scaled down to HD as they are decoded.
MOST_PIXELS_READ, ENOUGH_PIXELS = 4096 * 2304, 1920 * 1080


@dataclass(frozen=True)
class Upright:
    """How a clip's stored pictures become upright ones.

    Parameters
    ----------
    stored_px : (width, height) of the stored picture once its pixels are square, and it is no
        larger than it needs to be
    turn_deg : clockwise turn: 0, 90, 180 or 270
    mirrored : the turned picture is then mirrored left to right
    filmed_px : (width, height) of the picture as it was filmed, before it is turned
    """

    stored_px: tuple[int, int]
    turn_deg: int = 0
    mirrored: bool = False
    filmed_px: tuple[int, int] = (0, 0)

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of the upright picture."""
        width, height = self.stored_px
        return (height, width) if self.turn_deg in (90, 270) else (width, height)


def upright(frame: av.video.frame.VideoFrame, pixel_aspect: Fraction | None) -> Upright:
    """What a clip's first frame says about its turn and its pixels (width / height of one)."""
    width, height = frame.width, frame.height
    if pixel_aspect and Fraction(1, 4) < pixel_aspect < 4:
        width = round(width * pixel_aspect)
    filmed = width, height
    if width * height > MOST_PIXELS_READ:
        scale = (ENOUGH_PIXELS / (width * height)) ** 0.5
        width, height = (max(2, round(scale * side / 2) * 2) for side in filmed)
    matrix = cast("Buffer | None", frame.side_data.get("DISPLAYMATRIX"))
    if matrix is None:
        return Upright((width, height), filmed_px=filmed)
    # x' = a x + c y, y' = b x + d y, both axes as in the picture: x right, y down.
    (a, b, _), (c, d, _), _ = np.frombuffer(memoryview(matrix), np.int32).reshape(3, 3) / 65536
    mirrored = bool(a * d - b * c < 0)
    if mirrored:
        a = -a
    turn_deg = round(np.degrees(np.arctan2(b, a)) / 90) % 4 * 90
    return Upright((width, height), turn_deg, mirrored, filmed)


def rgb(frame: av.video.frame.VideoFrame, how: Upright) -> NDArray[np.uint8]:
    """(H, W, 3) upright RGB picture, contiguous.

    Measured: one swscale thread turns 720 x 1280 to RGB in 0.28 ms, knows every matrix and range,
    and is no slower than OpenCV, which knows one. Samples of 10 bits take it four times as long as
    dropping their low bits first.
    """
    if frame.format.components[0].bits > 8:
        frame = _eight_bit(frame)
    matrix = None
    if frame.colorspace == _UNSPECIFIED:
        # By custom HD and larger is BT.709, smaller BT.601.
        hd = min(frame.width, frame.height) >= _HD_LINES
        matrix = Colorspace.ITU709 if hd else Colorspace.ITU601
    image: NDArray[np.uint8] = np.asarray(
        frame.to_ndarray(
            width=how.stored_px[0],
            height=how.stored_px[1],
            format="rgb24",
            src_colorspace=matrix,
            dst_color_range=ColorRange.JPEG,
            threads=1,
        ),
        dtype=np.uint8,
    )
    if how.turn_deg:
        image = np.asarray(cv2.rotate(image, _TURNS[how.turn_deg]), dtype=np.uint8)
    if how.mirrored:
        image = image[:, ::-1]
    return np.ascontiguousarray(image)


def _eight_bit(frame: av.video.frame.VideoFrame) -> av.video.frame.VideoFrame:
    """The frame with 8-bit samples, where its planes allow it; else the frame as it is."""
    name, bits = frame.format.name, frame.format.components[0].bits
    if not (name.startswith("yuv4") and name.endswith(f"p{bits}le")):
        return frame
    small = av.VideoFrame(frame.width, frame.height, name.removesuffix(f"{bits}le"))
    for deep, plane in zip(frame.planes, small.planes, strict=True):
        source = np.frombuffer(memoryview(deep), np.uint16).reshape(deep.height, -1)
        target = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, -1)
        np.right_shift(
            source[:, : deep.width], bits - 8, out=target[:, : plane.width], casting="unsafe"
        )
    small.pts, small.time_base = frame.pts, frame.time_base
    small.colorspace, small.color_range = frame.colorspace, frame.color_range
    return small
