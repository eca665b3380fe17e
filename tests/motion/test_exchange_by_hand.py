"""Exchanged legs, from costs that can be added up on paper."""

import numpy as np
import pytest

from kneedrive.motion.exchange import (
    exchange_by_period,
    exchange_by_residual,
    exchange_by_smoothness,
)

JOINTS = ("knee", "ankle", "heel", "toe")
NAMES = tuple(f"{side}_{joint}" for side in ("left", "right") for joint in JOINTS)
LEG_PX = 100.0
AT = 6  # the frame whose legs are exchanged


def two_knees(apart, frames=12):
    """Knees that rest so far apart; nothing else is seen."""
    xy = np.full((frames, 8, 2), np.nan)
    xy[:, 0], xy[:, 4] = (0.0, 0.0), (apart, 0.0)
    return xy


def exchanged_at(xy, frames):
    out = xy.copy()
    out[frames, 0], out[frames, 4] = xy[frames, 4], xy[frames, 0]
    return out


def smooth(xy, confidence=None, time_s=None):
    time_s = np.arange(len(xy)) / 30 if time_s is None else time_s
    confidence = np.ones(xy.shape[:2]) if confidence is None else confidence
    return np.flatnonzero(exchange_by_smoothness(time_s, NAMES, xy, confidence, LEG_PX)).tolist()


def apart_px(share, of_square):
    """Distance at which the squared misses come to this share of a frame's label cost, 0.15.

    of_square : how many squared distances, in units of 5 % of the leg, are added up
    """
    return 5.0 * np.sqrt(share * 0.15 / of_square)


@pytest.mark.parametrize("share", [0.96, 1.04])
@pytest.mark.parametrize(
    ("frame", "squares"),
    [(AT, 12), (0, 2), (1, 2 * (4 + 1)), (11, 2), (10, 2 * (1 + 4))],
)
def test_a_jump_there_and_back_outweighs_the_labels_or_does_not(share, frame, squares):
    """Two knees miss by 1, 2 and 1 distances in the three frames that the jump touches."""
    xy = exchanged_at(two_knees(apart_px(share, squares)), [frame])
    assert smooth(xy) == ([frame] if share > 1 else [])


@pytest.mark.parametrize("share", [0.97, 1.03])
@pytest.mark.parametrize(
    ("unsure", "squares"),
    [(AT - 2, 11), (AT - 1, 7), (AT, 6), (AT + 1, 7), (AT + 2, 11), (AT + 3, 12)],
)
def test_the_least_sure_of_three_frames_decides_their_weight(share, unsure, squares):
    xy = exchanged_at(two_knees(apart_px(share, squares)), [AT])
    confidence = np.ones((12, 8))
    confidence[unsure] = 0.5
    assert smooth(xy, confidence) == ([AT] if share > 1 else [])


@pytest.mark.parametrize("share", [0.97, 1.03])
@pytest.mark.parametrize("knee", [0, 4])
def test_each_knee_is_weighed_by_its_own_confidence(share, knee):
    xy = exchanged_at(two_knees(apart_px(share, 6 * 1.5)), [AT])
    confidence = np.ones((12, 8))
    confidence[:, knee] = 0.5
    assert smooth(xy, confidence) == ([AT] if share > 1 else [])


@pytest.mark.parametrize("share", [0.96, 1.04])
def test_a_body_that_crosses_the_picture_steadily_does_not_jerk(share):
    xy = two_knees(apart_px(share, 12))
    xy[..., 0] += 300 + 50 * np.arange(12)[:, None]
    xy[:, (0, 4), 1] += 400.0
    assert smooth(exchanged_at(xy, [AT])) == ([AT] if share > 1 else [])


def test_several_frames_at_an_end_are_exchanged_together():
    assert smooth(exchanged_at(two_knees(30.0), [0, 1, 2])) == [0, 1, 2]
    assert smooth(exchanged_at(two_knees(30.0), [9, 10, 11])) == [9, 10, 11]


def test_three_frames_are_enough_and_two_are_not():
    assert smooth(exchanged_at(two_knees(30.0, 3), [2])) == [2]
    assert smooth(exchanged_at(two_knees(30.0, 2), [1])) == []


def test_legs_that_pass_each_other_in_a_gap_go_on_as_fast_as_before():
    time_s = np.array([-5.0, -4, -3, -2, -1, 3, 4, 5, 6]) / 10
    xy = two_knees(0.0, 9)
    xy[:, 0, 0], xy[:, 4, 0] = 200 * time_s, -200 * time_s
    assert smooth(xy, time_s=time_s) == []
    assert smooth(exchanged_at(xy, [5, 6, 7, 8]), time_s=time_s) == [5, 6, 7, 8]


