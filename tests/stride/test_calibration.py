"""A runner's own offset: found on a clip with known contacts, taken out of another, or refused."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.gate_clips import BY_NAME
from kneedrive.analysis import Filming, Footage, Runner, calibrate, measure
from kneedrive.errors import InputError
from kneedrive.pose.keypoints import clock_of, write_keypoints
from kneedrive.stride.calibration import Calibration
from kneedrive.stride.events import FootEvents
from kneedrive.stride.force import same_contacts
from kneedrive.stride.known_contacts import find_calibration, read_known_contacts
from kneedrive.stride.strides import Contact
from tests import treading

LAB = Path(__file__).parents[3] / "shared" / "lab" / "fukuchi2017"
SIDES = ("left", "right")


def contacts(count=20, strike_s=0.0, toe_off_s=0.0):
    """Steps of 0.35 s, contacts of 0.24 s, their ends moved."""
    return [
        Contact(SIDES[i % 2], 0.35 * i + strike_s, 0.35 * i + 0.24 + toe_off_s)
        for i in range(count)
    ]


SCATTERED = [
    replace(c, strike_s=c.strike_s + (0.035 if i % 4 > 1 else -0.035))
    for i, c in enumerate(contacts())
]


def footage(model="file"):
    seen = replace(treading.keypoints(0.35, step_px=240, stride_hz=1.4), model=model)
    return Footage(Path("run.keypoints.csv"), None, clock_of(seen, None), seen)


def test_the_offset_is_found_minus_known_whatever_the_order():
    found = contacts(strike_s=0.006, toe_off_s=-0.004)
    known = find_calibration("run", "file", found[::-1], contacts())
    assert known.strike_s == pytest.approx(0.006)
    assert known.toe_off_s == pytest.approx(-0.004)
    assert known.contacts == 20


def test_both_feet_count_the_same_however_often_each_was_measured():
    found = [replace(c, strike_s=c.strike_s + 0.01 * (c.side == "left")) for c in contacts(40)]
    known = [c for i, c in enumerate(contacts(40)) if c.side == "left" or i < 12]
    assert find_calibration("run", "file", found, known).strike_s == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (contacts(9), "9 were found"),
        ([c for c in contacts(40) if c.side == "left"], "both feet"),
        (contacts(strike_s=99.0, toe_off_s=99.0), " 0 were found"),
        (contacts(strike_s=0.06, toe_off_s=0.06), "clock"),
        (SCATTERED, "clock"),
    ],
    ids=["few", "one foot", "elsewhere", "late", "scattered"],
)  # fmt: skip
def test_clips_that_do_not_match_their_truth_are_refused(found, said):
    with pytest.raises(InputError, match=said):
        find_calibration("run", "file", found, contacts(40))


def test_truth_is_read_from_json_and_from_csv(tmp_path):
    clip = tmp_path / "run.keypoints.csv"
    rows = [vars(c) for c in contacts(12)]
    (tmp_path / "run.truth.json").write_text(json.dumps({"events": rows[::-1], "mean": {}}))
    from_json = read_known_contacts(clip)
    (tmp_path / "run.truth.json").unlink()
    lines = [f"{r['side']},{r['strike_s']},{r['toe_off_s']}" for r in rows]
    (tmp_path / "run.contacts.csv").write_text("\n".join(["side,strike_s,toe_off_s", *lines]))
    assert from_json == read_known_contacts(clip) == tuple(contacts(12))
    assert read_known_contacts(tmp_path / "run.mp4") == from_json


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"events": 3}', '{"events": [{"side": "left", "strike_s": 1}]}',
     '{"events": [{"side": "up", "strike_s": 1, "toe_off_s": 2}]}',
     '{"events": [{"side": "left", "strike_s": 2, "toe_off_s": 1}]}',
     '{"events": [{"side": "left", "strike_s": NaN, "toe_off_s": 1}]}', "\x00"],
)  # fmt: skip
def test_a_truth_file_that_holds_no_contacts_is_refused(tmp_path, text):
    (tmp_path / "run.truth.json").write_text(text)
    with pytest.raises(InputError, match="does not hold contacts"):
        read_known_contacts(tmp_path / "run.mp4")


def test_a_clip_without_truth_is_told_what_to_write(tmp_path):
    with pytest.raises(InputError, match=r"run\.truth\.json"):
        read_known_contacts(tmp_path / "run.mp4")


@given(st.integers(10, 400), st.floats(-0.04, 0.04), st.floats(-0.04, 0.04))
def test_no_more_than_the_offset_is_taken_out_and_more_contacts_tell_more(n, strike_s, toe_off_s):
    known = Calibration("run", "file", n, strike_s, toe_off_s)
    assert 0.3 < known.share < 1
    assert replace(known, contacts=2 * n).share > known.share
    event = known.taken_out({"left": FootEvents(-0.15, 0.17, 0.8)}, 1.4)["left"]
    assert event.strike == pytest.approx(-0.15 - 1.4 * known.share * strike_s)
    assert event.toe_off == pytest.approx(0.17 - 1.4 * known.share * toe_off_s)
    assert event.trust == 0.8


def test_contact_and_flight_move_against_each_other_and_their_intervals_shrink():
    known = Calibration("other", "file", 40, strike_s=0.01, toe_off_s=-0.004)
    clip = BY_NAME["perfect"]  # whose bounce is a runner's, so that gravity has no doubts
    plain, calibrated = (measure(clip.footage(), clip.told, calibration=c) for c in (None, known))
    moved = {n: calibrated.metrics[n].value - m.value for n, m in plain.metrics.items() if m.value}
    assert moved["contact_time_ms"] == pytest.approx(14 * known.share, abs=0.1)
    assert moved["flight_time_ms"] == pytest.approx(-14 * known.share, abs=0.1)
    assert moved["cadence_spm"] == pytest.approx(0, abs=0.05)
    assert moved["peak_thigh_angle_deg"] == pytest.approx(0)
    late = [
        b.strike_s - a.strike_s
        for a, b in same_contacts(plain.strides.contacts, calibrated.strides.contacts)
    ]
    assert len(late) > 10
    np.testing.assert_allclose(late, -0.01 * known.share, atol=0.001)
    for name in ("contact_time_ms", "flight_time_ms", "swing_time_ms", "duty_factor_pct"):
        before, after = (a.metrics[name].high - a.metrics[name].low for a in (plain, calibrated))
        assert after < before
    assert calibrated.strides.calibration == known


def test_landmarks_of_another_kind_are_refused():
    known = Calibration("other", "blazepose-full", 40, 0.01, 0.0)
    with pytest.raises(InputError, match="blazepose"):
        measure(footage(), Runner(), calibration=known)
    known.check("blazepose-full")
    with pytest.raises(InputError, match="blazepose"):
        known.check("blazepose-heavy")


def test_measured_contacts_need_no_calibration():
    forced = replace(footage(), force_contacts=tuple(contacts()))
    with pytest.raises(InputError, match="measured"):
        measure(forced, Runner(), calibration=Calibration("other", "file", 40, 0.01, 0.0))


def test_a_clip_calibrates_by_what_is_written_beside_it(tmp_path):
    clip = tmp_path / "run.keypoints.csv"
    write_keypoints(footage().keypoints, clip)
    found = measure(footage(), Runner()).strides.contacts
    rows = [f"{c.side},{c.strike_s - 0.005},{c.toe_off_s + 0.008}" for c in found]
    (tmp_path / "run.contacts.csv").write_text("\n".join(["side,strike_s,toe_off_s", *rows]))
    known = calibrate(clip, Runner(speed_mps=9.0), Filming(start_s=3.0))
    assert known.strike_s == pytest.approx(0.005, abs=0.001)
    assert known.toe_off_s == pytest.approx(-0.008, abs=0.001)
    assert known.source == "run.keypoints.csv"


@pytest.mark.skipif(not LAB.is_dir(), reason=f"the runs of {LAB} are not here")
def test_a_trial_with_force_calibrates_by_its_force():
    known = calibrate(LAB / "RBDS012runT35.c3d", Runner(), Filming())
    assert known.model == "markers"
    assert known.contacts > 60
    assert abs(known.strike_s) < 0.015
    assert abs(known.toe_off_s) < 0.015
