"""Finds markers whose labels are exchanged, and puts them right.

Labels are given by hand or by software, and both mistake one marker for another. Three checks:
the right side lies to the right of the left one; the outer marker of a joint lies further out than
the inner one; and the markers of a segment keep the shape they have in the static trial.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from kneedrive.motion.lab.rigid import fit_rigid
from kneedrive.motion.lab.trial import Floats

OUTWARD = {"left": -1.0, "right": 1.0}  # sign of z
FAR_APART = ("asis", "psis", "iliac_crest", "trochanter", "hip", "thigh_1", "knee_lateral", "knee")
OUTER_INNER = (("knee_lateral", "knee_medial"), ("ankle_lateral", "ankle_medial"), ("mt5", "mt1"))
CLEAR_M = 0.02  # beyond what a turned leg can do
FRAMES = 60  # of a trial, tried for a marker that left its place in the segment
MISFIT_M = 0.015  # a segment whose markers keep their shape better than this needs no repair
BETTER = 0.5  # an exchange that halves the misfit is believed


def find_exchanged(points: Mapping[str, Floats]) -> list[tuple[str, str]]:
    """Pairs of landmarks that anatomy says are exchanged, from (T, 3) positions of each, m."""
    pairs = []
    for part in FAR_APART:
        left, right = f"left_{part}", f"right_{part}"
        if _outward(points, right, left, 1.0) < -CLEAR_M:
            pairs.append((left, right))
    for side, sign in OUTWARD.items():
        for outer, inner in OUTER_INNER:
            names = f"{side}_{outer}", f"{side}_{inner}"
            if _outward(points, *names, sign) < -CLEAR_M:
                pairs.append(names)
    return pairs


def find_exchanged_in_segment(
    names: Sequence[str], model: Floats, seen: Floats
) -> tuple[str, str] | None:
    """The pair of a segment's markers whose exchange lets the static shape fit, if one does.

    model : (n, 3) the markers in the static trial, m
    seen : (T, n, 3) in the moving trial, m
    """
    whole = np.flatnonzero(np.isfinite(seen).all(axis=(1, 2)))
    if len(names) < 3 or len(whole) < 3:
        return None
    some = seen[whole[:: max(1, len(whole) // FRAMES)]]
    before = _misfit(model, some)
    if before < MISFIT_M:
        return None
    tried = []
    for i, j in combinations(range(len(names)), 2):
        order = list(range(len(names)))
        order[i], order[j] = j, i
        tried.append((_misfit(model, some[:, order]), (names[i], names[j])))
    best, pair = min(tried)
    return pair if best < BETTER * before else None


def swapped(points: Mapping[str, str], pair: tuple[str, str]) -> dict[str, str]:
    """The labels of landmarks with those of one pair exchanged."""
    a, b = pair
    return dict(points) | {a: points[b], b: points[a]}


def _outward(points: Mapping[str, Floats], outer: str, inner: str, sign: float) -> float:
    """How far one landmark lies outside the other, m (median); 0 where one is not seen."""
    if outer not in points or inner not in points:
        return 0.0
    apart = sign * (points[outer][:, 2] - points[inner][:, 2])
    return float(np.nanmedian(apart)) if np.isfinite(apart).any() else 0.0


def _misfit(model: Floats, seen: Floats) -> float:
    """How far the markers lie from where the static shape puts them: median over frames, m.

    Root mean square over the markers: an exchange may turn nothing, and show in its pair alone.
    """
    rotation, shift = fit_rigid(model, seen)
    put = np.einsum("tij,nj->tni", rotation, model) + shift[:, None]
    return float(np.median(np.sqrt(np.mean(np.sum((put - seen) ** 2, axis=2), axis=1))))
