"""Everything that makes clips of one runner differ without a change: as covariances.

Own errors, what all clips of one way of filming share, and how many days lie between two clips; and
speeds that err, drawn towards what they probably were.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kneedrive.progress.days import DayScatter
from kneedrive.progress.observations import PHASES, Observation
from kneedrive.progress.watched import Watched

Array = NDArray[np.float64]
LEAST_TRUE = 0.2  # of the variance of the measured speeds that is taken for real
LEAST_SHARE = 0.3  # of a length's error that never cancels against the speed's


@dataclass(frozen=True)
class Scatter:
    """Covariances (N, N) of own errors and of offsets of cameras; and the days between two."""

    own: Array
    cameras: Array
    apart_days: Array

    def covariances(self, day_sd: float, days: DayScatter) -> Array:
        """All of it (K, N, N), for every way in which days may scatter."""
        return self.own + self.cameras + days.covariances(day_sd, self.apart_days)


def scatter_of(observations: tuple[Observation, ...], watched: Watched) -> Scatter:
    """The covariances of these observations."""
    days = np.array([o.day.toordinal() for o in observations])
    cameras = np.array([o.camera for o in observations])
    watch = np.array([o.from_watch for o in observations])
    own = np.array([_own_error(o, watched) ** 2 for o in observations])
    offset = np.where(watch, watched.watch_sd, watched.camera_sd) ** 2
    return Scatter(
        np.diag(own),
        (cameras[:, None] == cameras[None, :]) * offset[:, None],
        np.abs(days[:, None] - days[None, :]).astype(float),
    )


def _own_error(seen: Observation, watched: Watched) -> float:
    """Error of one value once it is brought to another speed, whose error it takes over.

    A scale that is off moves a length and the speed alike, so that most of it cancels.
    """
    taken_over = watched.per_mps.mean * seen.speed_error_mps
    if watched.in_metres and not seen.from_watch:
        return max(abs(seen.error - taken_over), LEAST_SHARE * seen.error)
    return float(np.hypot(seen.error, taken_over))


def calibrated(observations: tuple[Observation, ...], watched: Watched) -> tuple[Observation, ...]:
    """Observations whose speeds are drawn towards their phase's mean by as much as they err.

    A speed that errs would flatten the slope, and a drifting speed would then pass for a change
    (regression calibration: Carroll et al. 2006, Measurement Error in Nonlinear Models). A length
    needs none: the scale's error is in it as in the speed.
    """
    if watched.in_metres:
        return observations
    speed = np.array([o.speed_mps for o in observations])
    error = np.array([o.speed_error_mps for o in observations])
    phase = np.array([PHASES.index(o.phase) for o in observations])
    means = {p: speed[phase == p].mean() for p in set(phase)}
    middle = np.array([means[p] for p in phase])
    freedom = max(len(speed) - len(set(phase)), 1)
    variance = float(((speed - middle) ** 2).sum() / freedom)
    mean_error = float((error**2).mean())
    true = max(variance - mean_error, LEAST_TRUE * variance)
    share = true / (true + error**2) if true > 0 else np.ones(len(speed))
    return tuple(
        replace(
            o,
            speed_mps=float(middle[i] + share[i] * (speed[i] - middle[i])),
            speed_error_mps=float(error[i] * np.sqrt(share[i])),
        )
        for i, o in enumerate(observations)
    )
