"""Which times of a clip were left out, and why, in words."""

from types import SimpleNamespace

import numpy as np
import pytest

from kneedrive.film.clock import Clock
from kneedrive.motion import left_out as module
from kneedrive.motion.left_out import left_out
from kneedrive.motion.stretch import Stretches

FPS = 10.0
REAL = Clock(FPS, FPS, "given")


@pytest.fixture
def told(monkeypatch):
    """What is said of a clip of 10 frames a second, from its stretches and what was measured."""

    def run(measured, seen, changes_s=(), clock=REAL, frames=100, left_from=None):
        sign = np.ones(frames)
        if left_from is not None:
            sign[left_from:] = -1.0
        monkeypatch.setattr(module, "forward_sign", lambda time_s, keypoints: sign)
        keypoints = SimpleNamespace(time_s=np.arange(frames) / FPS)
        parts = tuple(slice(*part) for part in seen)
        return left_out(keypoints, clock, Stretches(parts, parts, changes_s), slice(*measured))

    return run


def test_nothing_left_out_is_nothing_said(told):
    assert told((0, 100), [(0, 100)]) == ()


def test_half_a_second_is_worth_a_word_and_less_is_not(told):
    assert told((5, 95), [(0, 100)]) == ()
    assert told((6, 100), [(0, 100)]) == (
        "measured from 0.6 to 9.9 s of the film, without 0.0 to 0.5 s (the stride does not go on "
        "evenly)",
    )
    assert told((0, 94), [(0, 100)]) == (
        "measured from 0.0 to 9.3 s of the film, without 9.4 to 9.9 s (the stride does not go on "
        "evenly)",
    )


def test_in_slow_motion_captured_time_counts(told):
    slow = Clock(FPS, 4 * FPS, "given")
    assert told((20, 100), [(0, 100)], clock=slow) == ()
    assert "0.0 to 2.0 s" in told((21, 100), [(0, 100)], clock=slow)[0]


def test_each_bit_has_its_reason(told):
    """0 to 1 s unseen, a short stretch, a gap, what was measured, its rest, a turn."""
    said = told((40, 60), [(10, 20), (30, 80), (85, 100)], left_from=85)
    assert said == (
        "measured from 4.0 to 5.9 s of the film, without "
        "0.0 to 0.9 s (legs not seen whole), "
        "1.0 to 1.9 s (fewer strides in a row), "
        "2.0 to 2.9 s (legs not seen whole), "
        "3.0 to 3.9 s (the stride does not go on evenly), "
        "6.0 to 7.9 s (the stride does not go on evenly), "
        "8.5 to 9.9 s (the runner faces the other way)",
    )


def test_a_change_of_speed_is_said_and_parts_what_lies_beyond(told):
    said = told((0, 50), [(0, 100)], changes_s=(6.96,))
    assert said == (
        "the clip changes the speed at which it plays at 7.0 s",
        "measured from 0.0 to 4.9 s of the film, without "
        "5.0 to 6.9 s (the stride does not go on evenly), "
        "7.0 to 9.9 s (plays at another speed)",
    )
    before = told((50, 100), [(0, 100)], changes_s=(2.05,))
    assert before[1] == (
        "measured from 5.0 to 9.9 s of the film, without "
        "0.0 to 2.0 s (plays at another speed), "
        "2.1 to 4.9 s (the stride does not go on evenly)"
    )
    assert told((0, 100), [(0, 100)], changes_s=(5.0,)) == (
        "the clip changes the speed at which it plays at 5.0 s",
    )


def test_what_plays_at_another_speed_is_told_by_the_film_s_own_time(told):
    slow = Clock(FPS, 4 * FPS, "given")
    said = told((10, 100), [(0, 100)], changes_s=(0.95,), clock=slow)
    assert "0.0 to 0.9 s (plays at another speed)" in said[1]


def test_a_stretch_that_ends_where_another_was_measured_is_not_its_own(told):
    said = told((30, 60), [(0, 30), (30, 60), (60, 100)])[0]
    assert said.count("fewer strides in a row") == 2
    assert "evenly" not in said
