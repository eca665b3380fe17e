"""Names are believed where a body can have its markers there: people of 1.0 to 2.2 m."""

import numpy as np
import pytest

from kneedrive.motion.lab.names import MarkerNames
from kneedrive.motion.lab.verify import believed, skin_called_hips, toes_told

# Least and greatest distance, m, of two landmarks of one side.
LIMITS = [
    ("asis", "knee", 0.18, 0.75),
    ("hip", "knee_lateral", 0.18, 0.75),
    ("trochanter", "knee_medial", 0.18, 0.75),
    ("knee", "ankle", 0.16, 0.65),
    ("knee_lateral", "ankle_medial", 0.16, 0.65),
    ("asis", "ankle", 0.25, 1.3),
    ("hip", "ankle_lateral", 0.25, 1.3),
    ("knee_lateral", "knee_medial", 0.04, 0.22),
    ("ankle_lateral", "ankle_medial", 0.03, 0.16),
    ("ankle", "heel", 0.01, 0.22),
    ("ankle_lateral", "foot_1", 0.01, 0.22),
    ("ankle_medial", "foot_2", 0.01, 0.22),
    ("ankle", "mt1", 0.04, 0.32),
    ("ankle", "mt2", 0.04, 0.32),
    ("ankle_lateral", "mt5", 0.04, 0.32),
    ("ankle", "toe", 0.04, 0.32),
    ("heel", "mt1", 0.06, 0.42),
    ("heel", "mt5", 0.06, 0.42),
    ("heel", "toe", 0.06, 0.42),
    ("asis", "shoulder", 0.20, 0.85),
    ("hip", "shoulder", 0.20, 0.85),
    ("thigh_1", "knee", 0.01, 0.60),
    ("thigh_4", "knee_lateral", 0.01, 0.60),
    ("shank_2", "ankle", 0.01, 0.55),
    ("shank_3", "ankle_lateral", 0.01, 0.55),
]
ACROSS = [("asis", 0.10, 0.45), ("psis", 0.02, 0.30), ("hip", 0.08, 0.50)]


def left_out(a, b, distance_m):
    """Labels that are left out where two landmarks are so far apart."""
    points = {a: np.zeros((5, 3)), b: np.tile([0.6 * distance_m, -0.8 * distance_m, 0], (5, 1))}
    names, dropped = believed(MarkerNames("", {a: f"label of {a}", b: f"label of {b}"}), points)
    assert len(names.label_of) == 2 - len(dropped)
    assert not set(names.label_of.values()) & set(dropped)
    return dropped


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("a", "b", "least", "most"), LIMITS)
def test_landmarks_of_a_side_are_as_far_apart_as_on_a_body(side, a, b, least, most):
    names = f"{side}_{a}", f"{side}_{b}"
    for inside in (1.05 * least, 0.95 * most):
        assert left_out(*names, inside) == []
    for outside in (0.95 * least, 1.05 * most):
        assert len(left_out(*names, outside)) == 1


@pytest.mark.parametrize(("part", "least", "most"), ACROSS)
def test_both_sides_of_the_pelvis_are_as_far_apart_as_on_a_body(part, least, most):
    names = f"left_{part}", f"right_{part}"
    for inside in (1.05 * least, 0.95 * most):
        assert left_out(*names, inside) == []
    for outside in (0.95 * least, 1.05 * most):
        assert len(left_out(*names, outside)) == 1


def test_the_name_that_fits_fewest_others_goes_and_of_two_the_added_one():
    points = {
        "left_knee": np.tile([0.0, 0.5, 0.0], (3, 1)),
        "left_ankle": np.tile([0.0, 0.1, 0.0], (3, 1)),
        "left_asis": np.tile([0.0, 5.0, 0.0], (3, 1)),
    }
    names, dropped = believed(MarkerNames("", {k: k.upper() for k in points}), points)
    assert dropped == ["LEFT_ASIS"]
    assert set(names.label_of) == {"left_knee", "left_ankle"}
    far = {"left_knee": np.zeros((3, 3)), "left_ankle": np.full((3, 3), 2.0)}
    for added in far:
        labels = {k: k.upper() for k in far}
        assert believed(MarkerNames("", labels, frozenset({added})), far)[1] == [added.upper()]


def test_markers_never_seen_together_are_believed():
    points = {"left_knee": np.full((4, 3), np.nan), "left_ankle": np.full((4, 3), np.nan)}
    points["left_knee"][:2], points["left_ankle"][2:] = 0.0, 9.0
    assert believed(MarkerNames("", dict.fromkeys(points, "x")), points)[1] == []


@pytest.mark.parametrize(("apart_m", "skin"), [(0.25, False), (0.27, True)])
def test_hips_further_apart_than_26_cm_are_skin(apart_m, skin):
    points = {"left_hip": np.zeros((3, 3)), "right_hip": np.tile([0, 0, apart_m], (3, 1))}
    assert skin_called_hips(points) == skin
    assert not skin_called_hips({"left_hip": np.zeros((3, 3))})


def foot(ahead_m, heads=("mt1", "mt5")):
    """A heel, heads 0.2 m in front of it and a marker called the second head, so far ahead."""
    at = {"heel": (0, 0, 0), "mt1": (0.2, 0, -0.04), "mt5": (0.2, 0, 0.04)}
    at["mt2"] = (0.2 + ahead_m, 0.3, 0.0)
    kept = ("heel", *heads, "mt2")
    if len(heads) == 1:
        at[heads[0]] = (0.2, 0, 0)
    return {f"right_{k}": np.tile(at[k], (4, 1)).astype(float) for k in kept}


@pytest.mark.parametrize(
    ("heads", "ahead_m", "on_toe"),
    [
        (("mt1", "mt5"), 0.033, False),
        (("mt1", "mt5"), 0.037, True),
        (("mt1",), 0.033, False),
        (("mt1",), 0.037, True),
        (("mt5",), 0.062, False),
        (("mt5",), 0.068, True),
        ((), 0.2, False),
    ],
)
def test_a_marker_that_lies_ahead_of_the_heads_is_on_the_toe(heads, ahead_m, on_toe):
    """3.5 cm ahead of the middle of the heads, or 6.5 cm ahead of the fifth alone."""
    points = foot(ahead_m, heads)
    found = toes_told(MarkerNames("", {k: k for k in points}), points).label_of
    assert found == {("right_toe" if on_toe and k == "right_mt2" else k): k for k in points}


def test_a_foot_with_a_toe_of_its_own_or_without_a_heel_keeps_its_names():
    points = foot(0.1) | {"right_toe": np.zeros((4, 3))}
    labels = {k: k for k in points}
    assert toes_told(MarkerNames("", labels), points).label_of == labels
    points = {k: v for k, v in foot(0.1).items() if "heel" not in k}
    labels = {k: k for k in points}
    assert toes_told(MarkerNames("", labels), points).label_of == labels
    points = foot(0.1)
    points["right_mt2"][:] = np.nan
    labels = {k: k for k in points}
    assert toes_told(MarkerNames("", labels), points).label_of == labels
