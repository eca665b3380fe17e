"""A clothed person, drawn from a pose: limbs with their muscles, shoes, shirt, shorts, a face."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import POINTS, SIDES, Body
from kneedrive.film.studio.camera import View
from kneedrive.film.studio.outlines import FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM
from kneedrive.film.studio.paint import Colour, Picture, ellipse, limb, polygon, tinted

Array = NDArray[np.float64]

_AT = {name: i for i, name in enumerate(POINTS)}
FAR_SHADE = -0.40  # the far limbs lie in the body's shade

SHORTS_DOWN, SLEEVE_DOWN, SOCK_UP = 0.50, 0.55, 0.84


@dataclass(frozen=True)
class Look:
    """Colours (RGB) of a person and their clothes."""

    skin: Colour
    hair: Colour
    shirt: Colour
    shorts: Colour
    shoe: Colour
    sole: Colour
    sock: Colour


SKINS: list[Colour] = [(224, 178, 148), (198, 146, 112), (150, 104, 76), (104, 70, 52)]
HAIRS: list[Colour] = [(44, 34, 28), (92, 62, 38), (24, 22, 22), (150, 116, 70)]
SHIRTS: list[Colour] = [
    (58, 104, 176),
    (186, 60, 58),
    (232, 232, 228),
    (66, 142, 96),
    (230, 176, 52),
]
SHORTS: list[Colour] = [(34, 36, 44), (52, 58, 92), (70, 70, 74), (28, 58, 60)]
SHOES: list[Colour] = [(216, 86, 46), (60, 170, 214), (240, 226, 70), (226, 226, 230)]


def make_look(seed: int) -> Look:
    """Another person for every seed."""
    rng = np.random.default_rng([seed, 17])

    def one(of: list[Colour]) -> Colour:
        return of[int(rng.integers(len(of)))]

    return Look(
        one(SKINS),
        one(HAIRS),
        one(SHIRTS),
        one(SHORTS),
        one(SHOES),
        (238, 238, 236),
        (236, 236, 232),
    )


def draw_person(
    picture: Picture,
    view: View,
    pose_m: Array,
    body: Body,
    look: Look,
    between: Callable[[], None] = lambda: None,
) -> None:
    """Draw a pose (P, 3) into the picture, far limbs first; `between` draws between the legs."""
    px, scale = view.project(pose_m)
    sides = SIDES if view.camera.near_side == "right" else SIDES[::-1]
    pen = _Pen(picture, px, scale * body.height_m, body, look, view)
    far, near = sides
    pen.arm(far, FAR_SHADE)
    pen.leg(far, FAR_SHADE)
    between()
    pen.leg(near, 0.0)
    pen.trunk()
    pen.head(near)
    pen.arm(near, 0.0)


@dataclass(frozen=True)
class _Pen:
    """Draws parts of one pose; `unit` are pixels per body height at each point."""

    picture: Picture
    px: Array
    unit: Array
    body: Body
    look: Look
    view: View

    def _at(self, name: str) -> Array:
        return np.asarray(self.px[_AT[name]])

    def _limb(self, a: str, b: str, outline: Array, colour: Colour, wide: float = 1.0) -> None:
        """A limb whose widths follow the distance of its ends; `front` is where it faces."""
        ua, ub = self.unit[_AT[a]], self.unit[_AT[b]]
        s = outline[:, 0]
        size = (ua + (ub - ua) * s) * wide
        front, back = outline[:, 1] * size, outline[:, 2] * size
        ends = np.stack([self._at(a), self._at(b)])
        # going down, the left of the way is the picture's right
        if self.view.camera.facing == "left":
            front, back = back, front
        limb(self.picture, ends, s, front, back, colour)

    def leg(self, side: str, shade: float) -> None:
        """Thigh, shank, shorts, sock and shoe."""
        look, wide = self.look, self.body.build
        skin, shorts = tinted(look.skin, shade), tinted(look.shorts, shade)
        hip, knee, ankle = (f"{side}_{p}" for p in ("hip", "knee", "ankle"))
        self._limb(hip, knee, THIGH, skin, wide)
        self._limb(knee, ankle, SHANK, skin, wide)
        sock = SHANK[SHANK[:, 0] >= SOCK_UP - 0.05]
        self._limb(knee, ankle, sock * [1, 1.08, 1.08], tinted(look.sock, shade), wide)
        self._shoe(side, shade)
        cloth = THIGH[THIGH[:, 0] <= SHORTS_DOWN + 0.06] * [1, 1.16, 1.14]
        self._limb(hip, knee, cloth, shorts, wide)

    def _shoe(self, side: str, shade: float) -> None:
        """Sole along heel, ball and tip; upper from the heel's collar over the instep."""
        heel, ball, tip, ankle = (self._at(f"{side}_{p}") for p in ("heel", "ball", "tip", "ankle"))
        unit = float(self.unit[_AT[f"{side}_ankle"]])
        sole = (ball - heel) / max(float(np.hypot(*(ball - heel))), 1e-6)
        toes = (tip - ball) / max(float(np.hypot(*(tip - ball))), 1e-6)
        turn = 1.0 if self.view.camera.facing == "right" else -1.0
        up, toes_up = (turn * np.array([d[1], -d[0]]) for d in (sole, toes))
        thick = 0.014 * unit
        upper = np.stack(
            [
                heel + thick * up + 0.002 * unit * sole,
                heel + 0.030 * unit * up - 0.001 * unit * sole,
                heel + 0.050 * unit * up + 0.006 * unit * sole,
                ankle - 0.004 * unit * up + 0.020 * unit * sole,
                ankle - 0.012 * unit * up + 0.032 * unit * sole,
                ball + 0.034 * unit * up - 0.004 * unit * sole,
                ball + 0.029 * unit * toes_up + 0.016 * unit * toes,
                tip + 0.018 * unit * toes_up - 0.006 * unit * toes,
                tip + 0.010 * unit * toes_up + 0.001 * unit * toes,
                ball + thick * toes_up,
            ]
        )
        polygon(self.picture, upper, tinted(self.look.shoe, shade))
        rim = np.stack(
            [
                heel + 0.004 * unit * sole,
                heel - 0.003 * unit * sole + 0.010 * unit * up,
                heel + thick * 1.3 * up,
                ball + thick * up,
                tip + thick * toes_up,
                tip + 0.006 * unit * toes_up,
                tip - 0.008 * unit * toes,
                ball,
            ]
        )
        polygon(self.picture, rim, tinted(self.look.sole, shade))
        lace = (ankle + ball) / 2 + 0.006 * unit * up
        polygon(
            self.picture,
            np.stack(
                [
                    lace - 0.030 * unit * sole,
                    lace + 0.022 * unit * sole - 0.002 * unit * up,
                    lace + 0.018 * unit * sole - 0.012 * unit * up,
                    lace - 0.026 * unit * sole - 0.014 * unit * up,
                ]
            ),
            tinted(self.look.shoe, shade - 0.25),
        )

    def arm(self, side: str, shade: float) -> None:
        """Upper arm with its sleeve, forearm and hand."""
        look, wide = self.look, self.body.build
        skin = tinted(look.skin, shade)
        self._limb(f"{side}_shoulder", f"{side}_elbow", UPPER_ARM, skin, wide)
        self._limb(f"{side}_elbow", f"{side}_wrist", FOREARM, skin, wide)
        wrist, hand = self._at(f"{side}_wrist"), self._at(f"{side}_hand")
        along = (hand - wrist) * 0.75
        unit = float(self.unit[_AT[f"{side}_hand"]])
        across = np.array([along[1], -along[0]]) / max(float(np.hypot(*along)), 1e-6)
        ellipse(self.picture, (wrist + hand) / 2 + 0.2 * along, along, 0.020 * unit * across, skin)
        sleeve = UPPER_ARM[UPPER_ARM[:, 0] <= SLEEVE_DOWN + 0.16] * [0.85, 1.28, 1.28]
        self._limb(f"{side}_shoulder", f"{side}_elbow", sleeve, tinted(look.shirt, shade), wide)

    def trunk(self) -> None:
        """Shorts' waist and shirt."""
        hips = (self._at("left_hip") + self._at("right_hip")) / 2
        neck = self._at("neck")
        unit = float(self.unit[_AT["neck"]]) * self.body.build
        facing = self.view.camera.facing
        for outline, colour in (
            (TRUNK[TRUNK[:, 0] < 0.2], self.look.shorts),
            (TRUNK[TRUNK[:, 0] > -0.05], self.look.shirt),
        ):
            front, back = outline[:, 1] * unit, outline[:, 2] * unit
            if facing == "right":
                front, back = back, front
            limb(self.picture, np.stack([hips, neck]), outline[:, 0], front, back, colour)

    def head(self, near: str) -> None:
        """Neck, face, hair, ear."""
        neck, head, crown, nose = (self._at(p) for p in ("neck", "head", "crown", "nose"))
        unit = float(self.unit[_AT["head"]])
        up = (crown - head) / max(float(np.hypot(*(crown - head))), 1e-6)
        face = (nose - head) / max(float(np.hypot(*(nose - head))), 1e-6)
        skin, hair = self.look.skin, self.look.hair
        chin = head - 0.052 * unit * up + 0.030 * unit * face
        neck_way = np.stack(
            [neck - 0.012 * unit * up, head - 0.035 * unit * up - 0.008 * unit * face]
        )
        w = np.array([0.034, 0.030, 0.030]) * unit
        limb(self.picture, neck_way, np.array([0.0, 0.5, 1.0]), w, w, tinted(skin, -0.08))
        ellipse(
            self.picture, head + 0.006 * unit * up, 0.068 * unit * up, 0.054 * unit * face, hair
        )
        profile = [
            head + 0.052 * unit * up + 0.036 * unit * face,
            head + 0.026 * unit * up + 0.054 * unit * face,
            head + 0.012 * unit * up + 0.053 * unit * face,
            nose + 0.008 * unit * face,
            nose - 0.012 * unit * up + 0.004 * unit * face,
            nose - 0.018 * unit * up - 0.006 * unit * face,
            head - 0.034 * unit * up + 0.056 * unit * face,
            chin + 0.018 * unit * face,
            chin - 0.008 * unit * up + 0.006 * unit * face,
            head - 0.046 * unit * up - 0.006 * unit * face,
            head - 0.020 * unit * up - 0.020 * unit * face,
            head + 0.020 * unit * up - 0.012 * unit * face,
            head + 0.040 * unit * up + 0.012 * unit * face,
        ]
        polygon(self.picture, np.stack(profile), skin)
        eye = head + 0.016 * unit * up + 0.036 * unit * face
        ellipse(self.picture, eye, 0.005 * unit * up, 0.008 * unit * face, (40, 32, 30))
        brow = eye + 0.011 * unit * up
        ellipse(self.picture, brow, 0.0025 * unit * up, 0.013 * unit * face, hair)
        mouth = head - 0.034 * unit * up + 0.046 * unit * face
        ellipse(self.picture, mouth, 0.003 * unit * up, 0.010 * unit * face, tinted(skin, -0.35))
        ear = self._at(f"{near}_ear")
        ellipse(self.picture, ear, 0.017 * unit * up, 0.010 * unit * face, tinted(skin, -0.14))
