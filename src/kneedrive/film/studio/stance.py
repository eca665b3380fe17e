"""The foot on the ground: it settles, lies flat, rolls over the ball and leaves from its tip.

Everything is a smooth function of time, valid a little beyond both ends, so that the swinging leg
can join with the same position, speed and acceleration.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Body, foot_points, turned
from kneedrive.film.studio.runner import Runner

Array = NDArray[np.float64]

SETTLE_S = 0.030  # the shoe gives way and stops sliding
LIFT_S = 0.010  # from the end of contact to the end of the roll-over
SINK_MPS = 0.50  # vertical speed of the sole at touch-down
LIFT_MPS = 0.35  # of the tip, LIFT_S after the end of contact
TOES_RAD = np.radians(-28.0)  # pitch of the toes when they leave
TOES_S = 0.055  # the ball leaves the ground this long before the tip


@dataclass(frozen=True)
class RollOver:
    """Times of one contact and the angles it goes through (rad); `flat_x_m` is the flat heel.

    Parameters
    ----------
    touch_s, off_s, end_s : touch-down, 50 N toe-off, and the moment the swing takes over
    flat_s, rise_s : the foot lies flat between these
    strike_rad, leave_rad : pitch at touch-down and at `end_s`
    """

    touch_s: float
    flat_s: float
    rise_s: float
    off_s: float
    end_s: float
    strike_rad: float
    leave_rad: float
    slide_mps: float
    flat_x_m: float


def make_roll_over(
    runner: Runner, touch_s: float, strike_s: float, off_s: float, leave_rad: float, x_m: float
) -> RollOver:
    """One contact of a runner; flat from about a fifth of it, heel off at about half."""
    contact_s = off_s - strike_s
    return RollOver(
        touch_s=touch_s,
        flat_s=strike_s + 0.20 * contact_s,
        rise_s=strike_s + 0.44 * contact_s,
        off_s=off_s,
        end_s=off_s + LIFT_S,
        strike_rad=float(np.radians(runner.foot_strike_deg)),
        leave_rad=leave_rad,
        slide_mps=runner.landing_slip * runner.speed_mps,
        flat_x_m=x_m,
    )


def quintic(
    s: Array, start: tuple[float, float, float], end: tuple[float, float, float], length: float
) -> Array:
    """Quintic with value, speed and acceleration at both ends; s from 0 to 1 over `length`."""
    x0, v0, a0 = start[0], start[1] * length, start[2] * length**2
    x1, v1, a1 = end[0], end[1] * length, end[2] * length**2
    d = x1 - x0
    c3 = 10 * d - 6 * v0 - 4 * v1 - 1.5 * a0 + 0.5 * a1
    c4 = -15 * d + 8 * v0 + 7 * v1 + 1.5 * a0 - a1
    c5 = 6 * d - 3 * v0 - 3 * v1 - 0.5 * a0 + 0.5 * a1
    return x0 + s * (v0 + s * (a0 / 2 + s * (c3 + s * (c4 + s * c5))))


def _fading(t: Array, speed: float) -> Array:
    """Distance still to go for something that stops smoothly within SETTLE_S from `speed`."""
    far = -speed * SETTLE_S / 2.3
    s = np.minimum(t / SETTLE_S, 1.0)
    return quintic(s, (far, speed, -0.4 * speed / SETTLE_S), (0, 0, 0), SETTLE_S)


def foot_pitch(roll: RollOver, t_s: Array) -> Array:
    """(T,) pitch of the rear foot, + = toes up."""
    land = roll.flat_s - roll.touch_s
    s = np.minimum((t_s - roll.touch_s) / land, 1.0)
    landing = quintic(s, (roll.strike_rad, -1.7 * roll.strike_rad / land, 0), (0, 0, 0), land)
    rise = roll.end_s - roll.rise_s
    s = np.maximum((t_s - roll.rise_s) / rise, 0.0)
    rising = quintic(s, (0, 0, 0), (roll.leave_rad, 1.7 * roll.leave_rad / rise, 0), rise)
    return landing + rising


def toes_pitch(roll: RollOver, t_s: Array) -> Array:
    """(T,) pitch of the toes: as the foot's while landing toes-up, else flat until they roll."""
    start = roll.off_s - TOES_S
    length = roll.end_s - start
    s = np.maximum((t_s - start) / length, 0.0)
    rolling = quintic(s, (0, 0, 0), (TOES_RAD, 1.9 * TOES_RAD / length, 0), length)
    landing = np.where(t_s < roll.flat_s, foot_pitch(roll, t_s), 0.0)
    return rolling + np.maximum(landing, 0.0)


def stance_ankle(body: Body, roll: RollOver, t_s: Array) -> tuple[Array, Array, Array]:
    """Ankle (T, 2), foot pitch and toes pitch (T,) while the foot is on the ground.

    The heel (landing toes-up), the ball (landing toes-down, heel rising) or the tip (toes rolling)
    stays in place, once the shoe has settled.
    """
    pitch, toes = foot_pitch(roll, t_s), toes_pitch(roll, t_s)
    heel_down = (pitch > 0)[:, None]
    at_origin = foot_points(body, np.zeros((len(t_s), 2)), pitch, toes)
    flat_tip = np.array([roll.flat_x_m + body.tip_ahead_m, 0.0])
    flat_heel = np.array([roll.flat_x_m, 0.0])
    ankle = np.where(heel_down, flat_heel - at_origin["heel"], flat_tip - at_origin["tip"])
    settle = np.maximum(t_s - roll.touch_s, -1.0)
    ankle[:, 0] += _fading(settle, roll.slide_mps)
    ankle[:, 1] += _fading(settle, -SINK_MPS)
    lift = np.maximum(t_s - roll.off_s, 0.0)
    ankle[:, 1] += LIFT_MPS / (3 * LIFT_S**2) * lift**3
    return ankle, pitch, toes


def landing_ankle(body: Body, pitch_rad: float) -> Array:
    """(2,) ankle relative to the flat heel's place for a foot that lands at this pitch."""
    pitch = np.array([pitch_rad])
    lever = -turned((-body.ankle_ahead_m, -body.ankle_up_m), pitch)
    if pitch_rad < 0:
        lever = lever + [body.ball_ahead_m, 0.0] - turned((body.ball_ahead_m, 0.0), pitch)
    return np.asarray(lever[0])
