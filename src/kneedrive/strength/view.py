"""Which way a person faces, how far they are turned from a side view, and what that does to angles.

A thigh that points partly towards the camera looks shorter, and its knee, being nearer, larger and
further from the picture's middle. Both make an angle beyond the horizontal read too large. The turn
is told by the shoulders: from the side one hides the other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.base.sides import SIDES
from kneedrive.strength.posture_points import AT

Floats = NDArray[np.float64]

# Between the shoulders' joints, over the length of the leg: 0.22 and 0.49 of height.
SHOULDERS = 0.45
MOST_TURN = 0.85  # sine: a person seen from the front has no thigh angle
# A phone's focal length over the longer side of its picture; between 0.75 and 1.0, and a tenth
# either way changes an angle by half a degree.
FOCAL = 0.88


@dataclass(frozen=True)
class View:
    """How a person is seen.

    Parameters
    ----------
    facing : +1 to the picture's right, -1 to its left
    turn_rad : + = towards the camera, 0 = from the side
    middle_px : (2,) of the picture
    focal_px : inf where the picture's size is not known
    """

    facing: int
    turn_rad: float
    middle_px: Floats
    focal_px: float


def facing_signs(xy_px: Floats) -> float:
    """How much one frame's landmarks (L, 2) point to the picture's right, px; 0 = unknown.

    Feet and face point ahead, and a lifted or outstretched thigh goes nowhere else.
    """
    ahead = [xy_px[AT[f"{s}_toe"], 0] - xy_px[AT[f"{s}_heel"], 0] for s in SIDES]
    ahead += [xy_px[AT[f"{s}_knee"], 0] - xy_px[AT[f"{s}_hip"], 0] for s in SIDES]
    ears = (xy_px[AT["left_ear"], 0] + xy_px[AT["right_ear"], 0]) / 2
    ahead.append(xy_px[AT["nose"], 0] - ears)
    known = [float(a) for a in ahead if np.isfinite(a)]
    return sum(known)


def shoulders_px(xy_px: Floats) -> float:
    """Left shoulder right of the right one in the picture, px."""
    return float(xy_px[AT["left_shoulder"], 0] - xy_px[AT["right_shoulder"], 0])


def view_of(
    facing: float, shoulders: float, leg_px: float, size_px: tuple[int, int] | None
) -> View:
    """The view, from sums or medians of the two above over a while.

    Facing right the right side is near: turned towards the camera, the left shoulder leads.
    """
    sign = 1 if facing >= 0 else -1
    across = shoulders / (SHOULDERS * leg_px)
    sine = float(np.clip(across, -MOST_TURN, MOST_TURN)) if np.isfinite(across) else 0.0
    if size_px is None:
        return View(sign, float(np.arcsin(sine)), np.zeros(2), float("inf"))
    middle = np.array(size_px, dtype=np.float64) / 2
    return View(sign, float(np.arcsin(sine)), middle, FOCAL * max(size_px))


def turned_back_deg(hip_px: Floats, knee_px: Floats, leg_px: float, view: View) -> float:
    """Thigh angle in the plane in which it moves, from the vertical, + = knee ahead."""
    flip = np.array([view.facing, -1.0])
    hip, knee = (hip_px - view.middle_px) * flip, (knee_px - view.middle_px) * flip
    across = float(np.cos(view.turn_rad))
    way = knee - hip
    angle = float(np.arctan2(way[0] / across, -way[1]))
    for _ in range(2):
        nearer_px = 0.5 * leg_px * np.sin(angle) * np.sin(view.turn_rad)
        way = knee * (1.0 - nearer_px / view.focal_px) - hip
        angle = float(np.arctan2(way[0] / across, -way[1]))
    return float(np.degrees(angle))
