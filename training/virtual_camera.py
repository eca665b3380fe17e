"""A virtual camera beside a measured run: keypoints as a pose model would see them, and the truth.

The camera is a pinhole at hip height, five metres away and square to the runner unless said
otherwise. On the treadmill it stands still; beside a passing runner it stands still ("passing") or
turns with the runner ("panning"), and then the background's motion is given as film would show it.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from kneedrive.errors import InputError
from kneedrive.motion.motion import Side
from kneedrive.pose.keypoints import Keypoints
from training.body import LANDMARKS, Body, spline
from training.noise import NOISE, NoiseName, spoil
from training.truth import Truth, find_truth

Floats = NDArray[np.float64]
Scene = Literal["treadmill", "passing", "panning"]

WIDTH_PX, HEIGHT_PX = 1280, 720
CENTRE_PX = np.array([WIDTH_PX / 2, HEIGHT_PX / 2])
CAMERA_HEIGHT_M = 1.0
CONFIDENCE_NEAR, CONFIDENCE_FAR = 0.95, 0.75
HIPS = (LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip"))


@dataclass(frozen=True)
class Camera:
    """How a run is filmed.

    Parameters
    ----------
    fps : frames a second
    start_s, seconds : the part of the run
    facing : the way the runner faces in the picture
    scene : "treadmill", "passing" (the runner crosses the picture of a camera that stands still)
        or "panning" (the camera turns with the runner)
    noise : what the pose model gets wrong
    px_per_m : scale of the picture at the runner's distance
    distance_m : from the camera to the runner's middle (where the runner passes, at the nearest)
    roll_deg : + = the horizon falls to the right in the picture
    pitch_deg : + = the camera looks down
    yaw_deg : + = the camera is turned to the right
    dropped : share of frames left out; the times of the others stay true
    height_error_pct : by how much the height that is told is too large
    seed : of noise and dropped frames
    """

    fps: float = 60.0
    start_s: float = 5.0
    seconds: float = 10.0
    facing: Side = "right"
    scene: Scene = "treadmill"
    noise: NoiseName = "phone"
    px_per_m: float = 260.0
    distance_m: float = 5.0
    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    yaw_deg: float = 0.0
    dropped: float = 0.0
    height_error_pct: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class VirtualFilm:
    """Keypoints of a film, what the user says of the runner's height, and the truth."""

    keypoints: Keypoints
    told_height_m: float
    truth: Truth


def film(body: Body, camera: Camera) -> VirtualFilm:
    """Film a part of a run.

    Raises
    ------
    InputError : the run is shorter than the part that is asked for
    """
    if camera.start_s < 0 or camera.start_s + camera.seconds > body.seconds:
        raise InputError(
            f"{body.run.trial} lasts {body.seconds:.1f} s, no {camera.seconds:g} s from "
            f"{camera.start_s:g} s on",
            "take another part",
        )
    rng = np.random.default_rng(camera.seed)
    motion = spline(body, camera.start_s, camera.start_s + camera.seconds)
    time_s = np.arange(round(camera.seconds * camera.fps)) / camera.fps
    xy_px, turn = project(_points(motion, time_s, body.run.speed_mps, camera), camera)
    height_px = body.run.height_m * camera.px_per_m
    xy_px = spoil(xy_px, NOISE[camera.noise], camera.facing, height_px, camera.fps, rng)
    keypoints = _keypoints(time_s, xy_px, camera)
    if camera.scene == "panning":
        keypoints = replace(keypoints, background=background(turn, camera))
    truth = find_truth(
        body,
        motion,
        camera.start_s,
        camera.seconds,
        fps=camera.fps,
        noise=camera.noise,
        facing=camera.facing,
        seed=camera.seed,
        near_side=camera.facing,
    )
    told = body.run.height_m * (1 + camera.height_error_pct / 100)
    return VirtualFilm(_without(keypoints, camera.dropped, rng), told, truth)


def project(points_m: Floats, camera: Camera) -> tuple[Floats, Floats]:
    """Pictures (T, L, 2) of points (T, L, 3) by a pinhole, px, and how it is turned (T, 3, 3).

    points_m : from the camera's aim: x forward, y up from the ground, z to the runner's right
    """
    sign = 1.0 if camera.facing == "right" else -1.0
    at = np.stack(
        [
            sign * points_m[..., 0],
            CAMERA_HEIGHT_M - points_m[..., 1],
            camera.distance_m - sign * points_m[..., 2],
        ],
        axis=-1,
    )
    pan = np.zeros(len(at))
    if camera.scene == "panning":
        pan = np.arctan2(_straight(at[:, HIPS, 0].mean(axis=1)), camera.distance_m)
    turn = _turn(camera, pan + np.radians(camera.yaw_deg))
    seen = np.einsum("tij,tlj->tli", turn, at)
    focal_px = camera.px_per_m * camera.distance_m
    return CENTRE_PX + focal_px * seen[..., :2] / seen[..., 2:], turn


