"""A table of landmarks is read, or one short line says what is wrong with it."""

import numpy as np
import pandas as pd
import pytest

from kneedrive.errors import InputError
from kneedrive.pose import read_keypoints, write_keypoints
from tests import swinging


@pytest.fixture
def table(tmp_path):
    """Three seconds at 60 Hz of somebody who runs, as a table."""
    write_keypoints(swinging.keypoints(3.0), tmp_path / "made.csv")
    return pd.read_csv(tmp_path / "made.csv")


def read(table, tmp_path, **how):
    """Write a table, spoilt or not, and read it."""
    path = tmp_path / "run.keypoints.csv"
    table.to_csv(path, index=False, **how)
    return read_keypoints(path)


def doubled(table):
    """The last column under the first one's name."""
    return table.set_axis([*table.columns[:-1], table.columns[1]], axis=1)


def at(table, row, column, value):
    """The table with one cell changed."""
    out = table.copy().astype(object)
    out.loc[row, column] = value
    return out


REFUSED = {
    "no time": (lambda t: t.drop(columns="time_s"), "lacks a time_s column"),
    "no landmark": (
        lambda t: t.drop(columns=["left_toe_x_px", "left_toe_y_px"]),
        r"lacks left_toe_x_px and 1 more",
    ),
    "x without y": (lambda t: t.drop(columns="left_knee_y_px"), "lacks left_knee_y_px;"),
    "a column twice": (doubled, "has two columns"),
    "backwards": (lambda t: t.iloc[::-1], r"do not rise.*\(row 3\)"),
    "one row": (lambda t: t.iloc[:1], "has 1 rows"),
    "no row": (lambda t: t.iloc[:0], "has (no|0) rows"),
    "a word": (lambda t: at(t, 5, "left_knee_x_px", "noon"), r"no table|not a table .*noon"),
    "an endless word": (lambda t: at(t, 5, "left_knee_x_px", "n" * 9999), r"n{30}\.\.\."),
    "7.5 Hz": (lambda t: t.assign(time_s=t.time_s * 8), "has 7.5 rows a second"),
    "2,400 Hz": (lambda t: t.assign(time_s=t.time_s / 40), "has 2.4e.03 rows a second"),
    "nanoseconds": (lambda t: t.assign(time_s=t.time_s * 1e9), "rows a second"),
    "pairs": (
        lambda t: t.assign(time_s=(t.index // 2 * 2 + t.index % 2 * 1e-5) / 60),
        "bunches: 50 %",
    ),
    "bunches of ten": (
        lambda t: t.assign(time_s=(t.index // 10) / 6 + (t.index % 10) * 1e-6),
        "bunches: 91 %",
    ),
    "an hour's pause": (lambda t: t.assign(time_s=t.time_s + 3600 * (t.index > 90)), "rows a sec"),
    "confidence in per cent": (
        lambda t: t.assign(left_hip_confidence=95.0),
        r"left_hip_confidence 95 \(row 2\).*between 0 and 1",
    ),
    "confidence below 0": (lambda t: t.assign(left_hip_confidence=-0.1), "between 0 and 1"),
    "out of any picture": (
        lambda t: at(t, 7, "right_knee_y_px", 3e9),
        r"right_knee at y = 3e.09 px \(row 9\)",
    ),
    "all in one point": (
        lambda t: t.assign(**{c: 100.0 for c in t.columns if c.endswith("_px")}),
        "lie in one point",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_table_that_no_film_gives_is_refused_in_one_short_line(table, tmp_path, fault):
    spoil, says = REFUSED[fault]
    with pytest.raises(InputError, match=says) as caught:
        read(spoil(table), tmp_path)
    text = str(caught.value).replace(str(tmp_path), "")
    assert "\n" not in text
    assert len(text) < 200


def test_cells_between_semicolons_are_refused_without_repeating_them(table, tmp_path):
    with pytest.raises(InputError, match="not separated by commas") as caught:
        read(table, tmp_path, sep=";")
    assert len(str(caught.value).replace(str(tmp_path), "")) < 120


def test_rows_longer_than_the_header_are_refused(table, tmp_path):
    path = tmp_path / "run.keypoints.csv"
    table.to_csv(path, index=False)
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head, *(f"0,{row}" for row in rows)]))
    with pytest.raises(InputError, match=r"row 2 of .* is longer than its header"):
        read_keypoints(path)


@pytest.mark.parametrize("content", [b"", b"\x00" * 500, b"\xff\xfe\x00t", b'"', b"time_s\n" * 9])
def test_what_is_no_table_is_refused(tmp_path, content):
    path = tmp_path / "run.keypoints.csv"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_keypoints(path)


def test_a_landmark_that_no_stride_needs_is_left_out_without_its_y(table, tmp_path):
    left_out = table.drop(columns="left_shoulder_y_px")
    got, whole = read(left_out, tmp_path), read(table, tmp_path)
    assert set(whole.landmarks) - set(got.landmarks) == {"left_shoulder"}
    np.testing.assert_array_equal(got.of("right_toe"), whole.of("right_toe"))


def test_a_mark_at_the_start_and_missing_cells_do_not_matter(table, tmp_path):
    table.loc[4, ["left_knee_x_px", "left_knee_confidence"]] = np.nan
    got = read(table, tmp_path, encoding="utf-8-sig")
    assert np.isnan(got.of("left_knee")[4]).all()
    assert got.confidence[4, got.landmarks.index("left_knee")] == 0.0
    assert np.isfinite(got.of("left_knee")[5]).all()


def test_a_few_lost_pictures_are_no_bunches(table, tmp_path):
    assert len(read(table.drop(index=[20, 21, 60]), tmp_path).time_s) == len(table) - 3
