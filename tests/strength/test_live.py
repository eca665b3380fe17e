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
    one_leg,
)
from kneedrive.film.studio.moves.lsit import Lift
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.strength.coaching import coach
from kneedrive.strength.live import Watcher, sound, watch
from kneedrive.strength.live_track import LiveTrack
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


def test_a_set_says_get_ready_go_and_time():
    lifts = alternating(24, 2)
    keypoints = keypoints_of(lifts_performance("march", 24, [lifts[:2], lifts[2:]], rest_s=10.0))
    events = live_events("march", keypoints)
    said = [e.kind for e in events if e.kind != "fault"]
    one_set = ["repetition", "repetition", "time"]
    assert said == ["get ready", "go", *one_set, *one_set]
    first, last = (e for e in events if e.kind == "time")
    assert first.text == "set done: 1 left, 1 right"
    assert 3.0 < first.seconds < 6.0
    assert first.time_s < last.time_s


def test_who_comes_back_into_the_picture_is_told_to_get_ready_again():
    keypoints = keypoints_of(lifts_performance("march", 25, [alternating(25, 1)], rest_s=3.0))
    watcher, events = Watcher("march"), []
    for i in range(150):
        away = 40 < i < 90
        row = min(i, 20)  # somebody who just stands
        landmarks = keypoints.xy_px[row], keypoints.confidence[row]
        events += watcher.nobody(i / 30) if away else watcher.update(i / 30, *landmarks)
    assert [e.kind for e in events] == ["get ready", "go", "unseen", "get ready", "go"]


def test_what_must_be_heard_rings_and_the_rest_does_not():
    events = live_events("march", lively())
    assert {e.kind for e in events if sound(e)} == {"go", "repetition", "time"}
    assert {e.kind for e in events if not sound(e)} >= {"get ready", "not counted"}


def test_pictures_without_anybody_say_nothing():
    class Nobody:
        def see(self, image):
            return None

    pictures = [(i / 30, np.zeros((48, 64, 3), np.uint8)) for i in range(10)]
    assert list(watch("march", pictures, Nobody())) == []


def test_nobody_in_the_picture_stops_a_hold_and_is_said():
    keypoints = keypoints_of(hold_performance(26, "left", 4.0, "film"))
    gone = round(30 * (keypoints.time_s[-1] - 2.0))

    class Leaves:
        def __init__(self):
            self.row = -1

        def see(self, image):
            self.row += 1
            if self.row >= gone:
                return None
            return keypoints.xy_px[self.row], keypoints.confidence[self.row]

    blank = np.zeros((480, 640, 3), np.uint8)
    events = list(watch("hold", ((i / 30, blank) for i in range(gone + 300)), Leaves()))
    assert [e.kind for e in events] == ["get ready", "go", "time", "unseen"]
    assert "no longer in sight" in events[2].text
    assert events[2].time_s < gone / 30 + 1.0


def test_live_angles_follow_a_lift_within_a_tenth_of_a_second_or_so():
    """A leg that rises to 100 degrees in 0.4 s, is held for 0.5 s, and hangs again."""
    shape = {"top_deg": 100.0, "drive_s": 0.4, "stay_s": 0.5}
    lifts = [replace(lift, **shape) for lift in one_leg(27, "left", 2)]
    keypoints = keypoints_of(lifts_performance("march", 27, [lifts]))
    hip, knee = (keypoints.xy_px[:, LANDMARKS.index(f"left_{j}")] for j in ("hip", "knee"))
    true_deg = np.degrees(np.arctan2(np.abs(knee[:, 0] - hip[:, 0]), knee[:, 1] - hip[:, 1]))
    track, live_deg = LiveTrack((640, 480)), []
    for t, xy, sure in zip(keypoints.time_s, keypoints.xy_px, keypoints.confidence, strict=True):
        live_deg.append(max(own.thigh_deg for own in track.update(float(t), xy, sure).legs))
    rises = [
        keypoints.time_s[np.flatnonzero((angle[:-1] < 60.0) & (angle[1:] >= 60.0))]
        for angle in (true_deg, np.array(live_deg))
    ]
    assert len(rises[0]) == len(rises[1]) == 2
    assert np.all((rises[1] - rises[0] >= 0.0) & (rises[1] - rises[0] < 0.2))
    assert max(live_deg) == pytest.approx(true_deg.max(), abs=3.0)
