"""The command line as a user meets it: results, refusals in one line, nothing half-written."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kneedrive.pose.keypoints import write_keypoints
from tests import swinging, treading
from tests.motion.lab import made_trial
from tests.motion.lab.test_force import steps_n, three_axes


def assert_refused(run, *words):
    """One clear line, exit status 2, no traceback."""
    assert run.returncode == 2, run.stderr
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    assert all(word in run.stderr for word in words), run.stderr


@pytest.fixture
def run_csv(tmp_path):
    """A table of keypoints of somebody who runs."""
    path = tmp_path / "run.keypoints.csv"
    write_keypoints(treading.keypoints(0.35, step_px=240, stride_hz=1.4), path)
    return path


def test_a_run_gives_every_file_and_the_numbers(kneedrive, run_csv, tmp_path):
    done = kneedrive("analyze", run_csv, "--height", 1.75, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "report.html",
        "metrics.json",
        "strides.csv",
        "motion.csv",
        "keypoints.csv",
    }
    document = json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert document["schema"] == "kneedrive.metrics/1"
    assert document["metrics"]["cadence_spm"]["value"] == pytest.approx(168, rel=0.005)
    assert "Cadence" in done.stdout
    assert "report.html" in done.stdout


def test_json_goes_to_standard_output(kneedrive, run_csv, tmp_path):
    done = kneedrive("analyze", run_csv, "--json", "--out", tmp_path / "out")
    assert json.loads(done.stdout)["metrics"]["step_length_m"]["status"] == "withheld"


def test_results_can_be_analysed_again(kneedrive, run_csv, tmp_path):
    kneedrive("analyze", run_csv, "--height", 1.75, "--out", tmp_path / "a")
    again = tmp_path / "a" / "keypoints.csv"
    done = kneedrive("analyze", again, "--height", 1.75, "--out", tmp_path / "b")
    assert done.returncode == 0, done.stderr
    first, second = (
        json.loads((tmp_path / name / "metrics.json").read_text(encoding="utf-8"))["metrics"]
        for name in "ab"
    )
    assert second["contact_time_ms"]["value"] == pytest.approx(
        first["contact_time_ms"]["value"], abs=1
    )


def test_a_walk_is_refused_and_leaves_nothing(kneedrive, tmp_path):
    walk = tmp_path / "walk.keypoints.csv"
    write_keypoints(treading.keypoints(0.62), walk)
    assert_refused(kneedrive("analyze", walk, "--out", tmp_path / "out"), "walking")
    assert not (tmp_path / "out").exists()


def test_results_that_were_there_survive_a_refusal(kneedrive, run_csv, tmp_path):
    out = tmp_path / "out"
    kneedrive("analyze", run_csv, "--out", out)
    before = (out / "metrics.json").read_text(encoding="utf-8")
    write_keypoints(treading.keypoints(0.62), run_csv)
    assert_refused(kneedrive("analyze", run_csv, "--out", out), "walking")
    assert (out / "metrics.json").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.mp4"], "does not exist"),
        (["nothing.keypoints.csv"], "does not exist"),
        (["."], "folder"),
    ],
)
def test_a_source_that_is_not_there_is_refused(kneedrive, words, said, tmp_path):
    assert_refused(kneedrive("analyze", *words, "--out", tmp_path / "out"), said)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--height", "17"], "--height"),
        (["--height", "nan"], "--height"),
        (["--speed", "-3"], "--speed"),
        (["--pace", "fast"], "4:45/km"),
        (["--pace", "5:00", "--speed", "3"], "--pace"),
        (["--sex", "x"], "male"),
        (["--capture-fps", "0"], "--capture-fps"),
        (["--capture-fps", "nan"], "--capture-fps"),
        (["--pose-model", "huge"], "--pose-model"),
    ],
)
def test_options_that_can_not_be_are_refused_by_name(kneedrive, run_csv, words, said, tmp_path):
    assert_refused(kneedrive("analyze", run_csv, *words, "--out", tmp_path / "out"), said)


def test_damaged_tables_are_refused(kneedrive, tmp_path):
    path = tmp_path / "bad.keypoints.csv"
    for text in ("", "rubbish\n1,2", "time_s,left_hip_x_px\n0,1\n", "\x00\x01"):
        path.write_text(text)
        assert_refused(kneedrive("analyze", path, "--out", tmp_path / "out"))


def test_times_that_stand_still_or_are_missing_are_refused(kneedrive, run_csv, tmp_path):
    table = pd.read_csv(run_csv)
    for value in (np.nan, table["time_s"][9]):
        spoilt = table.copy()
        spoilt.loc[10, "time_s"] = value
        spoilt.to_csv(run_csv, index=False)
        assert_refused(kneedrive("analyze", run_csv, "--out", tmp_path / "out"), "times")


def test_a_short_swing_is_withheld_with_its_reason(kneedrive, tmp_path):
    path = tmp_path / "short.keypoints.csv"
    write_keypoints(swinging.keypoints(0.8), path)
    done = kneedrive("analyze", path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "withheld" in done.stdout
    assert "no steady running stride was found" in done.stderr
    assert (tmp_path / "out" / "report.html").is_file()


def test_a_folder_that_can_not_be_written_is_refused(kneedrive, run_csv):
    assert_refused(kneedrive("analyze", run_csv, "--out", Path("/proc/kneedrive")), "--out")


@pytest.fixture
def trial(tmp_path):
    """A laboratory's trial with force on one plate, and its static trial."""
    plate = made_trial.plate(2, three_axes(steps_n(6.0)[0]), off_m=0.1)
    running = made_trial.running(seconds=6.0)
    made_trial.write_c3d(tmp_path / "run.c3d", made_trial.markers(running), plates=[plate])
    made_trial.write_c3d(tmp_path / "static.c3d", made_trial.markers(made_trial.still()))
    return tmp_path / "run.c3d"


