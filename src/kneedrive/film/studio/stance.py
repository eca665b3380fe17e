"""The foot on the ground: it settles, lies flat, rolls over the ball and leaves from its tip.

Everything is a smooth function of time, valid a little beyond both ends, so that the swinging leg
can join with the same position, speed and acceleration.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Body, foot_points
from kneedrive.film.studio.curves import quintic

Array = NDArray[np.float64]

SETTLE_S = 0.038  # the shoe gives way and stops sliding
SETTLE_SHARE = 0.42  # way to a stop over speed x time
LIFT_S = 0.010  # the tip begins to rise this long before the ground's last push
LIFT_MPS = 0.22  # of the tip at the last push
TOES_RAD = float(np.radians(-28.0))  # pitch of the toes when they leave
TOES_S = 0.060  # the ball leaves the ground this long before the last push
TOES_RATE = 1.9 * TOES_RAD / TOES_S  # rad/s when they leave
FLAT_FROM, FLAT_TO = 0.20, 0.44  # the foot lies flat in this part of the contact
SLAP = -1.7  # first speed of the sole's fall, in strike pitch per time until flat
STILL = np.zeros((3, 1))


@dataclass(frozen=True)
class RollOver:
    """K contacts: times (s), angles (rad) and place of the flat heel (m), each (K,).

    Parameters
    ----------
    touch_s, leave_s : first and last push of the ground; the swing joins there
    flat_s, rise_s : the foot lies flat between these
    strike_rad, leave_rad : pitch at touch-down and at leaving
    leave_rad_ps, leave_rad_ps2 : speed and acceleration of the pitch at leaving
    slide_mps, sink_mps : forward and downward speed of the sole at touch-down
    settle : how hard the sole is braked at first, in speed / SETTLE_S
    """

    touch_s: Array
    flat_s: Array
    rise_s: Array
    leave_s: Array
    strike_rad: Array
    leave_rad: Array
    leave_rad_ps: Array
    leave_rad_ps2: Array
    slide_mps: Array
    sink_mps: Array
    settle: Array
    flat_x_m: Array

    def of(self, which: NDArray[np.intp]) -> "RollOver":
        """The contacts `which`, one for each time at which they are asked for."""
        return RollOver(*(getattr(self, f.name)[which] for f in fields(self)))


def _rest(value: Array | float, speed: Array | float) -> Array:
    """State (3, ...) with a value and a speed and no acceleration."""
    value, speed = np.broadcast_arrays(np.asarray(value, float), np.asarray(speed, float))
    return np.stack([value, speed, np.zeros_like(value)])


def _fading(t_s: Array, speed_mps: Array, settle: Array) -> Array:
    """Way still to go for something that stops smoothly within SETTLE_S from a speed."""
    s = np.minimum(t_s / SETTLE_S, 1.0)
    start = np.stack(
        [-speed_mps * SETTLE_S * SETTLE_SHARE, speed_mps, -settle * speed_mps / SETTLE_S]
    )
    return quintic(s, start, STILL, SETTLE_S)


def foot_pitch(roll: RollOver, t_s: Array) -> Array:
    """(T,) pitch of the rear foot, + = toes up."""
    land = roll.flat_s - roll.touch_s
    s = np.minimum((t_s - roll.touch_s) / land, 1.0)
    landing = quintic(s, _rest(roll.strike_rad, SLAP * roll.strike_rad / land), STILL, land)
    rise = roll.leave_s - roll.rise_s
    s = np.maximum((t_s - roll.rise_s) / rise, 0.0)
    rising = quintic(
        s, STILL, np.stack([roll.leave_rad, roll.leave_rad_ps, roll.leave_rad_ps2]), rise
    )
    return landing + rising


def toes_pitch(roll: RollOver, t_s: Array) -> Array:
    """(T,) pitch of the toes: as the foot's while landing toes-up, else flat until they roll."""
    s = np.maximum((t_s - roll.leave_s) / TOES_S + 1.0, 0.0)
    rolling = quintic(s, STILL, _rest(TOES_RAD, TOES_RATE), TOES_S)
    landing = np.where(t_s < roll.flat_s, foot_pitch(roll, t_s), 0.0)
    return rolling + np.maximum(landing, 0.0)


def stance_ankle(body: Body, roll: RollOver, t_s: Array) -> tuple[Array, Array, Array]:
    """Ankle (T, 2), foot pitch and toes pitch (T,) while the foot is on the ground.

    The heel (landing toes-up), the ball (landing toes-down, heel rising) or the tip (toes rolling)
    stays in place, once the shoe has settled.
    """
    pitch, toes = foot_pitch(roll, t_s), toes_pitch(roll, t_s)
    at_origin = foot_points(body, np.zeros((len(t_s), 2)), pitch, toes)
    heel_down = (pitch > 0)[:, None]
    ankle = np.where(heel_down, -at_origin["heel"], [body.tip_ahead_m, 0.0] - at_origin["tip"])
    since = t_s - roll.touch_s
    ankle[:, 0] += roll.flat_x_m + _fading(since, roll.slide_mps, roll.settle)
    ankle[:, 1] += _fading(since, -roll.sink_mps, roll.settle)
    lift = np.maximum(t_s - roll.leave_s + LIFT_S, 0.0)
    ankle[:, 1] += LIFT_MPS / (3 * LIFT_S**2) * lift**3
    return ankle, pitch, toes
