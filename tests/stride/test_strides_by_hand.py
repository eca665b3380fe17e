"""Contacts, steps and strides of a run whose phase and events are written down."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from kneedrive.motion.build import find_angles
from kneedrive.motion.stance import Stance
from kneedrive.pose.bias import PoseBias
from kneedrive.stride import strides as strides_module
from kneedrive.stride.calibration import Calibration
from kneedrive.stride.events import FootEvents
from kneedrive.stride.learned import Correction
from kneedrive.stride.strides import Contact, find_strides
from tests.folds import made_fold

HZ, SECONDS = 1.25, 4.0
STRIKE, TOE_OFF = 0.20, 0.52
EVENTS = {"left": FootEvents(STRIKE, TOE_OFF, 1.0), "right": FootEvents(0.70, 1.02, 1.0)}


def thigh_deg(phase):
    return 8.0 + 30.0 * np.cos(2 * np.pi * phase)


def leg(late):
    """A leg of two units whose knee is bent by 60 - 40 cos degrees; a foot square to the shank."""

    def chain(phase):
        thigh = np.radians(thigh_deg(phase - late))
        shank = thigh - np.radians(60 - 40 * np.cos(2 * np.pi * (phase - late)))
        knee = np.array([np.sin(thigh), -np.cos(thigh)])
        ankle = knee + np.array([np.sin(shank), -np.cos(shank)])
        toe = ankle + 0.3 * np.array([np.cos(shank), np.sin(shank)])
        return {"knee": knee, "ankle": ankle, "heel": ankle, "toe": toe}

    paths = {j: lambda p, j=j: tuple(chain(p)[j]) for j in ("knee", "ankle", "heel", "toe")}
    return {"hip": lambda p: (0.0, 0.0), "shoulder": lambda p: (0.1, 1.0)} | paths


@pytest.fixture(scope="module")
def motion():
    paths = {
        f"{side}_{joint}": path
        for side, late in (("left", 0.0), ("right", 0.5))
        for joint, path in leg(late).items()
    }
    fold = made_fold(paths, HZ, SECONDS, harmonics=20)
    xy = np.stack([fold.at(name, fold.phase) for name in fold.landmarks], axis=1)
    legs, _ = find_angles(fold.time_s, fold.landmarks, xy)
    return SimpleNamespace(
        fold=fold,
        stance=Stance({"left": 0.36, "right": 0.86}, 3.0, 0.0, 0.1, 0.0, 0.3),
        bias=PoseBias("blazepose-heavy"),
        time_s=fold.time_s,
        legs=legs,
        leg_confidence={"left": 1.0, "right": 1.0},
    )


class Taught:
    """A lesson that says the same of every leg."""

    def __init__(self, value):
        self.value = value

    def correct(self, row):
        return Correction(self.value, 1.0)


def lessons(thigh_offset_deg=0.0):
    said = {"strike": Taught(0.0), "toe_off": Taught(0.0), "thigh": Taught(thigh_offset_deg)}
    return {"blazepose-heavy": said, "keypoints": None}


@pytest.fixture
def known_events(monkeypatch):
    monkeypatch.setattr(strides_module, "find_events", lambda fold, stance, learned: EVENTS)


@pytest.mark.usefixtures("known_events")
def test_contacts_and_steps_lie_where_the_phases_say(motion):
    found = find_strides(motion, lessons())
    # strikes at 0.20, 0.70, 1.20 ... strides of 0.8 s; the clip ends at stride 5
    assert [c.side for c in found.contacts[:3]] == ["left", "right", "left"]
    starts = [c.strike_s for c in found.contacts]
    np.testing.assert_allclose(starts, 0.8 * np.arange(0.2, 4.5, 0.5), atol=1e-6)
    for contact in found.contacts:
        assert contact.toe_off_s - contact.strike_s == pytest.approx(0.32 * 0.8)
    steps = found.steps
    assert len(steps) == len(found.contacts) - 1
    np.testing.assert_allclose(steps["step_time_s"], 0.4)
    np.testing.assert_allclose(steps["contact_s"], 0.256)
    np.testing.assert_allclose(steps["flight_s"], 0.144)
    assert list(steps["side"][:2]) == ["left", "right"]


@pytest.mark.usefixtures("known_events")
def test_every_whole_stride_has_its_angles(motion):
    rows = find_strides(motion, lessons()).strides
    assert list(rows["side"]) == ["left", "right"] * 4
    np.testing.assert_allclose(rows["start_s"], 0.8 * np.arange(0.2, 4.0, 0.5), atol=1e-6)
    np.testing.assert_allclose(rows["end_s"] - rows["start_s"], 0.8, atol=1e-6)
    np.testing.assert_allclose(rows["stride_time_s"], 0.8, atol=1e-6)
    np.testing.assert_allclose(rows["peak_thigh_deg"], 38.0, atol=0.1)
    np.testing.assert_allclose(rows["min_thigh_deg"], -22.0, atol=0.1)
    np.testing.assert_allclose(rows["peak_knee_flexion_deg"], 100.0, atol=0.1)
    lean = np.degrees(np.arctan2(0.1, 1.0))
    np.testing.assert_allclose(rows["peak_hip_flexion_deg"], 38.0 + lean, atol=0.1)
    np.testing.assert_allclose(rows["peak_thigh_velocity_dps"], 30 * 2 * np.pi * HZ, rtol=0.01)


@pytest.mark.usefixtures("known_events")
def test_what_the_landmarks_are_off_is_added_to_strides_and_curves(motion):
    found = find_strides(motion, lessons(3.0))
    assert found.thigh_offset_deg == {"left": 3.0, "right": 3.0}
    for side, leg in found.legs.items():
        plain = motion.legs[side]
        np.testing.assert_allclose(leg.thigh_deg, plain.thigh_deg + 3.0)
        np.testing.assert_allclose(leg.hip_flexion_deg, plain.hip_flexion_deg + 3.0)
        np.testing.assert_allclose(leg.knee_flexion_deg, plain.knee_flexion_deg)
    np.testing.assert_allclose(found.strides["peak_thigh_deg"], 41.0, atol=0.1)
    np.testing.assert_allclose(found.strides["min_thigh_deg"], -19.0, atol=0.1)
    lean = np.degrees(np.arctan2(0.1, 1.0))
    np.testing.assert_allclose(found.strides["peak_hip_flexion_deg"], 41.0 + lean, atol=0.1)
    for side, late in (("left", STRIKE), ("right", STRIKE)):
        curve = found.curves[side]
        phase = late + np.linspace(0, 1, 101)
        np.testing.assert_allclose(curve.mean_deg, thigh_deg(phase) + 3.0, atol=0.05)
        np.testing.assert_allclose(curve.sd_deg, 0.0, atol=0.05)
        assert curve.toe_off_pct == pytest.approx(32.0)
        np.testing.assert_allclose(curve.phase_pct, np.arange(101))


@pytest.mark.usefixtures("known_events")
def test_a_network_that_sees_thighs_turn_too_slowly_is_set_right_in_every_frame(motion):
    slow = SimpleNamespace(**vars(motion))
    slow.bias = replace(motion.bias, thigh_velocity=0.8)
    plain, found = (find_strides(m, lessons()) for m in (motion, slow))
    for side in ("left", "right"):
        np.testing.assert_allclose(
            found.legs[side].thigh_velocity_dps,
            plain.legs[side].thigh_velocity_dps / 0.8,
            atol=1e-6,
        )
        true = 30 * 2 * np.pi * HZ
        assert np.max(plain.legs[side].thigh_velocity_dps) == pytest.approx(true, rel=0.01)
    np.testing.assert_allclose(found.strides["peak_thigh_velocity_dps"], true / 0.8, rtol=0.01)


@pytest.mark.usefixtures("known_events")
def test_single_strides_scatter_about_the_number_of_the_mean_stride(motion):
    uneven = SimpleNamespace(**vars(motion))
    more = np.where(motion.time_s > 2.0, 2.0, 0.0)
    uneven.legs = {
        side: replace(leg, thigh_deg=leg.thigh_deg + more) for side, leg in motion.legs.items()
    }
    rows = find_strides(uneven, lessons()).strides
    for side in ("left", "right"):
        peaks = rows.loc[rows["side"] == side, "peak_thigh_deg"]
        assert peaks.mean() == pytest.approx(38.0, abs=0.05)
        assert np.ptp(peaks) == pytest.approx(2.0, abs=0.1)


@pytest.mark.usefixtures("known_events")
def test_a_stride_with_a_long_gap_has_no_angles_and_a_short_gap_is_bridged(motion):
    for seconds, kept in ((0.07, True), (0.3, False)):
        left = motion.legs["left"]
        thigh = left.thigh_deg.copy()
        thigh[(motion.time_s > 1.3) & (motion.time_s < 1.3 + seconds)] = np.nan
        holed = SimpleNamespace(**vars(motion))
        holed.legs = motion.legs | {"left": replace(left, thigh_deg=thigh)}
        rows = find_strides(holed, lessons()).strides
        second = rows[(rows["side"] == "left")].iloc[1]
        assert np.isfinite(second["peak_thigh_deg"]) == kept
        assert second["stride_time_s"] == pytest.approx(0.8)


def test_measured_contacts_take_the_place_of_those_by_kinematics(motion):
    measured = [
        Contact(side, 0.8 * (k + begin) + 0.001 * k, 0.8 * (k + begin + 0.30) + 0.001 * k)
        for k in range(4)
        for side, begin in (("left", 0.22), ("right", 0.71))
    ]
    found = find_strides(motion, lessons(), measured)
    assert found.contacts == tuple(measured)
    # the median of four that come 0, 1, 2, 3 ms late
    assert found.events["left"].strike == pytest.approx(0.22 + 0.0015 * HZ, abs=1e-4)
    assert found.events["right"].toe_off == pytest.approx(1.01 + 0.0015 * HZ, abs=1e-4)
    assert found.events["left"].trust == 1.0


@pytest.mark.usefixtures("known_events")
def test_a_runner_s_own_offset_is_taken_out(motion):
    known = Calibration("other", "blazepose-heavy", 40, strike_s=0.010, toe_off_s=-0.005)
    found = find_strides(motion, lessons(), calibration=known)
    share = known.share
    assert found.events["left"].strike == pytest.approx(STRIKE - 0.010 * share * HZ)
    assert found.events["left"].toe_off == pytest.approx(TOE_OFF + 0.005 * share * HZ)
    assert found.calibration == known


def test_what_is_not_periodic_has_no_strides(motion):
    still = SimpleNamespace(**vars(motion))
    still.fold = None
    found = find_strides(still, lessons())
    assert not found.events
    assert not found.contacts
    assert len(found.steps) == len(found.strides) == 0
