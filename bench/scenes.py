"""Which studio films are made: twenty-four runners, and four runners under harder conditions."""

from dataclasses import replace

import numpy as np

from kneedrive.film.studio import Camera, Extras, typical_runner
from kneedrive.film.studio.camera import Facing
from kneedrive.film.studio.runner import Sex
from kneedrive.pose.networks import Model
from training.footage import Scene

RUNNERS = 24
SPEEDS_MPS = (2.3, 6.0)
TALL_M = {"male": (1.66, 1.92), "female": (1.56, 1.78)}
TREADMILL_S, HARD_S = 10.0, 8.0
PASSING = Camera(scene="passing", distance_m=14.0, width_px=1920, height_px=1080)
PASSING_WAY_M = 12.0  # of the 13 m that are in the picture
PANNING = replace(PASSING, distance_m=12.0, field_deg=40.0, panning=True)
PANNING_WAY_M = 14.0  # the camera turns by 30 degrees to either side
HARD_SPEEDS_MPS = (2.8, 3.6, 4.4, 5.2)
ROOM = Camera()


def runners() -> tuple[Scene, ...]:
    """Twenty-four runners: every other one faces left; half on a treadmill; four panned."""
    return tuple(_runner(i) for i in range(RUNNERS))


def _runner(i: int) -> Scene:
    speed_mps = float(np.linspace(*SPEEDS_MPS, RUNNERS)[i])
    sex: Sex = "male" if i // 4 % 2 == 0 else "female"
    low_m, high_m = TALL_M[sex]
    height_m = low_m + (high_m - low_m) * (7 * i % RUNNERS) / (RUNNERS - 1)
    runner = typical_runner(speed_mps, height_m=round(height_m, 3), sex=sex, seed=i + 1)
    camera, seconds, group = ROOM, TREADMILL_S, "treadmill"
    if i // 2 % 2:
        camera, seconds, group = PASSING, PASSING_WAY_M / speed_mps, "passing"
        if i % 3 == 0:
            camera, seconds, group = PANNING, PANNING_WAY_M / speed_mps, "panning"
    facing: Facing = "left" if i % 2 else "right"
    return Scene(
        f"runner-{i + 1:02d}", group, runner, replace(camera, facing=facing), Extras(), seconds
    )


FULL = "read by the network `full`"
HARD: dict[str, tuple[Camera, Extras]] = {
    "as it should be": (ROOM, Extras()),
    FULL: (ROOM, Extras()),
    "30 fps": (replace(ROOM, capture_fps=30.0), Extras()),
    "slow motion 4 x, not told": (replace(ROOM, capture_fps=120, slow_motion_factor=4.0), Extras()),
    "motion blur, shutter open half the time": (replace(ROOM, shutter=0.5), Extras()),
    "twice as far away": (replace(ROOM, distance_m=8.0), Extras()),
    "phone rolled 3 deg": (replace(ROOM, roll_deg=3.0), Extras()),
    "facing left": (replace(ROOM, facing="left"), Extras()),
    "a second person walks through": (ROOM, Extras(bystander=True)),
    "console before the far foot": (ROOM, Extras(console="far")),
    "console before both feet": (ROOM, Extras(console="near")),
    "runner passes, camera still": (PASSING, Extras()),
    "runner passes, camera turns along": (PANNING, Extras()),
}


def hard() -> tuple[Scene, ...]:
    """The same four runners under every condition."""
    scenes = []
    for number, (group, (camera, extras)) in enumerate(HARD.items()):
        for i, speed_mps in enumerate(HARD_SPEEDS_MPS):
            sex: Sex = "female" if i % 2 else "male"
            runner = typical_runner(
                speed_mps, height_m=1.66 if i % 2 else 1.78, sex=sex, seed=101 + i
            )
            seconds = HARD_S
            if camera.scene == "passing":
                seconds = (PANNING_WAY_M if camera.panning else PASSING_WAY_M) / speed_mps
            name = f"hard-{number:02d}-{i + 1}"
            model: Model = "full" if group == FULL else "auto"
            scenes.append(Scene(name, group, runner, camera, extras, seconds, model))
    return tuple(scenes)
