"""Whether a body can have its markers where the names say: names are believed only then.

Distances between landmarks of one body part keep within limits for people of 1.0 to 2.2 m; a label
that stands for two things is told by where its marker sits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from kneedrive.motion.lab.names import MarkerNames
from kneedrive.motion.lab.trial import Floats

SIDES = ("left", "right")
KNEES, ANKLES = ("knee", "knee_lateral", "knee_medial"), ("ankle", "ankle_lateral", "ankle_medial")
HEADS = ("mt1", "mt2", "mt5")
THIGH = ("thigh_1", "thigh_2", "thigh_3", "thigh_4")
SHANK = ("shank_1", "shank_2", "shank_3", "shank_4")
# Landmarks of one side, and the least and greatest distance between them, m.
WITHIN = (
    (("asis", "hip", "trochanter"), KNEES, 0.18, 0.75),
    (KNEES, ANKLES, 0.16, 0.65),
    (("asis", "hip"), ANKLES, 0.25, 1.3),
    (("knee_lateral",), ("knee_medial",), 0.04, 0.22),
    (("ankle_lateral",), ("ankle_medial",), 0.03, 0.16),
    (ANKLES, ("heel", "foot_1", "foot_2"), 0.01, 0.22),
    (ANKLES, (*HEADS, "toe"), 0.04, 0.32),
    (("heel",), (*HEADS, "toe"), 0.06, 0.42),
    (("asis", "hip"), ("shoulder",), 0.20, 0.85),
    (THIGH, KNEES, 0.01, 0.60),
    (SHANK, ANKLES, 0.01, 0.55),
)
# The same landmark of both sides.
APART = {"asis": (0.10, 0.45), "psis": (0.02, 0.30), "hip": (0.08, 0.50)}
CENTRES_APART_M = 0.26  # centres of the hips are 0.14 to 0.2 m apart, trochanters 0.3 or more
# A marker this far ahead of the heads of the metatarsals is on the toe; the second head is 1 to
# 2 cm ahead of the line from the first to the fifth, and 4 cm ahead of the fifth.
TOE_AHEAD_M, TOE_AHEAD_OF_FIFTH_M = 0.035, 0.065


def skin_called_hips(points: Mapping[str, Floats]) -> bool:
    """Whether what is named as the centres of the hips lies too far apart for them."""
    if not {"left_hip", "right_hip"} <= set(points):
        return False
    return _distance(points["left_hip"], points["right_hip"]) > CENTRES_APART_M


def believed(names: MarkerNames, points: Mapping[str, Floats]) -> tuple[MarkerNames, list[str]]:
    """The names without those that no body can have, and the labels that were left out.

    points : landmark -> (T, 3), m, in any axes
    """
    label_of, dropped = dict(names.label_of), []
    while wrong := list(_impossible({k: points[k] for k in label_of})):
        count = {name: sum(name in pair for pair in wrong) for pair in wrong for name in pair}
        worst = max(count, key=lambda name: (count[name], name in names.added))
        dropped.append(label_of.pop(worst))
    return replace(names, label_of=label_of), dropped


def toes_told(names: MarkerNames, points: Mapping[str, Floats]) -> MarkerNames:
    """The names with markers called TOE on the toe, where they are; most sets mean the second head.

    points : landmark -> (T, 3), m, in any axes
    """
    label_of = dict(names.label_of)
    for side in SIDES:
        mt2, toe = f"{side}_mt2", f"{side}_toe"
        if mt2 in label_of and toe not in label_of and _on_toe(points, side):
            label_of[toe] = label_of.pop(mt2)
    return replace(names, label_of=label_of)


def _on_toe(points: Mapping[str, Floats], side: str) -> bool:
    """Whether what is named as the second metatarsal's head lies ahead of where that can be."""
    at = {part: points[f"{side}_{part}"] for part in ("heel", *HEADS) if f"{side}_{part}" in points}
    if "heel" not in at or not {"mt1", "mt5"} & set(at):
        return False
    heads = [at[part] for part in ("mt1", "mt5") if part in at]
    middle = np.mean(heads, axis=0)
    along = middle - at["heel"]
    along = along / np.linalg.norm(along, axis=1, keepdims=True)
    ahead = np.sum((at["mt2"] - middle) * along, axis=1)
    if not np.isfinite(ahead).any():
        return False
    limit = TOE_AHEAD_M if "mt1" in at else TOE_AHEAD_OF_FIFTH_M
    return float(np.nanmedian(ahead)) > limit


def _impossible(points: Mapping[str, Floats]) -> Iterator[tuple[str, str]]:
    """Pairs of landmarks at distances that no body has."""
    for part, (least, most) in APART.items():
        yield from _outside(points, f"left_{part}", f"right_{part}", least, most)
    for side in SIDES:
        for some, others, least, most in WITHIN:
            for a in some:
                for b in others:
                    yield from _outside(points, f"{side}_{a}", f"{side}_{b}", least, most)


def _outside(
    points: Mapping[str, Floats], a: str, b: str, least: float, most: float
) -> Iterator[tuple[str, str]]:
    if a in points and b in points:
        distance = _distance(points[a], points[b])
        if distance < least or distance > most:
            yield a, b


def _distance(a: Floats, b: Floats) -> float:
    """Median distance, m; NaN where both are never seen together."""
    apart = np.linalg.norm(a - b, axis=1)
    return float(np.nanmedian(apart)) if np.isfinite(apart).any() else float("nan")
