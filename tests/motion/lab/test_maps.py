"""Marker maps, mixed sets and static trials, by their words."""

import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import read_marker_map, static_beside
from kneedrive.motion.lab.names import find_names, marker_sets, shown


@pytest.mark.parametrize(
    "text",
    ["marker,landmark\nA,left_heel\nB , sacrum\n", "A,left_heel\n\n , \nB,sacrum\n"],
)
def test_a_map_with_or_without_head_and_with_blank_lines(tmp_path, text):
    (tmp_path / "map.csv").write_text("\ufeff" + text, encoding="utf-8")
    assert read_marker_map(tmp_path / "map.csv") == {"A": "left_heel", "B": "sacrum"}


def test_a_map_that_is_none_or_has_three_columns_is_refused(tmp_path):
    with pytest.raises(InputError, match="is no marker map"):
        read_marker_map(tmp_path / "gone.csv")
    (tmp_path / "map.csv").write_text("A,left_heel\nB,sacrum,x\n")
    with pytest.raises(InputError, match="no two columns"):
        read_marker_map(tmp_path / "map.csv")
    (tmp_path / "map.csv").write_text("A,left_nose\n")
    with pytest.raises(
        InputError, match=r"left_nose.*use sacrum, or left_ or right_ with one of"
    ) as e:
        read_marker_map(tmp_path / "map.csv")
    assert "heel" in str(e.value)
    assert "left_heel" not in str(e.value)


def test_eight_labels_are_shown_and_the_rest_is_counted():
    assert shown(list("abcdefgh")) == "a, b, c, d, e, f, g, h"
    assert shown(list("abcdefghij")) == "a, b, c, d, e, f, g, h and 2 more"
    assert shown(["x" * 41, "tab\there"]) == f"{'x' * 40}, tab?here"


def test_the_user_s_word_goes_before_the_sets():
    labels = ["LASI", "RASI", "LKNE", "LANK", "Odd"]
    own = {"odd": "left_heel", "LKNE": "left_thigh_1", "absent": "sacrum"}
    found = find_names(labels, own)
    assert found.set_name == "own map"
    assert found.label_of["left_heel"] == "Odd"
    assert found.label_of["left_thigh_1"] == "LKNE"
    assert "left_knee_lateral" not in found.label_of
    assert found.label_of["left_asis"] == "LASI"
    assert "sacrum" not in found.label_of
    with pytest.raises(InputError, match=r"none of the markers in the marker map \(x, y\)"):
        find_names(labels, {"x": "left_heel", "y": "sacrum"})


def test_labels_that_nobody_knows_have_no_set():
    found = find_names(["qq1", "qq2"])
    assert (found.set_name, found.label_of, found.added) == ("none", {}, frozenset())


def test_a_set_can_be_left_out_and_what_others_add_is_known_as_added():
    labels = ["LHip", "RHip", "LKnee", "RKnee", "LAnkle", "RAnkle", "LHeel", "RHeel"]
    assert find_names(labels).set_name == "joint centres"
    assert "left_hip" not in find_names(labels, without="joint centres").label_of
    mixed = ["LASI", "RASI", "LPSI", "RPSI", "LTHI", "RTHI", "LTIB", "RTIB", "LHEE", "RHEE", "C7"]
    found = find_names([*mixed, "R_FLE"])
    assert found.label_of["right_knee_lateral"] == "R_FLE"
    assert "right_knee_lateral" in found.added
    assert "left_asis" not in found.added


def test_labels_without_sides_sit_on_the_middle():
    pairs = [p for pairs in marker_sets().values() for p in pairs]
    assert {m for m, _ in pairs if not m.startswith(("left_", "right_"))} == {"sacrum"}
    for name, found in marker_sets().items():
        lefts = sum(m.startswith("left_") for m, _ in found)
        assert lefts == sum(m.startswith("right_") for m, _ in found), name


@pytest.mark.parametrize(
    ("files", "run", "static"),
    [
        (["static.c3d"], "run.c3d", "static.c3d"),
        (["Ann_Static.trc"], "ann_run.c3d", "Ann_Static.trc"),
        (["static.c3d", "ann_static.c3d"], "ann_run.c3d", "ann_static.c3d"),
        (["ann_static.c3d", "ann_b_static.c3d"], "ann_b2.c3d", "ann_b_static.c3d"),
        (["ann_static.txt"], "ann_run.c3d", None),
        (["ann_static.c3d"], "bob_run.c3d", None),
        (["s1static.c3d"], "s12.c3d", None),
        (["s12static.c3d"], "s1run.c3d", None),
        (["s1static.c3d"], "s1run.c3d", "s1static.c3d"),
        (["run.c3d"], "run.c3d", None),
        (["static.c3d"], "static.c3d", None),
    ],
)  # fmt: skip
def test_the_static_trial_beside(tmp_path, files, run, static):
    for name in files:
        (tmp_path / name).touch()
    found = static_beside(tmp_path / run)
    assert (found.name if found else None) == static
