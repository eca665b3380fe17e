"""One shot: the runner in a room before a camera, drawn at any moment."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.backdrop import (
    Backdrop,
    make_backdrop,
    paint_backdrop,
    paint_belt,
    paint_hood,
)
from kneedrive.film.studio.body import Angles, Body, place
from kneedrive.film.studio.camera import Camera, View, look
from kneedrive.film.studio.draw import Look, draw_person, make_look
from kneedrive.film.studio.gait import Gait, make_gait
from kneedrive.film.studio.paint import Picture
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.walker import make_walker, walking_pose

Array = NDArray[np.float64]

BLUR_PICTURES = 5  # averaged over the time the shutter is open
BYSTANDER_M = {"treadmill": 1.1, "passing": 1.6}  # behind the runner


@dataclass(frozen=True)
class Extras:
    """What else is in the scene.

    Parameters
    ----------
    console : the treadmill's hood and console stand in front of the far foot or of both feet
    bystander : a second person walks by behind the runner, at half time level with the middle
    """

    console: Literal["none", "far", "near"] = "none"
    bystander: bool = False


@dataclass(frozen=True)
class Shot:
    """Everything needed to draw a moment.

    Parameters
    ----------
    seconds : length, captured time
    still : the empty scene, where the camera stands still
    """

    gait: Gait
    camera: Camera
    extras: Extras
    look: Look
    walker: Body
    walker_look: Look
    backdrop: Backdrop
    seconds: float
    still: Picture | None


def make_shot(runner: Runner, camera: Camera, extras: Extras, seconds: float) -> Shot:
    """Prepare motion, people and room."""
    backdrop = make_backdrop(camera, runner.seed)
    return Shot(
        gait=make_gait(runner, seconds),
        camera=camera,
        extras=extras,
        look=make_look(runner.seed),
        walker=make_walker(runner.seed),
        walker_look=make_look(runner.seed + 1000),
        backdrop=backdrop,
        seconds=seconds,
        still=None if camera.panning else paint_backdrop(backdrop, look(camera)),
    )


def pose_at(shot: Shot, time_s: Array) -> Array:
    """(T, P, 3) pose of the runner in the room at captured times."""
    gait = shot.gait
    count = len(gait.time_s)
    at = time_s % gait.period_s / gait.time_s[1]
    low = np.floor(at).astype(int)
    part = at - low

    def sample(x: Array) -> Array:
        a, b = x[low % count], x[(low + 1) % count]
        return np.asarray((a.T + part * (b - a).T).T)

    def pair(x: tuple[Array, Array]) -> tuple[Array, Array]:
        return sample(x[0]), sample(x[1])

    a = gait.angles
    angles = Angles(
        lean=sample(a.lean),
        thigh=pair(a.thigh),
        knee=pair(a.knee),
        foot=pair(a.foot),
        toes=pair(a.toes),
        upper_arm=pair(a.upper_arm),
        elbow=pair(a.elbow),
        twist=sample(a.twist),
    )
    pose = place(gait.body, sample(gait.hips_m), angles)
    pose[:, :, 0] += _runner_x(shot, time_s)[:, None]
    return pose


def _runner_x(shot: Shot, time_s: Array) -> Array:
    """(T,) place of the point that moves at the running speed: the middle at half time."""
    if shot.camera.scene == "treadmill":
        return np.zeros_like(time_s)
    return shot.gait.runner.speed_mps * (time_s - shot.seconds / 2)


def view_at(shot: Shot, time_s: float) -> View:
    """The camera at a captured time."""
    if not shot.camera.panning:
        return look(shot.camera)
    side = 1.0 if shot.camera.facing == "right" else -1.0
    x = side * float(_runner_x(shot, np.array([time_s]))[0])
    return look(shot.camera, float(np.degrees(np.arctan2(x, shot.camera.distance_m))))


def draw_frame(shot: Shot, time_s: float) -> Picture:
    """One picture (RGB); with an open shutter, the mean of several."""
    camera = shot.camera
    if camera.shutter <= 0:
        return _draw_moment(shot, time_s)
    total = np.zeros((camera.height_px, camera.width_px, 3), np.float32)
    for part in (np.arange(BLUR_PICTURES) + 0.5) / BLUR_PICTURES - 0.5:
        moment = time_s + float(part) * camera.shutter / camera.capture_fps
        cv2.accumulate(_draw_moment(shot, moment), total)
    return cv2.convertScaleAbs(total, alpha=1 / BLUR_PICTURES).astype(np.uint8)


def _draw_moment(shot: Shot, time_s: float) -> Picture:
    """The picture at one instant."""
    view = view_at(shot, time_s)
    picture = paint_backdrop(shot.backdrop, view) if shot.still is None else shot.still.copy()
    near = 1.0 if shot.camera.near_side == "right" else -1.0
    if shot.extras.bystander:
        pose = walking_pose(shot.walker, np.array([time_s - shot.seconds / 2]))[0]
        behind = -near * BYSTANDER_M[shot.camera.scene]
        pose = pose + [0.0, shot.backdrop.floor_up_m, behind]
        draw_person(picture, view, pose, shot.walker, shot.walker_look)
    if shot.camera.scene == "treadmill":
        paint_belt(picture, view, shot.gait.runner.speed_mps * time_s)

    def between() -> None:
        if shot.extras.console == "far":
            paint_hood(picture, view, -near)

    pose = pose_at(shot, np.array([time_s]))[0]
    draw_person(picture, view, pose, shot.gait.body, shot.look, between)
    if shot.extras.console == "near":
        paint_hood(picture, view, near)
    return picture
