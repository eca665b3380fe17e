"""Rigid parts of a figure, the joints they turn about, and how much of each vertex they carry."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import SIDES
from kneedrive.film.studio.human.figure import Figure
from kneedrive.film.studio.human.package import HumanData

Floats = NDArray[np.float64]

LIMBS = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot", "toes")
MIDDLE = ("pelvis", "spine_low", "spine_mid", "chest", "neck", "head")
PARTS = (*MIDDLE, *(f"{side}_{limb}" for side in SIDES for limb in LIMBS))
BONE_OF = {
    "pelvis": "pelvis",
    "spine_low": "spine_01",
    "spine_mid": "spine_02",
    "chest": "spine_03",
    "neck": "neck_01",
    "head": "head",
    "upper_arm": "upperarm",
    "forearm": "lowerarm",
    "hand": "hand",
    "thigh": "thigh",
    "shank": "calf",
    "foot": "foot",
    "toes": "ball",
}
FINGERS = ("index", "middle", "ring", "pinky", "thumb")
JOINT_OF = {
    "spine_low": "spine-4",
    "spine_mid": "spine-3",
    "chest": "spine-2",
    "neck": "neck",
    "head": "head",
    "upper_arm": "shoulder",
    "forearm": "elbow",
    "hand": "wrist",
    "thigh": "hip",
    "shank": "knee",
    "foot": "ankle",
    "toes": "ball",
}


@dataclass(frozen=True)
class Parts:
    """Parts of a figure; their order is PARTS.

    Parameters
    ----------
    pivots_m : part -> (3,) the joint it turns about, in the standing figure
    carried : (V, P) share of each part in each vertex
    """

    pivots_m: Mapping[str, Floats]
    carried: NDArray[np.float32]


def make_parts(data: HumanData, figure: Figure) -> Parts:
    """Parts and pivots of a figure."""
    joints = figure.joints_m
    pivots = {"pelvis": (joints["left_hip"] + joints["right_hip"]) / 2}
    for part in PARTS[1:]:
        side, _, limb = part.partition("_")
        own = side in SIDES
        pivots[part] = joints[f"{side}_{JOINT_OF[limb]}" if own else JOINT_OF[part]]
    carried = np.zeros((len(data.weights), len(PARTS)), np.float32)
    for column, bone in enumerate(data.bones):
        carried[:, PARTS.index(_part_of(bone))] += data.weights[:, column]
    return Parts(pivots, carried)


def _part_of(bone: str) -> str:
    """The part that a bone of the rig belongs to."""
    if bone == "Root":
        return "pelvis"
    name, _, end = bone.rpartition("_")
    side = {"l": "left", "r": "right"}.get(end)
    if side is None:
        return next(part for part, own in BONE_OF.items() if own == bone)
    if name == "clavicle":
        return "chest"
    if name.startswith(FINGERS):
        return f"{side}_hand"
    return next(f"{side}_{part}" for part, own in BONE_OF.items() if own == name)
