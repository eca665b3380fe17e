"""Smoothing that keeps the knee drive: a low-pass filter whose cut-off comes from the data.

Residual analysis: Winter 2009, section 3.4.4.3, doi 10.1002/9780470549148. What a filter takes
away falls steeply while it still takes motion and gently once only noise is left; the gentle line,
drawn back to zero hertz, is the noise, and the cut-off is where the residual meets it.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

Floats = NDArray[np.float64]

CUTOFF_HZ = (8.0, 20.0)  # below 8 Hz the knee drive itself is filtered away
NOISE_UP_TO_HZ = 150.0  # only noise is left long before; it need not be followed further
BRIDGE_S = 0.12  # a gap shorter than this is bridged, a longer one stays missing


def residual_cutoff_hz(time_s: Floats, xy: Floats) -> float:
    """Cut-off (Hz) for landmarks xy (T, J, 2), at least 8 Hz, at most 20 Hz or 0.4 x frame rate."""
    rate_hz = 1.0 / float(np.median(np.diff(time_s)))
    highest = min(CUTOFF_HZ[1], 0.4 * rate_hz)
    if highest <= CUTOFF_HZ[0] or len(time_s) < 30:
        return float(max(CUTOFF_HZ[0], highest))
    signal, _ = _even(time_s, xy.reshape(len(xy), -1), rate_hz)
    signal = signal[:, np.isfinite(signal).all(axis=0)]
    if signal.shape[1] == 0:
        return CUTOFF_HZ[0]
    cutoffs = np.arange(2.0, min(0.45 * rate_hz, NOISE_UP_TO_HZ), 0.5)
    residual = np.array([np.std(signal - _lowpass(signal, fc, rate_hz), axis=0) for fc in cutoffs])
    tail = cutoffs > 0.6 * cutoffs[-1]
    chosen = []
    for column in residual.T:
        noise = np.polynomial.polynomial.polyfit(cutoffs[tail], column[tail], 1)[0]
        below = np.flatnonzero(column <= noise)
        chosen.append(cutoffs[below[0]] if len(below) else highest)
    return float(np.clip(np.median(chosen), CUTOFF_HZ[0], highest))


def smooth(time_s: Floats, xy: Floats, cutoff_hz: float) -> Floats:
    """(T, J, 2) low-passed without delay (Butterworth, 4th order in all).

    Missing samples: gaps up to 0.12 s are bridged, longer ones stay missing.
    """
    rate_hz = 1.0 / float(np.median(np.diff(time_s)))
    if cutoff_hz >= 0.45 * rate_hz or len(time_s) < 12:
        return xy.copy()
    flat = xy.reshape(len(xy), -1)
    filled, even_s = _even(time_s, flat, rate_hz)
    out = np.full_like(flat, np.nan)
    for j in range(flat.shape[1]):
        if np.isfinite(filled[:, j]).all():
            out[:, j] = np.interp(time_s, even_s, _lowpass(filled[:, j], cutoff_hz, rate_hz))
            out[_long_gaps(time_s, np.isfinite(flat[:, j])), j] = np.nan
    return out.reshape(xy.shape)


def _even(time_s: Floats, flat: Floats, rate_hz: float) -> tuple[Floats, Floats]:
    """Columns of flat (T, C) on an even time base, gaps bridged; all NaN where nothing is known."""
    even_s = np.arange(time_s[0], time_s[-1] + 0.5 / rate_hz, 1.0 / rate_hz)
    out = np.full((len(even_s), flat.shape[1]), np.nan)
    for j in range(flat.shape[1]):
        known = np.isfinite(flat[:, j])
        if known.sum() >= 4:
            out[:, j] = np.interp(even_s, time_s[known], flat[known, j])
    return out, even_s


def _lowpass(signal: Floats, cutoff_hz: float, rate_hz: float) -> Floats:
    sos = butter(2, cutoff_hz / (rate_hz / 2), output="sos")
    return np.asarray(sosfiltfilt(sos, signal, axis=0))


def _long_gaps(time_s: Floats, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(T,) frames inside a gap longer than BRIDGE_S, or before the first or after the last."""
    out = np.zeros(len(time_s), dtype=bool)
    at = np.flatnonzero(known)
    out[: at[0]], out[at[-1] + 1 :] = True, True
    for a, b in pairwise(at):
        if b > a + 1 and time_s[b] - time_s[a] > BRIDGE_S:
            out[a + 1 : b] = True
    return out
