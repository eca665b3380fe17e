"""Which frames a fold describes, from misfits and paces that are written down."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.motion.even import even_part
from tests.folds import made_fold

HZ = 1.5  # at 60 frames a second: 40 frames a stride, 12 of them loose at either end
FRAMES = 301
JOINTS = ("knee", "ankle", "heel", "toe")


def swing(phase):
    """A variance of 1/2, all along x."""
    return np.cos(2 * np.pi * phase), 0.0


@pytest.fixture(scope="module")
def fold():
    paths = {f"{side}_{joint}": swing for side in ("left", "right") for joint in JOINTS}
    return made_fold({"left_hip": lambda p: (np.cos(6 * np.pi * p), 5.0)} | paths, HZ, 5.0)


def seen(fold):
    xy = np.stack([fold.at(name, fold.phase) for name in fold.landmarks], axis=1)
    return xy + fold.drift[:, None]


def part(fold, xy):
    found = even_part(fold, fold.landmarks, xy)
    return found.start, found.stop


def spoilt(fold, frames, by=50.0):
    xy = seen(fold)
    xy[frames, 1:] += by
    return xy


def test_what_the_fold_describes_is_even_throughout(fold):
    assert part(fold, seen(fold)) == (0, FRAMES)
    assert part(fold, spoilt(fold, slice(None))) == (0, 0)


def test_drift_hips_and_what_is_hidden_are_no_misfit(fold):
    drift = np.stack([np.linspace(0, 90, FRAMES), np.linspace(0, -20, FRAMES)], axis=1)
    moved = replace(fold, drift=drift)
    xy = seen(moved)
    xy[:, 0] += 100.0
    xy[50:250, 3] = np.nan
    assert part(moved, xy) == (0, FRAMES)


@pytest.mark.parametrize(
    ("along", "off", "even"), [(0, 0.38, True), (0, 0.395, False), (1, 0.38, True), (1, 0.4, False)]
)
def test_three_tenths_of_the_variance_may_be_left_over(fold, along, off, even):
    """A shift by d leaves d squared of a variance of 1/2: 0.29 and 0.31 of it."""
    xy = seen(fold)
    xy[:, 1:, along] += off
    assert part(fold, xy) == ((0, FRAMES) if even else (0, 0))


@pytest.mark.parametrize(("off", "even"), [(0.38, True), (0.395, False)])
def test_hidden_landmarks_do_not_dilute_the_misfit_of_the_others(fold, off, even):
    xy = seen(fold)
    xy[:, 1:, 0] += off
    xy[:, 3:6] = np.nan
    assert part(fold, xy) == ((0, FRAMES) if even else (0, 0))


def test_a_misfit_reaches_half_a_stride_to_either_side(fold):
    assert part(fold, spoilt(fold, slice(200, None))) == (0, 200 - 19)
    assert part(fold, spoilt(fold, slice(0, 90))) == (90 + 20, FRAMES)


def test_the_longer_of_two_runs_counts(fold):
    assert part(fold, spoilt(fold, [100])) == (121, FRAMES)
    assert part(fold, spoilt(fold, [200])) == (0, 181)


@pytest.mark.parametrize(
    ("frame", "share", "expected"),
    [
        (300, 1.4, (0, FRAMES)),
        (300, 1.6, (0, 288)),
        (0, 1.3, (0, FRAMES)),
        (0, 1.4, (13, FRAMES)),
    ],
)
def test_the_loose_frames_at_an_end_follow_the_thirteenth(fold, frame, share, expected):
    """An end's misfit is repeated outwards: it fills 8 and 9 of 40 frames about the thirteenth."""
    assert part(fold, spoilt(fold, [frame], np.sqrt(share / 4))) == expected


@pytest.mark.parametrize(
    ("rate", "even"), [(1.33, True), (1.40, False), (0.78, True), (0.72, False)]
)
def test_the_pace_stays_within_a_quarter_of_the_mean(fold, rate, even):
    """A last quarter at r times the rate runs at r / (0.75 + 0.25 r) of the mean."""
    time_s = fold.time_s
    phase = HZ * (np.minimum(time_s, 3.75) + rate * np.maximum(time_s - 3.75, 0.0))
    changed = replace(fold, phase=phase)
    start, stop = part(changed, seen(changed))
    assert start == 0
    assert (stop == FRAMES) is even
    assert stop > 190
