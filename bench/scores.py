"""Errors against truth: of one clip, and over many.

An error is measured minus true. Some are given in the metric's own unit, some in per cent of the
truth; `SCORED` says which.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.exchanged import exchanged_frames
from kneedrive.analysis import Footage, Runner, measure
from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.pose.keypoints import Keypoints
from kneedrive.stride.learned import Learned
from kneedrive.stride.strides import Contact

Floats = NDArray[np.float64]
Means = Mapping[str, float | None]
Row = dict[str, Any]

SAME_CONTACT_S = 0.12  # a measured strike within this of a true one is that one


@dataclass(frozen=True)
class Scored:
    """A metric whose truth is known.

    of : the true mean from the means of a truth file
    unit : of the error
    relative : the error is in per cent of the truth
    """

    of: Callable[[Mapping[str, float]], float]
    unit: str
    relative: bool = False


SCORED: dict[str, Scored] = {
    "cadence_spm": Scored(lambda m: m["cadence_spm"], "%", True),
    "contact_time_ms": Scored(lambda m: 1000 * m["contact_s"], "ms"),
    "flight_time_ms": Scored(lambda m: 1000 * m["flight_s"], "ms"),
    "duty_factor_pct": Scored(lambda m: 100 * m["contact_s"] * m["cadence_spm"] / 120, "points"),
    "swing_time_ms": Scored(lambda m: 1000 * (120 / m["cadence_spm"] - m["contact_s"]), "ms"),
    "step_length_m": Scored(lambda m: m["step_length_m"], "%", True),
    "speed_mps": Scored(lambda m: m["speed_mps"], "%", True),
    "peak_thigh_angle_deg": Scored(lambda m: m["peak_thigh_deg"], "deg"),
    "min_thigh_angle_deg": Scored(lambda m: m["min_thigh_deg"], "deg"),
    "thigh_excursion_deg": Scored(lambda m: m["peak_thigh_deg"] - m["min_thigh_deg"], "deg"),
    "peak_thigh_velocity_dps": Scored(lambda m: m["peak_thigh_velocity_dps"], "%", True),
    "peak_hip_flexion_deg": Scored(lambda m: m["peak_hip_flexion_deg"], "deg"),
    "peak_swing_knee_flexion_deg": Scored(lambda m: m["peak_knee_flexion_deg"], "deg"),
    "shank_angle_at_contact_deg": Scored(lambda m: m["shank_angle_at_contact_deg"], "deg"),
    "foot_ahead_of_hip_m": Scored(lambda m: m["foot_ahead_of_hip_m"], "m"),
    "foot_clearance_m": Scored(lambda m: m["heel_rise_m"], "m"),
    "vertical_oscillation_m": Scored(lambda m: m["hip_bounce_m"], "m"),
    "trunk_lean_deg": Scored(lambda m: m["trunk_lean_deg"], "deg"),
    "hip_flexor_impulse_nms_kg": Scored(lambda m: m["flexor_impulse_nms_kg"], "%", True),
    "hip_flexor_peak_moment_nm_kg": Scored(lambda m: m["peak_flexor_moment_nm_kg"], "%", True),
}


def score(
    trial: str,
    keypoints: Keypoints,
    clock: Clock,
    runner: Runner,
    truth: Mapping[str, Any],
    true: Keypoints | None = None,
    learned: Learned | None = None,
) -> Row:
    """One clip from keypoints to metrics, beside its truth; plain values for JSON.

    truth : document of a truth file: its mean, speed_mps and events
    true : where the landmarks truly were, in the same frames; where it is given, the frames are
        counted in which the legs go by each other's names, before and after repair
    learned : corrections to measure with; those of this version where not given
    """
    try:
        analysis = measure(Footage(Path(trial), None, clock, keypoints), runner, learned)
    except InputError as error:
        return refused(trial, error)
    row: Row = {"trial": trial, "refused": None, "metrics": {}, "withheld": {}, "steps": {}}
    for name, value in true_values(truth).items():
        m = analysis.metrics[name]
        if m.value is None or m.low is None or m.high is None:
            row["withheld"][name] = m.reason
        else:
            row["metrics"][name] = {"value": m.value, "low": m.low, "high": m.high, "truth": value}
    row["steps"] = step_errors_ms(analysis.strides.contacts, truth["events"])
    row["step_count"] = len(analysis.strides.steps)
    row["slow_motion_factor"] = analysis.clock.slow_motion_factor
    if true is not None:
        row["exchanged_pct"] = {
            "before": _exchanged_pct(keypoints.time_s, keypoints.xy_px, keypoints.landmarks, true),
            "after": _exchanged_pct(
                analysis.motion.time_s * analysis.clock.slow_motion_factor,
                analysis.motion.xy_px,
                keypoints.landmarks,
                true,
            ),
        }
    return row


def refused(trial: str, error: InputError) -> Row:
    """A clip that is not measured, and why."""
    return {"trial": trial, "refused": str(error), "metrics": {}, "withheld": {}, "steps": {}}


def _exchanged_pct(
    time_s: Floats, xy_px: Floats, landmarks: tuple[str, ...], true: Keypoints
) -> float:
    """Share of the frames at these times of the film."""
    at = np.abs(true.time_s[:, None] - time_s).argmin(axis=0)
    there = replace(true, time_s=true.time_s[at], xy_px=true.xy_px[at])
    return 100 * float(exchanged_frames(xy_px, landmarks, there).mean())


def true_values(truth: Mapping[str, Any]) -> dict[str, float]:
    """Every scored metric that a truth knows, by the register's names."""
    known = {k: v for k, v in truth["mean"].items() if v is not None}
    known["speed_mps"] = truth["speed_mps"]
    values = {}
    for name, scored in SCORED.items():
        try:
            values[name] = float(scored.of(known))
        except KeyError:
            continue
    return values


