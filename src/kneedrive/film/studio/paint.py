"""Anti-aliased shapes with sub-pixel edges."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]

_SHIFT = 5
RIM, RIM_SHADE = 0.04, -0.55  # width of the rim over the limb's, and how much darker it is
ROUND = ((1.0, -0.16), (0.8, -0.07), (0.6, 0.0), (0.38, 0.07), (0.16, 0.13))  # width, light
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
) -> None:
    """Fill a limb between two points (2, 2), its outline given at stations along it.

    It is shaded like a rounded thing, dark at its rims: a flat one leaves the eye, and a pose
    network, in doubt which leg is in front.

    Parameters
    ----------
    stations : (S,) from 0 (first end) to 1, may go beyond
    front_px, back_px : (S,) half widths to the left and right of the way from first to second end
    """
    way = ends_px[1] - ends_px[0]
    length = max(float(np.hypot(*way)), 1e-6)
    across = np.array([way[1], -way[0]]) / length
    spine = ends_px[0] + stations[:, None] * way
    front, back = front_px[:, None] * across, back_px[:, None] * across
    rim = RIM * float(front_px.max() + back_px.max()) * across
    polygon(
        picture,
        np.concatenate([spine + front + rim, (spine - back - rim)[::-1]]),
        tinted(colour, RIM_SHADE),
    )
    for part, light in ROUND:
        outline = np.concatenate([spine + part * front, (spine - part * back)[::-1]])
        polygon(picture, outline, tinted(colour, light))


def tinted(colour: Colour, light: float) -> Colour:
    """A colour made lighter (+) or darker (-) by a part."""
    goal = 255 if light > 0 else 0
    r, g, b = (round(c + (goal - c) * abs(light)) for c in colour)
    return r, g, b
