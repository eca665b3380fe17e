"""What the pose network itself gets wrong: landmarks as seen, minus where they truly were."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.exchanged import exchanged_frames
from kneedrive.motion.exchange import swap_legs
from training.footage import Footage

Floats = NDArray[np.float64]

JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
PLACES = ("near", "far")
PHASES = ("on the ground", "in the air")


def landmark_errors(films: Sequence[Footage]) -> dict[str, dict[str, float]]:
    """Errors in cm by joint, side and phase: bias, its SD between films, and SD within a film.

    From films on a treadmill, where a pixel is as many centimetres in every frame. `ahead` + = in
    front of the true place, `above` + = over it. Exchanged legs are put right first.
    """
    each = [_one_film(f) for f in films]
    table: dict[str, dict[str, float]] = {}
    for joint in JOINTS:
        for place in PLACES:
            for phase in PHASES:
                key = f"{joint}, {place}, {phase}"
                cells = np.array([film[key] for film in each if key in film])
                if len(cells):
                    table[key] = _cell(cells)
    return table


def _cell(films: Floats) -> dict[str, float]:
    """From (F, 4): mean x, mean y, SD x, SD y of each film."""
    bias = films[:, :2].mean(axis=0)
    between = films[:, :2].std(axis=0, ddof=1) if len(films) > 1 else np.zeros(2)
    within = np.sqrt((films[:, 2:] ** 2).mean(axis=0))
    names = ("ahead", "above", "between_ahead", "between_above", "within_ahead", "within_above")
    values = (*bias, *between, *within)
    return {name: round(float(v), 2) for name, v in zip(names, values, strict=True)}


def _one_film(film: Footage) -> dict[str, tuple[float, ...]]:
    """Mean x, mean y, SD x, SD y of each joint, side and phase."""
    camera = film.scene.camera
    cm_per_px = 100 * camera.distance_m / camera.focal_px
    sign = 1.0 if camera.facing == "right" else -1.0
    exchanged = exchanged_frames(film.seen.xy_px, film.seen.landmarks, film.true)
    seen = swap_legs(film.seen.xy_px, film.seen.landmarks, exchanged)
    time_s = film.seen.time_s / camera.slow_motion_factor
    errors: dict[str, tuple[float, ...]] = {}
    for side in ("left", "right"):
        place = "near" if side == camera.near_side else "far"
        standing = _standing(time_s, film.truth, side)
        for joint in JOINTS:
            name = f"{side}_{joint}"
            off = (seen[:, film.seen.landmarks.index(name)] - film.true.of(name)) * cm_per_px
            off = off * [sign, -1.0]
            for phase, there in zip(PHASES, (standing, ~standing), strict=True):
                part = off[there & np.isfinite(off).all(axis=1)]
                if len(part) > 2:
                    errors[f"{joint}, {place}, {phase}"] = (*part.mean(axis=0), *part.std(axis=0))
    return errors


def _standing(time_s: Floats, truth: Mapping[str, Any], side: str) -> NDArray[np.bool_]:
    standing = np.zeros(len(time_s), dtype=np.bool_)
    for event in truth["events"]:
        if event["side"] == side:
            standing |= (time_s >= event["strike_s"]) & (time_s < event["toe_off_s"])
    return standing
