"""Repetitions of one leg's lift, standing: the banded march and the weighted raise.

A set is a list of `Lift`s. What is wrong with a lift is part of it: too low, let fall, leaning
back, the foot let hang, the top reached in two goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.moves.performance import (
    HORIZONTAL_DEG,
    SIDES,
    Performance,
    Prop,
    Side,
    fine_times,
    somebody,
)
from kneedrive.film.studio.moves.poses import Posing, standing_pose
from kneedrive.film.studio.moves.props import BOX_UP_M
from kneedrive.film.studio.moves.timeline import Timeline, tremor

Array = NDArray[np.float64]

REST_DEG, REST_KNEE_DEG = 3.0, 5.0


@dataclass(frozen=True)
class Lift:
    """One lift.

    Parameters
    ----------
    top_deg : highest thigh angle
    drive_s, stay_s, lower_s : up, at the top, down
    pause_s : at rest before it
    wobble_deg : the thigh shakes by this much at the top
    hesitates_at_deg : stops for a moment on the way up
    lean_deg : of the trunk at the top
    dorsi_deg : of the lifted foot
    aside_m : how far beside the picture's middle it is done
    """

    side: Side
    top_deg: float
    drive_s: float = 0.35
    stay_s: float = 0.3
    lower_s: float = 1.2
    pause_s: float = 0.45
    wobble_deg: float = 0.0
    hesitates_at_deg: float | None = None
    lean_deg: float = 2.0
    dorsi_deg: float = 8.0
    aside_m: float = 0.0


def alternating(seed: int, a_leg: int, first: Side = "left") -> list[Lift]:
    """Good lifts, left and right in turn, each a little different."""
    rng = np.random.default_rng([seed, 43])
    sides = [SIDES[(SIDES.index(first) + i) % 2] for i in range(2 * a_leg)]
    return [_good(rng, side) for side in sides]


def one_leg(seed: int, side: Side, count: int) -> list[Lift]:
    """Good lifts of one leg."""
    rng = np.random.default_rng([seed, 43])
    return [_good(rng, side) for _ in range(count)]


def _good(rng: np.random.Generator, side: Side) -> Lift:
    return Lift(
        side,
        top_deg=float(rng.uniform(96.0, 110.0)),
        drive_s=float(rng.uniform(0.28, 0.5)),
        stay_s=float(rng.uniform(0.1, 0.5)),
        lower_s=float(rng.uniform(1.05, 1.5)),
        pause_s=float(rng.uniform(0.3, 0.7)),
    )


def faulty(lift: Lift, fault: str, seed: int) -> Lift:
    """The lift with a fault: half, fast, leaning, foot, jitter, hesitation, aside, pause."""
    rng = np.random.default_rng([seed, 47])
    changes: Mapping[str, dict[str, Any]] = {
        "half": {"top_deg": float(rng.uniform(50.0, 74.0))},
        "fast": {"lower_s": float(rng.uniform(0.4, 0.6))},
        "leaning": {"lean_deg": -18.0},
        "foot": {"dorsi_deg": -32.0},
        "jitter": {"top_deg": 95.0, "stay_s": 1.6, "wobble_deg": 7.0},
        "hesitation": {"hesitates_at_deg": float(rng.uniform(40.0, 60.0))},
        "pause": {"pause_s": 2.5, "stay_s": 1.5},
        "aside": {"aside_m": 1.45},
    }
    return replace(lift, **changes[fault])


def lifts_performance(
    move: str, seed: int, sets: Sequence[Sequence[Lift]], rest_s: float = 9.0
) -> Performance:
    """The lifts of each set one after the other, with rest in between."""
    if move not in ("march", "raise"):
        raise ValueError(f"{move} is neither march nor raise")
    body, rng = somebody(seed), np.random.default_rng([seed, 53])
    thigh, knee, dorsi = ([Timeline(v), Timeline(v)] for v in (REST_DEG, REST_KNEE_DEG, 0.0))
    lean, beside, standing = Timeline(1.0), Timeline(), Timeline(1.0 - SIDES.index(sets[0][0].side))
    reps: list[dict[str, Any]] = []
    shaking: list[tuple[float, float, int, float]] = []
    now = 1.2
    for number, lifts in enumerate(sets, 1):
        for lift in lifts:
            i = SIDES.index(lift.side)
            now += lift.pause_s
            if abs(lift.aside_m - beside.value[-1]) > 0.01:
                beside.move(now, now + 1.5, lift.aside_m)
                now += 1.7
            if standing.value[-1] != 1 - i:
                standing.move(now - 0.02, now - 0.01, 1 - i)
            start = now
            bent = float(rng.uniform(85, 105)) if move == "march" else float(rng.uniform(70, 95))
            knee[i].move(now, now + lift.drive_s, bent * min(1.0, lift.top_deg / 95))
            dorsi[i].move(now, now + lift.drive_s, lift.dorsi_deg)
            lean.move(now, now + lift.drive_s, lift.lean_deg)
            if lift.hesitates_at_deg is not None:
                thigh[i].move(now, now + 0.4 * lift.drive_s + 0.1, lift.hesitates_at_deg)
                now += 0.25
                thigh[i].move(now + 0.4 * lift.drive_s, now + lift.drive_s, lift.top_deg)
            else:
                thigh[i].move(now, now + lift.drive_s, lift.top_deg)
            now += lift.drive_s
            shaking.append((now, now + lift.stay_s, i, lift.wobble_deg))
            top_s, now = now + lift.stay_s / 2, now + lift.stay_s + 0.02
            thigh[i].move(now, now + lift.lower_s, REST_DEG)
            knee[i].move(now, now + lift.lower_s, REST_KNEE_DEG)
            dorsi[i].move(now, now + lift.lower_s, 0.0)
            lean.move(now, now + lift.lower_s, 1.0)
            now += lift.lower_s
            reps.append({"set": number, "side": lift.side, "start_s": start, "top_s": top_s,
                         "end_s": now, "lower_s": lift.lower_s, "lean_deg": lift.lean_deg,
                         "dorsi_deg": lift.dorsi_deg, "aside": lift.aside_m > 0})  # fmt: skip
        now += rest_s if number < len(sets) else 1.5
    seconds = now

    def thighs(t: Array) -> tuple[Array, Array]:
        made = [line.at(t) for line in thigh]
        for begin, end, i, size in shaking:
            if size:
                inside = np.clip(np.minimum(t - begin, end - t) / 0.1, 0, 1)
                made[i] = made[i] + inside * size * np.sin(2 * np.pi * 2.5 * (t - begin))
        return made[0], made[1]

    def pose(t: Array) -> Array:
        left, right = thighs(t)
        sway = 0.5 * tremor(t, (0.2, 0.7), seed + 1)
        carries = np.round(standing.at(t))
        up = BOX_UP_M if move == "raise" else 0.0
        return standing_pose(
            body,
            Posing(
                thigh=(left + sway, right + sway),
                knee=(knee[0].at(t), knee[1].at(t)),
                dorsi=(dorsi[0].at(t), dorsi[1].at(t)),
                lean=lean.at(t) + 0.6 * tremor(t, (0.2, 0.6), seed + 2),
                standing=carries,
                foot_x_m=np.zeros_like(t),
                foot_up_m=np.full_like(t, up),
                grip=(np.zeros_like(t), np.zeros_like(t)),
            ),
        )

    t = fine_times(seconds)
    curve = thighs(t)
    for rep in reps:
        own = curve[SIDES.index(rep["side"])][(t >= rep["start_s"]) & (t <= rep["end_s"])]
        rep["peak_deg"] = round(float(own.max()), 2)
        rep["past_horizontal"] = bool(own.max() >= HORIZONTAL_DEG)
    weighted: Prop = "kettlebell left" if sets[0][0].side == "left" else "kettlebell right"
    props: tuple[Prop, ...] = ("band",) if move == "march" else ("box", weighted)
    kind = "march" if move == "march" else "raise"
    truth = {"sets": len(sets), "reps": reps}
    return Performance(kind, body, seed, seconds, pose, truth, props, beside.at)
