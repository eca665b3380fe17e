"""How a runner runs on average: the even stride that comes nearest to all that is usual.

Some twenty numbers (the hips' place and motion where a foot lands and leaves, the knee there, when
the swinging leg turns) decide an even stride. They must let the centre of mass fly; beyond that
they come as near as they can to usual angles, speeds and a smooth swing (least squares).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from kneedrive.film.studio.body import DE_LEVA, GYRATION, Body, down, foot_points
from kneedrive.film.studio.footfall import Knees
from kneedrive.film.studio.joins import H_S, Joins, Scene, join, state, to_segments
from kneedrive.film.studio.leg import SwingShape
from kneedrive.film.studio.mass_path import margins
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.stance import FLAT_FROM, FLAT_TO, RollOver, stance_ankle
from kneedrive.film.studio.steps import Steps, make_steps
from kneedrive.film.studio.upper import Upper, make_upper

Array = NDArray[np.float64]

BRAKING_MPS = 0.20  # loss of forward speed in the first half of a contact
GRID = 40  # moments of the swing that are looked at
TURN_S = 0.008  # accelerations are differences over this time
ROOM_M = 0.025  # least height of the swinging foot
# Hip moment over running speed (Nm s / (kg m)) along the swing, + = flexor: treadmill running at
# 2.5 to 4.5 m/s computed from the data of Fukuchi, Fukuchi & Duarte 2017 (10.7717/peerj.3298).
MOMENT = (np.array([0.0, 0.22, 0.5, 0.85, 1.0]), np.array([0.22, 0.39, 0.0, -0.44, -0.2]))
MOMENT_STRAY = 0.15
LEG_ENDS = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "foot": ("heel", "toe")}
SURENESS = ((20.0, 15), (1e3, 40))  # weight of what must hold, and rounds


@dataclass(frozen=True)
class Plan:
    """An even stride.

    Parameters
    ----------
    touch_m, leave_m : (2,) place of the hips where a foot lands and leaves
    moves : (2, 2, 2) their speed and acceleration
    land_knee, leave_knee : value and rate; value, rate and acceleration of the knee (rad, s)
    """

    touch_m: Array
    leave_m: Array
    moves: Array
    land_knee: Array
    leave_knee: Array
    settle: float
    shape: SwingShape


@dataclass(frozen=True)
class _Usual:
    """A usual value and how far runners stray from it."""

    value: float
    stray: float

    def miss(self, x: Array | float) -> float:
        return float((x - self.value) / self.stray)


@dataclass(frozen=True)
class _Legs:
    """The standing leg where it lands and leaves: the numbers that are varied.

    Parameters
    ----------
    land, leave : (2, 3) thigh and knee; value, speed and acceleration (rad, s)
    sink_mps, settle : of the landing foot, see RollOver
    pitch : (3,) of the leaving foot
    shape : (7,) numbers of the SwingShape
    """

    land: Array
    leave: Array
    sink_mps: float
    settle: float
    pitch: Array
    shape: Array


_SIZE = np.concatenate(  # how far each number strays
    [
        [0.05, 1, 50, 0.05, 2, 80] * 2,
        [0.2, 0.3],
        [0.08, 2, 100],
        [0.01, 0.03, 0.03, 0.1, 0.1, 0.1, 0.1],
    ]
)
_LOW, _HIGH = np.full(24, -np.inf), np.full(24, np.inf)
_LOW[[3, 9, 13, 17]] = np.radians(7), np.radians(9), 0.0, 0.015
_HIGH[13] = 2.0


def _numbers(legs: _Legs) -> Array:
    single = np.array([legs.sink_mps, legs.settle])
    parts = (legs.land, legs.leave, single, legs.pitch, legs.shape)
    return np.concatenate([np.ravel(part) for part in parts])


def _legs(x: Array) -> _Legs:
    return _Legs(x[:6].reshape(2, 3), x[6:12].reshape(2, 3), x[12], x[13], x[14:17], x[17:])


def make_plan(runner: Runner, body: Body) -> Plan:
    """The even stride of a runner."""
    steps = make_steps(runner, 1, margins(runner), varied=False)
    upper = make_upper(runner, steps)
    usual = _usual_legs(runner)
    numbers = np.clip(_numbers(usual), _LOW + 1e-3, _HIGH - 1e-3)

    def misses(x: Array, sure: float) -> Array:
        return _misses(_legs(x), runner, body, steps, upper, sure)

    for sure, rounds in SURENESS:  # flying is asked for mildly at first, then firmly
        numbers = least_squares(
            misses,
            numbers,
            args=(sure,),
            x_scale=_SIZE,
            bounds=(_LOW, _HIGH),
            max_nfev=rounds,
            ftol=1e-5,
        ).x
    plan = _plan(_legs(numbers), runner, body, steps)
    scene = make_scene(plan, runner, body, steps, upper)
    curves = join(scene, plan.moves[..., None] * np.ones(2)).swings.curves
    bends = tuple(c.acceleration[0, 1:-1] for c in curves)
    return replace(plan, shape=replace(plan.shape, bends=bends))


def _usual_legs(runner: Runner) -> _Legs:
    """Usual values, to start from."""
    v, deg = runner.speed_mps, np.radians(1)
    return _Legs(
        land=np.array(
            [
                [runner.contact_thigh_deg * deg, -0.5, 50.0],
                [runner.contact_knee_flexion_deg * deg, 5.0, 100.0],
            ]
        ),
        leave=np.array(
            [
                [(runner.min_thigh_deg + 1.5 * v - 1) * deg, -0.8 * v + 1, 50.0],
                [15 * deg, 0.0, 120.0],
            ]
        ),
        sink_mps=0.55,
        settle=0.5,
        pitch=np.array([-63 * deg, -4.0 - 1.9 * v, 0.0]),
        shape=np.array([0.06, 0.36, 0.70, 0.0, 0.0, 0.0, 0.0]),
    )


def _plan(legs: _Legs, runner: Runner, body: Body, steps: Steps) -> Plan:
    """Hips from legs: they are a leg's length above the ankle of the foot on the ground."""
    contact = steps.off_s - steps.strike_s
    one = np.ones_like(contact)
    roll = RollOver(
        touch_s=steps.touch_s,
        flat_s=steps.strike_s + FLAT_FROM * contact,
        rise_s=steps.strike_s + FLAT_TO * contact,
        leave_s=steps.leave_s,
        strike_rad=np.radians(runner.foot_strike_deg) * one,
        leave_rad=legs.pitch[0] * one,
        leave_rad_ps=legs.pitch[1] * one,
        leave_rad_ps2=legs.pitch[2] * one,
        slide_mps=runner.landing_slip * runner.speed_mps * one,
        sink_mps=legs.sink_mps * one,
        settle=legs.settle * one,
        flat_x_m=0 * one,
    ).of(np.zeros(6, int))
    dt = np.array([-H_S, 0.0, H_S])
    t = np.concatenate([steps.touch_s[0] + dt, steps.leave_s[0] + dt])
    ankle, _, _ = stance_ankle(body, roll, t)
    taylor = np.stack([np.ones(3), dt, dt**2 / 2])
    thigh, knee = np.concatenate([legs.land @ taylor, legs.leave @ taylor], axis=1)
    hips = ankle - down(thigh, body.thigh_m) - down(thigh - knee, body.shank_m)
    hips[:, 0] -= runner.speed_mps * t
    hips = hips.reshape(2, 3, 2)
    hips[..., 0] -= hips[:, 1, 0].mean()
    before, at, after = np.moveaxis(hips, 1, 0)
    states = state(before, at, after)  # (3, landing leaving, x y)
    return Plan(
        touch_m=at[0],
        leave_m=at[1],
        moves=np.moveaxis(states[1:], 0, 2),
        land_knee=legs.land[1, :2],
        leave_knee=legs.leave[1],
        settle=legs.settle,
        shape=_shape(legs.shape),
    )


