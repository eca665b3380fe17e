"""A person laid on a motion moves as it does, with feet on the ground."""

import numpy as np
import pytest

from kneedrive.film.studio.body import POINTS
from kneedrive.film.studio.camera import Camera, look
from kneedrive.film.studio.human.figure import Build
from kneedrive.film.studio.human.follow import follow
from kneedrive.film.studio.human.outfit import make_outfit
from kneedrive.film.studio.human.paint import Light
from kneedrive.film.studio.human.person import make_person

pytestmark = pytest.mark.network

RATE_HZ, STRIDE_S, CONTACT_S, SPEED_MPS = 200.0, 0.72, 0.24, 3.0
SIDES = ("left", "right")


@pytest.fixture(scope="module")
def person(human):
    return make_person(human, Build(height_m=1.72), make_outfit(4), 4, 64.0)


def landmarks(seconds=3.0):
    """A made runner: thigh 5 +- 27 degrees; the standing foot goes with the belt."""
    time_s = np.arange(0, seconds, 1 / RATE_HZ)
    points, contacts = {}, {}
    hips = np.stack(
        [0 * time_s, 0.93 + 0.03 * np.cos(4 * np.pi * time_s / STRIDE_S), 0 * time_s], 1
    )
    for i, side in enumerate(SIDES):
        phase = (time_s / STRIDE_S + i / 2) % 1
        beat = 2 * np.pi * phase
        thigh = np.radians(5 + 27 * np.cos(beat))
        knee = np.radians(12 + 88 * np.clip(np.sin(beat - 2.6), 0, None) ** 2)
        z = np.array([0, 0, (-1, 1)[i]])

        def down(angle, length):
            return length * np.stack([np.sin(angle), -np.cos(angle), 0 * angle], 1)

        hip = hips + 0.09 * z
        at_knee = hip + down(thigh, 0.42)
        ankle = at_knee + down(thigh - knee, 0.42)
        strikes = np.arange(-1, 6) * STRIDE_S - i * STRIDE_S / 2 + 0.08
        contacts[side] = [(s, s + CONTACT_S) for s in strikes]
        for strike in strikes:
            on = (time_s >= strike) & (time_s < strike + CONTACT_S)
            ankle[on, 0] = 0.30 - SPEED_MPS * (time_s[on] - strike)
            ankle[on, 1] = 0.10
        points |= {f"{side}_hip": hip, f"{side}_knee": at_knee, f"{side}_ankle": ankle}
        points |= {
            f"{side}_heel": ankle + [-0.06, -0.06, 0],
            f"{side}_toe": ankle + [0.2, -0.03, 0],
        }
        points[f"{side}_shoulder"] = hips + 0.18 * z + [0.05, 0.5, 0]
    return points, contacts


def thigh_deg(hip, knee):
    way = knee - hip
    return np.degrees(np.arctan2(way[..., 0], -way[..., 1]))


def test_thighs_turn_as_measured_in_the_air(person):
    points, contacts = landmarks()
    followed = follow(person, points, RATE_HZ, contacts)
    slower = np.sqrt(followed.scale)
    for i, side in enumerate(SIDES):
        top_s = (
            2 - i / 2
        ) * STRIDE_S  # the thigh is highest, 5 + 27 degrees, half way through swing
        pose = dict(zip(POINTS, followed.pose(top_s * slower), strict=True))
        seen = thigh_deg(pose[f"{side}_hip"], pose[f"{side}_knee"])
        assert seen == pytest.approx(32.0, abs=0.3)


def test_a_standing_foot_goes_with_the_belt_and_does_not_sink(person):
    points, contacts = landmarks()
    followed = follow(person, points, RATE_HZ, contacts)
    slower = np.sqrt(followed.scale)
    strike_s, off_s = contacts["left"][2]
    times = np.linspace(strike_s + 0.02, off_s - 0.02, 9) * slower
    at = [dict(zip(POINTS, followed.pose(t), strict=True)) for t in times]
    ball = np.array([p["left_ball"] for p in at])
    belt = ball[0, 0] - SPEED_MPS * slower * (times - times[0])
    assert np.abs(ball[:, 0] - belt).max() < 0.01
    assert np.abs(ball[:, 1]).max() < 0.01


def test_times_go_with_the_square_root_of_lengths(person):
    """A body that is scaled falls freely only so: height = g t^2 / 2."""
    points, contacts = landmarks()
    small = {name: 0.9 * xyz for name, xyz in points.items()}
    one, other = (follow(person, p, RATE_HZ, contacts) for p in (points, small))
    assert other.scale / one.scale == pytest.approx(1 / 0.9, rel=1e-6)
    assert other.seconds / one.seconds == pytest.approx(np.sqrt(1 / 0.9), rel=0.01)


def test_landmarks_are_the_pose_s_joints_and_the_skin_is_around_them(person):
    points, contacts = landmarks()
    pose = follow(person, points, RATE_HZ, contacts).pose(1.3)
    placed = person.place(pose)
    found, at = person.landmarks(placed), dict(zip(POINTS, pose, strict=True))
    for side in SIDES:
        for joint in ("hip", "knee", "ankle"):
            np.testing.assert_allclose(
                found[f"{side}_{joint}"][:2], at[f"{side}_{joint}"][:2], atol=0.004
            )
    camera = Camera(width_px=480, height_px=640, field_deg=38.0)
    view = look(camera)
    painted = person.paint(view, person.skin(placed), Light())
    for name in ("right_knee", "right_ankle", "right_hip", "left_shoulder"):
        x, y = view.project(found[name][None])[0][0]
        column, row = int(x) - painted.corner_px[0], int(y) - painted.corner_px[1]
        assert painted.cover[row, column] > 0.99
    assert 0.03 < painted.cover.sum() / (480 * 640) < 0.2


def test_loose_clothes_change_the_picture_and_not_the_joints(human):
    people = [
        make_person(human, Build(height_m=1.72), make_outfit(seed), seed, 64.0) for seed in (4, 11)
    ]
    points, contacts = landmarks()
    first, second = (
        p.landmarks(p.place(follow(p, points, RATE_HZ, contacts).pose(1.3))) for p in people
    )
    for name in ("left_hip", "left_knee", "right_hip", "right_knee"):
        np.testing.assert_allclose(first[name], second[name], atol=0.012)  # soles differ
