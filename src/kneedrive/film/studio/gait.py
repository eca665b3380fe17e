"""Running: the motion of a whole body for a runner, from footfalls to joint angles.

The even stride comes from `plan`; here every step gets its own durations and targets, the hips'
motion at the joins is found anew, and everything is put on a fine grid of times.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from numpy.typing import NDArray

from kneedrive.film.studio.body import (
    Angles,
    Body,
    centre_of_mass,
    down,
    foot_points,
    make_body,
    place,
)
from kneedrive.film.studio.curves import quintic
from kneedrive.film.studio.footfall import Knees
from kneedrive.film.studio.joins import (
    UNIT,
    Joins,
    Scene,
    body_angles,
    join,
    stance_angles,
    to_segments,
)
from kneedrive.film.studio.leg import leg_length
from kneedrive.film.studio.mass_path import FORCE_THRESHOLD_N, G, margins
from kneedrive.film.studio.plan import Plan, make_plan, make_scene
from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.steps import Steps, make_steps
from kneedrive.film.studio.upper import make_upper

Array = NDArray[np.float64]

GRID_HZ = 1000.0
BENDS = 5  # shapes by which the hips' way on the ground is bent to carry the centre of mass
MIN_KNEE_RAD = (float(np.radians(8)), float(np.radians(8)))  # landing, leaving
LAND_STRETCH, LEAVE_STRETCH = 0.05, 0.18  # leg length per length of contact beyond the usual
CLOSE = 1e-9
ROUNDS = 60
MEMORY = 8  # earlier guesses that are used


@dataclass(frozen=True)
class Gait:
    """A stretch of running that repeats seamlessly, on a grid of about GRID_HZ.

    Parameters
    ----------
    time_s : (N,) grid times from 0 to the period
    hips_m : (N, 2) middle of the hips; x relative to a point moving at the running speed
    angles : joint angles over the grid
    force_n : (N,) vertical ground force, from the motion of all segments
    """

    runner: Runner
    body: Body
    steps: Steps
    time_s: Array
    hips_m: Array
    angles: Angles
    force_n: Array
    joins: Joins

    @property
    def period_s(self) -> float:
        """Time after which the stretch starts again."""
        return self.steps.period_s


def make_gait(runner: Runner, seconds: float, body: Body | None = None) -> Gait:
    """Motion for at least `seconds`, or up to a minute that repeats.

    body : lengths; a usual body's of the runner's height where none is given
    """
    body = body or make_body(runner)
    strides = int(np.clip(np.ceil(seconds / (2 * runner.step_time_s)) + 1, 4, 100))
    plan = make_plan(runner, body)
    early, late = margins(runner)
    even = make_steps(runner, 2, (early, late), varied=False)
    scene = make_scene(plan, runner, body, even, make_upper(runner, even))
    strike, off = force_events(_move(scene, solve_joins(scene, plan)))
    early += float(np.mean(strike - even.strike_s))
    late -= float(np.mean(off - even.off_s))
    steps = make_steps(runner, strides, (early, late))
    scene = _varied_scene(plan, runner, body, steps)
    return _move(scene, solve_joins(scene, plan))


def force_events(gait: Gait) -> tuple[Array, Array]:
    """(K,) times at which the force passes 50 N, at landing and at leaving of each step."""
    t, f = gait.time_s, gait.force_n
    grid = t[1]
    on = f > FORCE_THRESHOLD_N

    def crossing(i: NDArray[np.intp]) -> Array:
        a, b = f[i], f[(i + 1) % len(f)]
        return np.asarray(t[i] + grid * (FORCE_THRESHOLD_N - a) / (b - a))

    up = crossing(np.flatnonzero(~on & np.roll(on, -1)))
    down = crossing(np.flatnonzero(on & ~np.roll(on, -1)))

    def nearest(found: Array, wanted: Array) -> Array:
        gap = (found[None] - wanted[:, None] + gait.period_s / 2) % gait.period_s
        gap -= gait.period_s / 2
        best = np.abs(gap).argmin(axis=1)
        return np.asarray(wanted + gap[np.arange(len(wanted)), best])

    return nearest(up, gait.steps.strike_s), nearest(down, gait.steps.off_s)


def _varied_scene(plan: Plan, runner: Runner, body: Body, steps: Steps) -> Scene:
    """The plan for steps of different lengths.

    A longer contact lies partly ahead of the hips, mostly behind; there the knee is straighter.
    """
    even = make_scene(plan, runner, body, steps, make_upper(runner, steps))
    longer = runner.speed_mps * (steps.off_s - steps.strike_s - runner.contact_time_s)

    def knee(usual: Array, stretch: float, least: float) -> Array:
        a, b = body.thigh_m, body.shank_m
        far = leg_length(body, usual)[0] + stretch * longer
        cosine = np.clip((far**2 - a**2 - b**2) / (2 * a * b), -1, np.cos(least))
        return np.asarray(np.arccos(cosine))

    land, leave = even.knees.land.copy(), even.knees.leave.copy()
    land[0] = knee(land[0], LAND_STRETCH, min(MIN_KNEE_RAD[0], plan.land_knee[0]))
    leave[0] = knee(leave[0], LEAVE_STRETCH, min(MIN_KNEE_RAD[1], plan.leave_knee[0]))
    return replace(even, knees=Knees(land, leave, plan.settle))


def solve_joins(scene: Scene, plan: Plan) -> Joins:
    """Speeds and accelerations of the hips for which the centre of mass flies (Newton's method).

    The matrix is that of the even stride, where every step acts alike on its neighbours; so it is
    inverted wave by wave.
    """
    count = len(scene.steps.touch_s)
    slope = _even_slope(scene.runner, scene.body, plan, count)
    moves = plan.moves[..., None] * np.ones(count)
    past: list[tuple[Array, Array]] = []
    for _ in range(ROUNDS):
        joins = join(scene, moves)
        if float(np.abs(joins.miss).max()) < CLOSE:
            return joins
        miss = np.fft.fft(joins.miss.reshape(8, count), axis=1)
        step = np.linalg.solve(slope, miss.T[:, :, None])[:, :, 0].T
        newton = -np.real(np.fft.ifft(step, axis=1)).reshape(moves.shape) * UNIT[:, None]
        past = [*past[-MEMORY:], ((moves * UNIT[:, None]).ravel(), newton.ravel())]
        moves = _next_guess(past).reshape(moves.shape) / UNIT[:, None]
    raise ArithmeticError(f"no motion found for {scene.runner}")


def _next_guess(past: list[tuple[Array, Array]]) -> Array:
    """The next guess from earlier guesses and the steps that Newton's method took from them.

    Mixed so that the steps would cancel (Anderson 1965, 10.1145/321296.321305).
    """
    x, f = past[-1]
    if len(past) == 1:
        return x + f
    dx = np.stack([x - a for a, _ in past[:-1]], axis=1)
    df = np.stack([f - b for _, b in past[:-1]], axis=1)
    weight = np.linalg.lstsq(df, f, rcond=1e-10)[0]
    return np.asarray(x + f - (dx + df) @ weight)


def _even_slope(runner: Runner, body: Body, plan: Plan, count: int) -> NDArray[np.complex128]:
    """(count, 8, 8) how misses follow moves in the even stride, for each wave around the ring."""
    steps = make_steps(runner, count // 2, margins(runner), varied=False)
    scene = make_scene(plan, runner, body, steps, make_upper(runner, steps))
    moves = plan.moves[..., None] * np.ones(count)
    base = join(scene, moves).miss.reshape(8, count)
    slope = np.empty((8, 8, count))
    for i in range(8):
        moved = moves.reshape(8, count).copy()
        size = 1e-4 / UNIT[i % 2]
        moved[i, 0] += size
        slope[:, i] = (join(scene, moved.reshape(moves.shape)).miss.reshape(8, count) - base) / size
    waves: NDArray[np.complex128] = np.fft.fft(slope, axis=2)
    return waves.transpose(2, 0, 1)


def _move(scene: Scene, joins: Joins) -> Gait:
    """The whole motion on the grid."""
    runner, body, steps = scene.runner, scene.body, scene.steps
    n = round(steps.period_s * GRID_HZ)
    time_s = np.arange(n) * steps.period_s / n
    t = np.where(time_s < steps.touch_s[0], time_s + steps.period_s, time_s)
    k = np.searchsorted(steps.touch_s, t, side="right") - 1
    before = np.where(k == 0, t + steps.period_s, t)
    own = to_segments(joins.swings.at(k, t))
    other = to_segments(joins.swings.at(k - 1, before))
    standing = np.flatnonzero(t < steps.leave_s[k])
    on, at = k[standing], t[standing]
    bends = np.zeros((len(steps.touch_s), BENDS, 2))
    for _ in range(4):
        hips = _standing_hips(scene, joins, bends, on, at)
        own[:, standing] = stance_angles(scene, joins.rolls, on, at, hips)
        angles = body_angles(scene, k % 2, own, other, t)
        offset = centre_of_mass(body, place(body, np.zeros((n, 2)), angles))
        bends += _missing_bends(scene, joins, offset[standing] + hips, on, at)
    path = joins.mass.flying(k, t - steps.leave_s[k]) - offset
    path[standing] = hips
    mass = path + offset
    # A tilted foot moves the hips by a fraction of a millimetre; the standing leg follows.
    for _ in range(3):
        angles = _above_ground(body, path, angles)
        path = mass - centre_of_mass(body, place(body, np.zeros((n, 2)), angles))
        own[:, standing] = stance_angles(scene, joins.rolls, on, at, path[standing])
        angles = body_angles(scene, k % 2, own, other, t)
    angles = _above_ground(body, path, angles)
    mass = centre_of_mass(body, place(body, path, angles))
    grid = steps.period_s / n
    up = (np.roll(mass[:, 1], -1) - 2 * mass[:, 1] + np.roll(mass[:, 1], 1)) / grid**2
    return Gait(runner, body, steps, time_s, path, angles, runner.mass_kg * (up + G), joins)


def _above_ground(body: Body, hips_m: Array, angles: Angles) -> Angles:
    """The toes bent up, then the foot tilted up, where they would dip into the ground."""
    feet, toes = [], []
    for thigh, knee, foot, toe in zip(
        angles.thigh, angles.knee, angles.foot, angles.toes, strict=True
    ):
        ankle = hips_m + down(thigh, body.thigh_m) + down(thigh - knee, body.shank_m)
        ball = foot_points(body, ankle, foot, toe)["ball"][:, 1]
        lever = body.ball_ahead_m - body.ankle_ahead_m
        foot = foot + np.maximum(-ball, 0) / lever
        ball = foot_points(body, ankle, foot, toe)["ball"][:, 1]
        length = body.tip_ahead_m - body.ball_ahead_m
        flat = -np.arcsin(np.clip(ball / length, 0, 1))
        feet.append(foot)
        toes.append(np.maximum(toe, flat))
    return replace(angles, foot=(feet[0], feet[1]), toes=(toes[0], toes[1]))


def _bend_basis(scene: Scene, k: NDArray[np.intp], t_s: Array) -> Array:
    """(M, BENDS) ways to bend a curve that leave value, speed and acceleration at both ends."""
    start = scene.steps.touch_s[k]
    s = (t_s - start) / (scene.steps.leave_s[k] - start)
    return np.asarray((s * (1 - s))[:, None] ** 3 * chebvander(2 * s - 1, BENDS - 1))


def _missing_bends(
    scene: Scene, joins: Joins, mass_m: Array, k: NDArray[np.intp], t_s: Array
) -> Array:
    """(K, BENDS, 2) how far the centre of mass (M, 2) bends away from its path on the ground."""
    gap = mass_m - joins.mass.standing(k, t_s - scene.steps.touch_s[k])
    basis = _bend_basis(scene, k, t_s)
    return np.stack(
        [
            np.linalg.lstsq(basis[k == i], gap[k == i], rcond=None)[0]
            for i in range(len(scene.steps.touch_s))
        ]
    )


def _standing_hips(
    scene: Scene, joins: Joins, bends: Array, k: NDArray[np.intp], t_s: Array
) -> Array:
    """(M, 2) hips on the ground: the centre of mass less a smooth estimate of its way from them."""
    since = t_s - scene.steps.touch_s[k]
    mass = joins.mass
    length = mass.contact_s[k]
    start, end = mass.touch - joins.hips[0], mass.leave - joins.hips[1]
    way = [quintic(since / length, start[i][:, k], end[i][:, k], length) for i in (0, 1)]
    bent = np.einsum("mb,mbi->mi", _bend_basis(scene, k, t_s), bends[k])
    return np.asarray(mass.standing(k, since) - np.stack(way, axis=1) - bent)
