"""Where a measured value lies among runners at the same speed, with the errors of both."""

from collections.abc import Mapping
from dataclasses import dataclass

from kneedrive.findings.norms import Band, NoBand, band_at
from kneedrive.stride.measure import Measure

MIDDLE_SD = 1.0  # the middle two thirds of runners
NEARLY_ALL_SD = 2.0  # 95 of 100


@dataclass(frozen=True)
class Place:
    """A value among runners at the same speed.

    Parameters
    ----------
    band : those runners
    z : distance from their mean in standard deviations
    low_z, high_z : the same for the ends of the value's interval, speed's own interval included
    """

    band: Band
    z: float
    low_z: float
    high_z: float

    @property
    def clearly_low(self) -> bool:
        """The whole interval lies below the middle two thirds."""
        return self.high_z < -MIDDLE_SD

    @property
    def clearly_high(self) -> bool:
        """The whole interval lies above the middle two thirds."""
        return self.low_z > MIDDLE_SD

    @property
    def unsure(self) -> bool:
        """The value lies outside the middle two thirds, but its interval reaches into them."""
        return abs(self.z) > MIDDLE_SD and not (self.clearly_low or self.clearly_high)

    def words(self) -> str:
        """The place in words, to follow "Knee drive is ..."."""
        if abs(self.z) <= MIDDLE_SD:
            return "typical of this speed"
        whom = "in most" if abs(self.z) <= NEARLY_ALL_SD else "in nearly all"
        doubt = ", though within its error it may be typical" if self.unsure else ""
        return f"{self._direction} than {whom} runners at this speed{doubt}"

    def brief(self) -> str:
        """The place in a few words, for where there is little room."""
        if abs(self.z) <= MIDDLE_SD:
            return "typical of this speed"
        whom = "most" if abs(self.z) <= NEARLY_ALL_SD else "nearly all"
        return f"{self._direction} than {whom}" + (", or typical" if self.unsure else "")

    @property
    def _direction(self) -> str:
        return self.band.norm.more if self.z > 0 else self.band.norm.less


def place(metric: str, metrics: Mapping[str, Measure], height_m: float | None) -> Place | NoBand:
    """Place one metric among runners at the same speed, or say why that can't be done."""
    measure = metrics.get(metric)
    if measure is None or measure.value is None:
        return NoBand("the value is withheld")
    speed = metrics.get("speed_mps")
    if speed is None or speed.value is None:
        return NoBand("the speed is not known")
    band = band_at(metric, speed.value, height_m)
    if isinstance(band, NoBand):
        return band
    low, high = _ends(measure)
    z_ends = [
        (value - moved.mean) / moved.sd
        for value in (low, high)
        for speed_mps in _ends(speed)
        if isinstance(moved := band_at(metric, speed_mps, height_m), Band)
    ]
    z = (measure.value - band.mean) / band.sd
    z_ends += [(low - band.mean) / band.sd, (high - band.mean) / band.sd]
    return Place(band, z, min(z_ends), max(z_ends))


def _ends(measure: Measure) -> tuple[float, float]:
    """The ends of a measure's interval, or its value twice."""
    if measure.value is None:
        raise ValueError("a withheld measure has no interval")
    low = measure.value if measure.low is None else measure.low
    high = measure.value if measure.high is None else measure.high
    return low, high
