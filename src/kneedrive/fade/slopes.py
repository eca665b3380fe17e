"""How a runner's cadence and contact time go with speed and grade: effects, and priors of each.

The logarithm of a quantity is taken to go with the logarithm of speed, a little more or less in
fast running than in easy running (intervals), a little otherwise where speed changes slowly than
where it changes from one minute to the next (noise in a watch's speed flattens the second), and
with grade, up and down not alike.

Priors (mean, SD between runners) of the slope on log speed:

- cadence: 26 runners on a treadmill, 162 to 184 steps/min from 2.5 to 4.5 m/s: 0.22 (computed from
  Fukuchi et al. 2017, doi 10.7717/peerj.3298); 20 runners over 100 km, 5.6 steps/min per m/s at
  182 and 4 m/s: 0.12 (Burns et al. 2019, doi 10.1152/japplphysiol.00374.2018)
- contact time: 289 to 210 ms (269 to 196 by a higher threshold) over the same speeds: -0.54

No numbers were read for the rest: those priors are centred at nothing and wide.
"""

import numpy as np
import pandas as pd
from scipy.ndimage import gaussian_filter1d

from kneedrive.watch.recording import Floats

PRIOR: dict[str, tuple[float, float]] = {
    "cadence_spm": (0.17, 0.08),
    "contact_ms": (-0.54, 0.12),
}
BEND_SD = 0.3  # slope in 10 % faster running is up to 0.03 x 2 more
SLOW_SD = 0.08  # slow changes of speed have a slope of their own
SLOW_OVER = 0.04  # of the run: what is slower than this is slow
GRADE_SD = 1.0  # 1 % of change per 1 % of grade
STEEP_SD = 0.5  # the same up and down
SETTLING_SD = 0.02  # of the first minutes
SETTLING_S = 240.0

SPEED, BEND, SLOW, GRADE, STEEP, SETTLING = range(6)
OF_SPEED_AND_GRADE = slice(SPEED, SETTLING)


def effects_of(cut: pd.DataFrame) -> Floats:
    """(N, 6) what goes with the logarithm of a quantity; an unknown grade is level.

    Log speed over the run's median, its square, its slow part, grade, its size, settling in.
    """
    speed = np.log(cut["speed_mps"].to_numpy(dtype=float))
    speed = speed - np.median(speed)
    slow = gaussian_filter1d(speed, max(SLOW_OVER * len(speed), 1.0), mode="nearest")
    grade = np.nan_to_num(cut["grade"].to_numpy(dtype=float))
    settling = np.exp(-np.cumsum(cut["running_s"].to_numpy(dtype=float)) / SETTLING_S)
    return np.stack([speed, speed**2, slow, grade, np.abs(grade), settling], axis=1)


def prior_of(fitted: str) -> tuple[Floats, Floats]:
    """(6,) slopes of a quantity that are likely beforehand, (6,) their standard deviations."""
    mean, spread = PRIOR[fitted]
    slopes = np.array([mean, 0.0, 0.0, 0.0, 0.0, 0.0])
    return slopes, np.array([spread, BEND_SD, SLOW_SD, GRADE_SD, STEEP_SD, SETTLING_SD])
