"""Film a runner: the picture, frame by frame, and the truth beside it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from kneedrive.base.whole import whole_file
from kneedrive.film.studio.body import POINTS, SIDES
from kneedrive.film.studio.camera import Camera
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.shot import Extras, Shot, draw_frame, make_shot, pose_at, view_at
from kneedrive.film.studio.truth import Truth, make_truth, write_truth
from kneedrive.film.write import FilmWriter

PAIRED = ("ear", "shoulder", "elbow", "wrist", "hand", "hip", "knee", "ankle", "heel", "toe")
LANDMARKS = ("nose", *(f"{side}_{joint}" for joint in PAIRED for side in SIDES))


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
    seconds : captured time; a passing runner is in the middle at half of it
    path : without an ending
    progress : called with the number of frames done and of all frames
    keypoints : also write where the landmarks truly are in the picture. Hip, knee and ankle are
        joint centres; the heel is the bottom of the shoe's back edge, the toe the end of the big
        toe inside the shoe

    Raises
    ------
    InputError : the place can't be written
    """
    shot = make_shot(runner, camera, extras, seconds)
    count = max(1, round(seconds * camera.capture_fps))
    film = FilmWriter(_named(path, ".mp4"), camera.width_px, camera.height_px, camera.playback_fps)
    with film as writer:
        for i in range(count):
            picture = draw_frame(shot, i / camera.capture_fps)
            writer.write(picture, i / camera.playback_fps)
            if progress is not None:
                progress(i + 1, count)
    truth = make_truth(shot.gait, camera, seconds, 0.0, path.name)
    write_truth(truth, _named(path, ".truth.json"))
    if keypoints:
        write_true_keypoints(shot, count, _named(path, ".keypoints.csv"))
    return truth


def _named(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def write_true_keypoints(shot: Shot, count: int, path: Path) -> None:
    """Write the landmarks' true places in the picture, in the form of *.keypoints.csv."""
    head = ["time_s"] + [f"{n}_{c}" for n in LANDMARKS for c in ("x_px", "y_px", "confidence")]
    at = [POINTS.index(n) for n in LANDMARKS]
    rows = []
    for i in range(count):
        t = i / shot.camera.capture_fps
        px, _ = view_at(shot, t).project(pose_at(shot, np.array([t]))[0])
        places = np.column_stack([px[at], np.ones(len(at))])
        rows.append([i / shot.camera.playback_fps, *places.ravel()])
    with whole_file(path) as part:
        np.savetxt(part, rows, delimiter=",", header=",".join(head), comments="", fmt="%.6g")