def background(turn: Floats, camera: Camera) -> Floats:
    """(T, 2, 3) affine maps from each frame's pixels to the first one's, as the background moved.

    What a turning camera does to a picture is no affine map: as for films, these are exact in the
    middle of the picture, and the pictures are laid out as on a cylinder round the camera.
    """
    focal_px = camera.px_per_m * camera.distance_m
    lens = np.array([[focal_px, 0, CENTRE_PX[0]], [0, focal_px, CENTRE_PX[1]], [0, 0, 1.0]])
    around = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]) + CENTRE_PX
    middle = np.column_stack([around, np.ones(len(around))])
    fit, unlens = np.linalg.pinv(middle), np.linalg.inv(lens)
    maps = [np.eye(3)]
    for before, now in pairwise(turn):
        there = middle @ (lens @ before @ now.T @ unlens).T
        step = np.eye(3)
        step[:2] = (fit @ (there[:, :2] / there[:, 2:])).T
        maps.append(maps[-1] @ step)
    return np.array(maps)[:, :2]


def _points(motion: CubicSpline, time_s: Floats, speed_mps: float, camera: Camera) -> Floats:
    """(T, 12, 3) landmarks from where the camera aims; beside a road the body travels."""
    values = motion(camera.start_s + time_s)[:, :-2]
    points = values.reshape(len(time_s), len(LANDMARKS), 3)
    aim = points[:, HIPS].mean(axis=(0, 1)) * np.array([1.0, 0.0, 1.0])
    points = points - aim
    if camera.scene != "treadmill":
        points[..., 0] += (speed_mps * (time_s - time_s.mean()))[:, None]
    return np.asarray(points)


def _turn(camera: Camera, yaw: Floats) -> Floats:
    """(T, 3, 3) from axes square to the runner to the camera's (x right, y down, z ahead)."""
    roll, pitch = np.radians(camera.roll_deg), np.radians(camera.pitch_deg)
    zero, one = np.zeros_like(yaw), np.ones_like(yaw)
    c, s = np.cos(yaw), np.sin(yaw)
    sideways = np.array([[c, zero, -s], [zero, one, zero], [s, zero, c]]).transpose(2, 0, 1)
    c, s = np.cos(pitch), np.sin(pitch)
    down = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
    c, s = np.cos(roll), np.sin(roll)
    around = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(around @ down @ sideways)


def _straight(values: Floats) -> Floats:
    """Values at a steady rate: a camera follows the runner, not each bounce."""
    at = np.arange(len(values))
    return np.asarray(np.polynomial.Polynomial.fit(at, values, 1)(at))


def _keypoints(time_s: Floats, xy_px: Floats, camera: Camera) -> Keypoints:
    """What a pose model gives; outside the picture of a passing runner nothing is seen."""
    near = np.array([name.startswith(camera.facing) for name in LANDMARKS])
    confidence = np.where(near, CONFIDENCE_NEAR, CONFIDENCE_FAR) * np.ones(xy_px.shape[:2])
    if camera.scene == "treadmill":
        return Keypoints(time_s, LANDMARKS, xy_px, confidence, model="virtual")
    inside = np.asarray(((xy_px >= 0) & (xy_px <= [WIDTH_PX, HEIGHT_PX])).all(axis=2))
    xy_px = np.where(inside[..., None], xy_px, np.nan)
    confidence = np.where(inside, confidence, 0.0)
    return Keypoints(time_s, LANDMARKS, xy_px, confidence, WIDTH_PX, HEIGHT_PX, model="virtual")


def _without(keypoints: Keypoints, share: float, rng: np.random.Generator) -> Keypoints:
    """Keypoints with a share of their frames left out, never the first."""
    if share <= 0:
        return keypoints
    kept = rng.random(len(keypoints.time_s)) >= share
    kept[0] = True
    moved = keypoints.background
    return replace(
        keypoints,
        time_s=keypoints.time_s[kept],
        xy_px=keypoints.xy_px[kept],
        confidence=keypoints.confidence[kept],
        background=None if moved is None else moved[kept],
    )
