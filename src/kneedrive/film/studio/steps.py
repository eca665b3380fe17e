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
    touch_s, leave_s : (K,) first and last moment at which the ground pushes at all
    peak_thigh_rad, min_thigh_shift_rad, peak_knee_rad : (K,) targets of the swing after the contact
    period_s : length of the stretch
    """

    strike_s: Array
    off_s: Array
    touch_s: Array
    leave_s: Array
    peak_thigh_rad: Array
    min_thigh_shift_rad: Array
    peak_knee_rad: Array
    period_s: float

    @property
    def flight_s(self) -> Array:
        """(K,) time without any force after each contact."""
        return np.append(self.touch_s[1:], self.touch_s[0] + self.period_s) - self.leave_s

    @property
    def own_next_touch_s(self) -> Array:
        """(K,) next landing of the same foot."""
        return np.concatenate([self.touch_s[2:], self.touch_s[:2] + self.period_s])


def _noise(rng: np.random.Generator, sd: float, strides: int) -> Array:
    """(2 strides,) noise within 2.5 SD whose mean is zero for each foot."""
    noise = np.clip(rng.standard_normal((strides, 2)), -2.5, 2.5) * sd
    return np.asarray((noise - noise.mean(axis=0)).ravel())


def make_steps(
    runner: Runner, strides: int, margins_s: tuple[float, float], varied: bool = True
) -> Steps:
    """Steps of a runner: means as commanded, each stride a little different.

    Parameters
    ----------
    margins_s : time with less than 50 N before and after the contact proper
    varied : with differences between strides and between left and right
    """
    rng = np.random.default_rng([runner.seed, 11])
    vary = 1.0 if varied else 0.0
    step_s = runner.step_time_s + vary * _noise(rng, runner.sd_step_time_s, strides)
    contact_s = runner.contact_time_s + vary * _noise(rng, runner.sd_contact_s, strides)
    peak_deg = runner.peak_thigh_deg + vary * _noise(rng, runner.sd_thigh_deg, strides)
    left = vary * np.where(np.arange(2 * strides) % 2 == 0, 0.5, -0.5)
    contact_s = contact_s + left * runner.contact_difference_s
    peak_deg = peak_deg + left * runner.peak_thigh_difference_deg
    knee_deg = runner.peak_knee_flexion_deg + vary * _noise(rng, 1.3 * runner.sd_thigh_deg, strides)
    shift_deg = vary * _noise(rng, 0.3 * runner.sd_thigh_deg, strides)
    strike_s = np.cumsum(step_s) - step_s + 0.3 * runner.step_time_s
    return Steps(
        strike_s=strike_s,
        off_s=strike_s + contact_s,
        touch_s=strike_s - margins_s[0],
        leave_s=strike_s + contact_s + margins_s[1],
        peak_thigh_rad=np.radians(peak_deg),
        min_thigh_shift_rad=np.radians(shift_deg),
        peak_knee_rad=np.radians(knee_deg),
        period_s=float(step_s.sum()),
    )
