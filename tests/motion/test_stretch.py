"""What of a clip is measured, and what is said of the rest."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kneedrive.analysis import Footage, Runner, measure
from kneedrive.film.clock import Clock
from tests import treading

CLOCK = Clock(60.0, 60.0, "given")


def run(seconds=10.0):
    return treading.keypoints(0.35, step_px=240, stride_hz=1.4, seconds=seconds)


def measured(keypoints):
    return measure(Footage(Path("x.csv"), None, CLOCK, keypoints), Runner(height_m=1.75))


def without(keypoints, first, last):
    """The keypoints with nothing seen in some frames."""
    xy = keypoints.xy_px.copy()
    xy[first:last] = np.nan
    return replace(keypoints, xy_px=xy)


def test_a_clip_that_is_good_throughout_needs_no_word():
    found = measured(run())
    assert found.motion.warnings == ()
    assert np.ptp(found.motion.time_s) > 9.9


def test_legs_not_seen_at_first_are_left_out_and_told():
    found = measured(without(run(), 0, 192))
    assert found.motion.time_s[0] == pytest.approx(3.2, abs=0.02)
    assert found.motion.warnings == (
        "measured from 3.2 to 10.0 s of the film, without 0.0 to 3.2 s (legs not seen whole)",
    )


def test_a_runner_who_turns_is_measured_on_the_longer_way():
    clip = run()
    xy = clip.xy_px.copy()
    xy[:240, :, 0] = 4000 - xy[:240, :, 0]
    found = measured(replace(clip, xy_px=xy))
    assert found.motion.time_s[0] > 3.9
    assert "faces the other way" in found.warnings[0]


def test_of_two_stretches_the_one_with_more_strides_is_measured():
    found = measured(without(run(), 200, 240))
    assert found.motion.time_s[0] > 3.9
    assert "0.0 to 3.3 s (fewer strides in a row)" in found.warnings[0]


def test_somebody_who_stands_longer_than_they_run_is_measured_running():
    clip = run(12.0)
    xy = clip.xy_px.copy()
    noise = np.random.default_rng(1).standard_normal(xy[:420].shape)
    xy[:420] = xy[420] + noise
    found = measured(replace(clip, xy_px=xy))
    assert found.motion.time_s[0] == pytest.approx(7.0, abs=0.8)
    assert found.metrics["cadence_spm"].value == pytest.approx(168, rel=0.01)
