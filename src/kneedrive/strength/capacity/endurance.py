"""How long a part of the maximum can be held: the knee's power curve of endurance time.

Frey Law & Avin 2010 (doi 10.1080/00140130903389068), 194 studies: seconds = b0 * part ** b1. There
is no curve of the hip; the knee is the nearest joint. A single person lies 29 to 47 % off a curve
in time. The exponents of the other joints run from -1.6 to -2.3.
"""

import numpy as np
from numpy.typing import NDArray

from kneedrive.strength.capacity.moment import Moment

Floats = NDArray[np.float64]

KNEE_S, KNEE_POWER = 19.38, -1.88
POWERS = (-1.6, -2.3)  # of other joints
FITTED = (0.10, 1.0)  # parts of the maximum on which the curve rests
SPREAD = 0.47


def seconds_held(part: float) -> float:
    """Seconds that a part (0 to 1) of the maximum can be held; NaN where no curve was fitted."""
    if not FITTED[0] <= part <= FITTED[1]:
        return float("nan")
    return float(KNEE_S * part**KNEE_POWER)


def part_held(seconds: float) -> float:
    """The part of the maximum that can just be held for so many seconds, not above 1."""
    return float(min(1.0, (max(seconds, 1e-3) / KNEE_S) ** (1.0 / KNEE_POWER)))


def parts_held(seconds: float) -> tuple[float, float]:
    """The same of persons who hold longer and less long than the curve: largest and least part."""
    return part_held(seconds / (1.0 + SPREAD)), part_held(seconds / (1.0 - SPREAD))


def endurance_curve(
    moment: Moment, held_s: float, seconds: Floats
) -> tuple[Floats, Floats, Floats]:
    """Moments (Nm/kg) that could be held for other times, by a hold to failure; and their ends.

    On a power curve the person's own factor drops out, so that only the exponent matters: the
    knee's, and the lowest and highest of those of other joints. The ends hold the moment's too.
    """
    times = seconds / held_s
    ends = [times ** (1.0 / power) for power in POWERS]
    middle = moment.value_nm_kg * times ** (1.0 / KNEE_POWER)
    return middle, moment.low_nm_kg * np.minimum(*ends), moment.high_nm_kg * np.maximum(*ends)
