"""How one runner's days scatter: how much, how much of it lasts, and for how long.

A day has a deviation of its own, and one that it shares with the days around it: shoes, a block of
training, a cold. The second fades with the time between two days (an Ornstein-Uhlenbeck process).
None of the three is known of a runner, so the model integrates over all of them. For the memory no
study was found, and the clips of a few months tell little of it: what lasts looks like the level
that is to be compared. So the weights are on the careful side: half or all of the scatter lasts for
four or eight weeks, unless the clips speak against it. Where days are independent, intervals are
wider than they need be (`python -m bench progress` says by how much).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SIZES = np.geomspace(0.2, 5.0, 14)  # spread between days, as a multiple of the usual one
SIZE_LOG_SD = 0.6  # how well the usual one is known: two thirds of runners within a factor of 1.8
SHARES = {0.0: 0.1, 0.5: 0.45, 1.0: 0.45}  # of the variance that lasts, and how likely each is
MEMORIES_DAYS = (28.0, 56.0)  # until a deviation has faded to 37 %, each as likely
LEAST_WEIGHT = 1e-3


@dataclass(frozen=True)
class DayScatter:
    """Ways in which days may scatter (K), with the weight of each.

    Parameters
    ----------
    size : SD between days, as a multiple of the usual one
    share : of that variance that neighbouring days share
    memory_days : after which it has faded to 37 %
    weight : sums to 1
    """

    size: Array
    share: Array
    memory_days: Array
    weight: Array

    def covariances(self, day_sd: float, apart_days: Array) -> Array:
        """Covariances (K, N, N) of clips so many days apart (N, N), for a usual SD."""
        variance = (self.size * day_sd)[:, None, None] ** 2
        share, memory = self.share[:, None, None], self.memory_days[:, None, None]
        alike = np.asarray(apart_days == 0, dtype=float)
        return np.asarray(variance * ((1 - share) * alike + share * np.exp(-apart_days / memory)))

    def weighed(self, log_likelihood: Array) -> "DayScatter":
        """The same ways, weighed by how likely each makes what was seen."""
        log = np.log(self.weight) + log_likelihood
        weight = np.exp(log - log.max())
        return DayScatter(self.size, self.share, self.memory_days, weight / weight.sum())

    def likely(self) -> "DayScatter":
        """Without those that hardly count."""
        kept = self.weight > LEAST_WEIGHT * self.weight.max()
        weight = self.weight[kept]
        return DayScatter(
            self.size[kept], self.share[kept], self.memory_days[kept], weight / weight.sum()
        )

    @property
    def usual_size(self) -> float:
        """The size, as its logarithms' mean has it."""
        return float(np.exp(self.weight @ np.log(self.size)))

    @property
    def lasting(self) -> float:
        """The share that lasts, as a mean."""
        return float(self.weight @ self.share)


def beforehand() -> DayScatter:
    """Before any clip: all ways, with the weights that stand above."""
    rows = []
    for share, likely in SHARES.items():
        memories = MEMORIES_DAYS if share else MEMORIES_DAYS[:1]  # what lasts not at all is one way
        for memory in memories:
            for size in SIZES:
                usual = np.exp(-0.5 * (np.log(size) / SIZE_LOG_SD) ** 2)
                rows.append((size, share, memory, usual * likely / len(memories)))
    size, share_, memory_, weight = np.array(rows).T
    return DayScatter(size, share_, memory_, weight / weight.sum())
