"""Drawings of the three moves: the studio's body in a pose, as shapes in metres, y up.

Nothing is painted here; whoever prints a page fills the polygons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio import POINTS, Angles, Body, make_body, place, typical_runner
from kneedrive.film.studio.body import SIDES
from kneedrive.film.studio.outlines import FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM
from kneedrive.programme.tables import Move

Array = NDArray[np.float64]
Tone = Literal["far", "near", "body", "tool", "ground"]
HEAD_WIDE, HEAD_TALL = 0.050, 0.066  # half axes, fractions of height
FOOT_TALL = 0.034
NECK = np.array([[0.0, 0.024, 0.030], [1.0, 0.022, 0.026]])
STEP_M = (0.26, 0.24)  # width and height of the step that the weight hangs free from
_CIRCLE = np.stack([np.cos(a := np.linspace(0, 2 * np.pi, 25)[:-1]), np.sin(a)], axis=1)


@dataclass(frozen=True)
class Shape:
    """A filled polygon (N, 2), m."""

    points_m: Array
    tone: Tone


@dataclass(frozen=True)
class Posture:
    """Angles of one picture, deg: segment angles + = lower end in front; (left, right) in pairs."""

    words: str
    lean: float
    thigh: tuple[float, float]
    knee: tuple[float, float]
    foot: tuple[float, float]
    arm: tuple[float, float]
    elbow: tuple[float, float]


# The right side is the near one. Toes pulled up in the air: dorsiflexed.
POSTURES: Mapping[Move, tuple[Posture, ...]] = {
    "march": (
        Posture("start", 0, (0, 8), (0, 14), (0, -2), (0, 0), (15, 15)),
        Posture("knee above the hip", 0, (0, 98), (0, 98), (0, 12), (25, -25), (80, 60)),
    ),
    "raise": (
        Posture("start", 0, (0, 3), (0, 4), (0, 4), (0, 0), (15, 15)),
        Posture("knee above the hip", 0, (0, 98), (0, 98), (0, 12), (-8, -8), (45, 45)),
    ),
    "lsit": (
        Posture("heels down", 6, (90, 87), (2, 2), (88, 88), (-6, -6), (4, 4)),
        Posture("heels off the floor", 4, (99, 98), (2, 2), (92, 92), (-6, -6), (2, 2)),
    ),
}


# The four steps of the L-sit: what is off the floor, and how bent.
SITTING: Mapping[str, Posture] = {
    "one-heel": Posture("one heel off", 5, (90, 98), (2, 2), (88, 92), (-6, -6), (2, 2)),
    "both-heels": Posture("both heels off", 4, (118, 117), (48, 48), (84, 84), (-6, -6), (2, 2)),
    "one-straight": Posture("one knee straight", 4, (118, 98), (48, 2), (84, 92), (-6, -6), (2, 2)),
}


def postures_of(move: Move, load: str) -> tuple[Posture, ...]:
    """The two pictures of a move; those of the L-sit show the step that is asked for."""
    start, end = POSTURES[move]
    return (start, SITTING.get(load, end) if move == "lsit" else end)


def drawing(move: Move, posture: Posture, loaded: bool) -> tuple[Shape, ...]:
    """Shapes of one picture, from the back to the front.

    loaded : with the band or the weight of the move
    """
    body = make_body(typical_runner(3.0, height_m=1.75))
    at = _points(body, posture)
    far, near = SIDES
    shapes = [_step(at)] if move == "raise" else []
    shapes += [*_limbs(body, at, far, "far")]
    shapes += [_limb(body, at["neck"], at["head"], NECK, "body")]
    shapes += [_limb(body, at["hips"], at["neck"], TRUNK, "body")]
    shapes += [_head(body, at)]
    shapes += [*_limbs(body, at, near, "near")]
    if loaded:
        shapes += _tool(move, at)
    return tuple(shapes)


def ground_m(shapes: tuple[Shape, ...]) -> float:
    """Height of the lowest point of a drawing, m."""
    return float(min(shape.points_m[:, 1].min() for shape in shapes))


def _points(body: Body, posture: Posture) -> dict[str, Array]:
    def pair(values: tuple[float, float]) -> tuple[Array, Array]:
        return np.radians([values[0]]), np.radians([values[1]])

    angles = Angles(
        lean=np.radians([posture.lean]),
        thigh=pair(posture.thigh),
        knee=pair(posture.knee),
        foot=pair(posture.foot),
        toes=pair(posture.foot),
        upper_arm=pair(posture.arm),
        elbow=pair(posture.elbow),
        twist=np.zeros(1),
    )
    pose = place(body, np.zeros((1, 2)), angles)[0, :, :2]
    at = {name: pose[i] for i, name in enumerate(POINTS)}
    return at | {"hips": np.zeros(2)}


def _limb(body: Body, a: Array, b: Array, outline: Array, tone: Tone) -> Shape:
    """A tapered limb with the studio's outline."""
    way = b - a
    across = np.array([way[1], -way[0]]) / max(float(np.hypot(*way)), 1e-9)
    spine = a + outline[:, :1] * way
    front = spine - outline[:, 1:2] * body.height_m * across
    back = spine + outline[:, 2:3] * body.height_m * across
    return Shape(np.concatenate([front, back[::-1]]), tone)


