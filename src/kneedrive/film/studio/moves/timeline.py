"""A value over time from a few key moments: at rest at each, smooth in between (least jerk)."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass
class Timeline:
    """Key moments (s) and values, appended in order while a scene is written."""

    start: float = 0.0
    time_s: list[float] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.time_s.append(0.0)
        self.value.append(self.start)

    def hold_until(self, time_s: float) -> None:
        """Stay at the last value until a time."""
        self.go(time_s, self.value[-1])

    def go(self, time_s: float, value: float) -> None:
        """Reach a value at a time, from the last key moment on."""
        if time_s <= self.time_s[-1]:
            raise ValueError(f"{time_s} s is not after {self.time_s[-1]} s")
        self.time_s.append(time_s)
        self.value.append(value)

    def move(self, from_s: float, to_s: float, value: float) -> None:
        """Stay until one time, then reach a value at another."""
        if from_s > self.time_s[-1]:
            self.hold_until(from_s)
        self.go(to_s, value)

    def at(self, t_s: Array) -> Array:
        """Values (T,) at times (T,)."""
        when, what = np.array(self.time_s), np.array(self.value)
        if len(when) == 1:
            return np.full(len(t_s), what[0])
        i = np.clip(np.searchsorted(when, t_s, side="right") - 1, 0, len(when) - 2)
        s = np.clip((t_s - when[i]) / (when[i + 1] - when[i]), 0.0, 1.0)
        return np.asarray(what[i] + (what[i + 1] - what[i]) * s**3 * (10 - 15 * s + 6 * s**2))


def tremor(t_s: Array, band_hz: tuple[float, float], seed: int) -> Array:
    """(T,) an irregular oscillation of root mean square 1 within a band of frequencies."""
    rng = np.random.default_rng([seed, 29])
    hz = rng.uniform(*band_hz, 9)
    phase = rng.uniform(0, 2 * np.pi, 9)
    return np.asarray(np.sin(2 * np.pi * hz * t_s[:, None] + phase).sum(axis=1) * np.sqrt(2 / 9))
