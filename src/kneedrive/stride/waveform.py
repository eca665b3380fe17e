"""The folded stride as a row of numbers without units, for what is learned from measured force.

Speeds are shares of the ground's speed, lengths shares of the leg's, so that neither the size of
the runner in the picture nor the scale matters.
"""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.angles import foot_deg, hanging_deg, lean_deg
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Side
from kneedrive.motion.scale import leg_px
from kneedrive.motion.stance import Stance

Floats = NDArray[np.float64]

AROUND_S = np.linspace(-0.09, 0.09, 13)  # an event is looked at from 90 ms before to 90 ms after
CYCLE = np.arange(12) / 12  # a whole stride, from mid-stance on
JOINTS = ("hip", "knee", "ankle", "heel", "toe")


def event_row(fold: Fold, stance: Stance, side: Side, phase: float, duty: float) -> Floats:
    """(225,) motion of one leg around a phase at which its foot strikes or leaves the ground.

    duty : first guess of the share of the stride on the ground
    """
    ground, leg = stance.ground_per_s, leg_px(fold)
    at = phase + AROUND_S * fold.stride_hz
    place = {joint: fold.at(f"{side}_{joint}", at) for joint in JOINTS}
    speed = {joint: fold.at(f"{side}_{joint}", at, 1) / ground for joint in JOINTS}
    segments = (
        hanging_deg(place["hip"], place["knee"]),
        hanging_deg(place["knee"], place["ankle"]),
        foot_deg(place["heel"], place["toe"]),
    )
    reach = place["toe"] - place["hip"]
    parts = [speed[joint] for joint in ("heel", "toe", "ankle")]
    parts += [speed["hip"][:, 1]]
    parts += [np.unwrap(angle, period=360.0) for angle in segments]
    parts += [np.gradient(np.unwrap(angle, period=360.0), AROUND_S) for angle in segments]
    parts += [(place[p][:, 1] - _lowest(fold, side, p)) / leg for p in ("heel", "toe")]
    parts += [np.linalg.norm(reach, axis=1) / leg, reach[:, 0] / leg]
    return np.concatenate([*(part.ravel() for part in parts), _pace(fold, stance, leg), [duty]])


def leg_row(fold: Fold, stance: Stance, side: Side) -> Floats:
    """(172,) shape of one leg over its stride: places, lengths and angles of its segments."""
    leg = leg_px(fold)
    at = stance.mid[side] + CYCLE
    place = {joint: fold.at(f"{side}_{joint}", at) for joint in JOINTS}
    hips, neck = (
        np.mean([fold.at(f"{s}_{joint}", at) for s in SIDES], axis=0)
        if f"left_{joint}" in fold.landmarks
        else np.full((len(at), 2), np.nan)
        for joint in ("hip", "shoulder")
    )
    thigh, shank = place["knee"] - place["hip"], place["ankle"] - place["knee"]
    parts = [(place[joint] - place["hip"]) / leg for joint in JOINTS[1:]]
    parts += [(place["hip"] - hips) / leg]
    parts += [np.linalg.norm(segment, axis=1) / leg for segment in (thigh, shank)]
    parts += [np.unwrap(hanging_deg(place["hip"], place["knee"]), period=360.0)]
    parts += [np.unwrap(hanging_deg(place["knee"], place["ankle"]), period=360.0)]
    lean = np.nan_to_num(lean_deg(hips, neck)).mean()
    return np.concatenate([*(part.ravel() for part in parts), _pace(fold, stance, leg), [lean]])


def _pace(fold: Fold, stance: Stance, leg: float) -> list[float]:
    """How fast the runner runs: stride time (s), and leg lengths a second and a stride."""
    a_second = stance.ground_per_s / leg
    return [1 / fold.stride_hz, a_second, a_second / fold.stride_hz]


def _lowest(fold: Fold, side: Side, point: str) -> float:
    return float(fold.at(f"{side}_{point}", np.linspace(0, 1, 100))[:, 1].min())
