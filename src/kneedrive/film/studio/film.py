"""Film a runner: the picture, frame by frame, and the truth beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.backdrop import (
    Backdrop,
    make_backdrop,
    paint_backdrop,
    paint_belt,
    paint_hood,
)
from kneedrive.film.studio.body import POINTS, SIDES, Angles, place
from kneedrive.film.studio.camera import Camera, View, look
from kneedrive.film.studio.draw import Look, draw_person, make_look
from kneedrive.film.studio.gait import Gait, make_gait
from kneedrive.film.studio.paint import Picture
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.truth import Truth, make_truth, write_truth
from kneedrive.film.write import FilmWriter

Array = NDArray[np.float64]

BLUR_PICTURES = 5  # averaged over the time the shutter is open
LANDMARKS = {
    "nose": "nose",
    **{
        f"{side}_{name}": f"{side}_{name}"
        for name in ("ear", "shoulder", "elbow", "wrist", "hand")
        for side in SIDES
    },
    **{
        f"{side}_{name}": f"{side}_{name}"
        for name in ("hip", "knee", "ankle", "heel", "toe")
        for side in SIDES
    },
}


@dataclass(frozen=True)
class Extras:
    """What else is in the scene.

    Parameters
    ----------
    console : the treadmill's hood and console stand in front of the far foot or of both feet
    bystander : a second person walks through, behind the runner
    """

    console: Literal["none", "far", "near"] = "none"
    bystander: bool = False


@dataclass(frozen=True)
class Shot:
    """Everything needed to draw the runner at any moment."""

    gait: Gait
    camera: Camera
    extras: Extras
    look: Look
    backdrop: Backdrop
    seconds: float
    still: Picture | None


def film_runner(
    runner: Runner,
    camera: Camera,
    extras: Extras,
    seconds: float,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    keypoints: bool = False,
) -> Truth:
    """Write PATH.mp4 and PATH.truth.json, and PATH.keypoints.csv when asked for.

    Parameters
    ----------
    seconds : captured time
    path : without an ending
    progress : called with the number of frames done and of all frames
    keypoints : also write where the landmarks truly are in the picture

    Raises
    ------
    InputError : the place can't be written
    """
    shot = make_shot(runner, camera, extras, seconds)
    count = max(1, round(seconds * camera.capture_fps))
    film = FilmWriter(
        path.with_name(path.name + ".mp4"), camera.width_px, camera.height_px, camera.playback_fps
    )
    with film as writer:
        for i in range(count):
            picture = draw_frame(shot, i / camera.capture_fps)
            writer.write(picture, i / camera.playback_fps)
            if progress is not None:
                progress(i + 1, count)
    truth = make_truth(shot.gait, camera, seconds, 0.0, path.name)
    write_truth(truth, path.with_name(path.name + ".truth.json"))
    if keypoints:
        write_true_keypoints(shot, count, path.with_name(path.name + ".keypoints.csv"))
    return truth


def make_shot(runner: Runner, camera: Camera, extras: Extras, seconds: float) -> Shot:
    """Prepare motion, person and room."""
    backdrop = make_backdrop(camera, runner.seed)
    still = None if camera.panning else paint_backdrop(backdrop, look(camera))
    gait = make_gait(runner, seconds)
    return Shot(gait, camera, extras, make_look(runner.seed), backdrop, seconds, still)


def pose_at(shot: Shot, time_s: Array) -> Array:
    """(T, P, 3) pose in the room at captured times."""
    gait = shot.gait
    at = time_s % gait.period_s / gait.time_s[1]
    low = np.floor(at).astype(int)
    part = at - low
    count = len(gait.time_s)

    def sample(x: Array) -> Array:
        a, b = x[low % count], x[(low + 1) % count]
        w = part if x.ndim == 1 else part[:, None]
        return np.asarray(a + w * (b - a))

    a = gait.angles
    angles = Angles(
        lean=sample(a.lean),
        thigh=(sample(a.thigh[0]), sample(a.thigh[1])),
        knee=(sample(a.knee[0]), sample(a.knee[1])),
        foot=(sample(a.foot[0]), sample(a.foot[1])),
        toes=(sample(a.toes[0]), sample(a.toes[1])),
        upper_arm=(sample(a.upper_arm[0]), sample(a.upper_arm[1])),
        elbow=(sample(a.elbow[0]), sample(a.elbow[1])),
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
    open_s = camera.shutter / camera.capture_fps
    total = np.zeros((camera.height_px, camera.width_px, 3), np.uint16)
    for i in range(BLUR_PICTURES):
        part = (i + 0.5) / BLUR_PICTURES - 0.5
        total += _draw_moment(shot, time_s + part * open_s)
    return (total // BLUR_PICTURES).astype(np.uint8)


def _draw_moment(shot: Shot, time_s: float) -> Picture:
    """The picture at one instant."""
    view = view_at(shot, time_s)
    picture = paint_backdrop(shot.backdrop, view) if shot.still is None else shot.still.copy()
    near = 1.0 if shot.camera.near_side == "right" else -1.0
    if shot.camera.scene == "treadmill":
        paint_belt(picture, view, shot.gait.runner.speed_mps * time_s)
    pose = pose_at(shot, np.array([time_s]))[0]

    def between() -> None:
        if shot.extras.console == "far":
            paint_hood(picture, view, -near)

    draw_person(picture, view, pose, shot.gait.body, shot.look, between)
    if shot.extras.console == "near":
        paint_hood(picture, view, near)
    return picture


def write_true_keypoints(shot: Shot, count: int, path: Path) -> None:
    """Write the landmarks' true places in the picture, in the form of *.keypoints.csv."""
    names = list(LANDMARKS)
    head = ["time_s"] + [f"{n}_{c}" for n in names for c in ("x_px", "y_px", "confidence")]
    rows = []
    for i in range(count):
        t = i / shot.camera.capture_fps
        px, _ = view_at(shot, t).project(pose_at(shot, np.array([t]))[0])
        row = [i / shot.camera.playback_fps]
        for n in names:
            row += [*px[POINTS.index(LANDMARKS[n])], 1.0]
        rows.append(row)
    np.savetxt(path, rows, delimiter=",", header=",".join(head), comments="", fmt="%.6g")
