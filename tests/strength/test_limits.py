"""The limits of the clocks: what stops a hold or a lift of the heels, and what does not."""

import numpy as np
import pytest

from kneedrive.strength.counter import Counter
from kneedrive.strength.hold_clock import HoldClock
from kneedrive.strength.sets import heel_sets
from kneedrive.strength.sitting import SittingClock
from tests.strength.postures import leg, posture, shown


def sinking(to_deg):
    """A thigh held at 95 degrees that sinks to another angle after 3 s."""

    def at(t):
        return posture(t, leg(95.0 if t < 3.0 else to_deg, 90.0, ankle_up=0.4))

    return at


@pytest.mark.parametrize(
    ("to_deg", "reason", "held_s"),
    [(90.5, "end", 10.0), (88.7, "thigh", 3.0), (86.0, "thigh", 3.0)],
)
def test_a_thigh_that_stays_below_the_horizontal_ends_the_hold(to_deg, reason, held_s):
    clock = HoldClock()
    shown(clock, 10.0, sinking(to_deg))
    (attempt,) = clock.attempts
    assert attempt.reason == reason
    assert attempt.held_s == pytest.approx(held_s, abs=0.1)


def test_a_thigh_clearly_below_ends_it_at_once_and_one_just_below_may_come_back():
    clock = HoldClock()
    shown(clock, 6.0, lambda t: posture(t, leg(86.0 if 2.0 < t < 2.4 else 95.0, ankle_up=0.4)))
    assert [a.reason for a in clock.attempts] == ["thigh", "end"]
    clock = HoldClock()
    shown(clock, 6.0, lambda t: posture(t, leg(88.7 if 2.0 < t < 3.0 else 95.0, ankle_up=0.4)))
    assert [a.reason for a in clock.attempts] == ["end"]


def test_nobody_in_sight_stops_the_clock_and_is_said():
    clock = HoldClock()
    hidden = leg(95.0, seen=False)
    events = shown(clock, 9.0, lambda t: posture(t, leg(95.0, ankle_up=0.4) if t < 3.0 else hidden))
    assert [(a.reason, round(a.held_s)) for a in clock.attempts] == [("unseen", 3)]
    assert [e.kind for e in events] == ["get ready", "go", "time", "unseen"]


def seated(t, *, lifted=(True, True), knee=(2.0, 2.0), lean=-2.0, hands=0.3, up=(2.0, 6.0)):
    """Somebody who sits and lifts the heels between two times; knees bend, hands go after 4 s."""
    high = [9.0 if one and up[0] < t < up[1] else 0.0 for one in lifted]
    bent = [k if 4.0 < t < up[1] else 2.0 for k in knee]
    legs = [
        leg(85.0 + h, k, 0.0, 85.0 + h, named=s)
        for h, k, s in zip(high, bent, (1, -1), strict=True)
    ]
    beside = hands if 4.0 < t < up[1] else 0.3
    return posture(t, *legs, lean_deg=lean, hands_beside=beside)


def lifts(until_s=8.0, **how):
    clock = SittingClock()
    shown(clock, until_s, lambda t: seated(t, **how))
    return clock.holds


@pytest.mark.parametrize(
    ("how", "reason", "held_s"),
    [
        ({}, "heels", 4.0),
        ({"knee": (12.0, 12.0)}, "heels", 4.0),
        ({"knee": (30.0, 30.0)}, "knee", 2.0),
        ({"knee": (45.0, 2.0)}, "knee", 2.0),
        ({"lifted": (True, False), "knee": (30.0, 2.0)}, "knee", 2.0),
        ({"lifted": (True, False), "knee": (2.0, 30.0)}, "heels", 4.0),
        ({"hands": 0.8}, "hands", 2.0),
    ],
)
def test_what_ends_a_lift_of_the_heels(how, reason, held_s):
    (hold,) = lifts(**how)
    assert hold.reason == reason
    assert hold.held_s == pytest.approx(held_s, abs=0.15)
    assert hold.legs == ("one" if "lifted" in how else "both")


def test_the_bent_knee_that_is_told_is_that_of_the_lifted_leg():
    (hold,) = lifts(lifted=(True, False), knee=(14.0, 40.0))
    assert hold.knee_deg == pytest.approx(14.0)


def test_who_leans_back_from_the_start_has_no_clean_lift():
    (hold,) = lifts(lean=-35.0)
    assert hold.reason == "lean"
    assert not hold.counts


def test_legs_that_melt_into_one_another_leave_open_whether_one_or_both_were_up():
    clock = SittingClock()

    def melted(t):
        half = 88.0 + (5.0 if 2.0 < t < 5.0 else 0.0)
        return posture(t, leg(half, 2.0, 0.0, half), leg(half, 2.0, 0.0, half), lean_deg=-2.0)

    shown(clock, 7.0, melted)
    assert [h.legs for h in clock.holds] == ["one or both"]


def test_rest_separates_sets_of_lifts_too():
    clock = SittingClock()

    def twice(t):
        return seated(t, up=(2.0, 5.0) if t < 20.0 else (30.0, 33.0))

    shown(clock, 36.0, twice)
    numbered, sets = heel_sets(clock.holds)
    assert [h.set_number for h in numbered] == [1, 2]
    assert [s.total for s in sets] == [1, 1]


def test_a_trunk_out_of_sight_at_first_does_not_hide_that_it_leans_back_later():
    clock = SittingClock()

    def late(t):
        return seated(t, lean=float("nan") if t < 3.0 else -2.0 if t < 5.0 else -18.0)

    shown(clock, 8.0, late)
    (hold,) = clock.holds
    assert hold.reason == "lean"
    assert hold.held_s == pytest.approx(3.0, abs=0.15)


@pytest.mark.parametrize(
    ("top_deg", "counts"), [(76.0, False), (84.0, False), (86.0, True), (90.0, True)]
)
def test_a_repetition_counts_from_five_degrees_below_the_horizontal(top_deg, counts):
    counter = Counter("march")

    def lift(t):
        thigh = float(np.interp(t, [0, 1, 1.8, 2.2, 3.4, 6], [2, 2, top_deg, top_deg, 2, 2]))
        return posture(t, leg(thigh, 90.0, ankle_up=thigh / 200))

    shown(counter, 6.0, lift)
    (repetition,) = counter.repetitions
    assert repetition.counts == counts
    assert repetition.past_horizontal == (top_deg >= 90.0)
