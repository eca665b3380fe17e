"""Which films of holds and moves are made: 40 of each, half from the side, half at 30 degrees.

Of the marches and raises some are filmed upright, from further away, or turned away from the
camera, and some sets are as long as at home; some holds pass the marks of 10 and 15 s.
"""

from dataclasses import dataclass, replace

import numpy as np

from kneedrive.film.studio.camera import Camera, Facing
from kneedrive.film.studio.moves import (
    ROOM,
    Performance,
    alternating,
    faulty,
    hold_performance,
    lifts_performance,
    lsit_performance,
    one_leg,
)
from kneedrive.film.studio.moves.hold import End
from kneedrive.film.studio.moves.lsit import Fault, Legs
from kneedrive.film.studio.moves.lsit import Lift as HeelLift
from kneedrive.film.studio.moves.performance import SIDES

FILMS = 40
OBLIQUE_DEG = 30.0
ENDS: tuple[End, ...] = ("thigh", "hand", "foot", "film")
HOLD_S = (1.2, 5.0)
LONG_HOLDS_S = {3: 9.6, 14: 14.6, 23: 10.5, 36: 15.5}  # by the number of the film
LONG_SETS, LONG = (4, 25), 8  # films of as many repetitions (of each leg in the march)
MARCH_FAULTS = ("none", "half", "jitter", "pause", "hesitation")
RAISE_FAULTS = ("none", "half", "foot", "jitter", "fast", "pause")
LSIT_FAULTS: tuple[Fault, ...] = ("none", "knee", "none", "lean")
LSIT_LEGS: tuple[Legs, ...] = ("both", "both", "left", "both", "right")
ASIDE_EVERY = 8
TWO_SETS_EVERY = 10
SEATED = replace(ROOM, height_m=0.5)
UPRIGHT = replace(ROOM, width_px=480, height_px=640, field_deg=42.6)  # the same lens
FAR = replace(ROOM, distance_m=6.0)


@dataclass(frozen=True)
class MoveScene:
    """One film to be made."""

    name: str
    performance: Performance
    camera: Camera
    oblique_deg: float


def hold_scenes() -> list[MoveScene]:
    """Holds of 0.4 to 5 s at 30 and 60 fps that end in each of the four ways."""
    scenes = []
    lengths = np.linspace(*HOLD_S, FILMS)
    for i in range(FILMS):
        side = SIDES[i // 2 % 2]
        hold_s = 0.4 if i in (12, 31) else float(lengths[17 * i % FILMS])
        hold_s = LONG_HOLDS_S.get(i, hold_s)
        performance = hold_performance(
            300 + i,
            side,
            hold_s,
            ENDS[(i + i // 4) % 4],
            dip=i % 5 == 0 and hold_s > 2,
            hands=i % 10 != 9,
        )
        scenes.append(_scene("hold", i, performance, ROOM, 60.0 if i % 2 else 30.0))
    return scenes


def march_scenes() -> list[MoveScene]:
    """Two lifts a leg, one with a fault; some out of the picture, some in two sets."""
    scenes = []
    for i in range(FILMS):
        seed = 400 + i
        lifts = alternating(seed, LONG if i in LONG_SETS else 2, SIDES[i // 2 % 2])
        fault = MARCH_FAULTS[i % len(MARCH_FAULTS)]
        if fault != "none":
            lifts[1] = faulty(lifts[1], fault, seed)
        if i % ASIDE_EVERY == ASIDE_EVERY - 1:
            lifts[2] = faulty(lifts[2], "aside", seed)
        sets = [lifts]
        if i % TWO_SETS_EVERY == 0:
            sets = [lifts[:2], lifts[2:]]
        scenes.append(
            _scene("march", i, lifts_performance("march", seed, sets), _room(i), away=i % 4 == 3)
        )
    return scenes


def raise_scenes() -> list[MoveScene]:
    """Four lifts of a weighted leg, one with a fault; some out of the picture."""
    scenes = []
    for i in range(FILMS):
        seed = 500 + i
        lifts = one_leg(seed, SIDES[i // 2 % 2], LONG if i in LONG_SETS else 4)
        fault = RAISE_FAULTS[i % len(RAISE_FAULTS)]
        if fault != "none":
            lifts[2] = faulty(lifts[2], fault, seed)
        if i % ASIDE_EVERY == ASIDE_EVERY - 1:
            lifts[3] = faulty(lifts[3], "aside", seed)
        scenes.append(
            _scene("raise", i, lifts_performance("raise", seed, [lifts]), _room(i), away=i % 4 == 3)
        )
    return scenes


def lsit_scenes() -> list[MoveScene]:
    """Two lifts of the heels, the second often with a fault."""
    scenes = []
    for i in range(FILMS):
        rng = np.random.default_rng([600 + i, 61])
        first, second = rng.uniform(0.8, 2.5, 2)
        up = rng.uniform(6.0, 12.0, 2)
        legs = LSIT_LEGS[i % len(LSIT_LEGS)]
        lifts = [
            HeelLift(float(first), float(up[0]), "none", legs),
            HeelLift(float(second), float(up[1]), LSIT_FAULTS[i % len(LSIT_FAULTS)], legs),
        ]
        scenes.append(_scene("lsit", i, lsit_performance(600 + i, lifts), SEATED))
    return scenes


def _room(i: int) -> Camera:
    """The camera of a march or a raise."""
    return {6: UPRIGHT, 8: FAR}.get(i % 10, ROOM)


def _scene(
    kind: str,
    i: int,
    performance: Performance,
    camera: Camera,
    fps: float = 30.0,
    away: bool = False,
) -> MoveScene:
    facing: Facing = "left" if i // 4 % 2 else "right"
    return MoveScene(
        f"{kind}-{i + 1:02d}",
        performance,
        replace(camera, facing=facing, capture_fps=fps),
        (-OBLIQUE_DEG if away else OBLIQUE_DEG) if i >= FILMS // 2 else 0.0,
    )
