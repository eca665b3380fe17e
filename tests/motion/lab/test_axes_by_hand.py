"""The runner's axes of bodies that are drawn in the laboratory: z up unless it is said."""

from pathlib import Path

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab.axes import find_axes, turn_force
from kneedrive.motion.lab.trial import GroundForce

PATH = Path("run.c3d")
UP = np.array([0.0, 0.0, 1.0])


def toward(degrees):
    """Level unit vector, counted from x to y."""
    return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees)), 0.0])


def body(facing_deg=0.0, frames=50, height_m=1.0):
    """Hips 0.2 m apart so far above heels and toes that point forward."""
    forward = toward(facing_deg)
    right = np.cross(forward, UP)
    out = {}
    for side, sign in (("left", -1), ("right", 1)):
        out[f"{side}_hip"] = 0.1 * sign * right + height_m * UP
        out[f"{side}_heel"] = 0.1 * sign * right - 0.1 * forward
        out[f"{side}_toe"] = 0.1 * sign * right + 0.1 * forward
    return {name: np.tile(xyz, (frames, 1)) for name, xyz in out.items()}


def moving(points, names, step):
    """The points with some that move by so much a frame."""
    return {
        k: v + np.outer(np.arange(len(v)) - len(v) // 2, step) if any(n in k for n in names) else v
        for k, v in points.items()
    }


def forward_deg(points, rate_hz=100.0):
    forward, up, right = find_axes(points, rate_hz, PATH)
    np.testing.assert_allclose(up, UP)
    np.testing.assert_allclose(right, np.cross(forward, up))
    assert np.linalg.norm(forward) == pytest.approx(1.0)
    return np.degrees(np.arctan2(forward[1], forward[0]))


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_up_is_the_axis_from_the_feet_to_the_hips(axis, sign):
    turned = np.roll(np.eye(3), axis + 1, axis=1)  # z goes to this axis
    np.testing.assert_allclose(UP @ turned, np.eye(3)[axis])
    points = {k: sign * (v @ turned) for k, v in body().items()}
    np.testing.assert_allclose(find_axes(points, 100.0, PATH)[1], sign * np.eye(3)[axis])


@pytest.mark.parametrize(
    ("height_m", "fits"), [(0.19, False), (0.21, True), (1.79, True), (1.81, False)]
)
def test_hips_are_0_2_to_1_8_m_above_the_feet(height_m, fits):
    if fits:
        assert forward_deg(body(height_m=height_m)) == pytest.approx(0.0)
    else:
        with pytest.raises(InputError, match="above the feet"):
            find_axes(body(height_m=height_m), 100.0, PATH)


@pytest.mark.parametrize(
    ("parts", "says"),
    [("hip", "on the pelvis"), ("toe", "on the toes"), ("heel", "on the heels")],
)
def test_what_lacks_is_named(parts, says):
    with pytest.raises(InputError, match=f"{says}$|{says};"):
        find_axes({k: v for k, v in body().items() if parts not in k}, 100.0, PATH)
    unseen = {k: v * np.nan if parts in k else v for k, v in body().items()}
    with pytest.raises(InputError, match=says):
        find_axes(unseen, 100.0, PATH)


@pytest.mark.parametrize(
    ("facing", "found"), [(0, 0), (19, 0), (21, 21), (-69, -69), (-72, -90), (109, 90), (180, 180)]
)
def test_who_stands_faces_square_to_the_hips_and_along_an_axis_within_20_degrees(facing, found):
    got = forward_deg(body(facing))
    assert (got - found + 180) % 360 - 180 == pytest.approx(0.0, abs=1e-6)


def test_without_hips_of_both_sides_the_feet_show_the_way():
    points = {k: v for k, v in body(50).items() if k != "left_hip"}
    assert forward_deg(points) == pytest.approx(50.0)
    points = body(50)
    points["left_hip"] = points["left_hip"] * np.nan
    assert forward_deg(points) == pytest.approx(50.0)


@pytest.mark.parametrize(
    ("way", "metres", "found"),
    [(10, 1.6, 10), (10, 1.4, 0), (1.9, 1.6, 0), (2.1, 1.6, 2.1), (170, 1.6, -10), (-40, 3, -40)],
)
def test_who_crosses_15_decimetres_shows_the_way(way, metres, found):
    """Who goes backwards still faces to the toes."""
    step = metres / 49 * toward(way)
    got = forward_deg(moving(body(), ("hip",), step))
    assert got == pytest.approx(found, abs=1e-6)


def test_the_way_counts_from_the_first_to_the_last_frame_in_which_the_hip_is_seen():
    points = moving(body(), ("hip",), 2.0 / 49 * toward(10))
    points["left_hip"][:5] = np.nan
    assert forward_deg(points) == pytest.approx(10.0)  # 1.8 m
    points["left_hip"][:15] = np.nan
    assert forward_deg(points) == pytest.approx(0.0, abs=1e-9)  # 1.4 m


def belt(left, right, parts=("heel", "toe"), frames=50):
    """Velocities, m/s, of the left and right foot, at 100 Hz."""
    points = body(frames=frames)
    for side, way in (("left", left), ("right", right)):
        points = moving(points, [f"{side}_{part}" for part in parts], np.asarray(way) / 100)
    return points


@pytest.mark.parametrize(("speed", "found"), [(0.48, 0.0), (0.52, 30.0), (4.0, 30.0)])
def test_a_belt_faster_than_half_a_metre_a_second_shows_the_way(speed, found):
    back = -speed * toward(30)
    assert forward_deg(belt(back, back)) == pytest.approx(found, abs=1e-6)


@pytest.mark.parametrize(("way", "found"), [(1.9, 0.0), (2.1, 2.1), (-2.1, -2.1)])
def test_a_belt_within_2_degrees_of_an_axis_lies_along_it(way, found):
    back = -1.0 * toward(way)
    assert forward_deg(belt(back, back)) == pytest.approx(found, abs=1e-6)


def test_both_feet_count_alike_and_one_alone_not_at_all():
    left, right = -1.0 * toward(45), -1.0 * toward(15)
    assert forward_deg(belt(left, right)) == pytest.approx(30.0)
    points = belt(left, left)
    for name in ("right_heel", "right_toe"):
        points[name] = body()[name]
        points[name][9:] = np.nan
    assert forward_deg(points) == pytest.approx(0.0, abs=1e-6)


def course(velocities, rate_hz=100.0):
    """Both feet along velocities (T, 3), rising evenly from frame to frame by a little."""
    frames = len(velocities)
    points = body(frames=frames)
    path = np.cumsum(velocities, axis=0) / rate_hz
    path = path - path.mean(axis=0) + np.outer(np.arange(frames), 1e-5 * UP)
    for side in ("left", "right"):
        for part in ("heel", "toe"):
            points[f"{side}_{part}"] = points[f"{side}_{part}"] + path
    return points


def ways(*parts):
    """(frames, degrees, speed) one after the other, backwards."""
    return np.concatenate([np.tile(-speed * toward(d), (n, 1)) for n, d, speed in parts])


def test_the_lowest_fifth_of_the_frames_shows_the_belt():
    """80 frames at 0 degrees and 20 at 40 make atan(12.9 / 95.3); the rest is too high."""
    seen = course(ways((80, 0, 1), (420, 40, 1)))
    assert forward_deg(seen) == pytest.approx(7.7, abs=0.8)


def test_what_is_a_fifth_faster_than_the_belt_is_landing():
    """10 frames sideways at 1.17 count beside 80, 10 at 1.23 to the other side do not."""
    seen = course(ways((80, 0, 1), (10, 90, 1.17), (10, -90, 1.23), (400, 0, 1)))
    assert forward_deg(seen) == pytest.approx(np.degrees(np.arctan(9 * 1.17 / 80)), abs=1.5)


@pytest.mark.parametrize(("frames", "found"), [(28, 0.0), (37, 0.0), (38, 30.0)])
def test_ten_velocities_over_28_ms_are_needed(frames, found):
    points = course(ways((frames, 30, 1)), 1000.0)
    assert forward_deg(points, 1000.0) == pytest.approx(found, abs=1e-6)


def force(first_y, second_y):
    """Two plates in axes with z up, x forward."""
    force_n = np.zeros((2, 2, 3))
    force_n[:, 0], force_n[:, 1] = [5.0, 7.0, first_y], [5.0, 7.0, second_y]
    cop = np.tile([1.0, 2.0, 3.0], (2, 2, 1))
    corners = np.tile([4.0, 5.0, 6.0], (2, 4, 1))
    return GroundForce(100.0, force_n, cop, np.tile([0.0, 0.0, 9.0], (2, 2, 1)), corners)


def test_force_is_turned_and_upward_on_every_plate():
    """Forward x, up z, right -y."""
    axes = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
    got = turn_force(force(100.0, -50.0), axes)
    np.testing.assert_allclose(got.force_n[0], [[5, 100, -7], [-5, 50, 7]])
    np.testing.assert_allclose(got.free_moment_nm[1], [[0, 9, 0], [0, -9, 0]])
    np.testing.assert_allclose(got.cop_m[1, 1], [1, 3, -2])
    np.testing.assert_allclose(got.corners_m[1, 3], [4, 6, -5])
    assert got.rate_hz == 100.0
    still = turn_force(force(0.0, 0.0), axes)
    np.testing.assert_allclose(still.force_n[0, 0], [5, 0, -7])
