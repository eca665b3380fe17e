"""Anti-aliased shapes with sub-pixel edges."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]

_SHIFT = 5
_ARC = np.linspace(0, 2 * np.pi, 25)[:-1]
_CIRCLE = np.stack([np.cos(_ARC), np.sin(_ARC)], axis=1)


def polygon(picture: Picture, points_px: Array, colour: Colour) -> None:
    """Fill a polygon (N, 2)."""
    fixed = np.round(points_px * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(picture, [fixed], colour, lineType=cv2.LINE_AA, shift=_SHIFT)


def ellipse(
    picture: Picture, centre_px: Array, along_px: Array, across_px: Array, colour: Colour
) -> None:
    """Fill the ellipse with two half axes (2,)."""
    polygon(picture, centre_px + _CIRCLE[:, :1] * along_px + _CIRCLE[:, 1:] * across_px, colour)


def limb(
    picture: Picture,
    ends_px: Array,
    stations: Array,
    front_px: Array,
    back_px: Array,
    colour: Colour,
    light: float = 0.12,
) -> None:
    """Fill a limb between two points (2, 2), its outline given at stations along it.

    Parameters
    ----------
    stations : (S,) from 0 (first end) to 1, may go beyond
    front_px, back_px : (S,) half widths to the left and right of the way from first to second end
    light : part by which the lit strip is lighter and the shaded edge darker
    """
    way = ends_px[1] - ends_px[0]
    across = np.array([way[1], -way[0]]) / max(float(np.hypot(*way)), 1e-6)
    spine = ends_px[0] + stations[:, None] * way
    left, right = spine + front_px[:, None] * across, spine - back_px[:, None] * across
    polygon(picture, np.concatenate([left, right[::-1]]), colour)
    shade = spine - 0.45 * back_px[:, None] * across
    polygon(picture, np.concatenate([shade, right[::-1]]), tinted(colour, -light))
    strip = spine + 0.55 * front_px[:, None] * across, spine + 0.1 * front_px[:, None] * across
    polygon(picture, np.concatenate([strip[0], strip[1][::-1]]), tinted(colour, light))


def tinted(colour: Colour, light: float) -> Colour:
    """A colour made lighter (+) or darker (-) by a part."""
    goal = 255 if light > 0 else 0
    r, g, b = (round(c + (goal - c) * abs(light)) for c in colour)
    return r, g, b
