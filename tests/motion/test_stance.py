"""The standing foot of a stride whose feet are written down."""

import numpy as np
import pytest

from kneedrive.motion.stance import find_stance, with_ground_speed
from kneedrive.pose.bias import PoseBias
from tests.folds import made_fold, still

HZ, LEFT_MID, RIGHT_MID = 1.5, 0.20, 0.72
FASTEST_PX_S = 600.0


def foot(mid, slope_deg=0.0):
    """A foot that circles: fastest backwards and lowest at phase `mid`, on ground with a slope."""
    reach = FASTEST_PX_S / HZ / (2 * np.pi)
    c, s = np.cos(np.radians(slope_deg)), np.sin(np.radians(slope_deg))

    def path(phase):
        own = 2 * np.pi * (phase - mid)
        x, y = -reach * np.sin(own), -6.0 * np.cos(own)
        return c * x - s * y, s * x + c * y

    return path


def fold(slope_deg=0.0):
    return made_fold(
        {
            f"{side}_{point}": foot(mid, slope_deg)
            for side, mid in (("left", LEFT_MID), ("right", RIGHT_MID))
            for point in ("heel", "toe")
        },
        HZ,
    )


# A flat window of 0.03 strides to either side: the mean of a cosine over it.
MEAN = np.sin(2 * np.pi * 0.03) / (2 * np.pi * 0.03)


def test_mid_stance_is_where_a_low_foot_goes_back_fastest():
    found = find_stance(fold())
    assert found.mid["left"] == pytest.approx(LEFT_MID, abs=0.003)
    assert found.mid["right"] == pytest.approx(RIGHT_MID, abs=0.003)


def test_the_ground_is_as_fast_as_a_flat_foot_whose_shoe_rolls():
    found = find_stance(fold())
    assert found.ground_per_s == pytest.approx(FASTEST_PX_S * MEAN / 1.013, rel=2e-3)
    assert found.spread == pytest.approx(0.0, abs=1e-3)
    seen_fast = find_stance(fold(), PoseBias(ground=1.2))
    assert seen_fast.ground_per_s == pytest.approx(found.ground_per_s / 1.2)


@pytest.mark.parametrize("slope_deg", [3.0, -3.0])
def test_the_slope_of_the_ground_is_seen_with_its_sign(slope_deg):
    found = find_stance(fold(slope_deg), PoseBias(slope_error_deg=0.9))
    assert found.slope_deg == pytest.approx(slope_deg, abs=0.3)
    assert found.slope_error_deg == pytest.approx(0.9)


def test_feet_that_disagree_make_ground_and_slope_unsure():
    uneven = made_fold(
        {
            f"{side}_{point}": foot(mid, slope)
            for side, mid, slopes in (("left", LEFT_MID, (9, 5)), ("right", RIGHT_MID, (-5, -9)))
            for point, slope in zip(("heel", "toe"), slopes, strict=True)
        },
        HZ,
    )
    found = find_stance(uneven)
    assert found.slope_error_deg == pytest.approx(np.std([9, 5, -5, -9], ddof=1) / 2, abs=0.2)
    assert found.spread > 0.001


def test_standing_is_the_share_of_the_stride_at_half_the_ground_s_speed_or_more():
    found = find_stance(fold())
    pace = FASTEST_PX_S / found.ground_per_s
    share = np.arccos(0.5 / pace) / np.pi
    assert found.standing == pytest.approx(share, abs=0.004)
    known = with_ground_speed(fold(), found, 800.0)
    assert known.ground_per_s == 800.0
    assert known.standing == pytest.approx(np.arccos(400 / 600) / np.pi, abs=0.004)
    assert known.mid == found.mid


def feet_along(path):
    """A fold whose feet go along the same path, the right one half a stride later."""
    return made_fold(
        {
            f"{side}_{point}": path(mid)
            for side, mid in (("left", 0.2), ("right", 0.7))
            for point in ("heel", "toe")
        },
        HZ,
    )


@pytest.mark.parametrize(("late", "left", "right"), [(0.14, 0.20, 0.84), (0.18, 0.21, 0.87)])
def test_each_foot_stands_within_8_hundredths_of_half_a_stride_from_the_other(late, left, right):
    """Both together are best in the middle; either then moves by up to 0.08 of a stride."""
    uneven = made_fold(
        {
            f"{side}_{point}": foot(mid)
            for side, mid in (("left", 0.2), ("right", 0.7 + late))
            for point in ("heel", "toe")
        },
        HZ,
    )
    found = find_stance(uneven)
    assert found.mid["left"] == pytest.approx(left, abs=0.003)
    assert found.mid["right"] == pytest.approx(right, abs=0.003)


def test_a_foot_is_low_for_35_hundredths_of_the_stride():
    """It goes back fastest a quarter of a stride after it was lowest, and is too high there."""

    def path(mid):
        return lambda phase: (
            -60 * np.sin(2 * np.pi * (phase - mid - 0.25)),
            -6 * np.cos(2 * np.pi * (phase - mid)),
        )

    found = find_stance(feet_along(path))
    assert found.mid["left"] == pytest.approx(0.2 + 0.175, abs=0.004)
    assert found.mid["right"] == pytest.approx(0.7 + 0.175, abs=0.004)


def test_the_speed_of_a_foot_is_evened_out_over_8_hundredths_of_a_stride():
    """A tremor 12 times a stride averages out over a twelfth of it, or nearly."""

    def path(mid):
        def at(phase):
            own = 2 * np.pi * (phase - mid)
            x = -60 * (np.sin(own) - 0.1 * np.cos(12 * own) / 12)
            return x, -6 * np.cos(own)

        return at

    found = find_stance(feet_along(path))
    assert found.mid["left"] == pytest.approx(0.2, abs=0.013)


def test_spread_is_how_heels_and_toes_differ_in_speed():
    def path(share):
        def at(phase):
            x, y = foot(LEFT_MID)(phase)
            return share * x, y

        return at

    def later(share):
        return lambda phase: path(share)(phase - 0.5)

    made = {"left_heel": path(1.1), "left_toe": path(0.9)}
    made |= {"right_heel": later(1.1), "right_toe": later(0.9)}
    found = find_stance(made_fold(made, HZ))
    assert found.spread == pytest.approx(0.1, abs=1e-3)
    assert found.ground_per_s == pytest.approx(FASTEST_PX_S * MEAN / 1.013, rel=2e-3)


def test_a_foot_that_goes_forward_stands_on_no_ground():
    """Standing counts the heels alone, and only while they go backwards."""
    only_left = {"left_heel": foot(LEFT_MID), "right_heel": still(0.0, 0.0)}
    only_left |= {"left_toe": foot(LEFT_MID), "right_toe": still(0.0, 0.0)}
    known = with_ground_speed(made_fold(only_left, HZ), find_stance(fold()), 600.0)
    assert known.standing == pytest.approx(0.5 * np.arccos(0.5) / np.pi, abs=0.004)


def test_feet_that_never_move_know_no_ground():
    paths = {f"{s}_{p}": still(0.0, 0.0) for s in ("left", "right") for p in ("heel", "toe")}
    with np.errstate(divide="ignore", invalid="ignore"):
        found = find_stance(made_fold(paths, HZ))
    assert found.spread == np.inf
    assert found.ground_per_s == 0.0
