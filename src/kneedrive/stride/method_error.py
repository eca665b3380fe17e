"""How far off a clip's mean of each metric is, apart from the scatter of its own strides.

Standard errors between clips of runners who were left out of all that was learned, at the true
scale, from `make train`: measured runs before a virtual camera and, for landmarks of a pose
network, with the network's errors laid upon them, and drawn runners through the network. `fixed`
stays however long the clip is (the runner's own offset, the pose model's); `per_stride` shrinks
with the number of strides. Scale enters with the power at which metres enter the formula.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from kneedrive.pose.bias import Family

FILE = "method_error.json"

SCALE_POWER = {
    "step_length_m": 1.0,
    "speed_mps": 1.0,
    "foot_clearance_m": 1.0,
    "foot_ahead_of_hip_m": 1.0,
    "vertical_oscillation_m": 1.0,
    "hip_flexor_impulse_nms_kg": 2.0,
    "hip_flexor_peak_moment_nm_kg": 2.0,
    "hip_flexor_peak_power_w_kg": 2.0,
}
# Errors of these grow with the value and are given in per cent of it.
RELATIVE = frozenset(
    {
        "peak_thigh_velocity_dps",
        "step_length_m",
        "speed_mps",
        "hip_flexor_impulse_nms_kg",
        "hip_flexor_peak_moment_nm_kg",
        "hip_flexor_peak_power_w_kg",
    }
)
# Standard error of a mean contact time by kinematics alone, where what was learned from force is
# not to be trusted; a duty factor's is the same share of the stride.
GUESS_S = 0.010
OF_CONTACT = frozenset({"contact_time_ms", "flight_time_ms", "swing_time_ms", "duty_factor_pct"})


@dataclass(frozen=True)
class MethodError:
    """Error of one metric in its own unit, or per cent of its value where `relative`."""

    fixed: float
    per_stride: float = 0.0
    scale_power: float = 0.0
    relative: bool = False

    def steady(self, value: float) -> float:
        """The part that stays however long the clip is, in the metric's unit."""
        return self.fixed * self._unit(value)

    def by_chance(self, value: float, strides: int) -> float:
        """The part that shrinks with the number of strides, in the metric's unit."""
        return self.per_stride / float(np.sqrt(max(strides, 1))) * self._unit(value)

    def of_scale(self, value: float, scale_error_pct: float) -> float:
        """The part that the scale brings in, in the metric's unit."""
        return abs(self.scale_power * scale_error_pct / 100 * value) if self.scale_power else 0.0

    def of(self, value: float, strides: int, scale_error_pct: float) -> float:
        """Standard error of a clip's mean, in the metric's unit."""
        own = np.hypot(self.steady(value), self.by_chance(value, strides))
        return float(np.hypot(own, self.of_scale(value, scale_error_pct)))

    def _unit(self, value: float) -> float:
        return abs(value) / 100 if self.relative else 1.0


@cache
def method_errors(family: Family = "keypoints") -> Mapping[str, MethodError]:
    """The error of every metric, by the landmarks' origin."""
    text = (files("kneedrive.stride") / FILE).read_text(encoding="utf-8")
    return {
        name: MethodError(fixed, per_stride, SCALE_POWER.get(name, 0.0), name in RELATIVE)
        for name, (fixed, per_stride) in json.loads(text)[family].items()
    }


def guess_error(name: str, stride_s: float) -> float:
    """Standard error of a timing metric found by kinematics alone, in its unit; 0 for others."""
    if name not in OF_CONTACT:
        return 0.0
    return 100 * GUESS_S / stride_s if name == "duty_factor_pct" else 1000 * GUESS_S
