"""Steps, contacts and curves, from times and phases that are written down."""

import numpy as np
import pytest

from kneedrive.stride import strides
from kneedrive.stride.events import FootEvents
from kneedrive.stride.mean_stride import CYCLE, MeanStride
from kneedrive.stride.strides import Contact, steps_of
from tests.folds import made_fold, still

HZ = 1.25
TIME_S = np.arange(0, 301) / 60


def contacts(*starts, sides="LR"):
    long = {"L": "left", "R": "right"}
    return tuple(
        Contact(long[sides[i % len(sides)]], start, start + 0.25) for i, start in enumerate(starts)
    )


def test_a_step_runs_from_one_strike_to_the_other_foot_s():
    table = steps_of(contacts(1.0, 1.4, 1.79))
    assert list(table.columns) == [
        "side", "strike_s", "toe_off_s", "contact_s", "flight_s", "step_time_s",
    ]  # fmt: skip
    np.testing.assert_allclose(
        table.iloc[:, 1:].to_numpy(float),
        [[1.0, 1.25, 0.25, 0.15, 0.4], [1.4, 1.65, 0.25, 0.14, 0.39]],
    )
    assert table["side"].tolist() == ["left", "right"]


@pytest.mark.parametrize(("gap", "steps"), [(0.67, 5), (0.69, 4)])
def test_contacts_further_apart_than_1_7_usual_steps_are_no_neighbours(gap, steps):
    starts = np.cumsum([0.0, 0.4, 0.4, gap, 0.4, 0.4])
    assert len(steps_of(contacts(*starts))) == steps


def test_two_contacts_of_one_foot_are_no_step():
    assert len(steps_of(contacts(0.0, 0.4, 0.8, sides="LL"))) == 0
    assert len(steps_of(contacts(0.0))) == len(steps_of(())) == 0


@pytest.fixture(scope="module")
def fold():
    return made_fold({"left_hip": still(0, 0)}, HZ, 5.0)  # phases 0 to 6.25


@pytest.mark.parametrize(
    ("first", "last", "cycles"),
    [
        (0.2, 0.5, [0, 1, 2, 3, 4, 5]),
        (0.2, 0.2, [0, 1, 2, 3, 4, 5, 6]),
        (-0.1, 0.3, [1, 2, 3, 4, 5]),
        (0.0, 0.25, [0, 1, 2, 3, 4, 5, 6]),
        (1.2, 1.5, [-1, 0, 1, 2, 3, 4]),
    ],
)
def test_cycles_lie_inside_the_clip_with_both_ends(fold, first, last, cycles):
    assert list(strides._cycles(fold, first, last)) == cycles


def test_contacts_of_both_feet_in_order_of_time(fold):
    events = {"left": FootEvents(0.9, 1.2, 1.0), "right": FootEvents(0.4, 0.7, 1.0)}
    found = strides._contacts(fold, events)
    expected = [(0.4 + k / 2) / HZ for k in range(12)]
    np.testing.assert_allclose([c.strike_s for c in found], expected)
    np.testing.assert_allclose([c.toe_off_s for c in found], np.array(expected) + 0.3 / HZ)
    assert [c.side for c in found[:3]] == ["right", "left", "right"]


def test_measured_contacts_are_taken_to_the_cycle_of_mid_stance(fold):
    """Phases 0.1 and 0.4 about a mid-stance of 0.25, or, from 0.9 on, about one of 1.05."""
    own = [Contact("left", (k + 0.1) / HZ, (k + 0.4) / HZ) for k in range(5)]
    own += [Contact("right", (k + 0.9) / HZ, (k + 1.2) / HZ) for k in range(5)]
    found = strides._mean_events(fold, {"left": 0.25, "right": 1.05}, own)
    assert (found["left"].strike, found["left"].toe_off) == pytest.approx((0.1, 0.4))
    assert (found["right"].strike, found["right"].toe_off) == pytest.approx((0.9, 1.2))
    assert found["left"].trust == 1.0


def test_contacts_outside_the_clip_do_not_move_the_mean(fold):
    own = [Contact("left", (k + 0.1) / HZ, (k + 0.4) / HZ) for k in range(-9, 3)]
    own += [Contact("right", (k + 0.6) / HZ, (k + 0.9) / HZ) for k in range(3)]
    found = strides._mean_events(fold, {"left": 0.25, "right": 0.75}, own)
    assert (found["left"].strike, found["left"].toe_off) == pytest.approx((0.1, 0.4))


# One stride of angles.


def test_an_angle_over_a_stride_in_101_points():
    curve = 3 + 2 * TIME_S - 0.1 * TIME_S**3
    found = strides._within(TIME_S, curve, 1.013, 1.821)
    t = np.linspace(1.013, 1.821, 101)
    np.testing.assert_allclose(found, 3 + 2 * t - 0.1 * t**3, atol=1e-9)


