"""Joint centres of a standing body that is drawn by hand: forward, up, right, m."""

import numpy as np
import pytest

from kneedrive.motion.lab.anatomy import find_anatomy, find_pelvis, harrington

PELVIS = {
    "left_asis": (0.1, 1.0, -0.12), "right_asis": (0.1, 1.0, 0.12),
    "left_psis": (-0.05, 1.0, -0.04), "right_psis": (-0.05, 1.0, 0.04),
}  # fmt: skip
SIDES = [("left", -1.0), ("right", 1.0)]


def points(frames=1, **named):
    return {k: np.tile(np.asarray(v, dtype=float), (frames, 1)) for k, v in named.items()}


def test_axes_of_the_pelvis():
    found = find_pelvis(points(**PELVIS))
    np.testing.assert_allclose(found.origin_m, [[0.1, 1.0, 0.0]])
    np.testing.assert_allclose(found.axes[0], np.eye(3), atol=1e-12)
    assert found.depth_m == pytest.approx(0.15)
    tilted = PELVIS | {"left_psis": (-0.05, 1.2, -0.02), "right_psis": (-0.05, 1.2, 0.06)}
    found = find_pelvis(points(**tilted))
    assert found.depth_m == pytest.approx(np.sqrt(0.15**2 + 0.2**2 + 0.02**2))
    np.testing.assert_allclose(found.axes[0], [[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]], atol=1e-9)


def test_a_sacrum_stands_for_the_posterior_spines_and_without_a_back_there_is_no_pelvis():
    front = {k: v for k, v in PELVIS.items() if "asis" in k}
    found = find_pelvis(points(**front, sacrum=(-0.07, 1.0, 0.0)))
    assert found.depth_m == pytest.approx(0.17)
    both = find_pelvis(points(**PELVIS, sacrum=(-0.07, 1.0, 0.0)))
    assert both.depth_m == pytest.approx(0.15)
    assert find_pelvis(points(**front)) is None
    assert find_pelvis(points(sacrum=(0, 1, 0), right_asis=(0.1, 1, 0.1))) is None
    assert find_pelvis(points(sacrum=(0, 1, 0), left_asis=(0.1, 1, -0.1))) is None


def test_the_regression_number_by_number():
    """Harrington 2007, mm: x = -0.24 PD - 9.9; y = -0.16 PW - 0.04 LL - 7.1; z = 0.28 PD
    + 0.16 PW + 7.9; by the width alone y = -0.30 PW - 10.9, z = 0.33 PW + 7.3.
    """
    np.testing.assert_allclose(harrington(0.0, 0.0, 0.0), [-0.0099, -0.0071, 0.0079])
    np.testing.assert_allclose(harrington(0.0, 0.0, None), [-0.0099, -0.0109, 0.0073])
    base = harrington(0.0, 0.0, 0.0)
    np.testing.assert_allclose(harrington(1.0, 0.0, 0.0) - base, [0, -0.16, 0.16])
    np.testing.assert_allclose(harrington(0.0, 1.0, 0.0) - base, [-0.24, 0, 0.28])
    np.testing.assert_allclose(harrington(0.0, 0.0, 1.0) - base, [0, -0.04, 0])
    alone = harrington(0.0, 0.0, None)
    np.testing.assert_allclose(harrington(1.0, 0.0, None) - alone, [0, -0.30, 0.33])
    np.testing.assert_allclose(harrington(0.0, 1.0, None) - alone, [-0.24, 0, 0])


@pytest.mark.parametrize(("side", "sign"), SIDES)
def test_hips_lie_in_the_pelvis(side, sign):
    """Width 0.24, depth 0.15; a leg of 0.9 m down from the spine; a moving leg has no length."""
    ankle = {f"{side}_ankle_lateral": (0.1, 0.1, 0.12 * sign)}
    still = find_anatomy(points(**PELVIS, **ankle)).points[f"{side}_hip"]
    np.testing.assert_allclose(still, [[0.1 - 0.0459, 1 - 0.0815, 0.0883 * sign]])
    without = [0.1 - 0.0459, 1 - 0.0829, 0.0865 * sign]
    moving = find_anatomy(points(2, **PELVIS, **ankle)).points[f"{side}_hip"]
    np.testing.assert_allclose(moving, [without] * 2)
    np.testing.assert_allclose(find_anatomy(points(**PELVIS)).points[f"{side}_hip"], [without])
    # The middle of the ankle lies straight below the spine, its outer marker does not.
    ankle = {f"{side}_ankle_lateral": (0.1, 0.1, 0.42 * sign),
             f"{side}_ankle_medial": (0.1, 0.1, -0.18 * sign)}  # fmt: skip
    both = find_anatomy(points(**PELVIS, **ankle)).points[f"{side}_hip"]
    np.testing.assert_allclose(both, still)


