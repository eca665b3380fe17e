"""Lay a measured motion on a person: their own lengths, the measured angles, feet on the ground.

Hips go the measured way, scaled to the person's legs. A foot on the ground goes its measured way,
and the knee follows from thigh and shank; in the air thigh and shank turn as measured, and the foot
follows, since measured legs change their length a little where the skin slides over the joints.
A motion that is scaled by s in space must take the square root of s longer, or the flight is no
longer a free fall (Alexander 1989, doi 10.1152/physrev.1989.69.4.1199).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from kneedrive.film.studio.body import POINTS, SIDE_Z, SIDES, Body, foot_points
from kneedrive.film.studio.human.person import Person

Floats = NDArray[np.float64]

GRID_HZ = 500.0
REACH = 0.998  # of a straight leg's length, at the most
LEAVING_S = 0.08  # from the ground to where the measured angles hold
REACHED = 0.999  # share of moments in which a leg is no longer than that
FLAT_SHARE = 0.12  # of all moments, the lowest: there a foot lies flat
ARM_SWING, ARM_BACK_RAD, ELBOW_RAD = 0.9, 0.35, np.radians(85.0)
COUNTER_TURN = 0.8  # of the shoulders against the pelvis


@dataclass(frozen=True)
class Followed:
    """A person's motion after a measured one.

    Parameters
    ----------
    pose : time s -> (P, 3) over the studio's POINTS, in the runner's frame; y = 0 is the ground
    scale : of lengths; times and speeds go with its square root
    seconds : length
    """

    pose: Callable[[float], Floats]
    scale: float
    seconds: float


def follow(
    person: Person,
    landmarks: Mapping[str, Floats],
    rate_hz: float,
    contacts: Mapping[str, Sequence[tuple[float, float]]],
) -> Followed:
    """A person's motion after measured landmarks.

    landmarks : "left_hip" ... "right_toe" and shoulders -> (T, 3) m, x forward, y up, z right, on a
        treadmill or in the frame of the running speed
    contacts : side -> (strike, toe-off) of each contact, s from the first row
    """
    body = person.body
    scale = body.leg_m / _leg_m(landmarks)
    seconds = (len(landmarks["left_hip"]) - 1) / rate_hz * np.sqrt(scale)
    grid_s = np.arange(0, seconds, 1 / GRID_HZ)
    at = {
        name: scale * CubicSpline(np.arange(len(xyz)) / rate_hz * np.sqrt(scale), xyz)(grid_s)
        for name, xyz in landmarks.items()
    }
    grounded = {side: _grounded(grid_s / np.sqrt(scale), contacts[side]) for side in SIDES}
    poses = CubicSpline(grid_s, _poses(person, at, grounded))
    return Followed(lambda time_s: np.asarray(poses(time_s)), float(scale), float(grid_s[-1]))


def _grounded(time_s: Floats, contacts: Sequence[tuple[float, float]]) -> Floats:
    """(T,) 1 while a foot is on the ground, 0 in mid-swing, smooth between."""
    share = np.zeros_like(time_s)
    for strike_s, off_s in contacts:
        away = np.maximum(np.maximum(strike_s - time_s, time_s - off_s), 0.0) / LEAVING_S
        near = np.clip(1 - away, 0.0, 1.0)
        share = np.maximum(share, near**2 * (3 - 2 * near))
    return share


def _leg_m(landmarks: Mapping[str, Floats]) -> float:
    """Median length of thigh plus shank in the plane of running, mean of both legs."""
    legs = [
        np.median(np.linalg.norm((landmarks[f"{s}_{a}"] - landmarks[f"{s}_{b}"])[:, :2], axis=1))
        for s in SIDES
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return float(np.sum(legs)) / 2


def _poses(person: Person, at: Mapping[str, Floats], grounded: Mapping[str, Floats]) -> Floats:
    """(T, P, 3) poses for scaled landmarks."""
    body = person.body
    feet = {side: _foot(person, at, side) for side in SIDES}
    higher = float(np.mean([feet[side].higher_m for side in SIDES]))
    middle = (at["left_hip"] + at["right_hip"]) / 2
    aim = np.array([middle[:, 0].mean(), 0.0, middle[:, 2].mean()])
    middle = middle - aim + [0.0, higher, 0.0]
    across = _unit(at["right_hip"] - at["left_hip"])
    hips = {side: middle + SIDE_Z[side] * body.hip_half_m * across for side in SIDES}
    ankles = {side: feet[side].ankle_m - aim * [1.0, 0.0, 0.0] for side in SIDES}
    # A leg that would have to be longer than it is lets the hips down, for the whole run.
    over = [np.linalg.norm((hips[s] - ankles[s])[:, :2], axis=1) for s in SIDES]
    down = max(0.0, float(np.quantile(over, REACHED)) - REACH * body.leg_m)
    middle = middle - [0.0, down, 0.0]
    points: dict[str, Floats] = {}
    thigh_angle = {}
    for side in SIDES:
        hip = hips[side] - [0.0, down, 0.0]
        hint = at[f"{side}_knee"] - (at[f"{side}_hip"] + at[f"{side}_ankle"]) / 2
        share = grounded[side][:, None]
        ankle = share * ankles[side] + (1 - share) * _swung(hip, at, side, body)
        knee, ankle = _bent(hip, ankle, body, hint)
        points |= {f"{side}_hip": hip, f"{side}_knee": knee, f"{side}_ankle": ankle}
        points |= {
            f"{side}_{name}": np.column_stack([xy, ankle[:, 2]])
            for name, xy in foot_points(
                body, ankle[:, :2], feet[side].pitch_rad, feet[side].toes_rad
            ).items()
        }
        thigh_angle[side] = np.arctan2((knee - hip)[:, 0], -(knee - hip)[:, 1])
    points |= _upper(body, middle, at, across, thigh_angle)
    return np.stack([points[name] for name in POINTS], axis=1)


@dataclass(frozen=True)
class _Foot:
    """Where a foot goes.

    Parameters
    ----------
    ankle_m : (T, 3)
    pitch_rad, toes_rad : (T,) of sole and toes against the ground, + = toes up
    higher_m : how much higher the ankle stands than the measured one, scaled
    """

    ankle_m: Floats
    pitch_rad: Floats
    toes_rad: Floats
    higher_m: float


def _foot(person: Person, at: Mapping[str, Floats], side: str) -> _Foot:
    """A foot pitched as measured, its sole never below the ground."""
    body = person.body
    heel, toe, ankle = (at[f"{side}_{name}"] for name in ("heel", "toe", "ankle"))
    low = heel[:, 1] + toe[:, 1]
    flat = np.argsort(low)[: max(1, round(FLAT_SHARE * len(low)))]
    pitch = np.arctan2((toe - heel)[:, 1], (toe - heel)[:, 0])
    pitch = np.unwrap(pitch) - np.median(pitch[flat])
    higher = body.ankle_up_m - float(np.median(ankle[flat, 1]))
    xy = ankle[:, :2] + [0.0, higher]
    sole = foot_points(body, xy, pitch, pitch)
    xy[:, 1] -= np.minimum(np.minimum(sole["heel"][:, 1], sole["ball"][:, 1]), 0.0)
    ball_y = foot_points(body, xy, pitch, pitch)["ball"][:, 1]
    reach_m = body.tip_ahead_m - body.ball_ahead_m
    toes = np.maximum(pitch, -np.arcsin(np.clip(ball_y / reach_m, 0, 1)))
    z = np.full(len(xy), SIDE_Z[side] * body.ankle_half_m)
    return _Foot(np.column_stack([xy, z]), pitch, toes, higher)


def _swung(hip: Floats, at: Mapping[str, Floats], side: str, body: Body) -> Floats:
    """Ankle (T, 3) of a leg whose thigh and shank turn as measured."""
    ankle = hip.copy()
    for (a, b), length in ((("hip", "knee"), body.thigh_m), (("knee", "ankle"), body.shank_m)):
        way = (at[f"{side}_{b}"] - at[f"{side}_{a}"])[:, :2]
        ankle[:, :2] += length * _unit(way)
    ankle[:, 2] = SIDE_Z[side] * body.ankle_half_m
    return ankle


def _bent(hip: Floats, ankle: Floats, body: Body, hint: Floats) -> tuple[Floats, Floats]:
    """Knee between hip and ankle (T, 3), on the side of the hint; the ankle drawn in where too far.

    Thigh and shank have their lengths in the plane of running, the sideways way comes on top.
    """
    a, b = body.thigh_m, body.shank_m
    way = (ankle - hip)[:, :2]
    far = np.linalg.norm(way, axis=1)
    reach = np.minimum(far, REACH * (a + b))
    unit = way / far[:, None]
    along = (a**2 - b**2 + reach**2) / (2 * reach)
    out = np.sqrt(np.maximum(a**2 - along**2, 0.0))
    square = np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    front = np.sign(np.einsum("ti,ti->t", square, hint[:, :2]))
    front = np.where(np.abs(out) < 1e-3, 1.0, front)
    knee = hip[:, :2] + along[:, None] * unit + (front * out)[:, None] * square
    z = np.sign(ankle[:, 2]) * body.knee_half_m
    new_ankle = np.column_stack([hip[:, :2] + reach[:, None] * unit, ankle[:, 2]])
    return np.column_stack([knee, z]), new_ankle


def _upper(
    body: Body,
    hips: Floats,
    at: Mapping[str, Floats],
    across: Floats,
    thigh: Mapping[str, Floats],
) -> dict[str, Floats]:
    """Trunk, head and arms: the trunk leans as measured, the arms go against the legs."""
    h = body.height_m
    shoulders = (at["left_shoulder"] + at["right_shoulder"]) / 2
    trunk = shoulders - (at["left_hip"] + at["right_hip"]) / 2
    lean = np.arctan2(trunk[:, 0], trunk[:, 1])
    zero = np.zeros_like(lean)
    up = np.stack([np.sin(lean), np.cos(lean), zero], axis=1)
    nod = np.stack([np.sin(0.6 * lean), np.cos(0.6 * lean), zero], axis=1)
    face = np.stack([nod[:, 1], -nod[:, 0], zero], axis=1)
    neck = hips + body.trunk_m * up
    head = neck + (0.102 * nod + 0.016 * face) * h
    yaw = -COUNTER_TURN * np.arctan2(across[:, 0], across[:, 2])
    beside = np.stack([np.sin(yaw), zero, np.cos(yaw)], axis=1)
    points = {
        "neck": neck,
        "head": head,
        "crown": head + (0.072 * nod - 0.004 * face) * h,
        "nose": head + (0.060 * face - 0.004 * nod) * h,
    }
    for side, other in zip(SIDES, SIDES[::-1], strict=True):
        z = SIDE_Z[side]
        swing = ARM_SWING * thigh[other] - ARM_BACK_RAD
        fore = swing + ELBOW_RAD
        shoulder = neck + z * body.shoulder_half_m * beside - 0.012 * h * up
        out = np.array([0.0, 0.0, z])
        elbow = shoulder + body.upper_arm_m * _hanging(swing) + 0.018 * h * out
        wrist = elbow + body.forearm_m * (_hanging(fore) - 0.25 * z * np.array([0, 0, 1.0]))
        points |= {
            f"{side}_ear": head - 0.003 * h * face + 0.042 * h * out,
            f"{side}_shoulder": shoulder,
            f"{side}_elbow": elbow,
            f"{side}_wrist": wrist,
            f"{side}_hand": wrist + body.hand_m * _hanging(fore),
        }
    return points


def _hanging(angle_rad: Floats) -> Floats:
    return np.stack([np.sin(angle_rad), -np.cos(angle_rad), np.zeros_like(angle_rad)], axis=1)


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector, axis=1, keepdims=True))
