"""Running: the motion of a whole body for a runner, from footfalls to joint angles.

The centre of mass and the feet on the ground are given; the hips are moved until the body's
segments add up to that centre of mass. The standing leg then follows from hip and ankle, the
swinging leg from the curve of least jerk through its highest and lowest thigh and its most bent
knee. Angle targets: EVIDENCE of treadmill running at 2.5 to 4.5 m/s in `runner`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq, least_squares

from kneedrive.film.studio.body import (
    SIDES,
    Angles,
    Body,
    centre_of_mass,
    make_body,
    place,
)
from kneedrive.film.studio.leg import State, Waypoint, reach, smooth_curve
from kneedrive.film.studio.mass_path import MassPath, make_mass_path
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.stance import RollOver, landing_ankle, make_roll_over, stance_ankle
from kneedrive.film.studio.steps import Steps, make_steps
from kneedrive.film.studio.upper import stride_phase, upper_body

Array = NDArray[np.float64]

GRID_HZ = 1000.0
DEBUG = False
TOE_OFF_KNEE_RAD = np.radians(19.0)
LEAVE_RAD = np.radians(-64.0)
PEAK_KNEE_AT, PEAK_THIGH_AT = 0.36, 0.70  # of the swing
SWING_ANKLE_AT, SWING_ANKLE_RAD = 0.50, np.radians(2.0)
BAND_HZ = 13.0
ROUNDS = 40
AHEAD = 0.3  # share of a longer contact that lies ahead of the hips
RELAX = 0.7
JOIN_S = 0.004  # speeds and accelerations at a join are differences over this time
CLOSE_M = 2e-6


@dataclass(frozen=True)
class Plan:
    """How the leg stands: hip height at landing, hip behind the ankle there, pitch at leaving."""

    hip_up_m: float
    ankle_ahead_m: float
    leave_rad: float
    leave_rad_per_m: float


@dataclass(frozen=True)
class Gait:
    """A stretch of running that repeats seamlessly, on a grid of GRID_HZ.

    Parameters
    ----------
    time_s : (N,) grid times from 0 to the period
    hips_m : (N, 2) middle of the hips; x relative to a point moving at the running speed
    angles : joint angles over the grid
    force_n : (N,) vertical ground force
    """

    runner: Runner
    body: Body
    steps: Steps
    time_s: Array
    hips_m: Array
    angles: Angles
    mass: MassPath

    @property
    def period_s(self) -> float:
        """Time after which the stretch starts again."""
        return self.steps.period_s


def make_gait(runner: Runner, seconds: float) -> Gait:
    """Motion for at least `seconds`, or up to a minute that repeats."""
    body = make_body(runner)
    strides = int(np.clip(np.ceil(seconds / (2 * runner.step_time_s)) + 1, 4, 100))
    plan = None
    trial = None
    for _ in range(3):
        even = make_steps(runner, 2, varied=False)
        plan = make_plan(runner, body, trial)
        trial = solve(runner, body, even, plan)
    assert plan is not None
    return solve(runner, body, make_steps(runner, strides), plan)


def make_plan(runner: Runner, body: Body, trial: Gait | None) -> Plan:
    """Hip height, foot placement and roll-over that come nearest to the usual leg angles.

    Parameters
    ----------
    trial : motion from an earlier plan, for how the hips travel while the foot is down
    """
    contact = runner.contact_time_s
    travel, rise = runner.speed_mps * contact * 0.985, 0.0
    if trial is not None:
        hips = _hip_spline(trial)
        a, b = trial.steps.strike_s[0], trial.steps.off_s[0]
        move = hips(b) - hips(a)
        travel, rise = float(move[0]) + runner.speed_mps * (b - a), float(move[1])
    strike = np.radians(runner.foot_strike_deg)
    toe_off_thigh = np.radians(runner.min_thigh_deg + runner.toe_off_thigh_deg)
    landing = landing_ankle(body, float(strike))

    def angles(x: Array) -> Array:
        up, ahead, leave = x
        hip = np.array([[0.0, up], [travel, up + rise]])
        roll = make_roll_over(
            runner, -0.003, 0.0, contact, float(leave), ahead - float(landing[0])
        )
        ankle, _, _ = stance_ankle(body, roll, np.array([0.0, contact]))
        thigh, knee = reach(body, hip, ankle)
        short = np.maximum(np.hypot(*(ankle - hip).T) / body.leg_m - 0.997, 0.0)
        return np.array([*thigh, *knee, *short])

    def miss(x: Array) -> Array:
        t0, t1, k0, k1, s0, s1 = angles(x)
        return np.array(
            [
                (t0 - np.radians(runner.contact_thigh_deg)) / np.radians(3),
                (k0 - np.radians(runner.contact_knee_flexion_deg)) / np.radians(3),
                (t1 - toe_off_thigh) / np.radians(0.5),
                (k1 - TOE_OFF_KNEE_RAD) / np.radians(5),
                (x[2] - LEAVE_RAD) / np.radians(6),
                s0 * 3e3,
                s1 * 3e3,
            ]
        )

    start = np.array([0.52 * body.height_m, 0.45 * travel * 0.6, LEAVE_RAD])
    up, ahead, leave = least_squares(miss, start).x

    def bent(longer: float) -> float:
        """Pitch at leaving for the same knee after a contact that is `longer` (m)."""
        base = angles(np.array([up, ahead, leave]))[3]
        return float(
            brentq(
                lambda x: angles(np.array([up, ahead - longer, x]))[3] - base,
                leave - 0.5,
                leave + 0.5,
            )
        )

    more = (bent(0.01) - bent(-0.01)) / 0.02
    return Plan(float(up), float(ahead), float(leave), more)


def _hip_spline(gait: Gait) -> CubicSpline:
    return _ring_spline(gait.time_s, gait.hips_m, gait.period_s)


def _ring_spline(time_s: Array, values: Array, period_s: float) -> CubicSpline:
    """Smooth periodic interpolation of values on the grid."""
    t = np.append(time_s, period_s)
    return CubicSpline(t, np.concatenate([values, values[:1]]), bc_type="periodic")


def solve(runner: Runner, body: Body, steps: Steps, plan: Plan) -> Gait:
    """Move the hips until the body's centre of mass follows its path; legs follow the hips."""
    n = round(steps.period_s * GRID_HZ)
    time_s = np.arange(n) * steps.period_s / n
    mass = make_mass_path(runner, steps, time_s)
    upper = upper_body(runner, stride_phase(steps, time_s))
    rolls = _roll_overs(runner, body, steps, mass, plan)
    hips = mass.xy_m + [0.0, plan.hip_up_m]
    angles = None
    strike = steps.strike_s
    for i in range(ROUNDS):
        angles = _legs(runner, body, steps, rolls, time_s, hips, upper)
        off_m = centre_of_mass(body, place(body, hips, angles)) - hips
        new = mass.xy_m - _smooth_ring(off_m, steps.period_s)
        at_strike = _ring_spline(time_s, new, steps.period_s)(strike % steps.period_s)
        new = new - at_strike.mean(axis=0) + [0.0, plan.hip_up_m - 0.05 * max(0, 1 - i / 8)]
        moved = float(np.abs(new - hips).max())
        hips = hips + RELAX * (new - hips)
        print(i, moved) if DEBUG else None
        if i > 8 and moved < CLOSE_M:
            break
    angles = _legs(runner, body, steps, rolls, time_s, hips, upper)
    return Gait(runner, body, steps, time_s, hips, angles, mass)


