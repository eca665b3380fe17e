"""The benchmark of the fade: what it counts, and the page that shows it."""

import numpy as np

from bench import fade_found
from bench.docs import render
from bench.fade_planted import plant
from bench.fade_worlds import COURSES, drawn_course
from bench.store import save_result
from kneedrive.watch import put_in_order
from kneedrive.watch.simulated import (
    SimulatedCourse,
    SimulatedFade,
    SimulatedRunner,
    simulated_recording,
)
from tests.bench.test_docs import MACHINE


def test_a_few_simulated_runs_are_counted():
    row = fade_found.wandering(0.003, 4)
    found = row["all"]
    assert found["runs"] == row["runs"] == 4
    assert 3 <= found["near"] <= found["lost"] <= 4
    assert sum(part["runs"] for part in row["by_size"].values()) == 4
    assert row["false"] == 0
    near = [part["near"] for part in row["trade"]]
    assert near == sorted(near, reverse=True)


def test_every_kind_of_course_changes_speed_as_it_says():
    for kind in COURSES:
        course = drawn_course(np.random.default_rng(1), kind)
        assert course.kind == kind
        assert (course.change > 0) == (kind != "steady")


def test_a_planted_fade_shortens_the_step_at_its_place_and_slows_the_runner():
    course = SimulatedCourse(10000.0, hills_m=0)
    whole = simulated_recording(SimulatedRunner(), course, None, 1)
    planted = plant(whole, SimulatedFade(0.6, 0.08, slower=0.04, over=0.01))
    tables = [put_in_order(r, "run").table for r in (whole, planted)]
    for begin, end, change in ((0.1, 0.58, 0.0), (0.65, 1.0, -0.08 - 0.04 * (1 - 0.16))):
        late = (tables[0]["distance_m"] / 10000.0).between(begin, end)
        steps = [table["step_length_m"][late].mean() for table in tables]
        assert abs(np.log(steps[1] / steps[0]) - change) < 0.003


def test_the_page_shows_what_was_measured(tmp_path):
    counts = {"lost": 190, "near": 180, "fade": 150, "fade_near": 140, "fade_though_faster": 0,
              "held": 171}  # fmt: skip
    row = {"runs": 200, "median_pct": 0.7} | counts
    claims = {"runs": 100, "fade": 1, "loss": 2, "slowing": 3, "none": 94}
    trade = [{"times": times, "near": 170, "false": 9} for times in (1.6, 4.1)]
    wander = {"runs": 200, "all": row, "by_size": {"0.04-0.06": row}, "false": 4, "false_fade": 3,
              "slowing": 5, "trade": trade}  # fmt: skip
    found = {
        "machine": MACHINE,
        "runs": 200,
        "times": 4.1,
        "wander_0.009": wander,
        "wander_0.017": wander,
        "gradual": row,
        "contact": row,
        "without": {kind: claims for kind in COURSES if kind != "steady"},
        "planted": [{"slower": 0.04, "size": 0.1, "runs": 36} | counts | {"lost": 35}],
        "planted_at": [0.4, 0.55, 0.7],
        "files": [
            {"file": "a.fit", "records": 9, "kind": "none", "differences_pct": {"time_s": 0.1}}
        ],
        "cases": [{"file": "b.fit", "kind": "none", "speed_pct": 13.2}],
        "pieces": {"pieces": 28, "fade": 0, "loss": 1, "slowing": 2},
    }
    speed = {"wall_s": 99.4, "processor_s": 180.0, "again_s": 0.7, "load": 0.2,
             "parent_mib": 100, "child_mib": 194}  # fmt: skip
    half = {"clip": "garage", "no_clear_change": 20, "changed": 1, "not_comparable": 0,
            "rms_z": 0.68, "detectable": {"cadence_spm": 3.28}}  # fmt: skip
    folder = {"1000": {"files": 1000} | speed}
    rest = {"machine": MACHINE, "read_s": 0.23, "folder": folder, "halves": [half]}
    save_result("fade", rest, tmp_path)
    save_result("fade_found", found, tmp_path)
    page = render("fade", tmp_path)
    assert "| wander 0.9 % | 200 | 190 | 150 | 180 (90 %) | 0.7 | 90 % |" in page
    assert "| – a loss of 4 to 6 % | 200 |" in page
    assert "| steady, wander 1.7 % | 200 | 4 (2.0 %) | 3 | 5 |" in page
    assert "| intervals | 100 | 3 | 1 | 3 |" in page
    assert "| 4.1 times, as the program does | 170 | 9 | 170 | 9 |" in page
    assert "| a.fit | 9 | - | +0.10 | - | - | none |" in page
    assert "| b.fit | none | +13.2 % |" in page
    assert "at\n40, 55, 70 % of the way:" in page
    assert "| 10 % | slower by 4 % | 36 | 35 (97 %) | 180 (500 %) | 150 | 140 | 0 |" in page
    assert "| 1000 | 99 | 180 | 0.7 | 194 | 0.2 |" in page
    assert "20 of 21 verdicts in 1" in page
    assert "| garage | 1 | 0 | 0.68 | 3.28 |" in page
