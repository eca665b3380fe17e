"""People keep their number from key frame to key frame."""

import numpy as np
import pytest
from made_people import Now, SeeingEverybody, Someone

from kneedrive.pose.follow import Follower, Scene, regions_between

IMAGE = np.zeros((720, 1280, 3), np.uint8)


@pytest.fixture
def eyes():
    return SeeingEverybody()


@pytest.fixture
def follower(eyes):
    return Follower(eyes, eyes, Now())


def picture_with(people):
    """A picture in which each of them is a white bar, so that something moves."""
    image = IMAGE.copy()
    for p in people:
        left, top = int(p.x_px - 0.1 * p.side_px), int(p.y_px - 0.3 * p.side_px)
        image[max(0, top) : top + int(0.6 * p.side_px), max(0, left) : left + 40] = 255
    return image


def walk(eyes, follower, frames):
    """The scene after each picture; `frames` lists who is there in each."""
    scene, scenes = Scene(), []
    for people in frames:
        eyes.there = people
        scene = follower.follow(scene, picture_with(people))
        scenes.append(scene)
    return scenes


def where(scene):
    return {p.number: round(float(p.roi[0])) for p in scene.people if p.missed == 0}


def test_somebody_who_moves_is_followed(eyes, follower):
    scenes = walk(eyes, follower, [[Someone(300 + 50 * i, 400)] for i in range(8)])
    assert [where(s) for s in scenes] == [{0: 300 + 50 * i} for i in range(8)]


def test_two_who_cross_keep_their_numbers(eyes, follower):
    frames = []
    for i in range(12):
        left, right = Someone(300 + 45 * i, 400), Someone(800 - 45 * i, 410)
        # one hides the other where they meet
        frames.append([left] if abs(left.x_px - right.x_px) < 60 else [left, right])
    last = where(walk(eyes, follower, frames)[-1])
    assert last == {0: 300 + 45 * 11, 1: 800 - 45 * 11}


def test_somebody_hidden_for_a_while_is_the_same_afterwards(eyes, follower):
    frames = [[] if 3 <= i <= 5 else [Someone(300 + 40 * i, 400)] for i in range(9)]
    scenes = walk(eyes, follower, frames)
    assert where(scenes[4]) == {}
    assert where(scenes[-1]) == {0: 300 + 40 * 8}


def test_a_newcomer_is_noticed_by_moving(eyes, follower):
    bystander = Someone(200, 400)
    frames = [[bystander]] * 4
    frames += [[bystander, Someone(1200 - 40 * i, 350)] for i in range(6)]
    assert where(walk(eyes, follower, frames)[-1]) == {0: 200, 1: 1000}


def test_a_small_runner_is_found(eyes, follower):
    assert where(walk(eyes, follower, [[Someone(900, 300, 130)]])[0]) == {0: 900}


def test_who_is_gone_is_forgotten(eyes, follower):
    scenes = walk(eyes, follower, [[Someone(640, 400)]] * 3 + [[]] * 12)
    assert scenes[-1].people == ()


def test_regions_between_two_key_frames(eyes, follower):
    frames = [[Someone(300, 400)], [Someone(360, 400)], [], []]
    scenes = walk(eyes, follower, frames)
    assert regions_between(scenes[0], scenes[1], 0.5)[0][0] == pytest.approx(330)
    # going: looked for where they would have been; gone: not looked for
    assert regions_between(scenes[1], scenes[2], 1.0)[0][0] == pytest.approx(420)
    assert regions_between(scenes[2], scenes[3], 1.0) == {}
    # come: looked for where they are
    assert regions_between(Scene(), scenes[0], 0.2)[0][0] == pytest.approx(300)


def test_somebody_who_stopped_while_hidden_is_the_same(eyes, follower):
    frames = [[Someone(300 + 35 * i, 400)] for i in range(4)] + [[]] * 4
    frames += [[Someone(405, 400)]] * 3
    scenes = walk(eyes, follower, frames)
    assert where(scenes[-1]) == {0: 405}
