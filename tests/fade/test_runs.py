"""A folder of years: each content once, in parallel, resumable, one bad file does not stop it."""

import json

import pandas as pd
import pytest

from kneedrive.errors import InputError
from kneedrive.fade.runs import measure, measure_all, run_files, write_runs
from kneedrive.fade.runs.store import Store, key_of
from tests.watch.made_files import fit_bytes, gpx_text, running_records, tcx_text


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """A folder with runs of several kinds, a copy, a broken file and things that are no runs."""
    folder = tmp_path_factory.mktemp("years")
    (folder / "2023").mkdir()
    for minutes in (10, 12, 14):
        data = fit_bytes(running_records(60 * minutes))
        (folder / "2023" / f"{minutes}.fit").write_bytes(data)
    (folder / "copy.FIT").write_bytes(fit_bytes(running_records(600)))
    (folder / "run.tcx").write_text(tcx_text(700))
    (folder / "run.gpx").write_text(gpx_text(800))
    (folder / "broken.fit").write_bytes(b"\x0e\x10nonsense")
    (folder / "notes.txt").write_text("not a run")
    return folder


def test_every_watch_file_of_a_folder_is_found_and_nothing_else(years, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    names = [path.name for path in run_files([years])]
    assert sorted(names) == [
        "10.fit", "12.fit", "14.fit", "broken.fit", "copy.FIT", "run.gpx", "run.tcx",
    ]  # fmt: skip
    with pytest.raises(InputError, match="not there"):
        run_files([years / "nowhere"])
    with pytest.raises(InputError, match="no FIT, TCX or GPX"):
        run_files([empty])


def test_parallel_and_serial_give_the_same_rows_and_a_bad_file_only_its_reason(years, tmp_path):
    paths = run_files([years])
    alone = measure_all(paths, tmp_path / "a.jsonl", processes=1)
    together = measure_all(paths, tmp_path / "b.jsonl", processes=2)
    assert alone == together
    by_name = {row["file"].rsplit("/", 1)[-1]: row for row in alone}
    assert by_name["12.fit"]["kind"] == "none"
    assert by_name["12.fit"]["distance_km"] == pytest.approx(2.16)
    assert "no FIT, TCX or GPX" in by_name["broken.fit"]["refused"]
    assert by_name["copy.FIT"]["key"] == by_name["10.fit"]["key"]


def test_what_is_known_is_not_measured_again(years, tmp_path, monkeypatch):
    paths = run_files([years])
    before = measure_all(paths, tmp_path / "rows.jsonl", processes=1)
    monkeypatch.setattr(measure, "row_of", lambda *_: pytest.fail("measured again"))
    assert measure_all(paths, tmp_path / "rows.jsonl", processes=1) == before


def test_an_interrupted_folder_keeps_what_it_had(years, tmp_path, monkeypatch):
    paths = run_files([years])
    whole, seen = measure.row_of, []

    def interrupted(data, name):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(name)
        return whole(data, name)

    monkeypatch.setattr(measure, "row_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        measure_all(paths, tmp_path / "rows.jsonl", processes=1)
    with (tmp_path / "rows.jsonl").open("a") as file:
        file.write('{"key": "half a li')
    monkeypatch.setattr(
        measure, "row_of", lambda data, name: seen.append(name) or whole(data, name)
    )
    rows = measure_all(paths, tmp_path / "rows.jsonl", processes=1)
    assert len(rows) == len(paths)
    assert len(seen) == len(set(seen)) == len({row["key"] for row in rows})


def test_a_changed_file_is_measured_anew(tmp_path):
    path = tmp_path / "run.fit"
    path.write_bytes(fit_bytes(running_records(600)))
    first = measure_all([path], tmp_path / "rows.jsonl")
    path.write_bytes(fit_bytes(running_records(900)))
    second = measure_all([path], tmp_path / "rows.jsonl")
    assert first[0]["distance_km"] == pytest.approx(1.8)
    assert second[0]["distance_km"] == pytest.approx(2.7)


def test_rows_are_on_disk_as_soon_as_they_are_known(tmp_path):
    with Store(tmp_path / "rows.jsonl") as store:
        store.keep(key_of(b"data"), {"kind": "none"})
        lines = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").split("\n")
        assert any(json.loads(line)["row"] == {"kind": "none"} for line in lines if line)


def test_the_table_has_every_file_and_the_page_each_content_once(years, tmp_path):
    rows = measure_all(run_files([years]), tmp_path / "rows.jsonl", processes=1)
    page = write_runs(rows, tmp_path).read_text(encoding="utf-8")
    table = pd.read_csv(tmp_path / "runs.csv")
    assert len(table) == len(rows)
    assert page.count('class="pt none" style') == 5  # against length alone: one day, one heat
    assert "hold the same as another" in page
    assert "broken.fit" in page
