"""Contacts from force that is written down sample by sample."""

from pathlib import Path

import numpy as np
import pytest

from kneedrive.motion.lab.contacts import (
    force_contacts,
    from_zero,
    low_passed,
    vertical_contacts,
    zero_line,
    zero_line_note,
)
from kneedrive.motion.lab.trial import GroundForce, Trial

SLOW_HZ = 100.0  # too slow for the filter: what is written down stays


def ground_force(plates, rate_hz=SLOW_HZ):
    """Plates with this upward force each."""
    force = np.zeros((len(plates[0]), len(plates), 3))
    force[..., 1] = np.stack(plates, axis=1)
    none = np.full_like(force, np.nan)
    return GroundForce(rate_hz, force, none, none, np.full((len(plates), 4, 3), np.nan))


def trial(plates, seconds=20.0):
    return Trial(
        source=Path("run.c3d"), labels=(), xyz_m=np.zeros((round(seconds * SLOW_HZ), 0, 3)),
        residual_m=np.zeros((0, 0)), rate_hz=SLOW_HZ, set_name="", named={}, label_of={},
        force=ground_force(plates),
    )  # fmt: skip


def feet(left_heel, left_toe, right_heel, right_toe, frames=2000):
    heights = {"left_heel": left_heel, "left_toe": left_toe,
               "right_heel": right_heel, "right_toe": right_toe}  # fmt: skip
    return {k: np.tile([9.0, v, -9.0], (frames, 1)) for k, v in heights.items()}


def contacts_n(length, count=6, apart=20, peak_n=1000.0, zero_n=0.0):
    """So many contacts of so many samples, with flights before, between and after them."""
    one = np.r_[np.full(apart, zero_n), np.full(length, peak_n)]
    return np.r_[np.tile(one, count), np.full(apart, zero_n)]


@pytest.mark.parametrize(("samples", "found"), [(7, 0), (9, 6), (43, 6), (47, 0)])
def test_a_running_step_lasts_80_to_450_ms(samples, found):
    got = vertical_contacts(contacts_n(samples), SLOW_HZ)
    assert len(got) == found


def test_fifty_newtons_are_passed_between_two_samples():
    """From 0 to 1000 N within a hundredth: after a twentieth of it."""
    got = vertical_contacts(contacts_n(20, count=2), SLOW_HZ)
    np.testing.assert_allclose(got, [[0.1905, 0.3995], [0.5905, 0.7995]])


@pytest.mark.parametrize(
    ("off_n", "moved"), [(9.0, 0.0), (-9.0, 0.0), (11.0, 11.0), (-30.0, -30.0)]
)
def test_a_zero_line_within_10_n_is_the_laboratory_s_own(off_n, moved):
    force = contacts_n(24, count=30, apart=12) + off_n
    np.testing.assert_allclose(from_zero(force, SLOW_HZ), force - moved)
    said = zero_line_note(ground_force([force]))
    assert len(said) == (moved != 0)
    if said:
        assert f" {off_n:.0f} N:" in said[0]
    assert zero_line_note(None) == ()


def test_the_zero_line_is_the_median_of_nine_flights_in_their_middle_half():
    """Zero drifts by 1 N a flight; of 12 samples the first and last three belong to the feet."""
    shape = np.array([30.0] * 3 + [0, 3, 1, 4, 10, 2] + [40.0] * 3)  # 2.5 in the middle half
    force = np.concatenate([[*(shape + k), *[1500.0] * 24] for k in range(30)])
    zero = zero_line(force, SLOW_HZ)
    middles = 36 * np.arange(30) + 6
    medians = [2, 2.5, 3, 3.5, *range(4, 26), 25.5, 26, 26.5, 27]
    np.testing.assert_allclose(zero[middles], np.array(medians) + 2.5)
    np.testing.assert_allclose(zero[middles[10] + 18], 10 + 0.5 + 2.5)
    np.testing.assert_allclose(zero[0], 4.5)
    np.testing.assert_allclose(zero[-1], 29.5)


@pytest.mark.parametrize(("low_n", "line"), [(140.0, 140.0), (160.0, 0.0)])
def test_a_plate_that_keeps_15_hundredths_of_the_peak_is_never_free(low_n, line):
    force = contacts_n(24, count=40, apart=12, zero_n=low_n)
    np.testing.assert_allclose(zero_line(force, SLOW_HZ), line)


@pytest.mark.parametrize(("high_n", "line"), [(55.0, 27.5), (65.0, 0.0)])
def test_what_lies_60_n_above_the_lowest_is_a_foot(high_n, line):
    """Ten samples at zero, ten that are higher, then a contact."""
    force = np.tile(np.r_[np.zeros(10), np.full(10, high_n), np.full(24, 1500.0)], 30)
    np.testing.assert_allclose(zero_line(force, SLOW_HZ), line)


