"""A person's figure: the skin and the joints of somebody of a given sex, build and height.

Joint centres follow published ones. The rig's own hips lie too far out, back and up. People's,
found from the pelvis's width and depth (Harrington 2007, doi 10.1016/j.jbiomech.2006.02.003), lie
5.4 (0.2) % of stature from the middle, 3.7 (0.3) % behind and 4.1 % below the front spines of the
pelvis, which is 52 % high without shoes; the middle between the knee's epicondyles lies 28.3 % and
that between the malleoli 4.7 % high (sixteen runners of Fukuchi, Fukuchi & Duarte 2017, doi
10.7717/peerj.3298, less 28 mm of shoe).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import SIDES
from kneedrive.film.studio.human.package import (
    BODY_VERTICES,
    LEG_TARGETS,
    MUSCLES,
    ORIGINS,
    WEIGHT_NAMES,
    HumanData,
)
from kneedrive.film.studio.runner import Sex

Floats = NDArray[np.float64]

TALL_SHARE = 0.12  # how much of the tallest or shortest figure's proportions a tall person takes on
HIP_INWARD = 0.86  # distance from the middle, of the rig's
# Of stature, from the rig's joints.
HIP_FORWARD, HIP_DOWN, KNEE_DOWN, ANKLE_UP = 0.026, 0.013, 0.007, 0.005
CUBE_OF = {
    "shoulder": "shoulder",
    "elbow": "elbow",
    "wrist": "hand",
    "hip": "upper-leg",
    "knee": "knee",
    "ankle": "ankle",
    "ball": "foot-1",
}
MIDDLE_CUBES = ("spine-4", "spine-3", "spine-2", "neck", "head")


@dataclass(frozen=True)
class Build:
    """What somebody is like.

    Parameters
    ----------
    age : 0 young (about 25) .. 1 old
    muscle, weight : 0 little .. 0.5 average .. 1 much
    tall : -1 .. 1, proportions of short or tall people; the height itself is given apart
    ideal : -1 .. 1, from uncommon to ideal proportions
    thigh, shank : -1 .. 1, shorter or longer than usual
    origin : shares of african, asian and caucasian features
    """

    sex: Sex = "male"
    height_m: float = 1.75
    age: float = 0.0
    muscle: float = 0.6
    weight: float = 0.4
    tall: float = 0.0
    ideal: float = 0.0
    thigh: float = 0.0
    shank: float = 0.0
    origin: tuple[float, float, float] = (0.33, 0.33, 0.34)


@dataclass(frozen=True)
class Figure:
    """Skin and joints of a person who stands upright, barefoot.

    Axes: x forward, y up from the ground, z to the right, m.

    Parameters
    ----------
    vertices_m : (V, 3) skin first, then clothes' helpers
    joints_m : "left_hip" ..., "spine-4" ... -> (3,)
    """

    build: Build
    vertices_m: Floats
    joints_m: Mapping[str, Floats]


def make_figure(data: HumanData, build: Build) -> Figure:
    """Shape the body, scale it to its height, and find its joints."""
    vertices = data.vertices_m.copy()
    for name, share in target_shares(build).items():
        rows, changes = data.targets[name]
        vertices[rows] += share * changes
    skin = vertices[:BODY_VERTICES]
    vertices = (vertices - [0.0, skin[:, 1].min(), 0.0]) * (build.height_m / np.ptp(skin[:, 1]))
    return Figure(build, vertices, _joints(data, vertices, build.height_m))


def target_shares(build: Build) -> dict[str, float]:
    """How much of each change of shape a build takes."""
    macro = "macrodetails/"
    shares: dict[str, float] = {}
    ages = {"young": 1 - build.age, "old": build.age}
    origins = dict(zip(ORIGINS, np.array(build.origin) / sum(build.origin), strict=True))
    for (age, part), (origin, of) in product(ages.items(), origins.items()):
        shares[f"{macro}{origin}-{build.sex}-{age}"] = part * of
    muscles, weights = _thirds(build.muscle, MUSCLES), _thirds(build.weight, WEIGHT_NAMES)
    for (age, a), (muscle, m), (weight, w) in product(
        ages.items(), muscles.items(), weights.items()
    ):
        name, share = f"{build.sex}-{age}-{muscle}-{weight}", a * m * w
        shares[f"{macro}universal-{name}"] = share
        end = "maxheight" if build.tall > 0 else "minheight"
        shares[f"{macro}height/{name}-{end}"] = share * abs(build.tall) * TALL_SHARE
        end = "idealproportions" if build.ideal > 0 else "uncommonproportions"
        shares[f"{macro}proportions/{name}-{end}"] = share * abs(build.ideal)
    for leg, size in zip(LEG_TARGETS, (build.thigh, build.shank), strict=True):
        shares[f"legs/{leg}-{'incr' if size > 0 else 'decr'}"] = abs(size)
    return {name: float(share) for name, share in shares.items() if share > 0}


def _thirds(value: float, names: tuple[str, ...]) -> dict[str, float]:
    """Shares of little, average and much at a value from 0 to 1."""
    low, high = max(0.0, 1 - 2 * value), max(0.0, 2 * value - 1)
    return dict(zip(names, (low, 1 - low - high, high), strict=True))


def _joints(data: HumanData, vertices: Floats, height_m: float) -> dict[str, Floats]:
    def cube(name: str) -> Floats:
        first, last = data.cubes[name]
        return np.asarray(vertices[first : last + 1].mean(axis=0))

    joints = {name: cube(name) for name in MIDDLE_CUBES}
    for side in SIDES:
        of = {joint: cube(f"{side[0]}-{name}") for joint, name in CUBE_OF.items()}
        moved = np.array([HIP_FORWARD, -HIP_DOWN, 0.0]) * height_m
        of["hip"] = of["hip"] * [1, 1, HIP_INWARD] + moved
        of["knee"] = of["knee"] - [0, KNEE_DOWN * height_m, 0]
        of["ankle"] = of["ankle"] + [0, ANKLE_UP * height_m, 0]
        joints |= {f"{side}_{joint}": place for joint, place in of.items()}
    return joints
