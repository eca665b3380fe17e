"""The steps of folding, from sums that can be done on paper."""

import numpy as np
import pytest

from kneedrive.motion import fold
from kneedrive.motion.fold import fold_strides
from tests import swinging

CYCLE = np.arange(8) / 8


def columns():
    """Mean, two harmonics and a fifth pattern, each at right angles to all others."""
    angle = 2 * np.pi * CYCLE
    return np.column_stack(
        [
            np.ones(8),
            np.cos(angle),
            np.sin(angle),
            np.cos(2 * angle),
            np.sin(2 * angle),
            (-1.0) ** np.arange(8),
        ]
    )


@pytest.mark.parametrize(
    ("column", "kept"),
    [
        (0, 1.0),
        (1, 4 / (4 + 0.6**-2)),
        (2, 4 / (4 + 0.6**-2)),
        (3, 4 / (4 + (0.6 / 6.0629) ** -2)),  # 2 ** 2.6 = 6.0629
        (4, 4 / (4 + (0.6 / 6.0629) ** -2)),
        (5, 8 / (8 + 25)),
    ],
)
@pytest.mark.parametrize(("weight", "noise"), [(1.0, 1.0), (4.0, 2.0)])
def test_few_frames_shrink_high_harmonics_most(column, kept, weight, noise):
    basis = columns()
    xy = np.stack([3 * basis[:, column], -2 * basis[:, column]], axis=1)[:, None]
    found = fold._fit_series(basis, xy, np.full((8, 1), weight), np.array([noise]))
    expected = np.zeros((1, 2, 6))
    expected[0, :, column] = 3 * kept, -2 * kept
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-9)


def test_a_noisy_landmark_shrinks_more_and_what_is_hidden_is_left_out():
    basis = columns()
    xy = np.stack([basis[:, 1], basis[:, 2]], axis=1)[:, None].repeat(2, axis=1)
    found = fold._fit_series(basis, xy, np.ones((8, 2)), np.array([1.0, 2.0]))
    assert found[1, 0, 1] == pytest.approx(1 / (1 + 0.6**-2))
    mean = np.column_stack([np.ones(4), np.zeros((4, 3))])
    hidden = np.full((4, 1, 2), 5.0)
    hidden[2] = np.nan
    told = fold._fit_series(mean, hidden, np.array([[1.0], [1], [0], [1]]), np.ones(1))
    assert told[0, 0, 0] == pytest.approx(5.0, rel=1e-5)


def test_weights_fall_with_the_size_of_a_miss():
    """The median of a Rayleigh distribution is 1.1774 standard deviations."""
    size = np.array([0.0, 1.1774, 1.1774, 1.1774, 2.4, np.nan])
    angle = np.arange(6.0)
    one = np.stack([size * np.cos(angle), size * np.sin(angle)], axis=1)
    residual = np.stack([one, 2 * one, np.full((6, 2), np.nan), 0 * one], axis=1)
    weight, noise = fold._robust_weights(residual)
    np.testing.assert_allclose(noise, [1.0, 2.0, 1 / 1.1774, 1e-5])
    middle = 1 / (1 + (1.1774 / 2.4) ** 2)
    for j in (0, 1):
        np.testing.assert_allclose(weight[:, j], [1, middle, middle, middle, 0.5, 0])
    assert (weight[:, 2] == 0).all()
    np.testing.assert_allclose(weight[:5, 3], 1.0)


def test_the_share_explained_is_that_of_the_legs_variance():
    """Half the swing explained leaves a quarter of the variance; hips don't count."""
    swing = np.cos(2 * np.pi * CYCLE)
    seen, model = np.zeros((8, 3, 2)), np.zeros((8, 3, 2))
    seen[:, 0, 0], model[:, 0, 0] = swing, swing / 2
    seen[:, 1, 1], model[:, 1, 1] = 2 * swing, 2 * swing
    seen[:, 2] = 100 * swing[:, None]
    names = ("left_knee", "right_toe", "left_hip")
    assert fold._explained(names, seen, model) == pytest.approx(1 - 0.25 / 5)
    assert fold._explained(names, 0 * seen, model) == 0.0


def test_the_leg_is_thigh_and_shank_the_mean_of_both():
    names = tuple(f"{s}_{j}" for s in ("left", "right") for j in ("hip", "knee", "ankle"))
    xy = np.array([[0, 0], [3, -4], [8, -16], [0, 0], [0, -6], [8, -12.0]])[None].repeat(3, 0)
    xy[0, 1] = np.nan
    assert fold._leg_length(names, xy) == pytest.approx((5 + 13 + 6 + 10) / 2)
    for gone in (0, 2, 3, 5):
        hidden = xy.copy()
        hidden[:, gone] = np.nan
        assert np.isnan(fold._leg_length(names, hidden))


TIME_S = np.linspace(2.0, 8.0, 181)


