"""Period and phase of an oscillation that is written down."""

import numpy as np
import pytest

from kneedrive.motion.period import demodulate, people_run

TIME_S = np.arange(0, 8, 1 / 60)


def test_frequency_and_phase_of_a_cosine():
    hz, phase = demodulate(TIME_S, 5 + 30 * np.cos(2 * np.pi * (1.45 * TIME_S - 0.2)), (0.5, 3.0))
    assert hz == pytest.approx(1.45, rel=0.02)
    inner = slice(40, -40)
    np.testing.assert_allclose(phase[inner], (1.45 * TIME_S - 0.2)[inner], atol=0.01)
    assert (np.diff(phase) > 0).all()


def test_the_strongest_oscillation_of_the_band_counts_whatever_lies_outside():
    signal = np.cos(2 * np.pi * 1.4 * TIME_S) + 3 * np.cos(2 * np.pi * 0.2 * TIME_S)
    signal += 2 * np.cos(2 * np.pi * 5.0 * TIME_S) + 0.6 * np.cos(2 * np.pi * 2.1 * TIME_S)
    assert demodulate(TIME_S, signal, (0.8, 2.6))[0] == pytest.approx(1.4, rel=0.02)


def test_a_period_that_wanders_is_followed():
    true = 1.4 * TIME_S + 0.05 * np.sin(2 * np.pi * 0.2 * TIME_S)
    _, phase = demodulate(TIME_S, np.cos(2 * np.pi * true), (0.8, 2.6))
    np.testing.assert_allclose(phase[40:-40], true[40:-40], atol=0.012)


def test_gaps_are_bridged():
    signal = np.cos(2 * np.pi * 1.4 * TIME_S)
    signal[np.random.default_rng(2).random(len(signal)) < 0.3] = np.nan
    assert demodulate(TIME_S, signal, (0.8, 2.6))[0] == pytest.approx(1.4, rel=0.02)


def test_less_than_one_and_a_half_cycles_are_drift():
    short = TIME_S[TIME_S < 1.0]
    assert demodulate(short, np.cos(2 * np.pi * 1.4 * short), (0.08, 1.45))[0] is None
    longer = TIME_S[TIME_S < 2.0]
    found, _ = demodulate(longer, np.cos(2 * np.pi * 1.4 * longer), (0.08, 2.6))
    assert found == pytest.approx(1.4, rel=0.1)


@pytest.mark.parametrize("signal", [np.zeros(480), np.full(480, np.nan)])
def test_nothing_oscillates_in_what_stands_or_is_not_seen(signal):
    hz, phase = demodulate(TIME_S, signal, (0.8, 2.6))
    assert hz is None
    assert (phase == 0).all()


@pytest.mark.parametrize(
    ("spm", "runs"), [(124, False), (125, True), (180, True), (260, True), (261, False)]
)
def test_people_run_at_125_to_260_steps_a_minute(spm, runs):
    assert people_run(spm) is runs
