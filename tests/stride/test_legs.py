"""Left and right are drawn together by as much as the clip is unsure of them, and no further."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.stride.events import FootEvents
from kneedrive.stride.legs import reconcile, unequal

HZ = 1.4
SURE = {"left": 1.0, "right": 1.0}


def legs(left_duty=0.35, right_duty=0.35, shift=0.0):
    return {
        "left": FootEvents(0.0, left_duty, 1.0),
        "right": FootEvents(
            0.5 + (left_duty - right_duty) / 2 + shift,
            0.5 + (left_duty + right_duty) / 2 + shift,
            1.0,
        ),
    }


def test_legs_that_agree_stay_as_they_are():
    events = legs()
    assert reconcile(events, SURE, HZ) == pytest.approx(events)


@given(
    left=st.floats(0.25, 0.45),
    right=st.floats(0.25, 0.45),
    confidence=st.floats(0.3, 1.0),
)
def test_a_difference_shrinks_and_keeps_its_sign(left, right, confidence):
    found = reconcile(legs(left, right), {"left": 1.0, "right": confidence}, HZ)
    before, after = left - right, found["left"].duty - found["right"].duty
    assert abs(after) <= abs(before) + 1e-12
    assert after * before >= 0
    assert min(left, right) - 1e-9 <= found["left"].duty <= max(left, right) + 1e-9


def test_the_leg_that_is_seen_badly_gives_way():
    found = reconcile(legs(0.38, 0.30), {"left": 0.95, "right": 0.4}, HZ)
    moved = {"left": 0.38 - found["left"].duty, "right": found["right"].duty - 0.30}
    assert moved["right"] > 3 * moved["left"] > 0


def test_the_mean_of_equally_seen_legs_stays():
    found = reconcile(legs(0.38, 0.30), SURE, HZ)
    assert sum(f.duty for f in found.values()) == pytest.approx(0.68)


@pytest.mark.parametrize("shift", [0.03, -0.03])
def test_contacts_are_spaced_more_evenly(shift):
    found = reconcile(legs(shift=shift), SURE, HZ)
    left, right = found["left"], found["right"]
    apart = (right.strike + right.toe_off - left.strike - left.toe_off) / 2 - 0.5
    assert 0 < apart / shift < 1
    assert left.duty == pytest.approx(0.35)


def test_a_hidden_leg_makes_the_mean_less_sure():
    events = legs()
    assert unequal(events, SURE) == pytest.approx(1.0)
    assert unequal(events, {"left": 1.0, "right": 0.4}) > 1.15
