"""Moments by statics against sums by hand, and what their intervals have to contain."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.errors import InputError
from kneedrive.pull.segments import LEG
from kneedrive.strength.capacity import NO_LOAD, LegPose, Person, hip_moment, read_load
from kneedrive.strength.capacity.leg import FOOT, HEEL_BEHIND, HEEL_UNDER, SHANK, THIGH, G
from kneedrive.strength.capacity.load import band_force_n

H, KG = 1.78, 75.0
MAN = Person(KG, H, "male")
SQUARE = LegPose(90, 90)
# Of SQUARE: middle of the lifted foot and, from the hip, of the standing one.
MIDDLE = (THIGH + FOOT / 2 - HEEL_BEHIND) * H, -(SHANK + HEEL_UNDER) * H


def by_hand(thigh_deg, knee_deg, weight_kg, sex="male", height_m=H, foot_deg=0.0):
    """Moment per kg, written out; the foot against square to the shin."""
    thigh, shank, foot = LEG[sex]
    h, t, s = height_m, np.radians(thigh_deg), np.radians(thigh_deg - knee_deg)
    knee_x = THIGH * h * np.sin(t)
    ankle_x = knee_x + SHANK * h * np.sin(s)
    f = s + np.radians(foot_deg)
    heel_x = ankle_x - HEEL_BEHIND * h * np.cos(f) + 0.039 * h * np.sin(f)
    toe_x = heel_x + FOOT * h * np.cos(f)
    arms = [
        (thigh.mass * KG, thigh.centre * knee_x),
        (shank.mass * KG, knee_x + shank.centre * (ankle_x - knee_x)),
        (foot.mass * KG, heel_x + foot.centre * (toe_x - heel_x)),
        (weight_kg, (heel_x + toe_x) / 2),
    ]
    return sum(m * G * x for m, x in arms) / KG


def contains(moment, *values):
    return all(moment.low_nm_kg <= value <= moment.high_nm_kg for value in values)


def shift(load, pose=SQUARE):
    """What a load adds, Nm/kg."""
    bare = hip_moment(MAN, pose, NO_LOAD).value_nm_kg
    return hip_moment(MAN, pose, read_load(load)).value_nm_kg - bare


@pytest.mark.parametrize(("thigh", "knee"), [(90, 90), (110, 110), (75, 40), (90, 0)])
@pytest.mark.parametrize("kg", [0.0, 4.0, 5.44])
@pytest.mark.parametrize("sex", ["male", "female"])
def test_a_held_loaded_leg_is_within_one_per_cent_of_the_closed_form(thigh, knee, kg, sex):
    moment = hip_moment(Person(KG, H, sex), LegPose(thigh, knee), read_load(f"{kg}kg"))
    assert moment.value_nm_kg == pytest.approx(by_hand(thigh, knee, kg, sex), rel=0.01)


def test_a_cable_pulls_the_ankle_back_and_30_degrees_down():
    by_lever = THIGH * H * np.sin(np.radians(30)) + SHANK * H * np.cos(np.radians(30))
    assert shift("cable:10kg") == pytest.approx(10 * G * by_lever / KG, rel=0.01)


def test_a_band_pulls_the_foot_to_the_other_foot():
    """At this pose the other foot is as far behind as it is below."""
    x, y = MIDDLE
    assert shift("band:60N") == pytest.approx(60 * (x - y) / np.sqrt(2) / KG, rel=0.01)


def test_the_force_of_a_coloured_band_follows_from_the_way_round_both_feet():
    x, y = MIDDLE
    apart_m = np.sqrt(2) * THIGH * H
    force_n = band_force_n("green", apart_m + 0.12, 0.28)
    assert shift("band:green@0.28m") == pytest.approx(force_n * (x - y) / np.sqrt(2) / KG, rel=0.01)
    assert shift("band:green@28cm") == pytest.approx(shift("band:green@0.28m"))


def test_the_bare_leg_asks_for_what_the_evidence_says():
    assert hip_moment(MAN, SQUARE, NO_LOAD).value_nm_kg == pytest.approx(0.49, abs=0.02)
    woman = hip_moment(Person(60.0, 1.66, "female"), SQUARE, NO_LOAD)
    assert woman.value_nm_kg == pytest.approx(0.46, abs=0.02)
    straight = hip_moment(MAN, LegPose(90, 0), NO_LOAD).value_nm_kg
    assert straight == pytest.approx(0.63, abs=0.02)


@pytest.mark.parametrize("kg", [0.0, 3.6])
@pytest.mark.parametrize(("thigh", "knee"), [(60, 60), (90, 90), (90, 60), (105, 80), (75, 100)])
def test_the_interval_holds_every_error_that_enters(thigh, knee, kg):
    """Standard deviations: mass 10 %, length 3 %, thigh 4, knee 8, foot 15 degrees; weight 1 %."""
    moment = hip_moment(MAN, LegPose(thigh, knee), read_load(f"{kg}kg"))
    value, own = by_hand(thigh, knee, kg), by_hand(thigh, knee, 0.0)
    pull = value - own
    wrong = [
        [value + way * 0.196 * own for way in (-1, 1)],
        [value + way * 0.02 * pull for way in (-1, 1)],
        [by_hand(thigh, knee, kg, height_m=H * (1 + way * 0.0588)) for way in (-1, 1)],
        [by_hand(thigh + way * 7.84, knee, kg) for way in (-1, 1)],
        [by_hand(thigh, knee + way * 15.68, kg) for way in (-1, 1)],
        [by_hand(thigh, knee, kg, foot_deg=way * 29.4) for way in (-1, 1)],
    ]
    down = np.hypot.reduce([value - min(value, *ends) for ends in wrong])
    up = np.hypot.reduce([max(value, *ends) - value for ends in wrong])
    assert moment.value_nm_kg - moment.low_nm_kg == pytest.approx(down, rel=0.01)
    assert moment.high_nm_kg - moment.value_nm_kg == pytest.approx(up, rel=0.01)


def test_the_interval_of_a_sex_that_was_not_said_holds_both():
    told = hip_moment(MAN, LegPose(90, 90), read_load("4kg"))
    untold = hip_moment(Person(KG, H), LegPose(90, 90), read_load("4kg"))
    assert contains(untold, by_hand(90, 90, 4.0), by_hand(90, 90, 4.0, "female"))
    assert untold.low_nm_kg < told.low_nm_kg or untold.high_nm_kg > told.high_nm_kg


def test_a_known_band_is_honest_about_its_fifth():
    load = read_load("band:60N")
    moment, exact = (hip_moment(MAN, SQUARE, x) for x in (load, replace(load, error=0.0)))
    wider = (moment.high_nm_kg - moment.value_nm_kg) ** 2
    wider -= (exact.high_nm_kg - exact.value_nm_kg) ** 2
    assert np.sqrt(wider) == pytest.approx(0.2 * shift("band:60N"), rel=0.01)
    assert not moment.at_least


def test_a_loop_of_unknown_length_may_be_a_third_shorter_or_longer():
    unknown = hip_moment(MAN, SQUARE, read_load("band:green"))
    lengths = [hip_moment(MAN, SQUARE, read_load(f"band:green@{m}m")) for m in (0.21, 0.39)]
    assert contains(unknown, *(m.value_nm_kg for m in lengths))
    measured = hip_moment(MAN, SQUARE, read_load("band:green@0.30m"))
    assert measured.value_nm_kg == pytest.approx(unknown.value_nm_kg)
    assert measured.high_nm_kg < unknown.high_nm_kg
    assert measured.low_nm_kg > unknown.low_nm_kg


def test_where_a_cable_comes_from_is_not_known():
    moment = hip_moment(MAN, SQUARE, read_load("cable:10kg"))
    bare = hip_moment(MAN, SQUARE, NO_LOAD).value_nm_kg
    for below_deg in (1.0, 59.0):
        a = np.radians(below_deg)
        pull = 10 * G * (THIGH * H * np.sin(a) + SHANK * H * np.cos(a)) / KG
        assert contains(moment, bare + pull)


@given(st.floats(0.5, 20.0), st.floats(0.1, 5.0), st.floats(60.0, 110.0))
def test_more_weight_asks_for_more(kg, more, thigh):
    pose = LegPose(thigh, 90.0)
    light, heavy = (hip_moment(MAN, pose, read_load(f"{w:.3f}kg")) for w in (kg, kg + more))
    assert heavy.value_nm_kg > light.value_nm_kg
    assert light.low_nm_kg <= light.value_nm_kg <= light.high_nm_kg


def test_pounds_and_kilograms_are_one_load():
    pounds, kilograms = read_load("8lb"), read_load("3.6287kg")
    assert pounds.force_n == pytest.approx(kilograms.force_n, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8 lb", "8 lb on the foot"),
        ("8lbs", "8 lb on the foot"),
        ("4KG", "4 kg on the foot"),
        ("cable: 10kg", "a cable with 10 kg"),
        ("band:60n", "a mini-band of 60 N"),
        ("band:green@28cm", "a green mini-band, 0.28 m long when laid flat"),
        ("0.0kg", "no load"),
    ],
)
def test_a_load_is_said_in_plain_words(text, words):
    assert read_load(text).words == words


def test_a_band_pulls_harder_when_stretched_and_not_when_slack():
    assert band_force_n("green", 0.2) == 0.0
    assert band_force_n("green", 0.6) == pytest.approx(2 * 4.6 * 4.448, rel=0.01)
    assert band_force_n("green", 0.9) == pytest.approx(2 * 6.7 * 4.448, rel=0.01)
    assert band_force_n("black", 0.6) > band_force_n("green", 0.6)


@pytest.mark.parametrize(
    "text",
    ["heavy", "4", "-3kg", "200kg", "band:pink", "rope:3kg", "band:green@3m", "band:green@long",
     "band:60N@0.3m"],
)  # fmt: skip
def test_what_is_no_load_is_refused_in_plain_words(text):
    with pytest.raises(InputError, match="--load"):
        read_load(text)


def test_mass_and_height_are_asked_for():
    with pytest.raises(InputError, match="--mass"):
        hip_moment(Person(), SQUARE, NO_LOAD)
