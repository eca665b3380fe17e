"""Moments by statics, loads and how surely they are known, estimates and what they withhold."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.errors import InputError
from kneedrive.pull.segments import LEG
from kneedrive.strength.capacity import (
    NO_LOAD,
    LegPose,
    Person,
    hip_moment,
    maximum_from_hold,
    maximum_from_repetitions,
    read_demand,
    read_load,
)
from kneedrive.strength.capacity.endurance import fraction_held, seconds_held
from kneedrive.strength.capacity.leg import FOOT, HEEL_BEHIND, SHANK, THIGH, G
from kneedrive.strength.capacity.load import band_force_n

MAN = Person(75.0, 1.78, "male")


def by_hand(thigh_deg, knee_deg, weight_kg):
    """Moment per kg, written out: foot square to the shin."""
    thigh, shank, foot = LEG["male"]
    h, t, s = 1.78, np.radians(thigh_deg), np.radians(thigh_deg - knee_deg)
    knee_x = THIGH * h * np.sin(t)
    ankle_x = knee_x + SHANK * h * np.sin(s)
    heel_x = ankle_x - HEEL_BEHIND * h * np.cos(s) + 0.039 * h * np.sin(s)
    toe_x = heel_x + FOOT * h * np.cos(s)
    arms = [
        (thigh.mass * 75, thigh.centre * knee_x),
        (shank.mass * 75, knee_x + shank.centre * (ankle_x - knee_x)),
        (foot.mass * 75, heel_x + foot.centre * (toe_x - heel_x)),
        (weight_kg, (heel_x + toe_x) / 2),
    ]
    return sum(m * G * x for m, x in arms) / 75


@pytest.mark.parametrize(("thigh", "knee"), [(90, 90), (110, 110), (75, 40), (90, 0)])
@pytest.mark.parametrize("kg", [0.0, 4.0, 5.44])
def test_a_held_loaded_leg_is_within_one_per_cent_of_the_closed_form(thigh, knee, kg):
    moment = hip_moment(MAN, LegPose(thigh, knee), read_load(f"{kg}kg"))
    assert moment.value_nm_kg == pytest.approx(by_hand(thigh, knee, kg), rel=0.01)


def test_the_bare_leg_asks_for_what_the_evidence_says():
    assert hip_moment(MAN, LegPose(90, 90), NO_LOAD).value_nm_kg == pytest.approx(0.49, abs=0.02)
    straight = hip_moment(MAN, LegPose(90, 0), NO_LOAD).value_nm_kg
    assert straight == pytest.approx(0.63, abs=0.02)


@given(st.floats(0.5, 20.0), st.floats(0.1, 5.0), st.floats(60.0, 110.0))
def test_more_weight_asks_for_more(kg, more, thigh):
    pose = LegPose(thigh, 90.0)
    light, heavy = (hip_moment(MAN, pose, read_load(f"{w:.3f}kg")) for w in (kg, kg + more))
    assert heavy.value_nm_kg > light.value_nm_kg
    assert light.low_nm_kg <= light.value_nm_kg <= light.high_nm_kg


def test_pounds_and_kilograms_are_one_load():
    pounds, kilograms = read_load("8lb"), read_load("3.6287kg")
    assert pounds.force_n == pytest.approx(kilograms.force_n, rel=1e-4)


def test_a_band_of_unknown_force_is_a_lower_bound_only():
    moment = hip_moment(MAN, LegPose(90, 90), read_load("band"))
    assert moment.at_least
    assert maximum_from_repetitions(moment, 8, 2).value_nm_kg is None
    assert maximum_from_hold(moment, 40.0, True).value_nm_kg is None


def test_a_known_band_is_honest_about_its_fifth():
    weight = hip_moment(MAN, LegPose(90, 90), NO_LOAD)
    band = hip_moment(MAN, LegPose(90, 90), read_load("band:60N"))
    assert band.high_nm_kg - band.low_nm_kg > weight.high_nm_kg - weight.low_nm_kg
    assert not band.at_least


def test_a_band_pulls_harder_when_stretched_and_not_when_slack():
    assert band_force_n("green", 0.2) == 0.0
    assert band_force_n("green", 0.6) == pytest.approx(2 * 4.6 * 4.448, rel=0.01)
    assert band_force_n("green", 0.9) > band_force_n("green", 0.6)
    assert band_force_n("black", 0.6) > band_force_n("green", 0.6)


@pytest.mark.parametrize("text", ["heavy", "4", "-3kg", "200kg", "band:pink", "rope:3kg"])
def test_what_is_no_load_is_refused_in_plain_words(text):
    with pytest.raises(InputError, match="--load"):
        read_load(text)


def test_repetitions_and_effort_give_an_estimate_that_says_so():
    moment = hip_moment(MAN, LegPose(90, 90), read_load("12lb"))
    top = maximum_from_repetitions(moment, 8, 2)
    assert top.value_nm_kg == pytest.approx(moment.value_nm_kg * (1 + 10 / 30))
    assert "estimated" in top.how
    assert maximum_from_repetitions(moment, 8, None).value_nm_kg is None
    assert "too many" in maximum_from_repetitions(moment, 14, 4).why_not


@given(st.floats(25.0, 250.0))
def test_the_endurance_curve_turns_round(seconds):
    part = fraction_held(seconds, "knee")
    assert seconds_held(part, "knee") == pytest.approx(seconds, rel=1e-6)
    assert part < 1.0


def test_a_hold_to_failure_gives_an_estimate_and_others_do_not():
    moment = hip_moment(MAN, LegPose(95, 95), read_load("12lb"))
    top = maximum_from_hold(moment, 60.0, True)
    assert top.low_nm_kg < top.value_nm_kg < top.high_nm_kg
    assert top.value_nm_kg > moment.value_nm_kg
    assert maximum_from_hold(moment, 60.0, False).value_nm_kg is None
    assert maximum_from_hold(moment, 5.0, True).value_nm_kg is None


def test_demand_is_read_from_an_analysed_run(tmp_path):
    metrics = {
        "cadence_spm": {"value": 170.0},
        "hip_flexor_peak_moment_nm_kg": {"value": 1.35, "low": 1.0, "high": 1.7},
        "hip_flexor_impulse_nms_kg": {"value": 0.19, "low": 0.17, "high": 0.21},
        "speed_mps": {"value": None, "reason": "not told"},
    }
    document = {"schema": "kneedrive.metrics/1", "metrics": metrics}
    (tmp_path / "metrics.json").write_text(json.dumps(document))
    demand = read_demand(tmp_path)
    assert demand.peak_moment.value == 1.35
    assert demand.impulse_a_minute == pytest.approx(0.19 * 85)
    assert demand.speed_mps is None


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "other"}', "{"])
def test_what_is_no_analysis_is_refused(tmp_path, text):
    (tmp_path / "metrics.json").write_text(text)
    with pytest.raises(InputError):
        read_demand(tmp_path)


def test_mass_and_height_are_asked_for():
    with pytest.raises(InputError, match="--mass"):
        hip_moment(Person(), LegPose(90, 90), NO_LOAD)
