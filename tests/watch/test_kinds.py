"""Files that lie about themselves: rides, other units, several tracks, numbers that can't be."""

import re

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.watch import Recording, put_in_order, run_of
from tests.watch.made_files import (
    fit_bytes,
    gpx_text,
    iso,
    mean,
    running_records,
    session,
    tcx_text,
)
from tests.watch.test_order import recording


def gpx(*tracks: str) -> bytes:
    """A GPX file of these tracks."""
    return f'<gpx creator="x">{"".join(tracks)}</gpx>'.encode()


def track(
    begin_s: float = 0,
    seconds: int = 900,
    mps: float = 3.0,
    kind: str = "running",
    extra: str = "<cad>84</cad>",
    still: bool = False,
) -> str:
    """A track of a point a second; `{way}` and `{t}` in `extra` are metres and seconds so far."""
    points = []
    for t in range(seconds + 1):
        latitude = 50 + (0 if still else mps * t / 111195)
        more = extra.format(way=mps * t, t=t)
        points.append(
            f'<trkpt lat="{latitude:.8f}" lon="8"><time>{iso(begin_s + t)}</time>'
            f"<extensions>{more}</extensions></trkpt>"
        )
    return f"<trk><type>{kind}</type><trkseg>{''.join(points)}</trkseg></trk>"


def test_a_ride_that_calls_itself_a_run_is_refused_by_its_speed():
    ride = running_records(enhanced_speed=7.8, cadence=88)
    for record in ride:
        record["distance"] *= 2.6
    for sport in ("running", "generic"):
        with pytest.raises(InputError, match="is a ride, not a run"):
            run_of(fit_bytes(ride, [session(0, 600, sport)]), "ride.fit")
    text = tcx_text(sport="Other").replace("<ns3:Speed>3.0<", "<ns3:Speed>7.8<")
    text = re.sub(r"<DistanceMeters>([\d.]+)<", lambda m: f"<DistanceMeters>{2.6 * float(m[1])}<",
                  text)  # fmt: skip
    with pytest.raises(InputError, match="is a ride, not a run"):
        run_of(text.encode(), "ride.tcx")
    with pytest.raises(InputError, match="is a ride, not a run"):
        run_of(gpx(track(mps=7.8)), "ride.gpx")


def test_a_slow_ride_is_refused_by_its_steps():
    slow = {"speed_mps": np.full(600, 5.5), "distance_m": 5.5 * np.arange(600)}
    with pytest.raises(InputError, match=r"steps would be 2\.8 m long"):
        put_in_order(recording(cadence=np.full(600, 60.0), **slow), "ride")
    fast = put_in_order(recording(cadence=np.full(600, 95.0), **slow), "5.5 m/s is a fast run")
    assert fast.table["step_length_m"].median() == pytest.approx(60 * 5.5 / 190)


@pytest.mark.parametrize(
    ("kind", "word"),
    [("1", "a ride"), ("17", "a virtual ride"), ("4", "a hike"), ("10", "a walk"),
     ("VirtualRide", "virtualride"), ("hiking", "hiking"), ("open_water_swimming", "water")],
)  # fmt: skip
def test_what_a_track_calls_itself_is_believed_in_words_and_numbers(kind, word):
    with pytest.raises(InputError, match=f"{word}.*, not running"):
        run_of(gpx(track(kind=kind)), "thing.gpx")


@pytest.mark.parametrize("kind", ["9", "Run", "trail_running", "virtual_run", "", "workout"])
def test_a_run_by_any_name_is_read(kind):
    assert run_of(gpx(track(kind=kind)), "run.gpx").totals.time_s == 900


def test_a_prefix_that_nobody_declared_is_read():
    text = gpx_text().replace(
        ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"', ""
    )
    run = run_of(text.replace("<gpx ", '<gpx xsi:schemaLocation="x y" ').encode(), "run.gpx")
    assert mean(run.table["cadence_spm"]) == 168
    assert mean(run.table["heart_rate_bpm"]) == 150
    assert not any("damaged" in note for note in run.notes)
    tcx = tcx_text().replace(' xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"',
                             "").encode()  # fmt: skip
    assert mean(run_of(tcx, "run.tcx").table["cadence_spm"]) == 168


