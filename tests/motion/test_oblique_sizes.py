"""A trunk whose length is written down, straightened."""

import numpy as np
import pytest

from kneedrive.motion.oblique import straightened

NAMES = ("left_hip", "right_hip", "left_shoulder", "right_shoulder", "left_toe")


def body(size, x=0.0):
    """A trunk of 100 px times a size, a toe 30 px ahead and 80 below the hips, seen that small."""
    size = np.asarray(size, dtype=float)
    x = x + 0 * size
    hip = np.stack([x, 0 * size], axis=1)
    toe = hip + np.stack([30 * size**2, -80 * size], axis=1)
    shoulder = hip + np.stack([0 * size, 100 * size], axis=1)
    wide = np.array([4.0, 0.0])
    return np.stack([hip - wide, hip + wide, shoulder - wide, shoulder + wide, toe], axis=1)


TIME_S = np.linspace(0, 3, 31)


def test_lengths_and_what_lies_along_the_way_become_as_in_the_middle():
    """log size = 0.1 t - 0.05 t^2 has the median of its values as its middle."""
    size = np.exp(0.1 * TIME_S - 0.05 * TIME_S**2)
    middle = np.median(size)
    got = straightened(TIME_S, NAMES, body(size, x=7.0))
    np.testing.assert_allclose(got[:, 4, 0] - 7, 30 * middle**2, rtol=1e-6)
    np.testing.assert_allclose(got[:, 4, 1], -80 * middle, rtol=1e-6)
    np.testing.assert_allclose((got[:, 0] + got[:, 1]) / 2, [[7.0, 0.0]] * 31, atol=1e-9)
    np.testing.assert_allclose(got[:, 2:4, 1], 100 * middle, rtol=1e-6)


def test_a_cubic_course_is_no_angle_of_a_camera():
    size = np.exp(0.05 * (TIME_S - 1.5) ** 3)
    got = straightened(TIME_S, NAMES, body(size))
    assert np.ptp(got[:, 4, 1]) > 3.0


@pytest.mark.parametrize(("frames", "changed"), [(9, False), (10, True)])
def test_ten_frames_with_a_trunk_are_needed(frames, changed):
    xy = body(np.exp(0.1 * TIME_S))
    xy[frames:, 2] = np.nan
    got = straightened(TIME_S, NAMES, xy)
    assert (np.nanmax(np.abs(got - xy)) > 1) == changed


def test_frames_without_a_trunk_are_straightened_like_their_neighbours():
    size = np.exp(0.1 * TIME_S)
    xy = body(size)
    xy[3, 2:4] = np.nan
    xy[5, 2:4] = (xy[5, :1] + xy[5, 1:2]) / 2  # no length at all
    got = straightened(TIME_S, NAMES, xy)
    np.testing.assert_allclose(got[[3, 5], 4, 1], got[[2, 6], 4, 1], rtol=1e-6)


@pytest.mark.parametrize("lacking", [2, 3])
def test_one_shoulder_is_no_trunk(lacking):
    xy = body(np.exp(0.1 * TIME_S))
    kept = [i for i in range(5) if i != lacking]
    names = tuple(NAMES[i] for i in kept)
    np.testing.assert_array_equal(straightened(TIME_S, names, xy[:, kept]), xy[:, kept])
