"""The bias of the pose network that scale and derivatives need, from studio films."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kneedrive.motion.build import find_motion
from kneedrive.motion.scale import leg_px
from kneedrive.motion.stance import find_stance
from kneedrive.pose.bias import Family, PoseBias
from kneedrive.pull.pull import find_pull
from kneedrive.stride.learned import Learned
from kneedrive.stride.metrics import measure_strides
from kneedrive.stride.strides import find_strides
from training.footage import Footage

SLOPE_FLOOR_DEG = 1.5  # real shoes roll over where drawn ones lie flat
# SD of peak moment through the network: 24 % at 8 Hz, 16 at 6, 9 at 5; of the impulse 6.5, 7, 6 %.
PULL_HZ = 5.0
WOBBLE_HZ = 8.0  # peak thigh velocity through the network: +28 % unfiltered, +12 at 10 Hz, +5 at 8
UNCORRECTED = "uncorrected"


def pose_bias(films: Sequence[Footage]) -> dict[str, Any]:
    """Entry of `pose/bias.json`: medians over films of what is seen over what is true."""
    rows = [row for film in films if (row := _row(film)) is not None]
    leg, ground, slope = np.array(rows).T
    bias = {
        "leg": round(float(np.median(leg)), 4),
        "ground": round(float(np.median(ground)), 4),
        "ground_error_pct": round(100 * float(ground.std()), 2),
        "slope_error_deg": round(max(SLOPE_FLOOR_DEG, float(np.std(slope))), 2),
    }
    about = {
        "films": len(rows),
        "seeds": [film.scene.runner.seed for film in films],
        "spread": {"leg": round(float(leg.std()), 4), "ground": round(float(ground.std()), 4)},
    }
    return {"bias": bias, "about": about}


def with_derivatives(
    entry: dict[str, Any], family: Family, films: Sequence[Footage], learned: Learned
) -> dict[str, Any]:
    """The entry with what the derivatives need."""
    bias = entry["bias"] | {"wobble_hz": WOBBLE_HZ, "pull_hz": PULL_HZ}
    seen = PoseBias(family, **bias)
    ratios = np.array([_derivatives(film, seen, learned) for film in films])
    velocity, impulse, peak = np.nanmedian(ratios, axis=0)  # where one is withheld
    bias |= {
        "thigh_velocity": round(float(velocity), 3),
        "flexor_impulse": round(float(impulse), 3),
        "flexor_peak": round(float(peak), 3),
    }
    return entry | {"bias": bias}


def _derivatives(film: Footage, bias: PoseBias, learned: Learned) -> list[float]:
    """Peak thigh velocity, flexor impulse and peak moment, seen over true, at the true speed."""
    runner, mean = film.scene.runner, film.truth["mean"]
    motion = find_motion(film.seen, film.clock, None, runner.speed_mps)
    motion = replace(motion, bias=bias)
    strides = find_strides(motion, learned)
    legs = find_pull(motion, strides, runner.sex).legs.values()
    velocity = measure_strides(motion, strides, None)["peak_thigh_velocity_dps"].value or np.nan
    return [
        velocity / mean["peak_thigh_velocity_dps"],
        float(np.mean([leg.impulse_nms_kg for leg in legs])) / mean["flexor_impulse_nms_kg"],
        float(np.mean([leg.peak_moment_nm_kg for leg in legs])) / mean["peak_flexor_moment_nm_kg"],
    ]


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
