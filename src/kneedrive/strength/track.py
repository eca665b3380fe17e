"""Postures of a whole clip: legs followed, landmarks smoothed without delay."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter, uniform_filter1d

from kneedrive.base.sides import SIDES
from kneedrive.film import Clock
from kneedrive.motion.smooth import smooth
from kneedrive.pose.keypoints import LANDMARKS, Keypoints
from kneedrive.strength.legs import LegFollower
from kneedrive.strength.posture import Posture, posture_of
from kneedrive.strength.posture_points import AT
from kneedrive.strength.view import (
    View,
    facing_signs,
    shoulders_px,
    turned_back_deg,
    view_of,
)

Floats = NDArray[np.float64]

CUTOFF_HZ = 6.0  # a held or lifted leg moves slower than a runner's
VIEW_S = 3.0  # somebody who turns round to show the other leg takes longer between
MEDIAN_S = 0.17  # a landmark that jumps away for less than half of this stays where it was


@dataclass(frozen=True)
class Track:
    """What one person did through a clip.

    Parameters
    ----------
    postures : one a frame, captured time, smoothed
    raw_thigh_deg : (T, 2) thigh angles before smoothing, for shaking
    leg_px : length of thigh and shank
    exchanged : (T,) whether the network's left leg is the second of those followed
    """

    postures: tuple[Posture, ...]
    raw_thigh_deg: Floats
    leg_px: float
    exchanged: NDArray[np.bool_]

    @property
    def time_s(self) -> Floats:
        """(T,) captured times."""
        return np.array([p.time_s for p in self.postures])


def track_of(keypoints: Keypoints, clock: Clock) -> Track:
    """Follow and smooth the landmarks of a clip."""
    time_s = clock.captured_s(keypoints.time_s)
    order = [keypoints.landmarks.index(n) if n in keypoints.landmarks else -1 for n in LANDMARKS]
    known = np.array(order) >= 0
    xy_px = np.where(known[:, None], keypoints.xy_px[:, order], np.nan)
    sure = np.where(known, keypoints.confidence[:, order], 0.0)
    if keypoints.background is not None:
        xy_px = _in_first_frame(xy_px, keypoints.background)
    follower = LegFollower()
    followed, exchanged = [], []
    for t, xy, c in zip(time_s, xy_px, sure, strict=True):
        followed.append(follower.follow(float(t), xy, c))
        exchanged.append(follower.exchanged)
    raw = np.stack([f[0] for f in followed])
    confidence = np.stack([f[1] for f in followed])
    steady = smooth(time_s, without_jumps(time_s, raw), CUTOFF_HZ)
    leg_px = follower.leg_px
    views = _views(time_s, xy_px, leg_px, keypoints)
    seen = np.where(np.isfinite(steady[..., 0]), np.maximum(confidence, _filled(confidence)), 0.0)
    postures = tuple(
        posture_of(float(time_s[i]), steady[i], seen[i], followed[i][2], views[i], leg_px)
        for i in range(len(time_s))
    )
    raw_thigh = np.array(
        [
            [
                turned_back_deg(xy[AT[f"{side}_hip"]], xy[AT[f"{side}_knee"]], leg_px, view)
                for side in SIDES
            ]
            for xy, view in zip(raw, views, strict=True)
        ]
    )
    return Track(postures, raw_thigh, leg_px, np.array(exchanged))


def _views(time_s: Floats, xy_px: Floats, leg_px: float, keypoints: Keypoints) -> list[View]:
    """How the person is seen in each frame, from what was seen for a while round about."""
    rate_hz = 1.0 / float(np.median(np.diff(time_s)))
    size = max(3, round(VIEW_S * rate_hz) // 2 * 2 + 1)
    facing = uniform_filter1d(np.array([facing_signs(xy) for xy in xy_px]), size, mode="nearest")
    across = np.array([shoulders_px(xy) for xy in xy_px])
    known = np.isfinite(across)
    if known.any():
        across = np.interp(time_s, time_s[known], across[known])
        across = median_filter(across, size, mode="nearest")
    width, height = keypoints.width_px, keypoints.height_px
    picture = (width, height) if width and height else None
    return [view_of(f, a, leg_px, picture) for f, a in zip(facing, across, strict=True)]


def without_jumps(time_s: Floats, xy_px: Floats) -> Floats:
    """Landmarks (T, L, 2) by the median over a short while; gaps stay."""
    rate_hz = 1.0 / float(np.median(np.diff(time_s)))
    size = max(3, round(MEDIAN_S * rate_hz) // 2 * 2 + 1)
    out = xy_px.copy()
    for j in range(xy_px.shape[1]):
        good = np.isfinite(xy_px[:, j, 0])
        if good.sum() >= size:
            out[good, j] = median_filter(xy_px[good, j], size=(size, 1), mode="nearest")
    return out


def _filled(confidence: Floats) -> Floats:
    """Confidence with the short gaps of melted legs filled from their neighbours."""
    best = np.maximum(np.roll(confidence, 1, axis=0), np.roll(confidence, -1, axis=0))
    return np.maximum(best, np.maximum(np.roll(best, 1, axis=0), np.roll(best, -1, axis=0)))


def _in_first_frame(xy_px: Floats, background: Floats) -> Floats:
    """Landmarks where the first frame's picture would show them: a hand-held camera stands still.

    background : (T, 2, 3); unknown movement counts as none since the last known one
    """
    maps = background.copy()
    for i in range(len(maps)):
        if not np.isfinite(maps[i]).all():
            maps[i] = maps[i - 1] if i else np.eye(2, 3)
    return np.asarray(np.einsum("tij,tlj->tli", maps[:, :, :2], xy_px) + maps[:, None, :, 2])
