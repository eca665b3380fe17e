"""The hip moment that holds a leg and its load still, per kg of body mass, with its interval.

Statics: the flexors carry the weight of thigh, shank and foot and the pull of the load, each with
its lever about the hip. Net moment: no muscle is told from another. The interval holds the scatter
of masses and lengths between people, the error of the angle, and what is not known of the load.
"""

from dataclasses import dataclass, replace

import numpy as np

from kneedrive.strength.capacity.leg import (
    LENGTH_ERROR,
    MASS_ERROR,
    SHANK,
    THIGH,
    LegPlaces,
    LegPose,
    Person,
    known,
    leg_places,
)
from kneedrive.strength.capacity.load import (
    CABLE_DEG,
    CABLE_ERROR_DEG,
    Load,
    band_force_n,
)

ANGLE_ERROR_DEG = 4.0
Z95 = 1.96


@dataclass(frozen=True)
class Moment:
    """A hip-flexor moment, Nm per kg of body mass, and its 95 % interval.

    at_least : a load of unknown force is left out: the true moment is higher
    """

    value_nm_kg: float
    low_nm_kg: float
    high_nm_kg: float
    at_least: bool = False


def hip_moment(person: Person, pose: LegPose, load: Load) -> Moment:
    """The moment at a pose.

    Raises
    ------
    InputError : mass or height is not known
    """
    mass_kg, _, _ = known(person)
    places = leg_places(person, pose)
    pull = load_moment_nm(person, places, load)
    value = (places.weight_nm + pull) / mass_kg
    turned = [
        _total(person, replace(pose, thigh_deg=pose.thigh_deg + d), load) / mass_kg
        for d in (-ANGLE_ERROR_DEG, ANGLE_ERROR_DEG)
    ]
    parts = [
        places.weight_nm / mass_kg * float(np.hypot(MASS_ERROR, LENGTH_ERROR)),
        pull / mass_kg * LENGTH_ERROR,
        pull / mass_kg * (0.0 if load.ordinal else load.error / 2.0),
        (turned[1] - turned[0]) / 2.0,
        _cable_error(person, places, load) / mass_kg,
    ]
    half = Z95 * float(np.sqrt(np.sum(np.square(parts))))
    return Moment(value, max(0.0, value - half), value + half, load.ordinal)


def load_moment_nm(person: Person, places: LegPlaces, load: Load) -> float:
    """Moment about the hip that the load asks of the flexors, Nm."""
    if load.kind == "none" or load.ordinal:
        return 0.0
    if load.kind == "weight":
        return float(load.force_n or 0.0) * places.mid_foot_m[0]
    if load.kind == "cable":
        return _pulled(places.ankle_m, float(load.force_n or 0.0), CABLE_DEG)
    _, height_m, _ = known(person)
    standing = (0.0, -(THIGH + SHANK) * height_m)
    way = np.array(standing) - np.array(places.ankle_m)
    apart = float(np.hypot(*way))
    force = load.force_n if load.force_n is not None else band_force_n(load.colour or "", apart)
    x, y = places.ankle_m
    fx, fy = force * way / max(apart, 1e-6)
    return float(-(x * fy - y * fx))


def _pulled(point_m: tuple[float, float], force_n: float, below_deg: float) -> float:
    """Moment of a pull towards the back and down, at an angle below the horizontal."""
    x, y = point_m
    fx, fy = -force_n * np.cos(np.radians(below_deg)), -force_n * np.sin(np.radians(below_deg))
    return float(-(x * fy - y * fx))


def _cable_error(person: Person, places: LegPlaces, load: Load) -> float:
    """Standard deviation (Nm) from where the cable comes from, which nobody has measured."""
    if load.kind != "cable":
        return 0.0
    force = float(load.force_n or 0.0)
    ends = [
        _pulled(places.ankle_m, force, CABLE_DEG + d) for d in (-CABLE_ERROR_DEG, CABLE_ERROR_DEG)
    ]
    return (ends[1] - ends[0]) / 2.0


def _total(person: Person, pose: LegPose, load: Load) -> float:
    places = leg_places(person, pose)
    return places.weight_nm + load_moment_nm(person, places, load)
