"""One number everywhere: page, plots and their words, tables and terminal of one analysis."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bench.onenumber import departures
from bench.places import read_places
from bench.sample import studio_keypoints
from kneedrive.cli.terminal import screen
from kneedrive.film.studio import typical_runner
from kneedrive.pose.keypoints import write_keypoints
from kneedrive.pose.table import read_keypoints

TALL = ("--height", 1.78)
PULL = ("hip_flexor_impulse_nms_kg", "hip_flexor_peak_moment_nm_kg", "hip_flexor_peak_power_w_kg")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Landmarks of a drawn runner as a phone sees them, said to be a network's."""
    path = tmp_path_factory.mktemp("one") / "run.keypoints.csv"
    runner = typical_runner(3.4, height_m=1.78, seed=7)
    keypoints, _ = studio_keypoints(runner, seconds=6.0, noise="phone")
    write_keypoints(replace(keypoints, model="blazepose-heavy"), path)
    return path


def changed(source, path, rows=None, **columns):
    """The same table, its first rows only, or with other columns."""
    pd.read_csv(source)[:rows].assign(**columns).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def once(source, tmp_path_factory):
    """The table analysed with a height: its folder and what the terminal said."""
    folder = tmp_path_factory.mktemp("once")
    words = [sys.executable, "-m", "kneedrive", "analyze", source, *TALL, "--out", folder]
    wide = os.environ | {"COLUMNS": "250"}
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, env=wide)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.fixture
def kept(once, tmp_path):
    """A copy of it that a test may spoil."""
    folder, said = once
    return shutil.copytree(folder, tmp_path / "kept"), said


@pytest.fixture
def analysed(kneedrive, monkeypatch, tmp_path):
    """Analyse a table; its folder and how the command ended."""
    monkeypatch.setattr(screen, "width", 250)

    def run(source, *words):
        return tmp_path / "out", kneedrive("analyze", source, "--out", tmp_path / "out", *words)

    return run


def test_every_place_shows_the_same_number(once):
    places = read_places(*once)
    assert departures(places) == []
    shown = [m for m in places.document["metrics"].values() if m["value"] is not None]
    assert len(shown) == len(places.document["metrics"])


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "column", ["contact_s", "flight_s", "peak_thigh_deg", "peak_thigh_velocity_dps"]
)
def test_a_table_of_strides_that_departs_is_found(kept, column):
    folder, said = kept
    rows = pd.read_csv(folder / "strides.csv")
    rows.assign(**{column: 1.03 * rows[column]}).to_csv(folder / "strides.csv", index=False)
    assert departures(read_places(folder, said))


def test_a_page_a_plot_or_a_screen_that_departs_is_found(kept):
    folder, said = kept
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["metrics"]
    knee, moment = metrics["peak_thigh_angle_deg"], metrics["hip_flexor_peak_moment_nm_kg"]
    page = (folder / "report.html").read_text(encoding="utf-8")
    for old, new in (
        (f"{knee['value']:.1f}°", f"{knee['value'] + 1:.1f}°"),
        (f"to {knee['left']:.1f} degrees", f"to {knee['left'] + 1:.1f} degrees"),
        (f"peaks at {moment['left']:.2f}", f"peaks at {0.8 * moment['left']:.2f}"),
    ):
        edit(folder / "report.html", old, new)
        assert departures(read_places(folder, said)), old
        (folder / "report.html").write_text(page, encoding="utf-8")
    other = said.replace(f"{knee['value']:.1f} deg", f"{knee['value'] + 1:.1f} deg")
    assert departures(read_places(folder, other))
    assert departures(read_places(folder, said)) == []


def test_a_withheld_impulse_takes_its_followers_along(source, analysed):
    folder, done = analysed(source)  # no scale, no pull
    assert done.returncode == 0, done.stderr
    places = read_places(folder, done.stdout)
    assert departures(places) == []
    assert all(places.document["metrics"][name]["value"] is None for name in PULL)
    assert (places.document["pull_timing"], places.document["demand"]) == ({}, [])
    assert "pull:" not in done.stdout
    assert "times as much" not in done.stdout


def test_a_clip_without_a_number_leaves_a_page_and_ends_with_2(source, analysed, tmp_path):
    short = changed(source, tmp_path / "short.keypoints.csv", rows=96)
    folder, done = analysed(short, *TALL)
    assert done.returncode == 2
    assert "no number of short.keypoints.csv can be trusted: fewer than 4 whole" in done.stderr
    assert "film at least ten seconds" in done.stderr
    places = read_places(folder, done.stdout)
    assert departures(places) == []
    assert places.document["events"] == []
    assert places.motion["left_thigh_deg"].isna().all()


def test_landmarks_keep_the_name_of_their_network(once, analysed):
    folder, said = once
    assert "pose network: blazepose-heavy" in said
    assert read_keypoints(folder / "keypoints.csv").model == "blazepose-heavy"
    again, done = analysed(folder / "keypoints.csv", *TALL)
    assert "pose network: blazepose-heavy" in done.stdout
    first, second = (
        json.loads((where / "metrics.json").read_text(encoding="utf-8"))["metrics"]
        for where in (folder, again)
    )
    assert {n: m["value"] for n, m in first.items()} == {n: m["value"] for n, m in second.items()}


def test_the_weaker_network_is_said_and_an_unknown_one_is_only_indicative(
    source, analysed, tmp_path
):
    full = changed(source, tmp_path / "full.csv", landmarks_as_seen_by="blazepose-full")
    _, done = analysed(full, *TALL)
    assert "less accurate than heavy" in done.stdout
    assert "--pose-model heavy" in done.stdout
    own = changed(source, tmp_path / "own.csv", landmarks_as_seen_by="mine.onnx")
    folder, done = analysed(own, *TALL)
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["metrics"]
    assert {m["status"] for m in metrics.values()} <= {"indicative", "withheld"}
    assert "the errors of the pose network mine.onnx are not known" in done.stdout


@pytest.mark.parametrize("names", [["a", "b"], ["x" * 200], ["\x1b[31m"]])
def test_a_table_with_no_one_name_of_its_network_is_refused(source, kneedrive, tmp_path, names):
    named = np.resize(names, len(pd.read_csv(source)))
    done = kneedrive("analyze", changed(source, tmp_path / "named.csv", landmarks_as_seen_by=named))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "\x1b[31m" not in done.stderr
