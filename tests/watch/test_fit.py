"""FIT files of several makers, whole and broken."""

import struct

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.watch import run_of
from tests.watch.made_files import (
    START,
    described,
    fit_bytes,
    mean,
    running_records,
    session,
    timer,
)


def test_a_garmin_run_gives_steps_of_both_feet_and_flight():
    said = session(0, 600, total_distance=1800.0, avg_running_cadence=84, avg_stance_time=250.0)
    run = run_of(fit_bytes(running_records(), [said]), "run.fit")
    assert mean(run.table["cadence_spm"]) == pytest.approx(168)
    assert mean(run.table["contact_ms"]) == pytest.approx(250)
    assert mean(run.table["flight_ms"]) == pytest.approx(60000 / 168 - 250, abs=0.01)
    assert run.totals.distance_m == pytest.approx(1800)
    assert run.totals.time_s == pytest.approx(600)
    assert max(abs(v) for v in run.differences_pct.values()) < 0.5
    assert run.notes == ()


def test_step_length_times_cadence_is_speed_and_the_two_ways_are_the_step():
    table = run_of(fit_bytes(running_records()), "run.fit").table
    speed = table["step_length_m"] * table["cadence_spm"] / 60
    assert np.allclose(speed, table["speed_mps"], rtol=1e-12)
    step = table["contact_distance_m"] + table["flight_distance_m"]
    assert np.allclose(step, table["step_length_m"], rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "units", "native", "value", "expected"),
    [
        ("Ground Time", "Milliseconds", 41, 262.0, 262.0),  # Stryd
        ("Contact Time", "ms", None, 262.0, 262.0),  # RunScribe
        ("RS_Contact_Time", "msec", None, 262.0, 262.0),
        ("Ground Contact Time", "s", None, 0.262, 262.0),
        ("Stance", "ms", 41, 262.0, 262.0),
        ("GCT", "ms", None, 262.0, 262.0),
    ],
)
def test_contact_of_a_foot_pod_is_found_by_its_name_or_native_number(
    name, units, native, value, expected
):
    fields = [described(0, "Form Power", "Watts"), described(1, name, units, native)]
    records = [r | {"pod": [60.0, value]} for r in running_records(stance_time=None)]
    run = run_of(fit_bytes(records, fields=fields, maker="stryd"), "pod.fit")
    assert mean(run.table["contact_ms"]) == pytest.approx(expected, abs=0.01)
    assert name in run.contact_source


def test_left_and_right_contact_of_two_pods_are_averaged():
    fields = [described(0, "Contact Time Left", "ms"), described(1, "Contact Time Right", "ms")]
    records = [r | {"pod": [240.0, 260.0]} for r in running_records(stance_time=None)]
    assert mean(run_of(fit_bytes(records, fields=fields), "pods.fit").table["contact_ms"]) == 250


@pytest.mark.parametrize(
    "name", ["Ground Contact Time Balance", "Distance", "Contact Time Percent", "Flight Ratio"]
)
def test_a_field_that_only_sounds_alike_is_no_contact_time(name):
    records = [r | {"pod": [250.0]} for r in running_records(stance_time=None)]
    run = run_of(fit_bytes(records, fields=[described(0, name, "%")]), "pod.fit")
    assert run.contact_source is None
    assert run.table["contact_ms"].isna().all()
    assert run.table["flight_ms"].isna().all()


def test_the_watch_is_preferred_and_a_disagreeing_pod_is_told():
    records = [r | {"pod": [300.0]} for r in running_records()]
    run = run_of(fit_bytes(records, fields=[described(0, "Ground Time", "ms", 41)]), "two.fit")
    assert mean(run.table["contact_ms"]) == 250
    assert any("disagree" in note and "+50 ms" in note for note in run.notes)


def test_cadence_from_a_pod_where_the_watch_has_none():
    records = [r | {"pod": [85.0]} for r in running_records(cadence=None)]
    run = run_of(fit_bytes(records, fields=[described(0, "Cadence", "RPM", 4)]), "pod.fit")
    assert mean(run.table["cadence_spm"]) == 170


def test_a_maker_who_counts_both_legs_is_not_doubled():
    run = run_of(fit_bytes(running_records(cadence=168), maker="coros"), "coros.fit")
    assert mean(run.table["cadence_spm"]) == 168


def test_contact_as_a_share_of_the_stride_is_enough():
    records = running_records(stance_time=None, stance_time_percent=35.0)
    contact = mean(run_of(fit_bytes(records), "share.fit").table["contact_ms"])
    assert contact == pytest.approx(0.35 * 60000 / 84, rel=1e-3)


