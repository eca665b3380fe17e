"""Only what a region was laid for is taken from it."""

import numpy as np
import pytest
from made_people import Now, SeeingEverybody, Someone

from kneedrive.film import Frame
from kneedrive.pose.gather import OpenStretch

STAY = np.eye(2, 3)


def read_at(roi, there):
    eyes = SeeingEverybody()
    eyes.there = there
    stretch = OpenStretch(Now(), eyes)
    frame = Frame(0, 0.0, np.zeros((10, 10, 3), np.uint8), False)
    stretch.add(frame, {7: roi}, STAY)
    stretch.end_block([frame])
    return stretch.close()


def test_a_body_in_its_region_is_taken():
    stretch = read_at(np.array([100.0, 100, 0, -80]), [Someone(110, 100)])
    assert stretch.person.tolist() == [7]
    assert stretch.xy_px[0, 0] == pytest.approx([110, 100])
    assert stretch.background.tolist() == [STAY.tolist()]


@pytest.mark.parametrize("there", [[], [Someone(155, 100)]])
def test_nobody_and_a_neighbour_are_not_taken(there):
    stretch = read_at(np.array([100.0, 100, 0, -80]), there)
    assert len(stretch.person) == 0
    assert len(stretch.time_s) == 1
