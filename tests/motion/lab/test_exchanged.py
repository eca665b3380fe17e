"""Labels that are exchanged, from positions that are written down."""

import numpy as np
import pytest

from kneedrive.motion.lab.exchanged import find_exchanged, find_exchanged_in_segment, swapped

FAR_APART = ["asis", "psis", "iliac_crest", "trochanter", "hip", "thigh_1", "knee_lateral", "knee"]
JOINTS = [("knee_lateral", "knee_medial"), ("ankle_lateral", "ankle_medial"), ("mt5", "mt1")]


def at(z_m):
    return np.tile([0.3, 0.5, z_m], (5, 1))


@pytest.mark.parametrize("part", FAR_APART)
def test_the_right_side_lies_to_the_right(part):
    names = f"left_{part}", f"right_{part}"
    for right, left, found in ((0.1, -0.1, []), (-0.019, 0.0, []), (-0.021, 0.0, [names])):
        assert find_exchanged({names[0]: at(left), names[1]: at(right)}) == found
    assert find_exchanged({names[0]: at(0.5)}) == []


@pytest.mark.parametrize(("side", "sign"), [("left", -1.0), ("right", 1.0)])
@pytest.mark.parametrize(("outer", "inner"), JOINTS)
def test_the_outer_marker_lies_further_out(side, sign, outer, inner):
    names = f"{side}_{outer}", f"{side}_{inner}"
    for out, found in ((0.08, []), (-0.019, []), (-0.021, [names])):
        assert find_exchanged({names[0]: at(sign * (0.1 + out)), names[1]: at(sign * 0.1)}) == found


def test_the_median_counts_and_what_is_never_seen_together_does_not():
    left, right = at(0.0), at(-0.1)
    right[:3] = at(0.2)[:3]
    assert find_exchanged({"left_hip": left, "right_hip": right}) == []
    right[2] = np.nan
    right[1] = at(-0.1)[1]
    assert find_exchanged({"left_hip": left, "right_hip": right}) == [("left_hip", "right_hip")]
    left[[1, 3, 4]] = np.nan
    right[[0, 2]] = np.nan
    assert find_exchanged({"left_hip": left, "right_hip": right}) == []


def test_labels_change_places():
    labels = {"a": "A", "b": "B", "c": "C"}
    assert swapped(labels, ("a", "c")) == {"a": "C", "b": "B", "c": "A"}
    assert labels["a"] == "A"


MODEL = np.array([[0.0, 0, 0], [0.3, 0, 0], [0, 0.2, 0], [0.1, 0.1, 0.15]])
NAMES = ("p", "q", "r", "s")


def segment(order, frames=10):
    return np.tile(MODEL[list(order)] + [1.0, 2.0, 3.0], (frames, 1, 1))


@pytest.mark.parametrize(
    ("order", "pair"),
    [
        ((1, 0, 2, 3), ("p", "q")),
        ((0, 3, 2, 1), ("q", "s")),
        ((0, 1, 3, 2), ("r", "s")),
        ((0, 1, 2, 3), None),
    ],
)
def test_a_pair_whose_exchange_restores_the_shape_is_found(order, pair):
    assert find_exchanged_in_segment(NAMES, MODEL, segment(order)) == pair


def test_three_whole_frames_are_needed_and_enough():
    seen = segment((1, 0, 2, 3))
    seen[3:, 2] = np.nan
    assert find_exchanged_in_segment(NAMES, MODEL, seen) == ("p", "q")
    seen[2, 0, 1] = np.nan
    assert find_exchanged_in_segment(NAMES, MODEL, seen) is None
    assert find_exchanged_in_segment(NAMES[:2], MODEL[:2], segment((1, 0, 2, 3))[:, :2]) is None
    scalene = np.array([[0.0, 0, 0], [0.3, 0, 0], [0.05, 0.15, 0]])
    three = np.tile(scalene[[1, 0, 2]], (3, 1, 1))
    assert find_exchanged_in_segment(NAMES[:3], scalene, three) == ("p", "q")


@pytest.mark.parametrize(("apart_m", "pair"), [(0.040, None), (0.046, ("p", "q"))])
def test_a_shape_kept_to_15_mm_needs_no_repair(apart_m, pair):
    """Two markers d apart in the middle of a wide square: each is off by d, of six: d / sqrt 3.

    The square holds the segment, for its two markers weigh nothing against it.
    """
    half = apart_m / 2 * 0.6295  # off by 1.45 and 1.67 cm
    model = np.array(
        [[0, 0, half], [0, 0, -half], [9, 9, 0], [9, -9, 0], [-9, 9, 0], [-9, -9, 0.0]]
    )
    seen = np.tile(model[[1, 0, 2, 3, 4, 5]], (5, 1, 1))
    names = ("p", "q", "r", "s", "t", "u")
    assert find_exchanged_in_segment(names, model, seen) == pair


@pytest.mark.parametrize(("rest_m", "pair"), [(0.043, ("p", "q")), (0.064, None)])
def test_an_exchange_has_to_halve_the_misfit(rest_m, pair):
    """p and q are 0.1 m apart and exchanged; r lies off its place by so much as well.

    Before: (2 * 0.1^2 + 0.8 r^2) / 5, afterwards 0.8 r^2 / 5.
    """
    far = 9.0
    model = np.array(
        [[0, 0, 0.05], [0, 0, -0.05], [far, far, 0], [far, -far, 0], [-far, far, 0],
         [-far, -far, 0], [0.0, 0, 0]]
    )  # fmt: skip
    seen = np.tile(model[[1, 0, 2, 3, 4, 5, 6]], (5, 1, 1))
    seen[:, 6, 2] += 2 * rest_m
    names = tuple("pqtuvwr")
    assert find_exchanged_in_segment(names, model, seen) == pair
