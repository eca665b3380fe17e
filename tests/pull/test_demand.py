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
    weight = pendulum.weight_nm_kg(phase, "male")
    moment = weight + (moment - weight) * quicker**2
    return np.trapezoid(np.clip(moment, 0, None), np.linspace(0, swing_s, len(phase)))


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


def test_the_ratio_is_the_impulse_after_over_the_impulse_before():
    fold = pendulum.fold()
    found = {d.change: d for d in demands(fold, EVENTS, 1e-3, 3.5, "male")}
    swing_s = 0.6 / pendulum.STRIDE_HZ
    before = closed_form(swing_s)
    shorter = found["5 % less swing time"]
    assert shorter.impulse == pytest.approx(
        closed_form(0.95 * swing_s, quicker=1 / 0.95) / before, rel=0.01
    )
    assert shorter.per_minute == pytest.approx(shorter.impulse)
    # Smaller by 1.05 in angle and quicker by 1.05: inertia asks 1.05 times as much, for less time.
    assert 0.9 < found["5 % more cadence"].impulse < 1.05
    assert found["knee 5° higher"].impulse > 1.02
    for demand in (shorter, found["knee 5° higher"]):
        assert demand.high - demand.impulse == pytest.approx(1.96 * 0.010)
        assert demand.impulse - demand.low == pytest.approx(1.96 * 0.010)
        assert demand.grade == "measured here"


def test_a_faster_run_asks_what_runners_showed():
    # 1 km/h is 0.2778 m/s; 0.06 of growth a m/s between runners; 11.2 steps a minute and m/s
    faster = demands(pendulum.fold(), EVENTS, 1e-3, 3.0, "male")[-1]
    assert faster.impulse == pytest.approx(1.0926, abs=1e-4)
    assert faster.high - faster.impulse == pytest.approx(0.0327, abs=1e-4)
    assert faster.impulse - faster.low == pytest.approx(0.0327, abs=1e-4)
    assert faster.per_minute == pytest.approx(1.0926 * (1 + 11.2 / 3.6 / 168), abs=1e-4)
    assert faster.grade == "literature"


def test_a_swinging_leg_has_the_angles_and_lengths_it_was_made_of(leg):
    phase = 0.1 + np.arange(256) / 256
    np.testing.assert_allclose(leg.thigh, pendulum.angle(phase), atol=1e-3)
    np.testing.assert_allclose(leg.knee, 0.0, atol=1e-3)
    assert (leg.thigh_m, leg.shank_m) == pytest.approx((0.43, 0.42), abs=1e-4)
    # Heel and toe lie level, 6 cm under the ankle, the foot at a right angle to the shank.
    assert leg.heel_m == pytest.approx([-0.05, -0.06], abs=1e-4)
    assert leg.toe_m == pytest.approx([0.19, -0.06], abs=1e-4)
    assert leg.swing_share == pytest.approx(0.6)
    assert leg.stride_s == pytest.approx(1 / 1.4)
    assert leg.swing_s == pytest.approx(0.6 / 1.4)


def test_quicker_steps_bounce_less_with_the_square_of_the_cadence():
    bouncing = swing_leg(pendulum.fold((0.0, 0.03)), EVENTS["left"], "left", 1e-3)
    quick = quicker_steps(bouncing, 0.05)
    assert np.ptp(quick.hip_m[:, 1]) == pytest.approx(np.ptp(bouncing.hip_m[:, 1]) / 1.1025)
    assert quick.thigh.mean() == pytest.approx(bouncing.thigh.mean())
    assert quick.swing_s == pytest.approx(bouncing.swing_s / 1.05)


def test_shorter_swing_changes_nothing_but_the_swing(leg):
    short = shorter_swing(leg, 0.05)
    assert short.swing_s == pytest.approx(0.95 * leg.swing_s)
    assert (short.stride_s, short.swing_share) == (leg.stride_s, leg.swing_share)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_a_leg_under_a_moving_hip_has_the_closed_form_s_impulse(sex):
    moves_m = (0.02, 0.03)
    leg = swing_leg(pendulum.fold(moves_m), EVENTS["left"], "left", 1e-3)
    phase = np.linspace(0.1, 0.7, 2000)
    moment = np.clip(pendulum.moment_nm_kg(phase, sex, moves_m), 0, None)
    impulse = np.trapezoid(moment, (phase - 0.1) / pendulum.STRIDE_HZ)
    assert flexor_impulse(leg, sex) == pytest.approx(impulse, rel=0.02)
