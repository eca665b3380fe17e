"""Holds: seconds at one load, with the error of seconds, and never more than was seen."""

from datetime import timedelta
from math import exp, log

import pytest

from bench.athletes import START
from bench.hold_tests import HoldWorld, make_holds
from kneedrive.journal.read import Held
from kneedrive.progress.strength import Best, strength_changes, time_error
from kneedrive.progress.words import force_words, strength_words


def held(day, side, seconds, load=0.0, at_least=False):
    return Held(START + timedelta(days=day), side, seconds, load, None, at_least)


def one(*tests):
    (change,) = strength_changes(tests, START)
    return change


def test_two_tests_must_differ_by_more_than_the_error_of_time():
    """8.5 % of force is 16 % of time: the force's own 25 % of detectable change is no verdict."""
    assert one(held(-3, "left", 20.0), held(45, "left", 26.0)).verdict == "no clear change yet"
    assert one(held(-3, "left", 20.0), held(45, "left", 45.0)).verdict == "clear change"
    assert one(held(-3, "left", 45.0), held(45, "left", 20.0)).verdict == "clear change"


def test_the_verdict_never_contradicts_its_own_interval():
    for after_s in range(5, 200, 3):
        change = one(held(-3, "left", 30.0), held(45, "left", float(after_s)))
        if change.verdict == "clear change":
            assert not change.low_pct <= 0 <= change.high_pct
            outside = change.detectable_down_pct, change.detectable_pct
            assert not outside[0] <= change.change_pct <= outside[1]


def test_a_rise_and_the_same_fall_are_judged_alike():
    up = one(held(-3, "left", 20.0), held(45, "left", 34.0))
    down = one(held(-3, "left", 34.0), held(45, "left", 20.0))
    assert up.verdict == down.verdict
    assert log(1 + up.high_pct / 100) == pytest.approx(-log(1 + down.low_pct / 100))


def test_more_comparisons_ask_for_more():
    pair = [held(-3, "left", 30.0), held(45, "left", 40.0)]
    more = pair + [held(d, s, 30.0, w) for s in ("left", "right") for w in (3.6, 5.4)
                   for d in (-3, 45)]  # fmt: skip
    alone, among = strength_changes(pair, START)[0], strength_changes(more, START)[0]
    assert among.detectable_pct > 1.2 * alone.detectable_pct
    assert among.low_pct == pytest.approx(alone.low_pct, abs=3)


def test_a_short_hold_is_as_unsure_as_its_timing():
    short = one(held(-3, "left", 4.0), held(45, "left", 5.0))
    long = one(held(-3, "left", 60.0), held(45, "left", 75.0))
    assert short.detectable_pct > 1.2 * long.detectable_pct
    assert short.verdict == "no clear change yet"


def test_many_tests_never_tell_less_than_a_fifth_of_force():
    tests = [held(-d, "left", 60.0) for d in range(1, 60)]
    tests += [held(45 + d, "left", 60 * 1.19**1.88) for d in range(60)]
    change = one(*tests)
    assert change.detectable_pct >= 100 * (1.2**1.88 - 1) - 0.1
    assert change.verdict == "no clear change yet"


def test_the_runners_own_tests_move_the_error():
    day = START
    steady = [[Best(day, s, False) for s in (30.0, 30.5, 29.8, 30.2)] for _ in range(4)]
    wild = [[Best(day, s, False) for s in (20.0, 40.0, 28.0, 55.0)] for _ in range(4)]
    borrowed = time_error([])[0]
    assert borrowed == pytest.approx(0.16, abs=0.002)
    assert time_error(steady)[0] < 0.8 * borrowed
    assert time_error(wild)[0] > 1.5 * borrowed
    stopped = [[Best(day, 15.0, True)] * 4]
    assert time_error(stopped)[0] == borrowed


@pytest.mark.parametrize(
    ("before", "after", "verdict", "bound"),
    [
        ((15.0, True), (15.0, True), "can't be judged", "neither"),
        ((15.0, True), (40.0, False), "can't be judged", "at most"),
        ((15.0, True), (6.0, False), "clear change", "at most"),
        ((15.0, False), (60.0, True), "clear change", "at least"),
        ((15.0, False), (16.0, True), "can't be judged", "at least"),
        ((60.0, False), (15.0, True), "can't be judged", "at least"),
        ((15.0, True), (60.0, False), "can't be judged", "at most"),
    ],
)
def test_a_stopped_hold_tells_in_one_direction_alone(before, after, verdict, bound):
    change = one(
        held(-3, "left", before[0], 0.0, before[1]), held(45, "left", *after[:1], 0.0, after[1])
    )
    assert (change.verdict, change.bound) == (verdict, bound)
    words = strength_words(change)
    assert ("stopped before the thigh sank" in words) == (verdict == "can't be judged")
    assert (force_words(change) == "") == (bound == "neither")


def test_holds_compare_at_one_load_and_side_and_the_best_of_a_day_counts():
    tests = [
        held(-3, "left", 10.0),
        held(-3, "left", 6.0, at_least=True),
        held(45, "right", 30.0),
        held(45, "left", 30.0, load=3.6),
        held(20, "left", 12.0),
        held(45, "left", 14.0),
        held(400, "left", 99.0),
    ]
    (change,) = strength_changes(tests, START)
    assert (change.side, change.load_kg) == ("left", 0.0)
    assert (change.before, change.after) == pytest.approx((10.0, 14.0))
    assert change.bound == ""
    assert [t.held_s for t in change.tests] == [10.0, 12.0, 14.0]


def test_a_load_on_the_foot_is_no_strength():
    """A weaker hold with more weight is not a stronger leg: nothing is compared across loads."""
    assert strength_changes([held(-3, "left", 20.2), held(45, "left", 4.2, load=5.4)], START) == ()


def test_as_newton_metres_the_change_is_that_of_the_curve():
    change = one(held(-3, "left", 30.0), held(45, "left", 90.0))
    assert change.force_pct == pytest.approx(100 * (exp(log(3) / 1.88) - 1))
    assert change.force_low_pct < change.force_pct < change.force_high_pct


def test_unchanged_holds_are_rarely_told_changed():
    for world in (HoldWorld(), HoldWorld(0.16, 0.5), HoldWorld(0.16, 0.0, 1 / 3)):
        told = [strength_changes(make_holds(seed, 0.0, world), START) for seed in range(150)]
        assert sum(any(c.verdict == "clear change" for c in one) for one in told) <= 14


def test_tests_of_the_same_weeks_share_a_part_of_their_error():
    """Twenty tests of one month are no twenty independent ones: form lasts for weeks."""
    tests = [held(-d, "left", 60.0 + d % 3) for d in range(1, 40, 2)] + [held(45, "left", 60.0)]
    change = one(*tests)
    assert change.before_error_pct > 0.7 * change.error_pct
    assert change.before_error_pct < 0.8 * change.after_error_pct
