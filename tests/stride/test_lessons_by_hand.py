"""A lesson of one number, and what is suspected of landmarks that jitter, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.motion.stance import Stance
from kneedrive.stride.learned import Correction, Ridge, fit
from kneedrive.stride.method_error import MethodError, guess_error
from kneedrive.stride.thigh import jitter, thigh_offset_deg
from kneedrive.stride.waveform import event_row, leg_row
from tests.folds import made_fold

RIDGE = Ridge(
    centre=np.array([10.0, 0.0]),
    spread=np.array([2.0, 1.0]),
    basis=np.array([[1.0, 0.0]]),
    weights=np.array([0.004]),
    intercept=0.010,
    stiffness=np.array([50.0]),
    usual=0.08,
)


def test_a_usual_row_is_corrected_in_full():
    """Two off the centre is one spread: a score of 1, a leverage of 1 / 50."""
    assert RIDGE.leverage(np.array([12.0, 99.0])) == pytest.approx(0.02)
    assert RIDGE.correct(np.array([12.0, 99.0])) == Correction(pytest.approx(0.014), 1.0)
    assert RIDGE.correct(np.array([6.0, 0.0])) == Correction(pytest.approx(0.002), 1.0)


def test_a_row_twice_as_strange_as_usual_is_corrected_by_half():
    row = np.array([10.0 + 2 * np.sqrt(8.0), 0.0])  # leverage 8 / 50
    found = RIDGE.correct(row)
    assert found.trust == pytest.approx(0.5)
    assert found.value == pytest.approx(0.5 * (0.010 + 0.004 * np.sqrt(8.0)))


def test_a_fit_of_one_component_is_ridge_s():
    """Slope x y / (x x + penalty), about the means, on standardised rows."""
    x = np.array([-3.0, -1.0, 1.0, 3.0])
    y = 5 + 2 * x
    ridge = fit(np.stack([x + 7, np.full(4, 4.0)], axis=1), y, 5, 2.0)
    z = x / x.std()
    slope = float(z @ (y - 5)) / (float(z @ z) + 2.0)
    for at in (4.0, 8.0):
        value = 5 + slope * (at - 7) / x.std()
        assert ridge.correct(np.array([at, 4.0])).value == pytest.approx(value)
    assert ridge.intercept == pytest.approx(5.0)
    leverage = z**2 / (float(z @ z) + 2.0)
    assert ridge.usual == pytest.approx(np.quantile(leverage, 0.99))


def leg(late):
    def thigh(phase):
        return np.radians(5 + 30 * np.cos(2 * np.pi * (phase - late)))

    def knee(phase):
        return 100 * np.sin(thigh(phase)), -100 * np.cos(thigh(phase))

    def ankle(phase):
        x, y = knee(phase)
        return x, y - 100.0

    def heel(phase):
        x, y = ankle(phase)
        return x - 10, y - 8

    def toe(phase):
        x, y = ankle(phase)
        return x + 38, y - 8

    return {"hip": lambda p: (0.0, 0.0), "knee": knee, "ankle": ankle, "heel": heel, "toe": toe,
            "shoulder": lambda p: (12.0, 120.0)}  # fmt: skip


HZ, GROUND = 1.4, 700.0
STANCE = Stance({"left": 0.1, "right": 0.6}, GROUND, 0.0, 0.1, 0.0, 0.3)


def fold(noise=1e-3):
    return made_fold(
        {
            f"{side}_{joint}": path
            for side, late in (("left", 0.0), ("right", 0.5))
            for joint, path in leg(late).items()
        },
        HZ,
        noise=noise,
    )


class Taught:
    def correct(self, row):
        assert row.shape == (172,)
        return Correction(4.0, 1.0)


@pytest.mark.parametrize(
    ("of_leg", "known", "added"),
    [(0.008, False, 0.0), (0.016, False, 2.0), (0.03, False, 4.0), (0.008, True, 4.0)],
)
def test_jitter_of_12_to_20_thousandths_of_a_leg_is_suspected_more_and_more(of_leg, known, added):
    seen = fold(noise=of_leg * 200)
    assert jitter(seen) == pytest.approx(of_leg, rel=1e-3)
    found = thigh_offset_deg(seen, STANCE, {"thigh": Taught()}, known)
    assert found == {"left": pytest.approx(added), "right": pytest.approx(added)}


def test_a_row_about_an_event_holds_speeds_angles_heights_and_reach():
    """13 instants from 90 ms before to 90 ms after; speeds as shares of the ground's."""
    row = event_row(fold(), STANCE, "left", 0.2, 0.33)
    at = 0.2 + np.linspace(-0.09, 0.09, 13) * HZ
    own = 2 * np.pi * at
    thigh = np.radians(5 + 30 * np.cos(own))
    turn = np.radians(-30 * np.sin(own)) * 2 * np.pi * HZ
    heel = np.stack([100 * np.cos(thigh) * turn, 100 * np.sin(thigh) * turn], axis=1) / GROUND
    np.testing.assert_allclose(row[:26].reshape(13, 2), heel, atol=2e-3)
    np.testing.assert_allclose(row[26:52], row[:26], atol=1e-9)  # the toe, of a stiff foot
    np.testing.assert_allclose(row[78:91], 0.0, atol=1e-9)  # the hip rests
    np.testing.assert_allclose(row[91:104], 5 + 30 * np.cos(own), atol=0.02)
    np.testing.assert_allclose(row[104:130], 0.0, atol=1e-6)  # shank upright, foot level
    slope = np.gradient(5 + 30 * np.cos(own), np.linspace(-0.09, 0.09, 13))
    np.testing.assert_allclose(row[130:143], slope, atol=0.5)
    height = (-100 * np.cos(thigh) - -100.0) / 200  # over the lowest, a thigh that hangs
    np.testing.assert_allclose(row[169:182], height, atol=1e-3)
    toe = np.stack([100 * np.sin(thigh) + 38, -100 * np.cos(thigh) - 108], axis=1)
    np.testing.assert_allclose(row[195:208], np.linalg.norm(toe, axis=1) / 200, atol=1e-3)
    np.testing.assert_allclose(row[208:221], toe[:, 0] / 200, atol=1e-3)
    assert row[221:] == pytest.approx([1 / HZ, GROUND / 200, GROUND / 200 / HZ, 0.33], rel=1e-3)


