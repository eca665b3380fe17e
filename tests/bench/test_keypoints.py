"""Part `keypoints`: a run before the virtual camera, under conditions; nothing is done twice."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench import keypoints as part
from bench.conditions import BASE, Condition, conditions
from bench.keypoints import Job, film_run, measure_run, turned
from kneedrive.motion.lab import ForceContact
from kneedrive.stride.learned import shipped
from tests.motion.lab import made_trial as made
from training.body import LANDMARKS, Body, hip_moments
from training.data_set import LabRun
from training.virtual_camera import Camera

STRIDE_S = 1 / 1.4


@pytest.fixture
def job(monkeypatch, tmp_path):
    """A made run in place of a file."""
    run = LabRun("RBDS001runT35", 1, tmp_path / "a.c3d", tmp_path / "b.c3d", 3.5, 70, 1.8, "male")
    run.path.touch()
    points = made.running(20.0)
    stacked = np.stack([points[name] for name in LANDMARKS], axis=1)
    contacts = tuple(
        ForceContact("left" if i % 2 else "right", s, s + 0.24)
        for i, s in enumerate(np.arange(0.1, 19.0, STRIDE_S / 2))
    )
    moments = hip_moments(stacked, made.RATE_HZ, "male")
    body = Body(run, made.RATE_HZ, stacked, moments, contacts)
    monkeypatch.setattr(part, "load_body", lambda run, cache: body)
    return Job(
        Condition("clean", "clean", Camera(noise="none", seconds=6)), run, 0, tmp_path, shipped()
    )


def test_the_keys_are_unique_and_the_base_is_what_the_docs_say():
    keys = [condition.key for condition in conditions()]
    assert len(keys) == len(set(keys))
    base = next(condition for condition in conditions() if condition.key == BASE)
    assert base.camera == Camera(fps=60, seconds=10, noise="phone")


def test_a_run_is_measured_beside_its_truth(job):
    row = measure_run(job)
    assert row["runner"] == 1
    cadence = row["metrics"]["cadence_spm"]
    assert cadence["value"] == pytest.approx(cadence["truth"], rel=0.01)


def test_every_run_has_its_own_noise_and_every_other_one_faces_left(job):
    noisy = replace(job, condition=replace(job.condition, camera=Camera(seconds=6)))
    one, other = (film_run(replace(noisy, number=n)) for n in (0, 2))
    assert np.abs(one.keypoints.xy_px - other.keypoints.xy_px).max() > 1
    assert [film_run(replace(noisy, number=n)).truth.facing for n in (0, 1)] == ["right", "left"]


def test_slow_motion_is_not_told(job, monkeypatch):
    told = []
    monkeypatch.setattr(part, "score", lambda *words: told.append(words) or {})
    camera = Camera(noise="none", seconds=6, fps=240)
    measure_run(replace(job, condition=Condition("slow", "slow", camera, slow_motion=8)))
    _, keypoints, clock, *_ = told[0]
    assert keypoints.time_s[-1] == pytest.approx(48, abs=0.1)
    assert clock.playback_fps == 30
    assert clock.slow_motion_factor == 1
    assert clock.assumed


def test_speed_is_given_instead_of_height(job):
    row = measure_run(replace(job, condition=replace(job.condition, scale="speed")))
    assert row["metrics"]["speed_mps"]["value"] == pytest.approx(3.5)


def test_a_camera_ahead_of_the_runner_sees_a_shorter_stride_of_the_same_truth(job):
    square = film_run(job)
    oblique = film_run(replace(job, condition=replace(job.condition, off_square_deg=20)))
    ankle = [np.ptp(f.keypoints.of("right_ankle")[:, 0]) for f in (square, oblique)]
    assert ankle[1] / ankle[0] == pytest.approx(np.cos(np.radians(20)), abs=0.03)
    assert oblique.truth.mean == square.truth.mean
    turned_back = turned(turned(part.load_body(job.run, Path()), 20), -20)
    np.testing.assert_allclose(
        turned_back.points_m, part.load_body(job.run, Path()).points_m, atol=0.02
    )


def test_a_condition_that_was_measured_is_not_measured_again(job, monkeypatch, tmp_path):
    class Pool:
        calls = 0

        def __init__(self, *_, **__): ...
        def __enter__(self):
            return self

        def __exit__(self, *_): ...
        def map(self, function, jobs):
            Pool.calls += 1
            return map(function, jobs)

    monkeypatch.setattr(part, "ProcessPoolExecutor", Pool)
    everybody = {job.run.subject: shipped()["keypoints"]}
    monkeypatch.setattr(part, "corrections_by_others", lambda *_: everybody)
    said = []
    for _ in range(2):
        found = part.measure_conditions([job.condition], [job.run], tmp_path, said.append)
    assert Pool.calls == 1
    assert found["clean"]["metrics"]["contact_time_ms"]["n"] == 1
    assert "1 of 1" in said[0]
