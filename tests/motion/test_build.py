"""From landmarks to motion: level, square to the runner, either way round, in metres."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion import build
from kneedrive.motion.build import find_angles, find_motion
from kneedrive.motion.motion import Scale
from kneedrive.pose.bias import PoseBias
from tests import swinging, treading

CLOCK = Clock(60.0, 60.0, "given")
HEIGHT_M = 1.80


def run(travels=False, noise_px=0.3):
    return treading.keypoints(
        0.35, step_px=240, stride_hz=1.4, travels=travels, seconds=5.0, noise_px=noise_px
    )


def rolled(clip, degrees):
    """The picture of a phone that is turned clockwise, so that the ground rises to the right."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return replace(clip, xy_px=clip.xy_px @ np.array([[c, -s], [s, c]]))


def mirrored(clip):
    """The runner who faces left."""
    return replace(clip, xy_px=clip.xy_px * [-1.0, 1.0] + [1280.0, 0.0])


def lean_deg(motion):
    """Mean lean of the trunk: from the landmarks, and from the folded stride."""
    phase = np.linspace(0, 1, 200, endpoint=False)
    of = {j: sum(motion.fold.at(f"{s}_{j}", phase) for s in ("left", "right")) / 2
          for j in ("hip", "shoulder")}  # fmt: skip
    up = of["shoulder"] - of["hip"]
    folded = float(np.degrees(np.arctan2(up[:, 0], up[:, 1])).mean())
    return float(np.nanmean(motion.trunk_lean_deg)), folded


@pytest.fixture(scope="module")
def level():
    return find_motion(run(), CLOCK, HEIGHT_M)


@pytest.mark.parametrize("degrees", [5.0, -5.0])
@pytest.mark.parametrize("facing", ["right", "left"])
def test_a_rolled_picture_is_turned_back(degrees, facing):
    """By 82 %: the ground is seen to 0.7 degrees, and phones are held to 1.5."""
    clip = rolled(run() if facing == "right" else mirrored(run()), degrees)
    found = find_motion(clip, CLOCK, HEIGHT_M)
    rises = degrees if facing == "right" else -degrees
    assert found.facing == facing
    assert found.tilt_deg == pytest.approx(0.82 * rises, abs=0.3)
    for lean in lean_deg(found):
        assert lean == pytest.approx(-0.18 * rises, abs=0.4)


def test_the_path_through_the_picture_tells_the_roll_better():
    found = find_motion(rolled(run(travels=True), 5.0), CLOCK, HEIGHT_M)
    assert found.scene == "overground"
    assert found.tilt_deg == pytest.approx(5.0 * 2.25 / (2.25 + 0.16), abs=0.05)
    for lean in lean_deg(found):
        assert abs(lean) < 0.5


def test_markers_are_level_and_their_scale_is_known():
    exact = Scale(0.001, "markers", 0.0)
    found = find_motion(rolled(run(), 2.0), CLOCK, HEIGHT_M, exact=exact)
    assert found.tilt_deg == 0.0
    assert found.scale == exact
    assert lean_deg(found)[0] == pytest.approx(-2.0, abs=0.1)


def test_a_runner_who_faces_left_has_the_mirrored_runner_s_numbers(level):
    other = find_motion(mirrored(run()), CLOCK, HEIGHT_M)
    assert (level.facing, level.near_side) == ("right", "right")
    assert (other.facing, other.near_side) == ("left", "left")
    for side in ("left", "right"):
        for angle in ("thigh_deg", "shank_deg", "foot_deg", "knee_flexion_deg", "hip_flexion_deg"):
            np.testing.assert_allclose(
                getattr(level.legs[side], angle), getattr(other.legs[side], angle), atol=0.2
            )
    np.testing.assert_allclose(level.xy_m[..., 1], other.xy_m[..., 1], atol=0.01)


def test_metres_stand_on_the_ground(level):
    # 240 px a step at 2 x 1.4 steps a second; legs of 200 px, 0.478 of a height of 1.80 m
    assert level.scale.m_per_px == pytest.approx(0.478 * 1.80 / 200, rel=0.015)
    assert level.stance.ground_per_s == pytest.approx(672.0, rel=0.02)
    toes = np.concatenate([level.of("left_toe")[:, 1], level.of("right_toe")[:, 1]])
    assert np.nanpercentile(toes, 1) == pytest.approx(0.0, abs=0.02)
    hips = (level.of("left_hip") + level.of("right_hip"))[:, 1] / 2
    assert np.nanmean(hips) == pytest.approx(186 * level.scale.m_per_px, abs=0.03)
    assert np.isnan(level.of("nose")).all()
    assert level.scene == "treadmill"
    assert abs(level.travel_px_s) < 5


