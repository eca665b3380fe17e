"""Each clip measures what it did when it was released, and a release is no worse than the last."""

import copy
from itertools import pairwise

import pytest

from bench.gate import differences, laboratory_rows, row_of, worse_than_before
from bench.gate_clips import BY_NAME
from bench.store import RESULTS, SkippedError, newest_result, read_json, releases

MEANT = "if this change is meant, take the rows anew: python -m bench gate"


@pytest.fixture(scope="module")
def released():
    return newest_result("gate")


@pytest.mark.parametrize("name", BY_NAME)
def test_a_clip_measures_what_it_did(name, released):
    now = row_of(BY_NAME[name].measured())
    assert differences(now, released["clips"][name]) == [], MEANT


def test_laboratory_runs_measure_what_they_did(tmp_path, released):
    try:
        rows = laboratory_rows(tmp_path)
    except SkippedError as reason:
        pytest.skip(str(reason))
    for trial, row in rows.items():
        assert differences(row, released["laboratory"][trial]) == [], f"{trial}: {MEANT}"


def test_every_clip_has_a_row_and_every_row_a_clip(released):
    assert set(released["clips"]) == set(BY_NAME)


def moved(row, name, by):
    """The row with one metric and its interval moved."""
    other = copy.deepcopy(row)
    figures = other["metrics"][name]
    figures[:3] = [figure + by for figure in figures[:3]]
    return other


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("contact_time_ms", 2.0),
        ("contact_time_ms", -2.0),
        ("peak_thigh_angle_deg", 0.2),
        ("speed_mps", -0.02),
        ("hip_flexor_impulse_nms_kg", 0.002),
    ],
)
def test_a_small_shift_of_one_number_is_noticed_either_way(released, name, by):
    row = released["clips"]["treadmill"]
    assert any(name in said for said in differences(moved(row, name, by), row))


def test_rounding_is_no_difference(released):
    row = released["clips"]["treadmill"]
    assert differences(moved(row, "contact_time_ms", 0.2), row) == []


def test_an_interval_a_status_and_a_contact_are_noticed_too(released):
    row = released["clips"]["treadmill"]
    wider, withheld, later, lost = (copy.deepcopy(row) for _ in range(4))
    wider["metrics"]["contact_time_ms"][2] += 1.0
    withheld["metrics"]["speed_mps"] = [None, None, None, "withheld"]
    later["contacts"][3][1] += 0.002
    lost["contacts"].pop()
    for other in (wider, withheld, later, lost):
        assert differences(other, row)


def test_a_release_is_no_worse_than_the_one_before():
    versions = releases(RESULTS)
    if len(versions) < 2:
        pytest.skip("only one release has results")
    for old, new in pairwise(versions):
        paths = [RESULTS / version / "keypoints.json" for version in (old, new)]
        if not all(path.is_file() for path in paths):
            continue
        before, now = (read_json(path)["conditions"] for path in paths)
        for key in set(before) & set(now):
            assert worse_than_before(now[key]["metrics"], before[key]["metrics"]) == [], key


def test_a_worse_release_is_noticed_and_a_hair_is_not():
    before = {"contact_time_ms": {"bias": 0.0, "sd": 5.0}}
    assert worse_than_before({"contact_time_ms": {"bias": 3.0, "sd": 6.0}}, before)
    assert not worse_than_before({"contact_time_ms": {"bias": 0.5, "sd": 5.1}}, before)
