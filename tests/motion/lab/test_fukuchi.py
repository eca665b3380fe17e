"""Runs of a public data set, where a folder beside the project has them; skipped where not."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kneedrive.motion.lab import open_lab_trial
from kneedrive.pose.table import read_keypoints
from training.body import load_body
from training.data_set import load_data_set
from training.virtual_camera import Camera, film

LAB = Path(__file__).parents[4] / "shared" / "lab"
RUNS = LAB / "fukuchi2017"
pytestmark = pytest.mark.skipif(not RUNS.is_dir(), reason=f"the runs of {RUNS} are not here")


def test_a_run_with_static_trial_and_force_on_one_plate():
    lab = open_lab_trial(RUNS / "RBDS010runT35.c3d")
    assert lab.notes == ()
    assert 85 < len(lab.contacts) < 95
    sides = [contact.side for contact in lab.contacts]
    assert all(a != b for a, b in pairwise(sides))
    assert max(lab.centres.misfit_mm.values()) < 15
    assert np.isfinite(lab.keypoints.xy_px).all()
    # The runner is 1.69 m tall; thigh and shank are 0.24 to 0.25 of it each.
    thigh = np.linalg.norm(lab.centres.points["left_hip"] - lab.centres.points["left_knee"], axis=1)
    assert thigh.mean() / 1.69 == pytest.approx(0.245, abs=0.02)


def test_the_exchanged_metatarsal_markers_are_found():
    lab = open_lab_trial(RUNS / "RBDS001runT25.c3d")
    assert any("R.MT5" in note and "R.MT1" in note for note in lab.notes)
    assert lab.centres.misfit_mm["right foot"] < 3


def test_thigh_markers_that_come_and_go_do_not_stop_a_run():
    lab = open_lab_trial(RUNS / "RBDS027runT45.c3d")
    assert np.isfinite(lab.keypoints.xy_px).all()


@pytest.mark.parametrize(
    ("trial", "facing"), [("RBDS010runT35", "right"), ("RBDS025runT25", "left")]
)
def test_the_virtual_camera_agrees_with_another_one(tmp_path, trial, facing):
    run = next(run for run in load_data_set(RUNS) if run.trial == trial)
    out = tmp_path / trial
    told = {"mass": run.mass_kg, "height": run.height_m, "speed": run.speed_mps, "sex": run.sex}
    told |= {"fps": 60, "noise": "none", "facing": facing, "out": out}
    options = [text for key, value in told.items() for text in (f"--{key}", str(value))]
    subprocess.run(
        [sys.executable, LAB / "virtual_camera.py", run.path, run.static, *options], check=True
    )
    theirs = read_keypoints(Path(f"{out}.keypoints.csv"))
    truth = json.loads(Path(f"{out}.truth.json").read_text(encoding="utf-8"))
    ours = film(load_body(run), Camera(fps=60, noise="none", facing=facing))
    for name in theirs.landmarks:
        np.testing.assert_allclose(ours.keypoints.of(name), theirs.of(name), atol=1.0)
    assert [e["side"] for e in ours.truth.events] == [e["side"] for e in truth["events"]]
    for key in ("strike_s", "toe_off_s"):
        got, want = ([event[key] for event in t] for t in (ours.truth.events, truth["events"]))
        np.testing.assert_allclose(got, want, atol=0.001)
    for key in ("peak_thigh_deg", "min_thigh_deg"):
        assert ours.truth.mean[key] == pytest.approx(truth["mean"][key], abs=0.3)
    for key in ("peak_thigh_velocity_dps", "flexor_impulse_nms_kg", "peak_flexor_moment_nm_kg"):
        assert ours.truth.mean[key] == pytest.approx(truth["mean"][key], rel=0.02)
    assert set(truth) == set(ours.truth.document())
