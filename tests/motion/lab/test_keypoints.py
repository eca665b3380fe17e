"""The side view of joint centres that are written down."""

import numpy as np

from kneedrive.motion.lab.centres import Centres
from kneedrive.motion.lab.keypoints import M_PER_PX, to_keypoints


def test_the_side_view_is_forward_and_down_in_millimetres():
    toe = np.array([[0.5, 0.25, 9.0], [np.nan, 0.3, 9.0]])
    hip = np.array([[0.1, 0.9, 8.0], [0.2, 0.8, 8.0]])
    points = {"right_toe": toe, "left_hip": hip, "left_nose": hip}
    found = to_keypoints(Centres(np.array([0.0, 0.01]), 100.0, points, None, {}, ("note",)))
    assert found.landmarks == ("left_hip", "right_toe")
    np.testing.assert_allclose(found.xy_px[:, 0], [[100, -900], [200, -800]])
    np.testing.assert_allclose(found.xy_px[:, 1], [[500, -250], [np.nan, np.nan]])
    np.testing.assert_array_equal(found.confidence, [[1, 1], [1, 0]])
    assert (found.model, found.notes, M_PER_PX) == ("markers", ("note",), 0.001)
