"""One performance of a move: a body, its pose at any time, what is in its hands and on its feet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.body import Body, make_body
from kneedrive.film.studio.runner import Runner, Sex

Array = NDArray[np.float64]
Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
Prop = Literal["band", "kettlebell left", "kettlebell right", "box"]

FINE_HZ = 240.0  # at which truths are worked out
HORIZONTAL_DEG = 90.0


@dataclass(frozen=True)
class Performance:
    """What is filmed.

    Parameters
    ----------
    move : "hold", "march", "raise" or "lsit"
    pose : times (T,) s -> pose (T, P, 3), facing +x at x = z = 0
    beside : times (T,) -> how far (m, (T,)) the person stands from the picture's middle, ahead
    props : what else is drawn
    truth : what happened, as the truth file tells it
    """

    move: Literal["hold", "march", "raise", "lsit", "idle"]
    body: Body
    seed: int
    seconds: float
    pose: Callable[[Array], Array]
    truth: Mapping[str, Any]
    props: tuple[Prop, ...] = ()
    beside: Callable[[Array], Array] = np.zeros_like


def somebody(seed: int) -> Body:
    """A body, another one for every seed."""
    rng = np.random.default_rng([seed, 31])
    sex: Sex = "male" if seed % 2 else "female"
    height_m = float(rng.uniform(1.66, 1.90) if sex == "male" else rng.uniform(1.55, 1.76))
    mass_kg = float(rng.uniform(20.5, 24.5)) * height_m**2
    runner = Runner(
        speed_mps=3.0,
        height_m=height_m,
        mass_kg=mass_kg,
        sex=sex,
        build=float(rng.uniform(0.92, 1.12)),
        thigh_length=float(rng.uniform(0.236, 0.248)),
        shank_length=float(rng.uniform(0.236, 0.246)),
    )
    return make_body(runner)


def fine_times(seconds: float) -> Array:
    """Times (s) on which a truth is worked out."""
    return np.arange(0.0, seconds, 1.0 / FINE_HZ)
