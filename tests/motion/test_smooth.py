"""The low-pass filter: cut-off from the data, knee drive kept, gaps not filled in."""

import numpy as np
import pytest

from kneedrive.motion.smooth import residual_cutoff_hz, smooth

TIME_S = np.arange(0, 8, 1 / 120)


def landmark(noise: float = 0.0, harmonics: int = 4):
    """(T, 1, 2) a landmark that moves like a knee at 1.5 strides a second."""
    h = np.arange(1, harmonics + 1)
    x = (100 / h**2 * np.cos(2 * np.pi * 1.5 * np.outer(TIME_S, h))).sum(axis=1)
    xy = np.stack([x, np.roll(x, 20)], axis=1)[:, None]
    return xy + noise * np.random.default_rng(1).standard_normal(xy.shape)


def test_the_knee_drive_survives():
    clean = landmark(harmonics=3)
    filtered = smooth(TIME_S, clean, residual_cutoff_hz(TIME_S, clean))
    assert np.ptp(filtered[60:-60]) == pytest.approx(np.ptp(clean[60:-60]), rel=0.02)


def test_noise_is_taken_out():
    noisy, clean = landmark(noise=3.0), landmark()
    filtered = smooth(TIME_S, noisy, residual_cutoff_hz(TIME_S, noisy))
    assert np.std((filtered - clean)[60:-60]) < 0.6 * 3.0


@pytest.mark.parametrize("noise", [0.1, 1.0, 10.0, 60.0])
def test_the_cut_off_is_never_below_8_hz(noise):
    assert 8.0 <= residual_cutoff_hz(TIME_S, landmark(noise)) <= 20.0


def test_more_noise_does_not_raise_the_cut_off():
    cutoffs = [residual_cutoff_hz(TIME_S, landmark(noise)) for noise in (0.2, 5.0)]
    assert cutoffs[0] > cutoffs[1]


def test_short_gaps_are_bridged_and_long_ones_stay_missing():
    xy = landmark()
    xy[200:206], xy[500:560] = np.nan, np.nan
    filtered = smooth(TIME_S, xy, 10.0)
    assert np.isfinite(filtered[200:206]).all()
    assert np.isnan(filtered[500:560]).all()
    assert np.isfinite(filtered[565:]).all()
