"""Parts of a clip, and which of them are one stride that repeats itself."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.motion import resolve
from kneedrive.pose.keypoints import Keypoints
from tests.folds import made_fold


def test_halves_and_quarters_overlap_by_half():
    """5 s at 60 frames a second: the whole, halves and quarters, none below 1.2 s."""
    time_s = np.arange(301) / 60 + 2.0
    found = [[(p.start, p.stop) for p in parts] for parts in resolve._parts(time_s)]
    assert found == [
        [(0, 301)],
        [(0, 151), (75, 226), (150, 301)],
        [(0, 76), (38, 113), (75, 151), (113, 188), (150, 226), (188, 263), (225, 301)],
    ]
    assert len(resolve._parts(time_s[:120])) == 1


def test_joints_and_their_other_sides():
    names = ("nose", "left_hip", "right_knee", "left_toe")
    assert resolve.joint_indices(names, ("hip", "toe")) == [1, 3]
    assert resolve._other_side("left_toe") == "right_toe"
    assert resolve._other_side("right_hip") == "left_hip"


def test_the_leg_is_as_long_as_from_hip_to_ankle():
    names = ("left_hip", "right_hip", "left_ankle", "right_ankle")
    xy = np.array([[10.0, 50], [0, 50], [58, 114], [-48, 114]])[None].repeat(3, 0)
    keypoints = Keypoints(np.arange(3) / 60, names, xy, np.ones((3, 4)))
    assert resolve._leg_px(keypoints) == pytest.approx(80.0)


def feet(late, apart, swing=1.0):
    return made_fold(
        {
            "left_ankle": lambda p: (np.cos(2 * np.pi * p), 0.0),
            "right_ankle": lambda p: (apart + swing * np.cos(2 * np.pi * (p - late)), 0.0),
        }
    )


@pytest.mark.parametrize(
    ("late", "apart", "turns"),
    [
        (0.5, 0.0, True),
        (0.0, 0.0, False),
        (0.32, 0.0, True),  # cos(2 pi 0.32) = -0.43
        (0.28, 0.0, False),  # cos(2 pi 0.28) = -0.19
        (0.5, 1.35, True),  # their distance has a standard deviation of root two
        (0.5, 1.5, False),
        (0.5, -1.5, False),
    ],
)
def test_feet_swing_against_each_other_about_the_same_place(late, apart, turns):
    assert resolve._legs_take_turns(feet(late, apart)) is turns


def test_a_foot_that_rests_takes_no_turns():
    assert not resolve._legs_take_turns(feet(0.5, 0.0, 0.0))


def test_a_stride_explains_four_fifths_of_the_motion():
    good = feet(0.5, 0.0)
    for explained, stride in ((0.81, True), (0.79, False)):
        told = (np.zeros(3, dtype=bool), replace(good, explained=explained))
        assert resolve._is_stride(told) is stride
    assert not resolve._is_stride((np.zeros(3, dtype=bool), feet(0.0, 0.0)))
    assert not resolve._is_stride(None)


def test_the_frames_of_a_fold_in_the_clip():
    time_s = np.arange(1000) / 60
    fold = feet(0.5, 0.0)
    later = replace(fold, time_s=fold.time_s + time_s[120])
    assert resolve._frames(time_s, later) == slice(120, 421)