def test_splines_have_knots_so_far_apart_and_add_up_to_one():
    for spacing_s, pieces in ((1.0, 6), (2.5, 2), (100.0, 1)):
        basis = fold._spline_basis(TIME_S, spacing_s).toarray()
        assert basis.shape == (181, pieces + 3)
        np.testing.assert_allclose(basis.sum(axis=1), 1.0)


def test_bending_is_what_a_straight_line_lacks():
    penalty = fold._second_differences(5).toarray()
    line, bent = 3 + 2 * np.arange(5.0), np.arange(5.0) ** 2
    assert line @ penalty @ line == pytest.approx(0.0)
    assert bent @ penalty @ bent == pytest.approx(3 * 2**2)
    assert fold._second_differences(3).toarray()[0].tolist() == [1.0, -2.0, 1.0]
    assert fold._second_differences(2).toarray().tolist() == [[0, 0], [0, 0]]


def test_the_trend_runs_from_minus_to_plus_one_half():
    basis = fold._with_trend(TIME_S, np.ones((181, 1)))
    assert basis.shape == (181, 2)
    np.testing.assert_allclose(basis[:, 1], np.linspace(-0.5, 0.5, 181))


def test_drift_is_the_weighted_mean_shift_of_all_landmarks():
    residual = np.zeros((181, 3, 2))
    residual[:, 0] = np.stack([2 * TIME_S, 5 - TIME_S], axis=1)
    residual[:, 2] = np.nan
    weight = np.array([3.0, 1.0, 0.0]) * np.ones((181, 1))
    drift = fold._fit_drift(fold._spline_basis(TIME_S, 1.0), residual, weight)
    np.testing.assert_allclose(drift, 0.75 * residual[:, 0], atol=1e-4)
    assert drift.shape == (181, 2)


def test_the_phase_steps_to_where_slope_and_miss_agree():
    """A miss of slope times step, about the mean step and 0.1 of a stride at most."""
    step = 0.01 * (TIME_S - 5.0)
    slope = np.zeros((181, 2, 2))
    slope[:, 0, 0], slope[:, 1, 1] = 2.0, -3.0
    weight = np.ones((181, 2))
    one = fold._phase_step(TIME_S, 1.4, slope, slope * step[:, None, None], weight)
    np.testing.assert_allclose(one, step, atol=1e-5)
    same = fold._phase_step(TIME_S, 1.4, slope, slope * (step + 0.3)[:, None, None], weight)
    np.testing.assert_allclose(same, step, atol=1e-5)
    far = fold._phase_step(TIME_S, 1.4, slope, slope * 10 * step[:, None, None], weight)
    np.testing.assert_allclose(far, np.clip(10 * step, -0.1, 0.1), atol=1e-4)


def test_a_landmark_that_weighs_more_has_more_say_in_the_phase():
    slope = np.zeros((181, 2, 2))
    slope[:, :, 0] = 2.0
    step = 0.01 * (TIME_S - 5.0)
    residual = np.zeros((181, 2, 2))
    residual[:, 0, 0] = 2 * step
    weight = np.array([3.0, 1.0]) * np.ones((181, 1))
    found = fold._phase_step(TIME_S, 1.4, slope, residual, weight)
    np.testing.assert_allclose(found, 0.75 * step, atol=1e-5)


def test_a_phase_that_swings_once_in_two_strides_is_followed_and_faster_shivers_are_not():
    """Knots lie half a stride apart: a swing over two strides is met, one over a third is not."""
    slope = np.ones((181, 1, 2))
    for strides, least, most in ((2.0, 0.9, 1.05), (0.34, -0.1, 0.2)):
        swing = 0.05 * np.sin(2 * np.pi * (TIME_S - 5) * 1.4 / strides)
        residual = swing[:, None, None] * slope
        found = fold._phase_step(TIME_S, 1.4, slope, residual, np.ones((181, 1)))
        gain = (found @ swing) / (swing @ swing)
        assert least < gain < most


@pytest.mark.parametrize(("strides", "folded"), [(1.55, False), (1.9, True)])
def test_one_and_six_tenths_strides_are_needed(strides, folded):
    time_s = np.arange(0, strides / 1.4, 1 / 120)
    gap = 50 * np.cos(2 * np.pi * 1.4 * time_s)
    xy = np.zeros((len(time_s), 2, 2))
    xy[:, 0, 0] = gap
    hz, _ = fold._first_phase(time_s, ("left_ankle", "right_ankle"), xy)
    assert (hz is not None) is folded


def test_a_straight_run_leaves_no_noise_and_is_explained():
    clip = swinging.keypoints(5.0, 60.0)
    up = clip.xy_px * [1.0, -1.0]
    found = fold_strides(clip.time_s, clip.landmarks, up)
    assert found.explained > 0.999
    assert found.noise.max() < 0.01 * swinging.LEG_PX
    assert found.series.shape[2] == 1 + 2 * 14