def _shape(x: Array) -> SwingShape:
    a, b, c, d, e, f, g = (float(v) for v in x)
    return SwingShape(a, b, c, (d, e), (f, g))


def make_scene(plan: Plan, runner: Runner, body: Body, steps: Steps, upper: Upper) -> Scene:
    """The plan for steps that are all alike."""
    one = np.ones(len(steps.touch_s))
    knees = Knees(np.outer(plan.land_knee, one), np.outer(plan.leave_knee, one), plan.settle)
    return Scene(runner, body, steps, upper, plan.touch_m, plan.leave_m, knees, plan.shape)


def _misses(
    legs: _Legs, runner: Runner, body: Body, steps: Steps, upper: Upper, sure: float
) -> Array:
    """By how much legs miss what must hold, what is usual and what is smooth."""
    plan = _plan(legs, runner, body, steps)
    scene = make_scene(plan, runner, body, steps, upper)
    joins = join(scene, plan.moves[..., None] * np.ones(2))
    return np.concatenate(
        [
            sure * joins.miss[..., 0].ravel(),
            _unusual(plan, runner, joins),
            _rough_swing(runner, body, steps, joins),
        ]
    )


def _unusual(plan: Plan, runner: Runner, joins: Joins) -> Array:
    """Misses of usual values, in units of how far runners stray from them."""
    v = runner.speed_mps
    thigh, knee, _, _ = joins.swings.curves
    mass, roll = joins.mass, joins.rolls
    brake = BRAKING_MPS * 8 / 15 * runner.contact_time_s / runner.step_time_s
    deg = float(np.radians(1))
    rows = [
        (thigh.value[0, -1] / deg, _Usual(runner.contact_thigh_deg, 2.5)),
        (knee.value[0, -1] / deg, _Usual(runner.contact_knee_flexion_deg, 2.5)),
        (knee.speed[0, -1], _Usual(5.0, 3.0)),
        (knee.acceleration[0, -1], _Usual(100.0, 100.0)),
        (thigh.speed[0, -1], _Usual(-0.5, 1.5)),
        (knee.value[0, 0] / deg, _Usual(14.0, 4.0)),
        (knee.speed[0, 0], _Usual(0.0, 2.0)),
        (knee.acceleration[0, 0], _Usual(120.0, 60.0)),
        (thigh.speed[0, 0], _Usual(-0.15 - 0.7 * v, 0.7)),
        (thigh.acceleration[0, 0], _Usual(45.0, 25.0)),
        (roll.leave_rad[0] / deg, _Usual(-63.0, 5.0)),
        (roll.leave_rad_ps[0], _Usual(-4.0 - 1.9 * v, 2.5)),
        (roll.leave_rad_ps2[0], _Usual(0.0, 200.0)),
        (roll.sink_mps[0], _Usual(0.55, 0.2)),
        (mass.touch[0, 1, 0], _Usual(brake, 0.02)),
        (mass.leave[1, 0, 0] - mass.touch[1, 0, 0], _Usual(0.0, 0.006)),
        (plan.settle, _Usual(0.5, 0.4)),
        (plan.shape.knee_at, _Usual(0.36, 0.03)),
        (plan.shape.thigh_at, _Usual(0.70, 0.02)),
        (plan.shape.trough_s, _Usual(0.06, 0.03)),
    ]
    return np.array([usual.miss(x) for x, usual in rows])


