"""The built-in marker sets are told apart by their labels."""

import numpy as np
import pytest

from kneedrive.motion.lab import open_lab_trial, read_trial
from kneedrive.motion.lab.names import find_names, marker_sets
from tests.motion.lab import made_trial as made


@pytest.mark.parametrize("name", list(marker_sets()))
def test_a_set_is_recognised_by_its_own_labels(name):
    labels = [label for _, label in marker_sets()[name]]
    assert find_names(labels).set_name == name


@pytest.mark.parametrize(
    ("labels", "name", "knee"),
    [
        ("LASI RASI SACR LTHI LKNE LTIB LANK LHEE LTOE RKNE RANK RTOE", "Plug-in Gait", "LKNE"),
        (
            "R.ASIS L.ASIS V.Sacral L.Thigh L.Knee L.Shank L.Ankle L.Heel L.Toe",
            "Cleveland",
            "L.Knee",
        ),
        ("R.ASIS L.ASIS V.Sacral L.Knee.Lat L.Ankle.Lat L.Toe.Tip", "gait2392", "L.Knee.Lat"),
        ("LASI RASI LPSI LLFC LMFC LLMAL LCAL LTOE LMT5", "Rajagopal", "LLFC"),
        ("S1:L_IAS S1:R_IAS S1:L_IPS S1:L_FLE S1:L_FAL S1:L_FCC S1:L_FM1", "IOR", "S1:L_FLE"),
        ("L.ASIS_study r.ASIS_study L_knee_study L_mknee_study", "OpenCap", "L_knee_study"),
    ],
)
def test_what_files_of_each_kind_hold(labels, name, knee):
    found = find_names(labels.split())
    assert name in found.set_name
    assert found.label_of["left_knee_lateral"] == knee


def test_joint_centres_of_a_markerless_system():
    found = find_names(["Neck", "RHip", "LHip", "RKnee", "LKnee", "LAnkle", "RHeel", "LBigToe"])
    assert found.set_name == "joint centres"
    assert found.label_of["left_toe"] == "LBigToe"
    assert "left_knee_lateral" not in found.label_of


def test_an_own_map_adds_to_the_built_in_set():
    found = find_names(["LASI", "RASI", "LKNE", "KneeInside"], {"KneeInside": "left_knee_medial"})
    assert found.label_of["left_knee_medial"] == "KneeInside"
    assert found.label_of["left_knee_lateral"] == "LKNE"


def spelt(side, name, spelling):
    """A marker's label as a laboratory spells it."""
    return spelling.format(s=side[0].upper(), x=side[0], side=side, Side=side.title(), name=name)


