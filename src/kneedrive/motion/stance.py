"""The standing foot on the folded stride: how fast the ground moves, and how it lies.

In mid-stance the foot is flat and goes with the ground. Its velocity against the body is the speed
of running, in the picture's own units, and its direction is the ground's.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold

Floats = NDArray[np.float64]

GRID = 720  # phases a stride
FLAT_CYCLES = 0.03  # half width of the window in which the foot is flat
LOW_SHARE = 0.35  # the foot is low in this share of the stride
ROLL_OVER = 1.013  # a flat foot's landmarks move this much faster than the ground: the shoe rolls
SLOPE_FLOOR_DEG = 0.7  # the roll of the shoe differs between runners


@dataclass(frozen=True)
class Stance:
    """Where a foot stands in its stride.

    mid : {side: phase of mid-stance}
    ground_per_s : speed of the ground against the body, backward +, unit of the fold per second
    slope_deg : direction in which the ground moves back, + = uphill in front
    slope_error_deg : standard error of that, from how feet, heel and toe disagree
    spread : relative standard deviation of the ground speed between feet, heel and toe
    standing : share of the stride in which a heel goes with the ground, at half its speed or more;
        a little more than the duty factor in running, clearly more than a half in walking
    """

    mid: dict[str, float]
    ground_per_s: float
    slope_deg: float
    slope_error_deg: float
    spread: float
    standing: float


def find_stance(fold: Fold) -> Stance:
    """Mid-stance of each foot, and the ground's velocity, from the folded stride."""
    mid: dict[str, float] = {}
    velocities = []
    for side in ("left", "right"):
        mid[side] = _mid_stance(fold, side)
        window = mid[side] + np.linspace(-FLAT_CYCLES, FLAT_CYCLES, 31)
        for point in ("heel", "toe"):
            velocities.append(fold.at(f"{side}_{point}", window, 1).mean(axis=0))
    v = np.array(velocities)
    mean = v.mean(axis=0)
    spread = float(v[:, 0].std() / abs(mean[0])) if mean[0] != 0 else np.inf
    slopes = np.degrees(np.arctan2(-v[:, 1], -v[:, 0]))
    error = max(SLOPE_FLOOR_DEG, float(slopes.std(ddof=1)) / np.sqrt(len(slopes)))
    slope = float(np.degrees(np.arctan2(-mean[1], -mean[0])))
    ground = float(-mean[0]) / ROLL_OVER
    return Stance(mid, ground, slope, error, spread, _standing(fold, ground))


def with_ground_speed(fold: Fold, stance: Stance, ground_per_s: float) -> Stance:
    """The stance with a ground speed known better, from the body's path over the ground."""
    return replace(stance, ground_per_s=ground_per_s, standing=_standing(fold, ground_per_s))


def _standing(fold: Fold, ground_per_s: float) -> float:
    """Share of the stride in which the heels, whichever way the body moves, go with the ground."""
    phase = np.arange(GRID) / GRID
    pace = [-fold.at(f"{side}_heel", phase, 1)[:, 0] / ground_per_s for side in ("left", "right")]
    return float(np.mean(np.array(pace) > 0.5))


def _mid_stance(fold: Fold, side: str) -> float:
    """Phase at which the foot, being low, moves back fastest and evenly."""
    phase = np.arange(GRID) / GRID
    height = sum(fold.at(f"{side}_{p}", phase)[:, 1] for p in ("heel", "toe"))
    back = -sum(fold.at(f"{side}_{p}", phase, 1)[:, 0] for p in ("heel", "toe")) / 2
    width = round(0.08 * GRID)
    even = np.convolve(np.tile(back, 3), np.ones(width) / width, "same")[GRID : 2 * GRID]
    low = height <= np.quantile(height, LOW_SHARE)
    return float(phase[np.argmax(np.where(low, even, -np.inf))])
