"""Errors against truth, and what they come to over many clips."""

from pathlib import Path

import numpy as np
import pytest

from bench.sample import studio_keypoints
from bench.scores import SCORED, errors_of, score, spread, step_errors_ms, summarise, true_values
from kneedrive.analysis import Runner
from kneedrive.film.studio import typical_runner
from kneedrive.pose.keypoints import clock_of
from kneedrive.stride.register import BY_NAME
from kneedrive.stride.strides import Contact

# One worker makes what these tests share.
pytestmark = pytest.mark.xdist_group("bench-scores")

TRUTH = {
    "speed_mps": 3.0,
    "mean": {"cadence_spm": 160.0, "contact_s": 0.25, "flight_s": 0.125, "peak_thigh_deg": None},
}


def row(value, low, high, truth, runner=1):
    measure = {"value": value, "low": low, "high": high, "truth": truth}
    metrics = {"contact_time_ms": measure, "cadence_spm": measure}
    steps = {"strike": [], "toe_off": [], "contact": []}
    return {
        "trial": "a",
        "refused": None,
        "metrics": metrics,
        "withheld": {},
        "steps": steps,
        "runner": runner,
    }


def test_every_scored_metric_is_in_the_register():
    assert set(SCORED) <= set(BY_NAME)


def test_true_values_follow_from_the_means_and_what_is_unknown_is_left_out():
    values = true_values(TRUTH)
    assert values["contact_time_ms"] == 250
    assert values["duty_factor_pct"] == pytest.approx(100 * 0.25 / 0.75)
    assert values["swing_time_ms"] == pytest.approx(500)
    assert "peak_thigh_angle_deg" not in values


def test_errors_are_measured_minus_true_in_the_metrics_unit_or_per_cent():
    rows = [row(220, 200, 240, 200)]
    assert errors_of(rows, "contact_time_ms") == pytest.approx([20])
    assert errors_of(rows, "cadence_spm") == pytest.approx([10])


def test_a_summary_counts_bias_spread_worst_and_truths_inside():
    rows = [row(210, 205, 215, 200), row(194, 190, 204, 200), row(198, 190, 206, 200, runner=2)]
    rows.append({"trial": "b", "refused": "a walk", "metrics": {}, "withheld": {}, "steps": {}})
    summary = summarise(rows)
    contact = summary["metrics"]["contact_time_ms"]
    errors = np.array([10, -6, -2])
    assert (summary["clips"], summary["refused"]) == (4, 1)
    assert contact["bias"] == pytest.approx(errors.mean(), rel=1e-3)
    assert contact["sd"] == pytest.approx(errors.std(ddof=1), rel=1e-3)
    assert contact["worst"] == 10
    assert contact["inside_pct"] == pytest.approx(66.67)
    assert contact["runner_sd"] == pytest.approx(np.std([2, -2], ddof=1), rel=1e-3)


def test_one_clip_has_no_spread_and_none_has_nothing():
    assert spread([3.0]) == {"n": 1, "bias": 3.0, "sd": None, "worst": 3.0}
    assert spread([])["bias"] is None


def test_steps_are_matched_by_side_and_time():
    events = [
        {"side": "left", "strike_s": 1.0, "toe_off_s": 1.25},
        {"side": "right", "strike_s": 1.4, "toe_off_s": 1.65},
        {"side": "left", "strike_s": 1.8, "toe_off_s": 2.05},
    ]
    found = [Contact("left", 1.01, 1.24), Contact("right", 1.39, 1.65), Contact("right", 1.8, 2.0)]
    errors = step_errors_ms(found, events)
    assert errors["strike"] == pytest.approx([10, -10])
    assert errors["toe_off"] == pytest.approx([-10, 0])
    assert errors["contact"] == pytest.approx([-20, 10])


@pytest.fixture(scope="module")
def studio():
    runner = typical_runner(3.2, height_m=1.72, seed=4)
    return studio_keypoints(runner, seconds=6.0)


def test_a_clip_is_scored_from_keypoints_to_metrics(studio):
    keypoints, truth = studio
    found = score("one", keypoints, clock_of(keypoints, 60), Runner(height_m=1.72), truth)
    assert found["refused"] is None
    contact = found["metrics"]["contact_time_ms"]
    assert contact["truth"] == pytest.approx(1000 * truth["mean"]["contact_s"])
    assert contact["low"] < contact["value"] < contact["high"]
    assert abs(contact["value"] - contact["truth"]) < 20
    assert len(found["steps"]["contact"]) > 8
    no_scale = score("one", keypoints, clock_of(keypoints, 60), Runner(), truth)
    assert "hip_flexor_impulse_nms_kg" in no_scale["withheld"]


def test_a_refused_clip_is_a_row_with_its_reason(studio):
    keypoints, truth = studio
    still = keypoints.xy_px[:1].repeat(len(keypoints.time_s), axis=0)
    standing = type(keypoints)(keypoints.time_s, keypoints.landmarks, still, keypoints.confidence)
    found = score("one", standing, clock_of(standing, None), Runner(height_m=1.72), truth)
    assert "nobody runs" in found["refused"]
    assert Path(found["trial"]).name == "one"