LABORATORIES = {
    # Names of two laboratories, each a mixture of sets.
    "epicondyles": (
        "{s}{name}",
        {
            "asis": "ASI", "psis": "PSI", "thigh_1": "THLP", "thigh_2": "THLD", "thigh_3": "THAP",
            "knee_lateral": "LEPI", "knee_medial": "MEPI", "shank_1": "TIAP", "shank_2": "TIAD",
            "shank_3": "TILAT", "ankle_lateral": "LMAL", "ankle_medial": "MMAL", "heel": "HEEL",
            "mt1": "P1MT", "mt5": "P5MT", "toe": "TOE", "shoulder": "SH",
        },
    ),
    "top and bottom": (
        "{s}_{name}",
        {
            "asis": "asis", "psis": "psis", "thigh_1": "thigh_TA", "thigh_2": "thigh_TP",
            "thigh_3": "thigh_BA", "knee_lateral": "kneejoint_LA", "knee_medial": "kneejoint_MA",
            "shank_1": "shank_TA", "shank_2": "shank_TP", "shank_3": "shank_BA",
            "ankle_lateral": "ankle_LA", "ankle_medial": "ankle_MA", "heel": "heel_B",
            "mt5": "met_5", "toe": "toe", "shoulder": "acr",
        },
    ),
    "side behind, with a subject": (
        "P07:{name}_{s}",
        {
            "asis": "ASIS", "psis": "PSIS", "thigh_1": "TH1", "thigh_2": "TH2", "thigh_3": "TH3",
            "knee_lateral": "LCON", "knee_medial": "MCON", "shank_1": "TB1", "shank_2": "TB2",
            "shank_3": "TB3", "ankle_lateral": "LMAL", "ankle_medial": "MMAL", "heel": "CALC",
            "mt1": "MT1", "mt2": "MT2", "mt5": "MT5", "shoulder": "Acromion",
        },
    ),
    "words": (
        "{Side}.{name}",
        {
            "asis": "ASIS", "psis": "PSIS", "thigh_1": "Thigh.Upper", "thigh_2": "Thigh.Front",
            "thigh_3": "Thigh.Rear", "knee_lateral": "Knee.Lat", "knee_medial": "Knee.Med",
            "shank_1": "Shank.Upper", "shank_2": "Shank.Front", "shank_3": "Shank.Rear",
            "ankle_lateral": "Ankle.Lat", "ankle_medial": "Ankle.Med", "heel": "Heel",
            "mt1": "Toe.Med", "mt5": "Toe.Lat", "toe": "Toe.Tip", "shoulder": "Acromion",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("laboratory", LABORATORIES)
def test_names_of_several_sets_are_understood_together(tmp_path, laboratory):
    """Every joint of the made runner is found through the names alone, without a map."""
    spelling, names = LABORATORIES[laboratory]
    moving, standing = made.running(), made.still()
    for name, points in (("run", moving), ("static", standing)):
        labelled = {
            spelt(side, label, spelling): points[f"{side}_{landmark}"]
            for side in made.SIGN
            for landmark, label in names.items()
        }
        made.write_c3d(tmp_path / f"{name}.c3d", labelled)
    lab = open_lab_trial(tmp_path / "run.c3d")
    for joint in ("hip", "knee", "ankle", "heel"):
        for side in made.SIGN:
            got = lab.centres.points[f"{side}_{joint}"]
            assert np.abs(got - moving[f"{side}_{joint}"]).max() < 1e-5
    toe = lab.centres.points["left_toe"] - moving["left_toe"]
    assert np.abs(toe).max() < 0.006
    assert lab.trial.notes == ()


def test_a_marker_called_toe_is_told_by_where_it_sits(tmp_path):
    """Plug-in Gait puts TOE on the second metatarsal's head, others on the toe: 5 cm."""
    for toe, meaning in (("mt2", "right_mt2"), ("toe", "right_toe")):
        names = {k: v for k, v in made.PLUG_IN_GAIT.items() if k != "mt2"} | {toe: "TOE"}
        path = made.write_c3d(tmp_path / f"{toe}.c3d", made.markers(made.running(), names))
        assert read_trial(path).label_of[meaning] == "RTOE"


def test_a_name_is_not_believed_where_no_body_has_it(tmp_path):
    labelled = made.markers(made.running())
    labelled["RANK"] = labelled["RANK"] + [0.0, 0.45, 0.0]  # at the knee
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", labelled))
    assert "right_ankle_lateral" not in trial.label_of
    assert any("RANK" in note and "left out" in note for note in trial.notes)
    assert set(made.PLUG_IN_GAIT) - {"ankle_lateral"} <= {
        name.removeprefix("right_") for name in trial.label_of if name.startswith("right_")
    }


def test_trochanters_called_hips_are_no_centres_of_hips(tmp_path):
    points = made.running()
    for side, sign in made.SIGN.items():
        points[f"{side}_hip"] = points[f"{side}_hip"] + [0.0, 0.0, 0.09 * sign]
    names = {"hip": "Hip", "knee_lateral": "Knee", "ankle_lateral": "Ankle", "heel": "Heel"}
    names |= {"toe": "Toe", "asis": "ASIS", "psis": "PSIS"}
    trial = read_trial(made.write_c3d(tmp_path / "run.c3d", made.markers(points, names)))
    assert "left_hip" not in trial.label_of
    assert trial.label_of["left_knee_lateral"] == "LKnee"
    assert trial.label_of["left_asis"] == "LASIS"
