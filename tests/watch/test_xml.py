"""TCX and GPX: cadence per leg, pauses, broken and harmful files."""

import gzip

import pytest

from kneedrive.errors import InputError
from kneedrive.watch import run_of
from tests.watch.made_files import gpx_text, iso, mean, tcx_text


def test_tcx_run_cadence_counts_one_leg():
    run = run_of(tcx_text().encode(), "run.tcx")
    assert mean(run.table["cadence_spm"]) == 168
    assert run.totals.distance_m == pytest.approx(1800)
    assert run.totals.time_s == pytest.approx(600)
    assert mean(run.table["heart_rate_bpm"]) == 150
    assert run.device == "Forerunner 945"
    assert run.contact_source is None
    assert max(abs(v) for v in run.differences_pct.values()) < 0.5


def test_tcx_without_distance_takes_it_from_the_places():
    run = run_of(tcx_text(distance=False).encode(), "run.tcx")
    assert run.totals.distance_m == pytest.approx(1800, rel=0.003)


def test_a_new_track_after_a_pause_is_a_pause():
    run = run_of(tcx_text(break_at=300, break_s=90).encode(), "run.tcx")
    assert run.totals.time_s == pytest.approx(600, abs=2)


def test_a_track_that_begins_with_a_lap_is_no_pause():
    text = tcx_text(break_at=300, break_s=7)
    lap = f"</Track></Lap><Lap StartTime='{iso(307)}'><Track>"
    run = run_of(text.replace("</Track><Track>", lap).encode(), "laps.tcx")
    assert run.totals.time_s == pytest.approx(607)
    gpx = gpx_text().replace("</trkpt>", "</trkpt></trkseg><trkseg>")
    run = run_of(gpx.encode(), "laps.gpx")
    assert run.totals.time_s == pytest.approx(600)
    assert run.totals.distance_m == pytest.approx(1800, rel=0.003)


def test_gpx_cadence_speed_and_temperature():
    run = run_of(gpx_text().encode(), "run.gpx")
    assert mean(run.table["cadence_spm"]) == 168
    assert run.table["speed_mps"].median() == pytest.approx(3.0, rel=0.005)
    assert mean(run.table["temperature_c"]) == 21
    assert run.totals.distance_m == pytest.approx(1800, rel=0.003)


def test_a_gpx_segment_break_is_a_pause_without_way():
    run = run_of(gpx_text(break_at=300).encode(), "run.gpx")
    assert run.totals.time_s == pytest.approx(600, abs=3)
    assert run.totals.distance_m == pytest.approx(1797, rel=0.003)


@pytest.mark.parametrize("make", [tcx_text, gpx_text])
def test_text_cut_short_is_read_as_far_as_it_goes(make):
    whole = make().encode()
    run = run_of(whole[: len(whole) * 2 // 3], "cut")
    assert run.totals.time_s == pytest.approx(400, abs=10)
    assert any("cut short" in note for note in run.notes)


def test_places_are_not_kept():
    for text in (tcx_text(), gpx_text()):
        columns = " ".join(run_of(text.encode(), "run").table.columns)
        assert "lat" not in columns
        assert "lon" not in columns


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (tcx_text(sport="Biking"), "biking, not running"),
        (gpx_text(kind="cycling"), "cycling, not running"),
        (gpx_text(times=False), "no times"),
        ('<?xml version="1.0"?><gpx></gpx>', "no track points"),
        ("<html>TrainingCenter</html>", "no FIT, TCX or GPX"),
    ],
)
def test_what_is_no_run_is_refused_with_its_reason(text, why):
    with pytest.raises(InputError, match=why):
        run_of(text.encode(), "thing")


def test_entities_that_explode_are_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaa">]><gpx><trk>&a;</trk></gpx>'
    with pytest.raises(InputError):
        run_of(bomb.encode(), "bomb.gpx")


def test_a_gzipped_file_is_unpacked_and_a_damaged_one_refused():
    packed = gzip.compress(tcx_text().encode())
    assert run_of(packed, "run.tcx.gz").totals.time_s == pytest.approx(600)
    with pytest.raises(InputError, match="damaged gzip"):
        run_of(packed[:200], "run.tcx.gz")
