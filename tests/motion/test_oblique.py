"""A runner seen obliquely by a camera that turns along."""

import numpy as np
import pytest

from kneedrive.motion.oblique import straightened
from tests import swinging


@pytest.fixture
def clip():
    return swinging.keypoints(6.0)


def oblique(clip, widest_deg):
    """The same landmarks as a camera sees them that turns by so much to either side."""
    angle = np.radians(np.linspace(-widest_deg, widest_deg, len(clip.time_s)))
    small = np.cos(angle)
    hips = (clip.of("left_hip") + clip.of("right_hip"))[:, None] / 2
    return hips + (clip.xy_px - hips) * np.column_stack([small**2, small])[:, None]


def uneven(clip, xy_px):
    """By how much the size of the left leg changes over the clip, against what it truly is."""
    ankle, hip = (clip.landmarks.index(f"left_{joint}") for joint in ("ankle", "hip"))
    seen, true = (np.linalg.norm(xy[:, ankle] - xy[:, hip], axis=1) for xy in (xy_px, clip.xy_px))
    return float(np.std(seen / true))


@pytest.mark.parametrize("widest_deg", [10.0, 20.0, 30.0])
def test_what_is_seen_obliquely_is_straightened(clip, widest_deg):
    seen = oblique(clip, widest_deg)
    there = straightened(clip.time_s, clip.landmarks, seen)
    assert uneven(clip, there) < 0.3 * uneven(clip, seen)


def test_a_runner_seen_squarely_stays_as_is(clip):
    there = straightened(clip.time_s, clip.landmarks, clip.xy_px)
    np.testing.assert_allclose(there, clip.xy_px, atol=0.5)


def test_without_shoulders_nothing_is_changed(clip):
    kept = [i for i, name in enumerate(clip.landmarks) if "shoulder" not in name]
    names = tuple(clip.landmarks[i] for i in kept)
    np.testing.assert_array_equal(
        straightened(clip.time_s, names, clip.xy_px[:, kept]), clip.xy_px[:, kept]
    )
