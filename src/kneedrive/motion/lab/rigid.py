"""A body segment as a rigid cluster of markers: where it is, and what goes along with it.

Least squares through the singular value decomposition: Soederkvist & Wedin 1993,
doi 10.1016/0021-9290(93)90098-Y.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from kneedrive.motion.lab.trial import Floats

SHORT_GAP_S = 0.1  # a marker unseen for no longer than this is bridged by a spline
FEWEST = 3  # markers that fix a segment
STRAY_M = 0.05  # skin moves less over bone than this; a marker further off is another one


def fit_rigid(model: Floats, seen: Floats) -> tuple[Floats, Floats]:
    """Rotation (T, 3, 3) and shift (T, 3) that carry model (n, 3) onto seen (T, n, 3).

    Missing markers do not count; NaN in frames in which fewer than three are seen.
    """
    known = np.asarray(np.isfinite(seen).all(axis=2))
    weight = known / np.maximum(known.sum(axis=1, keepdims=True), 1)
    filled = np.where(known[..., None], seen, 0.0)
    model_mean = weight @ model
    seen_mean = np.einsum("tn,tni->ti", weight, filled)
    spread = np.einsum(
        "tn,tni,tnj->tij", weight, model - model_mean[:, None], filled - seen_mean[:, None]
    )
    u, _, vt = np.linalg.svd(spread)
    # A reflection fits a flat cluster as well as a rotation does; bodies only turn.
    turn = np.repeat(np.eye(3)[None], len(seen), axis=0)
    turn[:, 2, 2] = np.sign(np.linalg.det(u @ vt))
    rotation = (u @ turn @ vt).transpose(0, 2, 1)
    rotation[known.sum(axis=1) < FEWEST] = np.nan
    return rotation, seen_mean - np.einsum("tij,tj->ti", rotation, model_mean)


def follow(model: Floats, seen: Floats, rate_hz: float) -> tuple[Floats, Floats, float]:
    """Motion of a segment through gaps and strays: rotation (T, 3, 3), shift (T, 3), misfit (m).

    A gap of one marker is filled from the others, offset by what the marker was off before and
    after, so that the segment does not jump when a marker goes or comes.
    """
    seen = np.stack([bridge(seen[:, i], rate_hz) for i in range(seen.shape[1])], axis=1)
    rotation, shift = fit_rigid(model, seen)
    off = _off(model, seen, rotation, shift)
    stray = (np.linalg.norm(off, axis=2) > STRAY_M) & _worst(off)
    if len(model) > FEWEST and stray.any():
        seen = np.where(stray[..., None], np.nan, seen)
        rotation, shift = fit_rigid(model, seen)
        off = _off(model, seen, rotation, shift)
    misfit = float(np.sqrt(np.nanmean(np.sum(off**2, axis=2)))) if np.isfinite(off).any() else 0.0
    if np.isfinite(seen).all():
        return rotation, shift, misfit
    local = np.einsum("tij,tni->tnj", rotation, off)
    for i in range(len(model)):
        local[:, i] = _held(local[:, i])
    guess = np.einsum("tij,tnj->tni", rotation, model + local) + shift[:, None]
    return *fit_rigid(model, np.where(np.isfinite(seen), seen, guess)), misfit


def carry(rotation: Floats, shift: Floats, point: Floats) -> Floats:
    """(T, 3) a point (3,) of the static trial, carried along by a segment."""
    return np.asarray(np.einsum("tij,j->ti", rotation, point) + shift)


def bridge(xyz: Floats, rate_hz: float, longest_s: float = SHORT_GAP_S) -> Floats:
    """(T, 3) with gaps of up to longest_s filled by a cubic spline; longer ones stay missing."""
    known = np.asarray(np.isfinite(xyz).all(axis=1))
    if known.all() or known.sum() < 4:
        return xyz
    at = np.flatnonzero(known)
    gaps = _short_gaps(known, round(longest_s * rate_hz))
    out = xyz.copy()
    out[gaps] = CubicSpline(at, xyz[at])(np.flatnonzero(gaps))
    return out


def _short_gaps(known: NDArray[np.bool_], longest: int) -> NDArray[np.bool_]:
    """(T,) unknown frames between known ones that are no more than `longest` frames apart."""
    at = np.flatnonzero(known)
    out = np.zeros(len(known), dtype=bool)
    for a, b in pairwise(at):
        if 1 < b - a <= longest + 1:
            out[a + 1 : b] = True
    return out


def _off(model: Floats, seen: Floats, rotation: Floats, shift: Floats) -> Floats:
    """(T, n, 3) from where the segment puts each marker to where it is seen, m."""
    return np.asarray(seen - np.einsum("tij,nj->tni", rotation, model) - shift[:, None])


def _worst(off: Floats) -> NDArray[np.bool_]:
    """(T, n) the one marker of each frame that is furthest off."""
    distance = np.nan_to_num(np.linalg.norm(off, axis=2), nan=-1.0)
    return np.asarray(np.arange(off.shape[1]) == distance.argmax(axis=1)[:, None])


def _held(values: Floats) -> Floats:
    """(T, 3) with gaps filled linearly, and the ends held."""
    known = np.isfinite(values).all(axis=1)
    if not known.any() or known.all():
        return np.where(np.isfinite(values), values, 0.0)
    at, frames = np.flatnonzero(known), np.arange(len(values))
    return np.stack([np.interp(frames, at, values[at, k]) for k in range(3)], axis=1)
