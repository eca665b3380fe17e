"""A straight leg that swings from the hip: its hip moment is known in closed form."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold
from tests.folds import made_fold
from tests.pull import de_leva

Floats = NDArray[np.float64]

G = 9.81
THIGH_M, SHANK_M, FOOT_M = 0.43, 0.42, 0.24
SWING_RAD, STRIDE_HZ = 0.5, 1.4
HARMONICS = 14
UP_PX = 1000.0  # of a metre


def angle(phase: Floats) -> Floats:
    """Of the leg from straight down, rad, + = in front."""
    return SWING_RAD * np.cos(2 * np.pi * phase)


def hip(phase: Floats, moves_m: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """(P, 2) the hip, m: it may go forward and up by so much, twice a stride."""
    return np.multiply(np.cos(4 * np.pi * phase)[:, None], moves_m)


def trunk(phase: Floats, rocks_rad: float) -> Floats:
    """Lean of the trunk, rad, + = forward."""
    return 0.1 + rocks_rad * np.sin(2 * np.pi * phase)


def fold(moves_m: tuple[float, float] = (0.0, 0.0), rocks_rad: float | None = None) -> Fold:
    """Both legs, half a stride apart, 1000 px per metre; a trunk only where it rocks."""
    paths = {}
    for side, late in (("left", 0.0), ("right", 0.5)):
        for joint, (along, ahead) in PLACES.items():

            def path(phase, along=along, ahead=ahead, late=late):
                own = angle(phase - late)
                down = np.stack([np.sin(own), -np.cos(own)], axis=1)
                forward = np.stack([np.cos(own), np.sin(own)], axis=1)
                return UP_PX * (hip(phase, moves_m) + along * down + ahead * forward).T

            paths[f"{side}_{joint}"] = path
        if rocks_rad is not None:

            def neck(phase):
                lean = trunk(phase, rocks_rad)
                up = np.stack([np.sin(lean), np.cos(lean)], axis=1)
                return UP_PX * (hip(phase, moves_m) + 0.5 * up).T

            paths[f"{side}_shoulder"] = neck
    return made_fold(paths, STRIDE_HZ, harmonics=HARMONICS)


# Down along the leg and forward of it, m; the foot stands out at a right angle.
PLACES = {
    "hip": (0.0, 0.0),
    "knee": (THIGH_M, 0.0),
    "ankle": (THIGH_M + SHANK_M, 0.0),
    "heel": (THIGH_M + SHANK_M + 0.06, -0.05),
    "toe": (THIGH_M + SHANK_M + 0.06, FOOT_M - 0.05),
}


def moment_nm_kg(phase: Floats, sex: str, moves_m: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """Hip moment per kg of body mass: inertia times angular acceleration, and weight.

    In a frame that rides on the hip, gravity is what it is less the hip's own acceleration.
    """
    inertia, (along, ahead) = leg_of(sex)
    theta = angle(phase)
    bend = -((2 * np.pi * STRIDE_HZ) ** 2) * theta
    forward = along * np.sin(theta) + ahead * np.cos(theta)
    up = -along * np.cos(theta) + ahead * np.sin(theta)
    push = -((4 * np.pi * STRIDE_HZ) ** 2) * hip(phase, moves_m)
    return np.asarray(inertia * bend + forward * (G + push[:, 1]) - up * push[:, 0])


def weight_nm_kg(phase: Floats, sex: str) -> Floats:
    """The share of the weight alone, the hip at rest."""
    _, (along, ahead) = leg_of(sex)
    theta = angle(phase)
    return np.asarray(G * (along * np.sin(theta) + ahead * np.cos(theta)))


def leg_of(sex: str) -> tuple[float, Floats]:
    """Moment of inertia about the hip, and first moment along and ahead of the leg, per kg."""
    inertia, first = 0.0, np.zeros(2)
    for top, end, mass, share, gyration in de_leva.segments(sex):
        begin, length = np.array(PLACES[top]), np.subtract(PLACES[end], PLACES[top])
        centre = begin + share * length
        inertia += mass * ((gyration * np.linalg.norm(length)) ** 2 + centre @ centre)
        first += mass * centre
    return inertia, first


def thigh_rate(phase: Floats) -> Floats:
    """Angular velocity of the leg, rad/s, + = forward."""
    return -SWING_RAD * 2 * np.pi * STRIDE_HZ * np.sin(2 * np.pi * phase)


def lean_rate(phase: Floats, rocks_rad: float) -> Floats:
    """Angular velocity of the trunk's lean, rad/s, + = forward."""
    return rocks_rad * 2 * np.pi * STRIDE_HZ * np.cos(2 * np.pi * phase)
