"""A bystander who walks: rough joint angles, feet on the ground, for pictures only."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import POINTS, SIDES, Angles, Body, make_body, place
from kneedrive.film.studio.runner import Runner

Array = NDArray[np.float64]

SPEED_MPS = 1.3
STRIDE_S = 1.1


def make_walker(seed: int) -> Body:
    """The body of another person."""
    rng = np.random.default_rng([seed, 23])
    height_m = float(rng.uniform(1.6, 1.85))
    return make_body(Runner(speed_mps=SPEED_MPS, height_m=height_m, build=1.1))


def walking_pose(body: Body, time_s: Array) -> Array:
    """(T, P, 3) pose of a walker who is at x = 0 at time 0; the lowest foot touches y = 0."""
    beat = 2 * np.pi * time_s / STRIDE_S
    thigh, knee, foot, arm, elbow = [], [], [], [], []
    for shift in (0.0, np.pi):
        p = beat - shift
        hip = np.radians(5 + 22 * np.cos(p))
        bend = np.radians(14 + 22 * np.maximum(0, np.sin(p + 2.6)) ** 2 * 2 + 5 * np.cos(2 * p))
        thigh.append(hip)
        knee.append(bend)
        foot.append(np.minimum(hip - bend, 0) * 0.8 + np.radians(12) * np.maximum(0, np.cos(p)))
        arm.append(np.radians(-18 * np.cos(p)))
        elbow.append(np.radians(20 - 8 * np.cos(p)))
    lean = np.full_like(time_s, np.radians(3.0))
    angles = Angles(
        lean=lean,
        thigh=(thigh[0], thigh[1]),
        knee=(knee[0], knee[1]),
        foot=(foot[0], foot[1]),
        toes=(foot[0], foot[1]),
        upper_arm=(arm[0], arm[1]),
        elbow=(elbow[0], elbow[1]),
        twist=np.radians(5) * np.cos(beat),
    )
    hips = np.stack([SPEED_MPS * time_s, np.zeros_like(time_s)], axis=1)
    pose = place(body, hips, angles)
    feet = [POINTS.index(f"{side}_{p}") for side in SIDES for p in ("heel", "ball", "tip")]
    pose[:, :, 1] -= pose[:, feet, 1].min(axis=1)[:, None]
    return pose
