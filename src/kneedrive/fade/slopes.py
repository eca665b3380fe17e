"""How a runner's cadence and contact time go with speed and grade, learned from the run itself.

The logarithm of a quantity is taken to go linearly with the logarithm of speed and with grade. The
slopes are fitted to what varies *within* short blocks of the run, so that a drift over the run does
not pass for an effect of speed, with the population's slopes as prior.

Priors (mean, SD between runners) of the slope on log speed:

- cadence: 26 runners on a treadmill, 162 to 184 steps/min from 2.5 to 4.5 m/s: 0.22 (computed from
  Fukuchi et al. 2017, doi 10.7717/peerj.3298); 20 runners over 100 km, 5.6 steps/min per m/s at
  182 and 4 m/s: 0.12 (Burns et al. 2019, doi 10.1152/japplphysiol.00374.2018)
- contact time: 289 to 210 ms (269 to 196 by a higher threshold) over the same speeds: -0.54

No numbers were read for grade: its prior is centred at nothing and wide.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.watch.recording import Floats

PRIOR: dict[str, tuple[float, float]] = {
    "cadence_spm": (0.17, 0.08),
    "contact_ms": (-0.54, 0.12),
}
GRADE_PRIOR_SD = 1.0  # 1 % of change per 1 % of grade
BLOCKS = 12
BLOCK_LEAST = 6  # stretches
MOST_KIN = 0.8  # of a stretch's deviation with that of the one before it
OUTLIER = 3.5  # in robust standard deviations


@dataclass(frozen=True)
class Slopes:
    """Slopes of one quantity's logarithm, how surely, and what scatters about them.

    values : (2,) on log speed and on grade
    covariance : (2, 2) of these
    noise : standard deviation of a stretch about its block
    kin : correlation of neighbouring stretches, 0 to MOST_KIN
    """

    values: Floats
    covariance: Floats
    noise: float
    kin: float

    @property
    def inflation(self) -> float:
        """How much less a mean of many stretches knows than if they were independent."""
        return (1 + self.kin) / (1 - self.kin)


def fit_slopes(cut: pd.DataFrame, quantity: str) -> Slopes:
    """Slopes of a quantity (a column that PRIOR knows) over the stretches of a run."""
    values, effects = np.log(cut[quantity].to_numpy()), effects_of(cut)
    known = np.isfinite(values)
    values, effects = values[known], effects[known]
    inside, outside = _within_blocks(values), _within_blocks(effects)
    mean = np.array([PRIOR[quantity][0], 0.0])
    spread = np.array([PRIOR[quantity][1], GRADE_PRIOR_SD])
    slopes, covariance, noise, kin = mean, np.diag(spread**2), 0.02, 0.0
    kept = np.ones(len(inside), dtype=bool)
    for _ in range(4):
        precision = np.diag(1 / spread**2)
        if kept.any():
            x, y = outside[kept], inside[kept]
            variance = noise**2 * (1 + kin) / (1 - kin)
            covariance = np.linalg.inv(precision + x.T @ x / variance)
            slopes = covariance @ (precision @ mean + x.T @ y / variance)
        rest = inside - outside @ slopes
        scale = 1.4826 * float(np.median(np.abs(rest))) if len(rest) else 0.0
        kept = np.abs(rest) <= OUTLIER * max(scale, 1e-6)
        noise, kin = _noise(rest[kept])
    return Slopes(slopes, covariance, noise, kin)


def effects_of(cut: pd.DataFrame) -> Floats:
    """(N, 2) log speed and grade; an unknown grade is level."""
    grade = np.nan_to_num(cut["grade"].to_numpy())
    return np.stack([np.log(cut["speed_mps"].to_numpy()), grade], axis=1)


def _within_blocks(values: Floats) -> Floats:
    """Deviations from the mean of each block of neighbouring stretches."""
    count = max(1, min(BLOCKS, len(values) // BLOCK_LEAST))
    out = np.empty_like(values)
    for block in np.array_split(np.arange(len(values)), count):
        out[block] = values[block] - values[block].mean(axis=0)
    return out


def _noise(rest: Floats) -> tuple[float, float]:
    """Standard deviation of the rest, and the kinship of neighbours."""
    if len(rest) < 4:
        return 0.02, 0.0
    noise = max(float(rest.std()), 1e-3)
    # Deviations from block means are a little less akin than the stretches themselves.
    kin = float(np.mean(rest[:-1] * rest[1:])) / noise**2 + 1 / BLOCK_LEAST
    return noise, float(np.clip(kin, 0.0, MOST_KIN))