def _rough_swing(runner: Runner, body: Body, steps: Steps, joins: Joins) -> Array:
    """Along the swing: unusual hip moments, hard turns, a stretched knee, a foot that drags."""
    start, end = steps.leave_s[0], steps.own_next_touch_s[0]
    share = (np.arange(GRID) + 0.5) / GRID
    t = start + share * (end - start)
    near = np.concatenate([t - TURN_S, t, t + TURN_S])
    around = np.split(joins.swings.at(np.zeros(len(near), int), near), 3, axis=1)
    turn = (around[0] - 2 * around[1] + around[2])[:2] / TURN_S**2
    points = [_leg_points(body, to_segments(a)) for a in around]
    up, push = _hips_in_swing(steps, joins, t)
    low = up + np.minimum.reduce([points[1][n][:, 1] for n in ("heel", "ball", "tip")])
    room = ROOM_M * np.minimum(1, 16 * np.minimum(share, 1 - share))
    moment = _moment(body, points, push) / runner.speed_mps
    speed = np.degrees((around[2][0] - around[0][0]).max()) / (2 * TURN_S)
    return np.concatenate(
        [
            (moment - np.interp(share, *MOMENT)) / MOMENT_STRAY,
            [(speed - _usual_thigh_speed_dps(runner)) / 20.0],
            turn[0] / 150.0,
            turn[1] / 400.0,
            np.minimum(around[1][1] - np.radians(6), 0) / np.radians(1),
            np.maximum(around[1][0] - np.radians(runner.peak_thigh_deg), 0) / np.radians(0.1),
            np.minimum(around[1][0] - np.radians(runner.min_thigh_deg), 0) / np.radians(0.1),
            np.maximum(around[1][1] - np.radians(runner.peak_knee_flexion_deg), 0)
            / np.radians(0.3),
            np.minimum(low - room, 0) / 0.003,
        ]
    )


