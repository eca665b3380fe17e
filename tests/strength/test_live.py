"""Feedback while moving: the same counts as afterwards, and never a look ahead."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.film.studio.moves import (
    alternating,
    faulty,
    hold_performance,
    lifts_performance,
    lsit_performance,
)
from kneedrive.film.studio.moves.lsit import Lift
from kneedrive.strength.coaching import coach
from kneedrive.strength.live import Watcher, sound, watch
from tests.strength.performed import exercise_of, keypoints_of


def live_events(exercise, keypoints, until=None):
    watcher = Watcher(exercise)
    events = []
    rows = range(len(keypoints.time_s) if until is None else until)
    for i in rows:
        events += watcher.update(
            float(keypoints.time_s[i]), keypoints.xy_px[i], keypoints.confidence[i], (640, 480)
        )
    return events if until is not None else events + watcher.finish()


def lively():
    lifts = alternating(21, 3)
    lifts[1] = replace(lifts[1], top_deg=70.0)
    lifts[3] = faulty(lifts[3], "jitter", 1)
    return keypoints_of(lifts_performance("march", 21, [lifts]), oblique_deg=30.0)


def test_live_and_offline_count_the_same():
    keypoints = lively()
    offline = coach(exercise_of(keypoints), "march")
    live = [e for e in live_events("march", keypoints) if e.kind == "repetition"]
    assert [e.side for e in live] == [r.side for r in offline.repetitions if r.counts]
    assert [e.number for e in live] == [1, 2, 3, 4, 5]
    assert any(e.kind == "not counted" for e in live_events("march", keypoints))


@pytest.mark.parametrize("share", [0.3, 0.55, 0.8])
def test_what_comes_later_changes_nothing_that_was_said(share):
    keypoints = lively()
    part = round(share * len(keypoints.time_s))
    early = live_events("march", keypoints, part)
    assert live_events("march", keypoints)[: len(early)] == early


def test_a_hold_says_get_ready_go_and_time():
    performance = hold_performance(22, "left", 2.5, "hand")
    events = live_events("hold", keypoints_of(performance))
    assert [e.kind for e in events][:3] == ["get ready", "go", "time"]
    assert abs(events[2].seconds - performance.truth["held_s"]) < 0.3
    assert "hand" in events[2].text


def test_heels_say_go_and_time():
    events = live_events("lsit", keypoints_of(lsit_performance(23, [Lift(1.5)])))
    assert [e.kind for e in events] == ["get ready", "go", "time"]


def test_counts_are_heard():
    events = live_events("march", lively())
    heard = [bool(sound(e)) for e in events if e.kind == "repetition"]
    assert heard
    assert all(heard)


def test_pictures_without_anybody_say_nothing():
    class Nobody:
        def see(self, image):
            return None

    pictures = [(i / 30, np.zeros((48, 64, 3), np.uint8)) for i in range(10)]
    assert list(watch("march", pictures, Nobody())) == []
