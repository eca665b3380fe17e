"""The pull's curve gets back its height and its area, and keeps when it peaks and ends."""

import numpy as np
import pytest

from kneedrive.pull.restored import restored

SECONDS = np.linspace(0, 0.5, 1001)
MOMENT = 1.2 * np.sin(2 * np.pi * SECONDS / 0.6)  # flexor for 0.3 s, then extensor


def flexor(curve):
    return np.clip(curve, 0, None)


@pytest.mark.parametrize(("peak", "area"), [(0.81, 0.965), (0.828, 0.912), (0.9, 0.9), (1.05, 1.0)])
def test_height_and_area_are_those_before_the_loss(peak, area):
    made = restored(MOMENT, flexor(MOMENT), SECONDS, peak, area)
    assert made.max() == pytest.approx(1.2 / peak)
    before = np.trapezoid(flexor(MOMENT), SECONDS)
    assert before == pytest.approx(1.2 * 0.6 / np.pi, rel=1e-3)
    assert np.trapezoid(flexor(made), SECONDS) == pytest.approx(before / area, rel=1e-4)


def test_peak_end_and_the_braking_part_stay_where_they_are():
    made = restored(MOMENT, flexor(MOMENT), SECONDS, 0.81, 0.965)
    assert SECONDS[made.argmax()] == pytest.approx(0.15)
    assert np.array_equal(made > 0, MOMENT > 0)
    braking = MOMENT < 0
    np.testing.assert_allclose(made[braking], MOMENT[braking] / 0.965)


def test_a_network_that_takes_nothing_gets_nothing_back():
    np.testing.assert_array_equal(restored(MOMENT, flexor(MOMENT), SECONDS, 1.0, 1.0), MOMENT)


def test_a_leg_that_never_pulls_is_left_alone():
    braking = -np.abs(MOMENT)
    np.testing.assert_array_equal(restored(braking, 0 * MOMENT, SECONDS, 0.8, 1.0), braking)
