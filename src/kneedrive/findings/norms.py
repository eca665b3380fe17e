"""Runners at the same speed: mean and spread of a metric as a function of speed.

Every number was computed from the raw forces and markers of Fukuchi, Fukuchi & Duarte 2017
(PeerJ 5:e3298, doi 10.7717/peerj.3298): 26 regular runners, 25 men and 1 woman, 1.76 (0.07) m,
on a treadmill at 2.5, 3.5 and 4.5 m/s. Spread is the standard deviation between runners. Outside
those speeds there is no band, with one exception (see `Norm.extends_to_mps`).
"""

from dataclasses import dataclass

import numpy as np

SLOWEST_MPS, FASTEST_MPS = 2.5, 4.5
MEAN_HEIGHT_M = 1.76
POPULATION = "26 regular runners (25 men, 1 woman; 1.76 m) on a treadmill at 2.5 to 4.5 m/s"
SOURCE = "computed from the data of Fukuchi, Fukuchi & Duarte 2017, doi 10.7717/peerj.3298"
_FORCE = (
    "contact by ground force above 8 % of body weight, the row nearest to the 50 N used here "
    "(7 % of 70 kg)"
)
_ANGLE = "marker-based angles, mean of both legs"


@dataclass(frozen=True)
class Norm:
    """How runners differ in one metric, at given speeds.

    Parameters
    ----------
    metric : its name in the register
    speeds_mps, means, sds : rows; values between them are interpolated linearly
    definition : how the metric was defined in those data
    n : number of runners
    per_m_of_height, sd_at_height : change of the mean per metre of body height from 1.76 m, and
        the spread left over once height is known; None where height does not enter
    of_height : the rows are fractions of the body's height
    more, less : words for a larger and a smaller value
    extends_to_mps : speed up to which a straight line through the rows was checked beyond 4.5 m/s
    """

    metric: str
    speeds_mps: tuple[float, ...]
    means: tuple[float, ...]
    sds: tuple[float, ...]
    definition: str
    n: int = 26
    per_m_of_height: float | None = None
    sd_at_height: float | None = None
    of_height: bool = False
    more: str = "higher"
    less: str = "lower"
    extends_to_mps: float = FASTEST_MPS


@dataclass(frozen=True)
class Band:
    """Runners at one speed: mean, standard deviation, and whether it lies beyond the data."""

    norm: Norm
    mean: float
    sd: float
    extrapolated: bool


@dataclass(frozen=True)
class NoBand:
    """Why there is no band."""

    reason: str


_V3 = (2.5, 3.5, 4.5)
_ENDS = (2.5, 4.5)

NORMS: dict[str, Norm] = {
    norm.metric: norm
    for norm in (
        # 311 + 11.2 v - 101 H (residual 9.1); without a height, the spread of the rows.
        Norm("cadence_spm", _V3, (161.2, 172.4, 183.6), (10.0, 11.0, 14.0),
             "steps per minute, fitted on speed and height", per_m_of_height=-101.0,
             sd_at_height=9.1),
        # 357 - 36 v (residual 17) and 72 + 14 v (residual 19).
        Norm("contact_time_ms", _ENDS, (267.0, 195.0), (17.0, 17.0), _FORCE, more="longer",
             less="shorter"),
        Norm("flight_time_ms", _ENDS, (107.0, 135.0), (19.0, 19.0), _FORCE, more="longer",
             less="shorter"),
        Norm("duty_factor_pct", _V3, (36.1, 32.0, 30.0), (2.9, 2.1, 1.8),
             _FORCE + "; spread from the 2.5 % row"),
        Norm("step_length_m", _V3, (0.93, 1.23, 1.47), (0.05, 0.08, 0.10),
             "belt speed x step time", more="longer", less="shorter"),
        # 11.6 + 6.4 v (residual 4.2); one sprinter at 9.5 m/s lies on the same line.
        Norm("peak_thigh_angle_deg", _ENDS, (27.6, 40.4), (4.2, 4.2), _ANGLE,
             extends_to_mps=6.0),
        Norm("min_thigh_angle_deg", _V3, (-19.6, -26.2, -31.0), (2.5, 2.6, 2.9), _ANGLE,
             more="less far back", less="further back"),
        Norm("peak_swing_knee_flexion_deg", _V3, (93.0, 107.0, 114.0), (9.0, 9.0, 7.0), _ANGLE),
        # 0.43, 0.57, 0.65 (0.07) of a leg of 0.53 body heights.
        Norm("foot_clearance_m", _V3, (0.228, 0.302, 0.345), (0.037, 0.037, 0.037),
             "heel marker's height above its lowest, times body height", of_height=True),
        # -1.0 + 2.7 v (residual 3.3).
        Norm("shank_angle_at_contact_deg", _ENDS, (5.75, 11.15), (3.3, 3.3),
             "marker-based; contact by ground force above 2.5 % of body weight",
             more="larger", less="smaller"),
        # 0.054 v (residual 0.014).
        Norm("hip_flexor_impulse_nms_kg", _ENDS, (0.135, 0.243), (0.014, 0.014),
             "net flexor moment of a 2D link-segment leg, de Leva's segments"),
    )
}  # fmt: skip


def band_at(metric: str, speed_mps: float | None, height_m: float | None) -> Band | NoBand:
    """The band of runners at this speed, or why there is none.

    Parameters
    ----------
    metric : name in the register
    speed_mps : the runner's speed, None where unknown
    height_m : the runner's height, None where unknown
    """
    if metric not in NORMS:
        return NoBand("no published values by the same definition")
    norm = NORMS[metric]
    if speed_mps is None:
        return NoBand("the speed is not known")
    if not SLOWEST_MPS <= speed_mps <= norm.extends_to_mps:
        return NoBand(
            f"the comparison runners ran at {SLOWEST_MPS} to {FASTEST_MPS} m/s, "
            f"this runner at {speed_mps:.1f}"
        )
    if norm.of_height and height_m is None:
        return NoBand("the runner's height is not known")
    mean, sd = _line(norm, norm.means, speed_mps), _line(norm, norm.sds, speed_mps)
    if norm.of_height and height_m is not None:
        mean, sd = mean * height_m, sd * height_m
    if norm.per_m_of_height is not None and norm.sd_at_height is not None and height_m is not None:
        mean, sd = mean + norm.per_m_of_height * (height_m - MEAN_HEIGHT_M), norm.sd_at_height
    return Band(norm, mean, sd, extrapolated=speed_mps > FASTEST_MPS)


def _line(norm: Norm, rows: tuple[float, ...], speed_mps: float) -> float:
    """Rows at a speed; past the last row along the last two."""
    if speed_mps <= norm.speeds_mps[-1]:
        return float(np.interp(speed_mps, norm.speeds_mps, rows))
    slope = (rows[-1] - rows[-2]) / (norm.speeds_mps[-1] - norm.speeds_mps[-2])
    return rows[-1] + slope * (speed_mps - norm.speeds_mps[-1])
