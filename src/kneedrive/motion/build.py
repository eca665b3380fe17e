"""Keypoints become motion: facing one way, sides resolved, level, folded, smoothed, in metres."""

import dataclasses

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.angles import foot_deg, hanging_deg, knee_flexion_deg, lean_deg
from kneedrive.motion.exchange import PAIRS, swap_legs
from kneedrive.motion.fold import Fold
from kneedrive.motion.left_out import left_out
from kneedrive.motion.motion import SIDES, Floats, Leg, Motion, Scale, Side
from kneedrive.motion.oblique import straightened
from kneedrive.motion.resolve import joint_indices, resolve
from kneedrive.motion.scale import find_scale, find_tilt_deg
from kneedrive.motion.smooth import residual_cutoff_hz, smooth
from kneedrive.motion.stance import find_stance, with_ground_speed
from kneedrive.motion.stretch import cut, find_stretches, forward_sign, legs_seen
from kneedrive.pose.bias import bias_of
from kneedrive.pose.keypoints import Keypoints

OVERGROUND = 0.5  # body's speed over the ground's speed against the body
BACKGROUND_LOST = 0.2  # share of frames


def find_motion(
    keypoints: Keypoints,
    clock: Clock,
    height_m: float | None = None,
    speed_mps: float | None = None,
    exact: Scale | None = None,
) -> Motion:
    """Motion of the runner in the part of the clip that shows most strides of one even run.

    exact : the scale where it is known for sure and the picture level, as with markers

    Raises
    ------
    InputError : legs are never seen whole, a front view, or a moving camera without a background
    """
    stretches = find_stretches(keypoints, clock, bool(height_m or speed_mps or exact))
    tried = [_resolved(keypoints, clock, part) for part in stretches.parts]
    found = max(tried, key=lambda seen: np.ptp(seen.fold.phase) if seen.fold else 0.0)
    part, sign, xy, exchanged, fold = found.part, found.sign, found.xy, found.exchanged, found.fold
    told = left_out(keypoints, clock, stretches, part) if fold is not None else ()
    keypoints = cut(keypoints, part)
    time_s = clock.captured_s(keypoints.time_s)
    xy = swap_legs(xy, keypoints.landmarks, exchanged)
    cutoff_hz = residual_cutoff_hz(time_s, xy[:, joint_indices(keypoints.landmarks, PAIRS)])
    motion = Motion(
        time_s=time_s,
        landmarks=keypoints.landmarks,
        xy_m=np.full_like(xy, np.nan),
        xy_px=smooth(time_s, swap_legs(keypoints.xy_px, keypoints.landmarks, exchanged), cutoff_hz),
        legs={},
        trunk_lean_deg=np.full(len(time_s), np.nan),
        facing="right" if sign > 0 else "left",
        scene="treadmill",
        travel_px_s=0.0,
        scale=Scale(float("nan"), "unknown: no running stride was found", float("nan")),
        tilt_deg=0.0,
        cutoff_hz=cutoff_hz,
        exchanged=exchanged,
        usable_pct=100.0 * float(legs_seen(keypoints).mean()),
        leg_confidence=_leg_confidence(keypoints, exchanged),
        fold=None,
        stance=None,
        bias=bias_of(keypoints.model),
        warnings=told,
    )
    level, ground_y = xy, float(np.nanmin(xy[..., 1]))
    if fold is not None:
        motion, fold = _with_ground(motion, fold, height_m, speed_mps, exact, keypoints)
        level = _turn(xy, -motion.tilt_deg) - fold.drift[:, None]
        phase = np.linspace(0, 1, 100)
        ground_y = min(
            float(fold.at(f"{s}_{p}", phase)[:, 1].min()) for s in SIDES for p in ("heel", "toe")
        )
    mean = np.zeros_like(level) if fold is None else _mean_stride(fold, motion.landmarks)
    level = mean + smooth(time_s, level - mean, cutoff_hz)
    legs, lean = find_angles(time_s, motion.landmarks, level)
    metres = (level - [0.0, ground_y]) * motion.scale.m_per_px
    return dataclasses.replace(motion, xy_m=metres, legs=legs, trunk_lean_deg=lean, fold=fold)


@dataclasses.dataclass(frozen=True)
class _Seen:
    """A part of the clip: its frames, +1 facing right, positions, exchanged frames, the stride."""

    part: slice
    sign: int
    xy: Floats
    exchanged: NDArray[np.bool_]
    fold: Fold | None


def _resolved(keypoints: Keypoints, clock: Clock, part: slice) -> _Seen:
    """One part of the clip with its sides resolved, cut down to what repeats itself."""
    keypoints = cut(keypoints, part)
    time_s = clock.captured_s(keypoints.time_s)
    sign = int(np.median(forward_sign(time_s, keypoints))) or 1
    xy = _upright(_stabilised(keypoints), sign)
    exchanged, fold = resolve(time_s, keypoints, xy)
    if fold is None:
        return _Seen(part, sign, xy, exchanged, None)
    first = int(np.searchsorted(time_s, fold.time_s[0]))
    own = slice(first, first + len(fold.time_s))
    frames = slice(part.start + own.start, part.start + own.stop)
    return _Seen(frames, sign, xy[own], exchanged[own], fold)


