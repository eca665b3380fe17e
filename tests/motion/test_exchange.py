"""Exchanged legs, found from the smoothness of motion alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kneedrive.motion.exchange import exchange_by_smoothness, swap_legs
from tests import swinging


def found_in(clip):
    """Frames that the smoothness of motion calls exchanged."""
    return exchange_by_smoothness(
        clip.time_s, clip.landmarks, clip.xy_px, clip.confidence, swinging.LEG_PX
    )


@settings(max_examples=25, deadline=None)
@given(start=st.integers(5, 200), length=st.integers(1, 12), fps=st.sampled_from([30.0, 60.0]))
def test_a_burst_of_exchanged_frames_is_repaired(start, length, fps):
    clip = swinging.keypoints(8.0, fps, noise_px=1.0)
    spoilt = swinging.exchanged(clip, np.arange(start, start + length))
    repaired = swap_legs(spoilt.xy_px, clip.landmarks, found_in(spoilt))
    ankle = swinging.NAMES.index("left_ankle")
    wrong = np.linalg.norm(repaired[:, ankle] - clip.xy_px[:, ankle], axis=1) > 25
    assert wrong.sum() == 0


def test_a_clean_clip_is_left_alone():
    assert not found_in(swinging.keypoints(8.0, 30.0, noise_px=2.0)).any()


def test_swapping_twice_gives_the_same_legs():
    clip = swinging.keypoints(1.0)
    some = np.arange(len(clip.time_s)) % 3 == 0
    once = swap_legs(clip.xy_px, clip.landmarks, some)
    assert not np.array_equal(once, clip.xy_px)
    assert np.array_equal(swap_legs(once, clip.landmarks, some), clip.xy_px)