def test_a_passing_runner_travels_at_the_speed_of_the_ground():
    found = find_motion(run(travels=True), CLOCK, HEIGHT_M)
    assert found.scene == "overground"
    assert found.travel_px_s == pytest.approx(672.0, rel=0.01)


def oblique(clip, widest_deg):
    """What a camera sees that turns by so much to either side, its background known to stand."""
    angle = np.radians(np.linspace(-widest_deg, widest_deg, len(clip.time_s)))
    small = np.cos(angle)
    hips = (clip.of("left_hip") + clip.of("right_hip"))[:, None] / 2
    xy = hips + (clip.xy_px - hips) * np.column_stack([small**2, small])[:, None]
    still = np.tile([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], (len(xy), 1, 1))
    return replace(clip, xy_px=xy, background=still)


def test_a_camera_that_turns_along_sees_the_legs_as_large_at_the_ends_as_in_the_middle():
    clip = oblique(swinging.keypoints(6.0, noise_px=0.3), 30.0)
    found = find_motion(clip, CLOCK, HEIGHT_M)
    thigh = np.linalg.norm(found.of("left_knee") - found.of("left_hip"), axis=1)
    ends = np.r_[thigh[10:50], thigh[-50:-10]].mean()
    assert ends / thigh[150:210].mean() == pytest.approx(1.0, abs=0.03)  # unstraightened 0.85


