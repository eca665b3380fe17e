"""Left against right: a difference is named only where it exceeds its own error."""

from collections.abc import Mapping
from dataclasses import dataclass

from kneedrive.stride.measure import Measure

COMPARED = (
    "contact_time_ms",
    "flight_time_ms",
    "peak_thigh_angle_deg",
    "min_thigh_angle_deg",
    "thigh_excursion_deg",
    "peak_swing_knee_flexion_deg",
    "foot_clearance_m",
    "shank_angle_at_contact_deg",
)


@dataclass(frozen=True)
class Difference:
    """Left minus right of one metric, and the half-width of its 95 % interval."""

    metric: str
    left: float
    right: float
    error: float

    @property
    def beyond_error(self) -> bool:
        """Whether the difference can't be the measurement alone."""
        return abs(self.left - self.right) > self.error


def differences(metrics: Mapping[str, Measure]) -> tuple[Difference, ...]:
    """Every metric whose two sides can be compared.

    The interval belongs to the mean of two sides. With errors that are independent between sides,
    as with a near and a far leg, the difference of two values has twice the error of their mean.
    """
    found = []
    for name in COMPARED:
        m = metrics.get(name)
        if m is None or m.status != "ok" or m.left is None or m.right is None:
            continue
        if m.low is None or m.high is None:
            continue
        found.append(Difference(name, m.left, m.right, m.high - m.low))
    return tuple(found)
