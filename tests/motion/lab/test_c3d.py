"""C3D files that are damaged, or say what can't be, end in one line or lose their force only."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import c3d, read_trial
from tests.motion.lab import made_trial as made
from tests.motion.lab.test_force import steps_n, three_axes

CHILDREN = {
    "dies": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "breaks off"),
    "fails": ("raise SystemExit(1)", "breaks off"),
    "hangs": ("import time; time.sleep(60)", "no end"),
    "wants all the memory there is": (
        "import resource, sys; n = int(sys.argv[2]);"
        "resource.setrlimit(resource.RLIMIT_AS, (n, n)); bytearray(2 * n)",
        "breaks off",
    ),
}


@pytest.mark.parametrize("how", CHILDREN)
def test_a_reader_that_ends_badly_is_one_line(tmp_path, monkeypatch, how):
    text, says = CHILDREN[how]
    (tmp_path / "child.py").write_text(text)
    monkeypatch.setattr(c3d, "CHILD", tmp_path / "child.py")
    monkeypatch.setattr(c3d, "LEAST_S", 2.0)
    path = made.write_c3d(tmp_path / "run.c3d", made.markers(made.still()))
    with pytest.raises(InputError, match=rf"run\.c3d is damaged: .*{says}") as caught:
        read_trial(path)
    assert "\n" not in str(caught.value)


def test_what_the_reader_prints_is_no_part_of_its_answer(tmp_path, capfd):
    read_trial(made.write_c3d(tmp_path / "run.c3d", made.markers(made.still())))
    assert capfd.readouterr() == ("", "")


def changed(path, old, new):
    """The file with some bytes replaced."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    return path


@pytest.mark.parametrize("rate", [0.0, 3.0, 5000.0, np.nan, np.inf, -100.0])
def test_a_rate_that_no_camera_has_is_refused(tmp_path, rate):
    path = made.write_c3d(tmp_path / "run.c3d", made.markers(made.still()))
    changed(path, np.float32(100.0).tobytes(), np.float32(rate).tobytes())
    with pytest.raises(InputError) as caught:
        read_trial(path)
    assert "\n" not in str(caught.value)


def test_metres_that_are_called_millimetres_and_the_reverse_are_refused(tmp_path):
    for factor, says in ((0.001, "unit"), (1000.0, "unit")):
        points = {k: v * factor for k, v in made.still().items()}
        with pytest.raises(InputError, match=says):
            read_trial(made.write_c3d(tmp_path / "run.c3d", made.markers(points)))


def test_an_unknown_unit_is_named(tmp_path):
    path = made.write_c3d(tmp_path / "run.c3d", made.markers(made.still()))
    changed(path, b"\x02mm", b"\x02in")
    with pytest.raises(InputError, match="gives its markers in 'in'; use mm or m"):
        read_trial(path)


def test_single_numbers_that_can_not_be_are_left_out_and_the_rest_is_read(tmp_path):
    labelled = made.markers(made.running())
    labelled["LKNE"] = labelled["LKNE"].copy()
    labelled["LKNE"][30] = [1e9, np.inf, 3.0]
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", labelled))
    assert np.isnan(trial.of("left_knee_lateral")[30]).all()
    assert np.isfinite(trial.of("left_knee_lateral")[31]).all()
    labelled["LKNE"][30] = [1e5, 0.0, 0.0]
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", labelled))
    assert any("1 positions of markers far outside" in note for note in trial.notes)


@pytest.mark.parametrize(("worst", "says"), [(1e7, "50,000 N"), (np.nan, "no number")])
def test_force_that_no_runner_exerts_is_left_out(tmp_path, worst, says):
    force = three_axes(steps_n(2.0)[0])
    force[700] = worst
    path = made.write_c3d(
        tmp_path / "run.c3d", made.markers(made.running()), plates=[made.plate(2, force)]
    )
    trial = read_trial(path)
    assert trial.force is None
    assert any(says in note for note in trial.notes)
    assert np.isfinite(trial.of("left_heel")).all()
