"""Finds the runner's axes in the laboratory's: feet are below the hips, toes in front of heels.

Forward is the way of the body where it crosses the room, and on a belt the way against which the
belt carries the standing feet. A belt need not lie along an axis of the laboratory.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.lab.trial import Floats, GroundForce

SIDES = ("left", "right")
UPPER = ("asis", "psis", "iliac_crest", "hip", "trochanter", "shoulder")
LOWER = ("heel", "toe", "mt1", "mt2", "mt5", "ankle_lateral", "ankle")
FRONT = ("toe", "mt2", "mt1", "mt5")
BACK = ("heel", "ankle_lateral", "ankle")
FOOT = ("heel", "toe", "mt1", "mt2", "mt5")
HIP_ABOVE_FEET_M = (0.2, 1.8)  # anything else is a wrong unit
# A belt within this of an axis was laid along it: standing feet show the direction to 0.8 degrees
# (48 runs of Fukuchi 2017, doi 10.7717/peerj.3298).
SNAP_DEG = 2.0
FACING_SNAP_DEG = 20.0  # hips and feet of somebody who stands show it less well
TRAVEL_M = 1.5  # a body that moves this far shows its direction itself
STANDS = 0.2  # share of the frames in which a marker of the foot is lowest, and goes with the belt
EVENLY = 0.2  # of the median speed: what is faster or slower is still landing, or leaving
SLOWEST_BELT_MPS = 0.5
FEWEST_FRAMES = 10
HALF_S = 0.014  # velocities are taken over twice this


def find_axes(points: Mapping[str, Floats], rate_hz: float, path: Path) -> Floats:
    """(3, 3) rotation; its rows are the runner's forward, up and right in the laboratory's axes.

    points : landmark -> (T, 3) in the laboratory's axes, m, at rate_hz

    Raises
    ------
    InputError : hips or feet have no markers, or the lengths are no body's
    """
    upper, lower = _mean(points, UPPER), _mean(points, LOWER)
    front, back = _mean(points, FRONT), _mean(points, BACK)
    if not np.isfinite([upper, lower, front, back]).all():
        raise InputError(
            f"{path} has no known markers on {_lacking(upper, front, back)}",
            "name its markers with --markers MAP.csv",
        )
    up = _nearest_axis(upper - lower)
    if not HIP_ABOVE_FEET_M[0] < float((upper - lower) @ up) < HIP_ABOVE_FEET_M[1]:
        raise InputError(
            f"the hips in {path} are {float((upper - lower) @ up):.3g} m above the feet",
            "check the unit of the file, or name its markers with --markers MAP.csv",
        )
    forward = _forward(points, rate_hz, front - back, up)
    return np.array([forward, up, np.cross(forward, up)])


def turn_force(force: GroundForce, axes: Floats) -> GroundForce:
    """Ground force in the runner's axes, upward + on every plate."""
    force_n, moment = force.force_n @ axes.T, force.free_moment_nm @ axes.T
    # Some makers store what the runner does to the plate, others what the plate does to the runner.
    sign = np.where(force_n[:, :, 1].sum(axis=0) < 0, -1.0, 1.0)[:, None]
    return replace(
        force,
        force_n=force_n * sign,
        free_moment_nm=moment * sign,
        cop_m=force.cop_m @ axes.T,
        corners_m=force.corners_m @ axes.T,
    )


def _forward(points: Mapping[str, Floats], rate_hz: float, foot: Floats, up: Floats) -> Floats:
    """Level unit vector the runner faces; along an axis of the laboratory where one is near.

    foot : from the heels to the toes: they may both turn out to one side, and show the sign alone
    """
    travel, belt = _travel(points), _belt_mps(points, rate_hz, up)
    snap_deg = SNAP_DEG
    if np.linalg.norm(_level(travel, up)) >= TRAVEL_M:
        way = _level(travel, up)
    elif belt is not None and np.linalg.norm(belt) >= SLOWEST_BELT_MPS:
        way = belt
    else:
        way, snap_deg = np.cross(up, _sideways(points)), FACING_SNAP_DEG
        if not np.linalg.norm(way) > 0:
            way = _level(foot, up)
    facing = way * (np.sign(way @ foot) or 1.0) / np.linalg.norm(way)
    axis = _nearest_axis(facing)
    return axis if facing @ axis > np.cos(np.radians(snap_deg)) else facing


