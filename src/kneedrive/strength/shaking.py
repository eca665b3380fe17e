"""Shaking of a held thigh: how much it swings between 3 and 12 Hz, against its own first second."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfiltfilt

Floats = NDArray[np.float64]

BAND_HZ = (3.0, 12.0)
RESOLVED = 0.45  # of the frame rate: the fastest shaking that pictures show
WINDOW_S = 1.0
SHORTEST_S = 2.5
# A shaking thigh swings by a few degrees; a network that loses the knee makes it jump further.
JUMPS_DEG, JUMP_WINDOW_S, MOST_JUMPS = 8.0, 0.5, 0.1


@dataclass(frozen=True)
class Shaking:
    """Root mean square of the thigh angle in the band, deg.

    first_deg, last_deg : in the first and the last second of the hold
    ratio : power of the last second over the first
    up_to_hz : fastest that the frame rate resolves
    """

    first_deg: float
    last_deg: float
    ratio: float
    up_to_hz: float


def shaking_of(time_s: Floats, thigh_deg: Floats) -> Shaking | str:
    """Shaking of one hold, or why it can't be told.

    Parameters
    ----------
    time_s, thigh_deg : (T,) of the hold only, the angle unsmoothed
    """
    known = np.isfinite(thigh_deg)
    if known.sum() < 10 or time_s[-1] - time_s[0] < SHORTEST_S:
        return f"the hold is shorter than {SHORTEST_S:g} s"
    rate_hz = 1.0 / float(np.median(np.diff(time_s)))
    top_hz = min(BAND_HZ[1], RESOLVED * rate_hz)
    if top_hz <= BAND_HZ[0] + 1.0:
        return f"{rate_hz:.0f} pictures a second are too few to see shaking"
    jumps = _jumps(thigh_deg, known, rate_hz)
    if jumps[known].mean() > MOST_JUMPS:
        return "the network loses the knee too often to tell shaking from its jumps"
    known &= ~jumps
    even_s = np.arange(time_s[0], time_s[-1], 1.0 / rate_hz)
    angle = np.interp(even_s, time_s[known], thigh_deg[known])
    sos = butter(2, (BAND_HZ[0], top_hz), btype="band", fs=rate_hz, output="sos")
    swing = sosfiltfilt(sos, angle)
    size = round(WINDOW_S * rate_hz)
    first, last = (float(np.sqrt(np.mean(part**2))) for part in (swing[:size], swing[-size:]))
    return Shaking(first, last, (last / max(first, 1e-6)) ** 2, top_hz)


def _jumps(thigh_deg: Floats, known: NDArray[np.bool_], rate_hz: float) -> NDArray[np.bool_]:
    """(T,) where the angle is far from what it is round about."""
    out = np.zeros(len(thigh_deg), dtype=bool)
    size = max(3, round(JUMP_WINDOW_S * rate_hz) // 2 * 2 + 1)
    own = thigh_deg[known]
    out[known] = np.abs(own - median_filter(own, size, mode="nearest")) > JUMPS_DEG
    return out
