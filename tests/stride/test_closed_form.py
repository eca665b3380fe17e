"""Every metric of a runner whose limbs follow written formulas, by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from kneedrive.motion.motion import Scale
from kneedrive.motion.stance import Stance
from kneedrive.pose.bias import PoseBias
from kneedrive.stride.events import FootEvents
from kneedrive.stride.mean_stride import mean_stride
from kneedrive.stride.metrics import make_measure, measure_strides
from tests.folds import made_fold

HZ, M_PER_PX = 1.5, 0.005
THIGH_PX, SHANK_PX = 90.0, 86.0
BOUNCE_PX = 7.0
LEAN_DEG = 8.0
EVENTS = {"left": FootEvents(-0.10, 0.20, 1.0), "right": FootEvents(0.42, 0.70, 1.0)}


def hip(phase):
    return 0.0 * phase, 200.0 + BOUNCE_PX * np.cos(4 * np.pi * phase)


def joints(late):
    """Thigh 6 + 33 cos deg; knee flexion 55 - 45 cos, most bent at phase 0.5 of the leg's own."""

    def thigh(phase):
        return np.radians(6 + 33 * np.cos(2 * np.pi * (phase - late)))

    def shank(phase):
        return thigh(phase) - np.radians(55 - 45 * np.cos(2 * np.pi * (phase - late)))

    def knee(phase):
        x, y = hip(phase)
        return x + THIGH_PX * np.sin(thigh(phase)), y - THIGH_PX * np.cos(thigh(phase))

    def ankle(phase):
        x, y = knee(phase)
        return x + SHANK_PX * np.sin(shank(phase)), y - SHANK_PX * np.cos(shank(phase))

    def heel(phase):
        return 100.0 * np.cos(2 * np.pi * (phase - late)), 40 - 38.0 * np.cos(
            2 * np.pi * (phase - late)
        )

    def shoulder(phase):
        x, y = hip(phase)
        return (
            x + 120 * np.sin(np.radians(LEAN_DEG)) + 0 * phase,
            y + 120 * np.cos(np.radians(LEAN_DEG)),
        )

    return {"hip": hip, "knee": knee, "ankle": ankle, "heel": heel, "toe": heel,
            "shoulder": shoulder}  # fmt: skip


def body():
    return made_fold(
        {
            f"{side}_{joint}": path
            for side, late in (("left", 0.0), ("right", 0.5))
            for joint, path in joints(late).items()
        },
        HZ,
        harmonics=20,
    )


def motion(bias=None, error_pct=0.0, how="height", fold=None):
    return SimpleNamespace(
        fold=fold or body(),
        stance=Stance({"left": 0.0, "right": 0.5}, 600.0, 0.0, 0.1, 0.0, 0.3),
        scale=Scale(M_PER_PX, how, error_pct),
        bias=bias or PoseBias(),
        leg_confidence={"left": 1.0, "right": 1.0},
    )


