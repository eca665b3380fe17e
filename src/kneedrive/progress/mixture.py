"""A change whose spread is not known for sure: normal distributions, mixed by their weights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Array = NDArray[np.float64]
HALVINGS = 60
FAR_SD = 12  # nothing lies further out


@dataclass(frozen=True)
class Mixture:
    """Normal distributions with weights."""

    weights: Array
    means: Array
    sds: Array

    @property
    def mean(self) -> float:
        """The mean of the whole."""
        return float(self.weights @ self.means)

    def below(self, value: float) -> float:
        """Share below a value."""
        z = (value - self.means) / self.sds
        return float(self.weights @ ndtr(z))

    def quantile(self, share: float) -> float:
        """The value below which a share lies."""
        wide = FAR_SD * float(self.sds.max()) + float(np.ptp(self.means))
        low, high = self.mean - wide, self.mean + wide
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return (low + high) / 2

    def half_width(self, level: float) -> float:
        """Half the width of the interval around the mean that holds a share."""
        low, high = 0.0, FAR_SD * float(self.sds.max()) + float(np.ptp(self.means))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            held = self.below(self.mean + middle) - self.below(self.mean - middle)
            low, high = (middle, high) if held < level else (low, middle)
        return (low + high) / 2
