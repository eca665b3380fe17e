"""Grade from altitude along the way: smoothed over distance, since altitude comes in steps."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from kneedrive.watch.recording import Floats

GRID_M = 10.0
SMOOTH_M = 40.0  # standard deviation: barometers step by 0.2 m and lag by a few seconds
STEEPEST = 0.45


def grade_along(distance_m: Floats, altitude_m: Floats) -> Floats:
    """(N,) rise over way, + is up; NaN where there is no altitude."""
    known = np.isfinite(altitude_m)
    length = float(distance_m[-1]) if len(distance_m) else 0.0
    if known.sum() < 10 or length < 4 * SMOOTH_M:
        return np.full(len(distance_m), np.nan)
    grid = np.arange(0.0, length + GRID_M, GRID_M)
    profile = np.interp(grid, distance_m[known], altitude_m[known])
    smooth = gaussian_filter1d(profile, SMOOTH_M / GRID_M, mode="nearest")
    grade = np.interp(distance_m, grid, np.gradient(smooth, GRID_M))
    return np.where(np.abs(grade) <= STEEPEST, grade, np.nan)
