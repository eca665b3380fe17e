"""A dressed person: layers of skin, shoes and cloth, each a surface that the parts carry along.

Cloth stands off the skin, and more so towards its lower edge. Loose cloth hangs: near its edge it
follows the part above as well.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import SIDES
from kneedrive.film.studio.human.figure import Figure
from kneedrive.film.studio.human.outfit import Colour, Outfit
from kneedrive.film.studio.human.package import BODY_VERTICES, HumanData
from kneedrive.film.studio.human.parts import PARTS, Parts

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]

CLOTH_OFF_M = 0.006
SHIRT_OVER_M = 0.004  # over the trousers
SHOE_OFF_M = 0.007
TOE_BOX_M = 0.010  # of shoe before the toes
SHOE_UP = 0.055  # upper edge of the shoe, share of stature
WAIST_UP, NECK_DOWN = 0.075, 0.012  # upper edges of trousers above the hips, of shirts, by stature
EDGE_OFF_M = 0.010  # more at an edge, where cloth ends between two rows of the mesh
ARM_SHARE = 0.5  # of arm parts in a vertex of the arm
LOOSE_M = 0.010  # cloth that stands off further than this hangs
SLEEVELESS = 0.08  # of the arm that every shirt covers
HANGS = 0.35  # how much of a loose edge follows the part above


@dataclass(frozen=True)
class Dressed:
    """Everything of a person that can be seen.

    Parameters
    ----------
    vertices_m : (N, 3) of the standing figure, barefoot height 0 is y = 0
    carried : (N, P) by PARTS
    triangles : (F, 3), counter-clockwise from outside
    colours : (N, 3) red, green, blue, 0 to 1
    """

    vertices_m: NDArray[np.float32]
    carried: NDArray[np.float32]
    triangles: Ints
    colours: NDArray[np.float32]


@dataclass(frozen=True)
class _Layer:
    quads: Ints
    vertices_m: Floats
    carried: NDArray[np.float32]
    colours: Floats


def dress(data: HumanData, figure: Figure, parts: Parts, outfit: Outfit, seed: int) -> Dressed:
    """Put an outfit on a figure; `seed` is of the cloth's print."""
    wear = _Wear(data, figure, parts, outfit, np.random.default_rng([seed, 37]))
    layers = [wear.skin_and_shoes(), wear.trousers(), wear.shirt(), wear.eyes()]
    if outfit.hair_long:
        layers.append(wear.long_hair())
    return _joined([layer for layer in layers if len(layer.quads)])


