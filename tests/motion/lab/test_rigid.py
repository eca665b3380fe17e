"""A segment as a rigid cluster of markers, turned and shifted by hand."""

import numpy as np
import pytest

from kneedrive.motion.lab.rigid import bridge, carry, fit_rigid, follow

MODEL = np.array(
    [[0.0, 0.0, 0.0], [0.4, 0.0, 0.0], [0.0, 0.3, 0.0], [0.1, 0.1, 0.2], [0.2, 0.3, 0]]
)
QUARTER = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])  # x to y
SHIFT = np.array([1.0, 2.0, 3.0])


def moved(frames=6, markers=5):
    """The markers after a quarter turn and a shift, the same in each frame."""
    return np.tile(MODEL[:markers] @ QUARTER.T + SHIFT, (frames, 1, 1))


def test_a_quarter_turn_and_a_shift_are_found():
    rotation, shift = fit_rigid(MODEL, moved(2))
    np.testing.assert_allclose(rotation, [QUARTER, QUARTER], atol=1e-12)
    np.testing.assert_allclose(shift, [SHIFT, SHIFT], atol=1e-12)
    np.testing.assert_allclose(carry(rotation, shift, np.array([1.0, 0, 0.5]))[0], [1, 3, 3.5])


def test_a_flat_cluster_turns_and_is_not_mirrored():
    rotation, _ = fit_rigid(MODEL[:3], moved(1, 3))
    np.testing.assert_allclose(rotation[0], QUARTER, atol=1e-12)
    assert np.linalg.det(rotation[0]) == pytest.approx(1.0)


def test_three_seen_markers_fix_a_segment_and_two_or_none_do_not():
    seen = moved(4)
    seen[0, :2], seen[1, :3], seen[2] = np.nan, np.nan, np.nan
    seen[3, 1, 2] = np.nan
    rotation, shift = fit_rigid(MODEL, seen)
    np.testing.assert_allclose(rotation[[0, 3]], [QUARTER, QUARTER], atol=1e-9)
    np.testing.assert_allclose(shift[[0, 3]], [SHIFT, SHIFT], atol=1e-9)
    assert np.isnan(rotation[1:3]).all()
    assert np.isnan(shift[1:3]).all()


def test_only_the_marker_that_strays_furthest_is_left_out():
    seen = moved(3)
    seen[1, 3] += [0.0, 0.0, 0.3]
    rotation, shift, misfit = follow(MODEL, seen, 100.0)
    np.testing.assert_allclose(rotation, [QUARTER] * 3, atol=1e-9)
    np.testing.assert_allclose(shift, [SHIFT] * 3, atol=1e-9)
    assert misfit == pytest.approx(0.0, abs=1e-9)


def test_of_three_markers_none_can_be_left_out():
    seen = moved(1, 3)
    seen[0, 1] += QUARTER @ [0.3, 0.0, 0.0]
    _, shift, misfit = follow(MODEL[:3], seen, 100.0)
    assert np.isfinite(shift).all()
    assert misfit > 0.05


@pytest.mark.parametrize(("height_m", "strays"), [(0.09, False), (0.15, True)])
def test_a_marker_strays_from_5_cm_on(height_m, strays):
    """Eight markers in a plane and one above its middle: off by eight ninths of its height."""
    around = np.radians(np.arange(8) * 45.0)
    ring = np.stack([0.3 * np.cos(around), 0.3 * np.sin(around), 0 * around], axis=1)
    model = np.vstack([ring, np.zeros(3)])
    off = height_m * 0.625  # 5.0 and 8.3 cm after the fit
    seen = model[None] + np.eye(9)[8][:, None] * [0.0, 0.0, off]
    _, shift, misfit = follow(model, seen, 100.0)
    left = 0.0 if strays else off * np.sqrt(8) / 9
    assert misfit == pytest.approx(left, abs=1e-6)
    assert shift[0, 2] == pytest.approx(0.0 if strays else off / 9, abs=1e-6)


def test_misfit_is_the_root_mean_square_distance():
    """Two opposite markers 3 cm up and two 3 cm down: no turn helps, each is off by 3 cm."""
    model = np.array([[0.3, 0, 0], [0, 0.3, 0], [-0.3, 0, 0], [0, -0.3, 0]])
    seen = np.tile(model, (2, 1, 1))
    seen[..., 2] = [0.03, -0.03, 0.03, -0.03]
    rotation, shift, misfit = follow(model, seen, 100.0)
    assert misfit == pytest.approx(0.03)
    np.testing.assert_allclose(rotation, [np.eye(3)] * 2, atol=1e-9)
    np.testing.assert_allclose(shift, 0.0, atol=1e-9)


def test_a_hidden_marker_is_taken_to_be_off_as_it_was_before_and_after():
    """Skin holds it 1.5 cm off; hidden at the start, in the middle and at the end."""
    seen = moved(60)
    seen[:, 4] += [0.015, 0.0, 0.0]
    whole = follow(MODEL, seen, 100.0)[1][0]
    without = fit_rigid(MODEL[:4], seen[:, :4])[1][0]
    for hidden in (slice(0, 4), slice(15, 45), slice(55, 60)):
        seen[hidden, 4] = np.nan
    _, shift, _ = follow(MODEL, seen, 100.0)
    np.testing.assert_allclose(shift[[10, 50]], [whole, whole], atol=1e-9)
    jump = np.linalg.norm(shift - whole, axis=1)
    assert jump.max() < 0.35 * np.linalg.norm(without - whole)
    np.testing.assert_allclose(jump[[0, 3, 15, 30, 44, 55, 59]], jump[30], atol=1e-9)


def path(frames=60):
    at = np.arange(frames) / 10
    return np.stack([at**3, 2 * at**2, 1 - at], axis=1)


@pytest.mark.parametrize(("rate_hz", "longest"), [(100.0, 10), (200.0, 20)])
def test_gaps_of_a_tenth_of_a_second_are_bridged_by_a_cubic(rate_hz, longest):
    for gap in (1, longest - 1, longest):
        xyz = path()
        xyz[20 : 20 + gap] = np.nan
        np.testing.assert_allclose(bridge(xyz, rate_hz), path(), atol=1e-9)
    xyz = path()
    xyz[20 : 21 + longest], xyz[50, 1] = np.nan, np.nan
    filled = bridge(xyz, rate_hz)
    assert np.isnan(filled[20 : 21 + longest]).all()
    np.testing.assert_allclose(filled[50], path()[50], atol=1e-9)


def test_nothing_is_made_up_at_the_ends_or_from_three_frames():
    xyz = path()
    xyz[:2], xyz[-3:] = np.nan, np.nan
    filled = bridge(xyz, 100.0)
    assert np.isnan(filled[[0, 1, -3, -2, -1]]).all()
    for known, bridged in ((3, False), (4, True)):
        few = np.full((8, 3), np.nan)
        few[[0, 2, 4, 6][:known]] = path()[[0, 2, 4, 6][:known]]
        assert np.isfinite(bridge(few, 100.0)[1]).all() == bridged
