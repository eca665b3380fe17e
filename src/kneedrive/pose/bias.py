"""Where a pose network sees a runner's body off its true place, time after time.

A network sets the hip a little low, the heel inside the shoe, the blurred swing foot a little late;
noise averages out over the strides, this does not. It was measured on studio films, whose true
landmarks are known, with runners that no benchmark uses (`python -m training.pose_bias` makes the
numbers anew). Drawn runners are not real ones, so what is left is part of the intervals.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PoseBias:
    """What to divide or subtract, and how unsure the picture's level is.

    leg : length of thigh and shank as seen, over the true one
    ground : speed of the standing foot as seen, over the true one
    strike_late_s, toe_off_late_s : events as found from the network's landmarks, minus the same
        events as found from the true ones
    slope_error_deg : standard deviation of the ground's slope as seen
    error_factor : by which errors of a clip exceed those of landmarks with phone noise
    wobble_hz : above this the network's own wobble outweighs the motion; events are found below it
    """

    leg: float = 1.0
    ground: float = 1.0
    strike_late_s: float = 0.0
    toe_off_late_s: float = 0.0
    slope_error_deg: float = 0.7
    error_factor: float = 1.0
    wobble_hz: float | None = None


@cache
def bias_of(model: str) -> PoseBias:
    """The bias of a pose model; none for markers, keypoints from elsewhere, unknown networks."""
    family = model.split("-")[0]
    known = json.loads((files("kneedrive.pose") / "bias.json").read_text(encoding="utf-8"))
    return PoseBias(**known[family]["bias"]) if family in known else PoseBias()
