"""The benchmark of the fade: what it counts, and the page that shows it."""

import numpy as np

from bench import fade
from bench.docs import render
from bench.fade_planted import plant
from bench.fade_worlds import COURSES, drawn_course, drawn_fade
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
    row = fade.faded(drawn_fade, 6)
    assert row["runs"] == 6
    assert 5 <= row["near"] <= row["found"] <= 6
    assert fade.without("progression")["fade"] == 0


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
    row = {"runs": 200, "found": 190, "near": 180, "median_pct": 0.7, "held_pct": 95.0}
    claims = {"runs": 100, "fade": 1, "slowing": 2, "rhythm": 3, "none": 94}
    speed = {"wall_s": 99.4, "processor_s": 180.0, "again_s": 0.7, "load": 0.2,
             "parent_mib": 100, "child_mib": 194}  # fmt: skip
    half = {"clip": "garage", "no_clear_change": 20, "changed": 1, "not_comparable": 0,
            "rms_z": 0.68, "detectable": {"cadence_spm": 3.28}}  # fmt: skip
    document = {
        "machine": MACHINE,
        "faded": row,
        "gradual": row,
        "contact": row,
        "without": dict.fromkeys((*COURSES, "wild"), claims),
        "files": [
            {"file": "a.fit", "records": 9, "kind": "none", "differences_pct": {"time_s": 0.1}}
        ],
        "pieces": {"pieces": 28, "fade": 0, "slowing": 2},
        "planted": {"0.04": {"runs": 25, "fade": 9, "any": 13}},
        "read_s": 0.23,
        "folder": {"1000": {"files": 1000} | speed},
        "halves": [half],
    }
    save_result("fade", document, tmp_path)
    page = render("fade", tmp_path)
    assert "| as above | 200 | 190 | 180 (90 %) | 0.7 | 95 % |" in page
    assert "| intervals | 100 | 1 | 2 | 3 |" in page
    assert "| a.fit | 9 | - | +0.10 | - | - | none |" in page
    assert "| 4 % | 25 | 9 | 13 |" in page
    assert "| 1000 | 99 | 180 | 0.7 | 194 | 0.2 |" in page
    assert "20 of 21 verdicts in 1" in page
    assert "| garage | 1 | 0 | 0.68 | 3.28 |" in page
