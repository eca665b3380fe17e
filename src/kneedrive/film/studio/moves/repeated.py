"""Repetitions of one leg's lift, standing: the banded march and the weighted raise.

A set is a list of `Lift`s. What is wrong with a lift is part of it: too low, let fall, leaning
back, the foot let hang, the top reached in two goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

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
    move: Literal["march", "raise"], seed: int, sets: Sequence[Sequence[Lift]], rest_s: float = 9.0
) -> Performance:
    """The lifts of each set one after the other, with rest in between."""
    body, score = somebody(seed), _Score(move, seed, sets[0][0].side)
    for number, lifts in enumerate(sets, 1):
        for lift in lifts:
            score.add(number, lift)
        score.now_s += rest_s if number < len(sets) else 1.5
    up_m = BOX_UP_M if move == "raise" else 0.0

    def pose(t: Array) -> Array:
        return standing_pose(body, score.posing(t, up_m))

    t = fine_times(score.now_s)
    curve = score.thighs(t)
    for rep in score.reps:
        own = curve[SIDES.index(rep["side"])][(t >= rep["start_s"]) & (t <= rep["end_s"])]
        rep["peak_deg"] = round(float(own.max()), 2)
        rep["past_horizontal"] = bool(own.max() >= HORIZONTAL_DEG)
    weighted: Prop = "kettlebell left" if sets[0][0].side == "left" else "kettlebell right"
    props: tuple[Prop, ...] = ("band",) if move == "march" else ("box", weighted)
    truth = {"sets": len(sets), "reps": score.reps}
    return Performance(move, body, seed, score.now_s, pose, truth, props, score.beside.at)


class _Score:
    """The timelines of a performance while its lifts are written down."""

    def __init__(self, move: str, seed: int, first: Side) -> None:
        self.now_s = 1.2
        self.reps: list[dict[str, Any]] = []
        self.beside = Timeline()
        self._seed, self._rng = seed, np.random.default_rng([seed, 53])
        self._bent_deg = (85.0, 105.0) if move == "march" else (70.0, 95.0)
        self._thigh = [Timeline(REST_DEG), Timeline(REST_DEG)]
        self._knee = [Timeline(REST_KNEE_DEG), Timeline(REST_KNEE_DEG)]
        self._dorsi = [Timeline(), Timeline()]
        self._lean = Timeline(1.0)
        self._standing = Timeline(1.0 - SIDES.index(first))
        self._shaking: list[tuple[float, float, int, float]] = []

    def add(self, number: int, lift: Lift) -> None:
        """Write down one lift of a set."""
        i = SIDES.index(lift.side)
        self._make_ready(i, lift)
        start_s = self.now_s
        bent = float(self._rng.uniform(*self._bent_deg)) * min(1.0, lift.top_deg / 95)
        self._together(i, lift.drive_s, bent, lift.dorsi_deg, lift.lean_deg)
        self._rise(i, lift)
        self._shaking.append((self.now_s, self.now_s + lift.stay_s, i, lift.wobble_deg))
        top_s = self.now_s + lift.stay_s / 2
        self.now_s += lift.stay_s + 0.02
        self._thigh[i].move(self.now_s, self.now_s + lift.lower_s, REST_DEG)
        self._together(i, lift.lower_s, REST_KNEE_DEG, 0.0, 1.0)
        self.now_s += lift.lower_s
        self.reps.append(
            {
                "set": number,
                "side": lift.side,
                "start_s": start_s,
                "top_s": top_s,
                "end_s": self.now_s,
                "lower_s": lift.lower_s,
                "lean_deg": lift.lean_deg,
                "dorsi_deg": lift.dorsi_deg,
                "aside": lift.aside_m > 0,
            }
        )

    def _make_ready(self, i: int, lift: Lift) -> None:
        """Rest, step aside where asked for, and stand on the other leg."""
        self.now_s += lift.pause_s
        if abs(lift.aside_m - self.beside.value[-1]) > 0.01:
            self.beside.move(self.now_s, self.now_s + 1.5, lift.aside_m)
            self.now_s += 1.7
        if self._standing.value[-1] != 1 - i:
            self._standing.move(self.now_s - 0.02, self.now_s - 0.01, 1 - i)

    def _together(
        self, i: int, seconds: float, knee_deg: float, dorsi_deg: float, lean_deg: float
    ) -> None:
        """What moves beside the thigh."""
        end_s = self.now_s + seconds
        self._knee[i].move(self.now_s, end_s, knee_deg)
        self._dorsi[i].move(self.now_s, end_s, dorsi_deg)
        self._lean.move(self.now_s, end_s, lean_deg)

    def _rise(self, i: int, lift: Lift) -> None:
        """The thigh to its top, in one go or two."""
        thigh = self._thigh[i]
        if lift.hesitates_at_deg is not None:
            first_s = 0.4 * lift.drive_s
            thigh.move(self.now_s, self.now_s + first_s + 0.1, lift.hesitates_at_deg)
            self.now_s += 0.25
            thigh.move(self.now_s + first_s, self.now_s + lift.drive_s, lift.top_deg)
        else:
            thigh.move(self.now_s, self.now_s + lift.drive_s, lift.top_deg)
        self.now_s += lift.drive_s

    def thighs(self, t: Array) -> tuple[Array, Array]:
        """Both thigh angles at times (T,), deg."""
        made = [line.at(t) for line in self._thigh]
        for begin, end, i, size in self._shaking:
            if size:
                inside = np.clip(np.minimum(t - begin, end - t) / 0.1, 0, 1)
                made[i] = made[i] + inside * size * np.sin(2 * np.pi * 2.5 * (t - begin))
        return made[0], made[1]

    def posing(self, t: Array, foot_up_m: float) -> Posing:
        """What the body does at times (T,)."""
        left, right = self.thighs(t)
        sway = 0.5 * tremor(t, (0.2, 0.7), self._seed + 1)
        still = np.zeros_like(t)
        return Posing(
            thigh=(left + sway, right + sway),
            knee=(self._knee[0].at(t), self._knee[1].at(t)),
            dorsi=(self._dorsi[0].at(t), self._dorsi[1].at(t)),
            lean=self._lean.at(t) + 0.6 * tremor(t, (0.2, 0.6), self._seed + 2),
            standing=np.round(self._standing.at(t)),
            foot_x_m=still,
            foot_up_m=np.full_like(t, foot_up_m),
            grip=(still, still),
        )
