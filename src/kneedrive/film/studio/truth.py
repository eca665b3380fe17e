"""What really happened in a film: every contact, and the means a measurement should give.

Measured from the motion as filmed, not copied from what was asked for: a contact is a ground force
above 50 N; angles come from the joints' places.
"""

import itertools
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.signal import butter, sosfiltfilt

from kneedrive.base.whole import write_whole
from kneedrive.film.studio.body import DE_LEVA, GYRATION, POINTS, SIDES, centre_of_mass, place
from kneedrive.film.studio.camera import Camera
from kneedrive.film.studio.gait import Gait, force_events
from kneedrive.film.studio.mass_path import FORCE_THRESHOLD_N, G

Array = NDArray[np.float64]
Row = dict[str, Any]

MOMENT_LOWPASS_HZ = 12.0
FINE_HZ = 600.0
ENDS = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "foot": ("heel", "toe")}


@dataclass(frozen=True)
class Truth:
    """The truth of one film; times in captured seconds from the clip's first frame.

    Parameters
    ----------
    events : every whole contact: side, strike_s, toe_off_s
    steps : contact and the flight after it; strides : from a foot's landing to its next
    mean, by_side : means over those
    """

    trial: str
    mass_kg: float
    height_m: float
    speed_mps: float
    fps: float
    capture_fps: float
    slow_motion_factor: float
    scene: str
    facing: str
    near_side: str
    seed: int
    force_threshold_n: float
    mean: dict[str, float | None]
    by_side: dict[str, dict[str, float | None]]
    events: list[Row]
    steps: list[Row]
    strides: list[Row]


def write_truth(truth: Truth, path: Path) -> None:
    """Write the truth as JSON."""
    write_whole(path, json.dumps(asdict(truth), indent=1))


def make_truth(gait: Gait, camera: Camera, seconds: float, start_s: float, name: str) -> Truth:
    """The truth of a film of `seconds` whose first frame shows the motion at `start_s`."""
    runner = gait.runner
    curves = _curves(gait)
    events = _events(gait, start_s, seconds)
    strides = []
    for side in SIDES:
        own = [e for e in events if e["side"] == side]
        strides += [_stride(curves, side, start_s, a, b) for a, b in itertools.pairwise(own)]
    steps = [
        {
            "side": a["side"],
            "contact_s": a["toe_off_s"] - a["strike_s"],
            "flight_s": b["strike_s"] - a["toe_off_s"],
            "step_time_s": b["strike_s"] - a["strike_s"],
            "step_length_m": runner.speed_mps * (b["strike_s"] - a["strike_s"]),
        }
        for a, b in itertools.pairwise(events)
    ]
    of_steps = ("contact_s", "flight_s", "step_length_m")
    of_strides = tuple(k for k in (strides[0] if strides else {}) if k not in STRIDE_KEYS)
    step_time = _mean(steps, "step_time_s")
    mean: dict[str, float | None] = {"cadence_spm": 60 / step_time if step_time else None}
    mean |= {k: _mean(steps, k) for k in of_steps} | {k: _mean(strides, k) for k in of_strides}
    by_side = {
        side: {"contact_s": _mean((r for r in steps if r["side"] == side), "contact_s")}
        | {k: _mean((r for r in strides if r["side"] == side), k) for k in of_strides}
        for side in SIDES
    }
    return Truth(
        trial=name,
        mass_kg=runner.mass_kg,
        height_m=runner.height_m,
        speed_mps=runner.speed_mps,
        fps=camera.playback_fps,
        capture_fps=camera.capture_fps,
        slow_motion_factor=camera.slow_motion_factor,
        scene=camera.scene,
        facing=camera.facing,
        near_side=camera.near_side,
        seed=runner.seed,
        force_threshold_n=FORCE_THRESHOLD_N,
        mean=mean,
        by_side=by_side,
        events=events,
        steps=steps,
        strides=strides,
    )


STRIDE_KEYS = ("side", "start_s", "end_s")


def _mean(rows: Iterable[Row], key: str) -> float | None:
    values = [r[key] for r in rows]
    return float(np.mean(values)) if values else None


def _events(gait: Gait, start_s: float, seconds: float) -> list[Row]:
    """Whole contacts within the film, in order."""
    strike, off = force_events(gait)
    events = []
    for lap in range(int((start_s + seconds) / gait.period_s) + 2):
        shift = lap * gait.period_s - start_s
        for k in range(len(strike)):
            a, b = strike[k] + shift, off[k] + shift
            if a >= 0 and b <= seconds:
                row = {"side": SIDES[k % 2], "strike_s": float(a), "toe_off_s": float(b)}
                events.append(row)
    return sorted(events, key=lambda e: float(e["strike_s"]))