class _Wear:
    """Makes the layers of one person."""

    def __init__(
        self,
        data: HumanData,
        figure: Figure,
        parts: Parts,
        outfit: Outfit,
        rng: np.random.Generator,
    ):
        self.data, self.figure, self.parts, self.outfit, self.rng = (
            data,
            figure,
            parts,
            outfit,
            rng,
        )
        self.v = figure.vertices_m
        self.h = figure.build.height_m
        self.j = figure.joints_m
        self.body = data.surfaces["body"]
        self.normals = vertex_normals(self.v, self.body)
        self.hip_y = float(self.j["right_hip"][1])

    def share(self, *names: str) -> NDArray[np.float32]:
        """(V,) share of these parts; a limb counts on both sides."""
        columns = [i for i, part in enumerate(PARTS) if part in names or _limb(part) in names]
        return np.asarray(self.parts.carried[:, columns].sum(axis=1))

    def leg_way(self) -> Floats:
        """(V,) how far down the leg: 0 at the hips, 0.5 at the knees, 1 at the ankles."""
        heights = [float(self.j[f"right_{joint}"][1]) for joint in ("ankle", "knee", "hip")]
        return np.asarray(1 - np.interp(self.v[:, 1], heights, [0.0, 0.5, 1.0]))

    def arm_way(self) -> Floats:
        """(V,) how far along the arm: 0 at the shoulder, 0.5 at the elbow, 1 at the wrist."""
        way = np.zeros(len(self.v))
        for side in SIDES:
            a, b, c = (self.j[f"{side}_{joint}"] for joint in ("shoulder", "elbow", "wrist"))
            upper = np.clip((self.v - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
            fore = np.clip((self.v - b) @ (c - b) / ((c - b) @ (c - b)), 0, 1)
            columns = [PARTS.index(f"{side}_{limb}") for limb in ("upper_arm", "forearm")]
            own = self.parts.carried[:, columns].sum(axis=1) > ARM_SHARE
            way = np.where(own, 0.5 * upper + 0.5 * fore, way)
        return np.where(self.share("hand") > 0.5, 1.1, way)

    def skin_and_shoes(self) -> _Layer:
        outfit, places = self.outfit, self.v.copy()
        shoe = (self.share("foot", "toes") > 0.5) & (self.v[:, 1] < SHOE_UP * self.h)
        places[shoe] = self._shod(places[shoe], self.normals[shoe])
        colours = self._plain(outfit.skin, 0.03)
        colours[shoe] = outfit.shoe
        colours[shoe & (self.v[:, 1] < 0.012)] = outfit.sole
        sock = ~shoe & (self.leg_way() > 1 - 0.5 * outfit.sock_up) & (self.share("shank") > 0.3)
        sock |= ~shoe & (self.share("foot") > 0.3)
        colours[sock] = outfit.sock
        colours[self._hairy()] = outfit.hair
        covered = self._under_cloth()
        seen = self.body[~covered[self.body].all(axis=1)]
        return _Layer(seen, places, self.parts.carried, colours)

    def _shod(self, places: Floats, normals: Floats) -> Floats:
        """Foot vertices as the shoe's: wider, longer, and a sole below."""
        heel, ball = self.outfit.sole_m
        back = float(self.j["right_ankle"][0]) - 0.05 * self.h
        front = float(self.j["right_ball"][0])
        along = np.clip((places[:, 0] - back) / (front - back), 0, 1)
        low = np.clip(1 - places[:, 1] / 0.02, 0, 1)
        out = places + normals * [SHOE_OFF_M, 0.4 * SHOE_OFF_M, SHOE_OFF_M]
        out[:, 0] += TOE_BOX_M * np.clip((places[:, 0] - front) / (0.05 * self.h), 0, 1)
        out[:, 1] = np.where(low > 0, out[:, 1] - low * (heel + (ball - heel) * along), out[:, 1])
        return np.asarray(out)

    def trousers(self) -> _Layer:
        outfit, way = self.outfit, self.leg_way()
        top_y, hem_y = self.hip_y + WAIST_UP * self.h, self._leg_y(outfit.leg_down)
        own = self.share("pelvis", "spine_low", "thigh", "shank") > 0.5
        low = np.clip(way / max(outfit.leg_down, 0.1), 0, 1) ** 1.5
        off = CLOTH_OFF_M + outfit.trousers_loose_m * low
        carried = self.parts.carried.copy()
        if outfit.trousers_loose_m > LOOSE_M and outfit.leg_down < 0.6:
            self._hang(carried, HANGS * low * (self.share("thigh") > 0.2))
        off += EDGE_OFF_M * ((self.v[:, 1] < hem_y) | (self.v[:, 1] > top_y))
        places = self.v + self.normals * off[:, None]
        places[:, 1] = np.clip(places[:, 1], hem_y, top_y)
        inside = own & (self.v[:, 1] > hem_y) & (self.v[:, 1] < top_y)
        return self._garment(own, inside, places, carried, outfit.trousers)

    def shirt(self) -> _Layer:
        outfit, way = self.outfit, self.arm_way()
        hem_y = self.hip_y + outfit.hem_up * self.h
        top_y = float(self.j["neck"][1]) + NECK_DOWN * self.h
        chest_y = float(self.j["spine-2"][1])
        trunk = self.share("neck", "head", "upper_arm", "forearm", "hand") < 0.5
        low = np.clip((chest_y - self.v[:, 1]) / (chest_y - hem_y), 0, 1)
        off = CLOTH_OFF_M + SHIRT_OVER_M + outfit.shirt_loose_m * low**1.5
        off += np.where(self.v[:, 1] < self.hip_y, 0.6 * outfit.trousers_loose_m, 0)
        off += EDGE_OFF_M * (self.v[:, 1] < hem_y)
        carried = self.parts.carried.copy()
        self._hang(carried, 0.9 * (self.share("thigh") > 0.02) * (low > 0.3))
        places = self.v + self.normals * off[:, None]
        arm = self.share("upper_arm", "forearm") > ARM_SHARE
        places[:, 1] = np.where(arm, places[:, 1], np.clip(places[:, 1], hem_y, top_y))
        places -= self._beyond_sleeve(np.where(arm, way, 0.0))
        inside = trunk & ~arm & (self.v[:, 1] > hem_y) & (self.v[:, 1] < top_y)
        sleeve = max(outfit.sleeve, SLEEVELESS)
        inside |= arm & (way < sleeve)
        own = (trunk & ~arm) | (arm & (way < sleeve + 0.12))
        return self._garment(own, inside, places, carried, outfit.shirt)

    def _leg_y(self, way: float) -> float:
        heights = [float(self.j[f"right_{joint}"][1]) for joint in ("hip", "knee", "ankle")]
        return float(np.interp(way, [0.0, 0.5, 1.0], heights))

    def _beyond_sleeve(self, way: Floats) -> Floats:
        """(V, 3) how far each vertex lies beyond the sleeve's edge along its arm, m."""
        beyond = np.zeros_like(self.v)
        sleeve = max(self.outfit.sleeve, SLEEVELESS)
        for side, sign in zip(SIDES, (-1, 1), strict=True):
            a, b, c = (self.j[f"{side}_{joint}"] for joint in ("shoulder", "elbow", "wrist"))
            along = 2 * (b - a if sleeve < 0.5 else c - b)
            own = np.sign(self.v[:, 2]) == sign
            beyond += (own * np.maximum(way - sleeve, 0))[:, None] * along
        return beyond

    def eyes(self) -> _Layer:
        quads = np.concatenate([self.data.surfaces[f"helper-{s}-eye"] for s in "lr"])
        return _Layer(quads, self.v, self.parts.carried, self._plain((0.85, 0.83, 0.8), 0.0))

    def long_hair(self) -> _Layer:
        quads = self.data.surfaces["helper-hair"]
        return _Layer(quads, self.v, self.parts.carried, self._plain(self.outfit.hair, 0.04))

    def _garment(
        self, own: Mask, inside: Mask, places: Floats, carried: NDArray[np.float32], colour: Colour
    ) -> _Layer:
        """Cloth over every quad that is partly inside; its corners outside lie on the edge."""
        quads = self.body[inside[self.body].any(axis=1) & own[self.body].all(axis=1)]
        return _Layer(quads, places, carried, self._plain(colour, 0.03))

    def _hang(self, carried: NDArray[np.float32], share: NDArray[np.floating[Any]]) -> None:
        """Let a share of each vertex follow the pelvis."""
        carried *= (1 - share)[:, None].astype(np.float32)
        carried[:, PARTS.index("pelvis")] += share

    def _plain(self, colour: Colour, grain: float) -> Floats:
        """(V, 3) one colour with a little grain."""
        return np.clip(colour + self.rng.normal(0, grain, (len(self.v), 1)), 0, 1)

    def _hairy(self) -> Mask:
        head_y, top_y = float(self.j["head"][1]), float(self.v[:BODY_VERTICES, 1].max())
        up = (self.v[:, 1] - head_y) / (top_y - head_y)
        face_x = float(self.j["head"][0])
        back = (self.v[:, 0] - face_x) / self.h
        return np.asarray(
            (self.share("head") > 0.5) & ((up > 0.82) | ((up > 0.25) & (back < 0.01)))
        )

    def _under_cloth(self) -> Mask:
        """Skin that trousers or shirt hide for certain, one ring inside their edges."""
        outfit, margin = self.outfit, 0.012 * self.h
        legs = (self.share("pelvis", "thigh", "shank") > 0.5) & (
            self.leg_way() < outfit.leg_down - 0.03
        )
        legs &= self.v[:, 1] < self.hip_y + WAIST_UP * self.h - margin
        trunk = self.share("neck", "head", "upper_arm", "forearm", "hand") < 0.3
        trunk &= self.v[:, 1] > self.hip_y + outfit.hem_up * self.h + margin
        trunk &= self.v[:, 1] < float(self.j["neck"][1]) - margin
        return np.asarray(legs | trunk)


def vertex_normals(vertices_m: Floats, quads: Ints) -> Floats:
    """(V, 3) unit normals, of the diagonals' cross products."""
    corner = vertices_m[quads]
    face = np.cross(corner[:, 2] - corner[:, 0], corner[:, 3] - corner[:, 1])
    total = np.zeros_like(vertices_m, np.float64)
    for k in range(4):
        np.add.at(total, quads[:, k], face)
    return np.asarray(total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-12))


def _limb(part: str) -> str:
    side, _, limb = part.partition("_")
    return limb if side in SIDES else ""


def _joined(layers: list[_Layer]) -> Dressed:
    """All layers as one surface with vertices of its own."""
    vertices, carried, triangles, colours = [], [], [], []
    count = 0
    for layer in layers:
        used, quads = np.unique(layer.quads, return_inverse=True)
        quads = quads.reshape(layer.quads.shape) + count
        vertices.append(layer.vertices_m[used])
        carried.append(layer.carried[used])
        colours.append(layer.colours[used])
        triangles += [quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]
        count += len(used)
    return Dressed(
        np.concatenate(vertices).astype(np.float32),
        np.concatenate(carried),
        np.concatenate(triangles).astype(np.int32),
        np.concatenate(colours).astype(np.float32),
    )
