"""When each foot lands and leaves: the steps of a stretch of running that repeats seamlessly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.runner import Runner

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Steps:
    """K steps (K even), left first, then alternating; the stretch then starts again.

    Parameters
    ----------
    strike_s, off_s : (K,) times at which the ground force rises above and falls below 50 N
    peak_thigh_rad, min_thigh_shift_rad, peak_knee_rad : (K,) targets of the swing after the contact
    period_s : length of the stretch
    """

    strike_s: Array
    off_s: Array
    peak_thigh_rad: Array
    min_thigh_shift_rad: Array
    peak_knee_rad: Array
    period_s: float

    @property
    def contact_s(self) -> Array:
        """(K,) contact times."""
        return self.off_s - self.strike_s

    @property
    def next_strike_s(self) -> Array:
        """(K,) landing of the other foot after each step."""
        return np.append(self.strike_s[1:], self.strike_s[0] + self.period_s)

    @property
    def flight_s(self) -> Array:
        """(K,) flight after each contact."""
        return self.next_strike_s - self.off_s

    @property
    def own_next_strike_s(self) -> Array:
        """(K,) next landing of the same foot."""
        ahead = np.concatenate([self.strike_s[2:], self.strike_s[:2] + self.period_s])
        return ahead


def _noise(rng: np.random.Generator, sd: float, strides: int) -> Array:
    """(2 strides,) noise within 2.5 SD whose mean is zero for each foot."""
    noise = np.clip(rng.standard_normal((strides, 2)), -2.5, 2.5) * sd
    return (noise - noise.mean(axis=0)).ravel()


def make_steps(runner: Runner, strides: int, varied: bool = True) -> Steps:
    """Steps of a runner: means as commanded, each stride a little different."""
    rng = np.random.default_rng([runner.seed, 11])
    vary = 1.0 if varied else 0.0
    step_s = runner.step_time_s + vary * _noise(rng, runner.sd_step_time_s, strides)
    contact_s = runner.contact_time_s + vary * _noise(rng, runner.sd_contact_s, strides)
    peak_deg = runner.peak_thigh_deg + vary * _noise(rng, runner.sd_thigh_deg, strides)
    left = np.where(np.arange(2 * strides) % 2 == 0, 0.5, -0.5)
    contact_s = contact_s + left * runner.contact_difference_s
    peak_deg = peak_deg + left * runner.peak_thigh_difference_deg
    knee_deg = runner.peak_knee_flexion_deg + vary * _noise(rng, 1.3 * runner.sd_thigh_deg, strides)
    shift_deg = vary * _noise(rng, 0.3 * runner.sd_thigh_deg, strides)
    period_s = float(step_s.sum())
    strike_s = np.cumsum(step_s) - step_s + 0.3 * runner.step_time_s
    return Steps(
        strike_s=strike_s,
        off_s=strike_s + contact_s,
        peak_thigh_rad=np.radians(peak_deg),
        min_thigh_shift_rad=np.radians(shift_deg),
        peak_knee_rad=np.radians(knee_deg),
        period_s=period_s,
    )
