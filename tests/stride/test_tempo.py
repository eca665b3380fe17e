"""How slow a clip plays when nobody said so, and how sure that is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.gate_clips import BY_NAME
from kneedrive.analysis import Footage, Runner, measure
from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.stride.measure import Measure, withheld
from kneedrive.stride.tempo import Tempo, likeliest, widened
from tests import treading

HEIGHT_M = 1.78


def slowed(factor):
    """A drawn runner's keypoints that play slower than life."""
    keypoints = BY_NAME["perfect"].keypoints()
    plays = Clock(60.0 / factor, 60.0 / factor, "assumed", assumed=True)
    return replace(keypoints, time_s=keypoints.time_s * factor), plays


def measured(keypoints, clock, **said):
    return measure(Footage(Path("x.csv"), None, clock, keypoints), Runner(**said))


def about(factor, spread=0.045):
    return Tempo(factor, factor * np.exp(-1.96 * spread), factor * np.exp(1.96 * spread))


@given(st.sampled_from([1.0, 2.0, 4.0, 8.0]), st.floats(-0.09, 0.09))
def test_a_camera_s_rate_is_found_through_the_estimate_s_error(factor, off):
    found = likeliest(about(factor * np.exp(off)), 30.0)
    assert (found.factor, found.error_pct) == (factor, 0.0)
    assert found.sure > 0.8


@pytest.mark.parametrize(("plays", "factor"), [(25.0, 4.8), (25.0, 4.0), (24.0, 5.0), (24.0, 2.5)])
def test_cameras_rates_depend_on_how_the_film_plays(plays, factor):
    assert likeliest(about(factor * 1.02), plays).factor == factor


@pytest.mark.parametrize("factor", [2.9, 5.5])
def test_an_odd_rate_is_given_as_it_is_with_its_error(factor):
    found = likeliest(about(factor), 30.0)
    assert found.factor == pytest.approx(factor)
    assert found.error_pct == pytest.approx(4.5)


def test_certainty_falls_between_two_rates():
    assert likeliest(about(4.3), 25.0).sure < likeliest(about(4.0), 25.0).sure


def test_an_estimated_factor_widens_what_depends_on_time_and_nothing_else():
    metrics = {
        "contact_time_ms": Measure(200.0, 194.0, 206.0),
        "peak_thigh_angle_deg": Measure(40.0, 38.0, 42.0),
        "speed_mps": withheld("no scale"),
    }
    found = widened(metrics, Clock(30.0, 90.0, "inferred", factor_error_pct=5.0))
    # 1.96 x 5 % of the logarithm: 200 x or / 1.103 = 181.33 or 220.59, its own 6 ms beside that
    assert found["contact_time_ms"].high == pytest.approx(200 + np.hypot(6.0, 20.59), abs=0.02)
    assert found["contact_time_ms"].low == pytest.approx(200 - np.hypot(6.0, 18.67), abs=0.02)
    assert found["peak_thigh_angle_deg"] == metrics["peak_thigh_angle_deg"]
    assert found["speed_mps"] == metrics["speed_mps"]
    assert widened(metrics, Clock(30.0, 120.0, "given")) == metrics


@pytest.mark.parametrize("said", [{"height_m": HEIGHT_M}, {"speed_mps": 3.4}])
def test_slow_motion_is_found_by_height_or_by_speed(said):
    keypoints, clock = slowed(4.0)
    found = measured(keypoints, clock, **said)
    assert found.clock.slow_motion_factor == pytest.approx(4.0)
    assert "% sure" in found.clock.how


def test_slow_motion_without_height_or_speed_is_refused():
    run = treading.keypoints(0.35, step_px=240, stride_hz=1.4)
    slow = replace(run, time_s=run.time_s * 4)
    with pytest.raises(InputError, match=r"42 steps a minute.*--height"):
        measured(slow, Clock(15.0, 15.0, "assumed", assumed=True))


def test_bounce_and_cadence_that_contradict_each_other_are_refused():
    run = treading.keypoints(0.35, step_px=240, stride_hz=1.4)
    slow = replace(run, time_s=run.time_s * 4)
    with pytest.raises(InputError, match=r"unclear.*--capture-fps"):
        measured(slow, Clock(15.0, 15.0, "assumed", assumed=True), height_m=1.75)


@pytest.mark.parametrize("factor", [0.6, 2.0])
def test_told_times_that_gravity_contradicts_are_a_warning_and_widen_what_hangs_on_them(factor):
    """A laboratory's rate that is wrong: nothing is changed, and the intervals reach the truth."""
    true, _ = slowed(1.0)
    right = measured(true, Clock(60.0, 60.0, "motion capture"), height_m=HEIGHT_M)
    keypoints, _ = slowed(factor)
    told = Clock(60.0 / factor, 60.0 / factor, "motion capture")
    wrong = measured(keypoints, told, height_m=HEIGHT_M)
    way = "slower" if factor > 1 else "faster"
    assert [w for w in right.warnings if "than life" in w] == []
    assert sum(f"times {way} than life" in w for w in wrong.warnings) == 1
    for name in ("cadence_spm", "contact_time_ms", "peak_thigh_velocity_dps"):
        truth, got = right.metrics[name], wrong.metrics[name]
        assert got.low < truth.value < got.high, name
        assert got.status == "indicative"
    angle, same = wrong.metrics["peak_thigh_angle_deg"], right.metrics["peak_thigh_angle_deg"]
    assert angle.value == pytest.approx(same.value, abs=0.5)
    assert angle.status == same.status
