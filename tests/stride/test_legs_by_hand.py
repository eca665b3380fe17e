"""Shares of a difference between the legs, by hand from what 48 measured runs showed.

By force, contacts of one runner differ by 7.2 ms and lie 3.7 ms off even spacing; one well seen
leg's mean contact is timed to 6 ms, the middle of it to 0.6 of that; without what was learned
10 ms come on top.
"""

import pytest

from kneedrive.stride.events import FootEvents
from kneedrive.stride.legs import contact_error_s, reconcile, unequal

HZ = 1.4
SURE = {"left": 1.0, "right": 1.0}


def foot(middle, duty, trust=1.0):
    return FootEvents(middle - duty / 2, middle + duty / 2, trust)


def test_a_well_seen_leg_is_timed_to_6_ms_and_a_hidden_one_worse():
    assert contact_error_s(foot(0.0, 0.3), 1.0) == pytest.approx(0.006)
    assert contact_error_s(foot(0.0, 0.3), 0.5) == pytest.approx(0.012)
    assert contact_error_s(foot(0.0, 0.3), 0.0) == pytest.approx(0.12)


def test_a_leg_that_is_unlike_what_was_learned_is_timed_10_ms_worse():
    assert contact_error_s(foot(0.0, 0.3, trust=0.0), 1.0) == pytest.approx(0.01166, abs=1e-5)
    assert contact_error_s(foot(0.0, 0.3, trust=0.4), 1.0) == pytest.approx(0.00849, abs=1e-5)


def test_of_a_difference_each_well_seen_leg_gives_way_by_29_pct():
    # 0.006^2 / (0.0072^2 + 2 x 0.006^2) = 0.2907
    found = reconcile({"left": foot(0.0, 0.38), "right": foot(0.5, 0.30)}, SURE, HZ)
    assert found["left"].duty == pytest.approx(0.38 - 0.08 * 0.2907, abs=1e-5)
    assert found["right"].duty == pytest.approx(0.30 + 0.08 * 0.2907, abs=1e-5)
    for side, middle in (("left", 0.0), ("right", 0.5)):
        assert (found[side].strike + found[side].toe_off) / 2 == pytest.approx(middle)


def test_a_leg_seen_half_as_surely_gives_way_four_times_as_much():
    # of 0.0072^2 + 0.006^2 + 0.012^2: 0.1554 and 0.6211
    found = reconcile(
        {"left": foot(0.0, 0.38), "right": foot(0.5, 0.30)}, {"left": 1.0, "right": 0.5}, HZ
    )
    assert found["left"].duty == pytest.approx(0.38 - 0.08 * 0.1554, abs=1e-5)
    assert found["right"].duty == pytest.approx(0.30 + 0.08 * 0.6211, abs=1e-5)


@pytest.mark.parametrize("late", [0.03, -0.03])
def test_of_uneven_spacing_each_foot_gives_way_by_33_pct(late):
    # 0.0036^2 / (0.0037^2 + 2 x 0.0036^2) = 0.3272
    found = reconcile({"left": foot(0.0, 0.34), "right": foot(0.5 + late, 0.34)}, SURE, HZ)
    left, right = ((f.strike + f.toe_off) / 2 for f in found.values())
    assert left == pytest.approx(0.3272 * late, abs=1e-5)
    assert right == pytest.approx(0.5 + late - 0.3272 * late, abs=1e-5)
    assert found["left"].duty == pytest.approx(0.34)


def test_a_foot_that_comes_a_stride_later_is_as_late():
    here, later = (
        reconcile({"left": foot(0.0, 0.34), "right": foot(at, 0.34)}, SURE, HZ)["left"]
        for at in (0.52, 1.52)
    )
    assert here.strike == pytest.approx(later.strike)


def test_a_mean_with_a_hidden_leg_is_29_pct_less_sure():
    # errors of 6 and 15 ms beside half of 7.2 ms: 6.372 against 4.948 ms
    legs = {"left": foot(0.0, 0.34), "right": foot(0.5, 0.34)}
    assert unequal(legs, {"left": 1.0, "right": 0.4}) == pytest.approx(1.288, abs=1e-3)
    assert unequal(legs, {"left": 0.4, "right": 1.0}) == pytest.approx(1.288, abs=1e-3)
    assert unequal(legs, SURE) == pytest.approx(1.0)


def test_the_trust_of_a_leg_stays_its_own():
    legs = {"left": foot(0.0, 0.38, 0.7), "right": foot(0.5, 0.30, 0.2)}
    assert [f.trust for f in reconcile(legs, SURE, HZ).values()] == [0.7, 0.2]
