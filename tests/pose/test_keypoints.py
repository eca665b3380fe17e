"""Keypoints in a file come back as they were."""

import numpy as np
import pytest

from kneedrive.pose import LANDMARKS, Keypoints, read_keypoints, write_keypoints


@pytest.fixture
def keypoints():
    rng = np.random.default_rng(0)
    xy_px = rng.uniform(0, 3000, (50, len(LANDMARKS), 2))
    confidence = rng.random((50, len(LANDMARKS)))
    xy_px[10:20, 3] = np.nan
    confidence[10:20, 3] = 0.0
    # late in a long clip at 240 Hz
    return Keypoints(580.0 + np.arange(50) / 240, LANDMARKS, xy_px, confidence)


def test_what_is_written_is_read(keypoints, tmp_path):
    path = tmp_path / "run.keypoints.csv"
    write_keypoints(keypoints, path)
    again = read_keypoints(path)
    assert again.landmarks == LANDMARKS
    np.testing.assert_allclose(again.time_s, keypoints.time_s, atol=1e-6)
    np.testing.assert_allclose(again.xy_px, keypoints.xy_px, atol=1e-3)
    np.testing.assert_allclose(again.confidence, keypoints.confidence, atol=1e-4)
    assert [p.name for p in tmp_path.iterdir()] == ["run.keypoints.csv"]


def test_a_landmark_that_is_not_there_is_missing(keypoints):
    assert np.isnan(keypoints.of("left_big_toe")).all()
