"""A pose network of the user's own, by path."""

import numpy as np
import pytest
from made_networks import HEIGHT, brightest_pixel_network

from kneedrive.errors import InputError
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.simcc import SimccPose


def test_landmarks_lie_where_the_scores_are_highest(tmp_path):
    pose = SimccPose(brightest_pixel_network(tmp_path))
    image = np.zeros((480, 640, 3), np.uint8)
    image[200:206, 300:306] = 255
    roi = np.array([310.0, 220.0, 20.0, -80.0])
    body = pose.read(pose.prepare(image, roi), roi)
    knee = LANDMARKS.index("left_knee")
    px_a_pixel = 2 * np.hypot(20, 80) / HEIGHT
    assert body.xy_px[knee] == pytest.approx([302.5, 202.5], abs=px_a_pixel)
    assert body.confidence[knee] == pytest.approx(0.9)


def test_what_the_network_does_not_know_or_see_is_missing(tmp_path):
    pose = SimccPose(brightest_pixel_network(tmp_path))
    roi = np.array([100.0, 100.0, 0.0, -80.0])
    body = pose.read(pose.prepare(np.zeros((200, 200, 3), np.uint8), roi), roi)
    hand, heel = LANDMARKS.index("left_hand"), LANDMARKS.index("right_heel")
    assert np.isnan(body.xy_px[hand]).all()
    assert body.confidence[hand] == 0
    assert body.confidence[heel] == 0  # its score, 0.1, is a guess


def test_a_network_without_feet_is_refused(tmp_path):
    with pytest.raises(InputError, match="HALPE26"):
        SimccPose(brightest_pixel_network(tmp_path, count=17))


def test_a_file_that_is_no_network_is_refused(tmp_path):
    path = tmp_path / "holiday.onnx"
    path.write_bytes(b"\x00\x01 not a network")
    with pytest.raises(InputError, match=r"holiday\.onnx can't be read"):
        SimccPose(path)
