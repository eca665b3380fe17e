"""Joint centres of a moving trial: found on a static one, carried along by rigid segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.lab.anatomy import SIDES, Anatomy, Pelvis, find_anatomy
from kneedrive.motion.lab.exchanged import find_exchanged_in_segment
from kneedrive.motion.lab.rigid import FEWEST, bridge, carry, follow
from kneedrive.motion.lab.trial import Floats, Trial

FOOT_POINTS = ("heel", "toe")
JOINTS = ("hip", "knee", "ankle")
NEEDED = tuple(f"{side}_{joint}" for side in SIDES for joint in (*JOINTS, *FOOT_POINTS))
PELVIS = ("sacrum", *(f"{s}_{p}" for s in SIDES for p in ("asis", "psis", "iliac_crest")))
# Markers of each segment; the joint above it helps out where it has fewer than three of its own.
THIGH = ("thigh_1", "thigh_2", "thigh_3", "thigh_4", "knee_lateral", "knee_medial")
SHANK = ("shank_1", "shank_2", "shank_3", "shank_4", "ankle_lateral", "ankle_medial")
FOOT = ("heel", "foot_1", "foot_2", "mt1", "mt2", "mt5", "toe")
SEEN = 0.1  # share of frames; a marker that is there for less is left out
LOOSE_MM = 25.0  # a segment whose markers miss its shape by more is not held by them

_Motion = tuple[Floats, Floats]  # rotation (T, 3, 3) and shift (T, 3) of a segment


@dataclass(frozen=True)
class Centres:
    """Joint centres and foot points of a trial.

    Parameters
    ----------
    time_s : (T,) s from the first frame
    rate_hz : frames a second
    points : "left_hip" ... -> (T, 3) m, runner's axes; NaN where unknown
    pelvis : its axes over time; None where it has no markers
    misfit_mm : segment -> root mean square of how its markers miss the static shape
    notes : what the reader should know
    """

    time_s: Floats
    rate_hz: float
    points: Mapping[str, Floats]
    pelvis: Pelvis | None
    misfit_mm: Mapping[str, float]
    notes: tuple[str, ...] = ()


@dataclass
class _Body:
    """What is known while the segments are taken one by one, from the pelvis to the feet.

    pose : landmark -> (3,) in the static trial, joint centres included
    known : landmark -> (T, 3) in the moving trial; joint centres join as they are found
    label_of : landmark -> label in the file
    """

    rate_hz: float
    label_of: Mapping[str, str]
    pose: dict[str, Floats]
    known: dict[str, Floats]
    misfit_mm: dict[str, float]
    notes: list[str]


def find_centres(trial: Trial, static: Trial | None = None) -> Centres:
    """Hip, knee, ankle, heel and toe of both sides (shoulders where they have markers).

    static : a trial of the same runner standing still, with the same tracking markers

    Raises
    ------
    InputError : a joint can't be found; its text names what lacks
    """
    moving = trial.landmarks()
    misfit_mm: dict[str, float] = {}
    if static is None or all(name in moving for name in NEEDED):
        found = _each_frame(trial, moving)
    else:
        found, misfit_mm = _carried(trial, moving, static)
    lacking = [name for name in NEEDED if name not in found.points]
    if lacking:
        files = trial.source.name + (f" and {static.source.name}" if static else "")
        give = "" if static else "give its static trial with --static, or "
        raise InputError(
            f"{files} lack the markers to find {', '.join(lacking).replace('_', ' ')}",
            f"{give}name the markers with --markers MAP.csv",
        )
    points = {name: bridge(xyz, trial.rate_hz) for name, xyz in found.points.items()}
    return Centres(trial.time_s, trial.rate_hz, points, found.pelvis, misfit_mm, tuple(found.notes))


def _each_frame(trial: Trial, moving: Mapping[str, Floats]) -> Anatomy:
    """Centres from each frame's own markers."""
    found = find_anatomy({name: bridge(xyz, trial.rate_hz) for name, xyz in moving.items()})
    if not all(name in moving for name in NEEDED):
        found.notes.append(
            "no static trial: joint centres come from each frame's own markers, skin motion and all"
        )
    return found