@pytest.mark.parametrize(("flight", "line"), [(18, 0.0), (22, 90.0)])
def test_an_unloading_of_less_than_20_ms_says_nothing_of_zero(flight, line):
    """At 1000 Hz."""
    force = np.tile(np.r_[np.full(flight, 90.0), np.full(200 - flight, 1500.0)], 40)
    np.testing.assert_allclose(zero_line(force, 1000.0), line)


@pytest.mark.parametrize(("period", "line"), [(400, 30.0), (500, 0.0)])
def test_a_plate_has_to_be_free_for_a_twentieth_of_the_time(period, line):
    """22 of 400 samples are 5.5 %, of 500 they are 4.4 %."""
    force = np.tile(np.r_[np.full(22, 30.0), np.full(period - 22, 1500.0)], 20)
    np.testing.assert_allclose(zero_line(force, 1000.0), line, atol=1e-9)


@pytest.mark.parametrize(("hz", "gain"), [(30.0, 0.996), (60.0, 0.5), (90.0, 0.0375)])
def test_force_is_low_passed_at_60_hz(hz, gain):
    """A Butterworth filter of the 4th order there and back: 1 / (1 + (f / 60 Hz)^8)."""
    time_s = np.arange(4000) / 2000
    got = low_passed(np.sin(2 * np.pi * hz * time_s), 2000.0)[1000:3000]
    assert np.ptp(got) / 2 == pytest.approx(gain, abs=0.004)


def test_what_is_too_slow_or_too_short_is_not_filtered():
    force = np.tile([0.0, 100.0], 50)
    for values, rate_hz, same in (
        (force, 131.0, True),
        (force, 133.0, False),
        (force[:29], 1000.0, True),
        (force[:30], 1000.0, False),
    ):
        assert np.array_equal(low_passed(values, rate_hz), values) == same


@pytest.mark.parametrize(("flight", "found"), [(1, 16), (2, 0)])
def test_plates_are_taken_one_by_one_where_there_is_no_flight_to_speak_of(flight, found):
    """Left and right stand for 0.24 s each, then 1 or 2 of 49 or 50 samples are free.

    Both feet together stand for longer than any step, if their plates were taken as one.
    """
    left = np.r_[np.full(24, 1000.0), np.zeros(24 + flight)]
    right = np.r_[np.zeros(24), np.full(24, 1000.0), np.zeros(flight)]
    lead = np.zeros(5)
    plates = [np.r_[lead, np.tile(one, 8), lead] for one in (left, right)]
    got = force_contacts(trial(plates), feet(0, 0, 1, 1))
    assert len(got) == found
    assert list(got) == sorted(got, key=lambda c: c.strike_s)


@pytest.mark.parametrize(
    ("heights", "side"),
    [
        ((0.2, 0.05, 0.1, 0.1), "left"),
        ((0.05, 0.2, 0.1, 0.1), "left"),
        ((0.1, 0.1, 0.2, 0.05), "right"),
        ((0.1, 0.1, 0.05, 0.2), "right"),
        ((0.1, np.nan, 0.05, 0.2), "right"),
        ((np.nan, np.nan, 0.5, 0.6), "right"),
        ((0.5, 0.6, np.nan, np.nan), "left"),
    ],
)
def test_the_foot_whose_heel_or_toe_is_lowest_stands(heights, side):
    got = force_contacts(trial([contacts_n(24)]), feet(*heights))
    assert [c.side for c in got] == [side] * 6
    assert got[0].strike_s == pytest.approx(0.1905)
    assert got[0].toe_off_s == pytest.approx(0.4395)


def test_the_foot_is_looked_at_in_mid_contact():
    """The right foot is lower but for a hundredth to either side of the middle."""
    points = feet(0.1, 0.1, 0.05, 0.05, frames=200)
    force = np.r_[np.zeros(20), np.full(24, 1000.0), np.zeros(156)]
    points["left_toe"][31:33, 1] = 0.0  # mid-contact is at 0.315 s
    assert [c.side for c in force_contacts(trial([force], 2.0), points)] == ["left"]


@pytest.mark.parametrize(("periods", "line"), [(3, 0.0), (7, 200.0)])
def test_the_last_second_of_a_trial_has_a_zero_line_of_its_own(periods, line):
    """Two seconds at zero, then 0.6 s or 1.4 s at 200 N: windows of 2 s, from their half on."""
    one = np.r_[np.zeros(8), np.full(12, 1500.0)]
    raised = np.r_[np.full(8, 200.0), np.full(12, 1500.0)]
    force = np.r_[np.tile(one, 10), np.tile(raised, periods)]
    assert zero_line(force, SLOW_HZ)[-1] == pytest.approx(line)