def test_only_the_running_leg_of_a_triathlon_is_read():
    bike = running_records(600, enhanced_speed=9.0, cadence=90, stance_time=None)
    run_part = [
        r | {"timestamp": r["timestamp"] + 700, "distance": 5400 + r["distance"]}
        for r in running_records(600)
    ]
    sessions = [session(0, 600, "cycling"), session(700, 600, total_distance=1800.0)]
    run = run_of(fit_bytes([*bike, *run_part], sessions), "triathlon.fit")
    assert run.totals.distance_m == pytest.approx(1800)
    assert run.table["speed_mps"].max() == pytest.approx(3.0)


def test_a_ride_is_refused_by_its_name():
    with pytest.raises(InputError, match="cycling, not running"):
        run_of(fit_bytes(running_records(), [session(0, 600, "cycling")]), "ride.fit")


def test_a_pause_counts_neither_as_time_nor_as_steps():
    records = [r for r in running_records(900) if not 300 < r["timestamp"] - START < 400]
    for record in records:
        if record["timestamp"] - START >= 400:
            record["distance"] -= 300.0
    events = [timer(0, "start"), timer(300, "stop_all"), timer(400, "start"), timer(900, "stop")]
    run = run_of(fit_bytes(records, events=events), "paused.fit")
    assert run.totals.time_s == pytest.approx(800)
    assert run.totals.distance_m == pytest.approx(2400)


def test_smart_recording_counts_the_seconds_between_records():
    run = run_of(fit_bytes(running_records(900, every_s=7)), "smart.fit")
    assert run.totals.time_s == pytest.approx(896)
    assert run.totals.distance_m == pytest.approx(2688)


@pytest.mark.parametrize("left", [0.3, 0.67, 0.9])
def test_a_file_cut_short_is_read_as_far_as_it_goes(left):
    whole = fit_bytes(running_records(1200), [session(0, 1200)])
    run = run_of(whole[: int(left * len(whole))], "cut.fit")
    assert run.totals.time_s == pytest.approx(1200 * left, abs=30)
    assert any("cut short" in note for note in run.notes)


def test_a_file_that_the_watch_never_closed_is_read():
    whole = bytearray(fit_bytes(running_records(600)))
    whole[4:8] = bytes(4)
    run = run_of(bytes(whole[:-2]), "unclosed.fit")
    assert run.totals.time_s == pytest.approx(600, abs=2)
    assert any("never closed" in note for note in run.notes)


def test_records_without_fields_leave_holes_and_no_zeros():
    records = running_records(600)
    for i in range(100, 160):
        records[i] = {"timestamp": records[i]["timestamp"]}
    table = run_of(fit_bytes(records), "holes.fit").table
    assert table["cadence_spm"][100:160].isna().all()
    assert table["contact_ms"][100:160].isna().all()
    assert table["distance_m"].iloc[-1] == pytest.approx(1800)
    assert (table["distance_m"].diff()[1:] >= 0).all()


EMPTY = b"\x0e\x20" + b"\0" * 6 + b".FIT" + b"\0" * 4


@pytest.mark.parametrize("data", [b"", b"   ", b"hello", EMPTY])
def test_what_is_no_run_is_refused_in_words(data):
    with pytest.raises(InputError):
        run_of(data, "thing.fit")


def with_compressed_times(seconds: int) -> bytes:
    """A file as old devices write it: a full time stamp, then records with five bits of time."""
    record = struct.Struct("<IHB")  # distance, speed, cadence
    body = bytes([0x40, 0, 0, 0, 0, 1, 0, 1, 0, 0, 4])  # file_id: activity
    body += bytes([0x41, 0, 0, 20, 0, 1, 253, 4, 0x86]) + bytes([1]) + struct.pack("<I", START)
    body += bytes([0x42, 0, 0, 20, 0, 3, 5, 4, 0x86, 6, 2, 0x84, 4, 1, 2])
    for t in range(1, seconds + 1):
        body += bytes([0x80 | 2 << 5 | (START + t) & 0x1F]) + record.pack(300 * t, 3000, 84)
    header = bytes([12, 0x10, 0, 0]) + struct.pack("<I", len(body)) + b".FIT"
    return header + body + bytes(2)


def test_compressed_time_stamps_are_written_out():
    run = run_of(with_compressed_times(700), "old.fit")
    assert run.totals.time_s == pytest.approx(700)
    assert run.totals.distance_m == pytest.approx(2100, abs=5)
    assert mean(run.table["cadence_spm"]) == pytest.approx(168)
    assert run.notes == ("the file has no summary of its own",)


