"""The standing foot on the folded stride: how fast the ground moves, and how it lies.

In mid-stance the foot is flat and goes with the ground. Its velocity against the body is the speed
of running, in the picture's own units, and its direction is the ground's.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold
from kneedrive.pose.bias import PoseBias

Floats = NDArray[np.float64]

GRID = 720  # phases a stride
FLAT_CYCLES = 0.03  # half width of the window in which the foot is flat
EVEN_CYCLES = 0.08  # speeds are evened out over this width
OWN_CYCLES = 0.08  # the feet's mid-stances are half a stride apart, give or take this
LOW_SHARE = 0.35  # the foot is low in this share of the stride
ROLL_OVER = 1.013  # a flat foot's landmarks move this much faster than the ground: the shoe rolls
NO_BIAS = PoseBias()


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


def find_stance(fold: Fold, bias: PoseBias = NO_BIAS) -> Stance:
    """Mid-stance of each foot, and the ground's velocity, from the folded stride."""
    mid = _mid_stances(fold)
    velocities = []
    for side, phase in mid.items():
        window = phase + np.linspace(-FLAT_CYCLES, FLAT_CYCLES, 31)
        for point in ("heel", "toe"):
            velocities.append(fold.at(f"{side}_{point}", window, 1).mean(axis=0))
    v = np.array(velocities)
    mean = v.mean(axis=0)
    spread = float(v[:, 0].std() / abs(mean[0])) if mean[0] != 0 else np.inf
    slopes = np.degrees(np.arctan2(-v[:, 1], -v[:, 0]))
    error = max(bias.slope_error_deg, float(slopes.std(ddof=1)) / np.sqrt(len(slopes)))
    slope = float(np.degrees(np.arctan2(-mean[1], -mean[0])))
    ground = float(-mean[0]) / (ROLL_OVER * bias.ground)
    return Stance(mid, ground, slope, error, spread, _standing(fold, ground))


def with_ground_speed(fold: Fold, stance: Stance, ground_per_s: float) -> Stance:
    """The stance with a ground speed known better, from the body's path over the ground."""
    return replace(stance, ground_per_s=ground_per_s, standing=_standing(fold, ground_per_s))


def _standing(fold: Fold, ground_per_s: float) -> float:
    """Share of the stride in which the heels, whichever way the body moves, go with the ground."""
    phase = np.arange(GRID) / GRID
    pace = [-fold.at(f"{side}_heel", phase, 1)[:, 0] / ground_per_s for side in ("left", "right")]
    return float(np.mean(np.array(pace) > 0.5))


def _mid_stances(fold: Fold) -> dict[str, float]:
    """Phases at which the feet, being low, move back fastest and evenly.

    Both feet are looked at together, half a stride apart; then each moves a little by itself.
    """
    grid = np.arange(GRID) / GRID
    score = {side: _flat_score(fold, side, grid) for side in ("left", "right")}
    both = score["left"] + np.roll(score["right"], -GRID // 2)
    left = grid[int(np.argmax(both))]
    out = {}
    for side, middle in (("left", left), ("right", left + 0.5)):
        near = np.abs((grid - middle + 0.5) % 1.0 - 0.5) <= OWN_CYCLES
        out[side] = float(grid[int(np.argmax(np.where(near, score[side], -np.inf)))])
    return out


def _flat_score(fold: Fold, side: str, grid: Floats) -> Floats:
    """(GRID,) backward speed of heel and toe, evened out; punished where the foot is high."""
    points = [fold.at(f"{side}_{p}", grid)[:, 1] for p in ("heel", "toe")]
    back = [-fold.at(f"{side}_{p}", grid, 1)[:, 0] for p in ("heel", "toe")]
    width = round(EVEN_CYCLES * GRID)
    even = np.convolve(np.tile(np.mean(back, axis=0), 3), np.ones(width) / width, "same")
    height = np.mean(points, axis=0)
    low = height <= np.quantile(height, LOW_SHARE)
    speed = even[GRID : 2 * GRID]
    return np.asarray(speed - np.where(low, 0.0, np.ptp(speed)))
