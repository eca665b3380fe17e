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


@pytest.mark.parametrize(("hz", "gain"), [(1.0, 1.0), (5.0, 0.941), (10.0, 0.5), (20.0, 0.049)])
def test_the_filter_s_gain_is_butterworth_s_both_ways(hz, gain):
    """1 / (1 + (f / 10 Hz)^4), in the frequencies of the bilinear transform at 120 Hz."""
    wave = np.cos(2 * np.pi * hz * TIME_S)
    seen = smooth(TIME_S, np.stack([wave, wave], axis=1)[:, None], 10.0)[200:-200, 0, 0]
    assert np.ptp(seen) / 2 == pytest.approx(gain, abs=0.012)
    assert np.corrcoef(seen, wave[200:-200])[0, 1] > 0.999


def test_a_cut_off_near_half_the_frame_rate_filters_nothing():
    xy = landmark(noise=1.0)
    np.testing.assert_array_equal(smooth(TIME_S, xy, 54.5), xy)
    assert not np.array_equal(smooth(TIME_S, xy, 53.0), xy)


def test_frames_before_the_first_and_after_the_last_stay_missing():
    xy = landmark()
    xy[:5], xy[-7:] = np.nan, np.nan
    filtered = smooth(TIME_S, xy, 10.0)
    assert np.isnan(filtered[:5]).all()
    assert np.isnan(filtered[-7:]).all()
    assert np.isfinite(filtered[5:-7]).all()


def test_a_gap_of_120_ms_is_bridged_and_a_longer_one_is_not():
    for frames, bridged in ((13, True), (15, False)):
        xy = landmark()
        xy[300 : 300 + frames] = np.nan
        assert np.isfinite(smooth(TIME_S, xy, 10.0)).all() == bridged


def test_frames_at_uneven_times_are_filtered_in_time():
    rng = np.random.default_rng(4)
    time_s = np.sort(TIME_S + rng.uniform(-0.003, 0.003, len(TIME_S)))
    wave = np.cos(2 * np.pi * 2.0 * time_s)
    seen = smooth(time_s, np.stack([wave, wave], axis=1)[:, None], 10.0)[..., 0].ravel()
    np.testing.assert_allclose(seen[60:-60], wave[60:-60], atol=0.02)


def test_the_cut_off_where_noise_begins():
    """Motion up to 6 Hz in little noise: the residual meets the noise's line above it."""
    cutoff = residual_cutoff_hz(TIME_S, landmark(noise=0.5))
    assert 8.0 <= cutoff <= 16.0
    assert residual_cutoff_hz(TIME_S[:20], landmark()[:20]) == 20.0
    slow = np.arange(0, 8, 1 / 25)
    assert residual_cutoff_hz(slow, np.zeros((len(slow), 1, 2))) == pytest.approx(8.0, abs=2.0)
    assert residual_cutoff_hz(TIME_S, np.full((len(TIME_S), 1, 2), np.nan)) == 8.0
