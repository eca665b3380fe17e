"""Files for other programs, cell by cell, from a trial that is written down."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import write_centres_csv, write_force_mot, write_trc
from kneedrive.motion.lab.centres import Centres
from kneedrive.motion.lab.contacts import ForceContact
from kneedrive.motion.lab.export import export_trial
from kneedrive.motion.lab.trial import GroundForce, Trial


def trial(force=None):
    xyz = np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[1.5, np.nan, 3.5], [0.0004, 0.0, -1.0]]])
    return Trial(
        source=Path("run.c3d"), labels=("A", "B"), xyz_m=xyz, residual_m=np.zeros((2, 2)),
        rate_hz=50.0, set_name="", named={}, label_of={}, force=force,
    )  # fmt: skip


def centres():
    hip = np.array([[0.1, 0.9, 0.2], [0.1, np.nan, 0.2]])
    return Centres(np.array([0.0, 0.02]), 50.0, {"left_hip": hip}, None, {})


def test_trc_to_the_letter(tmp_path):
    write_trc(tmp_path / "out.trc", trial(), centres())
    assert (tmp_path / "out.trc").read_text(encoding="utf-8").split("\n") == [
        "PathFileType\t4\t(X/Y/Z)\tout.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames",
        "50\t50\t2\t3\tmm\t50\t1\t2",
        "Frame#\tTime\tA\t\t\tB\t\t\tleft_hip\t\t",
        "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\tX3\tY3\tZ3",
        "",
        "1\t0.000000\t1000.0000\t2000.0000\t3000.0000\t4000.0000\t5000.0000\t6000.0000\t"
        "100.0000\t900.0000\t200.0000\t",
        "2\t0.020000\t1500.0000\t\t3500.0000\t0.4000\t0.0000\t-1000.0000\t100.0000\t\t200.0000\t",
        "",
    ]


def test_centres_csv_to_the_letter(tmp_path):
    write_centres_csv(tmp_path / "out.csv", centres())
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").split("\n") == [
        "time_s,left_hip_x_m,left_hip_y_m,left_hip_z_m",
        "0.000000,0.100000,0.900000,0.200000",
        "0.020000,0.100000,,0.200000",
        "",
    ]


def two_plates(first_y, second_y, samples=4):
    """Plates at x = 0 and x = 1 m whose free moments are 2 and 3 N m."""
    force = np.zeros((samples, 2, 3))
    force[:, 0, 1], force[:, 1, 1] = first_y, second_y
    force[:, 0, 2] = 10.0
    cop = np.zeros((samples, 2, 3))
    cop[:, 1, 0] = 1.0
    moment = np.zeros((samples, 2, 3))
    moment[:, 0, 1], moment[:, 1, 1] = 2.0, 3.0
    return GroundForce(100.0, force, cop, moment, np.zeros((2, 4, 3)))


def written(tmp_path, force, contacts):
    """Columns by name, in order."""
    write_force_mot(tmp_path / "force.mot", trial(force), contacts)
    lines = (tmp_path / "force.mot").read_text(encoding="utf-8").splitlines()
    at = lines.index("endheader")
    rows = np.array([[float(c) for c in line.split("\t")] for line in lines[at + 2 :]])
    return dict(zip(lines[at + 1].split("\t"), rows.T, strict=True)), lines[:at]


ALWAYS = (ForceContact("right", 0.0, 9.0),)


def test_names_and_order_of_the_columns(tmp_path):
    columns, head = written(tmp_path, two_plates(100.0, 0.0), ALWAYS)
    names = [f"{p}ground_force_{q}{a}" for p in ("", "1_") for q in "vp" for a in "xyz"]
    torques = [f"{p}ground_torque_{a}" for p in ("", "1_") for a in "xyz"]
    assert list(columns) == ["time", *names, *torques]
    assert head == ["force", "version=1", "nRows=4", "nColumns=19", "inDegrees=no"]
    np.testing.assert_allclose(columns["time"], [0, 0.01, 0.02, 0.03])


def test_two_plates_act_together_at_the_point_between(tmp_path):
    """300 N at 0 and 100 N at 1 m act at 0.25 m.

    Moment: 2 + 3 free, and 10 N to the right that act 0.25 m behind: z x F about y is
    -(-0.25 * 10) = 2.5.
    """
    got, _ = written(tmp_path, two_plates(300.0, 100.0), ALWAYS)
    np.testing.assert_allclose(got["ground_force_vy"], 400.0)
    np.testing.assert_allclose(got["ground_force_vz"], 10.0)
    np.testing.assert_allclose(got["ground_force_px"], 0.25)
    np.testing.assert_allclose(got["ground_torque_y"], 2 + 3 + 2.5)
    # -0.25 m x 300 N and 0.75 m x 100 N about z are nothing together
    np.testing.assert_allclose(got["ground_torque_z"], 0.0, atol=1e-6)


@pytest.mark.parametrize(("load_n", "counts"), [(19.0, False), (21.0, True)])
def test_a_plate_below_20_n_has_no_point_and_no_moment(tmp_path, load_n, counts):
    got, _ = written(tmp_path, two_plates(300.0, load_n), ALWAYS)
    point = load_n / (300 + load_n) if counts else 0.0
    np.testing.assert_allclose(got["ground_force_px"], point, atol=1e-6)
    np.testing.assert_allclose(got["ground_force_vy"], 300 + load_n)
    moment = 2 + 3 + 10 * point if counts else 2.0
    np.testing.assert_allclose(got["ground_torque_y"], moment, atol=1e-5)


def test_a_lone_plate_of_25_n_keeps_its_point_and_an_unknown_one_does_not_spoil_it(tmp_path):
    force = two_plates(0.0, 25.0)
    force.cop_m[:, 0] = np.nan
    force.free_moment_nm[:, 0] = np.nan
    got, _ = written(tmp_path, force, ALWAYS)
    np.testing.assert_allclose(got["ground_force_px"], 1.0)
    np.testing.assert_allclose(got["ground_torque_y"], 3.0)


def test_each_foot_has_the_force_from_strike_to_before_toe_off(tmp_path):
    contacts = [ForceContact("left", 0.01, 0.03), ForceContact("right", 0.03, 0.04)]
    got, _ = written(tmp_path, two_plates(300.0, 100.0, 6), contacts)
    np.testing.assert_allclose(got["1_ground_force_vy"], [0, 400, 400, 0, 0, 0])
    np.testing.assert_allclose(got["ground_force_vy"], [0, 0, 0, 400, 0, 0])
    np.testing.assert_allclose(got["1_ground_force_px"], [0, 0.25, 0.25, 0, 0, 0])
    np.testing.assert_allclose(got["1_ground_torque_y"], [0, 7.5, 7.5, 0, 0, 0])
    np.testing.assert_allclose(got["ground_torque_y"], [0, 0, 0, 7.5, 0, 0])


def test_without_force_no_file_of_force(tmp_path):
    with pytest.raises((ValueError, InputError), match="no ground force"):
        write_force_mot(tmp_path / "force.mot", trial(), ())
    assert not (tmp_path / "force.mot").exists()


def test_kinds_choose_the_files(tmp_path):
    lab = SimpleNamespace(trial=trial(two_plates(300.0, 100.0)), centres=centres(), contacts=ALWAYS)
    leg = SimpleNamespace(
        thigh_deg=np.array([1.0, np.nan]), knee_flexion_deg=np.array([2.0, 2.0]),
        foot_deg=np.array([5.0, 5.0]), shank_deg=np.array([9.0, 9.0]),
    )  # fmt: skip
    motion = SimpleNamespace(time_s=np.array([0.5, 0.6]), legs={"left": leg, "right": leg})
    made = export_trial(lab, motion, ("trc", "mot", "csv"), tmp_path, "x")
    assert [p.name for p in made] == ["x.trc", "x-angles.mot", "x-force.mot", "x-centres.csv"]
    assert all(p.is_file() for p in made)
    lines = made[1].read_text(encoding="utf-8").splitlines()
    assert lines[2:5] == ["nRows=1", "nColumns=8", "inDegrees=yes"]
    assert lines[-1].split("\t") == [f"{v:.6f}" for v in (0.5, 0, 1, 2, -4, 1, 2, -4)]
    lab.trial = trial()
    (tmp_path / "b").mkdir()
    assert [p.name for p in export_trial(lab, motion, ("mot",), tmp_path / "b", "y")] == [
        "y-angles.mot"
    ]
    assert [p.name for p in export_trial(lab, motion, ("csv",), tmp_path / "b", "y")] == [
        "y-centres.csv"
    ]
