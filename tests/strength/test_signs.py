"""Small parts: shaking, the view."""

import numpy as np
import pytest

from kneedrive.strength.shaking import Shaking, shaking_of
from kneedrive.strength.view import View, turned_back_deg


def held(fps, seconds, swing_deg, hz=6.0):
    """Time and angle of a thigh that shakes more and more."""
    t = np.arange(0, seconds, 1 / fps)
    grows = np.interp(t, [0, seconds], swing_deg)
    noise = 0.01 * np.random.default_rng(0).normal(size=len(t))
    return t, 100 - 0.5 * t + grows * np.sin(2 * np.pi * hz * t) + noise


def test_shaking_is_told_against_the_first_second():
    calm = shaking_of(*held(60, 8.0, [1.0, 1.0]))
    shaky = shaking_of(*held(60, 8.0, [1.0, 3.0]))
    assert isinstance(calm, Shaking)
    assert isinstance(shaky, Shaking)
    assert calm.ratio == pytest.approx(1.0, abs=0.3)
    assert shaky.ratio > 4.0
    assert calm.first_deg == pytest.approx(1 / np.sqrt(2), abs=0.15)


def test_slow_sway_is_no_shaking():
    told = shaking_of(*held(60, 8.0, [3.0, 3.0], hz=0.6))
    assert isinstance(told, Shaking)
    assert told.first_deg < 0.3


def test_what_the_frame_rate_does_not_resolve_is_said():
    assert isinstance(shaking_of(*held(8, 8.0, [1.0, 1.0], hz=2.0)), str)
    told = shaking_of(*held(25, 8.0, [1.0, 1.0]))
    assert isinstance(told, Shaking)
    assert told.up_to_hz < 12.0
    assert isinstance(shaking_of(*held(60, 1.0, [1.0, 1.0])), str)


def test_a_knee_that_jumps_away_is_no_shaking():
    t, angle = held(30, 6.0, [0.5, 0.5])
    angle[::40] -= 50
    told = shaking_of(t, angle)
    assert isinstance(told, Shaking)
    assert told.ratio < 3.0
    angle[::4] -= 50
    assert isinstance(shaking_of(t, angle), str)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("thigh_deg", [20.0, 90.0, 110.0])
def test_a_thigh_seen_at_an_angle_is_turned_back(facing, thigh_deg):
    turn = np.radians(30.0)
    way = 80.0 * np.array([np.sin(np.radians(thigh_deg)), -np.cos(np.radians(thigh_deg))])
    hip = np.array([300.0, 240.0])
    knee = hip + [facing * way[0] * np.cos(turn), -way[1]]
    view = View(facing, turn, np.array([320.0, 240.0]), float("inf"))
    assert turned_back_deg(hip, knee, 160.0, view) == pytest.approx(thigh_deg, abs=1e-6)