def _level(vector: Floats, up: Floats) -> Floats:
    return np.asarray(vector - up * (vector @ up))


def _belt_mps(points: Mapping[str, Floats], rate_hz: float, up: Floats) -> Floats | None:
    """Level velocity of the standing feet, m/s; None where they are not seen well enough.

    Both feet count alike, since each rolls outwards a little while it stands.
    """
    velocities: list[Floats] = []
    for part in FOOT:
        left, right = (_standing_mps(points.get(f"{s}_{part}"), rate_hz, up) for s in SIDES)
        if left is not None and right is not None:
            velocities += [left, right]
    return np.mean(velocities, axis=0) if velocities else None


def _standing_mps(xyz_m: Floats | None, rate_hz: float, up: Floats) -> Floats | None:
    """Level velocity of one marker of a foot while it is lowest and moves evenly."""
    half = max(1, round(HALF_S * rate_hz))
    if xyz_m is None or len(xyz_m) <= 2 * half:
        return None
    moved = (xyz_m[2 * half :] - xyz_m[: -2 * half]) * (rate_hz / (2 * half))
    height = xyz_m[half:-half] @ up
    known = np.isfinite(moved).all(axis=1) & np.isfinite(height)
    if known.sum() < FEWEST_FRAMES:
        return None
    moved, height = moved[known], height[known]
    standing = moved[height <= np.quantile(height, STANDS)]
    standing = standing - np.outer(standing @ up, up)
    speed = np.linalg.norm(standing, axis=1)
    even = standing[np.abs(speed - np.median(speed)) <= EVENLY * np.median(speed)]
    return np.asarray(even.mean(axis=0)) if len(even) else None


def _sideways(points: Mapping[str, Floats]) -> Floats:
    """From the left to the right of the pelvis, on the whole; zero where it is not seen."""
    for part in UPPER:
        left, right = points.get(f"left_{part}"), points.get(f"right_{part}")
        if left is not None and right is not None:
            across = right - left
            if np.isfinite(across).all(axis=1).any():
                return np.asarray(np.nanmean(across, axis=0))
    return np.zeros(3)


def _travel(points: Mapping[str, Floats]) -> Floats:
    """How far the pelvis moves while it is seen, along a straight line, m."""
    for name in (f"{side}_{part}" for part in UPPER for side in SIDES):
        if name in points:
            at = np.flatnonzero(np.isfinite(points[name]).all(axis=1))
            if len(at) > 1:
                slope = np.polyfit(at, points[name][at], 1)[0]
                return np.asarray(slope * (at[-1] - at[0]))
    return np.zeros(3)


def _mean(points: Mapping[str, Floats], parts: tuple[str, ...]) -> Floats:
    """Mean position of what is there of some landmarks of both sides."""
    known = [
        np.nanmean(points[name], axis=0)
        for name in (f"{side}_{part}" for part in parts for side in SIDES)
        if name in points and np.isfinite(points[name]).any()
    ]
    return np.mean(known, axis=0) if known else np.full(3, np.nan)


def _nearest_axis(vector: Floats) -> Floats:
    axis = np.zeros(3)
    axis[np.argmax(np.abs(vector))] = np.sign(vector[np.argmax(np.abs(vector))])
    return axis


def _lacking(upper: Floats, front: Floats, back: Floats) -> str:
    where = {"the pelvis": upper, "the toes": front, "the heels": back}
    return " and ".join(name for name, mean in where.items() if not np.isfinite(mean).all())
