"""How long a part of the maximum can be held: power curves of endurance time.

Frey Law & Avin 2010 (doi 10.1080/00140130903389068), 194 studies: seconds = b0 * part ** b1. There
is no curve of the hip. The knee's is the short case, the trunk's the long one; a single person lies
29 to 47 % off either curve.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Joint = Literal["knee", "trunk"]
Floats = NDArray[np.float64]

CURVES: dict[Joint, tuple[float, float]] = {"knee": (19.38, -1.88), "trunk": (22.69, -2.27)}
FITTED = (0.10, 1.0)  # parts of the maximum on which the curves rest
SPREAD = 0.47


def seconds_held(part: float, joint: Joint) -> float:
    """Seconds that a part (0 to 1) of the maximum can be held; NaN where no curve was fitted."""
    if not FITTED[0] <= part <= FITTED[1]:
        return float("nan")
    b0, b1 = CURVES[joint]
    return float(b0 * part**b1)


def fraction_held(seconds: float, joint: Joint) -> float:
    """The part of the maximum that can just be held for so many seconds, not above 1."""
    b0, b1 = CURVES[joint]
    return float(min(1.0, (max(seconds, 1e-3) / b0) ** (1.0 / b1)))


def endurance_curve(maximum_nm_kg: float, joint: Joint) -> tuple[Floats, Floats]:
    """Moments (Nm/kg) and the seconds they can be held, for a picture."""
    part = np.linspace(0.2, 1.0, 41)
    return part * maximum_nm_kg, np.array([seconds_held(float(p), joint) for p in part])