def strides(offset_deg=(0.0, 0.0), events=EVENTS, steps=20, fold=None):
    fold = fold or body()
    times = {"contact_s": [0.30 / HZ, 0.28 / HZ], "flight_s": [0.22 / HZ, 0.20 / HZ],
             "step_time_s": [0.52 / HZ, 0.48 / HZ]}  # fmt: skip
    rows = pd.DataFrame(
        {
            "side": ["left", "right"] * 5,
            "stride_time_s": 1 / HZ,
            "peak_thigh_deg": 39.0,
            "min_thigh_deg": -27.0,
            "peak_thigh_velocity_dps": 300.0,
            "peak_hip_flexion_deg": 47.0,
            "peak_knee_flexion_deg": 100.0,
        }
    )
    return SimpleNamespace(
        events=events,
        steps=pd.DataFrame(
            {"side": ["left", "right"] * (steps // 2)}
            | {name: each * (steps // 2) for name, each in times.items()}
        ),
        strides=rows,
        means={
            side: mean_stride(fold, side, PoseBias(), offset)
            for side, offset in zip(("left", "right"), offset_deg, strict=True)
        },
        calibration=None,
    )


@pytest.fixture(scope="module")
def found():
    return measure_strides(motion(), strides(), None)


STRIDE_MS = 1000 / 1.5
BY_HAND = {
    # both, left, right; contacts of 0.30 and 0.28 strides, strikes 0.52 and 0.48 strides apart
    "cadence_spm": (180.0, None, None),
    "contact_time_ms": (0.29 * STRIDE_MS, 0.30 * STRIDE_MS, 0.28 * STRIDE_MS),
    "flight_time_ms": (0.21 * STRIDE_MS, 0.22 * STRIDE_MS, 0.20 * STRIDE_MS),
    "duty_factor_pct": (29.0, 30.0, 28.0),
    "swing_time_ms": (0.71 * STRIDE_MS, 0.70 * STRIDE_MS, 0.72 * STRIDE_MS),
    "speed_mps": (3.0, None, None),
    "step_length_m": (1.0, 1.04, 0.96),
    "peak_thigh_angle_deg": (39.0, 39.0, 39.0),
    "min_thigh_angle_deg": (-27.0, -27.0, -27.0),
    "thigh_excursion_deg": (66.0, 66.0, 66.0),
    "peak_thigh_velocity_dps": (33 * 2 * np.pi * 1.5, 33 * 2 * np.pi * 1.5, 33 * 2 * np.pi * 1.5),
    "peak_hip_flexion_deg": (47.0, 47.0, 47.0),
    "peak_swing_knee_flexion_deg": (100.0, 100.0, 100.0),
    "foot_clearance_m": (0.38, 0.38, 0.38),
    "trunk_lean_deg": (8.0, None, None),
    "vertical_oscillation_m": (0.07, None, None),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_metric_is_what_the_formula_says(found, name):
    both, left, right = BY_HAND[name]
    assert found[name].value == pytest.approx(both, rel=2e-3, abs=2e-3)
    for seen, known in ((found[name].left, left), (found[name].right, right)):
        assert seen == (None if known is None else pytest.approx(known, rel=2e-3, abs=2e-3))


def test_shank_and_foot_are_taken_at_each_leg_s_own_strike(found):
    for side, strike, late in (("left", -0.10, 0.0), ("right", 0.42, 0.5)):
        own = np.cos(2 * np.pi * (strike - late))
        shank = 6 + 33 * own - (55 - 45 * own)
        assert getattr(found["shank_angle_at_contact_deg"], side) == pytest.approx(shank, abs=0.1)
        ahead_m = 100.0 * own * M_PER_PX
        assert getattr(found["foot_ahead_of_hip_m"], side) == pytest.approx(ahead_m, abs=2e-3)


def test_what_the_landmarks_are_known_to_be_off_is_added_to_each_thigh():
    found = measure_strides(motion(), strides((4.0, -2.0)), None)
    assert (found["peak_thigh_angle_deg"].left, found["peak_thigh_angle_deg"].right) == (
        pytest.approx(43.0, abs=0.01),
        pytest.approx(37.0, abs=0.01),
    )
    assert found["min_thigh_angle_deg"].left == pytest.approx(-23.0, abs=0.01)
    assert found["peak_hip_flexion_deg"].right == pytest.approx(45.0, abs=0.02)
    assert found["thigh_excursion_deg"].left == pytest.approx(66.0, abs=0.01)
    assert found["peak_thigh_velocity_dps"].left == pytest.approx(311.0, rel=2e-3)


def test_without_shoulders_what_hangs_on_the_trunk_is_withheld():
    whole = body()
    kept = [n for n in whole.landmarks if "shoulder" not in n]
    fold = made_fold({n: lambda p, n=n: tuple(whole.at(n, p).T) for n in kept}, HZ, harmonics=20)
    found = measure_strides(motion(fold=fold), strides(fold=fold), None)
    for name in ("trunk_lean_deg", "peak_hip_flexion_deg"):
        assert found[name].status == "withheld"
        assert "not seen" in found[name].reason
    assert found["peak_thigh_angle_deg"].value == pytest.approx(39.0, abs=0.01)


def test_a_reason_withholds_every_number_and_is_said():
    found = measure_strides(motion(), strides(), "too small")
    assert {m.status for m in found.values()} == {"withheld"}
    assert {m.reason for m in found.values()} == {"too small"}
    assert {m.n for m in found.values()} == {20}


def half(measure):
    """Half of the interval, which lies evenly about the value."""
    assert measure.high - measure.value == pytest.approx(measure.value - measure.low)
    return measure.high - measure.value


def test_strides_that_scatter_widen_by_their_standard_error():
    sides = {"left": 39.0, "right": 39.0}
    plain, scattered = (
        make_measure("peak_thigh_angle_deg", sides, sd, strides(), motion()) for sd in (0.0, 6.0)
    )
    more = np.sqrt(half(scattered) ** 2 - half(plain) ** 2)
    assert more == pytest.approx(1.96 * 6.0 / np.sqrt(20))
    assert (plain.sd, scattered.sd, plain.n) == (0.0, 6.0, 20)


def test_cadence_is_counted_and_no_wider_for_strides_that_scatter():
    sides = {"left": 180.0, "right": 180.0}
    plain, scattered = (
        make_measure("cadence_spm", sides, sd, strides(), motion()) for sd in (0.0, 6.0)
    )
    assert half(plain) == pytest.approx(half(scattered))


@pytest.mark.parametrize(
    ("name", "power"), [("step_length_m", 1), ("hip_flexor_impulse_nms_kg", 2)]
)
def test_the_scale_s_error_widens_by_its_power(name, power):
    sides = {"left": 0.15, "right": 0.15}
    sure, unsure = (
        make_measure(name, sides, None, strides(), motion(error_pct=e)) for e in (0.0, 3.5)
    )
    more = np.sqrt(half(unsure) ** 2 - half(sure) ** 2)
    assert more == pytest.approx(1.96 * power * 0.035 * 0.15)


def test_a_hidden_leg_widens_contact_and_flight_and_no_angle():
    hidden = motion()
    hidden.leg_confidence = {"left": 1.0, "right": 0.4}
    for name, times in (("contact_time_ms", 1.288), ("flight_time_ms", 1.288),
                        ("peak_thigh_angle_deg", 1.0)):  # fmt: skip
        sides = {"left": 30.0, "right": 30.0}
        plain, wide = (make_measure(name, sides, None, strides(), m) for m in (motion(), hidden))
        assert half(wide) / half(plain) == pytest.approx(times, abs=2e-3)


def test_contacts_found_by_kinematics_alone_are_10_ms_less_sure():
    strange = {side: FootEvents(e.strike, e.toe_off, 0.0) for side, e in EVENTS.items()}
    known = {side: FootEvents(e.strike, e.toe_off, 1.0) for side, e in EVENTS.items()}
    wide, plain = (
        make_measure("duty_factor_pct", {"left": 30.0, "right": 30.0}, None, strides(events=e),
                     motion()) for e in (strange, known)
    )  # fmt: skip
    # unequal() also grows: sqrt(12.96 + 36 + 100) against sqrt(12.96 + 36), for both legs
    method = half(plain) * np.sqrt(148.96 / 48.96)
    own = 1.96 * 100 * 0.010 * HZ
    assert half(wide) == pytest.approx(np.hypot(method, own), rel=1e-3)


def test_a_network_whose_ground_is_unsure_widens_speed_unless_the_speed_was_given():
    unsure = PoseBias(ground_error_pct=4.0)
    sides = {"left": 3.0, "right": 3.0}
    plain, wide, given = (
        make_measure("speed_mps", sides, None, strides(), m)
        for m in (motion(), motion(unsure), motion(unsure, how="speed"))
    )
    more = np.sqrt(half(wide) ** 2 - half(plain) ** 2)
    assert more == pytest.approx(1.96 * 0.04 * 3.0)
    assert half(given) == pytest.approx(half(plain))


def test_without_a_scale_metres_are_withheld():
    unknown = motion()
    unknown.scale = Scale(float("nan"), "unknown", float("nan"))
    found = measure_strides(unknown, strides(), None)
    for name in ("speed_mps", "step_length_m", "foot_clearance_m", "vertical_oscillation_m"):
        assert "--height" in found[name].reason
    assert found["contact_time_ms"].value == pytest.approx(0.29 * STRIDE_MS)
    assert found["contact_time_ms"].status == "ok"


def test_spread_is_pooled_within_each_leg():
    uneven = strides()
    # left 38, 40 ... right 48, 52 ...: within legs the variances are 1.2 and 4.8 (n - 1)
    uneven.strides["peak_thigh_deg"] = [38.0, 48, 40, 52, 38, 48, 40, 52, 39, 50]
    found = measure_strides(motion(), uneven, None)
    left, right = np.var([38, 40, 38, 40, 39], ddof=1), np.var([48, 52, 48, 52, 50], ddof=1)
    assert found["peak_thigh_angle_deg"].sd == pytest.approx(np.sqrt((left + right) / 2))
    uneven.strides["stride_time_s"] = [0.60, 0.64, 0.60, 0.64, 0.62, 0.62, 0.6, 0.64, 0.6, 0.64]
    found = measure_strides(motion(), uneven, None)
    spm = 120 / uneven.strides["stride_time_s"].to_numpy()
    assert found["cadence_spm"].sd == pytest.approx(np.std(spm, ddof=1))
    assert found["contact_time_ms"].sd is None
