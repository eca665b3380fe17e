"""What a fold says of curves that are written down."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.motion.fold import fourier
from tests.folds import made_fold

HZ = 1.5
PHASE = np.linspace(-0.3, 1.7, 41)


@pytest.fixture(scope="module")
def fold():
    return made_fold(
        {
            "left_knee": lambda p: (
                3 + 2 * np.cos(2 * np.pi * p) + 0.5 * np.sin(10 * np.pi * p),
                -1 + np.sin(4 * np.pi * p),
            )
        },
        HZ,
        seconds=4.0,
    )


def test_place_speed_and_acceleration_at_a_phase(fold):
    turn, quick = 2 * np.pi * HZ, 10 * np.pi * HZ
    x = 3 + 2 * np.cos(2 * np.pi * PHASE) + 0.5 * np.sin(10 * np.pi * PHASE)
    v = -2 * turn * np.sin(2 * np.pi * PHASE) + 0.5 * quick * np.cos(10 * np.pi * PHASE)
    a = -2 * turn**2 * np.cos(2 * np.pi * PHASE) - 0.5 * quick**2 * np.sin(10 * np.pi * PHASE)
    for derivative, expected in enumerate((x, v, a)):
        found = fold.at("left_knee", PHASE, derivative)[:, 0]
        np.testing.assert_allclose(found, expected, atol=1e-6 * np.abs(expected).max())
    np.testing.assert_allclose(fold.at("left_knee", PHASE)[:, 1], -1 + np.sin(4 * np.pi * PHASE))


def test_a_low_pass_leaves_out_whole_harmonics(fold):
    """5 x 1.5 Hz goes, 2 x 1.5 Hz stays; the first harmonic always does."""
    low = fold.lowpassed(7.4)
    np.testing.assert_allclose(
        low.at("left_knee", PHASE)[:, 0], 3 + 2 * np.cos(2 * np.pi * PHASE), atol=1e-9
    )
    kept = fold.lowpassed(7.6)
    np.testing.assert_allclose(kept.at("left_knee", PHASE), fold.at("left_knee", PHASE))
    least = fold.lowpassed(0.1).at("left_knee", PHASE)
    np.testing.assert_allclose(least[:, 0], 3 + 2 * np.cos(2 * np.pi * PHASE), atol=1e-9)
    np.testing.assert_allclose(least[:, 1], -1, atol=1e-9)


def test_times_of_phases_and_the_stride_frequency(fold):
    assert fold.stride_hz == pytest.approx(HZ)
    np.testing.assert_allclose(fold.time_of(np.array([0.0, 1.5, 6.0])), [0.0, 1.0, 4.0])
    assert np.isnan(fold.time_of(np.array([-0.1, 6.1]))).all()


def test_the_loose_ends_of_the_phase_do_not_move_the_stride_frequency(fold):
    phase = fold.phase.copy()
    bent = phase < 0.09
    phase[bent] = 0.09 - 3 * (0.09 - phase[bent])
    assert (phase[-1] - phase[0]) / 4.0 > 1.02 * HZ
    assert replace(fold, phase=phase).stride_hz == pytest.approx(HZ, rel=1e-3)


def test_the_basis_is_one_then_cosine_and_sine_of_each_harmonic():
    basis = fourier(np.array([0.125]), 2)
    half = np.sqrt(0.5)
    np.testing.assert_allclose(basis, [[1.0, half, half, 0.0, 1.0]], atol=1e-12)
    slope = fourier(np.array([0.125]), 2, 1)
    turn = 2 * np.pi
    expected = [[0.0, -turn * half, turn * half, -2 * turn, 0.0]]
    np.testing.assert_allclose(slope, expected, atol=1e-12)
