"""The period of a motion and its phase: the strongest oscillation in a band, and how it wanders.

Phase by complex demodulation, as used for gaits by Revzen and Guckenheimer 2008,
doi 10.1103/PhysRevE.78.051907.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

Floats = NDArray[np.float64]

STRIDE_HZ = (0.08, 2.6)  # from a stroll in eightfold slow motion to a sprint, strides a second
FEWEST_CYCLES = 1.5  # slower oscillations than this in a clip are drift
RUNNING_SPM = (125.0, 260.0)  # steps a minute of people who run
WINDOW_CYCLES = 0.6  # standard deviation of the demodulation's Gaussian window


def demodulate(
    time_s: Floats, signal: Floats, band_hz: tuple[float, float]
) -> tuple[float | None, Floats]:
    """Frequency (Hz) and phase (T,) in cycles, rising, of the main oscillation in a band.

    signal : (T,) NaN where missing. Frequency None where nothing oscillates.
    """
    known = np.isfinite(signal)
    if known.sum() < 10:
        return None, np.zeros_like(time_s)
    step_s = float(np.median(np.diff(time_s)))
    even_s = np.arange(time_s[0], time_s[-1] + step_s / 2, step_s)
    even = np.interp(even_s, time_s[known], signal[known])
    even = even - even.mean()
    padded = 2 ** int(np.ceil(np.log2(len(even) * 8)))
    power = np.abs(np.fft.rfft(even * np.hanning(len(even)), padded)) ** 2
    hz = np.fft.rfftfreq(padded, step_s)
    lowest_hz = max(band_hz[0], FEWEST_CYCLES / (time_s[-1] - time_s[0]))
    inside = (hz >= lowest_hz) & (hz <= band_hz[1])
    if not inside.any() or power[inside].max() <= 0:
        return None, np.zeros_like(time_s)
    main_hz = float(hz[inside][np.argmax(power[inside])])
    mixed = even * np.exp(-2j * np.pi * main_hz * even_s)
    slow = gaussian_filter1d(mixed, WINDOW_CYCLES / main_hz / step_s, mode="reflect")
    turn = np.unwrap(np.angle(slow)) / (2 * np.pi)
    phase = np.interp(time_s, even_s, turn) + main_hz * time_s
    return main_hz, np.maximum.accumulate(phase + 1e-9 * np.arange(len(phase)))


def people_run(cadence_spm: float) -> bool:
    """Whether people run at this cadence, steps a minute."""
    return RUNNING_SPM[0] <= cadence_spm <= RUNNING_SPM[1]
