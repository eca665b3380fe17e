"""Which frames of a clip belong together, from landmarks that are written down."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion import stretch
from kneedrive.motion.playback import Section
from kneedrive.motion.stretch import (
    at_times,
    cut,
    find_stretches,
    forward_sign,
    legs_seen,
    refuse_front_view,
    seen_stretches,
)
from kneedrive.pose.keypoints import NEEDED, Keypoints

NAMES = ("left_shoulder", "right_shoulder", *NEEDED)
PLACES = {"shoulder": (0, 0), "hip": (0, 50), "knee": (0, 90), "ankle": (0, 130)}
PLACES |= {"heel": (-5, 132), "toe": (15, 132)}
CLOCK = Clock(60.0, 60.0, "given")


def body(frames=300, fps=60.0):
    """A runner who faces right and does not move."""
    xy = np.array([PLACES[name.split("_")[1]] for name in NAMES], float)
    xy = np.broadcast_to(xy, (frames, *xy.shape)) + [100.0, 0.0]
    return Keypoints(np.arange(frames) / fps, NAMES, xy.copy(), np.ones(xy.shape[:2]))


def moved(clip, name, by, frames=slice(None)):
    xy = clip.xy_px.copy()
    xy[frames, NAMES.index(name)] += by
    return replace(clip, xy_px=xy)


def hidden(clip, frames, name="left_knee"):
    return moved(clip, name, np.nan, frames)


def seen(clip):
    return [(s.start, s.stop) for s in seen_stretches(clip.time_s, clip)]


@pytest.mark.parametrize("name", NEEDED)
def test_a_leg_is_seen_from_hip_to_toe_of_both_sides(name):
    found = legs_seen(hidden(body(5), [2], name))
    assert found.tolist() == [True, True, False, True, True]
    xy = body(5).xy_px.copy()
    xy[3, NAMES.index(name), 1] = np.nan
    assert not legs_seen(replace(body(5), xy_px=xy))[3]


def test_shoulders_need_not_be_seen():
    assert legs_seen(hidden(body(5), [2], "left_shoulder")).all()


@pytest.mark.parametrize(("frames", "whole"), [(16, True), (18, False)])
def test_a_gap_of_three_tenths_of_a_second_ends_a_stretch(frames, whole):
    last = 100 + frames
    parts = [(0, 300)] if whole else [(0, 100), (last, 300)]
    assert seen(hidden(body(), slice(100, last))) == parts


def test_frames_at_the_ends_that_show_no_legs_are_left_out():
    assert seen(hidden(hidden(body(), slice(0, 40)), slice(250, 300))) == [(40, 250)]


def test_no_legs_at_all_are_refused():
    with pytest.raises(InputError, match="no frame shows both legs"):
        seen(hidden(body(), slice(None)))


def turned(clip, frames):
    xy = clip.xy_px.copy()
    xy[frames, :, 0] = 200 - xy[frames, :, 0]
    return replace(clip, xy_px=xy)


def test_a_turn_ends_a_stretch():
    found = seen(turned(body(), slice(150, 300)))
    assert found[0][0] == 0
    assert found[-1][1] == 300
    assert found[0][1] == pytest.approx(150, abs=1)
    assert found[-1][0] == pytest.approx(150, abs=1)
    assert sum(b - a for a, b in found) == 300


def sign(clip):
    return forward_sign(clip.time_s, clip)


def test_toes_point_forward():
    assert (sign(body()) == 1).all()
    assert (sign(turned(body(), slice(None))) == -1).all()


@pytest.mark.parametrize(("frames", "outvoted"), [(14, True), (16, False)])
def test_half_a_second_outvotes_a_shorter_turn(frames, outvoted):
    """Thirty frames are the half second; fewer than half of them are outvoted."""
    found = sign(turned(body(), slice(100, 100 + frames)))
    assert (found == 1).all() == outvoted


def test_at_the_ends_the_first_and_last_frame_go_on():
    """Twelve turned frames at an end are repeated outwards and win there."""
    assert sign(turned(body(), slice(0, 12)))[0] == -1
    assert sign(turned(body(), slice(288, 300)))[-1] == -1
    assert sign(turned(body(), slice(0, 12)))[30:].tolist() == [1.0] * 270


def test_the_mean_of_the_feet_that_are_seen_points_forward():
    """A right foot 20 px to the right wins over a left one 15 px to the left, alone does 15."""
    clip = moved(body(), "left_toe", [-35.0, 0.0])
    assert (sign(clip) == 1).all()
    assert (sign(hidden(clip, slice(None), "right_toe")) == -1).all()
    uneven = hidden(clip, slice(0, 300, 2), "right_heel")
    # the left foot counts -15 in every second frame, both together (20 - 15) / 2 in the others
    assert (sign(uneven)[20:-20] == -1).all()
    strong = moved(uneven, "right_toe", [20.0, 0.0])
    # now (40 - 15) / 2 = 12.5: still less than 15
    assert (sign(strong)[20:-20] == -1).all()
    stronger = moved(uneven, "right_toe", [36.0, 0.0])
    # (56 - 15) / 2 = 20.5
    assert (sign(stronger)[20:-20] == 1).all()


def test_two_frames_with_feet_tell_nothing():
    for count, told in ((2, 0.0), (3, 1.0)):
        clip = body()
        for name in ("left_toe", "right_toe"):
            clip = hidden(clip, slice(count, None), name)
        assert (sign(clip) == told).all()


# Seen from the front.


def refused(clip):
    try:
        refuse_front_view(clip)
    except InputError as error:
        return "from the front or from behind" in str(error)
    return False


@pytest.mark.parametrize(("share", "front_view"), [(0.53, False), (0.60, True)])
def test_shoulders_as_wide_as_0_55_of_the_trunk_are_a_front_view(share, front_view):
    """The trunk runs from mid-hip to mid-shoulder: the root of 50 squared and half the width's."""
    width = 50 * share / np.sqrt(1 - share**2 / 4)
    clip = moved(body(30), "left_shoulder", [width, 0.0])
    assert refused(clip) is front_view
    mirrored = moved(body(30), "right_shoulder", [width, 0.0])
    assert refused(mirrored) is front_view


