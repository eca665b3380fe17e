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


@pytest.mark.parametrize(
    ("rate_hz", "frames", "cutoff_hz"),
    [(120, 29, 20.0), (40, 29, 16.0), (30, 29, 12.0), (20, 200, 8.0), (10, 200, 8.0)],
)
def test_a_clip_too_short_to_tell_is_cut_off_at_20_hz_or_0_4_of_the_rate(
    rate_hz, frames, cutoff_hz
):
    time_s = np.arange(frames) / rate_hz
    noise = np.random.default_rng(2).standard_normal((frames, 1, 2))
    assert residual_cutoff_hz(time_s, noise) == pytest.approx(cutoff_hz)


def test_thirty_frames_of_noise_alone_are_cut_off_lowest():
    time_s = np.arange(30) / 120
    noise = np.random.default_rng(2).standard_normal((30, 6, 2))
    assert residual_cutoff_hz(time_s, noise) < 20.0


@pytest.mark.parametrize(("frames", "filtered"), [(11, False), (12, True)])
def test_twelve_frames_can_be_filtered(frames, filtered):
    xy = np.random.default_rng(3).standard_normal((frames, 1, 2))
    got = smooth(TIME_S[:frames], xy, 10.0)
    assert np.array_equal(got, xy) != filtered
    assert got is not xy


@pytest.mark.parametrize(("known", "seen"), [(3, False), (4, True)])
def test_a_landmark_known_in_four_frames_is_followed(known, seen):
    xy = np.full((60, 2, 2), np.nan)
    xy[:, 1] = 5.0
    xy[20 : 20 + known, 0] = 7.0
    got = smooth(TIME_S[:60], xy, 10.0)
    assert np.isfinite(got[:, 0]).sum() == (2 * known if seen else 0)
    np.testing.assert_allclose(got[:, 1], 5.0)
    if seen:
        np.testing.assert_allclose(got[20:24, 0], 7.0)


def test_a_gap_counts_from_the_frame_before_to_the_frame_after():
    """At 100 Hz 11 missing frames span 0.12 s, and 12 span 0.13 s."""
    time_s = np.arange(200) / 100
    for missing, bridged in ((11, True), (12, False)):
        xy = np.ones((200, 1, 2))
        xy[50 : 50 + missing] = np.nan
        got = smooth(time_s, xy, 10.0)
        assert np.isfinite(got[50 : 50 + missing]).all() == bridged
        assert np.isfinite(np.delete(got, np.arange(50, 50 + missing), axis=0)).all()


def hum(hz, swing, noise, rate_hz):
    """(F,) frequencies and amplitudes: a wave, and noise that is as strong at all frequencies."""
    others = np.arange(1.25, rate_hz / 2, 0.5)
    return np.r_[hz, others], np.r_[swing, np.full(len(others), noise)]


def drawn(hz, swing, noise, rate_hz):
    """(T,) that sum of waves over 8 s, each beginning somewhere."""
    time_s = np.arange(0, 8, 1 / rate_hz)
    of_hz, amplitude = hum(hz, swing, noise, rate_hz)
    begin = np.random.default_rng(7).uniform(0, 2 * np.pi, len(of_hz))
    return time_s, np.cos(2 * np.pi * np.outer(time_s, of_hz) + begin) @ amplitude


def expected_cutoff_hz(hz, swing, noise, rate_hz):
    """Winter's residual analysis on paper, from the filter's gain.

    There and back a Butterworth filter of the 2nd order leaves 1 / (1 + (w / wc)^4), w being
    tan(pi f / rate); the line through the residuals of the last two fifths meets 0 Hz at the noise.
    """
    of_hz, amplitude = hum(hz, swing, noise, rate_hz)
    cutoffs = np.arange(2.0, min(0.45 * rate_hz, 150.0), 0.5)
    wide = np.tan(np.pi * of_hz / rate_hz) / np.tan(np.pi * cutoffs / rate_hz)[:, None]
    lost = amplitude * (1 - 1 / (1 + wide**4))
    residual = np.sqrt(np.sum(lost**2, axis=1) / 2)
    tail = cutoffs > 0.6 * cutoffs[-1]
    _, meets = np.polyfit(cutoffs[tail], residual[tail], 1)
    return cutoffs[residual <= meets][0]


@pytest.mark.parametrize(
    ("hz", "noise", "rate_hz"),
    [(5.0, 0.1, 60), (5.0, 0.02, 120), (7.0, 0.02, 120), (7.0, 0.1, 240), (7.0, 0.02, 400)],
)
def test_the_cut_off_is_the_one_on_paper(hz, noise, rate_hz):
    time_s, wave = drawn(hz, 10.0, noise, rate_hz)
    expected = expected_cutoff_hz(hz, 10.0, noise, rate_hz)
    assert 8.0 < expected < 20.0
    assert residual_cutoff_hz(time_s, wave[:, None, None] * [3.0, -2.0]) == expected


def test_of_several_landmarks_the_middle_cut_off_is_taken():
    time_s = drawn(5.0, 10.0, 0.02, 120)[0]
    columns = [drawn(hz, 10.0, 0.02, 120)[1] for hz in (3.0, 3.0, 5.0, 7.0, 7.0)]
    columns.append(np.full_like(time_s, np.nan))
    xy = np.stack(columns, axis=1).reshape(-1, 3, 2)
    assert residual_cutoff_hz(time_s, xy) == expected_cutoff_hz(5.0, 10.0, 0.02, 120)


def test_a_straight_course_stays_straight_to_its_ends():
    ramp = np.stack([10 * TIME_S, 5 - 3 * TIME_S], axis=1)[:, None]
    np.testing.assert_allclose(smooth(TIME_S, ramp, 10.0), ramp, atol=0.02)
