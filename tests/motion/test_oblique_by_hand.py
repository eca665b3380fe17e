"""A trunk whose length follows a written curve is straightened exactly."""

import numpy as np
import pytest

from kneedrive.motion.oblique import straightened

NAMES = ("left_shoulder", "right_shoulder", "left_hip", "right_hip", "left_toe")
TIME_S = np.linspace(0, 4, 41)


def square():
    """Shoulders above hips that go along; both pairs are some way apart; a toe in front, below."""
    hips = np.stack([50 * TIME_S, 3 * TIME_S], axis=1)
    offsets = np.array([[7, -50], [-7, -50], [-4, 0], [4, 0], [30, 80.0]])
    return hips[:, None] + offsets, hips


def seen(size):
    xy, hips = square()
    along, across = size**2, size
    return hips[:, None] + (xy - hips[:, None]) * np.column_stack([along, across])[:, None]


def test_all_is_smaller_by_the_cosine_and_along_the_way_once_more():
    """ln cos a as a parabola in time, 0 at the median of its values."""
    curve = -0.05 * (TIME_S - 1.0) ** 2
    size = np.exp(curve - np.median(curve))
    found = straightened(TIME_S, NAMES, seen(size))
    np.testing.assert_allclose(found, square()[0], atol=1e-9)


def test_a_cubic_is_not_followed():
    size = np.exp(0.3 * np.sin(2 * np.pi * TIME_S / 2))
    found = straightened(TIME_S, NAMES, seen(size))
    assert np.abs(found - square()[0]).max() > 5.0


@pytest.mark.parametrize(("frames", "changed"), [(9, False), (10, True)])
def test_ten_frames_with_a_trunk_are_needed(frames, changed):
    curve = -0.05 * (TIME_S - 1.0) ** 2
    xy = seen(np.exp(curve))
    xy[frames:, 0] = np.nan
    found = straightened(TIME_S, NAMES, xy)
    assert np.allclose(found[:, 4], xy[:, 4]) is not changed


@pytest.mark.parametrize("lacks", ["left_shoulder", "right_shoulder"])
def test_without_one_shoulder_nothing_is_changed(lacks):
    xy = seen(np.exp(-0.05 * TIME_S**2))
    kept = [i for i, name in enumerate(NAMES) if name != lacks]
    found = straightened(TIME_S, tuple(NAMES[i] for i in kept), xy[:, kept])
    np.testing.assert_array_equal(found, xy[:, kept])


def test_a_trunk_of_no_length_is_not_looked_at():
    curve = -0.05 * (TIME_S - 1.0) ** 2
    xy = seen(np.exp(curve))
    lost = xy.copy()
    lost[5, :2] = lost[5, 2:4].mean(axis=0)
    one, two = (straightened(TIME_S, NAMES, each)[:, 4] for each in (xy, lost))
    np.testing.assert_allclose(one, two, rtol=0.02, atol=0.5)
