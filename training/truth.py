"""What really happened in a filmed part of a run: contacts, steps, strides, and their means.

Contacts come from ground force above 50 N. A step goes from one foot's strike to the other's, a
stride from a foot's strike to its own next one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from kneedrive.motion.angles import hanging_deg, knee_flexion_deg, lean_deg
from kneedrive.motion.lab import ForceContact
from kneedrive.motion.lab.contacts import THRESHOLD_N
from training.body import LANDMARKS, SIDES, Body

Floats = NDArray[np.float64]
Row = Mapping[str, Any]

FINE_HZ = 600.0
STRIDE_S = (0.4, 1.2)
LONGEST_FLIGHT_S = 0.35
STEP_MEANS = ("contact_s", "flight_s", "step_length_m")
STRIDE_MEANS = (
    "peak_thigh_deg",
    "min_thigh_deg",
    "peak_thigh_velocity_dps",
    "peak_flexor_moment_nm_kg",
    "flexor_impulse_nms_kg",
    "peak_hip_flexion_deg",
    "peak_knee_flexion_deg",
    "shank_angle_at_contact_deg",
    "foot_ahead_of_hip_m",
    "trunk_lean_deg",
    "heel_rise_m",
    "hip_bounce_m",
)


@dataclass(frozen=True)
class Truth:
    """The truth of one virtual film; times are s from its first frame.

    mean : cadence_spm, contact_s, flight_s, step_length_m, peak_thigh_deg, min_thigh_deg,
        peak_thigh_velocity_dps, peak_flexor_moment_nm_kg, flexor_impulse_nms_kg and the posture
        (STRIDE_MEANS); None where the film is too short for any
    by_side : contact_s and peak_thigh_deg of each leg
    events : side, strike_s, toe_off_s of every whole contact
    steps, strides : what the means are of
    """

    trial: str
    mass_kg: float
    height_m: float
    speed_mps: float
    fps: float
    noise: str
    facing: str
    seed: int
    near_side: str
    force_threshold_n: float
    mean: Mapping[str, float | None]
    by_side: Mapping[str, Mapping[str, float | None]]
    events: Sequence[Row]
    steps: Sequence[Row]
    strides: Sequence[Row]

    def document(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def find_truth(
    body: Body, motion: CubicSpline, start_s: float, seconds: float, **film: Any
) -> Truth:
    """Truth of the part of a run from start_s on.

    motion : from `body.spline`, over that part
    film : fps, noise, facing, seed and near_side of the film
    """
    contacts = [
        c for c in body.contacts if c.strike_s >= start_s and c.toe_off_s <= start_s + seconds
    ]
    speed_mps = body.run.speed_mps
    steps = [_step(a, b, start_s, speed_mps) for a, b in pairwise(contacts) if _is_step(a, b)]
    strides = _strides(motion, contacts, start_s, seconds)
    means = {name: _mean(steps, name) for name in STEP_MEANS}
    means |= {name: _mean(strides, name) for name in STRIDE_MEANS}
    step_time_s = _mean(steps, "step_time_s")
    return Truth(
        trial=body.run.trial,
        mass_kg=body.run.mass_kg,
        height_m=body.run.height_m,
        speed_mps=speed_mps,
        force_threshold_n=THRESHOLD_N,
        mean={"cadence_spm": 60 / step_time_s if step_time_s else None} | means,
        by_side={
            side: {
                "contact_s": _mean(_of(side, steps), "contact_s"),
                "peak_thigh_deg": _mean(_of(side, strides), "peak_thigh_deg"),
            }
            for side in SIDES
        },
        events=[
            {"side": c.side, "strike_s": c.strike_s - start_s, "toe_off_s": c.toe_off_s - start_s}
            for c in contacts
        ],
        steps=steps,
        strides=strides,
        **film,
    )


def _is_step(a: ForceContact, b: ForceContact) -> bool:
    return a.side != b.side and b.strike_s - a.toe_off_s < LONGEST_FLIGHT_S


def _step(a: ForceContact, b: ForceContact, start_s: float, speed_mps: float) -> Row:
    return {
        "side": a.side,
        "strike_s": a.strike_s - start_s,
        "contact_s": a.toe_off_s - a.strike_s,
        "flight_s": b.strike_s - a.toe_off_s,
        "step_time_s": b.strike_s - a.strike_s,
        "step_length_m": speed_mps * (b.strike_s - a.strike_s),
    }


def _strides(
    motion: CubicSpline, contacts: Sequence[ForceContact], start_s: float, seconds: float
) -> list[Row]:
    time_s = start_s + np.arange(round(seconds * FINE_HZ)) / FINE_HZ
    values = motion(time_s)
    points = values[:, :-2].reshape(len(time_s), len(LANDMARKS), 3)
    rows: list[Row] = []
    at = {name: points[:, i, :2] for i, name in enumerate(LANDMARKS)}
    hips = (at["left_hip"] + at["right_hip"]) / 2
    lean = lean_deg(hips, (at["left_shoulder"] + at["right_shoulder"]) / 2)
    for i, side in enumerate(SIDES):
        hip, knee, ankle, heel = (at[f"{side}_{j}"] for j in ("hip", "knee", "ankle", "heel"))
        thigh = np.degrees(np.unwrap(np.radians(hanging_deg(hip, knee))))
        velocity = np.gradient(thigh, time_s)
        flexion = knee_flexion_deg(hip, knee, ankle)
        moment = values[:, -2 + i]
        for a, b in pairwise(c for c in contacts if c.side == side):
            if not STRIDE_S[0] < b.strike_s - a.strike_s < STRIDE_S[1]:
                continue
            stride = (time_s >= a.strike_s) & (time_s < b.strike_s)
            swing = (time_s >= a.toe_off_s) & (time_s < b.strike_s)
            strike = int(np.argmax(stride))
            rows.append(
                {
                    "side": side,
                    "start_s": a.strike_s - start_s,
                    "end_s": b.strike_s - start_s,
                    "peak_thigh_deg": float(thigh[stride].max()),
                    "min_thigh_deg": float(thigh[stride].min()),
                    "peak_thigh_velocity_dps": float(velocity[stride].max()),
                    "peak_flexor_moment_nm_kg": float(moment[swing].max()),
                    "flexor_impulse_nms_kg": float(moment[swing].clip(0.0).sum() / FINE_HZ),
                    "peak_hip_flexion_deg": float((thigh + lean)[stride].max()),
                    "peak_knee_flexion_deg": float(flexion[swing].max()),
                    "shank_angle_at_contact_deg": float(hanging_deg(knee, ankle)[strike]),
                    "foot_ahead_of_hip_m": float((heel - hip)[strike, 0]),
                    "trunk_lean_deg": float(lean[stride].mean()),
                    "heel_rise_m": float(np.ptp(heel[stride, 1])),
                    "hip_bounce_m": _bounce(hips[stride, 1]),
                }
            )
    return rows


def _bounce(height_m: Floats) -> float:
    """Mean range of the two halves of a stride."""
    half = len(height_m) // 2
    return float((np.ptp(height_m[:half]) + np.ptp(height_m[half:])) / 2)


def _of(side: str, rows: Iterable[Row]) -> Iterable[Row]:
    return (row for row in rows if row["side"] == side)


def _mean(rows: Iterable[Row], name: str) -> float | None:
    values = [row[name] for row in rows]
    return float(np.mean(values)) if values else None