@pytest.mark.parametrize("name", ["Tom & Jerry", "a\x0bb", "&nbsp;caf&eacute;", "&#0;&#x1F;"])
def test_text_that_no_xml_may_hold_does_not_end_the_reading(name):
    run = run_of(gpx_text().replace("<name>Run<", f"<name>{name}<").encode(), "run.gpx")
    assert run.totals.time_s == pytest.approx(600)
    assert not any("damaged" in note for note in run.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "cp1252"])
def test_every_common_encoding_is_read(encoding):
    text = gpx_text().replace("a watch", "Läufer").replace("UTF-8", encoding)
    assert run_of(text.encode(encoding), "run.gpx").device == "Läufer"


def test_single_bytes_that_say_they_are_utf_16_are_read():
    data = gpx_text().replace("UTF-8", "utf-16").encode()
    assert run_of(data, "run.gpx").totals.time_s == pytest.approx(600)


@pytest.mark.parametrize("encoding", ["rot13", "klingon", "zlib", "hex"])
def test_an_unknown_encoding_is_refused_in_one_line(encoding):
    with pytest.raises(InputError, match=f"“{encoding}”, an unknown encoding"):
        run_of(gpx_text().replace("UTF-8", encoding).encode(), "run.gpx")


def test_a_speed_of_zero_throughout_gives_way_to_the_distance():
    run = run_of(fit_bytes(running_records(enhanced_speed=0.0)), "run.fit")
    assert run.table["speed_mps"].median() == pytest.approx(3.0)
    assert mean(run.table["step_length_m"]) == pytest.approx(60 * 3 / 168)
    assert any("speed is zero in 601 records" in note for note in run.notes)


def test_a_speed_that_stands_still_for_minutes_is_taken_from_the_way():
    speed = np.full(600, 3.0)
    speed[200:400] = 0.0
    run = put_in_order(recording(speed_mps=speed), "run")
    assert run.table["speed_mps"][220:380].to_numpy() == pytest.approx(3.0)
    assert any("speed is zero in" in note for note in run.notes)


@pytest.mark.parametrize(
    ("factor", "words"),
    [(0.9, "-10 % from its way"), (1.1, r"\+10 % from its way"), (3.6, "in km/h"),
     (2.237, "in mph")],
)  # fmt: skip
def test_speed_and_way_are_held_against_each_other(factor, words):
    run = put_in_order(recording(speed_mps=np.full(600, 3.0 * factor)), "run")
    assert run.table["speed_mps"].median() == pytest.approx(3.0, rel=0.001)
    assert run.table["step_length_m"].median() == pytest.approx(60 * 3 / 168, rel=0.001)
    assert any(re.search(words, note) for note in run.notes)


def test_a_speed_3_percent_off_is_left_alone():
    run = put_in_order(recording(speed_mps=np.full(600, 3.09)), "run")
    assert run.table["speed_mps"].median() == pytest.approx(3.09)
    assert run.notes == ()


def test_a_distance_in_kilometres_gives_way_to_a_runners_speed():
    run = put_in_order(recording(distance_m=9.0 * np.arange(600)), "run")
    assert run.totals.distance_m == pytest.approx(1800, rel=0.01)
    assert any("the way is taken from the speed" in note for note in run.notes)


def test_three_days_in_one_file_are_not_one_run():
    day = 86400
    tracks = [track(0), track(day, 1200), track(2 * day)]
    run = run_of(gpx(*tracks), "days.gpx")
    assert run.totals.time_s == 1200
    assert any("3 tracks; this is the longest run" in note for note in run.notes)
    merged = "".join(tracks).replace("</trkseg></trk><trk><type>running</type><trkseg>", "")
    assert run_of(gpx(merged), "merged.gpx").totals.time_s == 1200


def test_a_run_after_a_ride_is_the_run():
    for kind in ("running", ""):
        both = gpx(track(0, 1500, 7.8, kind), track(1530, 900, 3.0, kind))
        run = run_of(both, "brick.gpx")
        assert run.totals.distance_m == pytest.approx(2700, rel=0.003)
        assert any("2 tracks" in note for note in run.notes)
    named = run_of(gpx(track(0, 1500, 4.0, "cycling"), track(1530, 900)), "brick.gpx")
    assert named.totals.distance_m == pytest.approx(2700, rel=0.003)


