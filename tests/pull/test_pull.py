"""The hip moment of a swinging leg against a case that is known in closed form."""

from types import SimpleNamespace

import numpy as np
import pytest

from kneedrive.motion.motion import Scale
from kneedrive.pose.bias import PoseBias
from kneedrive.pull.pull import LegPull, find_pull
from kneedrive.stride.events import FootEvents
from tests.pull import pendulum

EVENTS = {"left": FootEvents(-0.3, 0.1), "right": FootEvents(0.2, 0.6)}


def motion(m_per_px=1e-3, fold=None):
    stance = SimpleNamespace(ground_per_s=3000.0)
    scale = Scale(m_per_px, "given", 0)
    fold = fold or pendulum.fold()
    return SimpleNamespace(fold=fold, scale=scale, stance=stance, bias=PoseBias())


def pull_of(sex="male", m_per_px=1e-3, events=EVENTS, fold=None):
    return find_pull(motion(m_per_px, fold), SimpleNamespace(events=events), sex)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_moment_and_impulse_are_those_of_the_closed_form(sex):
    left = pull_of(sex).legs["left"]
    phase = EVENTS["left"].strike + left.phase_pct / 100
    true = pendulum.moment_nm_kg(phase, sex)
    np.testing.assert_allclose(left.moment_nm_kg, true, atol=0.01 * np.abs(true).max())
    seconds = (phase - phase[0]) / pendulum.STRIDE_HZ
    impulse = np.trapezoid(np.clip(true, 0, None), seconds)
    assert left.impulse_nms_kg == pytest.approx(impulse, rel=0.01)
    assert left.peak_moment_nm_kg == pytest.approx(true.max(), rel=0.01)


@pytest.mark.parametrize("moves_m", [(0.0, 0.03), (0.02, 0.0)], ids=["bounces", "surges"])
def test_a_hip_that_accelerates_adds_its_share(moves_m):
    left = pull_of(fold=pendulum.fold(moves_m)).legs["left"]
    phase = EVENTS["left"].strike + left.phase_pct / 100
    true = pendulum.moment_nm_kg(phase, "male", moves_m)
    resting = pendulum.moment_nm_kg(phase, "male")
    assert np.abs(true - resting).max() > 0.1 * np.abs(true).max()
    np.testing.assert_allclose(left.moment_nm_kg, true, atol=0.01 * np.abs(true).max())


def test_both_legs_pull_alike_half_a_stride_apart():
    legs = pull_of().legs
    np.testing.assert_allclose(legs["left"].moment_nm_kg, legs["right"].moment_nm_kg, atol=1e-6)
    assert legs["left"].phase_pct[[0, -1]] == pytest.approx([40.0, 100.0])


def test_a_trunk_that_rocks_along_takes_power_away():
    left = pull_of(fold=pendulum.fold(rocks_rad=0.2)).legs["left"]
    phase = EVENTS["left"].strike + left.phase_pct / 100
    moment = pendulum.moment_nm_kg(phase, "male")
    # Leaning further forward turns the trunk the other way round than a thigh that flexes.
    true = moment * (pendulum.thigh_rate(phase) + pendulum.lean_rate(phase, 0.2))
    np.testing.assert_allclose(left.power_w_kg, true, atol=0.02 * np.abs(true).max())
    assert left.peak_power_w_kg == pytest.approx(true[moment > 0].max(), rel=0.02)


def test_inertia_goes_with_the_square_of_the_scale_and_weight_with_the_scale():
    left = pull_of(m_per_px=2e-3).legs["left"]
    phase = EVENTS["left"].strike + left.phase_pct / 100
    once = pendulum.moment_nm_kg(phase, "male")
    weight = pendulum.weight_nm_kg(phase, "male")
    true = 4 * (once - weight) + 2 * weight
    np.testing.assert_allclose(left.moment_nm_kg, true, atol=0.01 * np.abs(true).max())


def test_power_is_moment_times_angular_velocity():
    left = pull_of().legs["left"]
    phase = EVENTS["left"].strike + left.phase_pct / 100
    true = pendulum.moment_nm_kg(phase, "male") * pendulum.thigh_rate(phase)
    np.testing.assert_allclose(left.power_w_kg, true, atol=0.02 * np.abs(true).max())


def test_peak_and_end_of_the_flexor_moment_lie_where_they_truly_do():
    late = FootEvents(-0.15, 0.1)  # strikes when the leg is already braked
    left = pull_of(events=EVENTS | {"left": late}).legs["left"]
    phase = np.linspace(late.toe_off, late.strike + 1, 20_001)
    true = pendulum.moment_nm_kg(phase, "male")
    swing_pct = np.linspace(0, 100, len(phase))
    peak = int(true.argmax())
    assert left.peak_at_swing_pct == pytest.approx(swing_pct[peak], abs=1.0)
    end = peak + int(np.argmax(true[peak:] <= 0))
    assert 0 < peak < end < len(phase) - 1
    assert left.zero_at_swing_pct == pytest.approx(swing_pct[end], abs=0.5)


def test_work_is_the_power_over_time():
    left = pull_of().legs["left"]
    phase = np.linspace(EVENTS["left"].toe_off, EVENTS["left"].strike + 1, 20_001)
    moment = pendulum.moment_nm_kg(phase, "male")
    power = moment * pendulum.thigh_rate(phase)
    seconds = (phase - phase[0]) / pendulum.STRIDE_HZ
    pulling = np.where((moment > 0) & (power > 0), power, 0)
    given, net = (np.trapezoid(p, seconds) for p in (pulling, power))
    assert left.positive_work_j_kg == pytest.approx(given, rel=0.02)
    assert left.net_work_j_kg == pytest.approx(net, abs=0.02 * given)


def test_a_moment_that_never_ends_in_the_swing_has_no_end():
    leg = LegPull(np.array([30.0, 60.0, 90.0]), np.array([1.0, 2.0, 1.0]), np.zeros(3), 1, 2, 0)
    assert np.isnan(leg.zero_at_swing_pct)
    assert leg.peak_at_swing_pct == pytest.approx(50.0)


def test_without_a_scale_there_is_no_moment_but_a_reason():
    pull = pull_of(m_per_px=float("nan"))
    assert not pull.legs
    assert not pull.demands
    assert "scale" in (pull.reason or "")


def test_what_a_network_takes_is_given_back_to_the_curve_itself():
    bias = PoseBias("blazepose-heavy", flexor_impulse=0.9, flexor_peak=0.8)
    seen = SimpleNamespace(**vars(motion()) | {"bias": bias})
    plain = pull_of().legs["left"]
    left = find_pull(seen, SimpleNamespace(events=EVENTS), "male").legs["left"]
    seconds = (left.phase_pct - left.phase_pct[0]) / 100 / pendulum.STRIDE_HZ
    assert left.moment_nm_kg.max() == left.peak_moment_nm_kg
    assert left.peak_moment_nm_kg == pytest.approx(plain.peak_moment_nm_kg / 0.8)
    assert left.impulse_nms_kg == pytest.approx(plain.impulse_nms_kg / 0.9)
    area = np.trapezoid(np.clip(left.moment_nm_kg, 0, None), seconds)
    assert area == pytest.approx(left.impulse_nms_kg)
    assert left.peak_power_w_kg == pytest.approx(plain.peak_power_w_kg / 0.8)
    assert left.positive_work_j_kg == pytest.approx(plain.positive_work_j_kg / 0.9, rel=0.01)
    assert left.peak_at_swing_pct == plain.peak_at_swing_pct
