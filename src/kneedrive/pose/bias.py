"""Where a pose network sees a runner's body off its true place, time after time.

A network sets the hip a little low and the heel inside the shoe; noise averages out over the
strides, this does not. Here is what the scale needs of it, measured on studio films whose true
landmarks are known, with runners that no benchmark uses; what the timing of the feet and the thigh
angle need is learned there too (`stride/learned.py`). `make train` makes the numbers anew. Drawn
runners are not real ones, so what is left is part of the intervals.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Family = Literal["keypoints", "blazepose-heavy", "blazepose-full"]
NETWORKS: tuple[Family, ...] = ("blazepose-heavy", "blazepose-full")
# Landmarks that no network is named for: of a table that does not say, of markers, of a camera that
# is computed. Their errors are those of measured runs with a phone's noise.
UNNAMED = ("file", "markers", "virtual")


@dataclass(frozen=True)
class PoseBias:
    """What to divide by, and how unsure the picture's level is.

    family : whose errors the landmarks have; "keypoints" where nothing is known of them
    leg : length of thigh and shank as seen, over the true one
    ground : speed of the standing foot as seen, over the true one; ground_error_pct : its standard
        deviation between films
    slope_error_deg : standard deviation of the ground's slope as seen
    wobble_hz : above this the network's own wobble outweighs the motion once it is differentiated
    thigh_velocity : peak thigh velocity as seen below wobble_hz, over the true one
    pull_hz : the same as wobble_hz where it is differentiated twice, for the moment of the hip
    flexor_impulse, flexor_peak : flexor impulse and peak moment as seen below pull_hz, over the
        true ones
    errors_known : False for a network that nobody measured, whose intervals mean little
    """

    family: Family = "keypoints"
    leg: float = 1.0
    ground: float = 1.0
    ground_error_pct: float = 0.0
    slope_error_deg: float = 0.7
    wobble_hz: float | None = None
    thigh_velocity: float = 1.0
    pull_hz: float = 8.0
    flexor_impulse: float = 1.0
    flexor_peak: float = 1.0
    errors_known: bool = True


def about_network(model: str) -> str | None:
    """What to know of the network that saw the landmarks, None where there is nothing."""
    if model == "blazepose-full":
        return (
            "the landmarks come from the pose network full, which is less accurate than heavy; for "
            "heavy install npm (it comes with Node.js) and run once with --pose-model heavy"
        )
    if not bias_of(model).errors_known:
        return f"the errors of the pose network {model} are not known: every number is indicative"
    return None


@cache
def bias_of(model: str) -> PoseBias:
    """The bias of a pose model; none for markers, unnamed keypoints, networks without a table."""
    family = next((network for network in NETWORKS if network == model), None)
    if family is None:
        return PoseBias(errors_known=model in UNNAMED)
    known = json.loads((files("kneedrive.pose") / "bias.json").read_text(encoding="utf-8"))
    return PoseBias(family, **known[family]["bias"])