@pytest.mark.parametrize(("share", "front_view"), [(0.50, True), (0.60, False)])
def test_ankles_that_swing_apart_are_a_side_view(share, front_view):
    """Legs of 80 px: thighs 40, one shank 40, the other longer by the swing."""
    swing = 80 * share
    for _ in range(20):
        shank = np.hypot(40.0, swing)
        swing = share * (40 + 40 + 40 + shank) / 2
    clip = moved(body(30), "left_shoulder", [60.0, 0.0])
    assert refused(moved(clip, "left_ankle", [swing, 0.0])) is front_view
    assert refused(moved(clip, "right_ankle", [-swing, 0.0])) is front_view


def test_without_shoulders_nothing_is_refused():
    clip = moved(body(30), "left_shoulder", [60.0, 0.0])
    assert not refused(hidden(clip, slice(None), "left_shoulder"))
    assert refused(hidden(clip, slice(0, 10), "left_shoulder"))


# What is looked at.


def test_the_three_longest_stretches_are_looked_at_longest_first():
    clip = body(1000)
    for gap in (100, 220, 400, 640):
        clip = hidden(clip, slice(gap, gap + 25))
    found = find_stretches(clip, CLOCK, True)
    spans = [(p.start, p.stop) for p in found.seen]
    assert spans == [(0, 100), (125, 220), (245, 400), (425, 640), (665, 1000)]
    assert [(p.start, p.stop) for p in found.parts] == [(665, 1000), (425, 640), (245, 400)]
    assert found.changes_s == ()


@pytest.mark.parametrize(("frames", "looked_at"), [(72, 1), (74, 2)])
def test_a_part_lasts_for_1_2_seconds_at_least(frames, looked_at):
    clip = hidden(body(300 + frames), slice(270, 300))
    assert len(find_stretches(clip, CLOCK, True).parts) == looked_at


def test_of_short_stretches_the_longest_is_looked_at():
    clip = hidden(hidden(body(150), slice(40, 70)), slice(110, 130))
    assert [(p.start, p.stop) for p in find_stretches(clip, CLOCK, True).parts] == [(0, 40)]


@pytest.mark.parametrize(
    ("seconds", "step_hz", "factor", "told", "usable"),
    [
        (2.0, 3.0, 1.0, False, True),
        (1.9, 3.0, 1.0, False, False),
        (2.5, 2.8, 1.0, True, True),
        (30.0, 0.7, 4.0, True, True),
        (30.0, 0.7, 1.0, True, False),
        (30.0, 0.7, 1.0, False, True),
    ],
)
def test_a_section_has_six_steps_and_fits_the_clock_that_is_known(
    seconds, step_hz, factor, told, usable
):
    assert stretch._usable(Section(1.0, 1.0 + seconds, step_hz), factor, told) is usable


def test_a_section_is_measured_a_fast_step_away_from_its_changes():
    found = (Section(0.0, 3.0, 2.0), Section(3.0, 6.0, 0.5), Section(6.0, 9.0, 2.5))
    time_s = np.arange(0, 901) / 100
    inner = [stretch._inner(time_s, section, found) for section in found]
    spans = [(s.start, s.stop) for s in inner]
    assert spans == [(0, 261), (340, 561), (640, 901)]
    assert stretch._inner(time_s, found[0], found[:1]) == slice(0, 301)


def test_times_in_words():
    assert at_times((3.04,)) == "at 3.0 s"
    assert at_times((3.0, 19.0)) == "at 3.0 and 19.0 s"
    assert at_times((1.0, 2.0, 3.0)) == "at 1.0, 2.0 and 3.0 s"


def test_a_cut_keeps_everything_of_its_frames():
    clip = replace(body(10), background=np.arange(60.0).reshape(10, 2, 3))
    part = cut(clip, slice(3, 7))
    assert part.time_s.tolist() == clip.time_s[3:7].tolist()
    assert part.xy_px.shape[0] == part.confidence.shape[0] == 4
    assert part.background[0, 0, 0] == 18.0
    assert cut(body(10), slice(3, 7)).background is None