Curve = Callable[[Array], Array]


def _curves(gait: Gait) -> dict[str, Curve]:
    """Angles (deg), heights (m) and hip moments (Nm/kg) as functions of the gait's own time."""
    pose = place(gait.body, gait.hips_m, gait.angles)
    values: dict[str, Array] = {
        "lean": np.degrees(gait.angles.lean),
        "mass_up": centre_of_mass(gait.body, pose)[:, 1],
    }
    for i, side in enumerate(SIDES):
        values[f"{side}_thigh"] = np.degrees(gait.angles.thigh[i])
        values[f"{side}_knee"] = np.degrees(gait.angles.knee[i])
        heel = pose[:, POINTS.index(f"{side}_heel"), 1]
        toe = pose[:, POINTS.index(f"{side}_toe"), 1]
        values[f"{side}_foot_up"] = np.minimum(heel, toe - gait.body.toe_up_m)
        values[f"{side}_moment"] = _hip_moment(gait, pose, side)
    splines = {
        k: CubicSpline(np.append(gait.time_s, gait.period_s), np.append(v, v[0]))
        for k, v in values.items()
    }

    def repeated(spline: CubicSpline) -> Callable[[Array], Array]:
        return lambda t: np.asarray(spline(t % gait.period_s))

    return {k: repeated(spline) for k, spline in splines.items()}


def _hip_moment(gait: Gait, pose_m: Array, side: str) -> Array:
    """(N,) net hip moment of the swinging leg, Nm per kg, + = flexor (Newton and Euler).

    Right only while the foot is off the ground, because no ground force enters. Places are
    low-passed at 12 Hz, as is usual for marker data.
    """
    grid = gait.time_s[1]
    sos = butter(2, MOMENT_LOWPASS_HZ * 2 * grid, output="sos")
    lap = len(gait.time_s)

    def smooth(name: str) -> Array:
        xy = pose_m[:, POINTS.index(f"{side}_{name}"), :2]
        return np.asarray(sosfiltfilt(sos, np.tile(xy, (3, 1)), axis=0))

    def twice(x: Array) -> Array:
        return np.asarray(np.gradient(np.gradient(x, grid, axis=0), grid, axis=0))

    hip = smooth("hip")
    total = np.zeros(len(hip))
    for name, (a, b) in ENDS.items():
        mass, com = DE_LEVA[gait.body.sex][name]
        top, way = smooth(a), smooth(b) - smooth(a)
        length = float(np.hypot(*way.T).mean())
        turn = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
        centre = top + com * way
        force = mass * (twice(centre) + [0.0, G])
        arm = centre - hip
        inertia = mass * (GYRATION[gait.body.sex][name] * length) ** 2
        total += inertia * twice(turn) + arm[:, 0] * force[:, 1] - arm[:, 1] * force[:, 0]
    return total[lap : 2 * lap]


def _stride(curves: dict[str, Curve], side: str, start_s: float, a: Row, b: Row) -> Row:
    """What one stride of a foot came to, from its landing to its next."""
    t = start_s + np.arange(a["strike_s"], b["strike_s"], 1 / FINE_HZ)
    swing = t[t >= start_s + a["toe_off_s"]]
    thigh, knee, foot = (curves[f"{side}_{k}"] for k in ("thigh", "knee", "foot_up"))
    moment = curves[f"{side}_moment"](swing)
    return {
        "side": side,
        "start_s": a["strike_s"],
        "end_s": b["strike_s"],
        "peak_thigh_deg": float(thigh(t).max()),
        "min_thigh_deg": float(thigh(t).min()),
        "peak_thigh_velocity_dps": float(np.gradient(thigh(t), 1 / FINE_HZ).max()),
        "peak_flexor_moment_nm_kg": float(moment.max()),
        "flexor_impulse_nms_kg": float(np.clip(moment, 0, None).sum() / FINE_HZ),
        "peak_knee_flexion_deg": float(knee(swing).max()),
        "min_knee_flexion_deg": float(knee(t).min()),
        "contact_thigh_deg": float(thigh(t[:1])[0]),
        "contact_knee_flexion_deg": float(knee(t[:1])[0]),
        "shank_angle_at_contact_deg": float(thigh(t[:1])[0] - knee(t[:1])[0]),
        "foot_clearance_m": float(foot(swing).max()),
        "trunk_lean_deg": float(curves["lean"](t).mean()),
        "vertical_oscillation_m": float(np.ptp(curves["mass_up"](t))),
    }
