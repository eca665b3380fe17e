"""What comes of a C3D file's numbers, whatever library reads them."""

import json
import struct
from types import SimpleNamespace

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import c3d, c3d_child
from kneedrive.motion.lab.c3d import read_c3d
from tests.motion.lab import made_trial as made


def header(path, first=1, last=4, processor=84, key=0x50, order="<"):
    """A file's first blocks: where the parameters are, the frames, the processor."""
    block = bytearray(1024)
    block[:2] = bytes([2, key])
    block[6:10] = struct.pack(order + "HH", first, last)
    block[512 + 3] = processor
    path.write_bytes(bytes(block))
    return path


def answer(unit="mm", frames=4, plates=(), rate_hz=1000.0, **changed):
    """What the reader says: two markers and a result of a model; plates of (length, moment)."""
    points = np.arange(1.0, 1 + 9 * frames).reshape(3, 3, frames)
    about = {
        "unit": unit, "rate_hz": 200.0, "labels": [" A ", "B", "Angle", "more"],
        "modelled": ["Angle"], "analog_rate_hz": rate_hz, "force_error": "",
        "plate_units": [list(p) for p in plates],
    }  # fmt: skip
    file = {"points": points, "residuals": np.full((3, frames), 2.0)}
    for i in range(len(plates)):
        for n, key in enumerate(("force", "center_of_pressure", "Tz")):
            file[f"{key}_{i}"] = 100.0 * n + 10 * i + np.arange(6.0).reshape(3, 2)
        file[f"corners_{i}"] = 1000.0 * i + np.arange(12.0).reshape(3, 4)
    about |= {k: v for k, v in changed.items() if k in about}
    file |= {k: v for k, v in changed.items() if k not in about}
    return file | {"about": np.array(json.dumps(about))}


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads a file of which the reader says this."""

    def run(said, **head):
        monkeypatch.setattr(c3d, "_asked", lambda path: said)
        return read_c3d(header(tmp_path / "run.c3d", **head))

    return run


@pytest.mark.parametrize(
    ("unit", "metres"), [("mm", 0.001), ("CM ", 0.01), ("dm", 0.1), ("m", 1.0)]
)
def test_positions_and_residuals_come_out_in_metres(read, unit, metres):
    found = read(answer(unit))
    assert found.labels == ("A", "B")
    np.testing.assert_allclose(found.xyz_m[0], metres * np.array([[1, 13, 25], [5, 17, 29]]))
    np.testing.assert_allclose(found.xyz_m[3], metres * np.array([[4, 16, 28], [8, 20, 32]]))
    np.testing.assert_allclose(found.residual_m, np.full((4, 2), 2 * metres))
    assert (found.rate_hz, found.force, found.notes) == (200.0, None, ())


def test_what_was_not_seen_is_missing(read):
    said = answer()
    said["points"][:, 0, 0] = 0.0
    said["points"][:2, 0, 1] = 0.0  # on an axis is seen
    said["residuals"][1, 2] = -1.0
    said["residuals"][0, 2] = 0.0
    said["points"][1, 1, 3] = np.nan
    found = read(said)
    missing = [[True, False], [False, False], [False, True], [False, True]]
    np.testing.assert_array_equal(np.isnan(found.xyz_m).all(axis=2), missing)
    np.testing.assert_array_equal(np.isnan(found.xyz_m).any(axis=2), missing)
    np.testing.assert_array_equal(np.isnan(found.residual_m), missing)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (1, 4, False),
        (1, 5, True),
        (11, 14, False),
        (11, 15, True),
        (1, 65534, True),
        (1, 65535, False),
    ],
)
def test_fewer_frames_than_the_header_says_were_cut_short(read, first, last, said):
    """A header counts to 65535, and stays there for more."""
    notes = read(answer(), first=first, last=last).notes
    count = last - first + 1
    assert notes == (
        (f"the file ends after 4 of {count} frames: it was cut short",) if said else ()
    )


def test_numbers_with_the_high_byte_first(read):
    found = read(answer(), first=1, last=5, processor=0x56, order=">")
    assert "4 of 5 frames" in found.notes[0]


@pytest.mark.parametrize(
    ("head", "says"),
    [({"key": 0x51}, "is no C3D file"), ({"first": 3, "last": 2}, "ends before it begins")],
)
def test_heads_that_no_file_has(read, head, says):
    with pytest.raises(InputError, match=says):
        read(answer(), **head)
    assert len(read(answer(frames=1), first=2, last=2).xyz_m) == 1


def test_a_file_shorter_than_its_head_is_no_c3d(tmp_path):
    path = header(tmp_path / "run.c3d")
    for length in (0, 1, 9):
        (tmp_path / "cut.c3d").write_bytes(path.read_bytes()[:length])
        with pytest.raises(InputError, match="is no C3D file"):
            read_c3d(tmp_path / "cut.c3d")


@pytest.mark.parametrize("shape", [(3, 0, 4), (3, 2, 0)])
def test_no_markers_are_no_trial(read, shape):
    with pytest.raises(InputError, match="holds no markers"):
        read(answer(points=np.zeros(shape), residuals=np.zeros(shape[1:])))


@pytest.mark.parametrize(
    ("units", "length", "moment"),
    [
        (("mm", "Nmm"), 0.001, 0.001),
        (("m", "Nm"), 1.0, 1.0),
        (("cm", "Ncm"), 0.01, 0.01),
        (("?", "?"), 0.001, 0.001),
    ],
)
def test_force_of_each_plate_in_newtons_and_metres(read, units, length, moment):
    force = read(answer(plates=[units, ("m", "Nm")])).force
    assert force.rate_hz == 1000.0
    np.testing.assert_allclose(
        force.force_n, [[[0, 2, 4], [10, 12, 14]], [[1, 3, 5], [11, 13, 15]]]
    )
    np.testing.assert_allclose(force.cop_m[0, 0], length * np.array([100, 102, 104]))
    np.testing.assert_allclose(force.cop_m[0, 1], [110, 112, 114])
    np.testing.assert_allclose(force.free_moment_nm[1, 0], moment * np.array([201, 203, 205]))
    assert force.corners_m.shape == (2, 4, 3)
    np.testing.assert_allclose(force.corners_m[0, 1], length * np.array([1, 5, 9]))
    np.testing.assert_allclose(force.corners_m[1, 0], [1000, 1004, 1008])


def test_plates_that_recorded_nothing_or_no_numbers_are_left_out(read):
    plates = [("m", "Nm")] * 3
    short = read(answer(plates=plates, force_1=np.zeros((3, 1))))
    assert short.force.force_n.shape == (2, 2, 3)
    np.testing.assert_allclose(short.force.force_n[0, 1], [20, 22, 24])
    assert short.notes == ()
    broken = read(answer(plates=plates, force_0=np.full((3, 2), np.nan)))
    assert broken.force.force_n.shape == (2, 2, 3)
    assert broken.notes == ("the force of a plate is no number in places: the plate is left out",)
    assert read(answer(plates=plates[:1], force_0=np.zeros((3, 1)))).force is None


@pytest.mark.parametrize("rate_hz", [0.0, -5.0])
def test_force_without_a_rate_is_none_and_that_is_said(read, rate_hz):
    found = read(answer(plates=[("m", "Nm")], rate_hz=rate_hz))
    assert found.force is None
    assert f"the rate {rate_hz:g}" in found.notes[0]
    assert read(answer(rate_hz=rate_hz)).notes == ()


def test_force_that_can_not_be_read_says_why_in_a_line(read):
    found = read(answer(plates=[("m", "Nm")], force_error="bad\n" + "x" * 96))
    assert found.force is None
    assert found.notes == (
        f"the ground force can't be read (bad?{'x' * 96}): events come from the markers",
    )
    longer = read(answer(force_error="y" * 101)).notes[0]
    assert f"({'y' * 100}...)" in longer


def test_the_reader_has_20_s_and_600_mib_and_more_for_a_large_file(tmp_path, monkeypatch):
    """A second for each MiB, and 40 bytes of memory for each of the file."""
    asked = {}

    def run(command, **kwargs):
        asked.update(kwargs, bound=int(command[-1]), file=command[-2])
        return SimpleNamespace(returncode=1)

    monkeypatch.setattr(c3d.subprocess, "run", run)
    path = header(tmp_path / "run.c3d")
    path.write_bytes(path.read_bytes().ljust(3 * 2**20, b"\0"))
    with pytest.raises(InputError, match="breaks off"):
        read_c3d(path)
    assert asked["timeout"] == 23.0
    assert asked["bound"] == (600 + 120) * 2**20
    assert asked["file"] == str(path.resolve())


def test_what_the_reader_says_of_a_whole_file(tmp_path):
    force = np.arange(60.0).reshape(20, 3) * [0.1, 10.0, 0.2]
    labelled = {"A": np.tile([1.0, 2.0, 3.0], (2, 1)), "B": np.tile([4.0, 5.0, 6.0], (2, 1))}
    path = made.write_c3d(
        tmp_path / "run.c3d", labelled, "m", np.eye(3), plates=[made.plate(2, force)]
    )
    said = c3d_child.read(str(path))
    about = json.loads(str(said["about"]))
    assert about == {
        "unit": "m", "rate_hz": 100.0, "labels": ["A", "B"], "modelled": [],
        "analog_rate_hz": 1000.0, "force_error": "", "plate_units": about["plate_units"],
    }  # fmt: skip
    np.testing.assert_allclose(said["points"][:, 0, 1], [1, 2, 3])
    np.testing.assert_allclose(said["points"][:, 1, 0], [4, 5, 6])
    assert said["residuals"].shape == (2, 2)
    assert said["force_0"].shape == (3, 20)
    np.testing.assert_allclose(np.abs(said["force_0"][2]), force[:, 1], atol=1e-4)
    assert {"center_of_pressure_0", "Tz_0", "corners_0"} <= set(said)


def test_what_the_reader_says_of_a_file_that_is_none(tmp_path):
    (tmp_path / "no.c3d").write_bytes(b"no such thing")
    said = c3d_child.read(str(tmp_path / "no.c3d"))
    assert set(said) == {"error"}
    assert "\n" not in str(said["error"])


def test_labels_and_results_of_models_are_gathered():
    def group(**values):
        return {k: {"value": v} for k, v in values.items()}

    point = group(LABELS=["A"], LABELS2=["B"], LABELS9=["C"], ANGLES=["X"], POWERS=["Y"], UNITS=[])
    file = {
        "parameters": {"POINT": point | group(RATE=np.array([150.0, 9.0]))},
        "data": {
            "points": np.arange(24.0).reshape(4, 3, 2),
            "meta_points": {"residuals": np.full((1, 3, 2), 0.5)},
        },
    }
    said = c3d_child._arrays(file, "no plate")
    about = json.loads(str(said["about"]))
    assert about["labels"] == ["A", "B", "C"]
    assert about["modelled"] == ["X", "Y"]
    assert (about["unit"], about["rate_hz"], about["analog_rate_hz"]) == ("mm", 150.0, 0.0)
    assert (about["force_error"], about["plate_units"]) == ("no plate", [])
    np.testing.assert_array_equal(said["points"], np.arange(18.0).reshape(3, 3, 2))
    np.testing.assert_array_equal(said["residuals"], np.full((3, 2), 0.5))