def test_centres_that_are_given_are_taken():
    given = {f"{s}_{j}": (i, j == "hip", 3) for i, s in enumerate(("left", "right"))
             for j in ("hip", "knee", "ankle", "heel", "toe", "shoulder")}  # fmt: skip
    others = {"left_knee_lateral": (9, 9, 9), "left_knee_medial": (8, 8, 8), "left_mt2": (7, 7, 7)}
    found = find_anatomy(points(**PELVIS, **given, **others)).points
    for name, xyz in given.items():
        np.testing.assert_allclose(found[name], [xyz])


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("joint", ["knee", "ankle"])
def test_the_middle_of_both_sides_of_a_joint(side, joint):
    two = {f"{side}_{joint}_lateral": (1, 2, 3), f"{side}_{joint}_medial": (2, 4, 8)}
    found = find_anatomy(points(**two))
    np.testing.assert_allclose(found.points[f"{side}_{joint}"], [[1.5, 3, 5.5]])
    assert found.notes == []
    assert f"{side}_{joint}" not in find_anatomy(points(**dict([two.popitem()]))).points


@pytest.mark.parametrize(("side", "sign"), SIDES)
@pytest.mark.parametrize(
    ("joint", "upper", "inwards"),
    [("knee", "hip", 0.047 + 0.007), ("ankle", "knee", 0.0345 + 0.007)],
)
def test_half_a_usual_width_inwards_square_to_the_limb(side, sign, joint, upper, inwards):
    """Knees are 94 mm wide and ankles 69; a marker's middle is 7 mm off the skin."""
    outer = {f"{side}_{joint}_lateral": (0.0, 0.5, 0.2 * sign)}
    straight = find_anatomy(points(**PELVIS, **outer, **{f"{side}_{upper}": (0, 0.9, 0.2 * sign)}))
    np.testing.assert_allclose(
        straight.points[f"{side}_{joint}"], [[0, 0.5, (0.2 - inwards) * sign]], atol=1e-12
    )
    assert len(straight.notes) == 1
    assert f"{side} {joint}" in straight.notes[0]
    # A limb that leans outwards by 3 to 4: inwards is down by 0.6 and in by 0.8.
    leaning = {f"{side}_{upper}": (0, 0.9, -0.1 * sign)}
    found = find_anatomy(points(**PELVIS, **outer, **leaning)).points[f"{side}_{joint}"]
    np.testing.assert_allclose(
        found, [[0, 0.5 - 0.6 * inwards, (0.2 - 0.8 * inwards) * sign]], atol=1e-12
    )


def test_the_tip_of_the_shoe_is_5_cm_ahead_of_the_heads():
    heel, head = (0.0, 0.04, 0.1), (0.16, 0.16, 0.1)
    standing = find_anatomy(points(left_heel=heel, left_mt2=head)).points["left_toe"]
    np.testing.assert_allclose(standing, [[0.21, 0.16, 0.1]])
    moving = find_anatomy(points(2, left_heel=heel, left_mt2=head)).points["left_toe"]
    np.testing.assert_allclose(moving, [[0.20, 0.19, 0.1]] * 2)
    aside = find_anatomy(points(left_heel=(0, 0, 0), left_mt2=(0.12, 0.3, 0.16))).points
    np.testing.assert_allclose(aside["left_toe"], [[0.15, 0.3, 0.2]])


def test_heads_of_the_metatarsals_that_stand_for_the_second():
    heel, inner, outer = (0, 0, 0.1), (0.2, 0, 0.06), (0.2, 0, 0.14)
    for heads, head in (
        ({"right_mt1": inner, "right_mt5": outer}, (0.25, 0, 0.1)),
        ({"right_mt1": (0.2, 0, 0.1)}, (0.25, 0, 0.1)),
        ({"right_mt5": (0.3, 0, 0.1)}, (0.35, 0, 0.1)),
        ({"right_mt1": inner, "right_mt2": (0.22, 0, 0.1)}, (0.27, 0, 0.1)),
    ):
        found = find_anatomy(points(right_heel=heel, **heads)).points["right_toe"]
        np.testing.assert_allclose(found, [head], atol=1e-12)
    assert "right_toe" not in find_anatomy(points(right_heel=heel)).points
    assert "right_toe" not in find_anatomy(points(right_mt2=inner)).points
