"""From motion and strides to the metrics of the register, each with its interval or its reason."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from kneedrive.motion.angles import hanging_deg
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Floats, Motion, Side
from kneedrive.stride.legs import unequal
from kneedrive.stride.mean_stride import CYCLE, mid_hip, trunk_lean_deg
from kneedrive.stride.measure import Measure, withheld
from kneedrive.stride.method_error import OF_CONTACT, guess_error, method_errors
from kneedrive.stride.register import BY_NAME, METRICS
from kneedrive.stride.strides import Strides

PULL = tuple(m.name for m in METRICS if m.name.startswith("hip_flexor_"))
OF_THE_WHOLE_BODY = ("cadence_spm", "speed_mps", "trunk_lean_deg", "vertical_oscillation_m")
UNKNOWN_ERRORS = "the errors of this pose network are not known"
NO_SCALE = "the scale is unknown: give --height or --speed"
NORMAL_95 = 1.96
OF_GROUND = ("speed_mps", "step_length_m")  # which hang on how the standing foot is seen
HOPELESS = 1.5  # times the useful half-width: withheld
# At 3.5 m/s (docs/evidence.md), of metrics whose errors are in per cent.
USUAL = {
    "peak_thigh_velocity_dps": 387.0,
    "step_length_m": 1.23,
    "speed_mps": 3.5,
    "hip_flexor_impulse_nms_kg": 0.187,
    "hip_flexor_peak_moment_nm_kg": 1.35,
    "hip_flexor_peak_power_w_kg": 5.9,
}
COUNTED = ("cadence_spm",)  # over the clip as a whole, not a mean of single strides


def measure_strides(motion: Motion, strides: Strides, reason: str | None) -> dict[str, Measure]:
    """Every metric of the register but the pull's.

    reason : why all of them are to be withheld, None where they are not
    """
    names = [m.name for m in METRICS if m.name not in PULL]
    if reason is not None or motion.fold is None or motion.stance is None:
        why = reason or "no running stride was found"
        return {name: withheld(why, len(strides.steps)) for name in names}
    by_side = _by_side(motion, motion.fold, strides)
    return {
        name: make_measure(name, by_side[name], _spread(name, strides), strides, motion)
        for name in names
    }


def make_measure(
    name: str, sides: Mapping[Side, float], sd: float | None, strides: Strides, motion: Motion
) -> Measure:
    """One metric with its 95 % interval: scatter of strides, method, scale."""
    steps = len(strides.steps)
    if BY_NAME[name].needs_scale and not np.isfinite(motion.scale.m_per_px):
        return withheld(NO_SCALE, steps)
    value = float(np.mean([sides[side] for side in SIDES]))
    if not np.isfinite(value):
        return withheld("its landmarks were not seen well enough", steps)
    sampling = sd / np.sqrt(steps) if sd is not None and name not in COUNTED else 0.0
    errors = method_errors(motion.bias.family)
    error = errors[name]
    if name in OF_CONTACT and strides.calibration is not None:
        error = strides.calibration.leaves(error)
    method = error.of(value, max(1, steps // 2), motion.scale.error_pct)
    if name in OF_CONTACT and strides.events:
        method *= unequal(strides.events, motion.leg_confidence)
    if name in OF_GROUND and not motion.scale.by_speed:
        method = float(np.hypot(method, motion.bias.ground_error_pct / 100 * value))
    guess = _distrust(strides) * guess_error(name, 1 / motion.fold.stride_hz if motion.fold else 1)
    half = NORMAL_95 * float(np.linalg.norm([sampling, method, guess]))
    limit = _useful_within(name, value)
    if half > HOPELESS * limit:
        return withheld(_too_wide(name, half, HOPELESS * limit), steps)
    both = name in OF_THE_WHOLE_BODY
    left, right = (None if both else float(sides[side]) for side in SIDES)
    measure = Measure(value, value - half, value + half, sd, steps, left, right)
    if not motion.bias.errors_known:
        return replace(measure, status="indicative", reason=UNKNOWN_ERRORS)
    if half <= limit:
        return measure
    return replace(measure, status="indicative", reason="its interval is wide")


def _useful_within(name: str, value: float) -> float:
    """Half-width beyond which a number tells little; where errors grow with the value, this too."""
    return BY_NAME[name].useful_within * max(1.0, abs(value) / USUAL.get(name, np.inf))


def _too_wide(name: str, half: float, limit: float) -> str:
    """Why a number whose interval is this wide is not shown."""
    metric = BY_NAME[name]
    return (
        f"its 95 % interval, ± {half:.{metric.decimals}f} {metric.unit}, is too wide to be of use "
        f"(more than ± {limit:.{metric.decimals}f})"
    )


def _distrust(strides: Strides) -> float:
    """0 = events like those that were learned from, towards 1 = like none of them."""
    return 1 - min((events.trust for events in strides.events.values()), default=0.0)


def _by_side(motion: Motion, fold: Fold, strides: Strides) -> dict[str, dict[Side, float]]:
    """Means by side in the unit of each metric: times over the steps, the rest of the mean stride.

    A step is of the foot that strikes first.
    """
    steps = strides.steps.groupby("side")[["contact_s", "flight_s", "step_time_s"]].mean()
    contact_s, flight_s, step_s = (steps[column].to_dict() for column in steps)
    stride_s = sum(step_s.values())
    m_per_px = motion.scale.m_per_px
    stance = motion.stance
    speed_mps = stance.ground_per_s * m_per_px if stance else np.nan
    strike = {side: np.array([strides.events[side].strike]) for side in SIDES}
    of_mean = {side: strides.means[side].extremes for side in SIDES}

    def each(formula: Callable[[Side], float]) -> dict[Side, float]:
        return {side: float(formula(side)) for side in SIDES}

    def point(side: Side, joint: str, phase: Floats = CYCLE) -> Floats:
        return fold.at(f"{side}_{joint}", phase)

    return {
        "cadence_spm": each(lambda s: 120.0 / stride_s),
        "contact_time_ms": each(lambda s: 1000 * contact_s[s]),
        "flight_time_ms": each(lambda s: 1000 * flight_s[s]),
        "duty_factor_pct": each(lambda s: 100 * contact_s[s] / stride_s),
        "swing_time_ms": each(lambda s: 1000 * (stride_s - contact_s[s])),
        "step_length_m": each(lambda s: speed_mps * step_s[s]),
        "speed_mps": each(lambda s: speed_mps),
        "peak_thigh_angle_deg": each(lambda s: of_mean[s]["peak_thigh_deg"]),
        "min_thigh_angle_deg": each(lambda s: of_mean[s]["min_thigh_deg"]),
        "thigh_excursion_deg": each(
            lambda s: of_mean[s]["peak_thigh_deg"] - of_mean[s]["min_thigh_deg"]
        ),
        "peak_thigh_velocity_dps": each(lambda s: of_mean[s]["peak_thigh_velocity_dps"]),
        "peak_hip_flexion_deg": each(lambda s: of_mean[s]["peak_hip_flexion_deg"]),
        "peak_swing_knee_flexion_deg": each(lambda s: of_mean[s]["peak_knee_flexion_deg"]),
        "foot_clearance_m": each(lambda s: np.ptp(point(s, "heel")[:, 1]) * m_per_px),
        "shank_angle_at_contact_deg": each(
            lambda s: hanging_deg(point(s, "knee", strike[s]), point(s, "ankle", strike[s]))[0]
        ),
        "foot_ahead_of_hip_m": each(
            lambda s: (point(s, "heel", strike[s]) - point(s, "hip", strike[s]))[0, 0] * m_per_px
        ),
        "trunk_lean_deg": each(lambda s: trunk_lean_deg(fold).mean()),
        "vertical_oscillation_m": each(lambda s: _bounce(mid_hip(fold)[:, 1]) * m_per_px),
    }


def _bounce(height: Floats) -> float:
    """Mean rise from the lowest to the highest point of the two steps of a stride."""
    half = len(height) // 2
    return float(np.mean([np.ptp(np.roll(height[:-1], shift)[:half]) for shift in (0, half)]))


def _spread(name: str, strides: Strides) -> float | None:
    """Standard deviation between strides, None where the folded stride can't tell it."""
    columns = {
        "peak_thigh_angle_deg": "peak_thigh_deg",
        "min_thigh_angle_deg": "min_thigh_deg",
        "peak_thigh_velocity_dps": "peak_thigh_velocity_dps",
        "peak_hip_flexion_deg": "peak_hip_flexion_deg",
        "peak_swing_knee_flexion_deg": "peak_knee_flexion_deg",
    }
    if name == "cadence_spm" and len(strides.steps) > 2:
        stride_s = strides.strides["stride_time_s"].to_numpy(float)
        return float(np.nanstd(120.0 / stride_s, ddof=1)) if len(stride_s) > 2 else None
    if name not in columns:
        return None
    within = [group.to_numpy(float) for _, group in strides.strides.groupby("side")[columns[name]]]
    within = [g[np.isfinite(g)] for g in within]
    squares = [(g.var(ddof=1), len(g) - 1) for g in within if len(g) > 1]
    freedom = sum(n for _, n in squares)
    return float(np.sqrt(sum(v * n for v, n in squares) / freedom)) if freedom else None
