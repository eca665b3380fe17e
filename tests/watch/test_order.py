"""Cadence, clock and flight put right, or withheld, and always told."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.errors import InputError
from kneedrive.watch import Recording, put_in_order
from kneedrive.watch.recording import raw_table


def recording(count=600, **columns):
    """Steady running, a record a second; columns replace the usual ones."""
    usual = {
        "clock_s": 1e9 + np.arange(count, dtype=float),
        "distance_m": 3.0 * np.arange(count),
        "speed_mps": np.full(count, 3.0),
        "cadence": np.full(count, 84.0),
        "contact_ms": np.full(count, 250.0),
    }
    return Recording("FIT", "", raw_table(usual | columns, count))


@given(st.floats(66, 105), st.sampled_from([1.0, 2.0]))
def test_cadence_comes_out_in_steps_of_both_feet_whatever_was_counted(strides, legs):
    table = put_in_order(recording(cadence=np.full(600, strides * legs)), "run").table
    assert np.allclose(table["cadence_spm"], 2 * strides)


def test_doubled_and_halved_records_are_put_right_and_told():
    cadence = np.full(600, 84.0)
    cadence[100:110], cadence[300:303] = 168.0, 42.0
    run = put_in_order(recording(cadence=cadence), "run")
    assert np.allclose(run.table["cadence_spm"], 168)
    assert any("doubled or halved in 13 records" in note for note in run.notes)


def test_a_long_stretch_of_doubled_records_is_put_right_too():
    cadence = np.full(600, 84.0)
    cadence[200:400] = 168.0
    assert np.allclose(put_in_order(recording(cadence=cadence), "run").table["cadence_spm"], 168)


def test_zero_while_running_is_missing_and_zero_while_standing_stays():
    cadence, speed = np.full(600, 84.0), np.full(600, 3.0)
    cadence[100:110] = 0.0
    cadence[300:310], speed[300:310] = 0.0, 0.0
    run = put_in_order(recording(cadence=cadence, speed_mps=speed), "run")
    assert run.table["cadence_spm"][100:110].isna().all()
    assert (run.table["cadence_spm"][300:310] == 0).all()
    assert any("zero in 10 records" in note for note in run.notes)


def test_a_clock_that_jumps_back_goes_on():
    clock = 1e9 + np.arange(600, dtype=float)
    clock[300:] -= 3600.0
    run = put_in_order(recording(clock_s=clock), "run")
    assert run.totals.time_s == pytest.approx(599)
    assert any("jumps back" in note for note in run.notes)


def test_a_clock_that_jumps_ahead_makes_no_running_time():
    clock = 1e9 + np.arange(600, dtype=float)
    clock[300:] += 86400.0
    run = put_in_order(recording(clock_s=clock), "run")
    assert run.totals.time_s == pytest.approx(600, abs=2)
    assert any("jumps ahead by 24.0 h" in note for note in run.notes)


def test_standing_without_records_is_a_pause_but_a_tunnel_is_not():
    clock, way = 1e9 + np.arange(600, dtype=float), 3.0 * np.arange(600)
    clock[200:] += 120.0
    stood = put_in_order(recording(clock_s=clock, distance_m=way), "stood")
    assert stood.totals.time_s == pytest.approx(600, abs=2)
    way = way.copy()
    way[200:] += 360.0
    tunnel = put_in_order(recording(clock_s=clock, distance_m=way), "tunnel")
    assert tunnel.totals.time_s == pytest.approx(719, abs=2)


def test_repeated_records_count_once():
    usual = recording().records
    twice = pd.concat([usual, usual.iloc[100:200]]).sort_values("clock_s", ignore_index=True)
    run = put_in_order(Recording("FIT", "", twice), "run")
    assert len(run.table) == 600
    assert run.totals.time_s == pytest.approx(599)


def test_sensors_that_write_records_of_their_own_are_joined_by_their_time():
    heart = recording().records.assign(
        distance_m=np.nan, speed_mps=np.nan, cadence=np.nan, contact_ms=np.nan, heart_rate_bpm=150.0
    )
    both = pd.concat([recording().records, heart]).sort_values("clock_s", kind="stable")
    table = put_in_order(Recording("FIT", "", both.reset_index(drop=True)), "run").table
    assert len(table) == 600
    assert (table["heart_rate_bpm"] == 150).all()
    assert np.allclose(table["cadence_spm"], 168)


def test_a_counter_of_distance_that_starts_anew_goes_on():
    way = 3.0 * np.arange(600)
    way[400:] -= way[400]
    run = put_in_order(recording(distance_m=way), "run")
    assert run.totals.distance_m == pytest.approx(1794)
    assert (run.table["distance_m"].diff()[1:] >= 0).all()


def test_a_leap_of_distance_is_left_out_and_told():
    way = 3.0 * np.arange(600)
    way[300] += 40_000.0
    run = put_in_order(recording(distance_m=way), "run")
    assert run.totals.distance_m == pytest.approx(1797, abs=5)
    assert any("leaps by 40.0 km" in note for note in run.notes)


def test_speed_comes_from_the_way_where_there_is_none():
    run = put_in_order(recording(speed_mps=np.full(600, np.nan)), "run")
    assert np.allclose(run.table["speed_mps"], 3.0)
    assert any("no speed" in note for note in run.notes)


def test_negative_and_absurd_flight_is_withheld_but_contact_stays():
    contact = np.full(600, 250.0)
    contact[10:20], contact[30:40] = 400.0, 90.0
    run = put_in_order(recording(contact_ms=contact), "run")
    assert run.table["flight_ms"][10:20].isna().all()
    assert run.table["flight_ms"][30:40].isna().all()
    assert run.table["contact_ms"][10:20].eq(400).all()
    assert any("negative or absurd in 20 records" in note for note in run.notes)


def test_contact_longer_than_the_step_all_the_time_withholds_all_flight():
    run = put_in_order(recording(contact_ms=np.full(600, 400.0)), "run")
    assert run.table["flight_ms"].isna().all()
    assert any("flight is withheld" in note for note in run.notes)


def test_the_grade_of_a_steady_climb_is_its_rise_over_way():
    run = put_in_order(recording(altitude_m=100 + 0.05 * 3.0 * np.arange(600)), "run")
    assert run.table["grade"][100:500].to_numpy() == pytest.approx(0.05, abs=0.001)


def test_totals_that_the_file_itself_contradicts_are_told():
    made = recording()
    wrong = type(made.summary)(distance_m=2000.0)
    run = put_in_order(Recording("FIT", "", made.records, summary=wrong), "run")
    assert run.differences_pct["distance_m"] == pytest.approx(-10.15, abs=0.01)
    assert any("distance is -10.2 %" in note for note in run.notes)


def test_a_single_record_and_no_way_at_all_are_refused():
    with pytest.raises(InputError, match="single record"):
        put_in_order(recording(1), "run")
    nothing = np.full(600, np.nan)
    with pytest.raises(InputError, match="neither distance, speed nor places"):
        put_in_order(recording(distance_m=nothing, speed_mps=nothing), "run")
