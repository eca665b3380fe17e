"""Segment and joint angles of one side-view body, in degrees.

From the vertical, 0 = hanging straight down, + = lower end in front (x forward, y up).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def hanging_deg(upper: Floats, lower: Floats) -> Floats:
    """(T,) angle of a segment (T, 2) from its upper to its lower end; + = lower end in front."""
    d = lower - upper
    return np.degrees(np.arctan2(d[..., 0], -d[..., 1]))


def foot_deg(heel: Floats, toe: Floats) -> Floats:
    """(T,) angle of the foot from the horizontal; + = toe above heel."""
    d = toe - heel
    return np.degrees(np.arctan2(d[..., 1], d[..., 0]))


def lean_deg(hips: Floats, shoulders: Floats) -> Floats:
    """(T,) lean of the trunk from the vertical; + = shoulders in front of the hips."""
    d = shoulders - hips
    return np.degrees(np.arctan2(d[..., 0], d[..., 1]))


def knee_flexion_deg(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    """(T,) angle between thigh and shank; + = bent, 0 = straight; jumps by 360 are taken out."""
    flexion = hanging_deg(hip, knee) - hanging_deg(knee, ankle)
    return (flexion + 180.0) % 360.0 - 180.0
