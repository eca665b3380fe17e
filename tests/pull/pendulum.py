"""A straight leg that swings from a resting hip: its hip moment is known in closed form."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold, fourier
from kneedrive.pull.segments import LEG, Sex

Floats = NDArray[np.float64]

G = 9.81
THIGH_M, SHANK_M, FOOT_M = 0.43, 0.42, 0.24
SWING_RAD, STRIDE_HZ = 0.5, 1.4
HARMONICS = 14
UP_PX = 1000.0  # of a metre


def angle(phase: Floats) -> Floats:
    """Of the leg from straight down, rad, + = in front."""
    return SWING_RAD * np.cos(2 * np.pi * phase)


def fold() -> Fold:
    """Both legs, half a stride apart, as a folded motion, 1000 px per metre."""
    phase = np.arange(512) / 512
    basis = fourier(phase, HARMONICS)
    names, series = [], []
    for i, side in enumerate(("left", "right")):
        for joint, (along, ahead) in PLACES.items():
            own = angle(phase + 0.5 * i)
            down = np.stack([np.sin(own), -np.cos(own)], axis=1)
            forward = np.stack([np.cos(own), np.sin(own)], axis=1)
            names.append(f"{side}_{joint}")
            at = UP_PX * (along * down + ahead * forward)
            series.append(np.linalg.lstsq(basis, at, rcond=None)[0].T)
    time_s = np.linspace(0, 5, 301)
    return Fold(
        time_s,
        STRIDE_HZ * time_s,
        tuple(names),
        np.array(series),
        np.zeros((len(time_s), 2)),
        np.zeros(len(time_s), dtype=bool),
        np.full(len(names), 1e-3),
        1.0,
    )


# Down along the leg and forward of it, m; the foot stands out at a right angle.
PLACES = {
    "hip": (0.0, 0.0),
    "knee": (THIGH_M, 0.0),
    "ankle": (THIGH_M + SHANK_M, 0.0),
    "heel": (THIGH_M + SHANK_M + 0.06, -0.05),
    "toe": (THIGH_M + SHANK_M + 0.06, FOOT_M - 0.05),
}


def moment_nm_kg(phase: Floats, sex: Sex) -> Floats:
    """Hip moment per kg of body mass: inertia times angular acceleration, and weight."""
    total_inertia, first = 0.0, np.zeros(2)
    for part in LEG[sex]:
        top, end = np.array(PLACES[part.proximal]), np.array(PLACES[part.distal])
        centre = top + part.centre * (end - top)
        own = (part.gyration * np.linalg.norm(end - top)) ** 2
        total_inertia += part.mass * (own + centre @ centre)
        first += part.mass * centre
    theta = angle(phase)
    bend = -((2 * np.pi * STRIDE_HZ) ** 2) * theta
    level = first[0] * np.sin(theta) + first[1] * np.cos(theta)
    return np.asarray(total_inertia * bend + G * level)
