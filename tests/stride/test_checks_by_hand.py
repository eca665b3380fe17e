"""What is refused or withheld, just on either side of each limit."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.stance import Stance
from kneedrive.stride import checks
from kneedrive.stride.checks import (
    doubts_of_timing,
    reason_to_withhold,
    refuse_what_is_no_run,
    remedy,
)
from kneedrive.stride.events import FootEvents
from tests.folds import made_fold

HZ, LEG_PX = 1.25, 100.0


def body(rises=0.0, leg_px=LEG_PX):
    """Hips that are highest, or lowest, at mid-stance; legs that hang straight down."""

    def hip(p):
        return 0.0, rises * np.cos(4 * np.pi * (p - 0.25))

    joints = {"knee": -leg_px / 2, "ankle": -leg_px}
    paths = {f"{side}_hip": hip for side in ("left", "right")}
    for side in ("left", "right"):
        for joint, y in joints.items():
            paths[f"{side}_{joint}"] = lambda p, y=y: (0.0, y + hip(p)[1])
    return made_fold(paths, HZ)


def motion(legs_a_stride=2.0, standing=0.35, rises=0.0, leg_px=LEG_PX):
    stance = Stance(
        {"left": 0.25, "right": 0.75}, legs_a_stride * leg_px * HZ, 0.0, 0.1, 0.0, standing
    )
    return SimpleNamespace(fold=body(rises, leg_px), stance=stance)


STRIDES = SimpleNamespace(events={}, steps=pd.DataFrame({"a": range(4)}))


def refusal(found):
    try:
        refuse_what_is_no_run(found, STRIDES)
    except InputError as error:
        return re.split("[:;,]", str(error))[0]
    return None


@pytest.mark.parametrize(("legs", "said"), [(0.68, "the person moves on the spot"), (0.72, None)])
def test_a_stride_goes_seven_tenths_of_a_leg(legs, said):
    assert refusal(motion(legs)) == said


def test_running_backwards_is_refused():
    assert refusal(motion(-2.0)) == "the runner seems to run backwards"
    assert refusal(motion(-0.5)) == "the person moves on the spot"


@pytest.mark.parametrize(
    ("standing", "rises", "walks"),
    [
        (0.51, -1.0, True),
        (0.49, -1.0, False),
        (0.49, 1.0, True),
        (0.45, 1.0, True),
        (0.43, 1.0, False),
        (0.45, -1.0, False),
    ],
)
def test_a_walker_vaults_over_a_leg_that_stands_for_long(standing, rises, walks):
    """Between 44 and 50 % of the stride the hips decide: a runner sinks at mid-stance."""
    assert refusal(motion(2.0, standing, rises)) == ("this is walking" if walks else None)


def test_a_walk_is_refused_with_its_numbers():
    with pytest.raises(InputError, match=r"stands for 60 % of the stride, 150 steps a minute"):
        refuse_what_is_no_run(motion(2.0, 0.60), STRIDES)


@pytest.mark.parametrize(
    ("left", "right", "vaults"),
    [(0.25, 0.60, True), (0.25, 0.90, True), (0.30, 0.75, False), (0.75, 0.30, False)],
)
def test_hips_decide_by_both_mid_stances(left, right, vaults):
    """Heights go as cos 2 pi (phase - 0.25): 1, then -0.59; 1, -0.59; 0.95, -1; -1, 0.95."""

    def hip(p):
        return 0.0, np.cos(2 * np.pi * (p - 0.25))

    fold = made_fold({f"{side}_hip": hip for side in ("left", "right")}, HZ)
    mid = {"left": left, "right": right}
    found = SimpleNamespace(fold=fold, stance=SimpleNamespace(mid=mid))
    assert checks._vaults(STRIDES, found) is vaults


def standing_still(swing):
    """Ankles whose distance spreads evenly over the swing; legs of 100 px."""
    names = ("left_hip", "right_hip", "left_ankle", "right_ankle")
    xy = np.zeros((101, 4, 2))
    xy[:, 2, 1] = xy[:, 3, 1] = 100.0
    xy[:, 3, 0] = np.linspace(0, swing, 101)
    return SimpleNamespace(fold=None, stance=None, landmarks=names, xy_px=xy)


@pytest.mark.parametrize(("swing", "still"), [(27.0, True), (28.5, False)])
def test_ankles_that_swing_by_less_than_a_quarter_of_the_leg_do_not_run(swing, still):
    """Nine tenths of the way count: 24.3 and 25.7 px."""
    said = "nobody runs in this clip" if still else None
    assert refusal(standing_still(swing)) == said


def test_the_swing_is_measured_in_legs():
    assert checks._swing_share(standing_still(100.0)) == pytest.approx(0.9)
    hidden = standing_still(100.0)
    hidden.xy_px[:, 2] = np.nan
    assert checks._swing_share(hidden) == 0.0
    no_hip = standing_still(100.0)
    no_hip.xy_px[:, 0] = np.nan
    assert checks._swing_share(no_hip) == 0.0


@pytest.mark.parametrize(("tall_px", "small"), [(128.0, True), (132.0, False)])
def test_a_runner_of_130_px_is_large_enough(tall_px, small):
    found = motion(leg_px=0.478 * tall_px)
    said = reason_to_withhold(found, STRIDES)
    assert (said is not None) is small
    if small:
        assert said == "the runner is too small in the picture (128 px tall, 130 needed)"
    assert ("come nearer" in remedy(found)) is small


@pytest.mark.parametrize(("steps", "few"), [(3, True), (4, False)])
def test_four_steps_are_needed(steps, few):
    found = SimpleNamespace(events={}, steps=pd.DataFrame({"a": range(steps)}))
    said = reason_to_withhold(motion(leg_px=200.0), found)
    assert said == ("fewer than 4 whole steps were seen (3)" if few else None)


def test_without_a_stride_there_is_no_number():
    still = SimpleNamespace(fold=None)
    assert "no steady running stride was found" in reason_to_withhold(still, STRIDES)
    assert remedy(still).startswith("film at least ten seconds")


@pytest.mark.parametrize(("left", "right", "told"), [(0.51, 0.9, None), (0.9, 0.47, "47 %")])
def test_timing_that_applies_to_less_than_half_is_told(left, right, told):
    events = {"left": FootEvents(0, 0.3, left), "right": FootEvents(0.5, 0.8, right)}
    found = doubts_of_timing(SimpleNamespace(events=events))
    assert bool(found) is bool(told)
    if told:
        assert told in found[0]
    assert doubts_of_timing(SimpleNamespace(events={})) == ()
