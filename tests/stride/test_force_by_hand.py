"""Timing from contacts that were written down."""

import numpy as np
import pytest

from kneedrive.stride.force import event_errors, measure_force, same_contacts, side_by_side
from kneedrive.stride.strides import Contact


def contacts(count=8, step_s=0.36, left_s=0.24, right_s=0.22):
    feet = (("left", left_s), ("right", right_s))
    return [Contact(feet[i % 2][0], i * step_s, i * step_s + feet[i % 2][1]) for i in range(count)]


def test_metrics_of_force_are_means_over_steps():
    found = measure_force(contacts())
    # seven steps, four of them begin on the left
    contact = (4 * 240 + 3 * 220) / 7
    assert found["cadence_spm"].value == pytest.approx(60 / 0.36)
    assert found["contact_time_ms"].value == pytest.approx(contact)
    assert (found["contact_time_ms"].left, found["contact_time_ms"].right) == pytest.approx(
        (240, 220)
    )
    assert found["flight_time_ms"].value == pytest.approx(360 - contact)
    assert found["swing_time_ms"].value == pytest.approx(720 - contact)
    assert found["duty_factor_pct"].value == pytest.approx(100 * contact / 720)
    assert found["contact_time_ms"].n == 7
    sd = np.std([240, 220, 240, 220, 240, 220, 240], ddof=1)
    assert found["contact_time_ms"].sd == pytest.approx(sd)
    half = 1.96 * np.hypot(sd / np.sqrt(7), 1.0)
    assert found["contact_time_ms"].high - contact == pytest.approx(half)
    assert contact - found["contact_time_ms"].low == pytest.approx(half)
    assert found["duty_factor_pct"].high - found["duty_factor_pct"].value == pytest.approx(
        1.96 * np.hypot(100 * sd / 720 / np.sqrt(7), 0.2)
    )


def test_a_step_over_a_lost_contact_or_onto_the_same_foot_is_none():
    lost = [c for i, c in enumerate(contacts(12)) if i not in (4, 5)]
    assert measure_force(lost)["cadence_spm"].value == pytest.approx(60 / 0.36)
    assert measure_force(lost)["cadence_spm"].n == 8
    one_footed = [c for c in contacts(20) if c.side == "left"]
    assert measure_force(one_footed) == {}


def test_fewer_than_four_steps_are_no_measurement():
    assert measure_force(contacts(4)) == {}
    assert measure_force(contacts(5)) != {}


def late(found, strike_s, toe_off_s):
    return [Contact(c.side, c.strike_s + strike_s, c.toe_off_s + toe_off_s) for c in found]


def test_how_late_kinematics_is_against_force():
    rows = {r.event: r for r in event_errors(contacts(), late(contacts(), 0.004, -0.006))}
    assert list(rows) == ["strike", "toe-off", "contact time"]
    assert rows["strike"].mean_ms == pytest.approx(4.0)
    assert rows["toe-off"].mean_ms == pytest.approx(-6.0)
    assert rows["contact time"].mean_ms == pytest.approx(-10.0)
    assert rows["strike"].sd_ms == pytest.approx(0.0, abs=1e-9)
    assert rows["strike"].n == 8
    assert event_errors(contacts(3), contacts(3)) == ()
    assert len(event_errors(contacts(4), contacts(4))) == 3


def test_each_foot_beside_its_force():
    left, right = side_by_side(contacts(), late(contacts(), 0.004, -0.006))
    assert (left.side, left.n, right.side, right.n) == ("left", 4, "right", 4)
    assert left.force_contact_ms == pytest.approx(240)
    assert left.kinematic_contact_ms == pytest.approx(230)
    assert (left.strike_late_ms, left.toe_off_late_ms) == pytest.approx((4, -6))
    assert right.kinematic_contact_ms == pytest.approx(210)
    only = [c for c in contacts() if c.side == "right"]
    assert [row.side for row in side_by_side(only, contacts())] == ["right"]


@pytest.mark.parametrize(("apart_s", "same"), [(0.11, 8), (0.13, 0)])
def test_contacts_of_one_foot_less_than_120_ms_apart_are_the_same(apart_s, same):
    assert len(same_contacts(contacts(), late(contacts(), apart_s, apart_s))) == same