def _mean_stride(fold: Fold, landmarks: tuple[str, ...]) -> Floats:
    """(T, L, 2) where the mean stride has each landmark in each frame; 0 where it has none.

    Only what departs from it is low-passed, so that the filter takes nothing from the knee drive.
    """
    none = np.zeros((len(fold.phase), 2))
    at = [fold.at(name, fold.phase) if name in fold.landmarks else none for name in landmarks]
    return np.stack(at, axis=1)


def find_angles(
    time_s: Floats, landmarks: tuple[str, ...], xy: Floats
) -> tuple[dict[Side, Leg], Floats]:
    """Angles of both legs and lean of the trunk from level landmarks (T, L, 2), any unit."""
    at = {name: xy[:, i] for i, name in enumerate(landmarks)}
    unknown = np.full((len(xy), 2), np.nan)
    shoulders = (at.get("left_shoulder", unknown) + at.get("right_shoulder", unknown)) / 2
    lean = lean_deg((at["left_hip"] + at["right_hip"]) / 2, shoulders)
    legs: dict[Side, Leg] = {}
    for side in SIDES:
        hip, knee, ankle, heel, toe = (at[f"{side}_{j}"] for j in ("hip", *PAIRS))
        thigh = hanging_deg(hip, knee)
        legs[side] = Leg(
            thigh_deg=thigh,
            shank_deg=hanging_deg(knee, ankle),
            foot_deg=foot_deg(heel, toe),
            knee_flexion_deg=knee_flexion_deg(hip, knee, ankle),
            hip_flexion_deg=thigh + lean,
            thigh_velocity_dps=_rate(thigh, time_s),
        )
    return legs, lean


def _rate(values: Floats, time_s: Floats) -> Floats:
    """(T,) change a second; unknown where there is one frame only."""
    return np.gradient(values, time_s) if len(time_s) > 1 else np.full_like(values, np.nan)


def _leg_confidence(keypoints: Keypoints, exchanged: NDArray[np.bool_]) -> dict[Side, float]:
    """How surely each leg's ankle, heel and toe were seen, in all but the worst quarter."""
    confidence = swap_legs(keypoints.confidence, keypoints.landmarks, exchanged)
    return {
        side: float(
            np.mean(
                [
                    np.quantile(confidence[:, keypoints.landmarks.index(f"{side}_{joint}")], 0.25)
                    for joint in ("ankle", "heel", "toe")
                ]
            )
        )
        for side in SIDES
    }


def _stabilised(keypoints: Keypoints) -> Floats:
    """Landmarks as a camera that stood still, square to the runner, would have seen them, px."""
    background = keypoints.background
    if background is None:
        return keypoints.xy_px
    known = np.asarray(np.isfinite(background).all(axis=(1, 2)))
    if known.mean() < 1 - BACKGROUND_LOST:
        raise InputError(
            "the camera moves and the background gives no hold to measure its motion",
            "rest the phone on something, or film before a background with more detail",
        )
    at = np.arange(len(known))
    flat = background.reshape(len(known), 6)
    flat = np.stack([np.interp(at, at[known], flat[known, i]) for i in range(6)], axis=1)
    affine = flat.reshape(-1, 2, 3)
    turned: Floats = np.einsum("tij,tlj->tli", affine[..., :2], keypoints.xy_px)
    still = turned + affine[:, None, :, 2]
    return straightened(keypoints.time_s, keypoints.landmarks, still)


def _upright(xy_px: Floats, sign: int) -> Floats:
    """x forward, y up, still in pixels."""
    return np.multiply(xy_px, [float(sign), -1.0])


def _turn(xy: Floats, degrees: float) -> Floats:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.asarray(xy @ np.array([[c, s], [-s, c]]))


def _with_ground(
    motion: Motion,
    fold: Fold,
    height_m: float | None,
    speed_mps: float | None,
    exact: Scale | None,
    keypoints: Keypoints,
) -> tuple[Motion, Fold]:
    """The motion with scene, tilt, scale and stance, and the fold turned level."""
    bias = bias_of(keypoints.model)
    stance = find_stance(fold, bias)
    seconds = fold.time_s[-1] - fold.time_s[0]
    path = (fold.drift[-1] - fold.drift[0]) / seconds
    overground = path[0] > OVERGROUND * stance.ground_per_s
    if overground and keypoints.background is None:
        stance = with_ground_speed(fold, stance, float(path[0]))
    tilt = find_tilt_deg(
        stance, float(np.degrees(np.arctan2(path[1], path[0]))) if overground else None
    )
    scale, warnings = find_scale(fold, stance, height_m, speed_mps, bias)
    if exact is not None:
        tilt, scale, warnings = 0.0, exact, ()
    turned = dataclasses.replace(
        fold,
        series=np.einsum("jck,cd->jdk", fold.series, _turn(np.eye(2), -tilt)),
        drift=_turn(fold.drift, -tilt),
    )
    return (
        dataclasses.replace(
            motion,
            scene="overground" if overground else "treadmill",
            travel_px_s=float(path[0]),
            tilt_deg=tilt,
            scale=scale,
            stance=stance,
            warnings=motion.warnings + warnings,
        ),
        turned,
    )
