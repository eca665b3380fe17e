"""How the level of a stride wanders along a run without any fade, and how its stretches scatter.

At equal speed and grade a runner's step and contact time do not stand still: they wander, little
over a minute and more over an hour. Of the kernels tried on real runs (Brownian motion, once
integrated, Ornstein-Uhlenbeck and Matern of several lengths) Brownian motion was the likeliest; on
top of it come deviations of about a minute and the scatter of single stretches.

The size of the wander is the root of its expected variance over the sixths of a run. Priors
(median, spread of its logarithm):

- step: over sixths of 44 real runs the level's standard deviation was 0.91 % at the median and
  1.73 % at the 90th percentile. Brownian motion of a single size, 1.13 %, would show 0.91 and
  1.69 %; so runners hardly differ in it, and 12 more runs say the same
- contact: 2 % and wider, from 9 runs with contact time
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import eigh

from kneedrive.watch.recording import Floats

SIXTHS = 6
STEP_WANDER = (0.0113, 0.3)
CONTACT_WANDER = (0.020, 0.7)
SIZES = (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0)  # of the wander that are tried, in spreads from the median
SCATTERS = (0.55, 0.8, 1.15)  # of the robust estimate, that are tried
BRIEF_SHARES = (0.0, 0.8, 2.0, 5.0)  # variance of brief deviations over that of the scatter
BRIEF_S = 60.0  # how long they last: 40 to 80 s were the likeliest in 12 real runs
SCATTER_LEAST = 0.002
OUTLIER = 3.5  # robust standard deviations from the stretches around
OUTLIER_VARIANCE = 25.0
AROUND = 7  # stretches


@dataclass(frozen=True, eq=False)
class Turn:
    """What makes levels independent of one another, for every size of wander and scatter.

    matrix : (N, N) to be multiplied from the left
    log_volume : logarithm of its determinant
    """

    matrix: Floats
    log_volume: float


@dataclass(frozen=True)
class Noise:
    """One way in which a level may wander and scatter.

    variance : (N,) of the turned levels
    log_prior : how likely it is beforehand
    """

    turn: Turn
    variance: Floats
    log_prior: float


def noises(
    middle: Floats, running_s: float, rest: Floats, prior: tuple[float, float]
) -> Iterator[Noise]:
    """Every way that is tried, those with one turn after one another.

    Parameters
    ----------
    middle : (N,) place of each stretch, 0 to 1
    running_s : of the whole run
    rest : (N,) what a first guess at speed and grade leaves of the logarithm
    prior : median and spread of the wander's size
    """
    scatter, weight = scatter_of(rest)
    slow = brownian(middle)
    brief = np.exp(-np.abs(middle[:, None] - middle[None, :]) * running_s / BRIEF_S)
    median, spread = prior
    for share in BRIEF_SHARES:
        # One decomposition serves all sizes: both covariances become diagonal at once.
        large, vectors = eigh(slow, np.diag(weight) + share * brief)
        turn = Turn(vectors.T, float(np.linalg.slogdet(vectors)[1]))
        for size in SIZES:
            for times in SCATTERS:
                wander = median * np.exp(size * spread)
                variance = wander**2 * large + (times * scatter) ** 2
                yield Noise(turn, variance, -(size**2) / 2)


def scatter_of(rest: Floats) -> tuple[float, Floats]:
    """Standard deviation of a stretch about those around it; variance of each against that."""
    around = pd.Series(rest).rolling(AROUND, center=True, min_periods=1).median().to_numpy()
    apart = np.abs(rest - around)
    scatter = max(1.4826 * float(np.median(apart)), SCATTER_LEAST)
    return scatter, np.where(apart > OUTLIER * scatter, OUTLIER_VARIANCE, 1.0)


def brownian(middle: Floats) -> Floats:
    """(N, N) covariance of Brownian motion whose expected variance over sixths is 1.

    Where the variance at the end of a run is 1, that of the means of its sixths is 1/6.
    """
    covariance: Floats = SIXTHS * np.minimum(middle[:, None], middle[None, :])
    return covariance
