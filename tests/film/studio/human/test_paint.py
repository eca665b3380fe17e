"""Painting, with surfaces whose picture is known by hand."""

import numpy as np
import pytest

from kneedrive.film.studio.camera import Camera, look
from kneedrive.film.studio.human.paint import (
    Light,
    RollingShutter,
    lay_over,
    paint_surface,
    shade_ground,
)

CAMERA = Camera(distance_m=4.0, height_m=1.0, width_px=400, height_px=300, field_deg=53.1301)
# 53.13 degrees: the tangent of half of it is 1/2, so the focal length is 400 px.
EVEN = Light(ambient=1.0, sky=0.0, lamp=0.0)
RED, GREEN = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]


def square(z, half=0.5, centre=(0.0, 1.0)):
    """Corners (4, 3) of an upright square that faces the camera on the right, and triangles."""
    x, y = centre
    corners = [[x - half, y - half, z], [x + half, y - half, z]]
    corners += [[x + half, y + half, z], [x - half, y + half, z]]
    # Counter-clockwise as the camera at z > 0 sees it.
    return np.array(corners, np.float32), np.array([[0, 1, 2], [0, 2, 3]], np.int32)


def painted(*squares, colours=(RED,), light=EVEN, camera=CAMERA, roll=None):
    vertices = np.concatenate([v for v, _ in squares])
    triangles = np.concatenate([t + 4 * i for i, (_, t) in enumerate(squares)])
    shades = np.repeat(np.array(colours, np.float32), 4, axis=0)
    return paint_surface(look(camera), vertices, triangles, shades, light, roll)


def picture_of(surface):
    picture = np.zeros((300, 400, 3), np.uint8)
    if surface is not None:
        lay_over(picture, surface)
    return picture


def test_a_square_of_one_metre_is_a_hundred_pixels_wide_at_four_metres():
    picture = picture_of(painted(square(0.0)))
    rows, columns = np.nonzero(picture[:, :, 0] > 128)
    assert (columns.min(), columns.max()) == (150, 249)
    assert (rows.min(), rows.max()) == (100, 199)


def test_the_nearer_of_two_surfaces_is_seen_whatever_their_order():
    near, far = square(0.5, half=0.1), square(0.0)
    for squares, colours in (((near, far), (GREEN, RED)), ((far, near), (RED, GREEN))):
        picture = picture_of(painted(*squares, colours=colours))
        assert picture[150, 200].tolist() == [0, 255, 0]
        assert picture[110, 160].tolist() == [255, 0, 0]


def test_the_back_of_a_surface_is_not_seen():
    vertices, triangles = square(0.0)
    assert picture_of(painted((vertices, triangles[:, ::-1]))).max() == 0


def test_what_faces_the_lamp_is_brighter():
    lamp = Light(towards=(0.0, 0.0, 1.0), ambient=0.2, sky=0.0, lamp=0.5)
    behind = Light(towards=(0.0, 0.0, -1.0), ambient=0.2, sky=0.0, lamp=0.5)
    facing, away = (picture_of(painted(square(0.0), light=x))[150, 200, 0] for x in (lamp, behind))
    assert facing == pytest.approx(0.7 * 255, abs=2)
    assert away == pytest.approx(0.2 * 255, abs=2)


def test_a_part_beside_the_middle_is_where_the_camera_projects_it():
    view = look(CAMERA)
    surface = painted(square(0.0, half=0.05, centre=(0.6, 1.3)))
    rows, columns = np.nonzero(picture_of(surface)[:, :, 0] > 128)
    x, y = view.project(np.array([[0.6, 1.3, 0.0]]))[0][0]
    assert columns.mean() + 0.5 == pytest.approx(x, abs=0.6)
    assert rows.mean() + 0.5 == pytest.approx(y, abs=0.6)


def test_outside_the_picture_nothing_is_painted():
    assert painted(square(0.0, half=0.1, centre=(9.0, 1.0))) is None


def test_a_rolling_shutter_leans_what_moves():
    # 10 m/s to the right: the top is read 1/3 of the readout earlier than the middle, at 100 px/m.
    moving = np.tile(np.array([[10.0, 0.0, 0.0]], np.float32), (4, 1))
    still, leaning = painted(square(0.0)), painted(square(0.0), roll=RollingShutter(moving, 0.03))

    def middle_of_row(surface, row):
        return np.nonzero(picture_of(surface)[row, :, 0] > 128)[0].mean()

    assert middle_of_row(still, 105) == pytest.approx(middle_of_row(still, 195), abs=0.1)
    lean = middle_of_row(leaning, 195) - middle_of_row(leaning, 105)
    assert lean == pytest.approx(10 * 0.03 * 100 * 90 / 300, abs=1.0)


def test_a_shadow_falls_away_from_the_lamp():
    picture = np.full((300, 400, 3), 200, np.uint8)
    plate = [[-0.2, 0.4, -0.2], [0.2, 0.4, -0.2], [0.2, 0.4, 0.2], [-0.2, 0.4, 0.2]]
    triangles = np.array([[0, 2, 1], [0, 3, 2]], np.int32)
    light = Light(towards=(1.0, 1.0, 0.0), shadow=0.5)  # 45 degrees high, in front
    shade_ground(picture, look(CAMERA), np.array(plate, np.float32), triangles, light)
    rows, columns = np.nonzero(picture[:, :, 0] < 150)
    there = look(CAMERA).project(np.array([[-0.4, 0.0, 0.0]]))[0][0]
    assert columns.mean() == pytest.approx(there[0], abs=3)
    assert rows.mean() == pytest.approx(there[1], abs=3)
    assert picture.min() == pytest.approx(100, abs=3)
