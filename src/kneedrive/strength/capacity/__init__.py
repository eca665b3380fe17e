"""Capacity: from good repetitions and holds to moments about the hip, and demand beside them.

In reading order: `leg` (weight and levers), `load`, `moment`, `endurance`, `maximum`, `demand`.
"""

from kneedrive.strength.capacity.demand import Demand, read_demand
from kneedrive.strength.capacity.leg import LegPose, Person
from kneedrive.strength.capacity.load import NO_LOAD, Load, read_load
from kneedrive.strength.capacity.maximum import (
    Maximum,
    maximum_from_hold,
    maximum_from_repetitions,
    no_maximum,
)
from kneedrive.strength.capacity.moment import Moment, PoseError, hip_moment

__all__ = [
    "NO_LOAD",
    "Demand",
    "LegPose",
    "Load",
    "Maximum",
    "Moment",
    "Person",
    "PoseError",
    "hip_moment",
    "maximum_from_hold",
    "maximum_from_repetitions",
    "no_maximum",
    "read_demand",
    "read_load",
]
