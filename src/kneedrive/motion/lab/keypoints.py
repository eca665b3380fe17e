"""Joint centres as keypoints: what a camera at infinite distance sees from the runner's right."""

import numpy as np

from kneedrive.motion.lab.centres import Centres
from kneedrive.pose.keypoints import SIDES, Keypoints

PX_PER_M = 1000.0
M_PER_PX = 1.0 / PX_PER_M  # exact
MODEL = "markers"
JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")


def to_keypoints(centres: Centres) -> Keypoints:
    """The sagittal plane as a picture of 1000 px per metre, x forward, y down, facing right.

    Landmarks without markers (often the shoulders) are left out; confidence is 1 where a point is
    known. Nothing is smoothed.
    """
    names = tuple(n for j in JOINTS for n in (f"{s}_{j}" for s in SIDES) if n in centres.points)
    xy_m = np.stack([centres.points[name][:, :2] for name in names], axis=1)
    known = np.asarray(np.isfinite(xy_m).all(axis=2))
    xy_px = xy_m * np.array([PX_PER_M, -PX_PER_M])
    return Keypoints(
        time_s=centres.time_s,
        landmarks=names,
        xy_px=np.where(known[..., None], xy_px, np.nan),
        confidence=known.astype(float),
        model=MODEL,
        notes=centres.notes,
    )
