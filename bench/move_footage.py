"""Films of holds and moves, and what the pose network saw in them, offline and live; both kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.move_scenes import MoveScene
from bench.store import Say, digest, read_json
from kneedrive.film import choose_clock, frames, probe
from kneedrive.film.clock import Clock
from kneedrive.film.studio.moves import film_move
from kneedrive.pose import estimate
from kneedrive.pose.keypoints import LANDMARKS, Keypoints
from kneedrive.pose.live import LivePose
from kneedrive.pose.runner import choose_mover
from training.footage import POSE, STUDIO, keep, load_kept

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MoveFootage:
    """One film: as read afterwards, as seen live, and the truth.

    live : (time_s, (L, 2) landmarks, (L,) confidence) of each picture in which somebody was seen
    """

    scene: MoveScene
    seen: Keypoints
    clock: Clock
    live: list[tuple[float, Floats, Floats]]
    truth: Mapping[str, Any]


def make_move_footage(scene: MoveScene, folder: Path, say: Say, live: bool = True) -> MoveFootage:
    """Film a scene and read it, as far as that has not been done."""
    about = scene.performance.truth, scene.performance.seconds, scene.camera, scene.oblique_deg
    place = folder / f"{scene.name}-{digest(STUDIO, *about)}"
    film, truth = (place.with_name(place.name + end) for end in (".mp4", ".truth.json"))
    if not (film.is_file() and truth.is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        film_move(scene.performance, place, scene.camera, scene.oblique_deg)
    clip = probe(film)
    clock = choose_clock(clip)
    kept = place.with_name(f"{place.name}-{digest(POSE)}.npz")
    if not kept.is_file():
        say(f"strength: finding the person in {scene.name}")
        keep(estimate(clip, clock, pick=choose_mover, say=say), kept)
    lived = place.with_name(f"{place.name}-{digest(POSE)}-live.npz")
    if live and not lived.is_file():
        say(f"strength: watching {scene.name} live")
        _keep_live(film, lived, say)
    return MoveFootage(
        scene, load_kept(kept), clock, _load_live(lived) if live else [], read_json(truth)
    )


def _keep_live(film: Path, path: Path, say: Say) -> None:
    pose, rows = LivePose(say=say), []
    for frame in frames(probe(film)):
        seen = pose.see(frame.image)
        if seen is not None:
            rows.append((frame.time_s, *seen))
    count = len(LANDMARKS)
    np.savez(
        path,
        time_s=np.array([r[0] for r in rows]),
        xy_px=np.array([r[1] for r in rows]).reshape(-1, count, 2),
        confidence=np.array([r[2] for r in rows]).reshape(-1, count),
    )


def _load_live(path: Path) -> list[tuple[float, Floats, Floats]]:
    with np.load(path) as data:
        return [
            (float(t), xy, c)
            for t, xy, c in zip(data["time_s"], data["xy_px"], data["confidence"], strict=True)
        ]
