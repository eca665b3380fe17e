"""The detector's anchors, boxes and tiles."""

import numpy as np
import pytest

from kneedrive.pose.detector import Tile, anchors, merge_weighted, overlap, tile_picture


def test_the_anchors_are_those_of_the_network():
    places = anchors()
    assert places.shape == (2254, 2)
    assert places[0] == pytest.approx([0.5 / 28, 0.5 / 28])
    assert places[2] == pytest.approx([1.5 / 28, 0.5 / 28])  # two a cell, along the row first
    assert places[28 * 28 * 2] == pytest.approx([0.5 / 14, 0.5 / 14])
    assert places[-1] == pytest.approx([6.5 / 7, 6.5 / 7])


def values(left, top, point):
    return [left, top, left + 10.0, top + 10.0, point, point, *[0.0] * 6]


def test_boxes_that_overlap_become_one_weighted_by_score():
    boxes = np.array([values(0, 0, 10.0), values(1, 0, 40.0), values(50, 50, 7.0)])
    found = merge_weighted(np.array([0.9, 0.6, 0.7]), boxes)
    assert [round(d.score, 2) for d in found] == [0.9, 0.7]
    assert found[0].points_px[0, 0] == pytest.approx((0.9 * 10 + 0.6 * 40) / 1.5)
    assert found[1].points_px[0, 0] == pytest.approx(7.0)


def test_overlap_is_intersection_over_union():
    others = np.array([[5.0, 0, 15, 10], [20, 20, 30, 30]])
    assert overlap(np.array([0.0, 0, 10, 10]), others) == pytest.approx([50 / 150, 0.0])


def test_a_tile_beyond_the_picture_is_black_there():
    image = np.full((100, 200, 3), 200, np.uint8)
    picture = tile_picture(image, Tile(0.0, -50.0, 200.0))
    assert picture.shape == (224, 224, 3)
    assert picture[20, 100, 0] == 0
    assert picture[112, 100, 0] == 200
