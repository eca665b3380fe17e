"""Film a move: the picture, frame by frame, and the truth beside it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.base.whole import write_whole
from kneedrive.film.studio.backdrop import make_backdrop, paint_backdrop
from kneedrive.film.studio.camera import Camera, look
from kneedrive.film.studio.draw import draw_person, make_look
from kneedrive.film.studio.moves.performance import Performance
from kneedrive.film.studio.moves.poses import turned_about
from kneedrive.film.studio.moves.props import draw_behind, draw_in_front
from kneedrive.film.studio.paint import Picture
from kneedrive.film.write import FilmWriter

Array = NDArray[np.float64]

# A phone on a chair at the side of a room; small pictures are enough for a body that fills them.
ROOM = Camera(
    scene="passing",
    distance_m=3.0,
    height_m=0.85,
    field_deg=55.0,
    width_px=640,
    height_px=480,
    capture_fps=30.0,
)
NOISE_LEVELS = 2.0  # grey levels of a phone's noise: a still scene is not the same picture twice


def pose_in_room(performance: Performance, camera: Camera, oblique_deg: float, t_s: Array) -> Array:
    """(T, P, 3) pose in the room; oblique + = turned towards the camera."""
    side = 1.0 if camera.facing == "right" else -1.0
    pose = turned_about(performance.pose(t_s), side * oblique_deg)
    pose[:, :, 0] += performance.beside(t_s)[:, None]
    return pose


def move_pictures(
    performance: Performance, camera: Camera, oblique_deg: float
) -> Iterator[tuple[float, Picture]]:
    """Time (s) and picture (RGB) of every frame."""
    view, rng = look(camera), np.random.default_rng([performance.seed, 41])
    empty = paint_backdrop(make_backdrop(camera, performance.seed), view)
    person = make_look(performance.seed)
    noise = np.round(rng.normal(0.0, NOISE_LEVELS, empty.size)).astype(np.int16)
    for i in range(max(1, round(performance.seconds * camera.capture_fps))):
        t = i / camera.capture_fps
        pose = pose_in_room(performance, camera, oblique_deg, np.array([t]))[0]
        picture = empty.copy()
        draw_behind(picture, view, performance.props)
        draw_person(picture, view, pose, performance.body, person)
        draw_in_front(picture, view, pose, performance.props)
        shift = int(rng.integers(noise.size))
        noisy = cv2.add(picture, np.roll(noise, shift).reshape(picture.shape), dtype=cv2.CV_8U)
        yield t, np.asarray(noisy, dtype=np.uint8)


def film_move(
    performance: Performance, path: Path, camera: Camera = ROOM, oblique_deg: float = 0.0
) -> dict[str, object]:
    """Write PATH.mp4 and PATH.truth.json; the truth.

    Raises
    ------
    InputError : the place can't be written
    """
    film = path.with_name(path.name + ".mp4")
    with FilmWriter(film, camera.width_px, camera.height_px, camera.playback_fps) as writer:
        for t, picture in move_pictures(performance, camera, oblique_deg):
            writer.write(picture, t)
    body = performance.body
    document: dict[str, object] = {
        "move": performance.move,
        "height_m": body.height_m,
        "mass_kg": body.mass_kg,
        "sex": body.sex,
        "fps": camera.capture_fps,
        "facing": camera.facing,
        "oblique_deg": oblique_deg,
        "seconds": performance.seconds,
        "body": asdict(body),
        **performance.truth,
    }
    write_whole(path.with_name(path.name + ".truth.json"), json.dumps(document, indent=1))
    return document
