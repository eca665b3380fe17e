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

from kneedrive.film.studio.curves import quintic
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.steps import Steps

Array = NDArray[np.float64]

G = 9.81
FORCE_THRESHOLD_N = 50.0
RISE, FALL = 1.2, 1.35  # exponents of the force at touch-down and at toe-off

_S = np.linspace(0, 1, 4001)
_W = _S**RISE * (1 - _S) ** FALL
_FORCE = (CubicSpline(_S, _W), CubicSpline(_S, _W * (2 * _S - 1)))
_WAY = tuple(f.antiderivative(2) for f in _FORCE)
_ENDS = np.array([[float(f.antiderivative(1)(1.0)) for f in _FORCE], [float(w(1.0)) for w in _WAY]])


@dataclass(frozen=True)
class MassPath:
    """Centre of mass of K steps; x relative to a point that moves at the running speed, y up.

    Parameters
    ----------
    touch, leave : (2, 3, K) value, speed and acceleration of x and y where the foot lands, leaves
    contact_s : (K,) time on the ground
    size, skew : (K,) of the vertical push, m/s^2
    """

    touch: Array
    leave: Array
    contact_s: Array
    size: Array
    skew: Array

    def standing(self, k: NDArray[np.intp], since_touch_s: Array) -> Array:
        """(M, 2) position in contact k, a time after touch-down."""
        t, length = since_touch_s, self.contact_s[k]
        s = t / length
        x = quintic(s, self.touch[0][:, k], self.leave[0][:, k], length)
        push = length**2 * (self.size[k] * _WAY[0](s) + self.skew[k] * _WAY[1](s))
        y = self.touch[1, 0, k] + self.touch[1, 1, k] * t - G * t**2 / 2 + push
        return np.stack([x, y], axis=1)

    def lift(self, k: NDArray[np.intp], since_touch_s: Array) -> Array:
        """(M,) upward acceleration in contact k, without gravity."""
        s = since_touch_s / self.contact_s[k]
        return np.asarray(self.size[k] * _FORCE[0](s) + self.skew[k] * _FORCE[1](s))

    def flying(self, k: NDArray[np.intp], since_leave_s: Array) -> Array:
        """(M, 2) position in the flight after contact k."""
        t = since_leave_s
        at = self.leave[:, :, k]
        return np.asarray((at[:, 0] + at[:, 1] * t + at[:, 2] * t**2 / 2).T)


def _push(contact_s: Array, gain_mps: Array, way_m: Array) -> tuple[Array, Array]:
    """Size and skew (m/s^2) of the push that gives a speed and a way beyond those of a fall."""
    size, skew = np.linalg.solve(_ENDS, np.stack([gain_mps / contact_s, way_m / contact_s**2]))
    return size, skew


def margins(runner: Runner) -> tuple[float, float]:
    """Time (s) with a force below 50 N before and after the contact proper."""
    threshold = FORCE_THRESHOLD_N / runner.mass_kg
    early, late = 0.003, 0.006
    for _ in range(8):
        t = np.array([runner.contact_time_s + early + late])
        gain = G * np.array([runner.step_time_s])
        size, skew = _push(t, gain, gain * t / 2)

        def excess(s: float, a: float = float(size[0]), b: float = float(skew[0])) -> float:
            return a * float(_FORCE[0](s)) + b * float(_FORCE[1](s)) - threshold

        early = brentq(excess, 0.0, 0.3) * t[0]
        late = (1 - brentq(excess, 0.7, 1.0)) * t[0]
    return float(early), float(late)


def make_mass_path(steps: Steps, touch_m: Array, leave_m: Array) -> MassPath:
    """The path through positions (2, K) where the feet land and leave."""
    contact, after = steps.leave_s - steps.touch_s, steps.flight_s
    way = np.roll(touch_m, -1, axis=1) - leave_m
    out = way / after + np.array([[0.0], [G / 2]]) * after
    into = np.roll(way / after - np.array([[0.0], [G / 2]]) * after, 1, axis=1)
    fall = np.array([[0.0], [-G]]) * np.ones_like(after)
    way_m = leave_m[1] - touch_m[1] - into[1] * contact + G * contact**2 / 2
    size, skew = _push(contact, out[1] - into[1] + G * contact, way_m)
    touch, leave = np.stack([touch_m, into, fall], 1), np.stack([leave_m, out, fall], 1)
    return MassPath(touch, leave, contact, size, skew)