def _smooth_ring(values: Array, period_s: float) -> Array:
    """Periodic values (N, 2) without what changes faster than BAND_HZ (a Gaussian cut)."""
    hz = np.arange(len(values) // 2 + 1) / period_s
    gain = np.exp(-0.5 * (hz / BAND_HZ) ** 4)
    return np.fft.irfft(np.fft.rfft(values, axis=0) * gain[:, None], n=len(values), axis=0)


def _roll_overs(
    runner: Runner, body: Body, steps: Steps, mass: MassPath, plan: Plan
) -> list[RollOver]:
    """The contacts, each placed so that half of a longer contact lies ahead, half behind.

    Places are relative to the point that moves at the running speed, taken at time zero.
    """
    usual = steps.contact_s.mean()
    landing = landing_ankle(body, float(np.radians(runner.foot_strike_deg)))
    rolls = []
    for k, strike in enumerate(steps.strike_s):
        longer = runner.speed_mps * (steps.contact_s[k] - usual)
        x = runner.speed_mps * strike + AHEAD * longer + plan.ankle_ahead_m - landing[0]
        leave = plan.leave_rad + plan.leave_rad_per_m * (1 - AHEAD) * longer
        rolls.append(
            make_roll_over(
                runner, mass.touch_s[k], strike, steps.off_s[k], leave, float(x)
            )
        )
    return rolls


def _legs(
    runner: Runner,
    body: Body,
    steps: Steps,
    rolls: list[RollOver],
    time_s: Array,
    hips: Array,
    upper: dict[str, Array],
) -> Angles:
    """All joint angles for given hips."""
    hip_at = _ring_spline(time_s, hips, steps.period_s)
    n, period = len(time_s), steps.period_s
    grid = period / n
    out = {f"{s}_{j}": np.empty(n) for s in SIDES for j in ("thigh", "knee", "foot", "toes")}

    def stand(roll: RollOver, t: Array) -> Array:
        """(T, 4) thigh, knee, foot and toe angles on the ground."""
        ankle, foot, toes = stance_ankle(body, roll, t)
        hip = hip_at(t % period)
        hip[:, 0] += runner.speed_mps * t
        thigh, knee = reach(body, hip, ankle)
        return np.stack([thigh, knee, foot, toes], axis=1)

    def state(roll: RollOver, t: float) -> list[State]:
        """Value, speed and acceleration of thigh, knee, ankle and toe joint at a join."""
        h = JOIN_S
        a, b, c = _joints(stand(roll, np.array([t - h, t, t + h])))
        return [
            (float(y), float(z - x) / (2 * h), float(x - 2 * y + z) / h**2)
            for x, y, z in zip(a, b, c, strict=True)
        ]

    count = len(rolls)
    ends = [state(r, r.end_s) for r in rolls]
    starts = [state(r, r.touch_s) for r in rolls]
    for i, side in enumerate(SIDES):
        own = range(i, count, 2)
        extension = np.mean([ends[k][0][0] for k in own]) - np.radians(runner.min_thigh_deg)
        for k in own:
            roll = rolls[k]
            j = np.arange(np.ceil(roll.touch_s / grid), np.ceil(roll.end_s / grid)).astype(int)
            table = stand(roll, j * grid)
            for c, joint in enumerate(("thigh", "knee", "foot", "toes")):
                out[f"{side}_{joint}"][j % n] = table[:, c]
            following = (k + 2) % count
            wrap = period if k + 2 >= count else 0.0
            touch = rolls[following].touch_s + wrap
            j = np.arange(np.ceil(roll.end_s / grid), np.ceil(touch / grid)).astype(int)
            swing = _swing(
                steps, k, j * grid, roll.end_s, ends[k], touch, starts[following], extension
            )
            for joint, curve in swing.items():
                out[f"{side}_{joint}"][j % n] = curve
    pick = lambda joint: (out[f"left_{joint}"], out[f"right_{joint}"])  # noqa: E731
    return Angles(
        lean=upper["lean"],
        twist=upper["twist"],
        thigh=pick("thigh"),
        knee=pick("knee"),
        foot=pick("foot"),
        toes=pick("toes"),
        upper_arm=(upper["left_upper_arm"], upper["right_upper_arm"]),
        elbow=(upper["left_elbow"], upper["right_elbow"]),
    )


def _joints(table: Array) -> Array:
    """Thigh, knee, foot, toes pitch (T, 4) to thigh, knee, dorsiflexion, toe extension."""
    thigh, knee, foot, toes = table.T
    return np.stack([thigh, knee, foot - (thigh - knee), toes - foot], axis=1)


def _swing(
    steps: Steps,
    k: int,
    t: Array,
    start_s: float,
    start: list[State],
    end_s: float,
    end: list[State],
    extension: float,
) -> dict[str, Array]:
    """Angles of the swing after contact k at times t."""
    length = end_s - start_s
    trough = start[0][0] - extension + steps.min_thigh_shift_rad[k]
    left = max(start[0][0] - trough, 1e-3)
    wait = float(np.clip(1.7 * left / max(-start[0][1], 0.3), 0.020, 0.25 * length))
    thigh = smooth_curve(
        t,
        start_s,
        start[0],
        [
            Waypoint(start_s + wait, trough),
            Waypoint(start_s + PEAK_THIGH_AT * length, float(steps.peak_thigh_rad[k])),
        ],
        end_s,
        end[0],
    )
    knee = smooth_curve(
        t,
        start_s,
        start[1],
        [Waypoint(start_s + PEAK_KNEE_AT * length, float(steps.peak_knee_rad[k]))],
        end_s,
        end[1],
    )
    ankle = smooth_curve(
        t,
        start_s,
        start[2],
        [Waypoint(start_s + SWING_ANKLE_AT * length, SWING_ANKLE_RAD)],
        end_s,
        end[2],
    )
    toe_joint = smooth_curve(
        t,
        start_s,
        start[3],
        [Waypoint(start_s + 0.3 * length, 0.0)],
        end_s,
        end[3],
    )
    foot = thigh - knee + ankle
    return {"thigh": thigh, "knee": knee, "foot": foot, "toes": foot + toe_joint}
