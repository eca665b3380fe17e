"""The built-in marker sets are told apart by their labels."""

import pytest

from kneedrive.motion.lab.names import find_names, marker_sets


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
