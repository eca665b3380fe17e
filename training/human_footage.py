"""Films of a human body that moves as a measured run did, and what the pose network saw in them.

The body's joints are known in every picture, the contacts are those of the measured force. A body
of another size moves a little slower or faster than the runner did (`follow`), and so do the
contacts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.store import SOURCE, Say, digest, read_json, write_json
from kneedrive.film.studio.camera import Camera
from kneedrive.film.studio.human.follow import Followed, follow
from kneedrive.film.studio.human.person import Person
from kneedrive.film.studio.human.shot import (
    Cast,
    HumanShot,
    Setting,
    cast_person,
    draw_human_frame,
    human_view_at,
    make_human_shot,
)
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.shot import Extras
from kneedrive.film.write import FilmWriter
from kneedrive.motion.lab import ForceContact
from kneedrive.pose.networks import Model
from training.body import LANDMARKS, SIDES, Body, hip_moments, load_body, spline
from training.data_set import LabRun
from training.footage import Footage, Scene, read_footage
from training.truth import find_truth

Floats = NDArray[np.float64]

STUDIO = (SOURCE / "film" / "studio", SOURCE / "film" / "write.py")
AROUND_S = 0.3  # of the run that is followed, before and after what is filmed


@dataclass(frozen=True)
class HumanScene:
    """One film to be made of a body.

    Parameters
    ----------
    group : what it is an example of
    start_s, seconds : the part of the run, in the run's time and in the film's
    """

    name: str
    group: str
    run: LabRun
    cast: Cast
    camera: Camera
    setting: Setting
    start_s: float
    seconds: float
    model: Model = "auto"


def make_human_footage(scene: HumanScene, scratch: Path, say: Say) -> Footage:
    """Film a scene and read it, as far as that has not been done.

    Raises
    ------
    InputError : the film can't be read, nobody is found in it, or there are no weights
    """
    folder = scratch / "human"
    about = replace(scene, model="auto", run=replace(scene.run, path=Path(), static=Path()))
    place = folder / f"{scene.name}-{digest(STUDIO, about)}"
    film, table, truth = (
        place.with_name(f"{place.name}.{end}") for end in ("mp4", "keypoints.csv", "truth.json")
    )
    if not all(path.is_file() for path in (film, table, truth)):
        say(f"body: filming {scene.name} ({scene.group})")
        folder.mkdir(parents=True, exist_ok=True)
        film_scene(scene, scratch / "bodies", film, table, truth)
    known = read_json(truth)
    return read_footage(_as_scene(scene, known), place, known, say)


def _as_scene(scene: HumanScene, truth: Mapping[str, Any]) -> Scene:
    """The scene in the words that all films share."""
    build = scene.cast.build
    runner = Runner(
        speed_mps=truth["speed_mps"],
        height_m=build.height_m,
        mass_kg=scene.cast.mass_kg,
        sex=build.sex,
        seed=scene.cast.seed,
    )
    return Scene(
        scene.name,
        scene.group,
        runner,
        scene.camera,
        Extras(),
        scene.seconds,
        scene.model,
        scene.run.subject,
    )


def film_scene(scene: HumanScene, cache: Path, film: Path, table: Path, truth: Path) -> None:
    """Write the film, the landmarks' true places in its pictures, and what really happened."""
    person = cast_person(scene.cast)
    measured = load_body(scene.run, cache)
    followed, contacts = _followed(scene, measured, person)
    speed_mps = scene.run.speed_mps * float(np.sqrt(followed.scale))
    camera = scene.camera
    shot = make_human_shot(
        person,
        _travelling(followed, scene, speed_mps),
        speed_mps,
        camera,
        scene.setting,
        scene.seconds,
    )
    count = round(scene.seconds * camera.capture_fps)
    rows = []
    with FilmWriter(film, camera.width_px, camera.height_px, camera.playback_fps) as writer:
        for i in range(count):
            time_s = i / camera.capture_fps
            writer.write(draw_human_frame(shot, time_s), i / camera.playback_fps)
            rows.append(_true_row(shot, time_s, i / camera.playback_fps))
    columns = [f"{name}_{c}" for name in LANDMARKS for c in ("x_px", "y_px", "confidence")]
    head = ",".join(["time_s", *columns])
    np.savetxt(table, rows, delimiter=",", header=head, comments="", fmt="%.6g")
    write_json(_truth(scene, person, followed, contacts, speed_mps), truth)


