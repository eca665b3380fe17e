"""The folded stride: period, curves, gaps, and legs whose labels were exchanged."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneedrive.motion.fold import fold_strides
from kneedrive.motion.resolve import resolve
from tests import swinging


def fold(clip):
    """Fold the clip of a runner who faces right."""
    return fold_strides(clip.time_s, clip.landmarks, np.multiply(clip.xy_px, [1.0, -1.0]))


@settings(max_examples=15, deadline=None)
@given(
    stride_hz=st.floats(1.1, 1.9),
    fps=st.sampled_from([25.0, 29.97, 60.0, 120.0]),
    seed=st.integers(0, 99),
)
def test_the_stride_frequency_is_found_at_any_cadence_and_frame_rate(stride_hz, fps, seed):
    found = fold(swinging.keypoints(8.0, fps, stride_hz, noise_px=2.0, seed=seed))
    elapsed = np.ptp(swinging.phase_of(np.array([0.0, 8.0 - 1 / fps]), stride_hz))
    assert np.ptp(found.phase) == pytest.approx(elapsed, abs=0.04)


def test_noise_averages_out_over_the_strides():
    clean, noisy = (fold(swinging.keypoints(10.0, noise_px=n)) for n in (0.0, 4.0))
    shift = noisy.phase[0] - clean.phase[0]
    phase = np.linspace(0, 1, 50)
    error = noisy.at("left_ankle", phase + shift) - clean.at("left_ankle", phase)
    assert np.sqrt(np.mean(error**2)) < 1.3


@pytest.mark.parametrize("fps", [30.0, 60.0, 240.0])
def test_velocity_is_the_time_derivative(fps):
    found = fold(swinging.keypoints(6.0, fps))
    phase = np.linspace(0, 1, 2001)
    moved = np.gradient(found.at("right_toe", phase), phase / found.stride_hz, axis=0)
    assert np.abs(found.at("right_toe", phase, 1) - moved)[5:-5].max() < 5.0


def test_exchanged_legs_are_found_and_nothing_else():
    clip = swinging.keypoints(8.0, noise_px=1.5)
    frames = np.r_[40:43, 111:112, 200:215, 333:336]
    found = fold(swinging.exchanged(clip, frames))
    apart = np.linalg.norm(clip.of("left_ankle") - clip.of("right_ankle"), axis=1) > 15
    truly = np.zeros(len(clip.time_s), dtype=bool)
    truly[frames] = True
    assert np.array_equal(found.exchanged[apart], truly[apart])


def test_missing_landmarks_leave_the_curve_as_it_is():
    clip = swinging.keypoints(8.0, noise_px=1.0)
    gaps = clip.xy_px.copy()
    gaps[np.random.default_rng(3).random(gaps.shape[:2]) < 0.25] = np.nan
    gaps[100:130, swinging.NAMES.index("right_toe")] = np.nan
    whole = fold(clip)
    holed = fold_strides(clip.time_s, clip.landmarks, np.multiply(gaps, [1.0, -1.0]))
    shift = holed.phase[0] - whole.phase[0]
    phase = np.linspace(0, 1, 50)
    error = holed.at("right_toe", phase + shift) - whole.at("right_toe", phase)
    assert np.abs(error).max() < 4.0


def test_a_person_who_stands_has_no_stride():
    clip = swinging.keypoints(5.0)
    still = np.repeat(clip.xy_px[:1], len(clip.time_s), axis=0)
    still = still + np.random.default_rng(0).standard_normal(still.shape)
    found = fold_strides(clip.time_s, clip.landmarks, np.multiply(still, [1.0, -1.0]))
    assert found is None or found.explained < 0.5


def test_a_clip_of_less_than_two_strides_is_not_folded():
    assert fold(swinging.keypoints(0.9)) is None


def test_a_part_in_which_a_hip_is_never_seen_is_no_stride():
    clip = swinging.keypoints(4.0, noise_px=300.0)  # nothing periodic: parts are tried one by one
    clip.xy_px[120:, swinging.NAMES.index("right_hip")] = np.nan
    _, fold = resolve(clip.time_s, clip, clip.xy_px * [1, -1])
    assert fold is None


def test_a_shoulder_without_the_other_one_does_not_join_the_fold():
    clip = swinging.keypoints(4.0)
    clip.xy_px[:, swinging.NAMES.index("right_shoulder")] = np.nan
    _, fold = resolve(clip.time_s, clip, clip.xy_px * [1, -1])
    assert fold is not None
    assert not {"left_shoulder", "right_shoulder"} & set(fold.landmarks)
    assert {"left_toe", "right_toe"} <= set(fold.landmarks)
