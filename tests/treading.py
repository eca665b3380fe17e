"""A body whose feet tread the ground for a given share of the stride: a walker or a runner.

The feet move back with the ground in stance and swing forward between; knees by two straight
segments. Good enough to tell a walk from a run; for true timing there is the film studio.
"""

import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.keypoints import Keypoints
from tests.swinging import LEG_PX, NAMES

Floats = NDArray[np.float64]


def keypoints(
    duty: float,
    step_px: float = 150.0,
    stride_hz: float = 0.95,
    travels: bool = False,
    seconds: float = 8.0,
    fps: float = 60.0,
    noise_px: float = 1.0,
    shoulder_px: float = 0.0,
) -> Keypoints:
    """The body from the side, facing right.

    duty : share of the stride that each foot is on the ground
    step_px : how far the body goes in one step; 0 = on the spot
    travels : through the picture, else the body stays and the ground moves
    shoulder_px : distance between the shoulders in the picture (front view)
    """
    time_s = np.arange(round(seconds * fps)) / fps
    phase = stride_hz * time_s
    vault = 1.0 if duty > 0.5 else -1.0  # a walker is highest over the standing foot
    hip_y = 0.93 * LEG_PX + vault * 0.02 * LEG_PX * np.cos(4 * np.pi * (phase - duty / 2))
    out = np.empty((len(time_s), len(NAMES), 2))
    for i in (0, 1):
        foot_x, foot_y = _foot(phase + 0.5 * i, duty, 2 * step_px)
        hip = np.stack([np.zeros_like(hip_y), hip_y], axis=1)
        ankle = np.stack([foot_x, foot_y], axis=1)
        shoulder = hip + [(i - 0.5) * shoulder_px, 0.6 * LEG_PX]
        joints = (shoulder, hip, _knee(hip, ankle), ankle, ankle - [12, 8], ankle + [38, -8])
        for j, at in enumerate(joints):
            out[:, 6 * i + j] = at
    speed = 2 * step_px * stride_hz
    out[..., 0] += 300 + (speed * time_s[:, None] if travels else 340)
    out += noise_px * np.random.default_rng(0).standard_normal(out.shape)
    picture = np.stack([out[..., 0], 600 - out[..., 1]], axis=2)
    return Keypoints(time_s, NAMES, picture, np.full(picture.shape[:2], 0.9), 4000, 720)


def _foot(phase: Floats, duty: float, stride_px: float) -> tuple[Floats, Floats]:
    """Ankle against the hip, forward and up: back with the ground, then forward in an arc."""
    own = phase % 1.0
    swing = np.clip((own - duty) / (1 - duty), 0, 1)
    forward = np.where(own < duty, 0.5 - own / duty, -0.5 + _smooth(swing))
    lift = 10 + 60 * np.sin(np.pi * swing) ** 2
    return forward * stride_px * duty, lift


def _smooth(share: Floats) -> Floats:
    return np.asarray(share - np.sin(2 * np.pi * share) / (2 * np.pi))


def _knee(hip: Floats, ankle: Floats) -> Floats:
    """Knee of two equal segments of half a leg, bent forward."""
    middle, line = (hip + ankle) / 2, ankle - hip
    length = np.linalg.norm(line, axis=1)
    bend = np.sqrt(np.clip((LEG_PX / 2) ** 2 - (length / 2) ** 2, 1.0, None))
    normal = np.stack([-line[:, 1], line[:, 0]], axis=1) / length[:, None]
    return np.asarray(middle + bend[:, None] * normal)
