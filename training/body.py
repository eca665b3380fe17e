"""A measured run, ready to be filmed: landmarks in space, hip moments, contacts.

Reading a run takes a fraction of a second; `load_body` keeps the result in a folder of the
caller's.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.signal import butter, sosfiltfilt

from kneedrive.motion.lab import Centres, ForceContact, open_lab_trial
from kneedrive.pull.segments import LEG, Sex
from training.data_set import LabRun

Floats = NDArray[np.float64]

SIDES = ("left", "right")
JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
LANDMARKS = tuple(f"{side}_{joint}" for side in SIDES for joint in JOINTS)
LOWPASS_HZ = 20.0  # what skin does above this is no motion of the body
MOMENT_LOWPASS_HZ = 12.0
SHOULDER_UP_M, SHOULDER_OUT_M = 0.50, 0.18  # from the middle of the pelvis, where none is marked
G_MPS2 = 9.81
EDITION = 2  # of what is kept; raise it when the way it is computed changes


@dataclass(frozen=True)
class Body:
    """What a run was, seen from nowhere.

    Parameters
    ----------
    run : its files, and who ran how fast
    rate_hz : samples a second
    points_m : (T, 12, 3) LANDMARKS, x forward, y up, z right, low-passed at 20 Hz
    moment_nm_kg : (T, 2) net hip moment of the left and the right leg, + = flexor; right only
        while the foot is in the air
    contacts : from ground force, in order
    """

    run: LabRun
    rate_hz: float
    points_m: Floats
    moment_nm_kg: Floats
    contacts: tuple[ForceContact, ...]

    @property
    def seconds(self) -> float:
        """Length of the run."""
        return (len(self.points_m) - 1) / self.rate_hz


def load_body(run: LabRun, cache: Path | None = None) -> Body:
    """Read a run, or what is kept of it in the folder `cache`."""
    if cache is None:
        return read_body(run)
    kept = cache / f"{run.trial}-{_digest(run)}.npz"
    if kept.is_file():
        with np.load(kept) as data:
            return Body(
                run,
                float(data["rate_hz"]),
                data["points_m"],
                data["moment_nm_kg"],
                tuple(ForceContact(*contact) for contact in json.loads(str(data["contacts"]))),
            )
    body = read_body(run)
    cache.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part.npz")
    np.savez(
        part,
        rate_hz=body.rate_hz,
        points_m=body.points_m,
        moment_nm_kg=body.moment_nm_kg,
        contacts=json.dumps([list(asdict(contact).values()) for contact in body.contacts]),
    )
    part.replace(kept)
    return body


def read_body(run: LabRun) -> Body:
    """Landmarks, hip moments and contacts of a run, from its files."""
    lab = open_lab_trial(run.path, run.static)
    raw = _landmarks(lab.centres)
    return Body(
        run=run,
        rate_hz=lab.centres.rate_hz,
        points_m=_lowpass(raw, 4, LOWPASS_HZ, lab.centres.rate_hz),
        moment_nm_kg=hip_moments(raw, lab.centres.rate_hz, run.sex),
        contacts=lab.contacts,
    )


def hip_moments(points_m: Floats, rate_hz: float, sex: Sex) -> Floats:
    """(T, 2) net sagittal hip moment of both legs, Nm/kg, by Newton and Euler without the ground.

    points_m : (T, 12, 3) LANDMARKS. Segments: de Leva 1996, doi 10.1016/0021-9290(95)00178-6.
    """
    xy = _lowpass(points_m[..., :2], 2, MOMENT_LOWPASS_HZ, rate_hz)
    at = {name: xy[:, i] for i, name in enumerate(LANDMARKS)}
    return np.stack([_hip_moment(at, rate_hz, side, sex) for side in SIDES], axis=1)


def spline(body: Body, start_s: float, end_s: float) -> CubicSpline:
    """Landmarks (12, 3) and moments of a part of a run, as functions of time."""
    first = max(0, int(start_s * body.rate_hz) - 20)
    last = int(end_s * body.rate_hz) + 20
    rows = np.column_stack([body.points_m.reshape(len(body.points_m), -1), body.moment_nm_kg])
    time_s = np.arange(len(rows)) / body.rate_hz
    return CubicSpline(time_s[first:last], rows[first:last])


def _hip_moment(at: dict[str, Floats], rate_hz: float, side: str, sex: Sex) -> Floats:
    total = np.zeros(len(at["left_hip"]))
    for part in LEG[sex]:
        upper, lower = at[f"{side}_{part.proximal}"], at[f"{side}_{part.distal}"]
        along = lower - upper
        turn = np.unwrap(np.arctan2(along[:, 1], along[:, 0]))
        centre = upper + part.centre * along
        force = part.mass * (_twice(centre, rate_hz) + np.array([0.0, G_MPS2]))
        arm = centre - at[f"{side}_hip"]
        length = np.linalg.norm(along, axis=1).mean()
        inertia = part.mass * (part.gyration * length) ** 2
        total += inertia * _twice(turn, rate_hz) + arm[:, 0] * force[:, 1] - arm[:, 1] * force[:, 0]
    return total


def _twice(values: Floats, rate_hz: float) -> Floats:
    """Second derivative by time."""
    once = np.gradient(values, 1 / rate_hz, axis=0)
    return np.asarray(np.gradient(once, 1 / rate_hz, axis=0))


def _landmarks(centres: Centres) -> Floats:
    """(T, 12, 3) LANDMARKS; shoulders ride on the pelvis where they have no markers."""
    points = dict(centres.points)
    for side, out in (("left", -SHOULDER_OUT_M), ("right", SHOULDER_OUT_M)):
        if f"{side}_shoulder" not in points:
            points[f"{side}_shoulder"] = _on_pelvis(centres, out)
    return np.stack([_filled(points[name]) for name in LANDMARKS], axis=1)


def _on_pelvis(centres: Centres, out_m: float) -> Floats:
    """(T, 3) half a metre above the middle of the pelvis, out_m to its right."""
    pelvis = centres.pelvis
    if pelvis is None:
        return (centres.points["left_hip"] + centres.points["right_hip"]) / 2
    offset = np.array([-pelvis.depth_m / 2, SHOULDER_UP_M, out_m])
    return np.asarray(pelvis.origin_m + np.einsum("tij,i->tj", pelvis.axes, offset))


def _filled(xyz: Floats) -> Floats:
    """(T, 3) with what is missing put in linearly."""
    known = np.isfinite(xyz).all(axis=1)
    at = np.flatnonzero(known)
    return np.stack([np.interp(np.arange(len(xyz)), at, xyz[at, k]) for k in range(3)], axis=1)


def _lowpass(values: Floats, order: int, cutoff_hz: float, rate_hz: float) -> Floats:
    sos = butter(order, cutoff_hz / (rate_hz / 2), output="sos")
    return np.asarray(sosfiltfilt(sos, values, axis=0))


def _digest(run: LabRun) -> str:
    """Changes with the files, the sex, and the edition."""
    stats = [(p.stat().st_size, p.stat().st_mtime_ns) for p in (run.path, run.static)]
    return hashlib.sha256(repr((EDITION, run.sex, stats)).encode()).hexdigest()[:12]
