"""How slow a clip plays, from a bounce and a cadence that are written down."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.stride import tempo
from kneedrive.stride.events import FootEvents
from kneedrive.stride.tempo import contradicted
from tests.folds import made_fold, wave

JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")


@pytest.mark.parametrize(
    ("duty", "expected"), [(0.5, 1.5708), (1.0, 0.6667), (1 / 3, 1.8), (0.8, 1.0372)]
)
def test_first_harmonic_of_half_a_sine(duty, expected):
    """2 cos(pi d) / (1 - 4 d^2) body weights for a contact of d of the step, Morin 2005."""
    assert tempo._first_harmonic(duty) == pytest.approx(expected, rel=3e-3)


def body(stride_hz, bounce):
    """Everything rises and falls twice a stride, by so much to either side of its mean."""
    paths = {
        f"{side}_{joint}": (lambda p: (0.0, wave(1.0, bounce / 2, 0.1, 2)(p)))
        for side in ("left", "right")
        for joint in JOINTS
    }
    return made_fold(paths | {"nose": lambda p: (p, wave(9.0, 4.0, 0, 2)(p))}, stride_hz)


def contacts(left=0.30, right=0.30):
    return {"left": FootEvents(0.0, left, 1.0), "right": FootEvents(0.5, 0.5 + right, 1.0)}


def expected_factor(bounce_m, duty, stride_hz):
    harmonic = 2 * np.cos(np.pi * duty) / (1 - 4 * duty**2)
    return np.sqrt(harmonic * 9.81 / (bounce_m / 2)) / (2 * np.pi) / 1.06 / (2 * stride_hz)


def test_gravity_gives_the_step_frequency_of_a_bounce():
    """A bounce of amplitude A accelerates by A (2 pi f)^2, the force's first harmonic x g."""
    found = tempo.tempo_by_gravity(body(0.7, 0.08), contacts(), 1.0)
    assert found.factor == pytest.approx(expected_factor(0.08, 0.6, 0.7), rel=3e-3)
    assert found.high / found.factor == pytest.approx(np.exp(1.96 * 0.05))
    assert found.factor / found.low == pytest.approx(np.exp(1.96 * 0.05))
    assert found.spread == pytest.approx(0.05)
    scaled = tempo.tempo_by_gravity(body(0.7, 8.0), contacts(0.36, 0.24), 0.01)
    assert scaled.factor == pytest.approx(found.factor, rel=1e-6)


def test_each_joint_weighs_as_printed():
    """Shoulders 35, hips 36, knees 15, ankles 8, heels and toes 3 per cent of the mass."""
    whole = expected_factor(0.08, 0.6, 0.7)
    weights = {
        "shoulder": 0.35,
        "hip": 0.36,
        "knee": 0.15,
        "ankle": 0.08,
        "heel": 0.03,
        "toe": 0.03,
    }
    for joint, weight in weights.items():
        paths = {
            f"{side}_{j}": (lambda p, j=j, one=joint: (0.0, wave(1, 0.04 * (j == one), 0, 2)(p)))
            for side in ("left", "right")
            for j in JOINTS
        }
        found = tempo.tempo_by_gravity(made_fold(paths, 0.7), contacts(), 1.0)
        assert found.factor == pytest.approx(whole / np.sqrt(weight), rel=3e-3)


def test_a_rock_once_a_stride_is_no_bounce():
    paths = {
        f"{side}_hip": (lambda p: (0.0, 1 + 0.04 * np.cos(4 * np.pi * p) + np.cos(2 * np.pi * p)))
        for side in ("left", "right")
    }
    found = tempo.tempo_by_gravity(made_fold(paths, 0.7), contacts(), 1.0)
    assert found.factor == pytest.approx(expected_factor(0.08, 0.6, 0.7), rel=3e-3)


# The clock is settled.

STRIDES = SimpleNamespace(events=contacts())
ASSUMED = Clock(30.0, 30.0, "assumed real time", assumed=True)


def motion(factor, spm=168.0, by_speed=False, m_per_px=1.0):
    """A bounce that asks for this factor at so many steps a minute as filmed."""
    stride_hz = spm / 120
    bounce = 0.08 * (expected_factor(0.08, 0.6, stride_hz) / factor) ** 2
    scale = SimpleNamespace(m_per_px=m_per_px, by_speed=by_speed)
    return SimpleNamespace(fold=body(stride_hz, bounce), scale=scale)