@pytest.mark.parametrize(("frames", "bridged"), [(4, True), (6, False)])
def test_a_gap_of_a_tenth_of_a_second_is_too_long(frames, bridged):
    curve = TIME_S.copy()
    curve[80 : 80 + frames] = np.nan
    found = strides._within(TIME_S, curve, 1.0, 1.8)
    assert np.isfinite(found).all() == bridged
    assert len(found) == 101


def test_the_frames_about_both_ends_have_to_be_seen():
    """A frame a tenth of a second off still helps, one further off doesn't."""
    for first, last, known in ((58, 108, True), (61, 110, False), (58, 107, False)):
        curve = np.full(301, np.nan)
        curve[first : last + 1] = 1.0
        assert np.isfinite(strides._within(TIME_S, curve, 1.0, 1.8)).all() == known


def test_far_frames_have_no_say():
    curve = np.where(np.abs(TIME_S - 1.4) < 0.49, 1.0, 1e6)
    np.testing.assert_allclose(strides._within(TIME_S, curve, 1.005, 1.795), 1.0, atol=1e-6)


def test_fewer_than_four_frames_are_no_curve():
    time_s = np.array([0.0, 0.09, 0.18, 0.27])
    for count, known in ((3, False), (4, True)):
        angle = np.where(np.arange(4) < count, 5.0, np.nan)
        assert np.isfinite(strides._within(time_s, angle, 0.0, 0.175)).all() == known


def mean_of(thigh_deg):
    curve = thigh_deg(CYCLE)
    return MeanStride(curve, curve, curve, curve)


class Leg:
    """A leg of which the thigh alone is looked at."""

    def __init__(self, thigh_deg):
        self.thigh_deg = thigh_deg


def test_a_curve_begins_at_the_strike_and_spreads_as_its_strides(fold):
    """Strides of +1 and -1 in turn: six of them, a standard deviation of root 6/5."""

    def thigh(phase):
        return 10 + 30 * np.cos(2 * np.pi * (phase - 0.7))

    cycle = np.floor(fold.phase - 0.2 + 1e-9)
    more = np.where(cycle % 2 == 0, 1.0, -1.0)
    curve = strides._curve(
        fold.time_s,
        Leg(thigh(fold.phase) + more),
        fold,
        mean_of(thigh),
        FootEvents(0.2, 0.55, 1.0),
    )
    np.testing.assert_allclose(curve.phase_pct, np.arange(101))
    expected = thigh(0.2 + np.arange(101) / 100)
    np.testing.assert_allclose(curve.mean_deg, expected, atol=0.01)
    assert curve.toe_off_pct == pytest.approx(35.0)
    assert curve.peak_pct == pytest.approx(50.0, abs=0.15)
    assert (curve.peak_deg, curve.lowest_deg) == pytest.approx((40.0, -20.0), abs=0.01)
    np.testing.assert_allclose(curve.sd_deg[10:90], np.sqrt(6 / 5), atol=0.02)


def test_the_spread_of_a_single_stride_is_unknown_and_of_two_known():
    def thigh(phase):
        return 30 * np.cos(2 * np.pi * phase)

    for seconds, known in ((1.2, False), (2.0, True)):
        short = made_fold({"left_hip": still(0, 0)}, HZ, seconds)
        found = strides._curve(
            short.time_s,
            Leg(thigh(short.phase)),
            short,
            mean_of(thigh),
            FootEvents(0.1, 0.4, 1.0),
        )
        assert np.isfinite(found.sd_deg).all() == known
        assert found.sd_deg.shape == (101,)


class WholeLeg:
    """Four curves that differ, by the frame's phase."""

    def __init__(self, phase):
        wave = np.cos(2 * np.pi * phase)
        self.thigh_deg = 10 + 30 * wave
        self.hip_flexion_deg = 15 + 20 * wave
        self.knee_flexion_deg = 60 + 40 * wave
        self.thigh_velocity_dps = 5 + 300 * wave


def test_a_row_of_a_stride_holds_its_own_highest_and_lowest_points(fold):
    rows = strides._stride_rows(
        fold.time_s, WholeLeg(fold.phase), fold, "right", FootEvents(0.25, 0.6, 1.0)
    )
    assert [row[0] for row in rows] == ["right"] * 6
    for k, row in enumerate(rows):
        expected = [(k + 0.25) / HZ, (k + 1.25) / HZ, 1 / HZ, 40, -20, 305, 35, 100]
        np.testing.assert_allclose(row[1:], expected, rtol=1e-4)
