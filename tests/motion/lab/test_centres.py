"""Joint centres: where anatomy puts them, carried by segments, through gaps and wrong labels."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import find_centres, read_trial, to_keypoints
from kneedrive.motion.lab.anatomy import harrington
from tests.motion.lab import made_trial as made

JOINTS = [
    f"{side}_{joint}" for side in made.SIGN for joint in ("hip", "knee", "ankle", "heel", "toe")
]


def trials(tmp_path, labelled=None, names=made.PLUG_IN_GAIT):
    """A moving and a static trial with the markers of some names."""
    moving = labelled or made.markers(made.running(), names)
    run = made.write_c3d(tmp_path / "run.c3d", moving)
    static = made.write_c3d(tmp_path / "static.c3d", made.markers(made.still(), names))
    return read_trial(run), read_trial(static)


def worst_mm(centres, names=JOINTS):
    """Largest error of the joint centres of the made runner, mm."""
    true = made.running()
    return max(1000 * np.nanmax(np.abs(centres.points[name] - true[name])) for name in names)


def test_hips_by_the_published_regression():
    # Width 240 mm, depth 150 mm, leg 900 mm, by hand from the paper's equations (mm):
    # -0.24 * 150 - 9.9, -0.16 * 240 - 0.04 * 900 - 7.1, 0.28 * 150 + 0.16 * 240 + 7.9
    np.testing.assert_allclose(harrington(0.24, 0.15, 0.9), [-0.0459, -0.0815, 0.0883])
    np.testing.assert_allclose(harrington(0.24, 0.15, None), [-0.0459, -0.0829, 0.0865])


def test_joints_of_the_static_trial_go_along_with_the_moving_body(tmp_path):
    centres = find_centres(*trials(tmp_path))
    assert worst_mm(centres) < 0.01
    assert centres.notes == ()
    assert set(to_keypoints(centres).landmarks) == {*JOINTS, "left_shoulder", "right_shoulder"}


def test_three_markers_a_leg_are_enough_with_the_joint_above(tmp_path):
    few = {k: made.PLUG_IN_GAIT[k] for k in ("asis", "psis", "thigh_1", "knee_lateral", "shank_1")}
    few |= {k: made.PLUG_IN_GAIT[k] for k in ("ankle_lateral", "heel", "mt2")}
    names = few | {k: made.PLUG_IN_GAIT[k] for k in ("knee_medial", "ankle_medial")}
    run, static = trials(tmp_path, made.markers(made.running(), few), names)
    assert worst_mm(find_centres(run, static)) < 0.01


def test_without_inner_markers_half_a_usual_width_is_taken_and_said(tmp_path):
    names = {k: v for k, v in made.PLUG_IN_GAIT.items() if "medial" not in k}
    centres = find_centres(*trials(tmp_path, names=names))
    assert worst_mm(centres) < 8.0
    assert sum("usual width" in note for note in centres.notes) == 4


def test_a_segment_does_not_jump_when_a_marker_is_long_unseen(tmp_path):
    labelled = made.markers(made.running())
    rng = np.random.default_rng(1)
    # The skin lets this marker sit 15 mm off the static shape; then it is hidden for half a second.
    labelled["RTHAP"] = labelled["RTHAP"] + [0.0, 0.015, 0.0]
    labelled["RTHAP"][80:130] = np.nan
    labelled["RTIB"] = labelled["RTIB"].copy()
    labelled["RTIB"][rng.choice(200, 20, replace=False)] = np.nan
    centres = find_centres(*trials(tmp_path, labelled))
    off = centres.points["right_knee"] - made.running()["right_knee"]
    assert np.isfinite(off).all()
    assert np.abs(np.diff(off, axis=0)).max() < 0.0005
    assert worst_mm(centres, ["right_ankle"]) < 0.1


def test_a_stray_marker_does_not_take_its_segment_along(tmp_path):
    labelled = made.markers(made.running())
    labelled["LTHAP"] = labelled["LTHAP"].copy()
    labelled["LTHAP"][100:110] += [0.3, -0.2, 0.1]
    assert worst_mm(find_centres(*trials(tmp_path, labelled)), ["left_knee"]) < 0.01


def test_labels_exchanged_within_a_segment_are_found_by_its_shape(tmp_path):
    labelled = made.markers(made.running())
    labelled["LTHI"], labelled["LTHAD"] = labelled["LTHAD"], labelled["LTHI"]
    centres = find_centres(*trials(tmp_path, labelled))
    assert worst_mm(centres) < 0.01
    assert any("LTHI" in note and "exchanged" in note for note in centres.notes)


def test_without_a_static_trial_each_frame_speaks_for_itself_and_that_is_said(tmp_path):
    run, _ = trials(tmp_path)
    centres = find_centres(run)
    assert worst_mm(centres, [n for n in JOINTS if "knee" in n or "ankle" in n]) < 0.01
    assert worst_mm(centres) < 6.0
    assert any("no static trial" in note for note in centres.notes)


def test_tracking_markers_alone_need_a_static_trial(tmp_path):
    bony = ("knee_lateral", "knee_medial", "ankle_lateral", "ankle_medial")
    names = {k: v for k, v in made.PLUG_IN_GAIT.items() if k not in bony}
    run = read_trial(made.write_c3d(tmp_path / "run.c3d", made.markers(made.running(), names)))
    with pytest.raises(InputError, match=r"left knee.*--static"):
        find_centres(run)


def test_joint_centres_from_a_markerless_system_are_taken_as_they_are(tmp_path):
    joints = {"hip": "Hip", "knee": "Knee", "ankle": "Ankle", "heel": "Heel", "toe": "BigToe"}
    path = made.write_trc(tmp_path / "video.trc", made.markers(made.running(), joints))
    trial = read_trial(path)
    assert trial.set_name == "joint centres"
    centres = find_centres(trial)
    assert worst_mm(centres) < 0.01
    assert centres.notes == ()


def test_keypoints_are_the_side_view_at_a_millimetre_a_pixel(tmp_path):
    keypoints = to_keypoints(find_centres(*trials(tmp_path)))
    knee = made.running()["right_knee"]
    np.testing.assert_allclose(keypoints.of("right_knee")[:, 0], 1000 * knee[:, 0], atol=0.01)
    np.testing.assert_allclose(keypoints.of("right_knee")[:, 1], -1000 * knee[:, 1], atol=0.01)
    assert (keypoints.confidence == 1).all()
    assert keypoints.model == "markers"
    np.testing.assert_allclose(np.diff(keypoints.time_s), 0.01)