def _limbs(body: Body, at: Mapping[str, Array], side: str, tone: Tone) -> list[Shape]:
    """Leg, foot and arm of one side."""
    return [
        _limb(body, at[f"{side}_hip"], at[f"{side}_knee"], THIGH, tone),
        _limb(body, at[f"{side}_knee"], at[f"{side}_ankle"], SHANK, tone),
        _foot(body, at, side, tone),
        _limb(body, at[f"{side}_shoulder"], at[f"{side}_elbow"], UPPER_ARM, tone),
        _limb(body, at[f"{side}_elbow"], at[f"{side}_wrist"], FOREARM, tone),
        _disc(at[f"{side}_hand"], 0.018 * body.height_m, 0.018 * body.height_m, tone),
    ]


def _foot(body: Body, at: Mapping[str, Array], side: str, tone: Tone) -> Shape:
    heel, ball, tip, ankle = (at[f"{side}_{p}"] for p in ("heel", "ball", "tip", "ankle"))
    along = (tip - heel) / max(float(np.hypot(*(tip - heel))), 1e-9)
    up = np.array([-along[1], along[0]]) * FOOT_TALL * body.height_m
    outline = [heel, ball, tip, tip + 0.5 * up, ball + up, ankle + 0.4 * up, heel + 1.1 * up]
    return Shape(np.array(outline), tone)


def _head(body: Body, at: Mapping[str, Array]) -> Shape:
    return _disc(at["head"], HEAD_WIDE * body.height_m, HEAD_TALL * body.height_m, "body")


def _step(at: Mapping[str, Array]) -> Shape:
    """The step under the standing foot."""
    wide, tall = STEP_M
    low = float(at["left_heel"][1])
    middle = float(at["left_heel"][0] + at["left_tip"][0]) / 2
    corners = [(-wide / 2, 0), (wide / 2, 0), (wide / 2, -tall), (-wide / 2, -tall)]
    return Shape(np.array(corners) + [middle, low], "ground")


def _disc(centre: Array, wide: float, tall: float, tone: Tone) -> Shape:
    return Shape(centre + _CIRCLE * np.array([wide, tall]), tone)


def _tool(move: Move, at: Mapping[str, Array]) -> list[Shape]:
    """The band from foot to foot, or the kettlebell that hangs on the foot."""
    near = (at["right_ball"] + at["right_ankle"]) / 2
    if move == "march":
        far = (at["left_ball"] + at["left_ankle"]) / 2
        way = near - far
        across = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-9) * 0.012
        return [Shape(np.array([far + across, near + across, near - across, far - across]), "tool")]
    if move == "raise":
        bell = near - np.array([0.0, 0.13])
        return [
            Shape(
                np.array([near + [-0.045, 0], near + [0.045, 0], bell + [0.06, 0.04],
                          bell + [-0.06, 0.04]]),
                "tool",
            ),
            _disc(bell, 0.075, 0.07, "tool"),
        ]  # fmt: skip
    return []
