"""Ground force in newtons and the runner's axes, and the contacts that it tells."""

import numpy as np
import pytest

from kneedrive.motion.lab import force_contacts, open_lab_trial, read_trial, vertical_contacts
from tests.motion.lab import made_trial as made

RATE_HZ = 1000.0
STEP_S, CONTACT_S = 0.36, 0.24


def steps_n(seconds, first_s=0.1, every_s=STEP_S, peak_n=1600.0):
    """(F,) upward force: half sines of 0.24 s; and where each is above 50 N."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    starts = np.arange(first_s, seconds - CONTACT_S, every_s)
    force = np.zeros_like(time_s)
    for start in starts:
        part = (time_s - start) / CONTACT_S
        force += np.where((part > 0) & (part < 1), peak_n * np.sin(np.pi * part), 0.0)
    late = CONTACT_S * np.arcsin(50 / peak_n) / np.pi
    return force, [(start + late, start + CONTACT_S - late) for start in starts]


def three_axes(vertical):
    return np.stack([-0.1 * vertical, vertical, 0.02 * vertical], axis=1)


@pytest.mark.parametrize("kind", [2, 3, 4])
@pytest.mark.parametrize("sign", [1, -1])
def test_plates_of_each_type_give_force_and_its_point_whatever_sign_they_store(
    tmp_path, kind, sign
):
    force = three_axes(steps_n(2.0)[0])
    file = made.write_c3d(
        tmp_path / "run.c3d",
        made.markers(made.running()),
        plates=[made.plate(kind, sign * force, sideways_m=0.2, off_m=0.1)],
    )
    got = read_trial(file).force
    assert got.rate_hz == RATE_HZ
    np.testing.assert_allclose(got.force_n[:, 0], force, atol=0.1)
    loaded = force[:, 1] > 200
    np.testing.assert_allclose(got.cop_m[loaded, 0, 2], 0.3, atol=1e-3)
    np.testing.assert_allclose(got.corners_m[0].mean(axis=0), [0, 0, 0.2], atol=1e-6)


def test_contacts_are_found_to_a_fraction_of_a_sample():
    force, true = steps_n(5.0)
    for every in (1, 3):  # 1000 and 333 Hz
        found = vertical_contacts(force[::every], RATE_HZ / every)
        assert len(found) == len(true)
        assert np.abs(np.array(found) - true).max() < 0.0025


@pytest.mark.parametrize("drift", [(-40, 120), (90, 90), (-200, -150)])
def test_a_drifting_zero_line_does_not_move_the_contacts(drift):
    rng = np.random.default_rng(3)
    force, true = steps_n(20.0)
    shaken = force + np.linspace(*drift, len(force)) + 6 * rng.standard_normal(len(force))
    found = np.array(vertical_contacts(shaken, RATE_HZ))
    assert len(found) == len(true)
    assert np.abs(found - true).max() < 0.003


def test_part_contacts_at_the_ends_and_double_loads_are_left_out():
    force, true = steps_n(3.0, first_s=-0.1)
    assert len(vertical_contacts(force, RATE_HZ)) == len(true) - 1
    assert vertical_contacts(np.full(3000, 700.0), RATE_HZ) == []
    assert vertical_contacts(np.zeros(3000), RATE_HZ) == []


def feet(seconds, first="left"):
    """Feet that go up and down in turn; `first` is down at 0.1 to 0.34 s."""
    time_s = np.arange(round(seconds * made.RATE_HZ)) / made.RATE_HZ
    out = {}
    for side in ("left", "right"):
        turn = 0.0 if side == first else np.pi
        height = 0.1 - 0.1 * np.cos(np.pi * (time_s - 0.22) / STEP_S + turn)
        for part in ("heel", "toe"):
            out[f"{side}_{part}"] = np.stack([0 * time_s, height, 0 * time_s], axis=1)
    return out


@pytest.mark.parametrize("first", ["left", "right"])
def test_the_lower_foot_is_the_one_that_stands(tmp_path, first):
    force, true = steps_n(2.0)
    file = made.write_c3d(
        tmp_path / "run.c3d",
        made.markers(made.running()),
        plates=[made.plate(2, three_axes(force))],
    )
    found = force_contacts(read_trial(file), feet(2.0, first))
    assert len(found) == len(true)
    other = {"left": "right", "right": "left"}[first]
    assert [c.side for c in found] == [first, other, first, other, first][: len(found)]


def test_two_belts_one_for_each_foot_without_any_flight(tmp_path):
    left, true_left = steps_n(2.0, first_s=0.1, every_s=0.44)
    right, true_right = steps_n(2.0, first_s=0.32, every_s=0.44)
    belts = [(left, -0.2), (right, 0.2)]
    file = made.write_c3d(
        tmp_path / "run.c3d",
        made.markers(made.running()),
        plates=[made.plate(2, three_axes(n), sideways_m=z) for n, z in belts],
    )
    found = force_contacts(read_trial(file), feet(2.0))
    assert len(found) == len(true_left) + len(true_right)
    strikes = sorted(strike for strike, _ in true_left + true_right)
    assert np.abs(np.array([c.strike_s for c in found]) - strikes).max() < 0.0025


def test_a_foot_that_stands_on_two_plates_is_one_contact(tmp_path):
    force, true = steps_n(2.0)
    share = np.linspace(0, 1, 240)[None] * np.ones((9, 1))
    over = np.interp(np.arange(2000), np.arange(2000), np.resize(share, 2000))
    halves = [(force * over, -0.3), (force * (1 - over), 0.3)]
    file = made.write_c3d(
        tmp_path / "run.c3d",
        made.markers(made.running()),
        plates=[made.plate(2, three_axes(n), sideways_m=z) for n, z in halves],
    )
    found = force_contacts(read_trial(file), feet(2.0))
    assert len(found) == len(true)


def test_a_trial_opens_with_all_that_belongs_to_it(tmp_path):
    force, true = steps_n(2.0)
    made.write_c3d(
        tmp_path / "ann_run.c3d",
        made.markers(made.running()),
        plates=[made.plate(2, three_axes(force + 80))],
    )
    made.write_c3d(tmp_path / "ann_static.c3d", made.markers(made.still()))
    lab = open_lab_trial(tmp_path / "ann_run.c3d")
    assert lab.static == tmp_path / "ann_static.c3d"
    assert len(lab.contacts) == len(true)
    assert lab.keypoints.notes == lab.notes
    assert any("80 N" in note for note in lab.notes)