def test_what_a_moving_camera_saw_is_brought_back_by_its_background():
    clip = run()
    shift = np.stack([40 * np.sin(0.9 * clip.time_s), 15 * clip.time_s], axis=1)
    back = np.tile([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], (len(shift), 1, 1))
    back[:, :, 2] = -shift
    back[100:110] = np.nan
    moved = replace(clip, xy_px=clip.xy_px + shift[:, None], background=back)
    found = find_motion(moved, CLOCK, HEIGHT_M)
    assert abs(found.travel_px_s) < 5
    assert lean_deg(found)[0] == pytest.approx(0.0, abs=0.4)
    back[: len(back) // 4] = np.nan
    with pytest.raises(InputError, match="background"):
        find_motion(replace(moved, background=back), CLOCK, HEIGHT_M)


def test_what_a_network_sees_too_short_or_too_slow_is_set_right(monkeypatch, level):
    monkeypatch.setattr(build, "bias_of", lambda model: PoseBias(leg=0.9, ground=1.1))
    found = find_motion(run(), CLOCK, HEIGHT_M)
    assert found.scale.m_per_px / level.scale.m_per_px == pytest.approx(0.9)
    assert level.stance.ground_per_s / found.stance.ground_per_s == pytest.approx(1.1)
    by_speed = find_motion(run(), CLOCK, speed_mps=3.0)
    assert by_speed.scale.m_per_px == pytest.approx(3.0 / found.stance.ground_per_s)
    assert by_speed.scale.by_speed
    assert not found.scale.by_speed


def test_the_network_is_looked_up_by_its_name(monkeypatch):
    asked = []
    monkeypatch.setattr(build, "bias_of", lambda model: asked.append(model) or PoseBias(leg=0.8))
    found = find_motion(replace(run(), model="my-network"), CLOCK, HEIGHT_M)
    assert set(asked) == {"my-network"}
    assert found.bias.leg == 0.8


def test_confidence_of_a_leg_is_what_three_quarters_of_the_frames_exceed():
    clip = run()
    confidence = np.full_like(clip.confidence, 0.9)
    ankle = clip.landmarks.index("left_ankle")
    confidence[: len(confidence) // 2, ankle] = 0.3
    found = find_motion(replace(clip, confidence=confidence), CLOCK, HEIGHT_M)
    assert found.leg_confidence["right"] == pytest.approx(0.9)
    assert found.leg_confidence["left"] == pytest.approx((0.3 + 0.9 + 0.9) / 3)
    assert found.usable_pct == 100.0


def test_angles_of_a_drawn_body():
    """Thigh 30 degrees in front, shank 60 behind, foot toes down by 10, trunk 5 forward."""
    a = np.radians([30.0, -60.0, -10.0, 5.0])
    knee = np.array([np.sin(a[0]), -np.cos(a[0])])
    ankle = knee + [np.sin(a[1]), -np.cos(a[1])]
    toe = ankle + [np.cos(a[2]), np.sin(a[2])]
    neck = np.array([np.sin(a[3]), np.cos(a[3])])
    points = {"hip": np.zeros(2), "knee": knee, "ankle": ankle, "heel": ankle, "toe": toe,
              "shoulder": neck}  # fmt: skip
    names = tuple(f"{s}_{p}" for s in ("left", "right") for p in points)
    at = np.array([[*points.values()] * 2] * 2)
    legs, lean = find_angles(np.array([0.0, 0.1]), names, at)
    leg = legs["left"]
    found = (leg.thigh_deg, leg.shank_deg, leg.foot_deg, leg.knee_flexion_deg, leg.hip_flexion_deg)
    assert np.array(found)[:, 0] == pytest.approx([30.0, -60.0, -10.0, 90.0, 35.0])
    assert lean == pytest.approx(5.0)


@pytest.mark.parametrize(("lost", "refused"), [(0.18, False), (0.22, True)])
def test_a_fifth_of_the_frames_may_lack_a_background(lost, refused):
    clip = run()
    back = np.tile([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], (len(clip.time_s), 1, 1))
    back[10 : 10 + round(lost * len(back))] = np.nan
    seen = replace(clip, background=back)
    if refused:
        with pytest.raises(InputError, match="background"):
            find_motion(seen, CLOCK, HEIGHT_M)
    else:
        assert find_motion(seen, CLOCK, HEIGHT_M).scene == "treadmill"


@pytest.mark.parametrize(("share", "scene"), [(0.45, "treadmill"), (0.55, "overground")])
def test_a_body_at_half_the_speed_of_its_feet_crosses_the_ground(share, scene):
    """The feet go back at 672 px a second under the body."""
    clip = run()
    way = np.stack([share * 672.0 * clip.time_s, 0 * clip.time_s], axis=1)
    found = find_motion(replace(clip, xy_px=clip.xy_px + way[:, None]), CLOCK, HEIGHT_M)
    assert found.scene == scene
    assert found.travel_px_s == pytest.approx(share * 672.0, abs=6)
    if scene == "overground":
        assert found.stance.ground_per_s == pytest.approx(found.travel_px_s)


def test_a_background_that_turns_and_grows_is_undone():
    """The camera turned by 0.02 and drew nearer by 10 %, more and more."""
    clip = run()
    share = np.linspace(0, 1, len(clip.time_s))
    turn, grow = 0.02 * share, 1 + 0.1 * share
    c, s = grow * np.cos(turn), grow * np.sin(turn)
    matrix = np.stack([np.stack([c, -s], axis=1), np.stack([s, c], axis=1)], axis=1)
    seen = np.einsum("tij,tlj->tli", matrix, clip.xy_px) + [5.0, 7.0]
    back = np.zeros((len(share), 2, 3))
    back[..., :2] = np.linalg.inv(matrix)
    back[..., 2] = -np.einsum("tij,j->ti", back[..., :2], [5.0, 7.0])
    found = find_motion(replace(clip, xy_px=seen, background=back), CLOCK, HEIGHT_M)
    plain = find_motion(clip, CLOCK, HEIGHT_M)
    for side in ("left", "right"):
        np.testing.assert_allclose(found.legs[side].thigh_deg, plain.legs[side].thigh_deg, atol=0.6)
    assert found.scale.m_per_px == pytest.approx(plain.scale.m_per_px, rel=0.01)


def test_angles_change_in_degrees_a_second_and_one_frame_has_no_speed():
    """A thigh that swings by 3 degrees in 0.1 s."""
    names = tuple(f"{s}_{p}" for s in ("left", "right")
                  for p in ("hip", "knee", "ankle", "heel", "toe"))  # fmt: skip
    swing = np.radians([0.0, 3.0, 6.0])
    knee = np.stack([np.sin(swing), -np.cos(swing)], axis=1)
    at = np.zeros((3, 10, 2))
    for first in (0, 5):
        at[:, first + 1] = knee
        at[:, first + 2 : first + 4] = (2 * knee)[:, None]
        at[:, first + 4] = 2 * knee + [1.0, 0.0]
    legs, lean = find_angles(np.array([0.0, 0.1, 0.2]), names, at)
    np.testing.assert_allclose(legs["right"].thigh_velocity_dps, 30.0)
    np.testing.assert_allclose(legs["left"].knee_flexion_deg, 0.0, atol=1e-6)
    assert np.isnan(lean).all()
    single, _ = find_angles(np.array([0.0]), names, at[:1])
    assert np.isnan(single["left"].thigh_velocity_dps).all()
    assert single["left"].thigh_deg == pytest.approx(0.0)
