"""Who is filmed, wearing what, where and how: films of a body, another one for every number.

Bodies, clothes, light, rooms and cameras are drawn anew for each film, over what real clips show:
height and build, hips under a long shirt, loose shorts or tights, camera 0.4 to 1.7 m high, up to
20 degrees from square and 3 off the horizon, near or far, sharp or blurred, bright or dark.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kneedrive.film.studio.camera import Camera, Facing
from kneedrive.film.studio.human.figure import Build
from kneedrive.film.studio.human.outfit import make_outfit
from kneedrive.film.studio.human.paint import Light
from kneedrive.film.studio.human.shot import Cast, Setting
from kneedrive.film.studio.runner import Sex
from kneedrive.pose.networks import Model
from training.data_set import LabRun
from training.human_footage import HumanScene

TREADMILL_SECONDS = 7.0
ROAD_WAY_M = 12.0
HEIGHT_SPREAD = 0.035  # of a body's height about the runner's it follows
FEMALE_SHARE = 0.4
FEMALE_HEIGHT = 0.94  # of the runner's


def scenes(
    runs: Sequence[LabRun], first_seed: int, group: str, count: int, model: Model = "auto"
) -> list[HumanScene]:
    """Films of these runs in turn, each of another person before another camera."""
    return [_scene(runs[i % len(runs)], first_seed + i, group, model) for i in range(count)]


def _scene(run: LabRun, seed: int, group: str, model: Model) -> HumanScene:
    rng = np.random.default_rng([seed, 41])
    cast = make_cast(run, seed)
    passing = seed % 4 == 3
    camera = _camera(rng, passing)
    seconds = round(ROAD_WAY_M / run.speed_mps, 2) if passing else TREADMILL_SECONDS
    setting = Setting(
        seed=seed,
        light=_light(rng),
        console="far" if not passing and rng.random() < 0.2 else "none",
        bystander=bool(rng.random() < 0.1),
        caption="5:15/km" if rng.random() < 0.1 else "",
        grain=float(rng.uniform(1, 7)),
        exposure=float(rng.uniform(0.7, 1.15)),
        soft_px=float(rng.uniform(0.3, 1.2)),
        readout_s=float(rng.choice([0.0, 0.01, 0.02])),
    )
    start_s = float(rng.uniform(2.0, 18.0))
    return HumanScene(
        f"{group}-{seed}", camera.scene, run, cast, camera, setting, start_s, seconds, model
    )


def make_cast(run: LabRun, seed: int) -> Cast:
    """Somebody about as tall as the runner whose motion they follow."""
    rng = np.random.default_rng([seed, 43])
    sex: Sex = "female" if rng.random() < FEMALE_SHARE else "male"
    usual_m = run.height_m * (FEMALE_HEIGHT if sex == "female" else 1.0)
    height_m = round(usual_m * (1 + rng.uniform(-1, 1) * HEIGHT_SPREAD), 3)
    build = Build(
        sex=sex,
        height_m=height_m,
        age=float(rng.uniform(0, 0.7)),
        muscle=float(rng.uniform(0.3, 0.9)),
        weight=float(rng.uniform(0.1, 0.75)),
        tall=float(rng.uniform(-1, 1)),
        ideal=float(rng.uniform(-0.5, 0.5)),
        thigh=float(rng.uniform(-0.2, 0.2)),
        shank=float(rng.uniform(-0.2, 0.2)),
        origin=tuple(rng.dirichlet([0.6, 0.6, 0.6]).tolist()),
    )
    mass_kg = (22.0 if sex == "male" else 21.0) * height_m**2
    return Cast(build, make_outfit(seed, sex == "female"), round(mass_kg, 1), seed)


def _camera(rng: np.random.Generator, passing: bool) -> Camera:
    facing: Facing = "left" if rng.random() < 0.5 else "right"
    camera = Camera(
        facing=facing,
        distance_m=float(rng.uniform(3.0, 6.0)),
        height_m=float(rng.uniform(0.4, 1.6)),
        roll_deg=float(rng.normal(0, 1.2)),
        yaw_deg=float(np.clip(rng.normal(0, 8), -20, 20)),
        width_px=720,
        height_px=960,
        field_deg=38.0,
        capture_fps=float(rng.choice([30.0, 60.0])),
        shutter=float(rng.choice([0.0, 0.0, 0.3, 0.6])),
    )
    if not passing:
        return camera
    distance_m = float(rng.uniform(9.0, 14.0))
    return replace(
        camera,
        scene="passing",
        distance_m=distance_m,
        yaw_deg=0.0,
        panning=bool(rng.random() < 0.5),
        width_px=1920,
        height_px=1080,
        field_deg=50.0,
        shutter=float(rng.choice([0.0, 0.3])),
    )


def _light(rng: np.random.Generator) -> Light:
    turn = rng.uniform(0, 2 * np.pi)
    lamp = float(rng.uniform(0.15, 0.6))
    return Light(
        towards=(float(np.cos(turn)), float(rng.uniform(0.5, 2.0)), float(np.sin(turn))),
        ambient=float(rng.uniform(0.4, 0.8)),
        sky=float(rng.uniform(0.05, 0.2)),
        lamp=lamp,
        shadow=float(rng.uniform(0.1, 0.9) * lamp),
    )