def test_a_trial_goes_out_for_opensim(kneedrive, trial, tmp_path):
    out = tmp_path / "out"
    done = kneedrive("analyze", trial, "--export", "trc,mot,csv", "--out", out)
    assert done.returncode == 0, done.stderr
    assert {"run.trc", "run-angles.mot", "run-force.mot", "run-centres.csv"} <= {
        path.name for path in out.iterdir()
    }
    assert "run-force.mot" in done.stdout.replace("\n", "")
    assert "inDegrees=yes" in (out / "run-angles.mot").read_text(encoding="utf-8")


def test_keypoints_give_angles_and_no_markers(kneedrive, run_csv, tmp_path):
    out = tmp_path / "out"
    refused = kneedrive("analyze", run_csv, "--export", "trc", "--out", out)
    assert_refused(refused, "markers", "--export mot")
    assert not out.exists()
    assert_refused(kneedrive("analyze", run_csv, "--export", "xls", "--out", out), "xls", "trc")
    done = kneedrive("analyze", run_csv, "--export", "mot", "--height", 1.75, "--out", out)
    assert done.returncode == 0, done.stderr
    assert (out / "run-angles.mot").is_file()


def contacts_beside(path, document, strike_s=0.0, toe_off_s=0.0):
    """Write NAME.contacts.csv beside a clip from the events of its metrics.json."""
    rows = [
        f"{e['side']},{e['strike_s'] + strike_s},{e['toe_off_s'] + toe_off_s}"
        for e in document["events"]
    ]
    text = "\n".join(["side,strike_s,toe_off_s", *rows])
    path.with_name(f"{path.name.split('.')[0]}.contacts.csv").write_text(text, encoding="utf-8")


def test_a_calibrated_clip_says_what_was_taken_out(kneedrive, run_csv, tmp_path):
    out = tmp_path / "out"
    plain = json.loads(kneedrive("analyze", run_csv, "--json", "--out", out).stdout)
    assert plain["calibration"] is None
    contacts_beside(run_csv, plain, toe_off_s=0.012)
    done = kneedrive("analyze", run_csv, "--calibration", run_csv, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "calibrated on" in done.stdout
    document = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    known = document["calibration"]
    assert known["toe_off_ms"] == pytest.approx(-12, abs=0.2)
    contact, before = (d["metrics"]["contact_time_ms"] for d in (document, plain))
    assert contact["value"] - before["value"] == pytest.approx(
        12 * known["share_taken_out"], abs=0.3
    )
    assert contact["high"] - contact["low"] < before["high"] - before["low"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "measured contacts of run.keypoints.csv" in page


def test_a_calibration_that_does_not_match_is_refused_in_a_line(kneedrive, run_csv, tmp_path):
    out = tmp_path / "out"
    words = ("analyze", run_csv, "--calibration", run_csv, "--out", out)
    assert_refused(kneedrive(*words), "run.truth.json")
    plain = json.loads(kneedrive("analyze", run_csv, "--json", "--out", tmp_path / "a").stdout)
    contacts_beside(run_csv, plain, strike_s=0.08, toe_off_s=0.08)
    assert_refused(kneedrive(*words), "same clock")
    plain["events"] = plain["events"][:6]
    contacts_beside(run_csv, plain)
    assert_refused(kneedrive(*words), "10 of both feet")
    assert not out.exists()


def test_help_names_every_command(kneedrive):
    text = kneedrive("--help").stdout
    assert "analyze" in text
    assert "demo" in text
