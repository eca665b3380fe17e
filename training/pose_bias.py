"""The bias of the pose network that the scale needs, from studio films."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kneedrive.motion.build import find_motion
from kneedrive.motion.scale import leg_px
from kneedrive.motion.stance import find_stance
from training.footage import Footage

SLOPE_FLOOR_DEG = 1.5  # real shoes roll over where drawn ones lie flat
UNCORRECTED = "uncorrected"


def pose_bias(films: Sequence[Footage]) -> dict[str, Any]:
    """Document of `pose/bias.json`: medians over films of what is seen over what is true."""
    rows = [row for film in films if (row := _row(film)) is not None]
    leg, ground, slope = np.array(rows).T
    bias = {
        "leg": round(float(np.median(leg)), 4),
        "ground": round(float(np.median(ground)), 4),
        "slope_error_deg": round(max(SLOPE_FLOOR_DEG, float(np.std(slope))), 2),
    }
    about = {
        "films": len(rows),
        "seeds": [film.scene.runner.seed for film in films],
        "spread": {"leg": round(float(leg.std()), 4), "ground": round(float(ground.std()), 4)},
    }
    return {"blazepose": {"bias": bias, "about": about}}


def _row(film: Footage) -> tuple[float, float, float] | None:
    """Leg length and ground speed, seen over true, and the slope that is seen, deg."""
    height_m = film.scene.runner.height_m
    seen, true = (
        find_motion(replace(keypoints, model=UNCORRECTED), film.clock, height_m).fold
        for keypoints in (film.seen, film.true)
    )
    if seen is None or true is None:
        return None
    here, there = find_stance(seen), find_stance(true)
    ground = here.ground_per_s / there.ground_per_s
    return leg_px(seen) / leg_px(true), ground, here.slope_deg - there.slope_deg
