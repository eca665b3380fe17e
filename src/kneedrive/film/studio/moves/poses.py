"""Poses of a standing and of a sitting body from the angles of its legs, trunk and hands.

A standing body hangs on its standing foot: hip and trunk are where that leg puts them. Angles in
degrees, from the vertical, + = lower end in front; pairs are (left, right).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import POINTS, Angles, Body, down, place

Array = NDArray[np.float64]
Pair = tuple[Array, Array]

GRIP_BELOW_KNEE = 0.12  # of the shank: hands clasp the shin just under the knee
GRIP_AHEAD_M = 0.065  # in front of the shin's axis
SEAT_UP_M = 0.105  # hip joint above the floor when sitting on it
HAND_BESIDE_M = (0.02, 0.07)  # of a hand on the floor: ahead of the hip joint, above the floor


@dataclass(frozen=True)
class Posing:
    """What a person does, each (T,).

    Parameters
    ----------
    thigh, knee, dorsi : degrees; dorsi 0 = foot square to the shank, + = toes pulled up
    lean : degrees, + = forward
    standing : index (0 left, 1 right) of the leg that carries
    foot_x_m, foot_up_m : place of the standing foot
    grip : 0 to 1: each hand hangs at the side, or clasps the lifted knee
    """

    thigh: Pair
    knee: Pair
    dorsi: Pair
    lean: Array
    standing: Array
    foot_x_m: Array
    foot_up_m: Array
    grip: Pair


def standing_pose(body: Body, posing: Posing) -> Array:
    """(T, P, 3) pose of a person on one leg; its sole is flat at the given place."""
    thigh, knee = _radians(posing.thigh), _radians(posing.knee)
    reach = [down(thigh[i], body.thigh_m) + down(thigh[i] - knee[i], body.shank_m) for i in (0, 1)]
    carries = np.where(posing.standing[:, None] == 0, reach[0], reach[1])
    ankle = np.stack([posing.foot_x_m, posing.foot_up_m + body.ankle_up_m], axis=1)
    hips = ankle - carries
    foot = []
    for i in (0, 1):
        hangs = thigh[i] - knee[i] + np.radians(posing.dorsi[i])
        foot.append(np.where(posing.standing == i, 0.0, hangs))
    lifted = np.where(posing.standing == 0, 1, 0)
    knee_at = hips + np.where(lifted[:, None] == 0, *(down(a, body.thigh_m) for a in thigh))
    shin = np.where(lifted == 0, *(thigh[i] - knee[i] for i in (0, 1)))
    target = knee_at + down(shin, GRIP_BELOW_KNEE * body.shank_m)
    ahead = np.stack([np.cos(shin), np.sin(shin)], axis=1)
    return _posed(body, hips, thigh, knee, foot, posing.lean, target + GRIP_AHEAD_M * ahead,
                  posing.grip)  # fmt: skip


def sitting_pose(
    body: Body, thigh: Pair, knee: Pair, dorsi: Pair, lean: Array, hands_off: Array
) -> Array:
    """(T, P, 3) pose of a person on the floor, legs ahead; hands beside the hips or held out."""
    n = len(lean)
    hips = np.column_stack([np.full(n, -0.4), np.full(n, SEAT_UP_M)])
    t, k = _radians(thigh), _radians(knee)
    foot = [t[i] - k[i] + np.radians(dorsi[i]) for i in (0, 1)]
    ahead, up = HAND_BESIDE_M
    target = np.column_stack([hips[:, 0] + ahead, np.full(n, up)])
    grip = 1.0 - hands_off
    return _posed(body, hips, t, k, foot, lean, target, (grip, grip), hanging=(70.0, 15.0))


def _posed(
    body: Body,
    hips: Array,
    thigh: Pair,
    knee: Pair,
    foot: list[Array],
    lean_deg: Array,
    hand_target: Array,
    grip: Pair,
    hanging: tuple[float, float] = (4.0, 14.0),
) -> Array:
    """The body with its arms between hanging and reaching a target."""
    lean = np.radians(lean_deg)
    up = np.stack([np.sin(lean), np.cos(lean)], axis=1)
    shoulder = hips + up * (body.trunk_m - 0.012 * body.height_m)
    upper, elbow = reach_arm(body, shoulder, hand_target)
    upper_arm, elbows = [], []
    for g in grip:
        upper_arm.append(np.radians(hanging[0]) * (1 - g) + upper * g)
        elbows.append(np.radians(hanging[1]) * (1 - g) + elbow * g)
    angles = Angles(
        lean=lean,
        thigh=thigh,
        knee=knee,
        foot=(foot[0], foot[1]),
        toes=(foot[0], foot[1]),
        upper_arm=(upper_arm[0], upper_arm[1]),
        elbow=(elbows[0], elbows[1]),
        twist=np.zeros_like(lean),
    )
    return place(body, hips, angles)


def reach_arm(body: Body, shoulder_m: Array, target_m: Array) -> tuple[Array, Array]:
    """Upper arm angle and elbow bend (rad) that put the hand on a target, as near as it goes."""
    a, b = body.upper_arm_m, body.forearm_m + body.hand_m
    way = target_m - shoulder_m
    far = np.clip(np.hypot(way[:, 0], way[:, 1]), abs(a - b) + 0.01, 0.999 * (a + b))
    line = np.arctan2(way[:, 0], -way[:, 1])
    at_shoulder = np.arccos((a**2 + far**2 - b**2) / (2 * a * far))
    at_elbow = np.pi - np.arccos((a**2 + b**2 - far**2) / (2 * a * b))
    return line - at_shoulder, at_elbow


def _radians(pair: Pair) -> Pair:
    return np.radians(pair[0]), np.radians(pair[1])


def turned_about(pose_m: Array, deg: float) -> Array:
    """The pose turned about the upright through x = z = 0; + = towards the person's right."""
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    x, y, z = np.moveaxis(pose_m, -1, 0)
    return np.stack([c * x - s * z, y, s * x + c * z], axis=-1)


def point(pose_m: Array, name: str) -> Array:
    """(T, 3) one point of a pose."""
    return np.asarray(pose_m[:, POINTS.index(name)])
