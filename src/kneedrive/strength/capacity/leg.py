"""The leg's own weight about the hip: where its segments hang at given angles.

Masses and centres: de Leva 1996 (`pull.segments`). Lengths as fractions of height after Drillis and
Contini 1966, as Winter 2009 gives them.
"""

from dataclasses import dataclass

import numpy as np

from kneedrive.errors import InputError
from kneedrive.pull.segments import LEG, Sex

G = 9.81
THIGH, SHANK, FOOT = 0.245, 0.246, 0.152  # of height
HEEL_BEHIND, HEEL_UNDER = 0.040, 0.039  # of the ankle, of height
LENGTH_ERROR, MASS_ERROR = 0.03, 0.10  # standard deviations between people of one height and mass


@dataclass(frozen=True)
class Person:
    """Whose leg it is. mass_kg and height_m None where not said."""

    mass_kg: float | None = None
    height_m: float | None = None
    sex: Sex | None = None


@dataclass(frozen=True)
class LegPose:
    """Angles, degrees: thigh from the vertical, + = knee ahead; knee flexion; foot to shin."""

    thigh_deg: float
    knee_deg: float
    dorsi_deg: float = 0.0


@dataclass(frozen=True)
class LegPlaces:
    """(x ahead, y up) of points against the hip, m, and the moment of the leg's weight, Nm."""

    knee_m: tuple[float, float]
    ankle_m: tuple[float, float]
    mid_foot_m: tuple[float, float]
    weight_nm: float


def known(person: Person) -> tuple[float, float, Sex]:
    """Mass (kg), height (m) and sex of a person; a sex that was not said counts as male.

    Raises
    ------
    InputError : mass or height was not said
    """
    if person.mass_kg is None or person.height_m is None:
        raise InputError("mass or height is not known", "give --mass and --height")
    return person.mass_kg, person.height_m, person.sex or "male"


def leg_places(person: Person, pose: LegPose) -> LegPlaces:
    """Places of the leg, and its weight's moment about the hip, + = flexor needed."""
    mass_kg, height_m, sex = known(person)
    thigh, shank = np.radians(pose.thigh_deg), np.radians(pose.thigh_deg - pose.knee_deg)
    foot = shank + np.radians(pose.dorsi_deg)  # pitch of the sole: 0 where the shin hangs
    hip = np.zeros(2)
    knee = hip + THIGH * height_m * _down(thigh)
    ankle = knee + SHANK * height_m * _down(shank)
    along = np.array([np.cos(foot), np.sin(foot)])
    up = np.array([-np.sin(foot), np.cos(foot)])
    heel = ankle - height_m * (HEEL_BEHIND * along + HEEL_UNDER * up)
    toe = heel + FOOT * height_m * along
    total = 0.0
    for segment, (a, b) in zip(LEG[sex], ((hip, knee), (knee, ankle), (heel, toe)), strict=True):
        total += segment.mass * mass_kg * G * float((a + segment.centre * (b - a))[0])
    middle = (heel + toe) / 2
    return LegPlaces(_pair(knee), _pair(ankle), _pair(middle), total)


def standing_foot_m(person: Person) -> tuple[float, float]:
    """Middle of the other foot, flat on the floor under the hip, (x ahead, y up) against it, m."""
    _, height_m, _ = known(person)
    return (FOOT / 2 - HEEL_BEHIND) * height_m, -(THIGH + SHANK + HEEL_UNDER) * height_m


def _down(angle: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.sin(angle), -np.cos(angle)])


def _pair(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    return float(point[0]), float(point[1])
