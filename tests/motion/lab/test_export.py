"""TRC, MOT and CSV hold what went in, in the form that OpenSim reads."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.build import find_motion
from kneedrive.motion.lab import (
    open_lab_trial,
    read_trial,
    write_angles_mot,
    write_centres_csv,
    write_force_mot,
    write_trc,
)
from tests import swinging
from tests.motion.lab import made_trial as made
from tests.motion.lab.test_force import steps_n, three_axes


@pytest.fixture
def lab(tmp_path):
    """A trial with force, a marker unseen for a while, and its static trial."""
    labelled = made.markers(made.running())
    labelled["LHEE"] = labelled["LHEE"].copy()
    labelled["LHEE"][20:25] = np.nan
    plate = made.plate(2, three_axes(steps_n(2.0)[0]), off_m=0.1)
    made.write_c3d(tmp_path / "run.c3d", labelled, plates=[plate])
    made.write_c3d(tmp_path / "static.c3d", made.markers(made.still()))
    return open_lab_trial(tmp_path / "run.c3d")


def read_mot(path):
    """Header lines and table of a MOT file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = lines.index("endheader")
    return lines[:end], pd.read_csv(path, sep="\t", skiprows=end + 1)


def test_trc_comes_back_as_it_went(tmp_path, lab):
    write_trc(tmp_path / "out.trc", lab.trial, lab.centres)
    back = read_trial(tmp_path / "out.trc")
    assert back.rate_hz == lab.trial.rate_hz
    assert set(back.labels) == {*lab.trial.labels, *lab.centres.points}
    for i, label in enumerate(lab.trial.labels):
        got = back.xyz_m[:, back.labels.index(label)]
        np.testing.assert_allclose(got, lab.trial.xyz_m[:, i], atol=1e-6)
    knee = back.xyz_m[:, back.labels.index("left_knee")]
    np.testing.assert_allclose(knee, lab.centres.points["left_knee"], atol=1e-6)


def test_trc_keeps_to_the_rules_of_opensim(tmp_path, lab):
    """Those of its own reader: it refuses a file that breaks one."""
    write_trc(tmp_path / "out.trc", lab.trial, lab.centres)
    lines = (tmp_path / "out.trc").read_text(encoding="utf-8").splitlines()
    count = len(lab.trial.labels) + len(lab.centres.points)
    assert lines[0].split("\t")[0] == "PathFileType"
    about = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    assert list(about) == [
        "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units",
        "OrigDataRate", "OrigDataStartFrame", "OrigNumFrames",
    ]  # fmt: skip
    assert (int(about["NumMarkers"]), about["Units"]) == (count, "mm")
    labels = [cell for cell in lines[3].split("\t") if cell]
    assert labels[:2] == ["Frame#", "Time"]
    assert len(labels) == count + 2
    axes = [cell for cell in lines[4].split("\t") if cell]
    assert axes == [f"{axis}{i}" for i in range(1, count + 1) for axis in "XYZ"]
    rows = [line.removesuffix("\t").split("\t") for line in lines[5:] if line]
    assert len(rows) == int(about["NumFrames"])
    assert {len(row) for row in rows} == {2 + 3 * count}
    missing = [row for row in rows if "" in row]
    assert len(missing) == 5
    heel = 2 + 3 * (labels.index("LHEE") - 2)
    assert all(row[heel : heel + 3] == ["", "", ""] for row in missing)


def test_a_last_marker_that_is_missing_keeps_its_cells(tmp_path, lab):
    points = dict(lab.centres.points)
    last = list(points)[-1]
    points[last] = points[last].copy()
    points[last][:3] = np.nan
    write_trc(tmp_path / "out.trc", lab.trial, replace(lab.centres, points=points))
    back = read_trial(tmp_path / "out.trc")
    assert np.isnan(back.xyz_m[:3, back.labels.index(last)]).all()
    assert np.isfinite(back.xyz_m[3:, back.labels.index(last)]).all()


def test_force_goes_to_the_foot_that_stands(tmp_path, lab):
    write_force_mot(tmp_path / "force.mot", lab.trial, lab.contacts)
    head, table = read_mot(tmp_path / "force.mot")
    assert f"nRows={len(table)}" in head
    assert f"nColumns={table.shape[1]}" in head
    assert "inDegrees=no" in head
    total = lab.trial.force.force_n[:, 0]
    for contact in lab.contacts:
        on = (table["time"] >= contact.strike_s + 0.01) & (table["time"] < contact.toe_off_s - 0.01)
        mine, other = ("", "1_") if contact.side == "right" else ("1_", "")
        np.testing.assert_allclose(table[f"{mine}ground_force_vy"][on], total[on, 1], atol=1e-5)
        np.testing.assert_allclose(table[f"{mine}ground_force_pz"][on], 0.1, atol=1e-3)
        assert (table[f"{other}ground_force_vy"][on] == 0).all()


def test_centres_as_a_table(tmp_path, lab):
    write_centres_csv(tmp_path / "centres.csv", lab.centres)
    table = pd.read_csv(tmp_path / "centres.csv")
    np.testing.assert_allclose(table["time_s"], lab.centres.time_s)
    hip = table[["right_hip_x_m", "right_hip_y_m", "right_hip_z_m"]]
    np.testing.assert_allclose(hip, lab.centres.points["right_hip"], atol=1e-6)


def test_angles_under_the_names_of_opensim(tmp_path):
    motion = find_motion(swinging.keypoints(5.0), Clock(60.0, 60.0, "told"), 1.76)
    write_angles_mot(tmp_path / "angles.mot", motion)
    head, table = read_mot(tmp_path / "angles.mot")
    assert "inDegrees=yes" in head
    leg = motion.legs["left"]
    known = np.isfinite(leg.thigh_deg) & np.isfinite(motion.legs["right"].thigh_deg)
    np.testing.assert_allclose(table["time"], motion.time_s[known], atol=1e-6)
    np.testing.assert_allclose(table["hip_flexion_l"], leg.thigh_deg[known], atol=1e-6)
    np.testing.assert_allclose(table["knee_angle_l"], leg.knee_flexion_deg[known], atol=1e-6)
    assert table["knee_angle_r"].max() > 60


def test_toes_up_is_a_positive_ankle_angle_in_opensim(tmp_path):
    """Rajagopal's ankle_angle: + is dorsiflexion, 0 where the foot is square to the shank."""
    motion = find_motion(swinging.keypoints(3.0), Clock(60.0, 60.0, "given"), 1.76)
    up, down = 15.0, -20.0
    legs = {
        side: replace(leg, foot_deg=leg.shank_deg + ankle)
        for (side, leg), ankle in zip(motion.legs.items(), (up, down), strict=True)
    }
    write_angles_mot(tmp_path / "a.mot", replace(motion, legs=legs))
    _, table = read_mot(tmp_path / "a.mot")
    np.testing.assert_allclose(table["ankle_angle_l"], up, atol=1e-5)
    np.testing.assert_allclose(table["ankle_angle_r"], down, atol=1e-5)
    np.testing.assert_allclose(table["pelvis_tilt"], 0.0)


def test_nothing_is_left_half_written(tmp_path, lab):
    (tmp_path / "taken.trc").mkdir()
    with pytest.raises(InputError, match="folder"):
        write_trc(tmp_path / "taken.trc", lab.trial)
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))