def test_a_single_wild_landmark_does_not_exchange_the_legs():
    """Its miss counts 9 at most in each frame; three other pairs speak against it."""
    xy = np.zeros((12, 8, 2))
    xy[:, 4:, 0] = 30.0
    wild = xy.copy()
    wild[AT, 0] = (5000.0, 5000.0)
    assert smooth(wild) == []
    both = wild.copy()
    both[AT, 1:4], both[AT, 5:] = xy[AT, 5:], xy[AT, 1:4]
    assert smooth(both) == [AT]


@pytest.mark.parametrize("seen", [20, 16])
def test_jerky_motion_is_held_against_its_own_jerks(seen):
    """Knees that shake by 0.4 of the leg, second differences: 0.05 would make every miss wild."""
    xy = two_knees(20.0, 20)
    xy[:, (0, 4), 1] = 10.0 * (-1.0) ** np.arange(20)[:, None]
    xy[seen:] = np.nan
    assert smooth(exchanged_at(xy, [AT])) == [AT]


# By the period.


def ankles(gap):
    xy = np.full((len(gap), 8, 2), np.nan)
    xy[:, 1, 0], xy[:, 5, 0] = 300 + gap / 2, 300 - gap / 2
    return xy


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("stride_hz", [0.5, 1.4, 2.3])
def test_the_foot_in_front_changes_with_every_step(stride_hz, sign):
    """Nothing is said of feet nearer to each other than 0.4 of their farthest."""
    time_s = np.arange(0, 12 / stride_hz, 1 / 97 / stride_hz)
    true = sign * 80 * np.cos(2 * np.pi * stride_hz * time_s)
    spoilt = (time_s * stride_hz > 4) & (time_s * stride_hz < 7)
    found = exchange_by_period(time_s, NAMES, ankles(np.where(spoilt, -true, true)))
    apart = np.abs(true) / 80
    assert not found[~spoilt].any()
    assert found[spoilt & (apart > 0.43)].all()
    assert not found[spoilt & (apart < 0.37)].any()


def test_a_stroll_in_eightfold_slow_motion_is_followed_through_noise():
    """A stride in 10 s."""
    time_s = np.arange(0, 60, 1 / 30)
    true = 80 * np.cos(2 * np.pi * 0.1 * time_s)
    spoilt = (time_s > 22) & (time_s < 34)
    gap = np.where(spoilt, -true, true) + np.random.default_rng(1).normal(0, 3.0, len(time_s))
    found = exchange_by_period(time_s, NAMES, ankles(gap))
    apart = np.abs(true) / 80
    assert (found == spoilt)[apart > 0.5].all()


def test_feet_far_apart_outvote_feet_that_pass():
    """Labels are right about the swing's ends, wrong for more frames nearer to the middle."""
    time_s = np.arange(0, 8, 1 / 97)
    true = 80 * np.cos(2 * np.pi * time_s)
    passing = np.abs(true) < 80 * 0.75  # cos 41.4 degrees: 54 per cent of all frames
    found = exchange_by_period(time_s, NAMES, ankles(np.where(passing, -true, true)))
    assert not found[~passing].any()
    assert found[passing & (np.abs(true) > 80 * 0.45)].all()


def test_feet_that_rest_tell_nothing():
    assert not exchange_by_period(np.arange(60) / 30, NAMES, ankles(np.full(60, 40.0))).any()


# By the folded stride.


def residual(xy, model, noise=1.0):
    noise = np.broadcast_to(noise, 8).astype(float)
    return np.flatnonzero(exchange_by_residual(xy, model, noise, NAMES)).tolist()


@pytest.mark.parametrize(
    ("frames", "square"),
    [([AT], 4.15), ([0], 2.15), ([11], 2.15), ([5, 6], 2.15), ([0, 1, 2, 3], 0.65)],
)
def test_closer_to_the_other_curve_by_more_than_two_changes_and_the_label(frames, square):
    """Each of two knees misses its own curve by half a squared distance, in units of noise."""
    for share in (0.99, 1.01):
        model = two_knees(np.sqrt(share * square))
        expected = frames if share > 1 else []
        assert residual(exchanged_at(model, frames), model) == expected


def test_a_noisy_landmark_counts_less():
    """Half of D squared by 1 and by 2 squared is 0.625 D squared; 4.15 are needed."""
    noise = [1.0, 1, 1, 1, 2, 1, 1, 1]
    for share in (0.99, 1.01):
        model = two_knees(np.sqrt(share * 4.15 / 0.625))
        expected = [AT] if share > 1 else []
        assert residual(exchanged_at(model, [AT]), model, noise) == expected


def test_no_landmark_counts_more_than_nine():
    """A left knee on the right one's curve wins 9; ankles in place lose D squared and 4.15."""
    for share in (0.98, 1.02):
        model = two_knees(1000.0)
        model[:, 1], model[:, 5] = (0.0, 0.0), (np.sqrt(share * 4.85), 0.0)
        xy = model.copy()
        xy[AT, 0], xy[AT, 4] = model[AT, 4], np.nan
        assert residual(xy, model) == ([AT] if share < 1 else [])
