"""What a runner wears and looks like: colours, lengths and how loosely it hangs."""

from dataclasses import dataclass

import numpy as np

Colour = tuple[float, float, float]  # red, green, blue, 0 to 1

SKINS: tuple[Colour, ...] = (
    (0.90, 0.72, 0.60),
    (0.82, 0.62, 0.49),
    (0.68, 0.49, 0.36),
    (0.47, 0.32, 0.23),
    (0.30, 0.20, 0.15),
)
HAIRS: tuple[Colour, ...] = (
    (0.08, 0.06, 0.05),
    (0.24, 0.15, 0.09),
    (0.45, 0.31, 0.17),
    (0.72, 0.58, 0.36),
    (0.55, 0.54, 0.53),
)
CLOTHS: tuple[Colour, ...] = (
    (0.10, 0.10, 0.12),
    (0.16, 0.22, 0.42),
    (0.93, 0.93, 0.91),
    (0.72, 0.16, 0.16),
    (0.12, 0.45, 0.33),
    (0.92, 0.72, 0.16),
    (0.45, 0.46, 0.49),
    (0.85, 0.38, 0.14),
    (0.45, 0.25, 0.55),
    (0.35, 0.62, 0.80),
)


@dataclass(frozen=True)
class Outfit:
    """Clothes and colours.

    Parameters
    ----------
    hem_up : lower edge of the shirt above the hip joints, share of stature; below 0 it hides them
    sleeve : how far it goes down the arm: 0 none .. 0.5 to the elbow .. 1 to the wrist
    leg_down : lower edge of the trousers on the way from hip (0) over knee (0.5) to ankle (1)
    shirt_loose_m, trousers_loose_m : how far they stand off at their lower edges
    sole_m : height of the shoe under heel and ball
    sock_up : how far socks go up the shank, 0 .. 1
    """

    skin: Colour
    hair: Colour
    shirt: Colour
    trousers: Colour
    shoe: Colour
    sole: Colour
    sock: Colour
    hem_up: float = 0.03
    sleeve: float = 0.3
    leg_down: float = 0.3
    shirt_loose_m: float = 0.015
    trousers_loose_m: float = 0.02
    sole_m: tuple[float, float] = (0.028, 0.020)
    sock_up: float = 0.15
    hair_long: bool = False


def make_outfit(seed: int, female: bool = False) -> Outfit:
    """Another outfit for every seed: tights, shorts, loose shorts or long trousers, any shirt."""
    rng = np.random.default_rng([seed, 31])

    def one(of: tuple[Colour, ...]) -> Colour:
        return of[int(rng.integers(len(of)))]

    loose = rng.random()
    leg_down = float(rng.choice([0.2, 0.3, 0.38, 0.5, 0.95], p=[0.2, 0.25, 0.25, 0.1, 0.2]))
    tight = leg_down > 0.8 or loose < 0.35
    return Outfit(
        skin=one(SKINS),
        hair=one(HAIRS),
        shirt=one(CLOTHS),
        trousers=one(CLOTHS),
        shoe=one(CLOTHS),
        sole=one(((0.93, 0.93, 0.92), (0.10, 0.10, 0.10), (0.80, 0.75, 0.30))),
        sock=one(((0.92, 0.92, 0.91), (0.10, 0.10, 0.11), (0.45, 0.46, 0.49))),
        hem_up=float(rng.uniform(-0.07, 0.06)),
        sleeve=float(rng.choice([0.0, 0.15, 0.3, 0.5, 1.0], p=[0.2, 0.1, 0.4, 0.15, 0.15])),
        leg_down=leg_down,
        shirt_loose_m=float(rng.uniform(0.004, 0.05)),
        trousers_loose_m=0.003 if tight else float(rng.uniform(0.012, 0.05)),
        sole_m=(float(rng.uniform(0.018, 0.036)), float(rng.uniform(0.012, 0.026))),
        sock_up=float(rng.uniform(0.05, 0.45)),
        hair_long=bool(female and rng.random() < 0.7),
    )
