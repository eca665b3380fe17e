"""Where each foot is put and how it leaves, for given hips: the knee decides.

At landing the foot is put where the knee has its landing flexion, and comes down at the speed that
bends the knee at its landing rate; it leaves at the pitch, turning at the speed and acceleration,
that give the knee its flexion, rate and acceleration there. So the leg is never asked to be longer
than it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Body, turned
from kneedrive.film.studio.leg import leg_length
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.stance import (
    FLAT_FROM,
    FLAT_TO,
    LIFT_MPS,
    LIFT_S,
    SETTLE_S,
    SETTLE_SHARE,
    SLAP,
    TOES_RAD,
    TOES_RATE,
    RollOver,
)
from kneedrive.film.studio.steps import Steps

Array = NDArray[np.float64]


SINK_MPS = (-1.0, 3.0)  # least and greatest speed of the sole towards the ground


@dataclass(frozen=True)
class Knees:
    """Knee flexion (rad) at the joins of K steps.

    Parameters
    ----------
    land : (2, K) value and rate where the foot lands
    leave : (3, K) value, rate and acceleration where it leaves
    settle : how hard the landing foot is braked at first, see RollOver
    """

    land: Array
    leave: Array
    settle: float


def _cross(rate: Array | float, lever: Array) -> Array:
    """(K, 2) velocity of the end of a lever (K, 2) that turns."""
    return np.stack([-rate * lever[:, 1], rate * lever[:, 0]], axis=1)


def roll_overs(
    runner: Runner, body: Body, steps: Steps, touch: Array, leave: Array, knees: Knees
) -> RollOver:
    """The contacts for hips (2, 3, K) where feet land and leave."""
    flat_s = steps.strike_s + FLAT_FROM * (steps.off_s - steps.strike_s)
    strike = np.full_like(flat_s, np.radians(runner.foot_strike_deg))
    slide = np.full_like(flat_s, runner.landing_slip * runner.speed_mps)
    flat_x, sink = _landing(runner, body, steps, touch, knees.land, strike, slide, flat_s)
    pitch, speed, rush = _leaving(runner, body, steps, leave, knees.leave, flat_x)
    return RollOver(
        touch_s=steps.touch_s,
        flat_s=flat_s,
        rise_s=steps.strike_s + FLAT_TO * (steps.off_s - steps.strike_s),
        leave_s=steps.leave_s,
        strike_rad=strike,
        leave_rad=pitch,
        leave_rad_ps=speed,
        leave_rad_ps2=rush,
        slide_mps=slide,
        sink_mps=sink,
        settle=np.full_like(flat_x, knees.settle),
        flat_x_m=flat_x,
    )


def _landing(
    runner: Runner,
    body: Body,
    steps: Steps,
    touch: Array,
    knee: Array,
    strike: Array,
    slide: Array,
    flat_s: Array,
) -> tuple[Array, Array]:
    """Place of the flat heel (m) and downward speed of the sole (m/s), each (K,)."""
    lever = -turned((-body.ankle_ahead_m, -body.ankle_up_m), strike)
    place = lever
    if runner.foot_strike_deg < 0:  # on the ball
        ball = turned((body.ball_ahead_m, 0.0), strike)
        place = lever + [body.ball_ahead_m, 0.0] - ball
        lever = lever - ball
    fall = _cross(SLAP * strike / (flat_s - steps.touch_s), lever)
    hip = touch[:, 0].T + np.outer(steps.touch_s, [runner.speed_mps, 0.0])
    hip_v = touch[:, 1].T + [runner.speed_mps, 0.0]
    far, slope, _ = leg_length(body, knee[0])
    sink = np.full_like(strike, 0.5)
    for _ in range(5):
        down = hip[:, 1] - place[:, 1] - sink * SETTLE_S * SETTLE_SHARE
        ahead = np.sqrt(np.maximum(far**2 - down**2, (0.05 * far) ** 2))
        line = np.stack([ahead, -down], axis=1) / np.hypot(ahead, down)[:, None]
        slip = fall + np.stack([slide, np.zeros_like(slide)], axis=1) - hip_v
        sink = (slope * knee[1] - np.sum(slip * line, axis=1)) / -line[:, 1]
        sink = np.clip(sink, *SINK_MPS)
    return hip[:, 0] + ahead - place[:, 0] + slide * SETTLE_S * SETTLE_SHARE, sink


def _leaving(
    runner: Runner, body: Body, steps: Steps, leave: Array, knee: Array, flat_x: Array
) -> tuple[Array, Array, Array]:
    """Pitch of the foot with its speed and acceleration (rad, s), each (K,).

    The ankle lies at the knee's distance from the hip and at the foot's length from the ball.
    """
    one = np.ones_like(flat_x)
    hip = leave[:, 0].T + np.outer(steps.leave_s, [runner.speed_mps, 0.0])
    rear = turned((body.ball_ahead_m - body.tip_ahead_m, 0.0), TOES_RAD * one)
    ball = rear + np.stack([flat_x + body.tip_ahead_m, one * LIFT_MPS * LIFT_S / 3], axis=1)
    far, slope, bow = leg_length(body, knee[0])
    back = np.array([body.ankle_ahead_m - body.ball_ahead_m, body.ankle_up_m])
    foot = float(np.hypot(*back))
    way = ball - hip
    gap = np.hypot(way[:, 0], way[:, 1])
    unit = way / gap[:, None]
    near = np.clip(gap, far - 0.97 * foot, far + 0.97 * foot)
    along = (near**2 + far**2 - foot**2) / (2 * near)
    aside = np.sqrt(np.maximum(far**2 - along**2, 0.0))
    ankle = hip + along[:, None] * unit + aside[:, None] * np.stack([unit[:, 1], -unit[:, 0]], 1)
    lever = ankle - ball
    pitch = np.arctan2(lever[:, 1], lever[:, 0]) - np.arctan2(back[1], back[0])
    line = (ankle - hip) / far[:, None]
    turn = np.sum(_cross(1.0, lever) * line, axis=1)
    slip = _cross(TOES_RATE, rear) + [0.0, LIFT_MPS] - leave[:, 1].T - [runner.speed_mps, 0.0]
    speed = (slope * knee[1] - np.sum(slip * line, axis=1)) / turn
    slip = slip + _cross(speed, lever)
    aside_v = slip - np.sum(slip * line, axis=1)[:, None] * line
    pull = [0.0, 2 * LIFT_MPS / LIFT_S] - TOES_RATE**2 * rear - leave[:, 2].T
    pull = pull - (speed**2)[:, None] * lever
    still = np.sum(pull * line, axis=1) + np.sum(aside_v**2, axis=1) / far
    rush = (slope * knee[2] + bow * knee[1] ** 2 - still) / turn
    return pitch, speed, rush
