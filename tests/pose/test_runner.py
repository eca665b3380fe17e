"""The runner is the one who runs."""

import numpy as np
import pytest
from made_people import legs

from kneedrive.errors import InputError
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.readings import Stretch
from kneedrive.pose.runner import choose, choose_mover, running_score, sightings

FRAMES = 120


def seen(*people):
    """Readings of several people; each is (first frame, landmarks)."""
    frame = np.concatenate([start + np.arange(len(xy)) for start, xy in people])
    person = np.concatenate([np.full(len(xy), i) for i, (_, xy) in enumerate(people)])
    xy_px = np.concatenate([xy for _, xy in people])
    return Stretch(
        np.arange(FRAMES) / 30.0,
        np.zeros(FRAMES, bool),
        np.tile(np.eye(2, 3), (FRAMES, 1, 1)),
        frame.astype(np.int32),
        person.astype(np.int32),
        xy_px.astype(np.float32),
        np.ones(xy_px.shape[:2], np.float32),
    )


RUNNER = legs(FRAMES, 0.55, x_px=900.0, leg_px=150.0)
WALKER = legs(FRAMES, 0.18, x_px=300.0, steps_each=16.0, seed=1)
BYSTANDER = legs(FRAMES, 0.0, x_px=600.0, leg_px=400.0, noise_px=3.0, seed=2)


def test_the_runner_is_chosen_not_the_largest():
    people = sightings(seen((0, BYSTANDER), (0, WALKER), (0, RUNNER)))
    chosen, why = choose(people, None)
    assert chosen.number == 3
    assert "3 people were seen" in why
    assert "number 3" in why


def test_numbers_go_from_left_to_right_at_first_sight():
    people = sightings(seen((0, RUNNER), (0, BYSTANDER), (20, WALKER[20:])))
    places = [float(p.xy_px[0, LANDMARKS.index("left_hip"), 0]) for p in people]
    assert [p.number for p in people] == [1, 2, 3]
    assert places == sorted(places)


def test_the_user_may_choose_another():
    people = sightings(seen((0, BYSTANDER), (0, WALKER), (0, RUNNER)))
    chosen, why = choose(people, 1)
    assert chosen.number == 1
    assert "--runner" in why


@pytest.mark.parametrize("wanted", [0, 3, -1])
def test_a_number_that_nobody_has_is_refused(wanted):
    with pytest.raises(InputError, match="from 1 to 2"):
        choose(sightings(seen((0, WALKER), (0, RUNNER))), wanted)


def test_nobody_is_said_plainly():
    with pytest.raises(InputError, match="no person was found"):
        choose([], None)


def test_a_glimpse_is_not_a_person():
    assert len(sightings(seen((0, RUNNER), (50, WALKER[:4])))) == 1


def test_slow_motion_does_not_change_who_runs():
    slow = legs(FRAMES, 0.55, steps_each=45.0, x_px=900.0)
    assert choose(sightings(seen((0, WALKER), (0, slow))), None)[0].number == 2


def test_left_and_right_exchanged_still_run():
    exchanged = RUNNER.copy()
    for joint in ("hip", "knee", "ankle"):
        left, right = (LANDMARKS.index(f"{side}_{joint}") for side in ("left", "right"))
        exchanged[::7, [left, right]] = exchanged[::7, [right, left]]
    assert running_score(exchanged) == pytest.approx(running_score(RUNNER), rel=0.05)


def test_legs_that_stray_without_rhythm_do_not_run():
    rng = np.random.default_rng(4)
    stray = legs(FRAMES, 0.0) + rng.normal(0, 60, (FRAMES, len(LANDMARKS), 2))
    assert running_score(stray) < 0.5 * running_score(RUNNER)


def test_a_runner_who_passes_is_preferred_to_who_is_there_all_the_time():
    people = sightings(seen((0, BYSTANDER), (0, WALKER), (80, RUNNER[:25])))
    chosen, why = choose(people, None)
    assert chosen.number == 3
    assert "their legs run" in why


def test_where_nobody_runs_it_is_said():
    chosen, why = choose(sightings(seen((0, BYSTANDER), (0, WALKER))), None)
    assert chosen.number == 1
    assert "nobody's legs run" in why


def test_who_exercises_is_the_largest_not_the_one_who_runs():
    people = sightings(seen((0, BYSTANDER), (0, WALKER), (0, RUNNER)))
    chosen, why = choose_mover(people, None)
    assert chosen.number == 2
    assert "--person" in why
    assert choose_mover(people, 3)[0].number == 3
