"""A region is cut out of the picture and its landmarks are put back where they came from."""

import numpy as np
import pytest

from kneedrive.pose.roi import between, crop, project, roi_from_points, side_px, to_picture


def test_an_upright_region_covers_its_square():
    roi = roi_from_points(np.array([100.0, 200.0]), np.array([100.0, 120.0]))
    affine = to_picture(roi, (256, 256))
    assert side_px(roi) == pytest.approx(200.0)  # 2 x 80 px x 1.25
    assert affine @ [0, 0, 1] == pytest.approx([0.0, 100.0])
    assert affine @ [256, 256, 1] == pytest.approx([200.0, 300.0])


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, -75.0, 180.0])
def test_a_point_in_the_crop_is_projected_back_to_where_it_is_in_the_picture(turn_deg):
    image = np.zeros((400, 600, 3), np.uint8)
    image[143:146, 321:324] = 255  # a dot with its middle at (322, 144)
    angle = np.radians(turn_deg)
    roi = np.array([310.0, 160.0, 90 * np.sin(angle), -90 * np.cos(angle)])
    picture = crop(image, roi, (256, 256))
    row, column = np.nonzero(picture[..., 0] > 128)
    found = project(np.array([column.mean(), row.mean()]), roi, (256, 256))
    assert found == pytest.approx([322, 144], abs=0.3)


def test_a_tall_crop_keeps_the_shape_of_things():
    roi = np.array([50.0, 60.0, 0.0, -40.0])
    affine = to_picture(roi, (192, 256))
    assert affine[0, 0] == pytest.approx(affine[1, 1])  # px of picture per px of crop
    assert affine @ [96, 128, 1] == pytest.approx([50.0, 60.0])


def test_regions_between_key_frames_move_evenly():
    first, second = np.array([0.0, 0.0, 0.0, -10.0]), np.array([12.0, 6.0, 4.0, -14.0])
    assert between(first, second, 0.25) == pytest.approx([3.0, 1.5, 1.0, -11.0])
