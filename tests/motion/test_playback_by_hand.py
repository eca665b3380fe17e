"""Sections of a clip that plays at several speeds, from curves that are written down."""

import numpy as np
import pytest

from kneedrive.motion import playback
from kneedrive.motion.playback import Section

TIME_S = np.linspace(0.0, 10.0, 601)


def test_a_section_s_steps():
    assert Section(2.0, 5.0, 1.5).steps == pytest.approx(4.5)


def test_frequencies_from_a_stroll_in_slow_motion_to_a_sprint_by_twelfths_of_an_octave():
    long = playback._frequencies(60.0, 0.01)
    assert (long[0], len(long)) == (pytest.approx(0.16), 61)
    assert long[12] == pytest.approx(0.32)
    short = playback._frequencies(5.0, 0.2)
    assert short[0] == pytest.approx(0.3)  # one and a half cycles in 5 s
    assert len(short) == 33  # up to 2 Hz: 2.74 octaves
    assert len(playback._frequencies(1.0, 0.4)) == 0


def swinging(apart, lift=0.0):
    """(S, 2, 4, 2) feet so far apart about the hips, legs of length 100."""
    legs = np.zeros((len(TIME_S), 2, 4, 2))
    legs[..., 1] = 100.0
    legs[:, 0, :, 0], legs[:, 1, :, 0] = (apart / 2)[:, None], (-apart / 2)[:, None]
    legs[..., 1] += np.broadcast_to(lift, len(TIME_S))[:, None, None]
    return legs


def test_channels_swell_once_a_step_whichever_leg_is_left():
    apart = 80 * np.cos(2 * np.pi * 0.5 * TIME_S[:-1])
    legs = swinging(np.append(apart, 80.0), 5 * np.cos(2 * np.pi * TIME_S))
    legs[:, :, 0, 0] = 1e3 * TIME_S[:, None]  # knees are not looked at
    found = playback._channels(legs)
    expected = np.sqrt(2) * np.cos(2 * np.pi * TIME_S)
    np.testing.assert_allclose(found[0], expected, atol=0.01)
    np.testing.assert_allclose(found[2], expected, atol=0.01)
    np.testing.assert_allclose(found[1], 0.0, atol=1e-9)
    np.testing.assert_allclose(playback._channels(legs[:, ::-1]), found)


def test_power_is_largest_at_the_frequency_that_is_there():
    hz = 0.5 * 2 ** (np.arange(37) / 12)
    wave = np.sqrt(2) * np.cos(2 * np.pi * hz[18] * TIME_S)
    power = playback._power(TIME_S, np.stack([wave, wave]), hz)
    assert power.shape == (601, 37)
    middle = power[150:450]
    assert (middle.argmax(axis=1) == 18).all()
    # a mean power of 1 is an amplitude of root two: half of it at either sign of the frequency
    np.testing.assert_allclose(middle[:, 18], 2 * 0.5, rtol=0.01)
    # a window of 0.8 cycles is a Gaussian of 1 / (2 pi 0.8) of the frequency
    off = (hz[18] - hz[21]) / (hz[21] / (2 * np.pi * 0.8))
    np.testing.assert_allclose(middle[:, 21], np.exp(-(off**2)), rtol=0.02)


HZ = 2 ** (np.arange(25) / 12)


def follow(*bins):
    """The path through power that lies in one bin a sample, alone."""
    power = np.zeros((len(bins), len(HZ)))
    power[np.arange(len(bins)), bins] = 3.0
    return np.log2(playback._follow(power, HZ)) * 12


def test_the_step_frequency_goes_where_the_power_is():
    np.testing.assert_allclose(follow(*[5] * 6), 5)
    steady = [4] * 5 + [6] * 5
    np.testing.assert_allclose(follow(*steady), steady)


@pytest.mark.parametrize(("samples", "follows"), [(3, False), (4, True)])
def test_a_long_way_there_and_back_costs_three_samples(samples, follows):
    """A move costs 1.5 at most, a sample off the power 1."""
    spell = [4] * 8 + [20] * samples + [4] * 8
    if samples == 3:
        spell[8] = 4  # two samples, 2 against 3
    np.testing.assert_allclose(follow(*spell), spell if follows else 4)


@pytest.mark.parametrize(("bins", "samples", "follows"), [(3, 1, True), (4, 1, False)])
def test_a_short_way_costs_fifteen_hundredths_a_twelfth(bins, samples, follows):
    """There and back over three twelfths 0.9, over four 1.2; a sample off the power 1."""
    spell = [4] * 8 + [4 + bins] * samples + [4] * 8
    np.testing.assert_allclose(follow(*spell), spell if follows else 4)


def jumps(before_hz, after_hz, at_s=4.0):
    return playback._jumps(TIME_S, np.where(TIME_S - at_s >= 0, after_hz, before_hz))


def test_a_jump_lies_where_the_frequency_changes():
    for before, after in ((3.0, 1.0), (1.0, 3.0), (3.0, 1.8), (1.8, 3.0)):
        assert jumps(before, after) == pytest.approx([4.0], abs=0.1)


