"""A laboratory's file becomes a trial: units, axes, labels, gaps; or one line says why not."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import read_marker_map, read_trial, static_beside
from tests.motion.lab import made_trial as made


@pytest.mark.parametrize("unit", ["mm", "m"])
@pytest.mark.parametrize("prefix", ["", "Bob:"])
def test_a_c3d_in_any_axes_and_unit_comes_out_in_the_runners(tmp_path, unit, prefix):
    points = made.running()
    file = made.write_c3d(tmp_path / "run.c3d", made.markers(points, prefix=prefix), unit)
    trial = read_trial(file)
    assert trial.set_name == "Plug-in Gait / CGM2"
    assert trial.rate_hz == made.RATE_HZ
    for name in ("left_asis", "right_knee_lateral", "left_heel"):
        np.testing.assert_allclose(trial.of(name), points[name], atol=1e-6)
    assert trial.notes == ()


def test_a_body_that_crosses_the_room_askew_is_turned_by_its_way(tmp_path):
    points = {k: v + np.outer(np.arange(200), [0.03, 0, 0]) for k, v in made.running().items()}
    askew = made.turn(np.array([40.0]), 1)[0] @ made.LAB_AXES
    file = made.write_c3d(tmp_path / "run.c3d", made.markers(points), axes=askew)
    trial = read_trial(file)
    way = trial.of("left_asis")[-1] - trial.of("left_asis")[0]
    assert way[0] == pytest.approx(np.linalg.norm(way), rel=2e-3)
    assert np.abs(way[1:]).max() < 0.3


def test_a_marker_that_was_not_seen_is_missing_not_at_the_origin(tmp_path):
    labelled = made.markers(made.running())
    labelled["LHEE"] = labelled["LHEE"].copy()
    labelled["LHEE"][50:60] = np.nan
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", labelled))
    assert np.isnan(trial.of("left_heel")[50:60]).all()
    assert np.isfinite(trial.of("left_heel")[60:]).all()


@pytest.mark.parametrize("unit", ["mm", "m"])
def test_a_trc_with_empty_cells_and_frames_left_out(tmp_path, unit):
    points = made.running()
    labelled = made.markers(points)
    labelled["RKNE"] = labelled["RKNE"].copy()
    labelled["RKNE"][10] = np.nan
    path = made.write_trc(tmp_path / "run.trc", labelled, unit)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:46] + lines[50:]) + "\n")  # frames 41 to 44 are cut out
    trial = read_trial(path)
    assert trial.rate_hz == 100.0
    assert len(trial.xyz_m) == 200
    assert np.isnan(trial.xyz_m[40:44]).all()
    assert np.isnan(trial.of("right_knee_lateral")[10]).all()
    np.testing.assert_allclose(trial.of("left_heel")[44:], points["left_heel"][44:], atol=1e-6)
    assert "4 frames are left out" in trial.notes[0]


def test_exchanged_labels_are_found_by_anatomy_and_put_right(tmp_path):
    points = made.running()
    labelled = made.markers(points)
    labelled["RFMH"], labelled["RVMH"] = labelled["RVMH"], labelled["RFMH"]
    labelled["LASI"], labelled["RASI"] = labelled["RASI"], labelled["LASI"]
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", labelled))
    assert sum("exchanged" in note for note in trial.notes) == 2
    for name in ("right_mt1", "right_mt5", "left_asis", "right_asis"):
        np.testing.assert_allclose(trial.of(name), points[name], atol=1e-6)


def test_a_map_of_the_users_own_names_what_no_set_knows(tmp_path):
    points = made.running()
    odd = {landmark: f"_odd{i}" for i, landmark in enumerate(made.PLUG_IN_GAIT)}
    file = made.write_c3d(tmp_path / "run.c3d", made.markers(points, odd))
    with pytest.raises(InputError, match="--markers"):
        read_trial(file)
    rows = [
        f"{side[0].upper()}_odd{i},{side}_{landmark}"
        for side in made.SIGN
        for i, landmark in enumerate(made.PLUG_IN_GAIT)
    ]
    own = tmp_path / "map.csv"
    own.write_text("marker,landmark\n" + "\n".join(rows) + "\n")
    trial = read_trial(file, read_marker_map(own))
    np.testing.assert_allclose(trial.of("left_heel"), points["left_heel"], atol=1e-6)


@pytest.mark.parametrize(
    ("text", "says"),
    [("LKNE,left_nose\n", "left_nose"), ("LKNE\n", "two columns"), ("", "two columns")],
)
def test_a_wrong_map_is_refused(tmp_path, text, says):
    (tmp_path / "map.csv").write_text(text)
    with pytest.raises(InputError, match=says):
        read_marker_map(tmp_path / "map.csv")


def broken_files():
    """Name and content of files that are no trial."""
    yield "empty.c3d", b""
    yield "text.c3d", b"no such thing"
    yield "noise.c3d", bytes(range(256)) * 40
    yield "empty.trc", b""
    yield "text.trc", b"time,x\n0,1\n" * 9
    head = (
        b"PathFileType\t4\t(X/Y/Z)\ta\nDataRate\tNumMarkers\tUnits\n100\t1\tmm\nFrame#\tTime\tA\n\n"
    )
    yield "words.trc", head + b"1\t0.0\ta\tb\tc\n2\t0.1\ta\tb\tc\n"
    yield "back.trc", head + b"1\t0.1\t1\t2\t3\n2\t0.0\t1\t2\t3\n"
    yield "inches.trc", head.replace(b"mm", b"in") + b"1\t0.0\t1\t2\t3\n2\t0.1\t1\t2\t3\n"
    yield "run.mp4", b"film"


@pytest.mark.parametrize(("name", "content"), list(broken_files()), ids=lambda v: str(v)[:12])
def test_what_is_no_trial_gets_one_clear_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_trial(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_folder_or_a_missing_file_is_refused(tmp_path):
    (tmp_path / "run.c3d").mkdir()
    for name in ("run.c3d", "gone.c3d"):
        with pytest.raises(InputError):
            read_trial(tmp_path / name)


def test_a_c3d_that_was_cut_short_says_so_and_gives_what_it_has(tmp_path):
    file = made.write_c3d(tmp_path / "run.c3d", made.markers(made.running()))
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    trial = read_trial(file)
    assert 50 < len(trial.xyz_m) < 150
    assert "cut short" in trial.notes[0]


def test_a_wrong_unit_is_noticed(tmp_path):
    points = {k: v * 1000 for k, v in made.running().items()}
    with pytest.raises(InputError, match="unit"):
        read_trial(made.write_c3d(tmp_path / "run.c3d", made.markers(points)))


def test_the_static_trial_is_found_by_its_name(tmp_path):
    for name in ("S1_static.c3d", "S10static.c3d", "S10run2.c3d", "S1_run.c3d", "S2run.c3d"):
        (tmp_path / name).touch()
    assert static_beside(tmp_path / "S10run2.c3d").name == "S10static.c3d"
    assert static_beside(tmp_path / "S1_run.c3d").name == "S1_static.c3d"
    assert static_beside(tmp_path / "S2run.c3d") is None