def _usual_thigh_speed_dps(runner: Runner) -> float:
    """Greatest forward speed of the thigh: as in the same runners, in proportion to its way."""
    v = runner.speed_mps
    way = runner.peak_thigh_deg - runner.min_thigh_deg
    return (62 + 92 * v) * way / (11.6 + 6.4 * v + 5.5 + 5.7 * v)


def _leg_points(body: Body, angles: Array) -> dict[str, Array]:
    """Points (T, 2) of a leg from its hip, for thigh, knee, foot and toes (4, T)."""
    thigh, knee, foot, toes = angles
    at_knee = down(thigh, body.thigh_m)
    ankle = at_knee + down(thigh - knee, body.shank_m)
    hip = np.zeros_like(at_knee)
    return {"hip": hip, "knee": at_knee, "ankle": ankle} | foot_points(body, ankle, foot, toes)


def _moment(body: Body, points: list[dict[str, Array]], push: Array) -> Array:
    """(T,) hip moment (Nm/kg, + = flexor) of a leg seen at three moments TURN_S apart.

    `push` (T,) is the hips' upward acceleration with gravity.
    """
    total = np.zeros(len(push))
    for name, (a, b) in LEG_ENDS.items():
        mass, com = DE_LEVA[body.sex][name]
        way = [p[b] - p[a] for p in points]
        centre = [p[a] + com * w for p, w in zip(points, way, strict=True)]
        force = (centre[0] - 2 * centre[1] + centre[2]) / TURN_S**2
        force[:, 1] += push
        turn = np.diff(np.unwrap([np.arctan2(w[:, 1], w[:, 0]) for w in way], axis=0), axis=0)
        inertia = (GYRATION[body.sex][name] * np.hypot(*way[1].T)) ** 2
        spin = inertia * (turn[1] - turn[0]) / TURN_S**2
        total += mass * (spin + centre[1][:, 0] * force[:, 1] - centre[1][:, 1] * force[:, 0])
    return total


def _hips_in_swing(steps: Steps, joins: Joins, t_s: Array) -> tuple[Array, Array]:
    """(T,) height of the hips, and their upward acceleration with gravity, in the first swing.

    From the path of the centre of mass; its way from the hips goes straight between the joins.
    """
    mass = joins.mass
    touch = steps.touch_s[1]
    since = t_s - touch
    one = np.ones(len(t_s), int)
    inside = np.clip(since, 0, mass.contact_s[1])
    stand = (since >= 0) & (since <= mass.contact_s[1])
    fly = np.where(since < 0, mass.flying(0 * one, t_s - steps.leave_s[0])[:, 1], 0)
    late = mass.flying(one, t_s - steps.leave_s[1])[:, 1]
    up = np.where(stand, mass.standing(one, inside)[:, 1], np.where(since < 0, fly, late))
    offset = np.stack([mass.touch, mass.leave])[:, 1, 0, 0] - joins.hips[:, 1, 0, 0]
    when = [steps.leave_s[0], touch, steps.leave_s[1], steps.own_next_touch_s[0]]
    way = np.interp(t_s, when, [offset[1], offset[0], offset[1], offset[0]])
    return up - way, np.where(stand, mass.lift(one, inside), 0.0)
