"""The split adds up exactly, whatever the run."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.fade import split
from kneedrive.fade.split import logarithmic_mean, split_of
from kneedrive.fade.stretches import stretches
from kneedrive.watch.simulated import SimulatedCourse, SimulatedFade
from tests.fade.made_runs import made_run


def stretch(speed, cadence, share):
    """One stretch."""
    step = 60 * speed / cadence
    return pd.Series(
        {
            "speed_mps": speed,
            "cadence_spm": cadence,
            "step_length_m": step,
            "contact_distance_m": share * step,
        }
    )


sane = st.tuples(st.floats(1.5, 8), st.floats(130, 230), st.floats(0.4, 0.98))


@given(sane, sane)
def test_shares_of_any_change_add_up(before, after):
    made = split_of(stretch(*before), stretch(*after))
    assert made.speed == pytest.approx(made.cadence + made.step_length, abs=1e-12)
    parts = made.contact_distance + made.flight_distance
    assert parts == pytest.approx(made.step_length, abs=1e-9)
    assert made.speed == pytest.approx(np.log(after[0] / before[0]), abs=1e-12)


def test_nothing_changes_nothing():
    same = stretch(3.0, 170.0, 0.7)
    made = split_of(same, same)
    assert (made.speed, made.step_length, made.flight_distance) == (0, 0, 0)


def test_a_step_that_loses_only_flight_says_so():
    fresh = stretch(3.0, 170.0, 0.7)
    step = fresh["step_length_m"]
    tired = fresh.copy()
    tired["step_length_m"] = step * 0.94
    tired["speed_mps"] = 3.0 * 0.94
    assert split_of(fresh, tired).flight_share == pytest.approx(1.0)
    tired["contact_distance_m"] = 0.7 * step - 0.02 * step
    assert split_of(fresh, tired).flight_share == pytest.approx(2 / 3)


def test_a_run_adds_up_in_every_stretch_and_as_a_whole():
    run = made_run(SimulatedFade(0.6, 0.06), SimulatedCourse(12000.0, hills_m=30, pauses=3))
    cut = stretches(run)
    speed = cut["cadence_spm"] * cut["step_length_m"] / 60
    assert np.allclose(speed, cut["speed_mps"], rtol=1e-12)
    parts = cut["contact_distance_m"] + cut["flight_distance_m"]
    assert np.allclose(parts, cut["step_length_m"], rtol=1e-12)
    made = split(run, (0, 4000), (8000, 12000))
    assert made.speed == pytest.approx(made.cadence + made.step_length, abs=1e-12)
    assert made.contact_distance + made.flight_distance == pytest.approx(made.step_length, abs=1e-9)


def test_without_contact_time_there_is_no_flight():
    run = made_run(None, SimulatedCourse(12000.0, has_contact=False))
    made = split(run, (0, 4000), (8000, 12000))
    assert np.isnan(made.flight_distance)
    assert np.isfinite(made.step_length)


@given(st.floats(0.5, 2), st.floats(0.5, 2))
def test_the_logarithmic_mean_lies_between(a, b):
    assert min(a, b) - 1e-9 <= logarithmic_mean(a, b) <= max(a, b) + 1e-9
