"""TRC files written down cell by cell."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab.trc import read_trc


def write(path, rows, units="mm", rate="100", count="2", labels="A\t\t\tB\t\t"):
    """A file with these rows of cells."""
    head = [
        "PathFileType\t4\t(X/Y/Z)\trun.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits",
        f"{rate}\t100\t2\t{count}\t{units}",
        f"Frame#\tTime\t{labels}",
        "\t\tX1\tY1\tZ1\tX2\tY2\tZ2",
    ]
    lines = ["\t".join(map(str, row)) for row in rows]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    return path


def rows_at(times):
    return [[i + 1, t, 10 * i + 1, 20, 30, 40, 50, 60] for i, t in enumerate(times)]


@pytest.mark.parametrize(
    ("units", "metres"),
    [("mm", 0.001), ("cm", 0.01), ("m", 1.0), ("meters", 1.0), ("METRES", 1.0), ("MM", 0.001)],
)
def test_lengths_come_out_in_metres(tmp_path, units, metres):
    found = read_trc(write(tmp_path / "run.trc", rows_at([0, 0.01]), units))
    assert found.labels == ("A", "B")
    np.testing.assert_allclose(found.xyz_m[0], np.array([[1, 20, 30], [40, 50, 60]]) * metres)
    np.testing.assert_allclose(found.xyz_m[1, 0], np.array([11, 20, 30]) * metres)
    assert np.isnan(found.residual_m).all()
    assert found.residual_m.shape == (2, 2)
    assert found.force is None
    assert found.notes == ()


def test_empty_cells_origins_and_short_rows_are_missing_markers(tmp_path):
    rows = rows_at([0, 0.01, 0.02, 0.03])
    rows[0][3] = ""
    rows[1][5:8] = [0, 0, 0]
    rows[2] = rows[2][:5]
    rows[3][2:5] = [0, 0, 3]
    found = read_trc(write(tmp_path / "run.trc", rows))
    missing = np.isnan(found.xyz_m)
    np.testing.assert_array_equal(
        missing.all(axis=2), [[True, False], [False, True], [False, True], [False, False]]
    )
    np.testing.assert_array_equal(missing.any(axis=2), missing.all(axis=2))
    np.testing.assert_allclose(found.xyz_m[3, 0], [0, 0, 0.003])


def test_two_rows_are_a_trial_and_one_is_none(tmp_path):
    assert len(read_trc(write(tmp_path / "run.trc", rows_at([0, 0.01]))).xyz_m) == 2
    with pytest.raises(InputError, match="rows that do not fit its 2 markers"):
        read_trc(write(tmp_path / "run.trc", rows_at([0.0])))


def test_a_cell_too_many_is_refused_and_a_last_tab_is_not(tmp_path):
    rows = [[*row, ""] for row in rows_at([0, 0.01])]
    read_trc(write(tmp_path / "run.trc", rows))
    rows[1][-1] = 7
    with pytest.raises(InputError, match="do not fit"):
        read_trc(write(tmp_path / "run.trc", rows))


@pytest.mark.parametrize(
    ("times", "rate_hz", "at", "out"),
    [
        ([5.0, 5.01, 5.02, 5.03], 100.0, [0, 1, 2, 3], 0),
        ([0, 0.01, 0.02, 0.05, 0.06], 100.0, [0, 1, 2, 5, 6], 2),
        ([0, 0.014, 0.02, 0.03, 0.05, 0.06], 100.0, None, 1),
        ([0, 0.02, 0.04, 0.06], 50.0, [0, 1, 2, 3], 0),
    ],
)
def test_frames_lie_where_their_times_say(tmp_path, times, rate_hz, at, out):
    found = read_trc(write(tmp_path / "run.trc", rows_at(times)))
    assert found.rate_hz == pytest.approx(rate_hz, rel=0.03)
    if at is not None:
        assert found.rate_hz == pytest.approx(rate_hz)
        seen = np.flatnonzero(np.isfinite(found.xyz_m[:, 0, 0]))
        np.testing.assert_array_equal(seen, at)
        np.testing.assert_allclose(found.xyz_m[at, 0, 0], (10 * np.arange(len(times)) + 1) / 1000)
    said = (f"{out} frames are left out of the file",) if out else ()
    assert found.notes == said


@pytest.mark.parametrize(("stated", "rate_hz"), [("100.4", 100.4), ("100.6", 100.0), ("?", 100.0)])
def test_a_stated_rate_half_a_percent_from_the_times_is_the_better_one(tmp_path, stated, rate_hz):
    path = write(tmp_path / "run.trc", rows_at([0, 0.01, 0.02]), rate=stated)
    assert read_trc(path).rate_hz == pytest.approx(rate_hz, abs=1e-9)


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ([0, 0.01, 0.01, 0.02], "do not rise"),
        ([0, 0.01, 0.005, 0.02], "do not rise"),
        ([0, 0.01, "", 0.03], "do not rise"),
        ([0, 0.01, 0.013, 0.023, 0.033], "no even rate"),
        ([0, 0.01, 0.02, 0.03, 1.01], "no even rate"),
    ],
)
def test_times_without_a_rate_are_refused(tmp_path, times, says):
    with pytest.raises(InputError, match=says):
        read_trc(write(tmp_path / "run.trc", rows_at(times)))


def test_twenty_frames_may_be_missing_to_each_that_is_there(tmp_path):
    found = read_trc(write(tmp_path / "run.trc", rows_at([0, 0.01, 0.02, 0.03, 0.99])))
    assert len(found.xyz_m) == 100
    assert found.notes == ("95 frames are left out of the file",)


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"count": "3"}, "names 2 markers of 3"),
        ({"count": "two"}, "how many markers"),
        ({"units": "in"}, "gives its markers in 'in'"),
        ({"labels": "A\t\t\t"}, "names 1 markers of 2"),
    ],
)
def test_a_head_that_contradicts_itself_is_refused(tmp_path, about, says):
    with pytest.raises(InputError, match=says):
        read_trc(write(tmp_path / "run.trc", rows_at([0, 0.01]), **about))


def test_a_file_without_rows_or_of_another_kind_is_no_trc(tmp_path):
    with pytest.raises(InputError, match="is no TRC file"):
        read_trc(write(tmp_path / "run.trc", []))
    path = write(tmp_path / "run.trc", rows_at([0, 0.01]))
    path.write_text(path.read_text(encoding="utf-8").replace("PathFileType", "Path"))
    with pytest.raises(InputError, match="is no TRC file"):
        read_trc(path)
