"""What is estimated of a maximum, what is withheld, and demand beside it."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.errors import InputError
from kneedrive.strength.capacity import (
    NO_LOAD,
    LegPose,
    Moment,
    Person,
    hip_moment,
    maximum_from_hold,
    maximum_from_repetitions,
    read_demand,
    read_load,
)
from kneedrive.strength.capacity.demand import Demand, Value
from kneedrive.strength.capacity.endurance import endurance_curve, part_held, seconds_held
from kneedrive.strength.demand_plot import demand_plot
from kneedrive.strength.endurance_plot import endurance_plot

MAN = Person(75.0, 1.78, "male")
BARE = hip_moment(MAN, LegPose(90, 90), NO_LOAD)
LOADED = hip_moment(MAN, LegPose(95, 90), read_load("16lb"))
RUN = Demand("run", 3.5, Value(1.35, 1.0, 1.7), Value(0.19, 0.17, 0.21), 16.0)


def test_repetitions_and_effort_give_an_estimate_that_says_so():
    top = maximum_from_repetitions(LOADED, 8, 2)
    assert top.value_nm_kg == pytest.approx(LOADED.value_nm_kg * (1 + 10 / 30))
    assert top.low_nm_kg < 0.9 * LOADED.low_nm_kg * (1 + 10 / 30)
    assert top.high_nm_kg > 1.1 * LOADED.high_nm_kg * (1 + 10 / 30)
    assert "estimated" in top.how
    assert maximum_from_repetitions(LOADED, 8, None).value_nm_kg is None
    assert "too many" in maximum_from_repetitions(LOADED, 14, 4).why_not


@pytest.mark.parametrize("load", [None, "1kg"])
def test_a_bare_or_light_leg_tells_no_maximum(load):
    light = hip_moment(MAN, LegPose(90, 90), read_load(load))
    for top in (maximum_from_repetitions(light, 10, 2), maximum_from_hold(light, 40.0, True)):
        assert (top.value_nm_kg, top.low_nm_kg, top.high_nm_kg) == (None, None, None)
        assert "too light" in top.why_not
    assert "at least what was held, 0." in maximum_from_hold(light, 40.0, True).why_not


def test_a_band_of_unknown_force_is_a_lower_bound_only():
    moment = hip_moment(MAN, LegPose(90, 90), read_load("band"))
    assert moment.at_least
    assert maximum_from_repetitions(moment, 8, 2).value_nm_kg is None
    assert maximum_from_hold(moment, 40.0, True).value_nm_kg is None


@given(st.floats(25.0, 250.0))
def test_the_endurance_curve_turns_round(seconds):
    part = part_held(seconds)
    assert seconds_held(part) == pytest.approx(seconds, rel=1e-6)
    assert part < 1.0


def test_a_hold_to_failure_gives_an_estimate_and_others_do_not():
    top = maximum_from_hold(LOADED, 71.3, True)
    assert top.value_nm_kg == pytest.approx(2 * LOADED.value_nm_kg, rel=0.01)  # the knee's half
    assert maximum_from_hold(LOADED, 60.0, False).value_nm_kg is None
    assert maximum_from_hold(LOADED, 5.0, True).value_nm_kg is None


@pytest.mark.parametrize("person", [0.53, 0.71, 1.29, 1.47])
def test_the_estimate_of_a_hold_holds_people_who_lie_half_off_the_curve(person):
    """Somebody at half of the maximum, who lasts longer or less long than the curve says."""
    exact = Moment(1.0, 1.0, 1.0)
    top = maximum_from_hold(exact, 0.999 * person * seconds_held(0.5) + 0.001, True)
    assert top.low_nm_kg <= 2.01
    assert top.high_nm_kg >= 1.99


def test_what_could_be_held_for_other_times_goes_through_the_hold():
    seconds = np.array([30.0, 60.0, 120.0])
    middle, low, high = endurance_curve(Moment(1.2, 1.0, 1.5), 60.0, seconds)
    assert (low[1], middle[1], high[1]) == pytest.approx((1.0, 1.2, 1.5))
    assert middle[2] == pytest.approx(1.2 * 2 ** (1 / -1.88))
    assert low[2] == pytest.approx(1.0 * 2 ** (1 / -1.6))
    assert high[0] > 1.5 * 2 ** (1 / 1.88)


def test_the_endurance_plot_marks_the_hold():
    assert endurance_plot([]) is None
    plot = endurance_plot([("left", 60.0, Moment(1.2, 1.0, 1.5))])
    (mark,) = plot.holds
    assert mark[1] == pytest.approx(20.0)  # of 300 s
    assert "left leg: 60 s" in mark[3]
    assert plot.curves[0].area


def test_a_run_beside_what_was_held_is_told_with_its_impulse():
    plot = demand_plot([RUN], [("held", BARE)], [], [("left leg held", 10.0, BARE)])
    assert plot.title == "Demand against capacity"
    assert "no diagnosis" in plot.caveat
    run, held = plot.sentences
    assert "0.19 (0.17 to 0.21)" in run
    assert "16 in a minute" in run
    assert f"make {10 * BARE.value_nm_kg:.1f}" in held


def test_without_a_run_nothing_is_called_demand():
    plot = demand_plot([], [("held", BARE)], [])
    assert plot.title == "Moment about the hip"
    assert "run's peak" not in plot.caveat
    assert demand_plot([], [], []) is None


def test_a_run_without_a_peak_is_said_not_drawn():
    plot = demand_plot([Demand("run", 3.5, None, None, None)], [("held", BARE)], [])
    assert plot.title == "Moment about the hip"
    assert "withheld" in plot.sentences[0]


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
