"""March and raise: what counts, what does not and why, and that nothing else is counted."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.film.studio import Camera, Extras, make_shot, typical_runner
from kneedrive.film.studio import pose_at as runner_pose_at
from kneedrive.film.studio import view_at as runner_view_at
from kneedrive.film.studio.body import POINTS
from kneedrive.film.studio.moves import (
    alternating,
    faulty,
    hold_performance,
    idle_performance,
    lifts_performance,
    one_leg,
)
from kneedrive.pose.keypoints import LANDMARKS, Keypoints
from kneedrive.strength.coaching import coach
from tests.strength.performed import exercise_of, keypoints_of, performed, with_legs_exchanged


def march(lifts, *, seed=1, **how):
    return coach(performed(lifts_performance("march", seed, [lifts]), **how), "march")


def raises(lifts, *, seed=1, **how):
    return coach(performed(lifts_performance("raise", seed, [lifts]), **how), "raise")


def counted(done):
    return sum(s.total for s in done.sets)


@pytest.mark.parametrize(("facing", "oblique"), [("right", 0), ("left", 0), ("right", 30)])
def test_each_leg_is_counted(facing, oblique):
    done = march(alternating(1, 3), facing=facing, oblique_deg=oblique)
    assert [r.side for r in done.repetitions] == ["left", "right"] * 3
    assert done.sets[0].counted == {"left": 3, "right": 3}


def test_the_angle_at_the_top_is_that_of_the_thigh():
    performance = lifts_performance("march", 2, [alternating(2, 3)])
    for oblique in (0.0, 30.0):
        done = coach(performed(performance, oblique_deg=oblique), "march")
        wrong = [
            r.peak_deg - t["peak_deg"]
            for r, t in zip(done.repetitions, performance.truth["reps"], strict=True)
        ]
        assert abs(np.mean(wrong)) < 3.0
        assert np.std(wrong) < 4.0


def test_half_a_repetition_does_not_count_and_says_so():
    lifts = alternating(3, 2)
    lifts[1] = faulty(lifts[1], "half", 3)
    done = march(lifts)
    assert counted(done) == 3
    (half,) = [r for r in done.repetitions if not r.counts]
    assert "not to the horizontal" in half.why_not
    assert half.side == "right"


@pytest.mark.parametrize("fault", ["jitter", "hesitation", "pause"])
def test_shaking_stopping_and_pausing_count_once(fault):
    lifts = alternating(4, 2)
    lifts[2] = faulty(lifts[2], fault, 4)
    assert counted(march(lifts)) == 4


def test_a_body_half_out_of_the_picture_is_not_counted():
    lifts = one_leg(5, "left", 3)
    lifts[1] = faulty(lifts[1], "aside", 5)
    done = raises(lifts)
    assert counted(done) == 2


def test_legs_cut_off_are_said_not_counted():
    keypoints = keypoints_of(lifts_performance("march", 6, [alternating(6, 2)]))
    cut = [i for i, n in enumerate(keypoints.landmarks) if n.endswith(("ankle", "heel", "toe"))]
    keypoints.xy_px[:, cut] = np.nan
    keypoints.confidence[:, cut] = 0.0
    done = coach(exercise_of(keypoints), "march")
    assert counted(done) == 0
    assert "half seen" in done.why_none
    assert any(e.kind == "unseen" for e in done.events)


@pytest.mark.parametrize(
    ("fault", "told"),
    [("fast", "lowered fast"), ("leaning", "leaned back"), ("foot", "foot hung down")],
)
def test_faults_of_form_are_told_of_the_repetition_that_has_them(fault, told):
    lifts = one_leg(7, "right", 3)
    lifts[1] = faulty(lifts[1], fault, 7)
    done = raises(lifts)
    assert [told in r.faults for r in done.repetitions] == [False, True, False]
    assert done.sets[0].commonest == told


def test_rest_separates_sets():
    lifts = alternating(8, 2)
    performance = lifts_performance("march", 8, [lifts[:2], lifts[2:]], rest_s=10.0)
    done = coach(performed(performance), "march")
    assert [s.total for s in done.sets] == [2, 2]


def test_exchanged_legs_change_neither_count_nor_side():
    performance = lifts_performance("march", 9, [alternating(9, 2)])
    keypoints = keypoints_of(performance)
    raised = np.zeros(len(keypoints.time_s), dtype=bool)
    for rep in performance.truth["reps"]:
        raised |= np.abs(keypoints.time_s - rep["top_s"]) < 0.25
    done = coach(exercise_of(with_legs_exchanged(keypoints, raised)), "march")
    assert [r.side for r in done.repetitions if r.counts] == ["left", "right"] * 2


def test_a_fast_leg_is_followed_where_the_network_exchanges_names_half_way_up():
    fast = [replace(lift, drive_s=0.28) for lift in one_leg(9, "left", 3)]
    performance = lifts_performance("march", 9, [fast])
    keypoints = keypoints_of(performance, facing="left", oblique_deg=30.0)
    xy = keypoints.xy_px
    hip, knee = (xy[:, LANDMARKS.index(f"left_{joint}")] for joint in ("hip", "knee"))
    thigh_deg = np.degrees(np.arctan2(hip[:, 0] - knee[:, 0], knee[:, 1] - hip[:, 1]))
    high = (thigh_deg > 42) & (np.gradient(thigh_deg) > -2)
    keypoints = with_legs_exchanged(keypoints, high)
    # The standing leg is drawn a little ahead for two pictures, in which its names change.
    begins = np.flatnonzero(high & ~np.roll(high, 1))
    for joint in ("knee", "ankle"):
        for i in np.union1d(begins, begins + 1):
            keypoints.xy_px[i, LANDMARKS.index(f"left_{joint}"), 0] -= 25
    exercise = exercise_of(keypoints)
    apart = thigh_deg > 45
    assert np.array_equal(exercise.track.exchanged[apart], high[apart])
    done = coach(exercise, "march")
    assert [r.side for r in done.repetitions if r.counts] == ["left"] * 3


@pytest.mark.parametrize("move", ["march", "raise"])
def test_standing_squatting_and_running_count_nothing(move):
    assert counted(coach(performed(idle_performance(10)), move)) == 0
    assert counted(coach(exercise_of(running_keypoints()), move)) == 0


def test_a_hold_is_one_repetition_at_most():
    assert counted(coach(performed(hold_performance(11, "left", 3.0, "thigh")), "march")) <= 1


def test_speed_lost_over_the_set_is_told_and_changes_the_advice():
    lifts = one_leg(12, "left", 6)
    lifts = [replace(x, drive_s=0.25 + 0.1 * i, top_deg=102.0) for i, x in enumerate(lifts)]
    exercise = performed(lifts_performance("raise", 12, [lifts]))
    done = coach(exercise, "raise", answered=True)
    (trend,) = done.sets[0].trends
    assert trend.side == "left"
    assert trend.low_pct < trend.change_pct < trend.high_pct < 0
    assert trend.change_pct < -30
    assert "lost" in done.findings[0].text
    assert any(f.title == "Speed over the set" for f in done.findings)


def running_keypoints():
    """True landmarks of a runner on a treadmill."""
    shot = make_shot(
        typical_runner(3.5), Camera(width_px=640, height_px=480, capture_fps=30.0), Extras(), 6.0
    )
    time_s = np.arange(0.0, 6.0, 1 / 30)
    pose = runner_pose_at(shot, time_s)
    at = [POINTS.index(n) for n in LANDMARKS]
    xy = np.stack(
        [runner_view_at(shot, t).project(p)[0][at] for t, p in zip(time_s, pose, strict=True)]
    )
    return Keypoints(time_s, LANDMARKS, xy, np.full(xy.shape[:2], 0.95), 640, 480)
