"""The synthetic runner: the numbers that make up one person's way of running."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

Sex = Literal["male", "female"]


@dataclass(frozen=True)
class Runner:
    """One person running steadily at one speed.

    Angles are segment angles from the vertical, + = lower end in front. Differences are left minus
    right. The `sd_` values are stride-to-stride standard deviations.

    Parameters
    ----------
    build : width of the limbs as a factor of an average body's (0.85 slim .. 1.2 heavy)
    contact_time_s : time with more than 50 N on the ground; flight = step time - contact
    foot_strike_deg : sole against the ground at touch-down, + = toes up (heel strike)
    landing_slip : forward speed of the foot over the ground at touch-down, fraction of the
        running speed (the foot is not quite as fast as the belt when it lands)
    """

    speed_mps: float
    height_m: float = 1.75
    mass_kg: float = 68.0
    sex: Sex = "male"
    build: float = 1.0
    cadence_spm: float = 170.0
    contact_time_s: float = 0.24
    peak_thigh_deg: float = 34.0
    min_thigh_deg: float = -25.5
    peak_knee_flexion_deg: float = 105.0
    contact_thigh_deg: float = 22.0
    contact_knee_flexion_deg: float = 13.5
    trunk_lean_deg: float = 7.0
    foot_strike_deg: float = 11.0
    landing_slip: float = 0.15
    thigh_length: float = 0.240
    shank_length: float = 0.240
    contact_difference_s: float = 0.0
    peak_thigh_difference_deg: float = 0.0
    sd_step_time_s: float = 0.0045
    sd_contact_s: float = 0.005
    sd_thigh_deg: float = 1.5
    seed: int = 0

    @property
    def step_time_s(self) -> float:
        """Mean time from one foot's landing to the other's."""
        return 60.0 / self.cadence_spm

    @property
    def flight_time_s(self) -> float:
        """Mean time with no foot on the ground, per step."""
        return self.step_time_s - self.contact_time_s


def _along(speed_mps: float, *table: tuple[float, float]) -> float:
    """Value of a (speed, value) table at a speed; straight lines, extended beyond both ends."""
    speeds, values = np.array(table).T
    i = int(np.clip(np.searchsorted(speeds, speed_mps) - 1, 0, len(speeds) - 2))
    slope = (values[i + 1] - values[i]) / (speeds[i + 1] - speeds[i])
    return float(values[i] + slope * (speed_mps - speeds[i]))


def typical_runner(
    speed_mps: float,
    height_m: float = 1.75,
    sex: Sex = "male",
    seed: int = 0,
    **changes: Any,
) -> Runner:
    """A runner as they are found at this speed, another one for every seed.

    Means and scatter between people: treadmill running at 2.5, 3.5 and 4.5 m/s of 26 regular
    runners (computed from the data of Fukuchi, Fukuchi & Duarte 2017, doi 10.7717/peerj.3298);
    contact above 4.5 m/s after the duty factors of Weyand's group (JEB 208:2625). Scatter is cut
    at 1.7 standard deviations. `changes` replace single values afterwards.
    """
    rng = np.random.default_rng([seed, 7])

    def scatter(sd: float) -> float:
        return sd * float(np.clip(rng.standard_normal(), -1.7, 1.7))

    v = speed_mps
    step_time_s = 60.0 / (311 + 11.2 * v - 101 * height_m)
    contact_s = 0.357 - 0.036 * v if v < 4.5 else 0.195 - 0.024 * (v - 4.5)
    common = scatter(0.011)  # long steps come with long contacts; leaves flight an SD of 0.019
    step_time_s += common + scatter(0.015)
    widest = 0.03 * height_m / v  # a leg can reach only so far
    contact_s += 0.10 * (height_m - 1.76) + float(np.clip(common + scatter(0.012), -widest, widest))
    contact_s = min(contact_s, step_time_s - 0.055)
    lean = 4.0 + 0.9 * v + scatter(2.0)
    runner = Runner(
        speed_mps=v,
        height_m=height_m,
        mass_kg=(22.0 if sex == "male" else 21.0) * height_m**2 * (1 + scatter(0.06)),
        sex=sex,
        build=1.0 + scatter(0.06),
        cadence_spm=60.0 / step_time_s,
        contact_time_s=contact_s,
        peak_thigh_deg=11.6 + 6.4 * v + scatter(4.0),
        min_thigh_deg=_along(v, (2.5, -19.6), (3.5, -26.2), (4.5, -31.0), (9.5, -44.5))
        + scatter(2.3),
        peak_knee_flexion_deg=_along(v, (2.5, 93), (3.5, 107), (4.5, 114), (9.5, 148)) + scatter(7),
        contact_thigh_deg=_along(v, (2.5, 18.5), (3.5, 22.1), (4.5, 25.9)) + scatter(2.0),
        contact_knee_flexion_deg=_along(v, (2.5, 12.9), (3.5, 13.4), (4.5, 14.9)) + scatter(2.5),
        trunk_lean_deg=lean,
        foot_strike_deg=12.0 + scatter(5.0),  # on the heel, as most do
        landing_slip=0.44 + scatter(0.09),
        thigh_length=0.240 + scatter(0.003),
        shank_length=0.240 + scatter(0.003),
        contact_difference_s=scatter(0.010 / v),
        sd_contact_s=min(0.005, 0.0125 / v),
        peak_thigh_difference_deg=scatter(1.5),
        seed=seed,
    )
    return replace(runner, **changes)
