"""What is no run is refused in words that say why; what is too little is withheld."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kneedrive.analysis import Footage, Runner, measure
from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.stride.checks import doubts_of_timing
from tests import swinging, treading

CLOCK = Clock(60.0, 60.0, "given")


def analysis(keypoints, height_m=1.75):
    """Measure these landmarks."""
    return measure(Footage(Path("x.csv"), None, CLOCK, keypoints), Runner(height_m=height_m))


@pytest.mark.parametrize("duty", [0.58, 0.64, 0.7])
@pytest.mark.parametrize("travels", [False, True])
def test_a_walk_is_refused_as_walking(duty, travels):
    with pytest.raises(InputError, match="walking"):
        analysis(treading.keypoints(duty, travels=travels))


@pytest.mark.parametrize("duty", [0.28, 0.35, 0.41])
@pytest.mark.parametrize("travels", [False, True])
def test_a_run_is_measured(duty, travels):
    run = treading.keypoints(duty, step_px=240, stride_hz=1.4, travels=travels)
    found = analysis(run)
    assert found.metrics["cadence_spm"].value == pytest.approx(168, rel=0.005)
    assert found.motion.scene == ("overground" if travels else "treadmill")


def test_running_on_the_spot_is_refused():
    with pytest.raises(InputError, match="on the spot"):
        analysis(treading.keypoints(0.35, step_px=15, stride_hz=1.4))


def test_a_front_view_is_refused():
    with pytest.raises(InputError, match="front"):
        analysis(treading.keypoints(0.35, step_px=20, stride_hz=1.4, shoulder_px=110))


def test_somebody_who_stands_is_refused():
    stands = treading.keypoints(0.35, step_px=0, noise_px=0)
    still = np.repeat(stands.xy_px[:1], len(stands.time_s), axis=0)
    still = still + np.random.default_rng(0).standard_normal(still.shape)
    with pytest.raises(InputError, match=r"hardly move|on the spot"):
        analysis(replace(stands, xy_px=still))


def test_a_runner_who_is_too_small_gives_no_numbers():
    run = treading.keypoints(0.35, step_px=240, stride_hz=1.4, noise_px=0)
    tiny = replace(run, xy_px=run.xy_px * 0.25)
    found = analysis(tiny)
    assert all(m.status == "withheld" for m in found.metrics.values())
    assert "small" in found.metrics["cadence_spm"].reason


def test_fewer_than_four_steps_give_no_numbers():
    found = analysis(treading.keypoints(0.35, step_px=240, stride_hz=1.4, seconds=1.3))
    assert all(m.status == "withheld" and m.reason for m in found.metrics.values())


def test_without_height_or_speed_metres_are_withheld_and_angles_are_not():
    found = analysis(treading.keypoints(0.35, step_px=240, stride_hz=1.4), height_m=None)
    assert found.metrics["step_length_m"].status == "withheld"
    assert "--height" in found.metrics["step_length_m"].reason
    assert found.metrics["peak_thigh_angle_deg"].status == "ok"


def test_legs_that_are_never_seen_are_refused():
    clip = swinging.keypoints()
    xy = clip.xy_px.copy()
    xy[:, swinging.NAMES.index("left_ankle")] = np.nan
    with pytest.raises(InputError, match="legs"):
        analysis(replace(clip, xy_px=xy))


def test_a_stride_unlike_those_that_were_learned_from_is_told():
    strange = analysis(treading.keypoints(0.35, step_px=240, stride_hz=1.4))
    assert min(e.trust for e in strange.strides.events.values()) < 0.5
    assert any("unlike the runs" in warning for warning in strange.warnings)
    strides = strange.strides
    usual = {side: replace(e, trust=1.0) for side, e in strides.events.items()}
    assert doubts_of_timing(replace(strides, events=usual)) == ()
