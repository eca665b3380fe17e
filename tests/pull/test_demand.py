"""What other ways of running would ask: the ratios of a leg known in closed form."""

import numpy as np
import pytest

from kneedrive.pull.demand import (
    demands,
    flexor_impulse,
    higher_knee,
    quicker_steps,
    shorter_swing,
    swing_leg,
)
from kneedrive.stride.events import FootEvents
from tests.pull import pendulum

EVENTS = {"left": FootEvents(-0.3, 0.1), "right": FootEvents(0.2, 0.6)}


@pytest.fixture(scope="module")
def leg():
    return swing_leg(pendulum.fold(), EVENTS["left"], "left", 1e-3)


def closed_form(swing_s, quicker=1.0):
    """Impulse of the pendulum's swing, its inertial part `quicker` squared times as large."""
    phase = np.linspace(EVENTS["left"].toe_off, EVENTS["left"].strike + 1, 2000)
    moment = pendulum.moment_nm_kg(phase, "male")
    weight = pendulum.G * weight_arm(phase)
    moment = weight + (moment - weight) * quicker**2
    return np.trapezoid(np.clip(moment, 0, None), np.linspace(0, swing_s, len(phase)))


def weight_arm(phase):
    """(P,) first moment of the leg about the hip, horizontal part, m per kg of body mass."""
    first = np.zeros(2)
    for part in pendulum.LEG["male"]:
        top, end = (np.array(pendulum.PLACES[p]) for p in (part.proximal, part.distal))
        first += part.mass * (top + part.centre * (end - top))
    theta = pendulum.angle(phase)
    return first[0] * np.sin(theta) + first[1] * np.cos(theta)


def test_the_leg_set_together_again_has_the_moment_it_had(leg):
    assert flexor_impulse(leg, "male") == pytest.approx(closed_form(leg.swing_s), rel=0.02)


def test_less_time_for_the_same_way_raises_the_inertial_part_with_the_square(leg):
    shorter = shorter_swing(leg, 0.10)
    expected = closed_form(0.9 * leg.swing_s, quicker=1 / 0.9)
    assert flexor_impulse(shorter, "male") == pytest.approx(expected, rel=0.02)


def test_quicker_steps_are_shorter(leg):
    quick = quicker_steps(leg, 0.05)
    assert np.ptp(quick.thigh) == pytest.approx(np.ptp(leg.thigh) / 1.05)
    assert quick.stride_s == pytest.approx(leg.stride_s / 1.05)


def test_a_higher_knee_moves_the_peak_and_not_the_other_end(leg):
    high = higher_knee(leg, 5.0)
    assert np.degrees(high.thigh.max() - leg.thigh.max()) == pytest.approx(5.0)
    assert high.thigh.min() == pytest.approx(leg.thigh.min())


def test_every_change_has_its_interval_and_source():
    found = demands(pendulum.fold(), EVENTS, 1e-3, 3.5, "male")
    assert len(found) == 4
    for demand in found:
        assert demand.low < demand.impulse < demand.high
        assert demand.source
    faster = found[-1]
    assert faster.impulse == pytest.approx((3.5 + 1 / 3.6) / 3.5)
    assert found[0].per_minute == pytest.approx(found[0].impulse * 1.05)
