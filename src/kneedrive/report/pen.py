"""A pen on an RGB picture: lines, arcs and words by plain OpenCV calls, a few microseconds each."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.motion import Floats
from kneedrive.report.palette import Rgb

Picture = NDArray[np.uint8]

WHITE: Rgb = (245, 245, 240)
DARK: Rgb = (24, 26, 29)
FONT, AA = cv2.FONT_HERSHEY_SIMPLEX, cv2.LINE_AA
FRACTION_BITS = 4  # OpenCV takes coordinates in 1/16 px


class Pen:
    """Draws in place on one picture.

    Parameters
    ----------
    picture : (H, W, 3) RGB
    scale : pixels of this picture per unit of the points that are given
    unit : about 1/200 of the picture's shorter side, px; line widths and letters go with it
    """

    def __init__(self, picture: Picture, scale: float, unit: int) -> None:
        self.picture = picture
        self.scale = scale
        self.unit = unit

    def line(self, start: Floats, end: Floats, colour: Rgb, width: int) -> None:
        """A line between two points; nothing where one is missing."""
        if np.isfinite(start).all() and np.isfinite(end).all():
            ends = self._at(start), self._at(end)
            cv2.line(self.picture, *ends, colour, width, AA, FRACTION_BITS)

    def dot(self, point: Floats, colour: Rgb, radius: int) -> None:
        """A filled circle; nothing where the point is missing."""
        if np.isfinite(point).all():
            centre, size = self._at(point), radius << FRACTION_BITS
            cv2.circle(self.picture, centre, size, colour, -1, AA, FRACTION_BITS)

    def arc(
        self, centre: Floats, radius: float, from_deg: float, to_deg: float, colour: Rgb
    ) -> None:
        """An arc; angles from the picture's x axis towards its y axis."""
        size = round(radius * self.scale * (1 << FRACTION_BITS))
        begin, end = sorted((from_deg, to_deg))
        axes, at = (size, size), self._at(centre)
        cv2.ellipse(self.picture, at, axes, 0, begin, end, colour, self.unit, AA, FRACTION_BITS)

    def words(self, text: str, x: float, y: float, colour: Rgb, size: float) -> None:
        """Words; x, y: left end of their baseline in pixels of this picture."""
        at = round(x), round(y)
        cv2.putText(self.picture, text, at, FONT, 0.3 * size * self.unit, colour, self.unit, AA)

    def edged_words(self, text: str, x: float, y: float, colour: Rgb, size: float) -> None:
        """Words with a dark edge, for a lively ground."""
        height, at = 0.3 * size * self.unit, (round(x), round(y))
        cv2.putText(self.picture, text, at, FONT, height, DARK, 3 * self.unit, AA)
        cv2.putText(self.picture, text, at, FONT, height, colour, self.unit, AA)

    def width(self, text: str, size: float) -> int:
        """Width of words, px."""
        return int(cv2.getTextSize(text, FONT, 0.3 * size * self.unit, self.unit)[0][0])

    def _at(self, point: Floats) -> tuple[int, int]:
        x, y = point * self.scale * (1 << FRACTION_BITS)
        return round(float(x)), round(float(y))
