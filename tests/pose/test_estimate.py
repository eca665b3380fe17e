"""From a film to keypoints: times, gaps, interruption. The networks here see white squares."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import FilmWriter, choose_clock, probe
from kneedrive.pose import pipeline
from kneedrive.pose.blazepose import CROP, Body
from kneedrive.pose.detector import Detection
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.networks import Networks
from kneedrive.pose.roi import crop, project

WIDTH, HEIGHT, FPS = 320, 240, 30.0
HIP = LANDMARKS.index("left_hip")
REGION_PX = 150.0


class SeeingWhite:
    """Detector and landmark network in one: a body is where the picture is white."""

    def __init__(self):
        self.pictures = 0
        self.fail_after = None

    def find(self, image_rgb, tile):
        row, column = np.nonzero(image_rgb.min(axis=2) > 180)
        if len(row) == 0 or tile.side_px < REGION_PX:
            return []
        centre = np.array([column.mean(), row.mean()])
        points = np.stack([centre, centre - [0, REGION_PX / 2.5], centre, centre])
        return [Detection(0.9, np.zeros(4), points)]

    def prepare(self, image_rgb, roi):
        return crop(image_rgb, roi, CROP)

    def read(self, picture, roi):
        self.pictures += 1
        if self.fail_after is not None and self.pictures > self.fail_after:
            raise KeyboardInterrupt
        row, column = np.nonzero(picture.min(axis=2) > 180)
        if len(row) == 0:
            return Body(np.zeros((21, 2)), np.zeros(21), 0.0, roi)
        centre = project(np.array([column.mean(), row.mean()]), roi, CROP)
        xy_px = np.tile(centre, (21, 1))
        xy_px[LANDMARKS.index("left_toe")] += [0, 60]
        confidence = np.full(21, 0.8)
        confidence[LANDMARKS.index("right_toe")] = 0.0
        return Body(xy_px, confidence, 1.0, np.array([*centre, 0.0, -REGION_PX / 2]))


@pytest.fixture
def eyes(monkeypatch):
    eyes = SeeingWhite()
    networks = Networks("white", "f32", eyes, eyes, eyes)
    monkeypatch.setattr(pipeline, "open_networks", lambda model, say: networks)
    monkeypatch.setattr(pipeline, "BLOCKS_A_STRETCH", 3)
    return eyes


def place(i):
    """Where the square's middle is in picture i."""
    return 60.0 + 2.0 * i, 120.0 + 15.0 * np.sin(i / 4)


