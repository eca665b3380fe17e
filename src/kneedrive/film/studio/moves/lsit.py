"""The L-sit prep: on the floor, legs straight ahead, hands beside the hips, heels off the floor.

Each hold is a `Lift`; `fault` is what ends it before the heels go down: the knees bend, the trunk
leans back, or a hand leaves the floor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.moves.performance import SIDES, Performance, fine_times, somebody
from kneedrive.film.studio.moves.poses import SEAT_UP_M, point, sitting_pose
from kneedrive.film.studio.moves.timeline import Timeline, tremor

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Fault = Literal["none", "knee", "lean"]
Legs = Literal["both", "left", "right"]

HEEL_OFF_M = 0.02
KNEE_STRAIGHT_DEG = 165.0
LEAN_BACK_DEG = -15.0


@dataclass(frozen=True)
class Lift:
    """One lift of the heels: how long, how high (deg above the floor), and its fault."""

    held_s: float
    up_deg: float = 9.0
    fault: Fault = "none"
    legs: Legs = "both"


def lsit_performance(seed: int, lifts: Sequence[Lift], rest_s: float = 2.5) -> Performance:
    """The lifts one after the other."""
    body = somebody(seed)
    heel_drop = body.ankle_ahead_m  # below the ankle, toes up
    down_deg = 90.0 - float(np.degrees(np.arcsin((SEAT_UP_M - heel_drop) / body.leg_m)))
    thigh = [Timeline(down_deg), Timeline(down_deg)]
    knee, lean = Timeline(2.0), Timeline(-2.0)
    now, spans = 1.6, []
    for lift in lifts:
        used = [i for i, side in enumerate(SIDES) if lift.legs in ("both", side)]
        for i in used:
            thigh[i].move(now, now + 0.4, 90.0 + lift.up_deg)
        begin, now = now, now + 0.4 + lift.held_s
        if lift.fault == "knee":
            knee.move(now, now + 0.5, 45.0)
            for i in used:  # the thighs rise so that the heels stay off the floor
                thigh[i].move(now, now + 0.5, 90.0 + lift.up_deg + 18.0)
            now += 0.9
        elif lift.fault == "lean":
            lean.move(now, now + 0.6, -32.0)
            now += 1.0
        for i in used:
            thigh[i].move(now, now + 0.4, down_deg)
        if lift.fault != "none":
            knee.move(now, now + 0.41, 2.0)
            lean.move(now, now + 0.41, -2.0)
        now += 0.45
        spans.append((begin, now, lift))
        now += rest_s
    seconds = now - rest_s + 1.2

    def pose(t: Array) -> Array:
        still = np.zeros_like(t)
        bend = knee.at(t)
        shake = 0.25 * tremor(t, (2.0, 6.0), seed + 1)
        return sitting_pose(
            body,
            thigh=(thigh[0].at(t) + shake, thigh[1].at(t) + shake),
            knee=(bend, bend),
            dorsi=(still, still),
            lean=lean.at(t) + 0.5 * tremor(t, (0.2, 0.6), seed),
            hands_off=still,
        )

    t = fine_times(seconds)
    pose_m = pose(t)
    heel = np.maximum(*(point(pose_m, f"{s}_heel")[:, 1] for s in SIDES))
    off = heel > HEEL_OFF_M
    bad_knee, bad_lean = 180.0 - knee.at(t) < KNEE_STRAIGHT_DEG, lean.at(t) < LEAN_BACK_DEG
    reps = [_truth(t, off, bad_knee, bad_lean, *span) for span in spans]
    return Performance("lsit", body, seed, seconds, pose, {"sets": 1, "reps": reps})


def _truth(
    t: Array, off: Flags, knee: Flags, lean: Flags, begin: float, end: float, lift: Lift
) -> dict[str, Any]:
    """When the heels were off the floor in good form, and what ended it."""
    inside = (t >= begin) & (t <= end)
    start = int(np.flatnonzero(inside & off)[0])
    good = ~(knee | lean) & off
    stop = start + int(np.argmin(good[start:]))
    reason = "heels" if not off[stop] else "knee" if knee[stop] else "lean"
    return {
        "legs": lift.legs,
        "start_s": round(float(t[start]), 4),
        "end_s": round(float(t[stop]), 4),
        "held_s": round(float(t[stop] - t[start]), 4),
        "reason": reason,
    }
