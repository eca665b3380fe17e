"""What has been read so far: the landmarks of everyone in sight, stretch by stretch.

A stretch of a few seconds is finished at a time and, where a folder is given, kept there, so that
an analysis that was interrupted goes on where it stopped.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneedrive.base.places import cannot_write
from kneedrive.base.whole import whole_file
from kneedrive.errors import InputError
from kneedrive.pose.follow import Followed, Scene

_SAMPLES, _SAMPLE_BYTES = 64, 65536


@dataclass(frozen=True)
class Stretch:
    """The frames from after one key frame to another.

    A *reading* is one person in one frame that shows something new.

    Parameters
    ----------
    time_s : (N,) presentation times of all N frames
    repeated : (N,) which of them repeat the one before; the U others are read
    background : (U, 2, 3) map from each frame's pixels to those of the clip's first frame
    frame : (R,) number of each reading's frame among the U
    person : (R,) whom it shows
    xy_px : (R, L, 2)
    confidence : (R, L)
    """

    time_s: NDArray[np.float64]
    repeated: NDArray[np.bool_]
    background: NDArray[np.float64]
    frame: NDArray[np.int32]
    person: NDArray[np.int32]
    xy_px: NDArray[np.float32]
    confidence: NDArray[np.float32]


def join(stretches: Iterable[Stretch]) -> Stretch:
    """One stretch out of those that follow each other."""
    parts = list(stretches)
    starts = np.cumsum([0, *(len(part.background) for part in parts[:-1])])
    joined = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Stretch)
    }
    frames = [part.frame + start for part, start in zip(parts, starts, strict=True)]
    joined["frame"] = np.concatenate(frames).astype(np.int32)
    return Stretch(**joined)


def fingerprint(path: Path, *settings: object) -> str:
    """Changes with the file's content and with each setting that changes its readings."""
    digest = hashlib.sha256(repr(settings).encode())
    try:
        size = path.stat().st_size
        digest.update(str(size).encode())
        with path.open("rb") as file:
            for place in (
                np.linspace(0, max(0, size - _SAMPLE_BYTES), _SAMPLES).astype(int).tolist()
            ):
                file.seek(place)
                digest.update(file.read(_SAMPLE_BYTES))
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from None
    return digest.hexdigest()[:16]


class Shelf:
    """The finished stretches of one analysis, in a folder; nowhere if the folder is None."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._folder, self._key, self._count = folder, key, 0

    def load(self) -> tuple[list[Stretch], Scene]:
        """The stretches that are there, in order, and the scene at the end of the last."""
        stretches: list[Stretch] = []
        scene = Scene()
        while self._folder is not None and self._file(self._count).is_file():
            try:
                with np.load(self._file(self._count), allow_pickle=False) as stored:
                    stretches.append(Stretch(**{f.name: stored[f.name] for f in fields(Stretch)}))
                    scene = _unpack_scene(stored)
            except (OSError, ValueError, KeyError, zipfile.BadZipFile):
                break  # damaged: read this stretch, and those after it, again
            self._count += 1
        return stretches, scene

    def save(self, stretch: Stretch, scene: Scene) -> None:
        """Keep one more stretch, whole or not at all."""
        if self._folder is None:
            return
        target = self._file(self._count)
        arrays = {f.name: getattr(stretch, f.name) for f in fields(Stretch)}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(target) as part, part.open("wb") as file:
                np.savez(file, allow_pickle=False, **arrays, **_pack_scene(scene))
        except OSError as error:
            raise cannot_write(self._folder, error) from None
        self._count += 1

    def _file(self, number: int) -> Path:
        assert self._folder is not None
        return self._folder / f"{self._key}-{number:05d}.npz"


def _pack_scene(scene: Scene) -> dict[str, NDArray[Any]]:
    people = [[p.number, *p.roi, *p.step, p.missed, p.sights] for p in scene.people]
    small = scene.small if scene.small is not None else np.zeros((0, 0), np.uint8)
    return {
        "scene_people": np.array(people, dtype=np.float64).reshape(-1, 11),
        "scene_count": np.array([scene.found, scene.keys]),
        "scene_small": small,
    }


def _unpack_scene(stored: Mapping[str, NDArray[Any]]) -> Scene:
    people = tuple(
        Followed(int(row[0]), row[1:5], row[5:9], int(row[9]), int(row[10]))
        for row in stored["scene_people"]
    )
    small = stored["scene_small"]
    found, keys = stored["scene_count"].tolist()
    return Scene(people, found, keys, small if small.size else None)
