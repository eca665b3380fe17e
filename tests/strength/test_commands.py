"""kneedrive hold and kneedrive coach as a user meets them; no film and no network is needed."""

import json

import pytest

from kneedrive.film.studio.moves import alternating, hold_performance, lifts_performance
from kneedrive.pose.keypoints import write_keypoints
from tests.strength.performed import keypoints_of


@pytest.fixture
def hold_csv(tmp_path):
    path = tmp_path / "left.keypoints.csv"
    write_keypoints(keypoints_of(hold_performance(3, "left", 3.0, "thigh")), path)
    return path


@pytest.fixture
def march_csv(tmp_path):
    path = tmp_path / "set.keypoints.csv"
    write_keypoints(keypoints_of(lifts_performance("march", 2, [alternating(2, 2)])), path)
    return path


def test_a_hold_leaves_a_page_and_numbers(kneedrive, hold_csv, tmp_path):
    out = tmp_path / "out"
    who = ("--height", 1.75, "--mass", 70, "--load", "4kg", "--red-flags", "none")
    status, said, _ = kneedrive("hold", hold_csv, "--out", out, *who)
    assert status == 0
    assert "left leg" in said
    document = json.loads((out / "hold.json").read_text(encoding="utf-8"))
    leg = document["legs"]["left"]
    assert leg["reason"] == "thigh"
    assert leg["moment"]["low_nm_kg"] < leg["moment"]["value_nm_kg"]
    assert document["red_flags"] == "all answered no"
    page = (out / "hold.html").read_text(encoding="utf-8")
    assert "Knee hold" in page
    assert "http" not in page.replace("https://doi.org", "").replace("http-equiv", "")
    assert sorted(p.name for p in out.iterdir()) == ["hold.html", "hold.json"]


def test_a_yes_stops_before_anything_is_written(kneedrive, hold_csv, tmp_path):
    out = tmp_path / "out"
    status, _, wrong = kneedrive("hold", hold_csv, "--out", out, answers="n\ny\n")
    assert status == 2
    assert "no test today" in wrong
    assert not out.exists()


def test_where_nobody_answers_the_film_is_measured_and_says_so(kneedrive, hold_csv, tmp_path):
    status, _, _ = kneedrive("hold", hold_csv, "--out", tmp_path / "out")
    assert status == 0
    document = json.loads((tmp_path / "out" / "hold.json").read_text(encoding="utf-8"))
    assert "not answered" in document["red_flags"]


def test_a_stopwatch_is_enough(kneedrive, tmp_path):
    words = ("hold", "--seconds", 12, "--leg", "left", "--out", tmp_path)
    status, said, _ = kneedrive(*words, answers="n\n" * 7)
    assert status == 0
    assert "10 to 15 s" in said
    assert (
        json.loads((tmp_path / "hold.json").read_text(encoding="utf-8"))["legs"]["left"]["held_s"]
        == 12
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--seconds"),
        (("--seconds", "12"), "--leg"),
        (("--seconds", "-1", "--leg", "left"), "--seconds"),
        (("--seconds", "12", "--leg", "left", "--load", "much"), "--load"),
        (("missing.mp4",), "does not exist"),
    ],
)
def test_bad_input_is_one_line_and_status_2(kneedrive, words, told):
    status, _, wrong = kneedrive("hold", *words, "--red-flags", "none")
    assert status == 2
    assert len(wrong.strip().splitlines()) == 1
    assert told in wrong


def test_a_set_is_counted_and_the_next_one_advised(kneedrive, march_csv, tmp_path):
    out = tmp_path / "out"
    status, said, _ = kneedrive(
        "coach", "march", march_csv, "--load", "band:green", "--out", out, "--red-flags", "none"
    )
    assert status == 0
    assert "2 left, 2 right" in said
    document = json.loads((out / "coach.json").read_text(encoding="utf-8"))
    assert document["counted"] == 4
    assert document["findings"][0]["title"] == "Next set"
    assert "10 to 12 a leg" in (out / "coach.html").read_text(encoding="utf-8")


def test_demand_stands_beside_what_was_shown(kneedrive, march_csv, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    metrics = {"hip_flexor_peak_moment_nm_kg": {"value": 1.35, "low": 1.0, "high": 1.7}}
    (run / "metrics.json").write_text(
        json.dumps({"schema": "kneedrive.metrics/1", "metrics": metrics})
    )
    out = tmp_path / "out"
    who = ("--height", 1.75, "--mass", 70, "--red-flags", "none", "--reserve", 3)
    words = ("coach", "march", march_csv, "--load", "band:40N", "--run", run, "--out", out)
    assert kneedrive(*words, *who)[0] == 0
    page = (out / "coach.html").read_text(encoding="utf-8")
    assert "Demand against capacity" in page
    assert "Peak in the run" in page
    assert "not forces of the psoas" in page
