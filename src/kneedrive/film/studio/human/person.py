"""A person to film: somebody's figure in clothes, with the lengths that a motion needs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import SIDES, Body
from kneedrive.film.studio.camera import View
from kneedrive.film.studio.human.clothes import TOE_BOX_M, Dressed, dress
from kneedrive.film.studio.human.figure import Build, Figure, make_figure
from kneedrive.film.studio.human.outfit import Outfit
from kneedrive.film.studio.human.package import BODY_VERTICES, HumanData
from kneedrive.film.studio.human.paint import Light, Painted, RollingShutter, paint_surface
from kneedrive.film.studio.human.parts import Parts, make_parts
from kneedrive.film.studio.human.posing import Placed, place_parts

Floats = NDArray[np.float64]

# Half distances in running, of stature: knees and ankles come in under the body.
KNEE_HALF, ANKLE_HALF = 0.042, 0.032
SHOULDER_BELOW_NECK = 0.012  # of stature, as in the studio's pose
# Markers of the measured runs above the ground, shares of stature (Fukuchi, Fukuchi & Duarte 2017,
# mean of sixteen): the heel's on the back of the shoe, the toe 50 mm ahead of a metatarsal's head.
HEEL_UP, TOE_UP, TOE_AHEAD_M = 0.0235, 0.039, 0.05


@dataclass(frozen=True)
class Person:
    """Everything that does not move of a person.

    Parameters
    ----------
    heel_m, toe_m : side -> (3,) the foot's landmarks in the standing figure; the foot carries both
    body : lengths for the studio's motions
    """

    figure: Figure
    parts: Parts
    dressed: Dressed
    body: Body
    heel_m: dict[str, Floats]
    toe_m: dict[str, Floats]

    def place(self, pose_m: Floats) -> Placed:
        """The person's parts in the room for a pose (P, 3) over the studio's POINTS."""
        return place_parts(self.figure, self.parts, pose_m)

    def landmarks(self, placed: Placed) -> dict[str, Floats]:
        """Where joint centres and foot points (3,) truly are in the room."""
        joints, found = self.figure.joints_m, {}
        for side in SIDES:
            for joint, part in (("hip", "thigh"), ("knee", "shank"), ("ankle", "foot")):
                found[f"{side}_{joint}"] = placed.at(f"{side}_{part}", joints[f"{side}_{joint}"])
            found[f"{side}_shoulder"] = placed.at("chest", joints[f"{side}_shoulder"])
            for joint, part in (("elbow", "forearm"), ("wrist", "hand")):
                found[f"{side}_{joint}"] = placed.at(f"{side}_{part}", joints[f"{side}_{joint}"])
            found[f"{side}_heel"] = placed.at(f"{side}_foot", self.heel_m[side])
            found[f"{side}_toe"] = placed.at(f"{side}_foot", self.toe_m[side])
        return found

    def skin(self, placed: Placed) -> NDArray[np.float32]:
        """(N, 3) the surface's vertices in the room."""
        return placed.skin(self.dressed.carried, self.dressed.vertices_m)

    def paint(
        self,
        view: View,
        vertices_m: NDArray[np.float32],
        light: Light,
        roll: RollingShutter | None = None,
    ) -> Painted | None:
        """The person as the camera sees them, their skin in the room; None outside the picture."""
        surface = self.dressed
        return paint_surface(view, vertices_m, surface.triangles, surface.colours, light, roll)


def make_person(data: HumanData, build: Build, outfit: Outfit, seed: int, mass_kg: float) -> Person:
    """Shape and dress somebody; `seed` is of the clothes' grain."""
    figure = make_figure(data, build)
    parts = make_parts(data, figure)
    heel_m, toe_m = {}, {}
    for side in SIDES:
        ball, back_x = figure.joints_m[f"{side}_ball"], _heel_back(figure, side)
        h, sole = build.height_m, outfit.sole_m[0]
        heel_m[side] = np.array([back_x, HEEL_UP * h - sole, figure.joints_m[f"{side}_ankle"][2]])
        toe_m[side] = np.array([ball[0] + TOE_AHEAD_M, TOE_UP * h - sole, ball[2]])
    dressed = dress(data, figure, parts, outfit, seed)
    return Person(figure, parts, dressed, _lengths(figure, outfit, mass_kg), heel_m, toe_m)


def _heel_back(figure: Figure, side: str) -> float:
    """Rearmost x of a foot."""
    skin = figure.vertices_m[:BODY_VERTICES]
    own = (skin[:, 1] < 0.03 * figure.build.height_m) & (
        np.sign(skin[:, 2]) == np.sign(figure.joints_m[f"{side}_ankle"][2])
    )
    return float(skin[own, 0].min())


def _lengths(figure: Figure, outfit: Outfit, mass_kg: float) -> Body:
    """Lengths of the figure for motions in the plane of running."""
    h, j = figure.build.height_m, figure.joints_m
    hip_half = float(abs(j["right_hip"][2]))

    def length(a: str, b: str, sideways_m: float = 0.0) -> float:
        way = np.linalg.norm(j[f"right_{b}"] - j[f"right_{a}"])
        return float(np.sqrt(way**2 - sideways_m**2))

    back_x = _heel_back(figure, "right")
    skin = figure.vertices_m[:BODY_VERTICES]
    toe_x = float(skin[skin[:, 1] < 0.03 * h, 0].max())
    sole_heel, sole_ball = outfit.sole_m
    return Body(
        height_m=h,
        mass_kg=mass_kg,
        sex=figure.build.sex,
        build=1.0,
        thigh_m=length("hip", "knee", hip_half - KNEE_HALF * h),
        shank_m=length("knee", "ankle", (KNEE_HALF - ANKLE_HALF) * h),
        ankle_up_m=float(j["right_ankle"][1]) + sole_heel,
        ankle_ahead_m=float(j["right_ankle"][0]) - back_x,
        ball_ahead_m=float(j["right_ball"][0]) - back_x,
        tip_ahead_m=toe_x + TOE_BOX_M - back_x,
        toe_ahead_m=toe_x - back_x,
        toe_up_m=0.016 + sole_ball,
        trunk_m=float(j["right_shoulder"][1] - j["right_hip"][1]) + SHOULDER_BELOW_NECK * h,
        upper_arm_m=length("shoulder", "elbow"),
        forearm_m=length("elbow", "wrist"),
        hand_m=0.055 * h,
        hip_half_m=hip_half,
        knee_half_m=KNEE_HALF * h,
        ankle_half_m=ANKLE_HALF * h,
        shoulder_half_m=float(abs(j["right_shoulder"][2])),
    )
