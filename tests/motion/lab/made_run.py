"""A studio runner as a laboratory would record it: joint centres and ground force, on a belt."""

from functools import cache
from pathlib import Path

import numpy as np

from kneedrive.film.studio import Camera, Extras, make_shot, pose_at, typical_runner
from kneedrive.film.studio.body import POINTS
from tests.motion.lab import made_trial as made

SPEED_MPS, SECONDS = 3.5, 8.0
FORCE_HZ = 10 * made.RATE_HZ
JOINTS = {"shoulder": "Shoulder", "hip": "Hip", "knee": "Knee", "ankle": "Ankle", "heel": "Heel"}


@cache
def _shot():
    return make_shot(typical_runner(SPEED_MPS, seed=3), Camera(), Extras(), SECONDS)


@cache
def joints() -> dict[str, np.ndarray]:
    """Label -> (T, 3) of the joint centres, in the runner's axes, m."""
    time_s = np.arange(round(SECONDS * made.RATE_HZ)) / made.RATE_HZ
    pose = pose_at(_shot(), time_s)
    names = JOINTS | {"toe": "BigToe"}
    return {
        f"{side[0].upper()}{label}": pose[:, POINTS.index(f"{side}_{joint}")]
        for side in ("left", "right")
        for joint, label in names.items()
    }


@cache
def force_n() -> np.ndarray:
    """(F,) upward force of the ground at 1000 Hz."""
    gait = _shot().gait
    at = np.arange(round(SECONDS * FORCE_HZ)) / FORCE_HZ % gait.period_s
    return np.interp(at, gait.time_s, gait.force_n)


def contacts_of(force: np.ndarray) -> list[slice]:
    """Samples of every whole contact above 50 N, in order."""
    edges = np.flatnonzero(np.diff((force > 50.0).astype(int)))
    first = 0 if force[0] <= 50.0 else 1
    pairs = zip(edges[first::2], edges[first + 1 :: 2], strict=False)
    return [slice(a + 1, b + 1) for a, b in pairs]


def kept_n(kept: list[int]) -> np.ndarray:
    """The force of these contacts alone, counted from 0: what plates in a floor see of a run."""
    out = np.zeros_like(force_n())
    for number in kept:
        part = contacts_of(force_n())[number]
        part = slice(part.start - 20, part.stop + 20)
        out[part] = force_n()[part]
    return out


def write(path: Path, force: np.ndarray | None = None, axes: np.ndarray = made.LAB_AXES) -> Path:
    """The run as C3D, with the force on one plate where there is any."""
    plates = None
    if force is not None:
        plates = [made.plate(2, np.stack([0 * force, force, 0 * force], axis=1))]
    return made.write_c3d(path, joints(), axes=axes, plates=plates)