def film(path, pictures):
    """A film of these pictures: a number shows the square there, None an empty room."""
    rng = np.random.default_rng(0)
    room = rng.integers(20, 120, (HEIGHT // 8, WIDTH // 8, 3), dtype=np.uint8)
    room = np.repeat(np.repeat(room, 8, axis=0), 8, axis=1)
    with FilmWriter(path, WIDTH, HEIGHT, FPS) as writer:
        for tick, i in enumerate(pictures):
            noise = np.random.default_rng(tick if i is None else i)
            image = room + noise.integers(0, 20, room.shape, dtype=np.uint8)
            if i is not None:
                x, y = place(i)
                image[round(y) - 10 : round(y) + 11, round(x) - 10 : round(x) + 11] = 255
            writer.write(image, tick / FPS)
    return probe(path)


def estimate(clip, **options):
    return pipeline.estimate(clip, choose_clock(clip, None), **options)


def test_landmarks_are_where_they_are_and_times_are_the_films(eyes, tmp_path):
    keypoints = estimate(film(tmp_path / "a.mp4", range(50)))
    true = np.array([place(i) for i in range(50)]).round()
    np.testing.assert_allclose(keypoints.time_s, np.arange(50) / FPS, atol=1e-4)
    np.testing.assert_allclose(keypoints.of("left_hip"), true, atol=1.0)
    assert keypoints.confidence[:, HIP] == pytest.approx(0.8)
    assert (keypoints.width_px, keypoints.height_px, keypoints.model) == (WIDTH, HEIGHT, "white")
    assert keypoints.background is None  # the camera stood still
    assert np.isnan(keypoints.of("right_toe")).all()  # the network did not see it
    assert [p.chosen for p in keypoints.people] == [True]
    np.testing.assert_allclose(keypoints.people[0].box_px[:, 0], true[:, 0], atol=1.0)


def test_frames_without_anybody_are_missing(eyes, tmp_path):
    pictures = [*range(30), *[None] * 12, *range(42, 60)]
    keypoints = estimate(film(tmp_path / "a.mp4", pictures))
    seen = np.isfinite(keypoints.of("left_hip")[:, 0])
    tick = (keypoints.time_s * FPS).round()
    empty = (tick >= 30) & (tick < 42)
    assert empty.any()
    assert seen[tick < 30].all()
    assert not seen[empty].any()
    assert (keypoints.confidence[empty] == 0).all()
    assert seen[tick > 50].all()
    assert len(keypoints.people) == 1


def test_a_landmark_outside_the_picture_is_missing(eyes, tmp_path):
    clip = film(tmp_path / "a.mp4", range(40))
    low = estimate(replace(clip, height_px=175))  # as if the picture ended there
    toe, hip = low.of("left_toe"), low.of("left_hip")
    true_y = np.array([place(i)[1] for i in range(40)]).round() + 60
    assert np.isnan(toe[true_y > 180]).all()
    assert np.isfinite(toe[true_y < 173]).all()
    assert np.isfinite(hip).all()


def test_repeated_pictures_are_left_out(eyes, tmp_path):
    pictures = [i - i // 5 for i in range(60)]  # every fifth repeats the one before
    keypoints = estimate(film(tmp_path / "a.mp4", pictures))
    assert 48 <= len(keypoints.time_s) <= 49  # the first repeat may pass for slow motion
    assert (np.diff(keypoints.time_s) > 0).all()
    assert (np.diff(keypoints.of("left_hip")[10:, 0]) > 1.0).all()
    assert any("repeat" in note for note in keypoints.notes)


def test_nobody_at_all_is_refused(eyes, tmp_path):
    with pytest.raises(InputError, match="no person"):
        estimate(film(tmp_path / "a.mp4", [None] * 20))


def test_a_part_of_the_clip(eyes, tmp_path):
    clip = film(tmp_path / "a.mp4", range(60))
    keypoints = estimate(clip, start_s=0.5, end_s=1.0)
    np.testing.assert_allclose(keypoints.time_s, np.arange(15, 30) / FPS, atol=1e-4)


def test_an_interrupted_analysis_goes_on_and_ends_the_same(eyes, tmp_path):
    clip = film(tmp_path / "a.mp4", [i - (i > 40) for i in range(75)])
    whole = estimate(clip, partial=tmp_path / "whole")
    needed = eyes.pictures
    partial = tmp_path / "partial"
    eyes.pictures, eyes.fail_after = 0, needed * 2 // 3
    with pytest.raises(KeyboardInterrupt):
        estimate(clip, partial=partial)
    assert list(partial.glob("*.npz"))
    assert not list(partial.glob("*.part"))
    eyes.pictures, eyes.fail_after = 0, None
    again = estimate(clip, partial=partial)
    assert eyes.pictures < needed * 2 // 3  # what was there was not read again
    np.testing.assert_array_equal(again.time_s, whole.time_s)
    np.testing.assert_array_equal(again.xy_px, whole.xy_px)
    assert again.notes == whole.notes


def test_a_finished_analysis_is_not_read_again(eyes, tmp_path):
    clip = film(tmp_path / "a.mp4", range(30))
    first = estimate(clip, partial=tmp_path / "partial")
    eyes.pictures = 0
    again = estimate(clip, partial=tmp_path / "partial")
    assert eyes.pictures == 0
    np.testing.assert_array_equal(first.xy_px, again.xy_px)


def test_results_do_not_depend_on_the_number_of_cores_or_stretches(eyes, tmp_path, monkeypatch):
    clip = film(tmp_path / "a.mp4", range(60))
    results = []
    for count, blocks in ((1, 1), (2, 3), (5, 1000)):
        monkeypatch.setattr(pipeline, "cores", lambda count=count: count)
        monkeypatch.setattr(pipeline, "BLOCKS_A_STRETCH", blocks)
        results.append(estimate(clip).xy_px)
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])


def test_progress_rises_to_the_end(eyes, tmp_path):
    told = []
    estimate(film(tmp_path / "a.mp4", range(40)), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 3


def panned_film(path, count):
    """The camera turns to the right by 2 px a picture; the square stays in its middle."""
    rng = np.random.default_rng(0)
    room = rng.integers(20, 150, (HEIGHT // 8, WIDTH // 4, 3), dtype=np.uint8)
    room = cv2.resize(room, (2 * WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    with FilmWriter(path, WIDTH, HEIGHT, FPS) as writer:
        for i in range(count):
            image = room[:, 2 * i : 2 * i + WIDTH].copy()
            image[110:131, 150:171] = 255
            writer.write(image, i / FPS)
    return probe(path)


def test_a_moving_cameras_path_is_kept_also_across_an_interruption(eyes, tmp_path):
    clip = panned_film(tmp_path / "a.mp4", 75)
    whole = estimate(clip)
    assert whole.background is not None
    middle = whole.background @ [WIDTH / 2, HEIGHT / 2, 1]
    np.testing.assert_allclose(middle[:, 0], WIDTH / 2 + 2.0 * np.arange(75), atol=2.0)
    eyes.pictures, eyes.fail_after = 0, 60
    with pytest.raises(KeyboardInterrupt):
        estimate(clip, partial=tmp_path / "partial")
    eyes.fail_after = None
    again = estimate(clip, partial=tmp_path / "partial")
    assert again.background is not None
    np.testing.assert_allclose(again.background @ [160, 120, 1], middle, atol=1.0)
