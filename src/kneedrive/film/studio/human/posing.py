"""From a pose to the body's surface: each part is turned as its joints ask, the skin follows.

A pose is (P, 3) over the studio's POINTS, so that whatever moves a drawn runner moves this body
too. Between parts the skin is blended linearly (Magnenat-Thalmann et al. 1988).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from kneedrive.film.studio.body import POINTS, SIDES
from kneedrive.film.studio.human.figure import Figure
from kneedrive.film.studio.human.parts import PARTS, Parts

Floats = NDArray[np.float64]

UP, RIGHT = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
PARENT = {"spine_low": "pelvis", "spine_mid": "spine_low", "chest": "spine_mid"}
PARENT |= {"neck": "chest", "head": "neck"}
for _side in SIDES:
    PARENT |= {f"{_side}_upper_arm": "chest", f"{_side}_forearm": f"{_side}_upper_arm"}
    PARENT |= {f"{_side}_hand": f"{_side}_forearm", f"{_side}_thigh": "pelvis"}
    PARENT |= {f"{_side}_shank": f"{_side}_thigh", f"{_side}_foot": f"{_side}_shank"}
    PARENT |= {f"{_side}_toes": f"{_side}_foot"}
NECK_SHARE = 0.5  # of the head's turn against the chest


@dataclass(frozen=True)
class Placed:
    """Parts in the room: x' = turn @ x + shift for a place x of the standing figure, m.

    turns : (P, 3, 3) and shifts : (P, 3), in the order of PARTS
    """

    turns: Floats
    shifts: Floats

    def at(self, part: str, place_m: Floats) -> Floats:
        """Where a place (..., 3) of the standing figure is, as this part carries it."""
        i = PARTS.index(part)
        return np.asarray(place_m @ self.turns[i].T + self.shifts[i])

    def skin(
        self, carried: NDArray[np.float32], vertices_m: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """(V, 3) vertices, each blended of the parts that carry it (V, P)."""
        frames = np.concatenate([self.turns, self.shifts[:, :, None]], axis=2)
        blended = carried @ frames.reshape(len(PARTS), 12).astype(np.float32)
        blended = blended.reshape(-1, 3, 4)
        turned = np.einsum("vij,vj->vi", blended[:, :, :3], vertices_m)
        return np.asarray(turned + blended[:, :, 3])


def place_parts(figure: Figure, parts: Parts, pose_m: Floats) -> Placed:
    """Turn and place every part for a pose (P, 3) in the room."""
    at = dict(zip(POINTS, np.asarray(pose_m, np.float64), strict=True))
    turns = _turns(figure.joints_m, at)
    shifts = {"pelvis": (at["left_hip"] + at["right_hip"]) / 2}
    shifts["pelvis"] = shifts["pelvis"] - turns["pelvis"] @ parts.pivots_m["pelvis"]
    for part in PARTS[1:]:
        pivot, parent = parts.pivots_m[part], PARENT[part]
        joint = turns[parent] @ pivot + shifts[parent]
        shifts[part] = joint - turns[part] @ pivot
    return Placed(
        np.stack([turns[part] for part in PARTS]), np.stack([shifts[part] for part in PARTS])
    )


def _turns(rest: Mapping[str, Floats], at: Mapping[str, Floats]) -> dict[str, Floats]:
    """Rotation (3, 3) of each part from the standing figure into the room."""
    hips, shoulders = (at["left_hip"] + at["right_hip"]) / 2, _middle(at, "shoulder")
    across = _unit(at["right_hip"] - at["left_hip"])
    trunk = _unit(shoulders - hips)
    pelvis = _frame(_unit(trunk + UP), across)
    chest = _frame(trunk, at["right_shoulder"] - at["left_shoulder"])
    head = _frame(at["crown"] - at["neck"], at["right_ear"] - at["left_ear"])
    head = head @ _frame(UP, RIGHT).T
    turns = {"pelvis": pelvis @ _frame(UP, RIGHT).T, "chest": chest @ _frame(UP, RIGHT).T}
    turns["spine_low"] = _between(turns["pelvis"], turns["chest"], 1 / 3)
    turns["spine_mid"] = _between(turns["pelvis"], turns["chest"], 2 / 3)
    turns["neck"] = _between(turns["chest"], head, NECK_SHARE)
    turns["head"] = head
    for side in SIDES:
        turns |= {f"{side}_{limb}": turn for limb, turn in _limbs(rest, at, side, across).items()}
    return turns


def _limbs(
    rest: Mapping[str, Floats], at: Mapping[str, Floats], side: str, across: Floats
) -> dict[str, Floats]:
    def from_to(a: str, b: str, axis_rest: Floats, axis: Floats) -> Floats:
        before = _frame(rest[f"{side}_{b}"] - rest[f"{side}_{a}"], axis_rest)
        return np.asarray(_frame(at[f"{side}_{b}"] - at[f"{side}_{a}"], axis) @ before.T)

    elbow_rest, elbow = _bend(rest, side), _bend(at, side)
    sole = _frame(at[f"{side}_ball"] - at[f"{side}_heel"], across)
    toes = _frame(at[f"{side}_tip"] - at[f"{side}_ball"], across)
    flat = _frame(np.array([1.0, 0.0, 0.0]), RIGHT)
    forearm = from_to("elbow", "wrist", elbow_rest, elbow)
    return {
        "thigh": from_to("hip", "knee", RIGHT, across),
        "shank": from_to("knee", "ankle", RIGHT, across),
        "foot": sole @ flat.T,
        "toes": toes @ flat.T,
        "upper_arm": from_to("shoulder", "elbow", elbow_rest, elbow),
        "forearm": forearm,
        "hand": forearm,
    }


def _bend(points: Mapping[str, Floats], side: str) -> Floats:
    """The axis about which an elbow bends."""
    upper = points[f"{side}_elbow"] - points[f"{side}_shoulder"]
    fore = points[f"{side}_wrist"] - points[f"{side}_elbow"]
    return _cross(upper, fore) + 1e-3 * RIGHT


def _middle(at: Mapping[str, Floats], joint: str) -> Floats:
    return np.asarray((at[f"left_{joint}"] + at[f"right_{joint}"]) / 2)


def _frame(along: Floats, across: Floats) -> Floats:
    """(3, 3) with columns along, across (made square to it) and the third axis."""
    first = _unit(along)
    second = _unit(across - first * (across @ first))
    return np.stack([first, second, _cross(first, second)], axis=1)


def _cross(a: Floats, b: Floats) -> Floats:
    """numpy's own takes ten times as long for two single vectors."""
    (ax, ay, az), (bx, by, bz) = a, b
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def _between(a: Floats, b: Floats, share: float) -> Floats:
    """The rotation a share of the way from a to b."""
    way = Rotation.from_matrix(b @ a.T).as_rotvec()
    return np.asarray(Rotation.from_rotvec(share * way).as_matrix() @ a)


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.sqrt(vector @ vector))