def test_less_than_a_factor_of_1_6_or_fewer_than_two_steps_are_no_jump():
    assert jumps(3.0, 1.9) == []
    assert jumps(3.0, 3.0) == []
    assert playback._jumps(TIME_S, np.where(TIME_S < 5, 0.05, 0.3)) == []


def test_two_jumps_are_two():
    hz = np.where((TIME_S < 3) | (TIME_S > 7), 3.0, 1.0)
    assert playback._jumps(TIME_S, hz) == pytest.approx([3.0, 7.0], abs=0.1)


@pytest.mark.parametrize(("before", "after"), [(3.0, 1.0), (1.0, 3.0)])
@pytest.mark.parametrize("guess", [3.8, 4.2])
def test_a_jump_is_sharpened_to_where_the_feet_slow_down(before, after, guess):
    hz = np.where(TIME_S < 4.0, before, after)
    turn = np.pi * np.concatenate([[0], np.cumsum(hz[:-1] * np.diff(TIME_S))])
    legs = swinging(0.0 * TIME_S)
    legs[:, 0, :, 0], legs[:, 0, :, 1] = 30 * np.cos(turn)[:, None], 30 * np.sin(turn)[:, None]
    legs[:, 1, :, 0], legs[:, 1, :, 1] = -30 * np.cos(turn)[:, None], -30 * np.sin(turn)[:, None]
    found = playback._sharpened(guess, TIME_S, legs, hz)
    assert found == pytest.approx(4.0, abs=0.14)  # less than half a fast step


@pytest.mark.parametrize(("before", "after"), [(3.0, 1.8), (1.8, 3.0)])
@pytest.mark.parametrize("begins", [0.0, 0.4, 0.8, 1.2])
def test_a_foot_that_goes_round_evenly_shows_the_jump_to_a_frame(before, after, begins):
    hz = np.where(TIME_S < 4.0, before, after)
    turn = begins + np.pi * np.concatenate([[0], np.cumsum(hz[:-1] * np.diff(TIME_S))])
    legs = np.zeros((601, 2, 4, 2))
    legs[:, 0, :, 0], legs[:, 0, :, 1] = 30 * np.cos(turn)[:, None], 30 * np.sin(turn)[:, None]
    assert abs(playback._sharpened(4.0, TIME_S, legs, hz) - 4.0) <= 1.01 / 60


# Sections that are one.

RUN = swinging(80 * np.cos(np.pi * 3 * TIME_S), 10 * np.cos(2 * np.pi * 3 * TIME_S))


def merged(first_hz, then_hz, legs=RUN, at_s=5.0):
    sections = [Section(0.0, at_s, first_hz), Section(at_s, 10.0, then_hz)]
    return playback._merged(sections, TIME_S, legs)


def test_the_same_stride_at_another_speed_is_another_section():
    assert merged(3.0, 1.0) == [Section(0.0, 5.0, 3.0), Section(5.0, 10.0, 1.0)]
    assert len(merged(1.0, 1.65)) == len(merged(1.65, 1.0)) == 2


def test_nearly_the_same_speed_goes_on_as_that_of_the_longer_part():
    assert merged(3.0, 2.0) == [Section(0.0, 10.0, 3.0)]
    assert merged(2.0, 3.0) == [Section(0.0, 10.0, 3.0)]


@pytest.mark.parametrize(("hz", "count"), [(0.38, 1), (0.42, 2)])
def test_a_speed_that_lasts_for_less_than_two_steps_is_none(hz, count):
    assert len(merged(3.0, hz)) == count
    assert len(merged(hz, 3.0)) == count


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize(("factor", "count"), [(1.45, 2), (1.55, 1), (1 / 1.45, 2), (1 / 1.55, 1)])
def test_legs_that_swing_half_as_far_again_are_another_gait(axis, factor, count):
    legs = RUN.copy()
    middle = np.array([0.0, 100.0])[axis]
    late = TIME_S > 5.0
    legs[late, ..., axis] = middle + factor * (legs[late, ..., axis] - middle)
    assert len(merged(3.0, 1.0, legs)) == count


@pytest.mark.parametrize(("reach", "count"), [(0.27, 2), (0.23, 1)])
def test_ankles_that_swing_by_less_than_a_quarter_of_the_leg_do_not_run(reach, count):
    """Between their 5th and 95th percentiles: two equally likely places, so far apart."""
    apart = np.where(np.arange(601) % 2 == 0, 1.0, -1.0) * reach * 100
    assert len(merged(3.0, 1.0, swinging(apart, 5 * np.cos(2 * np.pi * TIME_S)))) == count


def test_the_swing_is_that_of_the_middle_nine_tenths():
    legs = np.zeros((101, 2, 4, 2))
    legs[:, :, 1, 0] = np.arange(101.0)[:, None]
    legs[:, :, 1, 1] = 2 * np.arange(101.0)[:, None]
    np.testing.assert_allclose(playback._reach(legs), [90.0, 180.0], atol=1.5)


def test_the_leg_is_as_long_as_the_ankle_lies_from_the_hips():
    legs = np.full((5, 2, 4, 2), 7.0)
    legs[:, :, 1] = (30.0, 40.0)
    assert playback._leg_length(legs) == pytest.approx(50.0)
