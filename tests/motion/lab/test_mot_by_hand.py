"""Motion files of ground force written down row by row."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import mot
from kneedrive.motion.lab.mot import force_beside, read_force

NINE = [f"ground_force_{a}{b}" for a in "vp" for b in "xyz"] + [f"ground_torque_{a}" for a in "xyz"]
LOAD = [1, 100, 3, 0.4, 0.5, 0.6, 7, 8, 9]


def write(path, rows, names=NINE, head=("nRows=3",)):
    """Rows of time and columns."""
    lines = ["force", *head, "endheader", "\t".join(["time", *names])]
    lines += ["\t".join(map(str, row)) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def even(values, first_s=0.0, step_s=0.01):
    """Rows of a plate with this upward force."""
    return [[first_s + i * step_s, 0, v, 0, i, 0, 0, 0, i, 0] for i, v in enumerate(values)]


@pytest.mark.parametrize(
    ("head", "unit"),
    [((), 1.0), (("Units=feet",), 1.0), (("Units=mm",), 0.001), (("units=cm",), 0.01)],
)
def test_columns_of_a_plate_are_force_point_and_moment(tmp_path, head, unit):
    rows = [[2.0, *LOAD], [2.01, *[0] * 9], [2.02, *LOAD]]
    force, first_s = read_force(write(tmp_path / "a.mot", rows, head=head))
    assert first_s == 2.0
    assert force.rate_hz == pytest.approx(100.0)
    np.testing.assert_allclose(force.force_n, [[[1, 100, 3]], [[0, 0, 0]], [[1, 100, 3]]])
    point = unit * np.array([0.4, 0.5, 0.6])
    np.testing.assert_allclose(force.cop_m, [[point], [[np.nan] * 3], [point]])
    np.testing.assert_allclose(force.free_moment_nm[0, 0], unit * np.array([7, 8, 9]))
    assert force.corners_m.shape == (1, 4, 3)
    assert np.isnan(force.corners_m).all()


def test_two_plates_keep_apart_and_one_without_three_forces_is_none(tmp_path):
    names = ["1_ground_force_vx", "1_ground_force_vy", "1_ground_force_vz", "2_ground_force_vx",
             "2_ground_force_vy", "2_ground_force_vz", "2_ground_moment_y", "3_ground_force_vy",
             "knee_angle_x"]  # fmt: skip
    rows = [[t, 1, 2, 3, 4, 5, 6, 7, 8, 9] for t in (0, 0.01, 0.02)]
    force, _ = read_force(write(tmp_path / "a.mot", rows, names))
    np.testing.assert_allclose(force.force_n[0], [[1, 2, 3], [4, 5, 6]])
    np.testing.assert_allclose(force.free_moment_nm[0], [[0, 0, 0], [0, 7, 0]])
    np.testing.assert_allclose(force.cop_m, 0.0)


def test_what_is_no_number_is_no_force(tmp_path):
    rows = [[0, "inf", "nan", "-inf", *[0] * 6], [0.01, *LOAD], [0.02, *LOAD]]
    force, _ = read_force(write(tmp_path / "a.mot", rows))
    np.testing.assert_allclose(force.force_n[0], 0.0)


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ([0, 0.01], "do not rise"),
        ([0, 0.01, 0.01, 0.02], "do not rise"),
        ([0, 0.01, 0.0225, 0.03], "no even rate"),
        ([0, 0.01, "nan", 0.03], "do not rise"),
    ],
)
def test_times_without_a_rate_are_refused(tmp_path, times, says):
    with pytest.raises(InputError, match=says):
        read_force(write(tmp_path / "a.mot", [[t, *LOAD] for t in times]))


def test_times_may_be_off_by_a_fifth_of_a_step(tmp_path):
    rows = [[t, *LOAD] for t in (0, 0.01, 0.0218, 0.03)]
    assert read_force(write(tmp_path / "a.mot", rows))[0].rate_hz == pytest.approx(100.0)
    assert read_force(write(tmp_path / "a.mot", rows[:1] * 3, names=["x"] * 9)) is None


def beside(tmp_path, values, time_s, first_s=0.0):
    write(tmp_path / "run.mot", even(values, first_s))
    return force_beside(tmp_path / "run.trc", np.asarray(time_s, dtype=float))


RAMP = [0.0, *range(100, 1000, 100), 0.0]  # 0 at 0 and 10 hundredths


def test_force_is_cut_to_the_frames_from_the_first_to_the_last(tmp_path):
    force, notes = beside(tmp_path, RAMP, [0.02, 0.04, 0.06])
    np.testing.assert_allclose(force.force_n[:, 0, 1], [200, 300, 400, 500, 600])
    np.testing.assert_allclose(force.cop_m[:, 0, 0], [2, 3, 4, 5, 6])
    np.testing.assert_allclose(force.free_moment_nm[:, 0, 1], [2, 3, 4, 5, 6])
    assert force.rate_hz == pytest.approx(100.0)
    assert notes == ("the ground force is that of run.mot",)


def test_frames_between_two_samples_have_the_force_between_and_the_nearest_point(tmp_path):
    force, _ = beside(tmp_path, RAMP, [0.0225, 0.0425])
    np.testing.assert_allclose(force.force_n[:, 0, 1], [225, 325, 425])
    np.testing.assert_allclose(force.cop_m[:, 0, 0], [2, 3, 4])


def test_where_force_was_not_measured_there_is_none(tmp_path):
    force, _ = beside(tmp_path, RAMP, [4.98, 5.12], first_s=5.0)
    np.testing.assert_allclose(force.force_n[:, 0, 1], [0, 0, *RAMP, 0, 0], atol=1e-6)
    assert np.isnan(force.cop_m[[0, 1, 2, -3, -2, -1]]).all()  # unloaded at its ends
    np.testing.assert_allclose(force.cop_m[3:-3, 0, 0], np.arange(1, 10))
    np.testing.assert_allclose(force.free_moment_nm[:, 0, 1], [0, 0, *range(11), 0, 0], atol=1e-6)


def test_the_last_sample_counts_half_a_step_further(tmp_path):
    rows = even([0.0] + [25.0] * 3)
    rows = [*rows, *even([0.0], 0.04)]
    rows[-1] = [0.04, 0, 1.0, 0, 4, 0, 0, 0, 4, 0]
    write(tmp_path / "run.mot", rows)
    for late, known in ((0.004, True), (0.006, False)):
        force, _ = force_beside(tmp_path / "run.trc", np.array([0.01 + late, 0.04 + late]))
        assert np.isfinite(force.cop_m[-1]).all() == known
        assert (force.free_moment_nm[-1, 0, 1] == 4) == known


def test_one_frame_has_two_samples_of_force(tmp_path):
    force, _ = beside(tmp_path, RAMP, [0.03, 0.03])
    np.testing.assert_allclose(force.force_n[:, 0, 1], [300, 400])


def test_contacts_that_the_file_s_ends_cut_are_left_out(tmp_path):
    """Above 20 N at the first or last sample; at 100 Hz for less than 50 samples."""
    values = [500.0] * 3 + [21.0, 0.0, 300.0, 0.0, 19.0, 22.0] + [400.0] * 2
    force, _ = beside(tmp_path, values, [0.0, 0.1])
    np.testing.assert_allclose(force.force_n[:, 0, 1], [0] * 5 + [300, 0, 19, 0, 0, 0])
    for length, kept in ((49, False), (50, True)):
        values = [500.0] * length + [0.0] * 5 + [500.0] * length
        force, _ = beside(tmp_path, values, [0.0, 0.01 * (len(values) - 1)])
        assert (force.force_n[0, 0, 1] == 500) == kept
        assert (force.force_n[-1, 0, 1] == 500) == kept


@pytest.mark.parametrize(
    "name",
    ["run.mot", "run.sto", "run_grf.mot", "run_GRF.sto", "run-force.mot", "run_force.sto",
     "run_forces.mot", "run_ground_forces.mot", "run-grf.mot", "grf_run.sto"],
)  # fmt: skip
def test_names_of_force_beside_a_trial(tmp_path, name):
    write(tmp_path / name, even(RAMP))
    force, notes = force_beside(tmp_path / "run.trc", np.array([0.0, 0.1]))
    assert len(force.force_n) == 11
    assert name.lower() in notes[0].lower()
    assert force_beside(tmp_path / "walk.trc", np.array([0.0, 0.1])) == (None, ())


def test_the_file_with_the_trial_s_own_name_goes_first(tmp_path):
    write(tmp_path / "run_grf.mot", even([5.0] * 4))
    write(tmp_path / "run.sto", even([7.0] * 4))
    force, _ = force_beside(tmp_path / "run.trc", np.array([0.0, 0.03]))
    np.testing.assert_allclose(force.force_n[:, 0, 1], 7.0)


def test_blank_lines_a_large_file_and_a_late_head(tmp_path, monkeypatch):
    path = write(tmp_path / "a.mot", even(RAMP))
    text = path.read_text(encoding="utf-8").replace("endheader\n", "endheader\n\n  \n")
    path.write_text(text, encoding="utf-8")
    assert len(read_force(path)[0].force_n) == 11
    write(tmp_path / "late.mot", even(RAMP), head=["x"] * 58)  # in the 60th line
    assert len(read_force(tmp_path / "late.mot")[0].force_n) == 11
    write(tmp_path / "later.mot", even(RAMP), head=["x"] * 59)
    with pytest.raises(InputError, match="endheader"):
        read_force(tmp_path / "later.mot")
    monkeypatch.setattr(mot, "MOST_BYTES", path.stat().st_size)
    assert len(read_force(path)[0].force_n) == 11
    monkeypatch.setattr(mot, "MOST_BYTES", path.stat().st_size - 1)
    with pytest.raises(InputError, match="larger than"):
        read_force(path)
