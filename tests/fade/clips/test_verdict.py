"""Changed, no clear change, not comparable: each for its reason."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.analysis import Runner
from kneedrive.errors import InputError
from kneedrive.fade.clips import compare
from kneedrive.film import Clock
from kneedrive.report import write_report
from kneedrive.stride.method_error import method_errors
from kneedrive.stride.register import METRICS
from tests.fade.clips.made_folders import folder
from tests.made_analysis import make_analysis, short_analysis


@pytest.fixture
def verdicts(tmp_path):
    """Verdicts by metric of a usual clip against another."""

    def run(made=None, first=None, **values):
        a = folder(tmp_path / "a", first)
        b = folder(tmp_path / "b", made, **values)
        return {m.metric.name: m for m in compare(a, b).metrics}

    return run


def test_a_clip_like_another_shows_no_clear_change_in_every_metric(verdicts):
    found = verdicts()
    assert len(found) == len(METRICS)
    assert {m.verdict for m in found.values()} == {"no clear change"}
    assert all(m.difference == 0 for m in found.values())
    assert all(m.low < 0 < m.high for m in found.values())


def test_a_large_change_of_one_metric_is_the_only_one(verdicts):
    found = verdicts(contact_time_ms=264.0)
    assert found["contact_time_ms"].verdict == "changed"
    assert found["contact_time_ms"].difference == pytest.approx(30)
    assert found["contact_time_ms"].detectable < 30
    others = {m.verdict for name, m in found.items() if name != "contact_time_ms"}
    assert others == {"no clear change"}


@pytest.mark.parametrize(("lower", "verdict"), [(3.0, "no clear change"), (12.0, "changed")])
def test_the_knee_counts_as_lower_only_beyond_what_differs_from_day_to_day(
    verdicts, lower, verdict
):
    found = verdicts(peak_thigh_angle_deg=34.0 - lower)["peak_thigh_angle_deg"]
    assert found.verdict == verdict
    assert found.detectable >= 4.0


def test_the_interval_of_a_difference_is_narrower_than_both_errors_but_not_nothing(verdicts):
    found = verdicts()["peak_thigh_angle_deg"]
    half = (found.high - found.low) / 2
    each = 1.96 * method_errors()["peak_thigh_angle_deg"].of(34.0, 10, 2.0)
    assert 0.3 * each < half < np.sqrt(2) * each


def test_another_camera_side_leaves_only_the_cadence(verdicts):
    found = verdicts(make_analysis(facing="left"))
    assert found["cadence_spm"].verdict == "no clear change"
    others = [m for name, m in found.items() if name != "cadence_spm"]
    assert {m.verdict for m in others} == {"not comparable"}
    assert all("left side" in m.reason for m in others)
    assert all(m.difference is None for m in others)


def test_another_frame_rate_is_not_comparable(verdicts):
    made = replace(make_analysis(), clock=Clock(60.0, 240.0, "given"))
    found = verdicts(made)["contact_time_ms"]
    assert found.verdict == "not comparable"
    assert "60 and the other at 240 frames" in found.reason


def test_another_pose_model_is_not_comparable(verdicts):
    made = make_analysis()
    made = replace(made, keypoints=replace(made.keypoints, model="blazepose-full"))
    found = verdicts(made)["peak_thigh_angle_deg"]
    assert found.verdict == "not comparable"
    assert "pose models differ" in found.reason


def at_speed(speed_mps):
    """The usual clip, speed given."""
    return replace(make_analysis(), runner=Runner(height_m=1.76, speed_mps=speed_mps))


def test_given_speeds_within_two_per_cent_count_as_equal(verdicts):
    found = verdicts(at_speed(3.56), at_speed(3.5))
    assert {m.verdict for m in found.values()} == {"no clear change"}
    assert found["contact_time_ms"].by_speed == 0


def test_of_an_unequal_speed_what_it_does_to_most_runners_is_taken_out(verdicts):
    found = verdicts(at_speed(3.8), at_speed(3.5), contact_time_ms=234.0 - 10.8)
    contact = found["contact_time_ms"]
    assert contact.by_speed == pytest.approx(-36 * 0.3)
    assert contact.difference == pytest.approx(0, abs=0.1)
    assert contact.verdict == "no clear change"
    assert found["trunk_lean_deg"].verdict == "not comparable"
    assert "speed" in found["trunk_lean_deg"].reason


def test_speeds_far_apart_are_not_comparable(verdicts):
    found = verdicts(at_speed(4.4), at_speed(3.0))
    assert found["contact_time_ms"].verdict == "not comparable"
    assert "15 %" in found["contact_time_ms"].reason


def test_what_is_withheld_in_one_clip_is_not_comparable_and_says_why(tmp_path):
    a = folder(tmp_path / "a")
    (tmp_path / "b").mkdir()
    write_report(short_analysis(), tmp_path / "b")
    found = compare(a, tmp_path / "b").metrics
    assert {m.verdict for m in found} == {"not comparable"}
    assert all("withheld in the second clip" in m.reason for m in found)


def test_folders_that_hold_no_results_are_refused(tmp_path):
    a = folder(tmp_path / "a")
    with pytest.raises(InputError, match=r"no metrics\.json"):
        compare(a, tmp_path)
    with pytest.raises(InputError, match="with itself"):
        compare(a, a)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "metrics.json").write_text("{")
    with pytest.raises(InputError, match="damaged"):
        compare(a, tmp_path / "b")
    (tmp_path / "b" / "metrics.json").write_text('{"schema": "kneedrive.metrics/9"}')
    with pytest.raises(InputError, match="another version"):
        compare(a, tmp_path / "b")
