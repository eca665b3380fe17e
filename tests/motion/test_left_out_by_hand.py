"""What is said of the times that were not measured."""

import numpy as np
import pytest

from kneedrive.film.clock import Clock
from kneedrive.motion.left_out import left_out
from kneedrive.motion.stretch import Stretches
from kneedrive.pose.keypoints import Keypoints

CLOCK = Clock(10.0, 10.0, "given")
NAMES = ("left_heel", "left_toe", "right_heel", "right_toe")


def clip(turned=slice(0, 0)):
    """20 s at ten frames a second of feet that point right, but for the turned frames."""
    xy = np.zeros((200, 4, 2))
    xy[:, 1::2, 0] = 20.0
    xy[turned, 1::2, 0] = -20.0
    return Keypoints(np.arange(200) / 10, NAMES, xy, np.ones((200, 4)))


def said(seen, measured, clock=CLOCK, changes_s=(), keypoints=None):
    stretches = Stretches(tuple(slice(*s) for s in seen), (), changes_s)
    return left_out(keypoints or clip(), clock, stretches, slice(*measured))


def test_nothing_left_out_needs_no_word():
    assert said([(0, 200)], (0, 200)) == ()


def test_each_time_has_its_reason():
    assert said([(20, 60), (70, 190)], (70, 150)) == (
        "measured from 7.0 to 14.9 s of the film, without 0.0 to 1.9 s (legs not seen whole), "
        "2.0 to 5.9 s (fewer strides in a row), 6.0 to 6.9 s (legs not seen whole), "
        "15.0 to 18.9 s (the stride does not go on evenly), 19.0 to 19.9 s (legs not seen whole)",
    )


def test_before_what_was_measured_too_the_stride_may_be_uneven():
    assert said([(0, 200)], (50, 200)) == (
        "measured from 5.0 to 19.9 s of the film, "
        "without 0.0 to 4.9 s (the stride does not go on evenly)",
    )


def test_a_stretch_that_faces_the_other_way():
    found = said([(0, 80), (80, 200)], (80, 200), keypoints=clip(slice(0, 80)))
    assert found == (
        "measured from 8.0 to 19.9 s of the film, "
        "without 0.0 to 7.9 s (the runner faces the other way)",
    )


@pytest.mark.parametrize(("frames", "told"), [(5, False), (6, True)])
def test_half_a_second_is_worth_a_word(frames, told):
    """From the first frame to the last of the bit: 0.4 and 0.5 s."""
    assert bool(said([(0, 200)], (frames, 200))) is told


@pytest.mark.parametrize(("frames", "told"), [(20, False), (21, True)])
def test_in_slow_motion_it_is_half_a_second_of_life(frames, told):
    assert bool(said([(0, 200)], (frames, 200), Clock(10.0, 40.0, "given"))) is told


def test_what_plays_at_another_speed_may_be_real_time():
    slow = Clock(10.0, 40.0, "given")
    found = said([(0, 200)], (15, 200), slow, changes_s=(1.45,))
    assert found == (
        "the clip changes the speed at which it plays at 1.4 s",
        "measured from 1.5 to 19.9 s of the film, without 0.0 to 1.4 s (plays at another speed)",
    )


def test_only_what_lies_beyond_the_change_plays_at_another_speed():
    found = said([(0, 200)], (50, 150), changes_s=(3.05, 16.95))
    assert found == (
        "the clip changes the speed at which it plays at 3.0 and 16.9 s",
        "measured from 5.0 to 14.9 s of the film, without 0.0 to 3.0 s (plays at another speed), "
        "3.1 to 4.9 s (the stride does not go on evenly), "
        "15.0 to 16.9 s (the stride does not go on evenly), "
        "17.0 to 19.9 s (plays at another speed)",
    )


def test_a_change_alone_is_said_too():
    assert said([(0, 200)], (0, 200), changes_s=(3.0,)) == (
        "the clip changes the speed at which it plays at 3.0 s",
    )
