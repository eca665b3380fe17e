"""Speed and way held against each other: which of the two is used, and in which unit."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d

from kneedrive.watch.distance import speed_of
from kneedrive.watch.recording import FASTEST_MPS, Bools, Floats
from kneedrive.watch.ride import RIDE_MPS

ENOUGH = 0.5  # of the records must hold a speed
MOVING_MPS = 1.0
LONG_S = 10.0  # a speed says little about a longer silence
SHORTEST_S = 60.0  # of both, for a comparison
UNITS = {"km/h": 3.6, "mph": 2.23694}
LIKE_UNIT, LIKE_WAY = 0.06, 0.05
STUCK = 31  # records of zero speed in a row
WORTH_A_NOTE = 0.02  # of the records


@dataclass(frozen=True)
class Paced:
    """Speed and distance that belong together, and what was wrong."""

    speed_mps: Floats
    distance_m: Floats
    notes: tuple[str, ...]


def paced(speed_mps: Floats, distance_m: Floats, duration_s: Floats, has_way: bool) -> Paced:
    """Speed and distance of a run.

    The file's speed is used where it agrees with the file's way within 5 %, or does so in another
    unit; else the speed of the way is used, unless only the other is a runner's.

    has_way : the distance is the file's own, not summed up from its speed
    """
    ours = speed_of(distance_m, duration_s)
    notes = list[str]()
    if has_way:
        stuck = _stuck(speed_mps, ours)
        if stuck.mean() > WORTH_A_NOTE:
            notes.append(f"speed is zero in {stuck.sum()} records whose distance grows; "
                         "it is taken from the way there")  # fmt: skip
        speed_mps = np.where(stuck, np.nan, speed_mps)
    given = np.isfinite(speed_mps)
    if given.mean() < ENOUGH:
        notes = notes or ["the file has no speed; it is taken from the way"]
    elif has_way:
        both = given & (ours > MOVING_MPS) & (duration_s > 0) & (duration_s <= LONG_S)
        if duration_s[both].sum() >= SHORTEST_S:
            told, way = speed_mps[both] @ duration_s[both], ours[both] @ duration_s[both]
            speed_mps, by_speed, more = _held_against(speed_mps, ours, both, float(told / way))
            notes += more
            if by_speed:
                distance_m = np.cumsum(np.nan_to_num(speed_mps) * duration_s)
                ours = speed_mps
    speed = np.where(np.isfinite(speed_mps), speed_mps, ours)
    absurd = speed > FASTEST_MPS
    if absurd.any():
        notes.append(f"speed is impossible in {absurd.sum()} records; taken as missing")
    return Paced(np.where(absurd, np.nan, speed), distance_m, tuple(notes))


def _stuck(speed: Floats, ours: Floats) -> Bools:
    """(N,) where a speed stays at zero though the way goes on.

    A way smoothed over seconds moves on while the runner has just stopped: only long zeros count.
    """
    zero = maximum_filter1d(np.nan_to_num(speed), STUCK) == 0
    stuck: Bools = zero & np.isfinite(speed) & (ours > MOVING_MPS)
    return stuck


def _held_against(
    speed: Floats, ours: Floats, both: Bools, ratio: float
) -> tuple[Floats, bool, list[str]]:
    """The speed to use, whether the way is to be taken from it, and what to say of that."""
    missing = np.full(len(speed), np.nan)
    for unit, factor in UNITS.items():
        if abs(ratio / factor - 1) < LIKE_UNIT:
            note = f"the file's speed is in {unit}, as its way shows; it was converted"
            return speed / factor, False, [note]
    if abs(ratio - 1) <= LIKE_WAY:
        return speed, False, []
    off = f"the file's speed is {100 * (ratio - 1):+.0f} % from its way"
    if _is_runners(speed[both]) and not _is_runners(ours[both]):
        return speed, True, [f"{off}; the way is taken from the speed"]
    return missing, False, [f"{off}; speed is taken from the way"]


def _is_runners(speed: Floats) -> bool:
    return MOVING_MPS < float(np.median(speed)) < RIDE_MPS
