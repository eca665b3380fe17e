"""Things that belong to a move: a band round the feet, a kettlebell on a foot, a box."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import POINTS, SIDES
from kneedrive.film.studio.camera import View
from kneedrive.film.studio.moves.performance import Prop
from kneedrive.film.studio.paint import Picture, ellipse, polygon

Array = NDArray[np.float64]

BOX_UP_M = 0.30
BAND_HALF_M = 0.022


def draw_behind(picture: Picture, view: View, props: tuple[Prop, ...]) -> None:
    """What stands behind the person: the box under the standing foot."""
    if "box" not in props:
        return
    z, high = 0.14, BOX_UP_M
    corners = [(-0.18, 0.0), (0.26, 0.0), (0.26, high), (-0.18, high)]
    side = 1.0 if view.camera.facing == "right" else -1.0
    for depth, colour in ((-side * z, (96, 74, 52)), (side * z, (132, 104, 74))):
        px, _ = view.project(np.array([(x, y, depth) for x, y in corners]))
        polygon(picture, px, colour)


def draw_in_front(picture: Picture, view: View, pose_m: Array, props: tuple[Prop, ...]) -> None:
    """What hangs on the feet."""
    px, scale = view.project(pose_m)
    at = {name: px[i] for i, name in enumerate(POINTS)}
    unit = float(scale[POINTS.index("left_ankle")])
    if "band" in props:
        ends = [(at[f"{s}_ball"] + at[f"{s}_ankle"]) / 2 for s in SIDES]
        way = ends[1] - ends[0]
        across = np.array([way[1], -way[0]]) / max(float(np.hypot(*way)), 1.0) * BAND_HALF_M * unit
        polygon(picture, np.stack([ends[0] + across, ends[1] + across, ends[1] - across,
                                   ends[0] - across]), (186, 54, 92))  # fmt: skip
    for side in SIDES:
        if f"kettlebell {side}" not in props:
            continue
        hang = (at[f"{side}_ball"] + at[f"{side}_ankle"]) / 2
        centre = hang + np.array([0.0, 0.13 * unit])
        across, up = np.array([0.075 * unit, 0.0]), np.array([0.0, 0.075 * unit])
        ellipse(picture, centre, up, across, (40, 42, 46))
        polygon(picture, np.stack([hang + [-0.03 * unit, 0], hang + [0.03 * unit, 0],
                                   centre + [0.03 * unit, 0], centre - [0.03 * unit, 0]]),
                (58, 60, 64))  # fmt: skip