def settle(found, clock=ASSUMED, strides=STRIDES):
    return tempo.settle_clock(clock, found, strides)


def test_a_cadence_and_a_bounce_that_fit_leave_real_time():
    assert settle(motion(1.0)) == ASSUMED


@pytest.mark.parametrize("factor", [2.0, 4.0, 8.0])
def test_slow_motion_is_what_gravity_and_cadence_ask_for(factor):
    found = settle(motion(factor, 168 / factor))
    assert found.capture_fps == pytest.approx(30 * factor)
    assert (found.playback_fps, found.factor_error_pct) == (30.0, 0.0)
    low, high = factor * np.exp(-0.098), factor * np.exp(0.098)
    assert f"(factor {low:.1f} to {high:.1f})" in found.how
    assert f"{factor:.2g} times slower than life, " in found.how


def test_a_scale_by_speed_asks_for_the_square():
    found = settle(motion(2.0, 168 / 4, by_speed=True))
    assert found.capture_fps == pytest.approx(120.0)


def test_what_is_told_or_not_periodic_stays():
    told = replace(ASSUMED, assumed=False)
    slow = motion(4.0, 42.0)
    assert settle(slow, told) == told
    assert settle(SimpleNamespace(fold=None, scale=slow.scale)) == ASSUMED
    assert settle(slow, strides=SimpleNamespace(events={})) == ASSUMED


def test_without_a_scale_the_cadence_alone_decides():
    assert settle(motion(1.0, 168.0, m_per_px=np.nan)) == ASSUMED
    with pytest.raises(InputError, match=r"it shows 42 steps a minute"):
        settle(motion(4.0, 42.0, m_per_px=np.nan))


def test_a_cadence_of_runners_outweighs_a_bounce_that_asks_for_a_little():
    found = settle(motion(1.5, 168.0))
    assert found.capture_fps == 30.0
    assert "cadence fits, though the bounce of the body asks for 1.4 to 1.7" in found.how


def test_a_cadence_that_no_factor_explains_is_refused():
    with pytest.raises(InputError, match=r"unclear: it shows 42 steps a minute.* 0\.9 to 1\.1"):
        settle(motion(1.0, 42.0))


# Gravity and a clock that was told.


def against(factor, clock=ASSUMED, **said):
    return tempo.against_gravity(clock, motion(factor, **said), STRIDES)


def test_times_contradict_gravity_from_three_and_a_half_errors_on():
    """exp(3.5 x 0.05) = 1.191."""
    assert against(1.18) is None
    assert against(1.21) == pytest.approx(1.21, rel=0.01)
    assert against(1 / 1.18) is None
    assert against(1 / 1.21) == pytest.approx(1 / 1.21, rel=0.01)
    assert against(3.0, m_per_px=np.nan) is None


def test_an_unsure_factor_contradicts_later():
    """Root of 0.05^2 + 0.12^2 = 0.13: exp(3.5 x 0.13) = 1.576."""
    unsure = replace(ASSUMED, factor_error_pct=12.0)
    assert against(1.55, unsure) is None
    assert against(1.60, unsure) == pytest.approx(1.60, rel=0.01)


def test_against_a_scale_by_speed_the_square_counts():
    """exp(3.5 x 0.07) = 1.278 = 1.130 squared."""
    assert against(1.12, by_speed=True) is None
    assert against(1.14, by_speed=True) == pytest.approx(1.14**2, rel=0.01)


@pytest.mark.parametrize(("factor", "words"), [(2.0, "2 times slower"), (0.5, "2 times faster")])
def test_a_contradicted_clock_reaches_beyond_what_gravity_asks_for(factor, words):
    """Its 95 % interval reaches to the factor, ln 2 / 1.96 = 35.4 %, and 10 % further."""
    clock, warning = contradicted(ASSUMED, factor)
    assert words in warning
    assert clock.factor_error_pct == pytest.approx(45.4, abs=0.05)
    sure = contradicted(replace(ASSUMED, factor_error_pct=80.0), factor)[0]
    assert sure.factor_error_pct == 80.0
