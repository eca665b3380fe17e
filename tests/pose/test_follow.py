"""People keep their number from key frame to key frame."""

from dataclasses import replace

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


class Confused(SeeingEverybody):
    """Takes people for standing on their heads while `confused`; reads them as the region lies."""

    confused = False

    def find(self, image_rgb, tile):
        found = super().find(image_rgb, tile)
        for detection in found if self.confused else ():
            hips, rim = detection.points_px[:2]
            detection.points_px[1] = 2 * hips - rim
        return found

    def read(self, picture, roi):
        body = super().read(picture, roi)
        up = np.sign(roi[3]) * abs(body.next_roi[3])
        return replace(body, next_roi=np.array([*body.next_roi[:2], 0.0, up]))


@pytest.mark.parametrize("first_confused", [0, 1])
def test_nobody_is_taken_for_standing_on_the_head(first_confused):
    eyes = Confused()
    follower = Follower(eyes, eyes, Now())
    scene = Scene()
    for i in range(4):
        eyes.there, eyes.confused = [Someone(640, 400)], i == first_confused
        scene = follower.follow(scene, picture_with(eyes.there))
        assert all(person.roi[3] < 0 for person in scene.people)
    (person,) = scene.people
    assert person.missed == 0
