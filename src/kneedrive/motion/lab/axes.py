"""Finds the runner's axes in the laboratory's: feet are below the hips, toes in front of heels."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.lab.trial import Floats, GroundForce

UPPER = ("asis", "psis", "iliac_crest", "hip", "trochanter", "shoulder")
LOWER = ("heel", "toe", "mt1", "mt2", "mt5", "ankle_lateral", "ankle")
FRONT = ("toe", "mt2", "mt1", "mt5")
BACK = ("heel", "ankle_lateral", "ankle")
HIP_ABOVE_FEET_M = (0.2, 1.8)  # anything else is a wrong unit
SNAP_DEG = 15.0  # a runner this close to an axis of the laboratory runs along it
TRAVEL_M = 1.5  # a body that moves this far shows its direction itself


def find_axes(points: Mapping[str, Floats], path: Path) -> Floats:
    """(3, 3) rotation; its rows are the runner's forward, up and right in the laboratory's axes.

    points : landmark -> (T, 3) in the laboratory's axes, m

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
    forward = _forward(points, front - back, up)
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


def _forward(points: Mapping[str, Floats], foot: Floats, up: Floats) -> Floats:
    """Level unit vector the runner faces; along an axis of the laboratory where one is near."""
    foot = foot - up * (foot @ up)
    travel = _travel(points)
    travel = travel - up * (travel @ up)
    if np.linalg.norm(travel) < TRAVEL_M:
        # Feet may both turn out to one side: they tell which axis, not more.
        return _nearest_axis(foot)
    facing = travel * np.sign(travel @ foot) / np.linalg.norm(travel)
    axis = _nearest_axis(facing)
    return axis if facing @ axis > np.cos(np.radians(SNAP_DEG)) else facing


def _travel(points: Mapping[str, Floats]) -> Floats:
    """How far the pelvis moves from the first to the last time it is seen, m."""
    for name in (f"{side}_{part}" for part in UPPER for side in ("left", "right")):
        if name in points:
            seen = points[name][np.isfinite(points[name]).all(axis=1)]
            if len(seen) > 1:
                return np.asarray(seen[-1] - seen[0])
    return np.zeros(3)


def _mean(points: Mapping[str, Floats], parts: tuple[str, ...]) -> Floats:
    """Mean position of what is there of some landmarks of both sides."""
    known = [
        np.nanmean(points[name], axis=0)
        for name in (f"{side}_{part}" for part in parts for side in ("left", "right"))
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
