"""The clock of a clip: playback time, as the file shows it, and captured time, as it happened.

This is the only place where one becomes the other. Metrics use captured time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Clock:
    """How playback time maps to captured time.

    Parameters
    ----------
    playback_fps : mean frame rate at which the file plays, Hz
    capture_fps : frame rate at which the camera took the pictures, Hz
    how : one clause saying how the capture rate was found, for the report
    """

    playback_fps: float
    capture_fps: float
    how: str

    @property
    def slow_motion_factor(self) -> float:
        """How many times slower than life the clip plays (1 = real time)."""
        return self.capture_fps / self.playback_fps

    def captured_s(self, playback_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Captured time (s) of presentation times (s)."""
        return playback_s / self.slow_motion_factor
