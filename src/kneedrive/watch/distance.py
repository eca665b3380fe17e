"""Distance that only grows, and speed where the file has none."""

import numpy as np

from kneedrive.watch.recording import FASTEST_MPS, Floats

LEAP_M = 1000.0  # after a tunnel a watch may catch up by less at once
CAUGHT_UP = 0.2  # of the way at most
WINDOW_S = 4.0  # to either side, for a speed from places


def growing_distance(
    distance_m: Floats, speed_mps: Floats, duration_s: Floats
) -> tuple[Floats, list[str]]:
    """(N,) distance since the first record, from speed where the file has none; and what was wrong.

    A counter that starts anew goes on from where it was; missing values lie between their
    neighbours in running time; a leap that nobody runs is replaced by what the speed says.
    """
    by_speed = np.minimum(np.nan_to_num(speed_mps), FASTEST_MPS) * duration_s
    if not np.isfinite(distance_m).any():
        return np.cumsum(by_speed), []
    time_s, known = np.cumsum(duration_s), np.isfinite(distance_m)
    filled = np.interp(time_s, time_s[known], distance_m[known])
    steps = np.maximum(np.diff(filled, prepend=filled[:1]), 0.0)
    fast = steps > FASTEST_MPS * duration_s
    leaps = fast & (steps > LEAP_M)
    if steps[fast & ~leaps].sum() > CAUGHT_UP * steps[~fast].sum() + LEAP_M:
        leaps = fast  # not a tunnel or two, but a counter that can't be believed
    notes = []
    if leaps.any():
        notes.append(f"distance leaps by {steps[leaps].sum() / 1000:.1f} km; left out")
    return np.cumsum(np.where(leaps, by_speed, steps)), notes


def speed_of(distance_m: Floats, duration_s: Floats) -> Floats:
    """(N,) speed from distance over a few seconds to either side."""
    time_s = np.cumsum(duration_s)
    if len(time_s) < 3 or time_s[-1] <= 0:
        return np.full(len(time_s), np.nan)
    early = np.maximum(time_s - WINDOW_S, time_s[0])
    late = np.minimum(time_s + WINDOW_S, time_s[-1])
    # Smart recording leaves gaps wider than the window: go to the neighbours at least.
    early = np.minimum(early, np.concatenate([time_s[:1], time_s[:-1]]))
    late = np.maximum(late, np.concatenate([time_s[1:], time_s[-1:]]))
    way = np.interp(late, time_s, distance_m) - np.interp(early, time_s, distance_m)
    speed: Floats = np.full(len(way), np.nan)
    np.divide(way, late - early, out=speed, where=late > early)
    return speed
