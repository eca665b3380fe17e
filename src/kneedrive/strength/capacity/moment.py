"""The hip moment that holds a leg and its load still, per kg of body mass, with its interval.

Statics: the flexors carry the weight of thigh, shank and foot and the pull of the load, each with
its lever about the hip. What speeding the leg up asks for comes on top and is not in it. Net
moment: no muscle is told from another. The interval holds the scatter of masses and lengths between
people, the errors of the angles, and what is not known of the load.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kneedrive.pull.segments import Sex
from kneedrive.strength.capacity.leg import (
    LENGTH_ERROR,
    MASS_ERROR,
    LegPlaces,
    LegPose,
    Person,
    known,
    leg_places,
    standing_foot_m,
)
from kneedrive.strength.capacity.load import Load, band_force_n

Z95 = 1.96
# Half the girth of a foot over the ball (0.23 to 0.25 m on shoe lasts): a band goes round both
# feet, so that it is longer than they are apart.
ROUND_FEET_M = 0.12


@dataclass(frozen=True)
class PoseError:
    """Standard deviations of the angles of a pose, degrees."""

    thigh_deg: float
    knee_deg: float
    dorsi_deg: float


# On drawn people, 313 tops and holds: thigh 2, knee 2 from the side and 8 to 10 (too bent) turned
# by 30 degrees, foot 14. Real people are read worse, so that the thigh counts double.
FILMED = PoseError(4.0, 8.0, 15.0)


@dataclass(frozen=True)
class Moment:
    """A hip-flexor moment, Nm per kg of body mass, and its 95 % interval.

    at_least : a load of unknown force is left out: the true moment is higher
    """

    value_nm_kg: float
    low_nm_kg: float
    high_nm_kg: float
    at_least: bool = False


def hip_moment(person: Person, pose: LegPose, load: Load, error: PoseError = FILMED) -> Moment:
    """The moment at a pose.

    Raises
    ------
    InputError : mass or height is not known
    """
    mass_kg, _, _ = known(person)
    value = _total_nm(person, pose, load)
    down = up = 0.0
    for ends in _wrong(person, pose, load, error):
        down += (value - min(value, *ends)) ** 2
        up += (max(value, *ends) - value) ** 2
    low, high = max(0.0, value - np.sqrt(down)), value + np.sqrt(up)
    return Moment(value / mass_kg, float(low) / mass_kg, float(high) / mass_kg, load.ordinal)


def _wrong(
    person: Person, pose: LegPose, load: Load, error: PoseError
) -> Iterator[tuple[float, ...]]:
    """The moment (Nm) with one thing wrong at a time, at both ends of its 95 %."""
    value = _total_nm(person, pose, load)
    places = leg_places(person, pose)
    mass = Z95 * MASS_ERROR * places.weight_nm
    yield value - mass, value + mass
    pull = load_moment_nm(person, places, load) * (0.0 if load.ordinal else load.error)
    yield value - pull, value + pull
    if person.sex is None:
        others: tuple[Sex, ...] = ("male", "female")
        yield tuple(_total_nm(replace(person, sex=sex), pose, load) for sex in others)
    yield from zip(*(_off_by(way, person, pose, load, error) for way in (-Z95, Z95)), strict=True)


def _off_by(
    way: float, person: Person, pose: LegPose, load: Load, error: PoseError
) -> tuple[float, ...]:
    """The moment (Nm) with height, angles and pull wrong in turn, by so many deviations."""
    _, height_m, _ = known(person)
    taller = replace(person, height_m=height_m * (1.0 + way * LENGTH_ERROR))
    turned = (
        replace(pose, thigh_deg=pose.thigh_deg + way * error.thigh_deg),
        replace(pose, knee_deg=pose.knee_deg + way * error.knee_deg),
        replace(pose, dorsi_deg=pose.dorsi_deg + way * error.dorsi_deg),
    )
    tied = (
        replace(load, loop_m=load.loop_m + way * load.loop_error_m),
        replace(load, below_deg=load.below_deg + way * load.below_error_deg),
    )
    return (
        _total_nm(taller, pose, load),
        *(_total_nm(person, wrong, load) for wrong in turned),
        *(_total_nm(person, pose, wrong) for wrong in tied),
    )


def load_moment_nm(person: Person, places: LegPlaces, load: Load) -> float:
    """Moment about the hip that the load asks of the flexors, Nm."""
    if load.kind == "none" or load.ordinal:
        return 0.0
    if load.kind == "weight":
        return float(load.force_n or 0.0) * places.mid_foot_m[0]
    if load.kind == "cable":
        return _pulled(places.ankle_m, float(load.force_n or 0.0), load.below_deg)
    way = np.array(standing_foot_m(person)) - np.array(places.mid_foot_m)
    apart_m = float(np.hypot(*way))
    force_n = load.force_n
    if force_n is None:
        force_n = band_force_n(load.colour or "", apart_m + ROUND_FEET_M, load.loop_m)
    x, y = places.mid_foot_m
    fx, fy = force_n * way / max(apart_m, 1e-6)
    return float(-(x * fy - y * fx))


def _pulled(point_m: tuple[float, float], force_n: float, below_deg: float) -> float:
    """Moment of a pull towards the back and down, at an angle below the horizontal."""
    x, y = point_m
    fx, fy = -force_n * np.cos(np.radians(below_deg)), -force_n * np.sin(np.radians(below_deg))
    return float(-(x * fy - y * fx))


def _total_nm(person: Person, pose: LegPose, load: Load) -> float:
    places = leg_places(person, pose)
    return places.weight_nm + load_moment_nm(person, places, load)