def test_a_file_with_compressed_time_stamps_may_be_cut_short_too():
    whole = with_compressed_times(700)
    run = run_of(whole[: len(whole) // 2], "old.fit")
    assert run.totals.time_s == pytest.approx(350, abs=10)


def test_a_second_file_chained_to_the_first_is_read_too():
    early = fit_bytes(running_records(300))
    late = [r | {"timestamp": r["timestamp"] + 301, "distance": 903 + r["distance"]}
            for r in running_records(300)]  # fmt: skip
    run = run_of(early + fit_bytes(late), "chained.fit")
    assert run.totals.time_s == pytest.approx(601)
    assert run.totals.distance_m == pytest.approx(1803)


def test_a_message_that_means_nothing_does_not_take_the_session_with_it():
    whole = fit_bytes(running_records(), [session(0, 600, total_distance=1800.0)])
    # An event whose only field has no size: decoders trip over it.
    odd = bytes([0x4F, 0, 0, 21, 0, 1, 0, 0, 0]) + bytes([0x0F])
    body = odd + whole[14:-2]
    data = whole[:4] + struct.pack("<I", len(body)) + whole[8:14] + body + bytes(2)
    run = run_of(data, "odd.fit")
    assert run.summary.distance_m == 1800
    assert run.totals.time_s == pytest.approx(600)


def test_a_damaged_middle_is_told_with_how_far_the_reading_went():
    whole = bytearray(fit_bytes(running_records(600)))
    middle = len(whole) // 2
    whole[middle : middle + 200] = bytes([0x0E]) * 200  # messages that nobody defined
    run = run_of(bytes(whole), "damaged.fit")
    assert run.totals.time_s == pytest.approx(300, abs=30)
    assert any("damaged after" in note for note in run.notes)


def one_message_a_second(fields: bytes, values, seconds: int, big_endian: bool = False) -> bytes:
    """A file of records of one shape after their full time stamp; `values` packs those of t."""
    order, kind = (">", b"\0\x14") if big_endian else ("<", b"\x14\0")
    count = 1 + len(fields) // 3
    body = bytes([0x40, 0, int(big_endian)]) + kind + bytes([count, 253, 4, 0x86]) + fields
    for t in range(seconds + 1):
        body += b"\0" + struct.pack(order + "I", START + t) + values(t)
    return bytes([12, 0x10, 0, 0]) + struct.pack("<I", len(body)) + b".FIT" + body + bytes(2)


def test_speed_and_distance_packed_into_three_bytes():
    def packed(t):
        speed, way = 300, 48 * t % 4096  # hundredths of a m/s, sixteenths of a metre
        return bytes([speed & 0xFF, speed >> 8 | (way & 0x0F) << 4, way >> 4])

    run = run_of(one_message_a_second(bytes([8, 3, 0x0D]), packed, 600), "edge.fit")
    assert run.totals.distance_m == pytest.approx(1800)
    assert run.table["speed_mps"].median() == pytest.approx(3.0)


def test_numbers_with_the_high_byte_first():
    fields = bytes([5, 4, 0x86, 4, 1, 2])
    data = one_message_a_second(fields, lambda t: struct.pack(">IB", 300 * t, 84), 600, True)
    run = run_of(data, "big.fit")
    assert run.totals.distance_m == pytest.approx(1800)
    assert mean(run.table["cadence_spm"]) == 168


def test_a_file_that_has_only_places_gets_its_way_from_them():
    def place(t):
        return struct.pack("<iiB", round((50 + 3.0 * t / 111195) * 2**31 / 180), 2**27, 84)

    data = one_message_a_second(bytes([0, 4, 0x85, 1, 4, 0x85, 4, 1, 2]), place, 600)
    run = run_of(data, "places.fit")
    assert run.totals.distance_m == pytest.approx(1800, rel=0.003)
    assert not any(column.startswith("l") for column in run.table)


@pytest.mark.filterwarnings("error")
def test_a_number_that_is_none_is_missing_without_a_word():
    signalling = struct.pack("<I", 0x7F800001)
    fields = bytes([5, 4, 0x86, 4, 1, 2, 73, 4, 0x88])
    data = one_message_a_second(
        fields, lambda t: struct.pack("<IB", 300 * t, 84) + signalling, 600
    )  # fmt: skip
    run = run_of(data, "odd.fit")
    assert run.table["speed_mps"].median() == pytest.approx(3.0)


def test_half_a_stride_a_minute_counts():
    """A watch keeps whole strides of one leg and, beside them, the fraction."""
    run = run_of(fit_bytes(running_records(cadence=84, fractional_cadence=0.5)), "run.fit")
    assert mean(run.table["cadence_spm"]) == pytest.approx(169)


def test_nobody_runs_with_a_foot_on_the_ground_for_seconds():
    """A slow shuffle stands for 0.6 s at most; longer is a sensor's slip."""
    records = running_records()
    for record, slip_ms in zip(records[::50], (700.0, 1500.0, 5900.0) * 4, strict=False):
        record["stance_time"] = slip_ms
    run = run_of(fit_bytes(records), "run.fit")
    assert np.nanmax(run.table["contact_ms"]) == pytest.approx(250.0)
    assert "contact time is impossible in 12 records; taken as missing" in run.notes
