"""The studio's moves do what was asked for, and their truth is what the body did."""

import json

import numpy as np
import pytest

from kneedrive.film import frames, probe
from kneedrive.film.studio.moves import (
    alternating,
    faulty,
    film_move,
    hold_performance,
    lifts_performance,
    lsit_performance,
)
from kneedrive.film.studio.moves.lsit import Lift
from kneedrive.film.studio.moves.performance import fine_times
from kneedrive.film.studio.moves.poses import point, turned_about


def thigh_deg(pose_m, side):
    way = (point(pose_m, f"{side}_knee") - point(pose_m, f"{side}_hip"))[:, :2]
    return np.degrees(np.arctan2(way[:, 0], -way[:, 1]))


@pytest.mark.parametrize("end", ["thigh", "hand", "foot", "film"])
def test_a_hold_ends_as_asked(end):
    performance = hold_performance(1, "left", 3.0, end)
    truth = performance.truth
    assert truth["reason"] == end
    assert 2.5 < truth["held_s"] < 4.0
    t = np.linspace(truth["start_s"], truth["end_s"] - 0.05, 50)
    assert thigh_deg(performance.pose(t), "left").min() > 89.0


def test_the_standing_foot_stays_until_it_is_to_move():
    performance = hold_performance(2, "left", 3.0, "foot")
    t = fine_times(performance.seconds)
    toe = point(performance.pose(t), "right_toe")
    still = t < performance.truth["end_s"] - 0.25
    assert np.ptp(toe[still], axis=0).max() < 1e-6
    assert np.ptp(toe[:, 0]) > 0.1


def test_repetitions_reach_what_their_truth_says():
    lifts = alternating(3, 2)
    lifts[1] = faulty(lifts[1], "half", 3)
    performance = lifts_performance("march", 3, [lifts])
    reps = performance.truth["reps"]
    assert [r["past_horizontal"] for r in reps] == [True, False, True, True]
    t = fine_times(performance.seconds)
    for rep in reps:
        inside = (t >= rep["start_s"]) & (t <= rep["end_s"])
        top = thigh_deg(performance.pose(t[inside]), rep["side"]).max()
        assert abs(top - rep["peak_deg"]) < 1.5


def test_heels_lie_on_the_floor_but_for_the_lifts():
    performance = lsit_performance(4, [Lift(1.0), Lift(1.0, fault="knee")])
    t = fine_times(performance.seconds)
    heel = point(performance.pose(t), "left_heel")[:, 1]
    first = performance.truth["reps"][0]
    assert abs(heel[t < first["start_s"] - 0.2]).max() < 0.035
    assert heel[(t > first["start_s"] + 0.4) & (t < first["end_s"] - 0.5)].min() > 0.05
    assert [r["reason"] for r in performance.truth["reps"]] == ["heels", "knee"]


def test_a_turned_body_keeps_its_heights_and_lengths():
    pose = hold_performance(5, "left", 2.0, "thigh").pose(np.array([2.0]))
    turned = turned_about(pose, 30.0)
    assert np.allclose(turned[..., 1], pose[..., 1])
    assert np.allclose(
        np.linalg.norm(np.diff(turned, axis=1), axis=-1),
        np.linalg.norm(np.diff(pose, axis=1), axis=-1),
    )


def test_a_film_and_its_truth_are_written(tmp_path):
    performance = hold_performance(6, "left", 0.5, "film", hands=False)
    film_move(performance, tmp_path / "hold")
    clip = probe(tmp_path / "hold.mp4")
    assert (clip.width_px, clip.height_px) == (640, 480)
    assert sum(1 for _ in frames(clip)) == round(performance.seconds * 30)
    truth = json.loads((tmp_path / "hold.truth.json").read_text(encoding="utf-8"))
    assert truth["reason"] == "film"
    assert truth["height_m"] == performance.body.height_m
