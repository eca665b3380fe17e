"""A landmark moves to the heat round it."""

import numpy as np
import pytest

from kneedrive.pose.blazepose import refine

CHANNEL = np.array([5])


def heat_at(row, column, logit=4.0):
    heat = np.full((64, 64, 39), -20.0, np.float32)
    heat[row, column, 5] = logit
    return heat


def test_a_landmark_moves_to_the_heat_beside_it():
    # column 21 of 64 lies at 84 of 256 px, row 30 at 120
    found = refine(np.array([[80.0, 124.0]]), heat_at(30, 21), CHANNEL)
    assert found == pytest.approx(np.array([[84.0, 120.0]]))


@pytest.mark.parametrize(
    ("place", "heat"),
    [
        ([80.0, 124.0], heat_at(30, 21, -1.0)),  # too cold: below 0.5
        ([80.0, 124.0], heat_at(40, 40)),  # too far away
        ([-8.0, 124.0], heat_at(30, 1)),  # outside the crop
        ([80.0, 300.0], heat_at(62, 21)),
    ],
)
def test_without_heat_round_it_a_landmark_stays(place, heat):
    assert refine(np.array([place]), heat, CHANNEL) == pytest.approx(np.array([place]))


def test_at_the_crops_edge_only_the_heat_inside_counts():
    found = refine(np.array([[1.0, 1.0]]), heat_at(2, 0), CHANNEL)
    assert found == pytest.approx(np.array([[0.0, 8.0]]), abs=1e-3)