def test_a_row_of_a_leg_begins_at_its_mid_stance():
    row = leg_row(fold(), STANCE, "right")
    own = 2 * np.pi * (0.6 + np.arange(12) / 12 - 0.5)
    thigh = np.radians(5 + 30 * np.cos(own))
    knee = np.stack([np.sin(thigh), -np.cos(thigh)], axis=1) / 2
    np.testing.assert_allclose(row[:24].reshape(12, 2), knee, atol=1e-3)
    np.testing.assert_allclose(row[24:48].reshape(12, 2), knee - [0.0, 0.5], atol=1e-3)
    np.testing.assert_allclose(row[96:120], 0.0, atol=1e-9)  # both hips at one place
    np.testing.assert_allclose(row[120:144], 0.5, atol=1e-3)  # thigh and shank, in legs
    np.testing.assert_allclose(row[144:156], np.degrees(thigh), atol=0.02)
    np.testing.assert_allclose(row[156:168], 0.0, atol=1e-6)
    assert row[-1] == pytest.approx(np.degrees(np.arctan2(12, 120)), abs=1e-3)


def test_an_error_s_parts_add_as_squares_and_shrink_as_they_should():
    error = MethodError(3.0, 8.0, scale_power=2.0)
    assert error.of(200.0, 16, 0.0) == pytest.approx(np.hypot(3.0, 2.0))
    assert error.of_scale(200.0, 3.5) == pytest.approx(14.0)
    assert error.of(200.0, 16, 3.5) == pytest.approx(np.sqrt(9 + 4 + 196))
    relative = replace(error, relative=True)
    assert relative.steady(-200.0) == pytest.approx(6.0)
    assert relative.by_chance(200.0, 0) == pytest.approx(16.0)
    assert replace(error, scale_power=0.0).of_scale(200.0, float("nan")) == 0.0


def test_kinematics_alone_is_10_ms_off_in_contacts_and_not_in_angles():
    assert guess_error("contact_time_ms", 0.7) == pytest.approx(10.0)
    assert guess_error("duty_factor_pct", 0.8) == pytest.approx(1.25)
    assert guess_error("peak_thigh_angle_deg", 0.7) == 0.0
