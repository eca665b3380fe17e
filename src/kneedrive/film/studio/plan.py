"""How a runner runs on average: the even stride that comes nearest to all that is usual.

Some twenty numbers (the hips' place and motion where a foot lands and leaves, the knee there, when
the swinging leg turns) decide an even stride. They must let the centre of mass fly; beyond that
they come as near as they can to usual angles, speeds and a smooth swing (least squares).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from kneedrive.film.studio.body import Body, down, foot_points
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
    shape : (3,) numbers of the SwingShape
    """

    land: Array
    leave: Array
    sink_mps: float
    settle: float
    pitch: Array
    shape: Array


_SIZE = np.concatenate(  # how far each number strays
    [[0.05, 1, 50, 0.05, 2, 80] * 2, [0.2, 0.3], [0.08, 2, 100], [0.01, 0.03, 0.03]]
)
_LOW, _HIGH = np.full(20, -np.inf), np.full(20, np.inf)
_LOW[[3, 9, 13, 17]] = np.radians(7), np.radians(12), 0.0, 0.015
_HIGH[13] = 2.0


def _numbers(legs: _Legs) -> Array:
    parts = [legs.land, legs.leave, [legs.sink_mps, legs.settle], legs.pitch, legs.shape]
    return np.concatenate([np.ravel(p) for p in parts])


def _legs(x: Array) -> _Legs:
    return _Legs(x[:6].reshape(2, 3), x[6:12].reshape(2, 3), x[12], x[13], x[14:17], x[17:])


def make_plan(runner: Runner, body: Body) -> Plan:
    """The even stride of a runner."""
    steps = make_steps(runner, 1, margins(runner), varied=False)
    upper = make_upper(runner, steps)
    usual = _usual_legs(runner)
    numbers = np.clip(_numbers(usual), _LOW + 1e-3, _HIGH - 1e-3)
    for sure, rounds in SURENESS:  # flying is asked for mildly at first, then firmly
        numbers = least_squares(
            lambda x, sure=sure: _misses(_legs(x), runner, body, steps, upper, sure),
            numbers,
            x_scale=_SIZE,
            bounds=(_LOW, _HIGH),
            max_nfev=rounds,
        ).x
    return _plan(_legs(numbers), runner, body, steps)


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
        leave=np.array([[(runner.min_thigh_deg + 1.5 * v - 1) * deg, -0.8 * v + 1, 50.0], [20 * deg, 0.0, 120.0]]),
        sink_mps=0.55,
        settle=1.0,
        pitch=np.array([-63 * deg, -4.0 - 2.4 * v, 0.0]),
        shape=np.array([0.06, 0.36, 0.70]),
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
        shape=SwingShape(*(float(x) for x in legs.shape)),
    )


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
    thigh, knee = joins.swings[0], joins.swings[1]
    mass, roll = joins.mass, joins.rolls
    brake = BRAKING_MPS * 8 / 15 * runner.contact_time_s / runner.step_time_s
    deg = float(np.radians(1))
    rows = [
        (thigh.value[0, -1] / deg, _Usual(runner.contact_thigh_deg, 2.5)),
        (knee.value[0, -1] / deg, _Usual(runner.contact_knee_flexion_deg, 2.5)),
        (knee.speed[0, -1], _Usual(5.0, 3.0)),
        (knee.acceleration[0, -1], _Usual(100.0, 100.0)),
        (thigh.speed[0, -1], _Usual(-0.5, 1.5)),
        (knee.value[0, 0] / deg, _Usual(20.0, 4.0)),
        (knee.speed[0, 0], _Usual(0.0, 2.0)),
        (knee.acceleration[0, 0], _Usual(120.0, 60.0)),
        (thigh.acceleration[0, 0], _Usual(40.0, 30.0)),
        (roll.leave_rad[0] / deg, _Usual(-63.0, 5.0)),
        (roll.leave_rad_ps[0], _Usual(-4.0 - 2.4 * v, 2.0)),
        (roll.leave_rad_ps2[0], _Usual(0.0, 200.0)),
        (roll.sink_mps[0], _Usual(0.55, 0.2)),
        (mass.touch[0, 1, 0], _Usual(brake, 0.02)),
        (mass.leave[1, 0, 0] - mass.touch[1, 0, 0], _Usual(0.0, 0.006)),
        (plan.settle, _Usual(1.0, 0.5)),
        (plan.shape.knee_at, _Usual(0.36, 0.03)),
        (plan.shape.thigh_at, _Usual(0.70, 0.02)),
        (plan.shape.trough_s, _Usual(0.06, 0.03)),
    ]
    return np.array([usual.miss(x) for x, usual in rows])


def _rough_swing(runner: Runner, body: Body, steps: Steps, joins: Joins) -> Array:
    """Hard accelerations, an overstretched knee and a foot that drags, along the swing."""
    start, end = steps.leave_s[0], steps.own_next_touch_s[0]
    t = start + (np.arange(GRID) + 0.5) / GRID * (end - start)
    h = 0.002
    angles = [
        np.stack([c.at(np.zeros(GRID, int), t + dt) for c in joins.swings]) for dt in (-h, 0, h)
    ]
    bend = (angles[0] - 2 * angles[1] + angles[2])[:2] / h**2
    thigh, knee, foot, toes = to_segments(angles[1])
    share = (t - start) / (end - start)
    hips = _hips_height(steps, joins, share)
    ankle = np.stack(
        [
            body.thigh_m * np.sin(thigh) + body.shank_m * np.sin(thigh - knee),
            hips - body.thigh_m * np.cos(thigh) - body.shank_m * np.cos(thigh - knee),
        ],
        axis=1,
    )
    points = foot_points(body, ankle, foot, toes)
    low = np.minimum.reduce([p[:, 1] for p in points.values()])
    room = 0.02 * np.minimum(1, 10 * np.minimum(share, 1 - share))
    return np.concatenate(
        [
            bend[0] / 150.0,
            bend[1] / 400.0,
            np.minimum(knee - np.radians(6), 0) / np.radians(1),
            np.minimum(low - room, 0) / 0.004,
        ]
    )


def _hips_height(steps: Steps, joins: Joins, share: Array) -> Array:
    """Rough height of the hips along the swing: two flights with a dip between."""
    leave, touch = joins.hips[1, 1, 0, 0], joins.hips[0, 1, 0, 0]
    dip = 0.055 * np.sin(np.pi * np.clip((share - 0.2) / 0.6, 0, 1))
    return np.asarray(leave + (touch - leave) * share - dip)
