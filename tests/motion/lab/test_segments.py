"""Joint centres carried by segments, in trials that are made marker by marker."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab.centres import find_centres
from kneedrive.motion.lab.trial import GroundForce, Trial
from tests.motion.lab import made_trial as made


def trial(points, rate_hz=made.RATE_HZ):
    """A trial whose labels are its landmarks in capitals."""
    xyz = np.stack(list(points.values()), axis=1)
    labels = {name: name.upper() for name in points}
    return Trial(
        source=Path("run.c3d"), labels=tuple(labels.values()), xyz_m=xyz,
        residual_m=np.zeros(xyz.shape[:2]), rate_hz=rate_hz, set_name="", named=labels,
        label_of=labels, force=None,
    )  # fmt: skip


def markers(points, without=()):
    return {
        f"{side}_{name}": points[f"{side}_{name}"].copy()
        for side in made.SIGN
        for name in made.PLUG_IN_GAIT
        if name not in without
    }


STATIC = trial(markers(made.still()))


def off_m(centres, name):
    return np.abs(centres.points[name] - made.running()[name])


def test_the_pelvis_goes_along_with_its_axes():
    found = find_centres(trial(markers(made.running())), STATIC)
    true = made.running()
    front = (true["left_asis"] + true["right_asis"]) / 2
    np.testing.assert_allclose(found.pelvis.origin_m, front, atol=1e-6)
    sideways = true["right_asis"] - true["left_asis"]
    np.testing.assert_allclose(found.pelvis.axes[:, 2], sideways / 0.24, atol=1e-6)
    back = front - (true["left_psis"] + true["right_psis"]) / 2
    np.testing.assert_allclose(found.pelvis.axes[:, 0], back / 0.15, atol=1e-6)
    assert found.pelvis.depth_m == pytest.approx(0.15)
    assert (found.rate_hz, found.time_s[-1]) == (100.0, 1.99)
    assert set(found.misfit_mm) == {
        "pelvis", *(f"{s} {p}" for s in made.SIGN for p in ("thigh", "shank", "foot"))
    }  # fmt: skip
    assert max(found.misfit_mm.values()) < 1e-3


def test_a_knee_is_the_mean_of_what_thigh_and_shank_say():
    points = markers(made.running())
    for name in ("shank_1", "shank_2", "shank_3", "ankle_lateral", "ankle_medial"):
        points[f"right_{name}"] += [0.0, 0.0, 0.02]
    found = find_centres(trial(points), STATIC)
    off = found.points["right_knee"] - made.running()["right_knee"]
    np.testing.assert_allclose(off, np.tile([0, 0, 0.01], (200, 1)), atol=1e-6)


@pytest.mark.parametrize(("share", "used"), [(0.08, False), (0.12, True)])
def test_a_marker_seen_in_a_tenth_of_the_frames_holds_its_segment(share, used):
    """The heel is off by 4 cm where it is seen."""
    points = markers(made.running())
    points["left_heel"] += [0.0, 0.04, 0.0]
    points["left_heel"][round(200 * share) :] = np.nan
    found = find_centres(trial(points), STATIC)
    assert (found.misfit_mm["left foot"] > 1.0) == used
    assert (off_m(found, "left_toe").max() > 0.001) == used


@pytest.mark.parametrize(("off_mm", "loose"), [(24.0, False), (26.0, True)])
def test_markers_that_miss_their_shape_by_25_mm_are_loose(off_mm, loose):
    """Opposite corners of a square up and down, no turn can help; two markers in all each."""
    square = {"heel": (-0.05, 0, 0), "mt1": (0, 0, -0.05), "mt2": (0.05, 0, 0), "mt5": (0, 0, 0.05)}
    up = {"heel": 1, "mt1": -1, "mt2": 1, "mt5": -1}
    standing, moving = markers(made.still(200)), markers(made.still(200))
    for name, at in square.items():
        middle = np.array([0.0, 0.03, 0.1])
        standing[f"right_{name}"] = np.tile(middle + at, (200, 1))
        lifted = middle + at + [0, up[name] * off_mm / 1000, 0]
        moving[f"right_{name}"] = np.tile(lifted, (200, 1))
    found = find_centres(trial(moving), trial(standing))
    assert found.misfit_mm["right foot"] == pytest.approx(off_mm, rel=0.01)
    said = [n for n in found.notes if "right foot" in n]
    assert len(said) == loose
    if loose:
        assert f"by {off_mm:.0f} mm" in said[0]


def test_what_lacks_is_named_with_the_way_out():
    points = markers(made.running(), without=("heel", "mt1", "mt2", "mt5"))
    with pytest.raises(InputError, match=r"run\.c3d and run\.c3d lack .*left heel, left toe") as e:
        find_centres(trial(points), STATIC)
    assert "--static" not in str(e.value)
    with pytest.raises(InputError, match=r"run\.c3d lack .*--static"):
        find_centres(trial(points))


def test_two_markers_and_the_joint_above_hold_a_segment_and_one_does_not():
    points = markers(made.running())
    for name in ("thigh_1", "thigh_2", "thigh_3"):
        del points[f"left_{name}"]
    found = find_centres(trial(points), STATIC)
    assert off_m(found, "left_knee").max() < 1e-5
    assert found.notes == ()
    del points["left_knee_medial"]
    notes = find_centres(trial(points), STATIC).notes
    assert notes == ("the left thigh has fewer than three markers in both trials",)


def test_shoulders_are_taken_as_they_are_seen():
    points = markers(made.running())
    points["left_shoulder"][50:55] = np.nan
    points["right_shoulder"][50:90] = np.nan
    found = find_centres(trial(points), STATIC)
    assert off_m(found, "left_shoulder").max() < 0.001
    assert np.isnan(found.points["right_shoulder"][50:90]).all()
    assert (
        "left_shoulder"
        not in find_centres(trial(markers(made.running(), without=("shoulder",))), STATIC).points
    )


def test_a_trial_has_times_places_and_only_landmarks_that_are_seen():
    points = {"left_heel": np.zeros((3, 3)), "left_toe": np.full((3, 3), np.nan)}
    one = trial(points, 50.0)
    np.testing.assert_allclose(one.time_s, [0, 0.02, 0.04])
    assert list(one.landmarks()) == ["left_heel"]
    assert np.isnan(one.of("right_heel")).all()
    assert one.of("right_heel").shape == (3, 3)
    force_n = np.arange(12.0).reshape(2, 2, 3)
    force = GroundForce(10.0, force_n, force_n, force_n, np.zeros((2, 4, 3)))
    np.testing.assert_allclose(replace(one, force=force).force.vertical_n, [1 + 4, 7 + 10])
    np.testing.assert_allclose(force.time_s, [0, 0.1])
