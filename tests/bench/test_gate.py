"""The code in hand is no worse than the released figures, and a release no worse than the last."""

from itertools import pairwise

import numpy as np
import pytest

from bench.conditions import BASE, conditions
from bench.gate import worse_than_before, worse_than_released
from bench.keypoints import Job, measure_run
from bench.sample import studio_keypoints
from bench.scenes import runners
from bench.scores import score
from bench.store import RESULTS, SkippedError, lab_folder, newest_result, read_json, releases
from bench.studio import height_told
from kneedrive.pose.keypoints import clock_of
from kneedrive.stride.learned import shipped
from training.data_set import load_data_set

SAMPLE = (4, 10, 16)  # of the studio's runners: two on a treadmill, one passing
LAB_RUNS = (0, 1, 2, 24, 25, 26)  # two runners at three speeds


def released(part):
    found = newest_result(part)
    if found is None:
        pytest.skip(f"no result is released yet: python -m bench {part}")
    return found


def test_drawn_runners_are_measured_as_well_as_released():
    bounds = released("studio")["summary"]["true"]["metrics"]
    rows = []
    for scene in (runners()[i] for i in SAMPLE):
        keypoints, truth = studio_keypoints(scene.runner, scene.camera, scene.seconds)
        clock = clock_of(keypoints, scene.camera.capture_fps)
        rows.append(score(scene.name, keypoints, clock, height_told(scene), truth))
    assert worse_than_released(rows, bounds) == []


def test_laboratory_runs_are_measured_as_well_as_released(tmp_path):
    try:
        runs = load_data_set(lab_folder())
    except SkippedError as reason:
        pytest.skip(str(reason))
    bounds = released("keypoints")["conditions"][BASE]["metrics"]
    base = next(condition for condition in conditions() if condition.key == BASE)
    rows = [measure_run(Job(base, runs[i], i, tmp_path, shipped())) for i in LAB_RUNS]
    assert worse_than_released(rows, bounds) == []


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


FIGURE = {"bias": 1.0, "sd": 5.0}


def rows_with(errors):
    return [
        {
            "trial": f"t{i}",
            "refused": None,
            "metrics": {"contact_time_ms": {"value": 240 + e, "truth": 240.0}},
            "withheld": {},
        }
        for i, e in enumerate(errors)
    ]


def test_what_sampling_explains_is_no_complaint():
    rng = np.random.default_rng(1)
    for _ in range(50):
        assert not worse_than_released(rows_with(rng.normal(1, 5, 6)), {"contact_time_ms": FIGURE})


@pytest.mark.parametrize(
    ("errors", "words"),
    [([9, 10, 11, 9, 10, 11], "mean error"), ([20, -20, 18, -18, 15, -15], "root mean square")],
)
def test_a_bias_and_a_scatter_are_noticed(errors, words):
    complaints = worse_than_released(rows_with(errors), {"contact_time_ms": FIGURE})
    assert any(words in complaint for complaint in complaints)


def test_refused_and_withheld_clips_are_noticed():
    refused = {"trial": "a", "refused": "a walk", "metrics": {}, "withheld": {}}
    assert "a walk" in worse_than_released([refused], {})[0]
    held = {"trial": "a", "refused": None, "metrics": {}, "withheld": {"contact_time_ms": "why"}}
    assert "withheld in 1 of 1" in worse_than_released([held], {"contact_time_ms": FIGURE})[0]


def test_a_worse_release_is_noticed_and_a_hair_is_not():
    before = {"contact_time_ms": {"bias": 0.0, "sd": 5.0}}
    assert worse_than_before({"contact_time_ms": {"bias": 3.0, "sd": 6.0}}, before)
    assert not worse_than_before({"contact_time_ms": {"bias": 0.5, "sd": 5.1}}, before)
