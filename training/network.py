"""What the pose network gets wrong in each phase of the stride, taken from studio films.

A network's errors follow the stride: the heel sinks into the shoe, the swinging foot lags, the far
knee is guessed. Here they are read off films whose landmarks are known, as curves over the stride,
and laid upon measured runs, which then look as the network would have seen them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.exchanged import exchanged_frames
from kneedrive.motion.exchange import swap_legs
from kneedrive.motion.fold import fourier
from kneedrive.motion.motion import SIDES
from kneedrive.pose.keypoints import Keypoints
from training.body import JOINTS, LANDMARKS
from training.footage import Footage

Floats = NDArray[np.float64]

HARMONICS = 8
TOE_OFF_AT = 0.35  # of the stride on which contact and swing are laid, whatever their shares
STIFFNESS = 1e-3  # penalty on the h-th harmonic, x h^2, per frame
ROBUST_PX_SHARE = 0.03  # errors beyond this share of the leg count less and less
SIMILAR_MPS = 1.0  # errors are borrowed from films of runners no faster or slower than this
DEPTHS = ("near", "far")


@dataclass(frozen=True)
class ErrorCurves:
    """Errors of one film over the stride.

    model : the network whose errors they are
    subject : the measured runner whose motion was filmed
    series : {(depth, joint): (2, 1 + 2 H)} Fourier coefficients over the warped phase of the
        joint's own side, x forward and y up, leg lengths; depth is "near" or "far"
    """

    model: str
    subject: int
    speed_mps: float
    series: Mapping[tuple[str, str], Floats]


def error_curves(film: Footage) -> ErrorCurves:
    """Seen minus true landmarks of a film, as curves over the stride."""
    seen, true = film.seen, film.true
    swapped = exchanged_frames(seen.xy_px, seen.landmarks, true)
    xy_px = swap_legs(seen.xy_px, seen.landmarks, swapped)
    near = film.truth["near_side"]
    leg_px = _leg_px(true)
    flip = np.array([1.0 if film.truth["facing"] == "right" else -1.0, -1.0])
    time_s = film.clock.captured_s(seen.time_s)
    series = {}
    for side in SIDES:
        phase = warped_phase(time_s, film.truth["events"], side)
        for joint in JOINTS:
            name = f"{side}_{joint}"
            error = (xy_px[:, seen.landmarks.index(name)] - true.of(name)) * flip / leg_px
            series["near" if side == near else "far", joint] = _curve(phase, error)
    return ErrorCurves(seen.model, film.scene.subject, film.scene.runner.speed_mps, series)


def borrowed(
    curves: Sequence[ErrorCurves], subject: int, speed_mps: float, rng: np.random.Generator
) -> ErrorCurves:
    """The errors of a film of another runner of about this speed, by chance."""
    others = [c for c in curves if c.subject != subject]
    similar = [c for c in others if abs(c.speed_mps - speed_mps) <= SIMILAR_MPS]
    return similar[int(rng.integers(len(similar)))]


def as_seen(keypoints: Keypoints, truth: Mapping[str, Any], curves: ErrorCurves) -> Keypoints:
    """Keypoints of a measured run with these errors laid upon them; ends without a phase cut off.

    truth : document of the film's truth, for the phases of the stride
    """
    time_s = keypoints.time_s
    phases = {side: warped_phase(time_s, truth["events"], side) for side in SIDES}
    inside = np.isfinite(phases["left"]) & np.isfinite(phases["right"])
    leg_px = _leg_px(keypoints)
    flip = np.array([1.0 if truth["facing"] == "right" else -1.0, -1.0])
    xy_px = keypoints.xy_px.copy()
    for i, name in enumerate(LANDMARKS):
        side, joint = name.split("_")
        depth = "near" if side == truth["near_side"] else "far"
        error = fourier(np.nan_to_num(phases[side]), HARMONICS) @ curves.series[depth, joint].T
        xy_px[:, keypoints.landmarks.index(LANDMARKS[i])] += error * flip * leg_px
    return Keypoints(
        time_s[inside],
        keypoints.landmarks,
        xy_px[inside],
        keypoints.confidence[inside],
        keypoints.width_px,
        keypoints.height_px,
        model=curves.model,
    )


def warped_phase(time_s: Floats, events: Sequence[Mapping[str, Any]], side: str) -> Floats:
    """(T,) phase of a foot's stride, 0 at strike, TOE_OFF_AT at toe-off; NaN outside its contacts.

    Between the events time runs evenly, so that contact lies on contact and swing on swing. A
    contact that is missing in the middle is bridged.
    """
    own = sorted((e["strike_s"], e["toe_off_s"]) for e in events if e["side"] == side)
    strikes = np.array([strike for strike, _ in own])
    stride_s = float(np.median(np.diff(strikes)))
    number = np.round((strikes - strikes[0]) / stride_s)
    at_s = np.array(own).ravel()
    phase = (number[:, None] + [0.0, TOE_OFF_AT]).ravel()
    return np.interp(time_s, at_s, phase, left=np.nan, right=np.nan)


def _curve(phase: Floats, error: Floats) -> Floats:
    """(2, 1 + 2 H) Fourier coefficients of errors (T, 2), robust against wild ones."""
    known = np.isfinite(phase) & np.isfinite(error).all(axis=1)
    basis, values = fourier(phase[known], HARMONICS), error[known]
    order = np.repeat(np.arange(1, HARMONICS + 1), 2)
    penalty = np.diag(np.concatenate([[0.0], STIFFNESS * len(values) * order**2.0]))
    weight = np.ones(len(values))
    for _ in range(5):
        weighted = basis * weight[:, None]
        fitted = np.linalg.solve(basis.T @ weighted + penalty, weighted.T @ values)
        miss = np.linalg.norm(values - basis @ fitted, axis=1)
        weight = 1 / (1 + (miss / ROBUST_PX_SHARE) ** 2)
    return np.asarray(fitted.T)


def _leg_px(keypoints: Keypoints) -> float:
    """Median length of thigh plus shank, px."""
    pairs = [
        keypoints.of(f"{side}_{a}") - keypoints.of(f"{side}_{b}")
        for side in SIDES
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return float(sum(np.nanmedian(np.linalg.norm(pair, axis=1)) for pair in pairs)) / 2