def _followed(
    scene: HumanScene, measured: Body, person: Person
) -> tuple[Followed, tuple[ForceContact, ...]]:
    """The person's motion, and its contacts, in seconds from the film's first picture."""
    first_s = scene.start_s - AROUND_S
    first = round(first_s * measured.rate_hz)
    last = first + round((scene.seconds * 1.15 + 2 * AROUND_S) * measured.rate_hz)
    points = measured.points_m[first:last]
    start_s = first / measured.rate_hz
    contacts = {
        side: [
            (c.strike_s - start_s, c.toe_off_s - start_s)
            for c in measured.contacts
            if c.side == side
        ]
        for side in SIDES
    }
    landmarks = {name: points[:, i] for i, name in enumerate(LANDMARKS)}
    followed = follow(person, landmarks, measured.rate_hz, contacts)
    slower = float(np.sqrt(followed.scale))
    at = [
        ForceContact(c.side, (c.strike_s - start_s) * slower - AROUND_S, _off(c, start_s, slower))
        for c in measured.contacts
    ]
    return followed, tuple(c for c in at if c.strike_s > -AROUND_S and c.toe_off_s < scene.seconds)


def _off(contact: ForceContact, start_s: float, slower: float) -> float:
    return (contact.toe_off_s - start_s) * slower - AROUND_S


def _travelling(
    followed: Followed, scene: HumanScene, speed_mps: float
) -> Callable[[float], Floats]:
    """The pose in the room: on the belt, or passing by with the camera's middle at half time."""

    def pose(time_s: float) -> Floats:
        points = followed.pose(time_s + AROUND_S)
        if scene.camera.scene != "treadmill":
            points[:, 0] += speed_mps * (time_s - scene.seconds / 2)
        return points

    return pose


def _true_row(shot: HumanShot, captured_s: float, played_s: float) -> list[float]:
    landmarks = shot.person.landmarks(shot.person.place(shot.pose(captured_s)))
    places = np.stack([landmarks[name] for name in LANDMARKS])
    px, _ = human_view_at(shot, captured_s).project(places)
    return [played_s, *np.column_stack([px, np.ones(len(px))]).ravel().tolist()]


def _truth(
    scene: HumanScene,
    person: Person,
    followed: Followed,
    contacts: tuple[ForceContact, ...],
    speed_mps: float,
) -> dict[str, Any]:
    """Document of what really happened, measured on the body's own joints."""
    rate_hz, build = 200.0, scene.cast.build
    times = np.arange(0, scene.seconds + 2 * AROUND_S, 1 / rate_hz)
    points = np.empty((len(times), len(LANDMARKS), 3))
    for i, time_s in enumerate(times):
        placed = person.landmarks(person.place(followed.pose(float(time_s))))
        points[i] = [placed[name] for name in LANDMARKS]
    run = replace(
        scene.run, speed_mps=speed_mps, height_m=build.height_m, mass_kg=scene.cast.mass_kg
    )
    moved = tuple(
        replace(c, strike_s=c.strike_s + AROUND_S, toe_off_s=c.toe_off_s + AROUND_S)
        for c in contacts
    )
    body = Body(run, rate_hz, points, hip_moments(points, rate_hz, build.sex), moved)
    motion = spline(body, AROUND_S, AROUND_S + scene.seconds)
    found = find_truth(
        body,
        motion,
        AROUND_S,
        scene.seconds,
        fps=scene.camera.capture_fps,
        noise="film",
        facing=scene.camera.facing,
        seed=scene.cast.seed,
        near_side=scene.camera.near_side,
    )
    return found.document()
