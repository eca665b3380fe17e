"""Metres per pixel and the camera's roll, by hand."""

import numpy as np
import pytest

from kneedrive.motion.scale import find_scale, find_tilt_deg, height_px, leg_px
from kneedrive.motion.stance import Stance
from kneedrive.pose.bias import PoseBias
from tests.folds import made_fold, still


def legs(left=(100.0, 90.0), right=(100.0, 90.0)):
    paths = {}
    for side, (thigh, shank) in (("left", left), ("right", right)):
        paths[f"{side}_hip"] = still(0.0, 0.0)
        paths[f"{side}_knee"] = still(0.6 * thigh, -0.8 * thigh)
        paths[f"{side}_ankle"] = still(0.6 * thigh - 0.8 * shank, -0.8 * thigh - 0.6 * shank)
    return made_fold(paths)


def stance(ground=600.0, slope=4.0, error=1.5):
    return Stance({}, ground, slope, error, 0.0, 0.3)


def test_a_leg_is_thigh_and_shank_mean_of_both():
    assert leg_px(legs((100.0, 90.0), (110.0, 94.0))) == pytest.approx(197.0)


def test_a_leg_is_478_thousandths_of_the_height():
    """Hip to knee to ankle joint; to the sole a leg is 0.53 (Winter 2009), the foot's height less
    and a hip joint below the trochanter.
    """
    assert height_px(legs()) == pytest.approx(190 / 0.478)
    scale, warnings = find_scale(legs(), stance(), 1.80, None)
    assert scale.m_per_px == pytest.approx(1.80 * 0.478 / 190)
    assert (scale.how, scale.error_pct, warnings) == ("height", 3.5, ())


def test_a_known_speed_is_the_scale():
    scale, warnings = find_scale(legs(), stance(), None, 3.0)
    assert scale.m_per_px == pytest.approx(0.005)
    assert (scale.how, scale.error_pct, scale.by_speed, warnings) == ("speed", 1.8, True, ())


def test_speed_goes_before_height_and_a_contradiction_is_said():
    agree, silent = find_scale(legs(), stance(), 0.0045 * 190 / 0.478, 3.0)  # 11 % apart
    assert (agree.m_per_px, agree.how, silent) == (pytest.approx(0.005), "speed", ())
    fight, said = find_scale(legs(), stance(), 0.0043 * 190 / 0.478, 3.0)  # 16 %
    assert fight.m_per_px == pytest.approx(0.005)
    assert fight.by_speed
    assert fight.error_pct == pytest.approx(16.3, abs=0.1)
    assert "+16 %" in said[0]


def test_a_leg_seen_too_short_by_a_network_is_longer():
    scale, _ = find_scale(legs(), stance(), 1.80, None, PoseBias(leg=0.95))
    assert scale.m_per_px == pytest.approx(1.80 * 0.478 * 0.95 / 190)


def test_without_height_and_speed_or_with_ground_that_stands_the_scale_is_unknown():
    for scale, _ in (
        find_scale(legs(), stance(), None, None),
        find_scale(legs(), stance(ground=0.0), None, 3.0),
    ):
        assert np.isnan(scale.m_per_px)
        assert np.isnan(scale.error_pct)
        assert scale.how.startswith("unknown")


def test_a_roll_is_believed_as_far_as_it_is_sure():
    """A phone is held to 1.5 degrees: a slope as unsure as that counts half."""
    assert find_tilt_deg(stance(slope=4.0, error=1.5), None) == pytest.approx(2.0)
    assert find_tilt_deg(stance(slope=-4.0, error=0.75), None) == pytest.approx(-3.2)
    assert find_tilt_deg(stance(slope=4.0), 2.0) == pytest.approx(2.0 * 2.25 / 2.41)


@pytest.mark.parametrize(
    ("off", "said"), [(1.13, "+13 %"), (0.87, "-13 %"), (1.11, ""), (0.89, "")]
)
def test_speed_and_height_may_be_12_percent_apart(off, said):
    scale, warnings = find_scale(legs(), stance(), 0.005 / off * 190 / 0.478, 3.0)
    assert scale.m_per_px == pytest.approx(0.005)
    assert len(warnings) == bool(said)
    assert all(said in warning for warning in warnings)
    assert scale.error_pct == pytest.approx(13.0 if said else 1.8)
