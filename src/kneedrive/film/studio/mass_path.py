"""The path of the body's centre of mass: a parabola in flight, a smooth push on the ground.

The vertical force of a contact is s^a (1-s)^b (1 + c(2s-1)) over the fraction s of the time in
which the shoe touches the ground at all: zero and smooth at both ends, never negative, its tail a
little longer than its rise. Its size and skew follow from the flights before and after. Because it
rises from zero, the shoe touches a few ms before the force passes 50 N and a few ms after.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq

from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.steps import Steps

Array = NDArray[np.float64]

G = 9.81
FORCE_THRESHOLD_N = 50.0
RISE, FALL = 1.2, 1.35  # exponents of the force at touch-down and at toe-off
BRAKING_MPS = 0.20  # loss of forward speed in the first half of a contact
PUSH_LATER = 0.08  # share by which braking outlasts pushing

_S = np.linspace(0, 1, 4001)
_W = _S**RISE * (1 - _S) ** FALL
_FORCE = (CubicSpline(_S, _W), CubicSpline(_S, _W * (2 * _S - 1)))
_SPEED = tuple(f.antiderivative(1) for f in _FORCE)
_WAY = tuple(f.antiderivative(2) for f in _FORCE)
_DIP = CubicSpline(_S, 16 * _S**2 * (1 - _S) ** 2)
_DIP_WAY = _DIP.antiderivative(1)


@dataclass(frozen=True)
class MassPath:
    """Centre of mass over a stretch, relative to a point that moves at the mean speed.

    Parameters
    ----------
    xy_m : (N, 2) position at the grid times: x about the moving point, y above the landing height
    force_n : (N,) vertical ground force
    touch_s, leave_s : (K,) first and last moment at which the ground pushes at all
    """

    xy_m: Array
    force_n: Array
    touch_s: Array
    leave_s: Array


def _push(contact_s: Array, before_s: Array, after_s: Array) -> tuple[Array, Array, Array]:
    """Size and skew (m/s^2) of the push and the landing speed, for equal height at both ends."""
    v0 = -G * before_s / 2
    gain = G * after_s / 2 - v0 + G * contact_s
    way = -v0 * contact_s + G * contact_s**2 / 2
    t = contact_s
    m = np.array([[_SPEED[0](1.0), _SPEED[1](1.0)], [_WAY[0](1.0), _WAY[1](1.0)]])
    rows = np.stack([gain / t, way / t**2], axis=-1)
    a, b = np.linalg.solve(m, rows.T)
    return a, b, v0


def _margins(runner: Runner) -> tuple[float, float]:
    """Time (s) with a force below 50 N before and after the contact proper."""
    threshold = FORCE_THRESHOLD_N / runner.mass_kg
    early, late = 0.003, 0.006
    for _ in range(8):
        t = np.array([runner.contact_time_s + early + late])
        flight = np.array([runner.flight_time_s - early - late])
        a, b, _ = _push(t, flight, flight)

        def excess(s: float, a: float = float(a[0]), b: float = float(b[0])) -> float:
            return a * float(_FORCE[0](s)) + b * float(_FORCE[1](s)) - threshold

        early = brentq(excess, 0.0, 0.3) * t[0]
        late = (1 - brentq(excess, 0.7, 1.0)) * t[0]
    return float(early), float(late)


def make_mass_path(runner: Runner, steps: Steps, time_s: Array) -> MassPath:
    """Centre of mass at the grid times (N,) within [0, period)."""
    early, late = _margins(runner)
    touch, leave = steps.strike_s - early, steps.off_s + late
    contact = leave - touch
    after = np.append(touch[1:], touch[0] + steps.period_s) - leave
    before = np.roll(after, 1)
    size, skew, v0 = _push(contact, before, after)
    # forward: constant in flight, dipping in contact, the mean over each step the running speed
    mean_dip = float(_DIP_WAY(1.0))
    extra = BRAKING_MPS * mean_dip * runner.contact_time_s / runner.step_time_s
    dip = (extra * contact + extra * (before + after) / 2) / (mean_dip * contact)
    xy = np.zeros((len(time_s), 2))
    force = np.zeros(len(time_s))
    for k in range(len(touch)):
        i = np.flatnonzero(_within(time_s, touch[k], contact[k], steps.period_s))
        t = (time_s[i] - touch[k]) % steps.period_s
        s = t / contact[k]
        push = contact[k] ** 2 * (size[k] * _WAY[0](s) + skew[k] * _WAY[1](s))
        xy[i, 1] = v0[k] * t - G * t**2 / 2 + push
        xy[i, 0] = extra * before[k] / 2 + extra * t - dip[k] * contact[k] * _DIP_WAY(s)
        force[i] = runner.mass_kg * (size[k] * _FORCE[0](s) + skew[k] * _FORCE[1](s))
        i = np.flatnonzero(_within(time_s, leave[k], after[k], steps.period_s))
        t = (time_s[i] - leave[k]) % steps.period_s
        xy[i, 1] = G * after[k] * t / 2 - G * t**2 / 2
        xy[i, 0] = extra * (t - after[k] / 2)
    return MassPath(xy, force, touch, leave)


def _within(time_s: Array, start_s: float, length_s: float, period_s: float) -> NDArray[np.bool_]:
    """Grid times in [start, start + length), the stretch taken as a ring."""
    return (time_s - start_s) % period_s < length_s
