"""The knee hold: one knee is lifted above the hip, the hands let go, and it is held.

`end` is what ends it: the thigh drops, a hand goes back, the standing foot hops, or the film ends
while the knee is still up.
"""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.moves.performance import (
    HORIZONTAL_DEG,
    SIDES,
    Performance,
    Side,
    fine_times,
    somebody,
)
from kneedrive.film.studio.moves.poses import (
    GRIP_AHEAD_M,
    GRIP_BELOW_KNEE,
    Posing,
    point,
    standing_pose,
)
from kneedrive.film.studio.moves.timeline import Timeline, tremor

Array = NDArray[np.float64]
End = Literal["thigh", "hand", "foot", "film"]

BELOW_FOR_S = 0.3  # the thigh below the horizontal for longer than this ends a hold
HAND_OFF_M = 0.10  # a hand further than this from where it clasps the leg is off it
FOOT_MOVED_M = 0.03


def hold_performance(
    seed: int, side: Side, hold_s: float, end: End, *, dip: bool = False, hands: bool = True
) -> Performance:
    """A hold by a person of this seed.

    Parameters
    ----------
    hold_s : from letting go to what ends it, about
    dip : once the thigh sinks under the horizontal for less than 0.3 s
    hands : False: the knee comes up without them
    """
    rng = np.random.default_rng([seed, 37])
    body = somebody(seed)
    top_deg = float(rng.uniform(98.0, 108.0))
    sag_dps = float(rng.uniform(0.0, 0.4)) * min(1.0, 10.0 / hold_s)
    begin_s = float(rng.uniform(0.9, 1.4))
    up_s = begin_s + float(rng.uniform(0.6, 0.9))
    free_s = up_s + (0.7 if hands else 0.0)
    end_s = free_s + hold_s
    thigh, knee, grip, other_grip = Timeline(3.0), Timeline(4.0), Timeline(), Timeline()
    knee_deg = float(rng.uniform(85.0, 105.0))
    thigh.move(begin_s, up_s, top_deg)
    knee.move(begin_s, up_s, knee_deg)
    if hands:
        for hand, late_s in ((grip, 0.0), (other_grip, float(rng.uniform(0.0, 0.15)))):
            hand.move(begin_s, up_s, 1.0)
            hand.move(up_s + 0.35 + late_s, free_s + 0.15 + late_s, 0.0)
    if dip:
        at_s = free_s + 0.45 * hold_s
        thigh.move(at_s, at_s + 0.16, HORIZONTAL_DEG - 6)
        thigh.go(at_s + 0.32, top_deg)
    thigh.move(free_s, max(end_s, thigh.time_s[-1] + 0.1), top_deg - sag_dps * hold_s)
    foot_x, foot_up = Timeline(), Timeline()
    seconds = end_s + 1.6
    if end == "film":
        seconds = end_s
    elif end == "thigh":
        thigh.move(end_s, end_s + 0.7, 5.0)
        knee.move(end_s, end_s + 0.7, 6.0)
    elif end == "hand":
        grip.move(end_s, end_s + 0.45, 1.0)
    else:
        foot_x.move(end_s, end_s + 0.3, float(rng.choice([-1, 1])) * 0.22)
        foot_up.move(end_s, end_s + 0.15, 0.05)
        foot_up.go(end_s + 0.3, 0.0)
    lean = Timeline(1.0)
    lean.move(free_s, end_s, 1.0 - float(rng.uniform(0.0, 7.0)))
    stance = Timeline(2.0)
    stance.move(free_s, end_s, 2.0 + float(rng.uniform(0.0, 5.0)))
    shake = float(rng.uniform(0.2, 0.7))
    lifted = SIDES.index(side)

    def posing(t: Array) -> Posing:
        fatigue = np.clip((t - free_s) / max(hold_s, 1.0), 0.0, 1.0) * (t < end_s)
        raised = np.clip((thigh.at(t) - 40) / 40, 0, 1)
        up = thigh.at(t) + raised * shake * (0.3 + fatigue) * tremor(t, (4.0, 8.0), seed)
        sway = 0.5 * tremor(t, (0.2, 0.7), seed + 1)
        down_thigh, down_knee = 1.5 + sway, stance.at(t)
        pair = [(up, down_thigh), (knee.at(t), down_knee)]
        thighs, knees = ((a, b) if lifted == 0 else (b, a) for a, b in pair)
        still = np.zeros_like(t)
        return Posing(
            thigh=thighs,
            knee=knees,
            dorsi=(still, still),
            lean=lean.at(t) + 0.6 * tremor(t, (0.2, 0.6), seed + 2),
            standing=np.full(len(t), 1 - lifted),
            foot_x_m=foot_x.at(t),
            foot_up_m=foot_up.at(t),
            grip=(grip.at(t), other_grip.at(t)),
        )

    def pose(t: Array) -> Array:
        return standing_pose(body, posing(t))

    t = fine_times(seconds)
    truth = _truth(t, posing(t), pose(t), side, body.shank_m)
    return Performance("hold", body, seed, seconds, pose, truth)


def _truth(
    t: Array, posing: Posing, pose_m: Array, side: Side, shank_m: float
) -> Mapping[str, Any]:
    """When the hold began and ended, and why."""
    lifted = SIDES.index(side)
    thigh = posing.thigh[lifted]
    knee, ankle = point(pose_m, f"{side}_knee"), point(pose_m, f"{side}_ankle")
    along = (ankle - knee)[:, :2] / shank_m
    clasp = knee[:, :2] + GRIP_BELOW_KNEE * shank_m * along
    clasp += GRIP_AHEAD_M * np.stack([-along[:, 1], along[:, 0]], axis=1)
    away = [np.hypot(*(point(pose_m, f"{s}_hand")[:, :2] - clasp).T) for s in SIDES]
    on = np.minimum(*away) < HAND_OFF_M
    high = thigh >= HORIZONTAL_DEG
    moved = np.hypot(posing.foot_x_m, posing.foot_up_m) > FOOT_MOVED_M
    ready = np.flatnonzero(high & ~on)
    base = {"side": side, "thigh_max_deg": round(float(thigh.max()), 2)}
    if len(ready) == 0:
        return {**base, "start_s": None, "end_s": None, "held_s": 0.0, "reason": "never"}
    start = int(ready[0])
    end, reason = len(t) - 1, "film"
    low = start
    for i in range(start, len(t)):
        low = i if high[i] else low
        if on[i] or moved[i]:
            end, reason = i, "hand" if on[i] else "foot"
            break
        if t[i] - t[low] > BELOW_FOR_S:
            end, reason = low, "thigh"
            break
    if reason == "film" and not high[end]:
        end = low
    held = slice(start, end + 1)
    return {
        **base,
        "start_s": round(float(t[start]), 4),
        "end_s": round(float(t[end]), 4),
        "held_s": round(float(t[end] - t[start]), 4),
        "reason": reason,
        "thigh_mean_deg": round(float(thigh[held].mean()), 2),
        "lean_change_deg": round(float(posing.lean[end] - posing.lean[start]), 2),
    }
