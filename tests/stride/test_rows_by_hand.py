"""Rows of numbers about a stride whose landmarks follow written formulas."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.motion.stance import Stance
from kneedrive.stride.waveform import event_row, leg_row
from tests.folds import made_fold

HZ = 1.25
GROUND = 3.0
STANCE = Stance({"left": 0.36, "right": 0.86}, GROUND, 0.0, 0.1, 0.0, 0.3)
# Thigh 3-4-5, shank 5-12-13, both times 0.2; the leg is 3.6 long.
HIP, KNEE, ANKLE = (0.0, 0.0), (0.6, -0.8), (-0.4, -3.2)
AROUND_S = np.array([-0.09, -0.075, -0.06, -0.045, -0.03, -0.015, 0,
                     0.015, 0.03, 0.045, 0.06, 0.075, 0.09])  # fmt: skip
LEG = 3.6


def at(place):
    return lambda p: place


def runner(**moving):
    """A body that rests, but for the left landmarks that are given."""
    places = {
        "shoulder": (0.5, 2.0),
        "hip": HIP,
        "knee": KNEE,
        "ankle": ANKLE,
        "heel": (-0.6, -3.4),
        "toe": (0.2, -3.2),
    }
    paths = {f"{side}_{j}": at(place) for side in ("left", "right") for j, place in places.items()}
    return made_fold(paths | {f"left_{joint}": path for joint, path in moving.items()}, HZ)


def event_parts(fold, phase=0.2, duty=0.31):
    row = event_row(fold, STANCE, "left", phase, duty)
    assert row.shape == (225,)
    names = {"heel": 26, "toe": 26, "ankle": 26, "hip_up": 13, "thigh": 13, "shank": 13, "foot": 13}
    names |= {"thigh_dps": 13, "shank_dps": 13, "foot_dps": 13, "heel_up": 13, "toe_up": 13}
    names |= {"reach": 13, "ahead": 13, "pace": 3, "duty": 1}
    ends = np.cumsum(list(names.values()))
    return dict(zip(names, np.split(row, ends[:-1]), strict=True))


def test_a_leg_that_rests_has_angles_and_no_speed():
    parts = event_parts(runner())
    for moving in ("heel", "toe", "ankle", "hip_up", "thigh_dps", "shank_dps", "foot_dps"):
        np.testing.assert_allclose(parts[moving], 0.0, atol=1e-9)
    np.testing.assert_allclose(parts["thigh"], np.degrees(np.arctan2(0.6, 0.8)))
    np.testing.assert_allclose(parts["shank"], np.degrees(np.arctan2(-1.0, 2.4)))
    np.testing.assert_allclose(parts["foot"], np.degrees(np.arctan2(0.2, 0.8)))
    np.testing.assert_allclose(parts["heel_up"], 0.0, atol=1e-9)
    np.testing.assert_allclose(parts["toe_up"], 0.0, atol=1e-9)
    np.testing.assert_allclose(parts["reach"], np.hypot(0.2, 3.2) / LEG)
    np.testing.assert_allclose(parts["ahead"], 0.2 / LEG)
    np.testing.assert_allclose(parts["pace"], [0.8, GROUND / LEG, GROUND / LEG / HZ])
    assert parts["duty"] == [0.31]


@pytest.mark.parametrize("joint", ["heel", "toe"])
def test_speeds_are_shares_of_the_ground_s_and_heights_of_the_leg(joint):
    """x = -0.6 + 0.5 cos, y = -3.4 + 0.1 sin of the stride."""

    def path(p):
        return -0.6 + 0.5 * np.cos(2 * np.pi * p), -3.4 + 0.1 * np.sin(2 * np.pi * p)

    parts = event_parts(runner(**{joint: path}))
    angle = 2 * np.pi * (0.2 + AROUND_S * HZ)
    turn = 2 * np.pi * HZ
    speed = parts[joint].reshape(13, 2) * GROUND
    np.testing.assert_allclose(speed[:, 0], -0.5 * turn * np.sin(angle), atol=1e-6)
    np.testing.assert_allclose(speed[:, 1], 0.1 * turn * np.cos(angle), atol=1e-6)
    up = parts[f"{joint}_up"] * LEG
    np.testing.assert_allclose(up, 0.1 * np.sin(angle) + 0.1, atol=2e-4)
    if joint == "toe":
        ahead = -0.6 + 0.5 * np.cos(angle)
        np.testing.assert_allclose(parts["ahead"] * LEG, ahead, atol=1e-6)
        down = -3.4 + 0.1 * np.sin(angle)
        np.testing.assert_allclose(parts["reach"] * LEG, np.hypot(ahead, down), atol=1e-6)


def test_a_height_is_taken_from_the_stride_s_lowest_point():
    """A dip of 0.2 at phase 0.9, three harmonics sharp, far from the event."""

    def path(p):
        return -0.6, -3.4 - 0.2 * np.cos(6 * np.pi * (p - 0.9))

    parts = event_parts(runner(heel=path))
    angle = 6 * np.pi * (0.2 + AROUND_S * HZ - 0.9)
    np.testing.assert_allclose(parts["heel_up"] * LEG, 0.2 - 0.2 * np.cos(angle), atol=1e-3)


def test_the_lowest_point_is_looked_for_at_a_hundred_phases():
    """Ninety-nine spaces from strike to strike: a dip of the 14th harmonic at the 50th is met."""

    def path(p):
        return -0.6, -3.4 - 0.2 * np.cos(28 * np.pi * (p - 50 / 99))

    parts = event_parts(runner(heel=path))
    angle = 28 * np.pi * (0.2 + AROUND_S * HZ - 50 / 99)
    np.testing.assert_allclose(parts["heel_up"] * LEG, 0.2 - 0.2 * np.cos(angle), atol=1e-3)


def test_a_thigh_that_turns_has_a_rate_in_degrees_a_second():
    def knee(p):
        angle = 0.4 * np.sin(2 * np.pi * p)
        return np.sin(angle), -np.cos(angle)

    parts = event_parts(runner(knee=knee))
    phase = 2 * np.pi * (0.2 + AROUND_S * HZ)
    np.testing.assert_allclose(parts["thigh"], np.degrees(0.4 * np.sin(phase)), atol=1e-3)
    rate = np.degrees(0.4 * 2 * np.pi * HZ * np.cos(phase))
    np.testing.assert_allclose(parts["thigh_dps"][1:-1], rate[1:-1], rtol=0.01)
    assert np.ptp(parts["foot_dps"]) < 1e-9


def test_a_hip_that_rises_and_an_ankle_that_moves_have_speeds():
    parts = event_parts(
        runner(
            hip=lambda p: (0.3 * np.cos(2 * np.pi * p), 0.1 * np.sin(2 * np.pi * p)),
            ankle=lambda p: (-0.4, -3.2 + 0.1 * np.cos(2 * np.pi * p)),
        )
    )
    angle, turn = 2 * np.pi * (0.2 + AROUND_S * HZ), 2 * np.pi * HZ
    np.testing.assert_allclose(parts["hip_up"] * GROUND, 0.1 * turn * np.cos(angle), atol=1e-6)
    ankle = parts["ankle"].reshape(13, 2) * GROUND
    np.testing.assert_allclose(ankle[:, 1], -0.1 * turn * np.sin(angle), atol=1e-6)
    np.testing.assert_allclose(ankle[:, 0], 0.0, atol=1e-9)


def test_a_foot_that_turns_past_180_degrees_does_not_jump():
    """The toe circles the heel once a stride, and passes straight behind it at phase 0.2."""

    def toe(p):
        angle = 2 * np.pi * (p - 0.2) + np.pi
        return -0.6 + np.cos(angle), -3.4 + np.sin(angle)

    foot = event_parts(runner(toe=toe))["foot"]
    np.testing.assert_allclose(np.diff(foot), 360 * HZ * 0.015, rtol=1e-6)
    assert foot[6] % 360 == pytest.approx(180.0)


# The whole stride.


def leg_parts(fold, side="left"):
    row = leg_row(fold, STANCE, side)
    assert row.shape == (172,)
    names = {"knee": 24, "ankle": 24, "heel": 24, "toe": 24, "beside": 24}
    names |= {"thigh_long": 12, "shank_long": 12, "thigh": 12, "shank": 12, "pace": 3, "lean": 1}
    ends = np.cumsum(list(names.values()))
    return dict(zip(names, np.split(row, ends[:-1]), strict=True))


def test_places_lengths_and_angles_of_a_leg_that_rests():
    parts = leg_parts(runner())
    places = {"knee": KNEE, "ankle": ANKLE, "heel": (-0.6, -3.4), "toe": (0.2, -3.2)}
    for joint, place in places.items():
        np.testing.assert_allclose(parts[joint].reshape(12, 2), np.tile(place, (12, 1)) / LEG)
    np.testing.assert_allclose(parts["beside"], 0.0, atol=1e-9)
    np.testing.assert_allclose(parts["thigh_long"], 1.0 / LEG)
    np.testing.assert_allclose(parts["shank_long"], 2.6 / LEG)
    np.testing.assert_allclose(parts["thigh"], np.degrees(np.arctan2(0.6, 0.8)))
    np.testing.assert_allclose(parts["shank"], np.degrees(np.arctan2(-1.0, 2.4)))
    np.testing.assert_allclose(parts["pace"], [0.8, GROUND / LEG, GROUND / LEG / HZ])
    np.testing.assert_allclose(parts["lean"], np.degrees(np.arctan2(0.5, 2.0)))


def test_the_stride_runs_from_mid_stance_in_twelfths():
    def heel(p):
        return np.cos(2 * np.pi * p), -3.4 + 0.1 * np.sin(2 * np.pi * p)

    found = leg_parts(runner(heel=heel))["heel"].reshape(12, 2) * LEG
    angle = 2 * np.pi * (0.36 + np.arange(12) / 12)
    np.testing.assert_allclose(found[:, 0], np.cos(angle), atol=1e-6)
    np.testing.assert_allclose(found[:, 1], -3.4 + 0.1 * np.sin(angle), atol=1e-6)


def test_a_hip_beside_the_middle_of_both_and_a_trunk_from_there():
    fold = runner(hip=lambda p: (0.4, 0.2))
    left, right = leg_parts(fold), leg_parts(fold, "right")
    leg = (np.hypot(0.2, 1.0) + 2.6 + 1.0 + 2.6) / 2
    np.testing.assert_allclose(left["beside"].reshape(12, 2)[3], np.array([0.2, 0.1]) / leg)
    np.testing.assert_allclose(right["beside"].reshape(12, 2)[3], np.array([-0.2, -0.1]) / leg)
    np.testing.assert_allclose(left["lean"], np.degrees(np.arctan2(0.3, 1.9)))


def test_without_shoulders_the_lean_is_none():
    fold = runner()
    kept = [i for i, name in enumerate(fold.landmarks) if "shoulder" not in name]
    bare = replace(fold, landmarks=tuple(fold.landmarks[i] for i in kept), series=fold.series[kept])
    assert leg_parts(bare)["lean"] == [0.0]
