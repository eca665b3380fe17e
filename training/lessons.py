"""Studio films from which the pose network's own errors are learned; no benchmark uses them."""

from dataclasses import replace

import numpy as np

from kneedrive.film.studio import Camera, Extras, typical_runner
from kneedrive.film.studio.camera import Facing
from kneedrive.film.studio.runner import Sex
from training.footage import Scene

COUNT = 32
FIRST_SEED = 2001
SPEEDS_MPS = (2.2, 6.1)
HEIGHTS_M = {"male": (1.66, 1.94), "female": (1.54, 1.78)}
SECONDS = 7.0
ROOM = Camera()
ROAD = Camera(scene="passing", distance_m=14.0, width_px=1920, height_px=1080)
ROAD_WAY_M = 12.0


def lessons() -> tuple[Scene, ...]:
    """Runners of all speeds and sizes: every third passes by, every other faces left.

    Every fourth film is blurred, every fifth taken at 30 fps, every sixth from further away, every
    seventh with a console before the far foot.
    """
    return tuple(_lesson(i) for i in range(COUNT))


def _lesson(i: int) -> Scene:
    # Speeds in an order that does not go with the other properties.
    speed_mps = float(np.linspace(*SPEEDS_MPS, COUNT)[13 * i % COUNT])
    sex: Sex = "female" if i // 2 % 2 else "male"
    low_m, high_m = HEIGHTS_M[sex]
    height_m = round(low_m + (high_m - low_m) * (11 * i % COUNT) / (COUNT - 1), 3)
    runner = typical_runner(speed_mps, height_m=height_m, sex=sex, seed=FIRST_SEED + i)
    passing = i % 3 == 2
    facing: Facing = "left" if i % 2 else "right"
    camera = replace(ROAD if passing else ROOM, facing=facing)
    if i % 4 == 1:
        camera = replace(camera, shutter=0.5)
    if i % 5 == 2:
        camera = replace(camera, capture_fps=30.0)
    if i % 6 == 3 and not passing:
        camera = replace(camera, distance_m=1.5 * ROOM.distance_m)
    extras = Extras(console="far" if i % 7 == 4 and not passing else "none")
    seconds = ROAD_WAY_M / speed_mps if passing else SECONDS
    return Scene(f"lesson-{i + 1:02d}", camera.scene, runner, camera, extras, seconds)
