"""Clips that change the speed at which they play: found, measured in part, told with times."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kneedrive.analysis import Footage, Runner, measure
from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.playback import find_sections
from kneedrive.pose.keypoints import Keypoints
from tests import swinging, treading

PLAYS_FPS = 30.0


def as_exported(seconds_before, slow_seconds, seconds_after, factor):
    """A run at 168 steps a minute, slow in the middle, as a phone exports it at 30 fps."""
    fps = PLAYS_FPS * factor
    life = treading.keypoints(
        0.35, 240, 1.4, seconds=seconds_before + slow_seconds + seconds_after, fps=fps
    )
    slow = (life.time_s >= seconds_before) & (life.time_s < seconds_before + slow_seconds)
    kept = slow | (np.arange(len(slow)) % factor == 0)
    xy, confidence = life.xy_px[kept], life.confidence[kept]
    return replace(life, time_s=np.arange(kept.sum()) / PLAYS_FPS, xy_px=xy, confidence=confidence)


def body(stride_hz, share):
    """A body whose stride frequency and swing (share of the full) are given at 60 fps."""
    phase = np.cumsum(stride_hz) / 60
    xy = swinging.positions(phase)
    xy = xy.mean(axis=0) + (xy - xy.mean(axis=0)) * share[:, None, None]
    xy = xy + np.random.default_rng(0).standard_normal(xy.shape)
    picture = np.stack([xy[..., 0], 720 - xy[..., 1]], axis=2)
    seen = np.full(picture.shape[:2], 0.9)
    return Keypoints(np.arange(len(phase)) / 60, swinging.NAMES, picture, seen, 1280, 720)


def measured(keypoints, clock=None, height_m=None):
    clock = clock or Clock(PLAYS_FPS, PLAYS_FPS, "assumed", assumed=True)
    return measure(Footage(Path("x.csv"), None, clock, keypoints), Runner(height_m=height_m))


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_a_change_of_playback_speed_is_found_where_it_is(factor):
    sections = find_sections(as_exported(3, 3, 3, factor))
    cuts = [s.end_s for s in sections[:-1]]
    assert cuts == pytest.approx([3, 3 + 3 * factor], abs=0.5)
    speeds = [s.step_hz for s in sections]
    assert speeds[0] / speeds[1] == pytest.approx(factor, rel=0.1)
    assert speeds[2] == pytest.approx(speeds[0], rel=0.1)


def test_without_a_height_the_part_in_real_time_is_measured_and_the_rest_named():
    found = measured(as_exported(3, 2, 2, 8))
    assert found.metrics["cadence_spm"].value == pytest.approx(168, rel=0.01)
    assert found.motion.time_s[-1] < 3.1
    assert any("changes the speed at which it plays at" in w for w in found.warnings)
    assert any("(plays at another speed)" in w for w in found.warnings)


def test_a_rate_that_is_told_holds_for_the_part_that_it_fits():
    found = measured(as_exported(3, 3, 3, 4), Clock(PLAYS_FPS, 120.0, "given"))
    assert found.metrics["cadence_spm"].value == pytest.approx(168, rel=0.01)
    assert 3 / 4 < found.motion.time_s[0] < found.motion.time_s[-1] < 15 / 4


def test_parts_that_are_all_too_short_are_refused_with_the_times():
    with pytest.raises(InputError, match=r"plays at 1\.\d and 5\.\d s.*--start"):
        measured(as_exported(1.6, 1.0, 1.6, 4))


def test_a_run_that_speeds_up_steadily_plays_at_one_speed():
    clip = body(np.linspace(150, 190, 600) / 120, np.linspace(0.6, 1.1, 600))
    assert len(find_sections(clip)) == 1


def test_a_runner_who_stops_and_starts_plays_at_one_speed_and_is_measured_in_part():
    at = np.arange(720) / 60
    moving = np.interp(at, [0, 4, 4.8, 6.8, 7.6, 12], [1, 1, 0, 0, 1, 1])
    clip = body(1.4 * moving, moving)
    assert len(find_sections(clip)) == 1
    found = measured(clip, Clock(60.0, 60.0, "given"))
    first, last = found.motion.time_s[[0, -1]]
    assert last < 5.2 or first > 6.6
    assert last - first > 3
    assert any("does not go on evenly" in w for w in found.warnings)


def test_legs_exchanged_for_a_while_are_no_change_of_speed():
    clip = swinging.keypoints(10.0, noise_px=1.5)
    phase = swinging.phase_of(clip.time_s, 1.4)
    behind = np.flatnonzero((phase % 1 > 0.5) & (clip.time_s > 5))
    assert len(find_sections(swinging.exchanged(clip, behind))) == 1
