"""A hand-made analysis: a stick runner with smooth curves, for tests of findings and report."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.interpolate import CubicSpline

from kneedrive.analysis import Analysis, Runner
from kneedrive.film import Clock, FilmWriter
from kneedrive.motion.motion import Leg, Motion, Scale
from kneedrive.pose.keypoints import LANDMARKS, Keypoints
from kneedrive.pull.pull import LegPull, Pull
from kneedrive.stride.measure import Measure, withheld
from kneedrive.stride.register import METRICS
from kneedrive.stride.strides import Contact, StrideCurve, Strides

STRIDE_S, TOE_OFF = 0.71, 0.33
START = {"left": 0.0, "right": 0.5}  # of the stride
PX_PER_M, GROUND_PX = 180.0, 440.0
THIGH = CubicSpline([0, 0.15, 0.4, 0.6, 0.8, 1], [22, 8, -26, 5, 34, 22], bc_type="periodic")
KNEE = CubicSpline([0, 0.15, 0.34, 0.66, 0.9, 1], [13, 40, 20, 105, 25, 13], bc_type="periodic")

VALUES = {  # value, half-width of the interval, left, right
    "cadence_spm": (169.0, 0.6, None, None),
    "contact_time_ms": (234.0, 8.0, 232.0, 236.0),
    "flight_time_ms": (121.0, 8.0, 119.0, 123.0),
    "duty_factor_pct": (33.0, 1.1, 32.7, 33.3),
    "swing_time_ms": (476.0, 8.0, 478.0, 474.0),
    "step_length_m": (1.24, 0.04, 1.25, 1.23),
    "speed_mps": (3.5, 0.12, None, None),
    "peak_thigh_angle_deg": (34.0, 2.0, 33.0, 35.0),
    "min_thigh_angle_deg": (-26.0, 2.0, -25.5, -26.5),
    "thigh_excursion_deg": (60.0, 2.0, 58.5, 61.5),
    "peak_thigh_velocity_dps": (390.0, 20.0, 385.0, 395.0),
    "peak_hip_flexion_deg": (39.0, 3.0, 38.0, 40.0),
    "peak_swing_knee_flexion_deg": (105.0, 3.0, 104.0, 106.0),
    "foot_clearance_m": (0.52, 0.03, 0.51, 0.53),
    "shank_angle_at_contact_deg": (9.0, 2.0, 8.5, 9.5),
    "foot_ahead_of_hip_m": (0.19, 0.03, 0.19, 0.19),
    "trunk_lean_deg": (6.0, 2.0, None, None),
    "vertical_oscillation_m": (0.08, 0.01, None, None),
    "hip_flexor_impulse_nms_kg": (0.19, 0.02, 0.185, 0.195),
    "hip_flexor_peak_moment_nm_kg": (1.4, 0.3, 1.35, 1.45),
    "hip_flexor_peak_power_w_kg": (6.0, 1.8, 5.8, 6.2),
}


def measures(**values: float) -> dict[str, Measure]:
    """The usual metrics; values given by name move one with its interval and sides."""
    made = {}
    for metric in METRICS:
        usual, half, left, right = VALUES[metric.name]
        shift = values.get(metric.name, usual) - usual
        indicative = metric.name.startswith("hip_flexor_peak")
        made[metric.name] = Measure(
            usual + shift,
            usual + shift - half,
            usual + shift + half,
            half / 2,
            20,
            None if left is None else left + shift,
            None if right is None else right + shift,
            "indicative" if indicative else "ok",
            "the peak is sensitive to noise" if indicative else None,
        )
    return made


def landmarks_m(time_s: np.ndarray) -> np.ndarray:
    """(T, L, 2) stick runner in metres, x forward, y up, from the ground."""
    xy = np.full((len(time_s), len(LANDMARKS), 2), np.nan)
    bounce = 0.03 * np.cos(4 * np.pi * time_s / STRIDE_S + 1)
    hip = np.stack([np.zeros_like(time_s), 0.93 + bounce], axis=1)

    def put(name: str, point: np.ndarray) -> np.ndarray:
        xy[:, LANDMARKS.index(name)] = point
        return point

    def along(start: np.ndarray, length: float, angle_deg: np.ndarray) -> np.ndarray:
        a = np.radians(angle_deg)
        return start + length * np.stack([np.sin(a), -np.cos(a)], axis=1)

    shoulder = hip + np.array([0.05, 0.5])
    put("nose", shoulder + np.array([0.1, 0.25]))
    for side, start in START.items():
        phase = (time_s / STRIDE_S - start) % 1
        knee = put(f"{side}_knee", along(put(f"{side}_hip", hip), 0.43, THIGH(phase)))
        shank = THIGH(phase) - KNEE(phase)
        ankle = put(f"{side}_ankle", along(knee, 0.43, shank))
        put(f"{side}_heel", along(ankle, 0.07, shank - 40))
        put(f"{side}_toe", along(ankle, 0.17, shank + 75))
        put(f"{side}_shoulder", shoulder)
        put(f"{side}_ear", shoulder + np.array([0.03, 0.25]))
        elbow = put(f"{side}_elbow", along(shoulder, 0.3, -THIGH(phase) - 15))
        put(f"{side}_hand", put(f"{side}_wrist", along(elbow, 0.25, -THIGH(phase) + 75)))
    return xy


def make_analysis(seconds: float = 6.0, fps: float = 60.0, facing: str = "right") -> Analysis:
    """An analysis of a keypoints file: no clip, everything measured."""
    time_s = np.arange(round(seconds * fps)) / fps
    xy_m = landmarks_m(time_s)
    sign = 1 if facing == "right" else -1
    xy_px = np.stack(
        [180 + sign * PX_PER_M * xy_m[..., 0], GROUND_PX - PX_PER_M * xy_m[..., 1]], axis=-1
    )
    keypoints = Keypoints(time_s, LANDMARKS, xy_px, np.ones(xy_px.shape[:2]), 360, 480)
    legs = {}
    for side, start in START.items():
        phase = (time_s / STRIDE_S - start) % 1
        thigh, knee = THIGH(phase), KNEE(phase)
        legs[side] = Leg(
            thigh, thigh - knee, thigh - knee + 80, knee, thigh + 6, np.gradient(thigh, time_s)
        )
    motion = Motion(
        time_s=time_s,
        landmarks=LANDMARKS,
        xy_m=xy_m,
        xy_px=xy_px,
        legs=legs,
        trunk_lean_deg=np.full_like(time_s, 6.0),
        facing=facing,
        scene="treadmill",
        travel_px_s=0.0,
        scale=Scale(1 / PX_PER_M, "from the runner's height", 2.0),
        tilt_deg=0.4,
        cutoff_hz=9.5,
        exchanged=np.zeros(len(time_s), dtype=bool),
        usable_pct=99.0,
        leg_confidence={"left": 0.9, "right": 0.9},
        fold=None,
        stance=None,
    )
    return Analysis(
        source=Path("made.keypoints.csv"),
        clip=None,
        clock=Clock(fps, fps, "the times in the file are taken as captured"),
        runner=Runner(height_m=1.76, mass_kg=70.0),
        keypoints=keypoints,
        motion=motion,
        strides=make_strides(seconds),
        pull=make_pull(),
        metrics=measures(),
        warnings=("The camera stood 2 degrees askew.",),
    )


def make_strides(seconds: float) -> Strides:
    """Contacts, steps, strides and curves of the stick runner."""
    contacts = []
    for half in range(int(2 * seconds / STRIDE_S) - 1):
        strike = half * STRIDE_S / 2
        side = "left" if half % 2 == 0 else "right"
        contacts.append(Contact(side, strike, strike + TOE_OFF * STRIDE_S))
    steps = pd.DataFrame(
        {
            "side": [c.side for c in contacts],
            "strike_s": [c.strike_s for c in contacts],
            "toe_off_s": [c.toe_off_s for c in contacts],
            "contact_s": [TOE_OFF * STRIDE_S + 0.006 * np.sin(i) for i in range(len(contacts))],
            "flight_s": [
                (0.5 - TOE_OFF) * STRIDE_S - 0.006 * np.sin(i) for i in range(len(contacts))
            ],
            "step_time_s": STRIDE_S / 2,
        }
    )
    starts = [c for c in contacts if c.strike_s + STRIDE_S <= seconds]
    strides = pd.DataFrame(
        {
            "side": [c.side for c in starts],
            "start_s": [c.strike_s for c in starts],
            "end_s": [c.strike_s + STRIDE_S for c in starts],
            "peak_thigh_deg": 34.0,
            "min_thigh_deg": -26.0,
        }
    )
    phase_pct = np.linspace(0, 100, 101)
    mean = THIGH(phase_pct / 100)
    top = float(phase_pct[mean.argmax()])
    curves = {
        side: StrideCurve(
            phase_pct,
            mean + lift,
            1.5 + 0 * phase_pct,
            33.0,
            top,
            float(mean.max()) + lift,
            float(mean.min()) + lift,
        )
        for side, lift in (("left", -1.0), ("right", 1.0))
    }
    return Strides({}, tuple(contacts), steps, strides, curves, {})


def make_pull() -> Pull:
    """A hip moment that pulls first and brakes later."""
    phase_pct = np.linspace(33, 100, 68)
    swing = (phase_pct - 33) / 67
    moment = 1.4 * np.sin(np.pi * swing / 0.55) * np.where(swing < 0.55, 1, 1.1)
    leg = LegPull(phase_pct, moment, moment * 5, 0.19, 1.4, 6.0)
    return Pull({"left": leg, "right": leg})


def short_analysis() -> Analysis:
    """A clip too short for any number: everything withheld."""
    made = make_analysis(1.0)
    reason = "only 2 steps were seen and 4 are needed"
    return replace(
        made,
        metrics={m.name: withheld(reason, 2) for m in METRICS},
        pull=Pull({}, "no stride was complete"),
        strides=Strides(
            {},
            made.strides.contacts[:2],
            made.strides.steps.iloc[:2],
            made.strides.strides.iloc[:0],
            {},
            {},
        ),
    )


def grey_film(path: Path, made: Analysis, grey: int = 90) -> None:
    """A film as long as an analysis: a grey wall, and something that moves in a corner."""
    fps = made.clock.playback_fps
    with FilmWriter(path, 360, 480, fps) as film:
        for i, time_s in enumerate(made.keypoints.time_s):
            picture = np.full((480, 360, 3), grey, np.uint8)
            picture[5:45, 37 * i % 300 : 37 * i % 300 + 60] = (
                250  # no picture repeats the one before it
            )
            film.write(picture, float(time_s))
