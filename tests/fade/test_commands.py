"""kneedrive fade and kneedrive compare as a user meets them."""

import json

import pytest

from tests.fade.clips.made_folders import folder
from tests.watch.made_files import fit_bytes, running_records


@pytest.fixture
def run_fit(tmp_path):
    path = tmp_path / "sunday.fit"
    path.write_bytes(fit_bytes(running_records(900)))
    return path


def test_one_run_gives_its_page_beside_it(kneedrive, run_fit):
    status, said, _ = kneedrive("fade", run_fit)
    assert status == 0
    assert "No fade" in said
    names = {path.name for path in (run_fit.parent / "sunday-kneedrive").iterdir()}
    assert names == {"fade.html", "fade.json", "fade.csv", "records.csv"}


def test_json_is_the_whole_output(kneedrive, run_fit, tmp_path):
    status, said, _ = kneedrive("fade", run_fit, "--json", "--out", tmp_path / "out")
    assert status == 0
    assert json.loads(said)["kind"] == "none"


def test_a_folder_gives_a_table_and_a_page(kneedrive, run_fit, tmp_path):
    status, said, _ = kneedrive("fade", run_fit.parent, "--out", tmp_path / "out")
    assert status == 0
    assert "1 file: 0 with a fade, 0 not measured" in said
    assert (tmp_path / "out" / "runs.html").is_file()
    assert (tmp_path / "out" / "runs.csv").is_file()


def test_what_is_no_run_ends_with_one_line_and_leaves_nothing(kneedrive, tmp_path):
    path = tmp_path / "x.fit"
    path.write_text("nonsense")
    status, _, wrong = kneedrive("fade", path, "--out", tmp_path / "out")
    assert status == 2
    assert len(wrong.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_two_clips_are_compared(kneedrive, tmp_path):
    a, b = folder(tmp_path / "fresh"), folder(tmp_path / "tired", contact_time_ms=264.0)
    status, said, _ = kneedrive("compare", a, b)
    assert status == 0
    assert "changed" in said
    place = tmp_path / "fresh-against-tired"
    names = {path.name for path in place.iterdir()}
    assert names == {"compare.html", "compare.json", "compare.csv", "compare.mp4"}


def test_a_folder_without_results_is_refused_in_one_line(kneedrive, tmp_path):
    status, _, wrong = kneedrive("compare", tmp_path, tmp_path / "b")
    assert status == 2
    assert "holds no metrics.json" in wrong
    assert len(wrong.strip().splitlines()) == 1
