"""The runner's forward is found, however the belt or the runway lies in the laboratory."""

import numpy as np
import pytest

from kneedrive.analysis import Filming, Runner, analyze
from kneedrive.motion.lab import read_trial
from tests.motion.lab import made_run
from tests.motion.lab import made_trial as made


def askew(degrees):
    """Axes of a laboratory in which the belt is turned by this about the vertical."""
    return made.turn(np.array([float(degrees)]), 1)[0] @ made.LAB_AXES


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    path = made_run.write(tmp_path_factory.mktemp("straight") / "run.c3d", made_run.force_n())
    return analyze(path, Runner(mass_kg=70), Filming())


@pytest.mark.parametrize("degrees", [-10, 30, 170])
def test_a_belt_off_the_laboratorys_axes_is_turned_straight(tmp_path, straight, degrees):
    path = made_run.write(tmp_path / "run.c3d", made_run.force_n(), askew(degrees))
    turned = analyze(path, Runner(mass_kg=70), Filming())
    for name, measure in straight.metrics.items():
        got = turned.metrics[name].value
        near = {"abs": 0.3} if name.endswith("_deg") else {"rel": 0.005}
        assert got == pytest.approx(measure.value, **near), name
    assert turned.metrics["speed_mps"].value == pytest.approx(made_run.SPEED_MPS, rel=0.02)


def test_feet_that_turn_out_do_not_turn_the_belt(tmp_path):
    """One toe points 30 degrees outwards throughout; the belt's direction stays."""
    labelled = dict(made_run.joints())
    heel, toe = labelled["RHeel"], labelled["RBigToe"]
    out = np.linalg.norm((toe - heel)[:, [0, 2]], axis=1) * np.tan(np.radians(30.0))
    labelled["RBigToe"] = toe + np.outer(out, [0, 0, 1])
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", labelled, axes=askew(20)))
    knee = trial.of("left_knee") - labelled["LKnee"]
    assert np.abs(knee[:, :2]).max() < 0.01


def test_somebody_who_stands_askew_faces_across_the_hips(tmp_path):
    points = made.markers(made.still())
    trial = read_trial(made.write_c3d(tmp_path / "static.c3d", points, axes=askew(35)))
    for label in ("LASI", "RKNE", "LHEE"):
        got = trial.xyz_m[:, trial.labels.index(label)]
        np.testing.assert_allclose(got, points[label], atol=1e-6)


@pytest.mark.parametrize("degrees", [8, -40])
def test_a_runner_who_crosses_the_room_askew_is_turned_by_the_way(tmp_path, degrees):
    joints = made_run.joints()
    way = np.outer(np.arange(len(joints["LHip"])), [made_run.SPEED_MPS / made.RATE_HZ, 0, 0])
    # A camera behind the runner's axes would see the belt stand still and the body travel.
    moved = {label: xyz + way for label, xyz in joints.items()}
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", moved, axes=askew(degrees)))
    hips = trial.of("left_hip") + trial.of("right_hip")
    assert abs(hips[-1, 2] - hips[0, 2]) < 0.01 * abs(hips[-1, 0] - hips[0, 0])
