"""Inertial parameters of the leg's segments.

de Leva 1996, doi 10.1016/0021-9290(95)00178-6 (Zatsiorsky's, adjusted to joint centres).
"""

from dataclasses import dataclass
from typing import Literal

Sex = Literal["male", "female"]


@dataclass(frozen=True)
class Segment:
    """One segment of the leg.

    proximal, distal : landmarks between which its length runs
    mass : share of body mass
    centre : centre of mass from the proximal end, share of length
    gyration : radius of gyration about the transverse axis, share of length
    """

    proximal: str
    distal: str
    mass: float
    centre: float
    gyration: float


LEG: dict[Sex, tuple[Segment, ...]] = {
    "male": (
        Segment("hip", "knee", 0.1416, 0.4095, 0.329),
        Segment("knee", "ankle", 0.0433, 0.4395, 0.246),
        Segment("heel", "toe", 0.0137, 0.4415, 0.245),
    ),
    "female": (
        Segment("hip", "knee", 0.1478, 0.3612, 0.364),
        Segment("knee", "ankle", 0.0481, 0.4352, 0.263),
        Segment("heel", "toe", 0.0129, 0.4014, 0.279),
    ),
}
