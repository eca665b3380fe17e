"""Gravity as a clock, for a body whose bounce is written down."""

import numpy as np
import pytest

from kneedrive.stride.events import FootEvents
from kneedrive.stride.tempo import tempo_by_gravity
from tests.folds import made_fold, wave

HZ, M_PER_PX = 1.4, 0.004


def bouncing(bounce_px):
    """A stiff body that goes up and down twice a stride."""
    joints = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
    rise = wave(100.0, bounce_px, turns=2)
    return made_fold(
        {
            f"{side}_{joint}": lambda phase, i=i: (0.0, 50.0 * i + rise(phase))
            for side in ("left", "right")
            for i, joint in enumerate(joints)
        },
        HZ,
    )


def events(duty):
    return {"left": FootEvents(0.0, duty), "right": FootEvents(0.5, 0.5 + duty)}


def first_harmonic(duty_of_step):
    """Of half a sine of force of mean 1: 2 cos(pi d) / (1 - 4 d^2)."""
    return 2 * np.cos(np.pi * duty_of_step) / (1 - 4 * duty_of_step**2)


@pytest.mark.parametrize("duty", [0.28, 0.34, 0.40])
def test_a_body_that_bounces_as_gravity_has_it_plays_in_real_time(duty):
    """Bounce x (2 pi f)^2 = g x the force's first harmonic; the landmarks' own factor is 1.06."""
    step_rad_s = 2 * np.pi * 2 * HZ * 1.06
    bounce_m = abs(first_harmonic(2 * duty)) * 9.81 / step_rad_s**2
    found = tempo_by_gravity(bouncing(bounce_m / M_PER_PX), events(duty), M_PER_PX)
    assert found.factor == pytest.approx(1.0, rel=2e-3)
    assert found.high / found.factor == pytest.approx(np.exp(1.96 * 0.05))
    assert found.factor / found.low == pytest.approx(np.exp(1.96 * 0.05))
    assert found.spread == pytest.approx(0.05)


def test_a_bounce_four_times_as_high_plays_at_twice_the_speed():
    low, high = (
        tempo_by_gravity(bouncing(px), events(0.34), M_PER_PX).factor for px in (5.0, 20.0)
    )
    assert low / high == pytest.approx(2.0)


def test_the_centre_of_mass_lies_between_the_landmarks_by_their_shares():
    """Shoulders that bounce alone carry 35 % of the mass: with 0.35^-0.5 of the frequency."""
    whole = tempo_by_gravity(bouncing(10.0), events(0.34), M_PER_PX).factor
    rise = wave(100.0, 10.0, turns=2)
    joints = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
    shares = dict(zip(joints, (0.35, 0.36, 0.15, 0.08, 0.03, 0.03), strict=True))
    for joint, share in shares.items():
        paths = {
            f"{side}_{name}": lambda phase, moves=name == joint: (
                0.0,
                rise(phase) if moves else 0.0,
            )
            for side in ("left", "right")
            for name in joints
        }
        found = tempo_by_gravity(made_fold(paths, HZ), events(0.34), M_PER_PX).factor
        assert whole / found == pytest.approx(share**0.5, rel=1e-3)


def test_left_and_right_contacts_count_alike():
    fold = bouncing(10.0)
    even = tempo_by_gravity(fold, events(0.34), M_PER_PX).factor
    uneven = {"left": FootEvents(0.0, 0.30), "right": FootEvents(0.5, 0.88)}
    assert tempo_by_gravity(fold, uneven, M_PER_PX).factor == pytest.approx(even)
