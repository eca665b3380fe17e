"""Rows for what is learned: free of size, place and scale; tied to the stride."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.film.clock import Clock
from kneedrive.motion.build import find_motion
from kneedrive.stride.events import guess_events
from kneedrive.stride.learned import shipped
from kneedrive.stride.thigh import STEADY, jitter, thigh_offset_deg
from kneedrive.stride.waveform import event_row, leg_row
from tests import treading

CLOCK = Clock(60.0, 60.0, "given")


def motion(keypoints):
    return find_motion(keypoints, CLOCK, 1.75)


def rows(found):
    """Rows of the left leg: strike, toe-off, whole stride."""
    fold, stance = found.fold, found.stance
    events = guess_events(fold, stance)["left"]
    return [
        event_row(fold, stance, "left", events.strike, events.duty),
        event_row(fold, stance, "left", events.toe_off, events.duty),
        leg_row(fold, stance, "left"),
    ]


@pytest.fixture(scope="module")
def run():
    return treading.keypoints(0.35, step_px=240, stride_hz=1.4, noise_px=0.5)


def test_size_and_place_in_the_picture_do_not_matter(run):
    larger = replace(run, xy_px=1.7 * run.xy_px + [55.0, -20.0])
    for here, there in zip(rows(motion(run)), rows(motion(larger)), strict=True):
        np.testing.assert_allclose(here, there, rtol=1e-3, atol=2e-3)


def test_the_way_the_runner_faces_does_not_matter(run):
    mirrored = replace(run, xy_px=run.xy_px * [-1.0, 1.0] + [1280.0, 0.0])
    for here, there in zip(rows(motion(run)), rows(motion(mirrored)), strict=True):
        np.testing.assert_allclose(here, there, rtol=1e-3, atol=2e-3)


def test_clean_keypoints_keep_their_thigh_angle(run):
    found = motion(run)
    assert jitter(found.fold) < STEADY
    offsets = thigh_offset_deg(found.fold, found.stance, shipped()["keypoints"], known=False)
    assert offsets == {"left": 0.0, "right": 0.0}


def test_jittery_keypoints_are_suspected():
    found = motion(treading.keypoints(0.35, step_px=240, stride_hz=1.4, noise_px=6.0))
    assert jitter(found.fold) > STEADY
    offsets = thigh_offset_deg(found.fold, found.stance, shipped()["keypoints"], known=False)
    assert all(offset != 0.0 for offset in offsets.values())
