"""Keypoints of a synthetic runner without drawing a picture: quick, and nothing else is needed."""

import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from kneedrive.film.studio import Camera, Extras, Runner, make_truth
from kneedrive.film.studio.film import make_shot, write_true_keypoints
from kneedrive.pose.keypoints import Keypoints
from kneedrive.pose.table import read_keypoints
from training.body import LANDMARKS
from training.noise import NOISE, NoiseName, spoil

SECONDS = 10.0


def studio_keypoints(
    runner: Runner,
    camera: Camera | None = None,
    seconds: float = SECONDS,
    noise: NoiseName = "none",
) -> tuple[Keypoints, dict[str, Any]]:
    """True keypoints of a studio film, spoilt as asked, and the truth that goes with them."""
    camera = camera or Camera()
    shot = make_shot(runner, camera, Extras(), seconds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "true.keypoints.csv"
        write_true_keypoints(shot, round(seconds * camera.capture_fps), path)
        keypoints = read_keypoints(path)
    xy_px = np.stack([keypoints.of(name) for name in LANDMARKS], axis=1)
    height_px = runner.height_m * camera.focal_px / camera.distance_m
    rng = np.random.default_rng(runner.seed)
    xy_px = spoil(xy_px, NOISE[noise], camera.facing, height_px, camera.capture_fps, rng)
    truth = asdict(make_truth(shot.gait, camera, seconds, 0.0, f"runner {runner.seed}"))
    confidence = np.ones(xy_px.shape[:2])
    return replace(keypoints, landmarks=LANDMARKS, xy_px=xy_px, confidence=confidence), truth
