"""Studio films and what the pose network saw in them, both kept in the scratch folder.

A film is made again when the studio's code changes, its keypoints are read again when the film's or
the pose room's does; everything after them is measured anew every time, as it costs seconds.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.store import SOURCE, Say, digest, read_json
from kneedrive.film import choose_clock, probe
from kneedrive.film.clock import Clock
from kneedrive.film.studio import Camera, Extras, Runner, film_runner
from kneedrive.pose import estimate
from kneedrive.pose.keypoints import Keypoints
from kneedrive.pose.networks import Model
from kneedrive.pose.table import read_keypoints

STUDIO = (*sorted((SOURCE / "film" / "studio").glob("*.py")), SOURCE / "film" / "write.py")
READING = (SOURCE / "film").glob("*.py")
NOT_READING = ("bias.py",)  # which is applied afterwards
POSE = sorted(
    path for path in (*READING, *(SOURCE / "pose").glob("*.py")) if path.name not in NOT_READING
)


@dataclass(frozen=True)
class Scene:
    """One film to be made.

    name : of its files
    group : what it is an example of
    model : the pose network that reads it
    subject : the measured runner whose motion is filmed, 0 where it is nobody's
    """

    name: str
    group: str
    runner: Runner
    camera: Camera
    extras: Extras
    seconds: float
    model: Model = "auto"
    subject: int = 0


@dataclass(frozen=True)
class Footage:
    """One film of the studio.

    seen : keypoints by the pose network; the clock is the one a user gets who says nothing
    true : where the landmarks truly were, in the same frames; the background as it was seen
    truth : document of the truth file
    """

    scene: Scene
    seen: Keypoints
    true: Keypoints
    clock: Clock
    truth: Mapping[str, Any]


def make_footage(scene: Scene, folder: Path, say: Say) -> Footage:
    """Film a scene and read it, as far as that has not been done.

    Raises
    ------
    InputError : the film can't be read, nobody is found in it, or there are no weights
    """
    studio = digest(STUDIO, scene.runner, scene.camera, scene.extras, scene.seconds)
    place = folder / f"{scene.name}-{studio}"
    film = place.with_name(f"{place.name}.mp4")
    tables = [place.with_name(f"{place.name}.{end}") for end in ("keypoints.csv", "truth.json")]
    if not all(path.is_file() for path in (film, *tables)):
        say(f"studio: filming {scene.name} ({scene.group})")
        folder.mkdir(parents=True, exist_ok=True)
        film_runner(scene.runner, scene.camera, scene.extras, scene.seconds, place, keypoints=True)
    return read_footage(scene, place, read_json(tables[1]), say)


def read_footage(scene: Scene, place: Path, truth: Mapping[str, Any], say: Say) -> Footage:
    """What a network sees in the film at a place without ending, read as far as it has not been.

    Raises
    ------
    InputError : the film can't be read, nobody is found in it, or there are no weights
    """
    clip = probe(place.with_name(f"{place.name}.mp4"))
    clock = choose_clock(clip)
    kept = place.with_name(f"{place.name}-{scene.model}-{digest(POSE)}.npz")
    if not kept.is_file():
        say(f"studio: finding the runner in {scene.name} ({scene.group})")
        keep(estimate(clip, clock, model=scene.model, say=say), kept)
    seen = load_kept(kept)
    true = read_keypoints(place.with_name(f"{place.name}.keypoints.csv"))
    return Footage(scene, seen, true_beside(true, seen), clock, truth)


def true_beside(true: Keypoints, seen: Keypoints) -> Keypoints:
    """True keypoints in the frames that were read; missing outside the picture."""
    at = np.abs(true.time_s[:, None] - seen.time_s).argmin(axis=0)
    xy_px = true.xy_px[at]
    inside = (xy_px >= 0).all(axis=2) & (xy_px < [seen.width_px or 0, seen.height_px or 0]).all(
        axis=2
    )
    return replace(
        true,
        time_s=seen.time_s,
        xy_px=np.where(inside[..., None], xy_px, np.nan),
        confidence=inside.astype(np.float64),
        width_px=seen.width_px,
        height_px=seen.height_px,
        background=seen.background,
    )


def keep(keypoints: Keypoints, path: Path) -> None:
    """Keep keypoints with their background, which a CSV has no place for."""
    part = path.with_name(f".{path.stem}.{os.getpid()}.npz")
    moved = keypoints.background
    np.savez(
        part,
        time_s=keypoints.time_s,
        landmarks=np.array(keypoints.landmarks),
        xy_px=keypoints.xy_px,
        confidence=keypoints.confidence,
        size_px=np.array([keypoints.width_px, keypoints.height_px]),
        background=np.empty(0) if moved is None else moved,
        model=keypoints.model,
        notes=np.array(keypoints.notes, dtype=np.str_),
    )
    part.replace(path)


def load_kept(path: Path) -> Keypoints:
    """What `keep` kept."""
    with np.load(path) as data:
        width_px, height_px = (int(side) for side in data["size_px"])
        return Keypoints(
            data["time_s"],
            tuple(str(name) for name in data["landmarks"]),
            data["xy_px"],
            data["confidence"],
            width_px,
            height_px,
            data["background"] if data["background"].size else None,
            str(data["model"]),
            tuple(str(note) for note in data["notes"]),
        )