def step_errors_ms(
    found: Iterable[Contact], events: Iterable[Mapping[str, Any]]
) -> dict[str, list[float]]:
    """Errors of strike, toe-off and contact of each true contact that was found."""
    errors: dict[str, list[float]] = {"strike": [], "toe_off": [], "contact": []}
    contacts = list(found)
    for event in events:
        same = [c for c in contacts if c.side == event["side"]]
        near = min(same, key=lambda c: abs(c.strike_s - event["strike_s"]), default=None)
        if near is None or abs(near.strike_s - event["strike_s"]) > SAME_CONTACT_S:
            continue
        strike = 1000 * (near.strike_s - event["strike_s"])
        toe_off = 1000 * (near.toe_off_s - event["toe_off_s"])
        errors["strike"].append(round(strike, 2))
        errors["toe_off"].append(round(toe_off, 2))
        errors["contact"].append(round(toe_off - strike, 2))
    return errors


def errors_of(rows: Iterable[Row], name: str) -> Floats:
    """Errors of one metric in the clips that have it."""
    pairs = [row["metrics"][name] for row in rows if name in row["metrics"]]
    relative = SCORED[name].relative
    return np.array(
        [
            100 * (p["value"] / p["truth"] - 1) if relative else p["value"] - p["truth"]
            for p in pairs
        ],
        dtype=np.float64,
    )


def summarise(rows: Sequence[Row]) -> Row:
    """Bias, SD, worst error and share of truths inside the interval, for each metric."""
    metrics = {}
    for name in SCORED:
        known = [row["metrics"][name] for row in rows if name in row["metrics"]]
        if not known:
            continue
        inside = [p["low"] <= p["truth"] <= p["high"] for p in known]
        metrics[name] = spread(errors_of(rows, name)) | {
            "inside_pct": _short(100 * np.mean(inside)),
            "runner_sd": _between_runners(rows, name),
        }
    steps = {
        key: spread([e for row in rows for e in row["steps"].get(key, [])])
        for key in ("strike", "toe_off", "contact")
    }
    return {
        "clips": len(rows),
        "refused": sum(row["refused"] is not None for row in rows),
        "withheld": sum("contact_time_ms" in row["withheld"] for row in rows),
        "metrics": metrics,
        "steps": steps,
    }


def _between_runners(rows: Sequence[Row], name: str) -> float | None:
    """SD between runners of each one's mean error: what stays the same at all speeds."""
    of_runner: dict[object, list[Row]] = {}
    for row in rows:
        if name in row["metrics"] and "runner" in row:
            of_runner.setdefault(row["runner"], []).append(row)
    means = [errors_of(own, name).mean() for own in of_runner.values()]
    return _short(np.std(means, ddof=1)) if len(means) > 1 else None


def spread(errors: Sequence[float] | Floats) -> dict[str, float | int | None]:
    """Count, mean, standard deviation and largest size of errors; None where there are too few."""
    values = np.asarray(errors, dtype=np.float64)
    if not len(values):
        return {"n": 0, "bias": None, "sd": None, "worst": None}
    return {
        "n": len(values),
        "bias": _short(values.mean()),
        "sd": _short(values.std(ddof=1)) if len(values) > 1 else None,
        "worst": _short(np.abs(values).max()),
    }


def _short(value: float | np.floating[Any]) -> float:
    """Four figures are plenty."""
    return float(f"{float(value):.4g}")
