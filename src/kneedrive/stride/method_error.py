"""How far off a clip's mean of each metric is, apart from the scatter of its own strides.

Standard deviations of the error between clips, from `make bench` (docs/accuracy.md): virtual camera
with phone noise, 60 fps, ten seconds, sixteen runners at three speeds, measured force as the truth.
`fixed` stays however long the clip is (the runner's own offset, the pose model's); `per_stride`
shrinks with the number of strides. Scale enters with the power at which metres enter the formula.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class MethodError:
    """Error of one metric in its own unit, and the power of the scale in it."""

    fixed: float
    per_stride: float = 0.0
    scale_power: float = 0.0

    def of(self, value: float, strides: int, scale_error_pct: float) -> float:
        """Standard error of a clip's mean."""
        scale = self.scale_power * scale_error_pct / 100 * value if self.scale_power else 0.0
        return float(np.sqrt(self.fixed**2 + self.per_stride**2 / max(strides, 1) + scale**2))


METHOD_ERROR: dict[str, MethodError] = {
    "cadence_spm": MethodError(0.15, 0.6),
    "contact_time_ms": MethodError(5.5, 10.0),
    "flight_time_ms": MethodError(5.5, 10.0),
    "duty_factor_pct": MethodError(0.8, 1.4),
    "swing_time_ms": MethodError(5.5, 10.0),
    "step_length_m": MethodError(0.005, 0.02, 1.0),
    "speed_mps": MethodError(0.0, 0.05, 1.0),
    "peak_thigh_angle_deg": MethodError(1.9, 1.5),
    "min_thigh_angle_deg": MethodError(1.9, 1.5),
    "thigh_excursion_deg": MethodError(1.2, 2.0),
    "peak_thigh_velocity_dps": MethodError(18.0, 30.0),
    "peak_hip_flexion_deg": MethodError(2.5, 2.0),
    "peak_swing_knee_flexion_deg": MethodError(3.0, 2.0),
    "foot_clearance_m": MethodError(0.015, 0.02, 1.0),
    "shank_angle_at_contact_deg": MethodError(2.0, 2.0),
    "foot_ahead_of_hip_m": MethodError(0.02, 0.02, 1.0),
    "trunk_lean_deg": MethodError(2.0, 1.0),
    "vertical_oscillation_m": MethodError(0.004, 0.008, 1.0),
    "hip_flexor_impulse_nms_kg": MethodError(0.010, 0.012, 2.0),
    "hip_flexor_peak_moment_nm_kg": MethodError(0.15, 0.2, 2.0),
    "hip_flexor_peak_power_w_kg": MethodError(0.9, 1.2, 3.0),
}
