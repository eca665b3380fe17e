"""The hips where the feet land and leave, such that the whole body's centre of mass flies.

In flight the centre of mass follows a parabola, and the hips are where the body's segments say.
On the ground the hips go smoothly from landing to leaving. So the whole motion follows from the
hips' speed and acceleration at those moments; their places are given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Angles, Body, centre_of_mass, place
from kneedrive.film.studio.footfall import Knees, roll_overs
from kneedrive.film.studio.leg import Swings, SwingShape, reach, swing_curves
from kneedrive.film.studio.mass_path import MassPath, make_mass_path
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.stance import RollOver, stance_ankle
from kneedrive.film.studio.steps import Steps
from kneedrive.film.studio.upper import Upper

Array = NDArray[np.float64]
Index = NDArray[np.intp]

H_S = 0.001  # speeds and accelerations at a join are differences over this time
UNIT = np.array([0.05, 0.0025])  # of speeds and accelerations, as lengths that matter alike


@dataclass(frozen=True)
class Scene:
    """All that is given when the joins are sought.

    Parameters
    ----------
    touch_m, leave_m : (2,) place of the hips where each foot lands and leaves; x relative to a
        point that moves at the running speed
    knees : at the joins
    """

    runner: Runner
    body: Body
    steps: Steps
    upper: Upper
    touch_m: Array
    leave_m: Array
    knees: Knees
    shape: SwingShape


@dataclass(frozen=True)
class Joins:
    """Hips (2, 2, 3, K: landing leaving; x y; value, speed, acceleration; step) and what follows.

    Parameters
    ----------
    rolls, swings, mass : the contacts, the curves of the swing, the path of the centre of mass
    miss : (2, 2, 2, K) by how much the centre of mass fails to fly, in speed and acceleration, UNIT
    """

    hips: Array
    rolls: RollOver
    swings: Swings
    mass: MassPath
    miss: Array


def join(scene: Scene, moves: Array) -> Joins:
    """What follows from speeds and accelerations (2, 2, 2, K) of the hips at the joins."""
    count = len(scene.steps.touch_s)
    places = np.stack([scene.touch_m, scene.leave_m])[:, :, None, None] * np.ones(count)
    hips = np.concatenate([places, moves], axis=2)
    rolls, swings, own = _legs(scene, hips)
    offset = _mass_from_hips(scene, swings, own)
    at = hips[:, :, 0] + offset[:, :, 0]
    mass = make_mass_path(scene.steps, at[0], at[1])
    flight = np.stack([mass.touch, mass.leave])
    miss = (flight - offset - hips)[:, :, 1:] * UNIT[:, None]
    return Joins(hips, rolls, swings, mass, miss)


def stance_angles(scene: Scene, rolls: RollOver, which: Index, t_s: Array, hips_m: Array) -> Array:
    """(4, M) thigh, knee, foot pitch and toes pitch of foot `which` on the ground."""
    ankle, foot, toes = stance_ankle(scene.body, rolls.of(which), t_s)
    hip = hips_m + np.stack([scene.runner.speed_mps * t_s, 0 * t_s], axis=1)
    thigh, knee = reach(scene.body, hip, ankle)
    return np.stack([thigh, knee, foot, toes])


def to_joints(angles: Array) -> Array:
    """Thigh, knee, foot pitch, toes pitch to thigh, knee, dorsiflexion, toe extension."""
    thigh, knee, foot, toes = angles
    return np.stack([thigh, knee, foot - (thigh - knee), toes - foot])


def to_segments(joints: Array) -> Array:
    """The way back from `to_joints`."""
    thigh, knee, ankle, toe = joints
    foot = thigh - knee + ankle
    return np.stack([thigh, knee, foot, foot + toe])


def state(before: Array, at: Array, after: Array) -> Array:
    """(3, ...) value, speed, acceleration from values H_S apart."""
    return np.stack([at, (after - before) / (2 * H_S), (before - 2 * at + after) / H_S**2])


def _around(at_s: Array, hips: Array) -> tuple[Array, Array]:
    """Times (3K,) and hips (3K, 2) a moment before, at and after each join."""
    dt = np.array([-H_S, 0.0, H_S])[:, None]
    near = hips[:, 0, None] + hips[:, 1, None] * dt + hips[:, 2, None] * dt**2 / 2
    return (at_s + dt).ravel(), near.reshape(2, -1).T


def _legs(scene: Scene, hips: Array) -> tuple[RollOver, Swings, Array]:
    """Contacts, swing curves that join them, and standing angles (4, 2, 3, K) at their ends."""
    steps = scene.steps
    count = len(steps.touch_s)
    rolls = roll_overs(scene.runner, scene.body, steps, hips[0], hips[1], scene.knees)
    around = [
        _around(at, where) for at, where in ((steps.touch_s, hips[0]), (steps.leave_s, hips[1]))
    ]
    t, near = (np.concatenate(x) for x in zip(*around, strict=True))
    own = stance_angles(scene, rolls, np.tile(np.arange(count), 6), t, near)
    before, at, after = np.moveaxis(to_joints(own).reshape(4, 2, 3, count), 2, 0)
    states = state(before, at, after)  # (3, 4, 2, K)
    landing, leaving = np.moveaxis(states, (2, 1), (0, 1))
    swings = swing_curves(scene.runner, steps, scene.shape, leaving, np.roll(landing, -2, axis=-1))
    return rolls, swings, own.reshape(4, 2, 3, count)


def _mass_from_hips(scene: Scene, swings: Swings, own: Array) -> Array:
    """Centre of mass relative to the hips (2, 2, 3, K) where feet land and leave."""
    steps = scene.steps
    count = len(steps.touch_s)
    every = np.arange(count)
    t = np.stack([steps.touch_s, steps.leave_s])[:, None] + np.array([-H_S, 0.0, H_S])[:, None]
    # the other leg swings: after contact k - 1, which for the first is the last one
    wrapped = t + np.where(every == 0, steps.period_s, 0.0)
    which = np.tile(every - 1, 6)
    other = to_segments(swings.at(which, wrapped.ravel()))
    angles = body_angles(scene, np.tile(every % 2, 6), own.reshape(4, -1), other, t.ravel())
    mass = centre_of_mass(scene.body, place(scene.body, np.zeros((t.size, 2)), angles))
    before, at, after = np.moveaxis(mass.T.reshape(2, 2, 3, count), 2, 0)
    return np.moveaxis(state(before, at, after), (0, 1, 2), (2, 1, 0))


def body_angles(scene: Scene, side: Index, own: Array, other: Array, t_s: Array) -> Angles:
    """All angles at times t (T,); `own` are the leg angles (4, T) of side 0 (left) or 1 (right)."""
    left, right = np.where(side == 0, own, other), np.where(side == 0, other, own)
    up = scene.upper.at(t_s)
    return Angles(
        lean=up["lean"],
        twist=up["twist"],
        thigh=(left[0], right[0]),
        knee=(left[1], right[1]),
        foot=(left[2], right[2]),
        toes=(left[3], right[3]),
        upper_arm=(up["left_upper_arm"], up["right_upper_arm"]),
        elbow=(up["left_elbow"], up["right_elbow"]),
    )
