"""The body: lengths, masses, and where its points stand for given joint angles.

Axes: x forward, y up, z to the runner's right, m. Angles in radians, from the vertical, + = lower
end in front. A pose is an array (T, P, 3) over the points of POINTS, so that any motion (running,
a knee hold, sitting) can be filmed the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.runner import Runner, Sex

Array = NDArray[np.float64]

SIDES = ("left", "right")
SIDE_Z = {"left": -1.0, "right": 1.0}
LIMB_POINTS = (
    "ear",
    "shoulder",
    "elbow",
    "wrist",
    "hand",
    "hip",
    "knee",
    "ankle",
    "heel",
    "ball",
    "tip",
    "toe",
)
POINTS = ("neck", "head", "crown", "nose", *(f"{s}_{p}" for s in SIDES for p in LIMB_POINTS))

# de Leva 1996 (doi 10.1016/0021-9290(95)00178-6): mass / body mass and centre of mass from the
# first end / length. The trunk is counted from the shoulders' middle to the hips' middle, the
# head from its crown to the neck.
DE_LEVA: Mapping[Sex, Mapping[str, tuple[float, float]]] = {
    "male": {
        "head": (0.0694, 0.5002),
        "trunk": (0.4346, 0.4486),
        "upper_arm": (0.0271, 0.5772),
        "forearm": (0.0162, 0.4574),
        "hand": (0.0061, 0.3624),
        "thigh": (0.1416, 0.4095),
        "shank": (0.0433, 0.4395),
        "foot": (0.0137, 0.4415),
    },
    "female": {
        "head": (0.0668, 0.4841),
        "trunk": (0.4257, 0.4151),
        "upper_arm": (0.0255, 0.5754),
        "forearm": (0.0138, 0.4559),
        "hand": (0.0056, 0.3427),
        "thigh": (0.1478, 0.3612),
        "shank": (0.0481, 0.4352),
        "foot": (0.0129, 0.4014),
    },
}
GYRATION: Mapping[Sex, Mapping[str, float]] = {  # about the transverse axis / length
    "male": {"thigh": 0.329, "shank": 0.246, "foot": 0.245},
    "female": {"thigh": 0.364, "shank": 0.263, "foot": 0.279},
}
ENDS = {
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "hand": ("wrist", "hand"),
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
    "foot": ("heel", "toe"),
}


@dataclass(frozen=True)
class Body:
    """Lengths of one person, m (after Drillis & Contini's fractions of height; shoes on).

    The foot is two pieces, the shoe from heel to ball and the toes from ball to tip. `heel` is the
    bottom of the shoe's back edge, `ball` the bottom under the toes' joint, `tip` the shoe's front
    edge, `toe` the end of the big toe inside the shoe: the "foot index" of pose networks.
    """

    height_m: float
    mass_kg: float
    sex: Sex
    build: float
    thigh_m: float
    shank_m: float
    ankle_up_m: float
    ankle_ahead_m: float
    ball_ahead_m: float
    tip_ahead_m: float
    toe_ahead_m: float
    toe_up_m: float
    trunk_m: float
    upper_arm_m: float
    forearm_m: float
    hand_m: float
    hip_half_m: float
    knee_half_m: float
    ankle_half_m: float
    shoulder_half_m: float

    @property
    def leg_m(self) -> float:
        """Hip to ankle with a straight knee."""
        return self.thigh_m + self.shank_m


def make_body(runner: Runner) -> Body:
    """Lengths of a runner's body; ankle and foot with 2 cm of shoe under them."""
    h = runner.height_m
    shoulder = 0.118 if runner.sex == "male" else 0.106
    return Body(
        height_m=h,
        mass_kg=runner.mass_kg,
        sex=runner.sex,
        build=runner.build,
        thigh_m=runner.thigh_length * h,
        shank_m=runner.shank_length * h,
        ankle_up_m=0.039 * h + 0.018,
        ankle_ahead_m=0.040 * h,
        ball_ahead_m=0.112 * h,
        tip_ahead_m=0.152 * h + 0.002,
        toe_ahead_m=0.152 * h - 0.010,
        toe_up_m=0.016,
        trunk_m=0.288 * h,
        upper_arm_m=0.172 * h,
        forearm_m=0.146 * h,
        hand_m=0.055 * h,
        hip_half_m=0.050 * h,
        knee_half_m=0.042 * h,
        ankle_half_m=0.032 * h,
        shoulder_half_m=shoulder * h,
    )


def down(angle_rad: Array, length_m: float) -> Array:
    """(T, 2) vector of a segment hanging at an angle from the vertical, + = lower end in front."""
    return length_m * np.stack([np.sin(angle_rad), -np.cos(angle_rad)], axis=-1)


def turned(vector_m: tuple[float, float], pitch_rad: Array) -> Array:
    """(T, 2) vector of the flat foot turned by a pitch, + = toes up."""
    c, s = np.cos(pitch_rad), np.sin(pitch_rad)
    x, y = vector_m
    return np.stack([c * x - s * y, s * x + c * y], axis=-1)


@dataclass(frozen=True)
class Angles:
    """Joint and segment angles over time, rad, each (T,); pairs are (left, right)."""

    lean: Array
    thigh: tuple[Array, Array]
    knee: tuple[Array, Array]
    foot: tuple[Array, Array]
    toes: tuple[Array, Array]
    upper_arm: tuple[Array, Array]
    elbow: tuple[Array, Array]
    twist: Array


def place(body: Body, hips_m: Array, angles: Angles) -> Array:
    """Points of the body for the hips' middle (T, 2) and the angles: a pose (T, P, 3)."""
    n = len(hips_m)
    points: dict[str, Array] = {}

    def put(name: str, xy: Array, z: float | Array) -> None:
        points[name] = np.column_stack([xy, np.broadcast_to(z, (n,))])

    up = -down(-angles.lean, 1.0)
    ahead = np.stack([up[:, 1], -up[:, 0]], axis=-1)
    neck = hips_m + up * body.trunk_m
    nod = -down(-0.6 * angles.lean, 1.0)  # the head stays more upright than the trunk
    face = np.stack([nod[:, 1], -nod[:, 0]], axis=-1)
    head = neck + (0.102 * nod + 0.016 * face) * body.height_m
    put("neck", neck, 0.0)
    put("head", head, 0.0)
    put("crown", head + (0.072 * nod - 0.004 * face) * body.height_m, 0.0)
    put("nose", head + (-0.004 * nod + 0.060 * face) * body.height_m, 0.0)
    for i, side in enumerate(SIDES):
        z = SIDE_Z[side]
        swing = -z * body.shoulder_half_m * np.sin(angles.twist)
        shoulder = neck + ahead * swing[:, None] - up * 0.012 * body.height_m
        elbow = shoulder + down(angles.upper_arm[i], body.upper_arm_m)
        forearm = angles.upper_arm[i] + angles.elbow[i]
        wrist = elbow + down(forearm, body.forearm_m)
        inward = 0.25 * np.clip(np.sin(forearm), 0, 1)
        put(f"{side}_ear", head + (-0.003 * face) * body.height_m, z * 0.042 * body.height_m)
        put(f"{side}_shoulder", shoulder, z * body.shoulder_half_m * np.cos(angles.twist))
        put(f"{side}_elbow", elbow, z * (body.shoulder_half_m + 0.018 * body.height_m))
        put(f"{side}_wrist", wrist, z * body.shoulder_half_m * (1.0 - inward))
        put(
            f"{side}_hand",
            wrist + down(forearm, body.hand_m),
            z * body.shoulder_half_m * (0.96 - 1.3 * inward),
        )
        knee = hips_m + down(angles.thigh[i], body.thigh_m)
        ankle = knee + down(angles.thigh[i] - angles.knee[i], body.shank_m)
        put(f"{side}_hip", hips_m, z * body.hip_half_m)
        put(f"{side}_knee", knee, z * body.knee_half_m)
        put(f"{side}_ankle", ankle, z * body.ankle_half_m)
        for name, xy in foot_points(body, ankle, angles.foot[i], angles.toes[i]).items():
            put(f"{side}_{name}", xy, z * body.ankle_half_m)
    return np.stack([points[name] for name in POINTS], axis=1)


def foot_points(body: Body, ankle_m: Array, pitch_rad: Array, toes_rad: Array) -> dict[str, Array]:
    """Heel, ball, tip and toe (T, 2) of a foot from its ankle, its pitch and the toes' pitch."""
    heel = ankle_m + turned((-body.ankle_ahead_m, -body.ankle_up_m), pitch_rad)
    ball = heel + turned((body.ball_ahead_m, 0.0), pitch_rad)
    tip = ball + turned((body.tip_ahead_m - body.ball_ahead_m, 0.0), toes_rad)
    toe = ball + turned((body.toe_ahead_m - body.ball_ahead_m, body.toe_up_m), toes_rad)
    return {"heel": heel, "ball": ball, "tip": tip, "toe": toe}


def centre_of_mass(body: Body, pose_m: Array) -> Array:
    """(T, 2) centre of mass in the plane of running, from all segments."""
    table = DE_LEVA[body.sex]
    at = {name: pose_m[:, i, :2] for i, name in enumerate(POINTS)}
    hips = (at["left_hip"] + at["right_hip"]) / 2
    shoulders = (at["left_shoulder"] + at["right_shoulder"]) / 2
    pairs = [("head", at["crown"], at["neck"]), ("trunk", shoulders, hips)]
    pairs += [(k, at[f"{s}_{a}"], at[f"{s}_{b}"]) for k, (a, b) in ENDS.items() for s in SIDES]
    total = sum(table[k][0] for k, _, _ in pairs)
    parts = [table[k][0] / total * (a + table[k][1] * (b - a)) for k, a, b in pairs]
    return np.asarray(np.sum(parts, axis=0))
