"""A body that swings its legs by known formulas: enough of a runner to test motion by.

Feet hang from the knees, so nothing stands on the ground; for that there is the film studio.
"""

import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.keypoints import Keypoints

Floats = NDArray[np.float64]

LEG_PX = 200.0
THIGH_MEAN_DEG, THIGH_SWING_DEG = 5.0, 30.0
JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
NAMES = tuple(f"{side}_{joint}" for side in ("left", "right") for joint in JOINTS)


def phase_of(time_s: Floats, stride_hz: float, wander: float = 0.02) -> Floats:
    """Stride phase (cycles) with a period that wanders by a few per cent."""
    return stride_hz * time_s + wander * np.sin(2 * np.pi * 0.23 * time_s)


def positions(phase: Floats) -> Floats:
    """(T, 12, 2) px, x forward, y up, of a body that stays in place."""
    out = np.empty((len(phase), len(NAMES), 2))
    for i in (0, 1):
        own = 2 * np.pi * (phase + 0.5 * i)
        thigh = np.radians(THIGH_MEAN_DEG + THIGH_SWING_DEG * np.cos(own))
        knee = np.radians(50 + 40 * np.cos(own + 1.2) + 12 * np.cos(2 * own))
        hip = np.stack([640 + 0 * own, 500 + 6 * np.cos(2 * own)], axis=1)
        shank = thigh - knee
        knee_at = hip + LEG_PX / 2 * np.stack([np.sin(thigh), -np.cos(thigh)], axis=1)
        ankle = knee_at + LEG_PX / 2 * np.stack([np.sin(shank), -np.cos(shank)], axis=1)
        along = np.stack([np.cos(shank), np.sin(shank)], axis=1)
        joints = (hip + [0, 130], hip, knee_at, ankle, ankle - 12 * along, ankle + 40 * along)
        for j, at in enumerate(joints):
            out[:, i * len(JOINTS) + j] = at
    return out


def keypoints(
    seconds: float = 8.0,
    fps: float = 60.0,
    stride_hz: float = 1.4,
    facing: str = "right",
    noise_px: float = 0.0,
    seed: int = 0,
) -> Keypoints:
    """The body filmed from the side."""
    time_s = np.arange(round(seconds * fps)) / fps
    xy = positions(phase_of(time_s, stride_hz))
    xy = xy + noise_px * np.random.default_rng(seed).standard_normal(xy.shape)
    x = xy[..., 0] if facing == "right" else 1280 - xy[..., 0]
    picture = np.stack([x, 720 - xy[..., 1]], axis=2)
    return Keypoints(time_s, NAMES, picture, np.full(picture.shape[:2], 0.9), 1280, 720)


def exchanged(clip: Keypoints, frames: NDArray[np.intp]) -> Keypoints:
    """The same keypoints with both legs' labels exchanged in some frames."""
    xy = clip.xy_px.copy()
    for joint in ("knee", "ankle", "heel", "toe"):
        left, right = NAMES.index(f"left_{joint}"), NAMES.index(f"right_{joint}")
        xy[frames, left], xy[frames, right] = clip.xy_px[frames, right], clip.xy_px[frames, left]
    return Keypoints(clip.time_s, NAMES, xy, clip.confidence, clip.width_px, clip.height_px)
