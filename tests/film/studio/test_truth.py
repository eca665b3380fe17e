"""A studio runner does what was asked for, and the truth file says so in the agreed form."""

import json

import numpy as np
import pytest

from kneedrive.film import probe
from kneedrive.film.studio import Camera, Extras, film_runner, make_gait, make_truth, typical_runner
from kneedrive.pose.table import read_keypoints

SECONDS = 6.0


@pytest.mark.parametrize(("speed_mps", "seed"), [(2.6, 31), (4.8, 33)])
def test_the_runner_runs_as_commanded(speed_mps, seed):
    runner = typical_runner(speed_mps, seed=seed)
    mean = make_truth(make_gait(runner, SECONDS), Camera(), SECONDS, 0.0, "x").mean
    assert mean["cadence_spm"] == pytest.approx(runner.cadence_spm, rel=0.01)
    assert mean["contact_s"] == pytest.approx(runner.contact_time_s, abs=0.006)
    assert mean["flight_s"] == pytest.approx(runner.flight_time_s, abs=0.008)
    assert mean["peak_thigh_deg"] == pytest.approx(runner.peak_thigh_deg, abs=1.5)
    assert mean["step_length_m"] == pytest.approx(speed_mps * runner.step_time_s, rel=0.01)


def test_the_film_its_truth_and_its_true_landmarks_agree(tmp_path):
    runner = typical_runner(3.2, seed=34)
    camera = Camera(width_px=640, height_px=360, capture_fps=60)
    film_runner(runner, camera, Extras(), 1.5, tmp_path / "run", keypoints=True)
    clip = probe(tmp_path / "run.mp4")
    true = read_keypoints(tmp_path / "run.keypoints.csv")
    truth = json.loads((tmp_path / "run.truth.json").read_text(encoding="utf-8"))
    assert (clip.width_px, clip.height_px) == (640, 360)
    assert clip.duration_s == pytest.approx(1.5, abs=0.05)
    assert len(true.time_s) == 90
    assert {"mean", "by_side", "events", "steps", "strides"} <= set(truth)
    for event in truth["events"]:
        middle = (event["strike_s"] + event["toe_off_s"]) / 2
        at = int(np.argmin(np.abs(true.time_s - middle)))
        standing = true.of(f"{event['side']}_toe")[at, 1]
        other = "left" if event["side"] == "right" else "right"
        assert standing > true.of(f"{other}_toe")[at, 1], "the standing foot is the lower one"


def test_the_runner_faces_as_told(tmp_path):
    camera = Camera(facing="left", width_px=320, height_px=180, capture_fps=30)
    film_runner(typical_runner(3.0, seed=35), camera, Extras(), 0.5, tmp_path / "a", keypoints=True)
    true = read_keypoints(tmp_path / "a.keypoints.csv")
    ahead = np.median(true.of("left_toe")[:, 0] - true.of("left_heel")[:, 0])
    assert ahead < 0