def _carried(
    trial: Trial, moving: dict[str, Floats], static: Trial
) -> tuple[Anatomy, dict[str, float]]:
    """Centres of the standing runner, carried by pelvis, thighs, shanks and feet."""
    pose = {k: np.nanmean(v, axis=0, keepdims=True) for k, v in static.landmarks().items()}
    standing = find_anatomy(pose)
    body = _Body(
        rate_hz=trial.rate_hz,
        label_of=trial.label_of,
        pose={name: xyz[0] for name, xyz in (pose | standing.points).items()},
        known={name: xyz for name, xyz in moving.items() if np.isfinite(xyz).mean() > SEEN},
        misfit_mm={},
        notes=list(standing.notes),
    )
    points: dict[str, Floats] = {}
    pelvis = _segment(body, "pelvis", PELVIS, "")
    axes = _turned(standing.pelvis, pelvis)
    for side in SIDES:
        points |= _leg(body, side, pelvis)
        if f"{side}_shoulder" in moving:
            points[f"{side}_shoulder"] = moving[f"{side}_shoulder"]
    return Anatomy(points, axes, body.notes), body.misfit_mm


def _leg(body: _Body, side: str, pelvis: _Motion | None) -> dict[str, Floats]:
    """Points of one leg; the knee is the mean of what thigh and shank say."""
    hip, knee, ankle = (f"{side}_{joint}" for joint in JOINTS)
    body.known |= _carry(body, pelvis, hip)
    thigh = _segment(body, f"{side} thigh", [f"{side}_{m}" for m in THIGH], hip)
    upper = _carry(body, thigh, knee)
    body.known |= upper
    shank = _segment(body, f"{side} shank", [f"{side}_{m}" for m in SHANK], knee)
    lower = _carry(body, shank, knee)
    body.known |= _carry(body, shank, ankle)
    foot = _segment(body, f"{side} foot", [f"{side}_{m}" for m in FOOT], ankle)
    points = {name: body.known[name] for name in (hip, ankle) if name in body.known}
    both = [*upper.values(), *lower.values()]
    if both:
        points[knee] = _mean(both)
    for point in FOOT_POINTS:
        points |= _carry(body, foot, f"{side}_{point}")
    return points


def _segment(body: _Body, name: str, own: Sequence[str], helper: str) -> _Motion | None:
    """Rotation and shift of one segment from the static trial on; None with too few markers."""
    names = [n for n in own if n in body.pose and n in body.known]
    if len(names) < FEWEST and helper in body.pose and helper in body.known:
        names.append(helper)
    if len(names) < FEWEST:
        body.notes.append(f"the {name} has fewer than three markers in both trials")
        return None
    model = np.array([body.pose[n] for n in names])
    pair = find_exchanged_in_segment(names, model, np.stack([body.known[n] for n in names], axis=1))
    if pair is not None:
        a, b = pair
        body.known[a], body.known[b] = body.known[b], body.known[a]
        labels = " and ".join(body.label_of.get(n, n) for n in pair)
        body.notes.append(f"the markers {labels} are exchanged; they were put right")
    seen = np.stack([body.known[n] for n in names], axis=1)
    rotation, shift, misfit = follow(model, seen, body.rate_hz)
    body.misfit_mm[name] = 1000.0 * misfit
    if 1000.0 * misfit > LOOSE_MM:
        body.notes.append(
            f"the markers of the {name} miss its standing shape by {1000 * misfit:.0f} mm: its "
            "joints are less sure"
        )
    return rotation, shift


def _carry(body: _Body, motion: _Motion | None, name: str) -> dict[str, Floats]:
    """A point of the static trial carried along, empty where it or its segment is unknown."""
    if motion is None or name not in body.pose:
        return {}
    return {name: carry(*motion, body.pose[name])}


def _turned(standing: Pelvis | None, motion: _Motion | None) -> Pelvis | None:
    if standing is None or motion is None:
        return None
    rotation, shift = motion
    axes = np.einsum("tij,kj->tki", rotation, standing.axes[0])
    return Pelvis(carry(rotation, shift, standing.origin_m[0]), axes, standing.depth_m)


def _mean(positions: Sequence[Floats]) -> Floats:
    """(T, 3) mean of what is known of some (T, 3) positions."""
    stack = np.stack(positions)
    known = np.isfinite(stack)
    total = np.where(known, stack, 0.0).sum(axis=0)
    return np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), np.nan)
