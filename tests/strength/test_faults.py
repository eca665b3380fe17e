"""Faults of form and times of a repetition, by perfect landmarks and by postures made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.film.studio.moves import alternating, lifts_performance, one_leg
from kneedrive.strength.coaching import coach
from kneedrive.strength.counter import Counter
from kneedrive.strength.repetition import TOO_QUICK
from tests.strength.performed import exercise_of, keypoints_of, performed
from tests.strength.postures import leg, posture, shown


def raises(lifts, seed=31, **how):
    return coach(performed(lifts_performance("raise", seed, [lifts]), **how), "raise").repetitions


@pytest.mark.parametrize("lower_s", [0.6, 1.2, 2.0, 3.0])
def test_lowering_is_timed_and_called_fast_below_a_second(lower_s):
    done = raises([replace(x, lower_s=lower_s) for x in one_leg(31, "left", 3)])
    assert len(done) == 3
    for r in done:
        assert r.lowering_s == pytest.approx(lower_s, rel=0.1, abs=0.05)
        assert ("lowered fast" in r.faults) == (lower_s < 1.0)


@pytest.mark.parametrize(("lower_s", "fast"), [(0.75, True), (1.0, False)])
def test_a_lowering_of_three_quarters_of_a_second_is_fast_and_one_of_a_second_is_not(lower_s, fast):
    done = raises([replace(x, lower_s=lower_s) for x in one_leg(32, "right", 3)])
    assert [("lowered fast" in r.faults) for r in done] == [fast] * 3


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"lean_deg": 18.0}, "leaned forward"),
        ({"lean_deg": -18.0}, "leaned back"),
        ({"drive_s": 1.6}, "driven slowly"),
    ],
)
def test_a_fault_is_told_of_the_one_lift_that_has_it(change, told):
    lifts = one_leg(33, "left", 3)
    lifts[1] = replace(lifts[1], **change)
    assert [told in r.faults for r in raises(lifts)] == [False, True, False]


def test_a_thigh_that_lingers_and_then_rises_fast_was_not_driven_slowly():
    counter = Counter("march")

    def lingers(t):
        thigh = float(np.interp(t, [0, 1, 1.1, 2.0, 2.2, 2.5, 4.0], [2, 2, 35, 35, 100, 100, 2]))
        return posture(t, leg(thigh, 90.0, ankle_up=thigh / 200))

    shown(counter, 6.0, lingers)
    (lift,) = counter.repetitions
    assert lift.drive_s > 1.2
    assert "driven slowly" not in lift.faults


def test_the_drive_is_timed():
    lifts = one_leg(34, "right", 3)
    for r, lift in zip(raises(lifts), lifts, strict=True):
        assert r.drive_s == pytest.approx(lift.drive_s, abs=0.06)


def test_a_foot_too_short_to_have_an_angle_is_not_said_to_hang():
    lifts = [replace(x, dorsi_deg=-32.0) for x in one_leg(35, "left", 2)]
    keypoints = keypoints_of(lifts_performance("raise", 35, [lifts]))
    assert all(
        "foot hung down" in r.faults for r in coach(exercise_of(keypoints), "raise").repetitions
    )
    at = keypoints.landmarks.index
    for side in ("left", "right"):
        heel, toe = at(f"{side}_heel"), at(f"{side}_toe")
        keypoints.xy_px[:, toe] = (keypoints.xy_px[:, heel] + keypoints.xy_px[:, toe]) / 2
    for r in coach(exercise_of(keypoints), "raise").repetitions:
        assert r.counts
        assert np.isnan(r.dorsi_deg)
        assert "foot hung down" not in r.faults


@pytest.mark.parametrize("tempo_s", [0.2, 0.3])
def test_a_quick_march_is_counted(tempo_s):
    how = {"drive_s": tempo_s, "stay_s": 0.05, "lower_s": 1.3 * tempo_s, "pause_s": 0.03}
    lifts = [replace(x, **how) for x in alternating(36, 4)]
    done = coach(performed(lifts_performance("march", 36, [lifts])), "march")
    assert done.sets[0].total == 8


def step(t, other_deg, other_seen=True, tempo_s=0.25):
    """A thigh that goes up to 95 degrees and back, and what the other leg does meanwhile."""
    phase = float(np.clip((t - 1.0) / (2 * tempo_s), 0.0, 1.0))
    thigh = 2.0 + 93.0 * np.sin(np.pi * phase) ** 2
    other = leg(float(other_deg(phase)), seen=other_seen, named=-1.0)
    return posture(t, leg(float(thigh), 90.0, ankle_up=0.5 * np.sin(np.pi * phase)), other)


def steps(*how):
    counter = Counter("march")
    shown(counter, 4.0, lambda t: step(t, *how))
    return counter.repetitions


def test_a_quick_lift_counts_beside_a_leg_that_stands_and_not_beside_one_that_runs():
    assert [r.counts for r in steps(lambda phase: 2.0)] == [True]
    assert steps(lambda phase: 25.0 - 70.0 * phase) == []


def test_a_quick_lift_beside_a_hidden_leg_is_not_counted_and_says_so():
    assert [r.why_not for r in steps(lambda phase: np.nan, False)] == [TOO_QUICK]


def test_a_rise_that_was_not_seen_has_no_speed():
    counter = Counter("march")

    def melts(t):
        now = step(t, lambda phase: 2.0, True, 0.5)
        hidden = 1.1 < t < 1.4
        return replace(now, legs=(replace(now.legs[0], seen=not hidden), now.legs[1]))

    shown(counter, 4.0, melts)
    (lift,) = counter.repetitions
    assert lift.counts
    assert np.isnan(lift.drive_s)
    assert np.isnan(lift.peak_velocity_dps)
    assert np.isfinite(lift.lowering_s)


@pytest.mark.parametrize("until_s", [0.9, 1.3, 9.0])
def test_a_trunk_that_is_seen_late_or_never_leaves_the_lift_counted(until_s):
    counter = Counter("march")

    def late(t):
        lean = np.nan if t < until_s else 1.0
        return replace(step(t, lambda phase: 2.0, True, 0.5), lean_deg=lean)

    shown(counter, 4.0, late)
    (lift,) = counter.repetitions
    assert lift.counts
    assert "leaned back" not in lift.faults
    assert np.isnan(lift.lean_deg) == (until_s > 4.0)


def test_a_person_turned_upside_down_by_the_network_is_not_seen():
    keypoints = keypoints_of(lifts_performance("march", 37, [alternating(37, 2)]))
    over = (keypoints.time_s > 1.0) & (keypoints.time_s < 4.0)
    keypoints.xy_px[over, :, 1] = 480.0 - keypoints.xy_px[over, :, 1]
    done = coach(exercise_of(keypoints), "march")
    assert done.exercise.seen_pct < 90.0
    assert any(f.title == "What was not seen" for f in done.findings)
    assert all(abs(r.lean_deg) < 10 for r in done.repetitions if np.isfinite(r.lean_deg))
    assert not any("leaned back" in r.faults for r in done.repetitions)
