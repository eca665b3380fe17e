"""The pull's numbers: those of its curve, once corrected; peaks are indicative, reasons kept."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from kneedrive.motion.motion import Scale
from kneedrive.pose.bias import PoseBias
from kneedrive.pull.metrics import measure_pull
from kneedrive.pull.pull import LegPull, Pull
from kneedrive.pull.timing import work_half_width
from kneedrive.stride.events import FootEvents

NAMES = (
    "hip_flexor_impulse_nms_kg",
    "hip_flexor_peak_moment_nm_kg",
    "hip_flexor_peak_power_w_kg",
)


def leg(impulse, moment, power):
    none = np.zeros(2)
    return LegPull(none, none, none, impulse, moment, power)


PULL = Pull({"left": leg(0.18, 1.2, 5.0), "right": leg(0.22, 1.6, 6.0)})
STRIDES = SimpleNamespace(
    steps=pd.DataFrame({"side": ["left", "right"] * 10}),
    events={"left": FootEvents(0.0, 0.3, 1.0), "right": FootEvents(0.5, 0.8, 1.0)},
    calibration=None,
)


def motion(**bias):
    return SimpleNamespace(
        fold=SimpleNamespace(stride_hz=1.4),
        scale=Scale(0.005, "height", 1.0),
        bias=PoseBias(**bias),
        leg_confidence={"left": 1.0, "right": 1.0},
    )


def test_the_mean_of_both_legs_and_each():
    found = measure_pull(motion(), PULL, STRIDES, None)
    impulse, moment, power = (found[name] for name in NAMES)
    assert (impulse.value, impulse.left, impulse.right) == pytest.approx((0.20, 0.18, 0.22))
    assert (moment.value, power.value) == pytest.approx((1.4, 5.5))
    assert impulse.status == "ok"
    assert {moment.status, power.status} == {"indicative"}


def test_a_curve_that_is_free_of_its_network_is_not_corrected_a_second_time():
    found = measure_pull(motion(flexor_impulse=0.8, flexor_peak=1.25), PULL, STRIDES, None)
    assert [found[name].value for name in NAMES] == pytest.approx([0.20, 1.4, 5.5])


def test_peaks_fall_with_the_impulse():
    wild = Pull({side: replace(leg, impulse_nms_kg=-9.0) for side, leg in PULL.legs.items()})
    unsure = motion()
    unsure.scale = Scale(0.005, "height", 60.0)
    found = measure_pull(unsure, wild, STRIDES, None)
    assert {m.status for m in found.values()} == {"withheld"}
    assert "impulse is withheld" in found[NAMES[1]].reason


@pytest.mark.parametrize(("pull", "reason"), [(Pull({}, "no scale"), None), (PULL, "no scale")])
def test_without_a_pull_nothing_is_shown_and_the_reason_kept(pull, reason):
    found = measure_pull(motion(), pull, STRIDES, reason)
    assert set(found) == set(NAMES)
    assert {m.status for m in found.values()} == {"withheld"}
    assert {m.reason for m in found.values()} == {"no scale"}


def test_the_interval_of_a_work_holds_its_own_error_and_twice_that_of_the_scale():
    # 9 % beside 2 x 3.5 %: 11.4 %, times 1.96, of 0.5 J/kg
    assert work_half_width(0.5, 9.0, 3.5) == pytest.approx(0.1117, abs=1e-4)
    assert work_half_width(0.5, 9.0, 0.0) == pytest.approx(0.0882, abs=1e-4)
