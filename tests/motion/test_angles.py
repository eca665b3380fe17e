"""Signs and sizes of segment angles, from hand-drawn legs."""

import numpy as np
import pytest

from kneedrive.motion.angles import foot_deg, hanging_deg, knee_flexion_deg, lean_deg

HIP = np.array([0.0, 1.0])


@pytest.mark.parametrize(
    ("knee", "expected"), [((0, 0), 0), ((1, 1), 90), ((1, 0), 45), ((-1, 0), -45), ((1, 2), 135)]
)
def test_thigh_angle_is_positive_with_the_knee_in_front(knee, expected):
    assert hanging_deg(HIP, np.array(knee, float)) == pytest.approx(expected)


def test_a_bent_knee_is_positive_and_a_straight_one_zero():
    knee = np.array([0.0, 0.0])
    assert knee_flexion_deg(HIP, knee, np.array([0.0, -1.0])) == pytest.approx(0)
    assert knee_flexion_deg(HIP, knee, np.array([-1.0, 0.0])) == pytest.approx(90)


def test_a_heel_that_nearly_touches_the_seat_is_not_a_straight_leg():
    high = np.array([1.0, 1.0])
    assert knee_flexion_deg(HIP, high, np.array([0.3, 0.9])) == pytest.approx(171.9, abs=0.1)


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_shank_on_the_other_side_of_straight_up_is_bent_the_short_way(side):
    """The thigh 170 degrees to one side, the shank 100 to the other: 270 are 90 the other way."""
    thigh, shank = np.radians(side * 170), np.radians(side * -100)
    knee = HIP + [np.sin(thigh), -np.cos(thigh)]
    ankle = knee + [np.sin(shank), -np.cos(shank)]
    assert knee_flexion_deg(HIP, knee, ankle) == pytest.approx(side * -90)


def test_leaning_forward_and_lifting_the_toe_are_positive():
    assert lean_deg(HIP, np.array([0.2, 2.0])) == pytest.approx(11.31, abs=0.01)
    assert foot_deg(np.array([0.0, 0.0]), np.array([1.0, 0.5])) == pytest.approx(26.57, abs=0.01)