def test_two_watches_on_one_run_are_one_run():
    run = run_of(gpx(track(extra=""), track(5)), "two.gpx")
    assert run.totals.time_s == 900
    assert mean(run.table["cadence_spm"]) == 168
    assert any("2 tracks" in note for note in run.notes)


def test_laps_that_are_written_as_tracks_are_one_run():
    laps = [track(301 * i, 300) for i in range(4)]
    run = run_of(gpx(*laps), "laps.gpx")
    assert run.totals.time_s == 1203
    assert not any("tracks" in note for note in run.notes)


def test_points_in_any_order_are_put_in_order():
    begin, *points = re.split("(?=<trkpt)", gpx_text())
    end = points[-1][points[-1].index("</trkpt>") + 8 :]
    points[-1] = points[-1].removesuffix(end)
    mixed = [points[i] for i in np.random.default_rng(1).permutation(len(points))]
    for order in (mixed, points[::-1]):
        run = run_of((begin + "".join(order) + end).encode(), "mixed.gpx")
        assert run.totals.time_s == pytest.approx(600)
        assert run.totals.distance_m == pytest.approx(1800, rel=0.003)
        assert any("out of order" in note for note in run.notes)


def test_a_gap_whose_edges_lack_distance_is_no_pause():
    clock, way = 1e9 + np.arange(1000, dtype=float), 3.0 * np.arange(1000)
    clock[500:] += 500.0
    way[500:] += 1500.0
    way[495:505] = np.nan
    run = put_in_order(recording(1000, clock_s=clock, distance_m=way), "gap")
    assert run.totals.time_s == pytest.approx(1499)
    assert any("run through" in note for note in run.notes)
    way[505:] -= 1500.0
    stood = put_in_order(recording(1000, clock_s=clock, distance_m=way), "stood")
    assert stood.totals.time_s == pytest.approx(1000, abs=12)


def test_distance_of_the_device_is_read_where_the_place_stands_still():
    extra = "<gpxdata:cadence>84</gpxdata:cadence><gpxdata:distance>{way}</gpxdata:distance>"
    run = run_of(gpx(track(extra=extra, still=True)), "treadmill.gpx")
    assert run.totals.distance_m == pytest.approx(2700)
    assert mean(run.table["cadence_spm"]) == 168
    frozen = run_of(gpx(track(extra="<distance>5</distance>")), "frozen.gpx")
    assert frozen.totals.distance_m == pytest.approx(2700, rel=0.003)


@pytest.mark.parametrize("pattern", ["halves", "in turns"])
def test_one_leg_and_both_in_one_file_are_told_apart_by_record(pattern):
    both = np.arange(600) >= 300 if pattern == "halves" else np.arange(600) % 2 == 0
    cadence = np.where(both, 170.0, 85.0)
    run = put_in_order(recording(cadence=cadence), "mixed")
    assert np.allclose(run.table["cadence_spm"], 170)
    assert any("one leg in some records and both in others" in note for note in run.notes)


def test_the_files_own_mean_in_steps_of_the_other_count_is_no_contradiction():
    said = session(0, 600, total_distance=1800.0, avg_cadence=84)
    run = run_of(fit_bytes(running_records(cadence=168), [said]), "both.fit")
    assert run.summary.cadence == 168
    assert run.notes == ()


def test_no_distance_exceeds_what_a_runner_covers():
    way = 3.0 * np.arange(600)
    way[50:] += 9e7 * (np.arange(550) % 2)
    run = put_in_order(recording(distance_m=way), "absurd")
    assert run.totals.distance_m <= 12.5 * 599 + 1000
    clock = 1e9 + np.arange(600, dtype=float)
    clock[300:] += 6e8
    far = 3.0 * np.arange(600)
    far[300:] += 4e8
    with pytest.raises(InputError, match="its distance or its clock is damaged"):
        put_in_order(recording(clock_s=clock, distance_m=np.minimum(far, 9e7)
                               + np.where(np.arange(600) >= 300, 0, 0)), "far")  # fmt: skip


@pytest.mark.parametrize("word", ["NaN", "inf", "-inf", "1e400", "", "x", "9" * 4000, "-5e3"])
def test_numbers_that_are_none_are_missing(word):
    text = gpx_text().replace("<ele>100.0<", f"<ele>{word}<", 300)
    text = text.replace("<gpxtpx:cad>84<", f"<gpxtpx:cad>{word}<", 100)
    run = run_of(text.encode(), "run.gpx")
    assert mean(run.table["cadence_spm"]) == 168
    assert np.isfinite(run.table["altitude_m"]).sum() >= 300
    assert run.table["altitude_m"].abs().max() < 101


def test_a_decimal_comma_is_a_point():
    text = re.sub(r'lat="(\d+)\.(\d+)"', r'lat="\1,\2"', gpx_text())
    assert run_of(text.encode(), "run.gpx").totals.distance_m == pytest.approx(1800, rel=0.003)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: f"2026-W48-6T{t[11:]}",  # a week date
        lambda t: f"1970-01-01T{t[11:]}",
        lambda t: t.replace("Z", "+05:30"),
        lambda t: t.replace("Z", ""),
        lambda t: t.replace("Z", ".125Z"),
        lambda t: t.replace("Z", ",125Z"),
    ],
)
def test_times_in_every_way_of_writing_them(change):
    text = re.sub(r"(?<=<time>)[^<]+", lambda m: change(m[0]), gpx_text())
    assert run_of(text.encode(), "run.gpx").totals.time_s == pytest.approx(600)


def test_the_longest_run_of_a_tcx_file_is_no_ride():
    def activity(text):
        return re.search(r"<Activity .*</Activity>", text, re.DOTALL)[0]

    ride = re.sub(r"<DistanceMeters>([\d.]+)<", lambda m: f"<DistanceMeters>{3 * float(m[1])}<",
                  tcx_text(1200, sport="Other"))  # fmt: skip
    both = tcx_text().replace(activity(tcx_text()), activity(ride) + activity(tcx_text()))
    run = run_of(both.encode(), "both.tcx")
    assert run.totals.distance_m == pytest.approx(1800)
    assert any("2 activities" in note for note in run.notes)


def test_a_tcx_file_whose_distance_stands_still_takes_it_from_the_places():
    text = re.sub(r"<DistanceMeters>[\d.]+<", "<DistanceMeters>0<", tcx_text())
    run = run_of(text.encode(), "run.tcx")
    assert run.totals.distance_m == pytest.approx(1800, rel=0.003)


def test_pauses_that_overlap_are_taken_out_once():
    begin = 1e9
    made = recording()
    pauses = ((begin + 100, begin + 200), (begin + 150, begin + 220), (begin + 300, begin + 300))
    run = put_in_order(Recording("FIT", "", made.records, pauses_s=pauses), "run")
    assert run.totals.time_s == pytest.approx(599 - 120)


@pytest.mark.filterwarnings("error")
def test_numbers_too_small_for_any_sensor_are_zero():
    cadence = np.full(600, 84.0)
    cadence[100:110] = 1e-320
    run = put_in_order(recording(cadence=cadence), "run")
    assert run.table["cadence_spm"][100:110].isna().all()
    assert any("zero in 10 records" in note for note in run.notes)


def test_laps_of_another_day_are_another_run():
    text = tcx_text(900)
    lap = text[text.index("<Lap ") : text.index("</Lap>") + 6]
    later = re.sub(r"<Time>([^<]+)Z<", lambda m: f"<Time>{np.datetime64(m[1]) + 86400}Z<", lap)
    both = tcx_text(600).replace("</Lap>", "</Lap>" + later)
    run = run_of(both.encode(), "days.tcx")
    assert run.totals.time_s == pytest.approx(900)
    assert any("2 activities" in note for note in run.notes)


def test_of_two_legs_that_say_nothing_the_run_is_read():
    ride = running_records(1200, enhanced_speed=8.0)
    for record in ride:
        record["distance"] *= 8 / 3
    legs = [r | {"timestamp": r["timestamp"] + 1300, "distance": 9600 + r["distance"]}
            for r in running_records(600)]  # fmt: skip
    said = [session(0, 1200, "generic", total_distance=9600.0),
            session(1300, 600, "generic", total_distance=1800.0)]  # fmt: skip
    run = run_of(fit_bytes([*ride, *legs], said), "brick.fit")
    assert run.totals.distance_m == pytest.approx(1800)
