"""Whether two clips may be compared: same camera side, frame rate, pose model, and speed.

Speed decides most of a stride. Up to 2 % apart, speeds count as equal. Further apart, the change
that the difference in speed alone makes in most runners is taken out where it is known, and the
metric is not comparable where it is not, or where the speeds are too far apart for a straight line.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kneedrive.fade.clips.taken import Taken
from kneedrive.findings import NORMS
from kneedrive.stride.register import BY_NAME

EQUAL_SPEED = 0.02
TOO_FAR = 0.15
SAME_FPS = 0.05
SLOPE_ERROR = 0.5  # runners differ about so much in what speed does to them (SD over slope)
# Of the error that a method makes with one runner, this much comes back the next time (a runner's
# own offset and the pose model's), and so does that of a scale found in the same way. It holds for
# metrics that depend little on how the camera stands; of the others nothing is taken to come back.
# Measured on 70 pairs of clips of seven unchanged runners, the camera put up anew for each: with
# this share these differ by 0.6 to 0.95 of their stated error, the others by 1.1 to 1.7. The
# metrics were chosen on these same pairs.
COMES_BACK = 0.75
STEADY = frozenset(
    {
        "contact_time_ms",
        "flight_time_ms",
        "duty_factor_pct",
        "swing_time_ms",
        "step_length_m",
        "peak_thigh_angle_deg",
        "peak_thigh_velocity_dps",
        "shank_angle_at_contact_deg",
        "foot_clearance_m",
        "hip_flexor_impulse_nms_kg",
        "hip_flexor_peak_moment_nm_kg",
    }
)
FREE_OF_CAMERA = ("cadence_spm",)

How = Literal["equal", "told apart", "not told apart", "unknown"]


@dataclass(frozen=True)
class Setting:
    """What two clips have in common.

    Parameters
    ----------
    obstacles : why nothing but the cadence can be compared; empty where all can be
    speed : how the speeds relate
    speed_mps : mean of both speeds; NaN where unknown
    faster_mps : second minus first; NaN where unknown
    faster_error_mps : its standard error, 0 where both speeds were given
    same_scale : both scales were found in the same way for the same height
    notes : what the reader should know
    """

    obstacles: tuple[str, ...]
    speed: How
    speed_mps: float
    faster_mps: float
    faster_error_mps: float
    same_scale: bool
    notes: tuple[str, ...]


def setting_of(first: Taken, second: Taken) -> Setting:
    """Compare the circumstances of two clips."""
    runner = [t.document["runner"] for t in (first, second)]
    scale = [t.document["scale"] for t in (first, second)]
    speeds = [_speed(t) for t in (first, second)]
    faster = speeds[1][0] - speeds[0][0]
    mean = (speeds[0][0] + speeds[1][0]) / 2
    same_scale = (
        scale[0]["how"] == scale[1]["how"] and runner[0]["height_m"] == runner[1]["height_m"]
    )
    error = float(np.hypot(speeds[0][1], speeds[1][1]))
    how = _how(faster, mean, error)
    return Setting(
        obstacles=_obstacles(first, second),
        speed=how,
        speed_mps=mean,
        faster_mps=faster,
        faster_error_mps=error,
        same_scale=same_scale,
        notes=_notes(first, second, how, faster, mean),
    )


def _speed(taken: Taken) -> tuple[float, float]:
    """Speed of a clip (m/s) and its standard error, 0 where the user gave it; NaN where unknown."""
    given = taken.document["runner"].get("given_speed_mps")
    if given is not None:
        return float(given), 0.0
    measure = taken.metrics.get("speed_mps")
    if measure is None or measure.value is None or measure.low is None or measure.high is None:
        return float("nan"), float("nan")
    return measure.value, (measure.high - measure.low) / (2 * 1.96)


def _how(faster: float, mean: float, error: float) -> How:
    if not np.isfinite(faster):
        return "unknown"
    if abs(faster) <= EQUAL_SPEED * mean:
        return "equal"
    return "told apart" if abs(faster) > 1.96 * error else "not told apart"


def _obstacles(first: Taken, second: Taken) -> tuple[str, ...]:
    found = []
    if first.near_side != second.near_side:
        found.append(
            f"the camera saw the {first.near_side} side in one clip and the {second.near_side} "
            "side in the other"
        )
    if abs(first.capture_fps / second.capture_fps - 1) > SAME_FPS:
        found.append(
            f"one clip was taken at {first.capture_fps:.0f} and the other at "
            f"{second.capture_fps:.0f} frames a second"
        )
    models = [t.document["quality"].get("pose_model") for t in (first, second)]
    if models[0] != models[1]:
        found.append(f"the pose models differ ({models[0]} and {models[1]})")
    return tuple(found)


def _notes(first: Taken, second: Taken, how: How, faster: float, mean: float) -> tuple[str, ...]:
    notes = []
    if how == "unknown":
        notes.append(
            "The speed of at least one clip is not known, so a change may be one of speed alone: "
            "give --speed or --height to analyze"
        )
    if how == "not told apart":
        notes.append(
            f"The measured speeds differ by {100 * faster / mean:+.1f} %, which is within their "
            "error; the uncertainty of that is in every interval. A given speed would narrow them"
        )
    if how == "told apart":
        notes.append(
            f"The second clip is {100 * faster / mean:+.1f} % faster; what that alone does to most "
            "runners is taken out where it is known"
        )
    scenes = [t.document["runner"].get("scene") for t in (first, second)]
    if scenes[0] != scenes[1]:
        notes.append(f"One clip is {scenes[0]}, the other {scenes[1]}: runners run a little "
                     "differently on a belt")  # fmt: skip
    return tuple(notes)


def by_speed(name: str, setting: Setting) -> tuple[float, float] | str:
    """What the difference in speed alone makes of a metric and its standard error, or why unknown.

    In the metric's own unit; (0, 0) where the speeds are equal or unknown.
    """
    if setting.speed in ("equal", "unknown") or name == "speed_mps":
        return 0.0, 0.0
    too_far = abs(setting.faster_mps) > TOO_FAR * setting.speed_mps
    if too_far and setting.speed == "told apart":
        return f"the speeds differ by more than {100 * TOO_FAR:.0f} %"
    slope = slope_of(name, setting.speed_mps)
    if slope is None:
        if setting.speed == "not told apart":
            return 0.0, 0.0
        return "the speeds differ by more than 2 % and what speed does to it is not known"
    spread = SLOPE_ERROR * abs(slope * setting.faster_mps)
    error = float(np.hypot(spread, slope * setting.faster_error_mps))
    if setting.speed == "not told apart":  # nothing is taken out that may not be there
        return 0.0, error
    return slope * setting.faster_mps, error


def comes_back(name: str) -> float:
    """Which share of a metric's lasting error is the same in both clips."""
    return COMES_BACK if name in STEADY else 0.0


def slope_of(name: str, speed_mps: float) -> float | None:
    """Change of a metric per m/s in most runners at a speed (see `findings.norms`)."""
    norm = NORMS.get(name)
    if norm is None or norm.of_height or name not in BY_NAME:
        return None
    low, high = norm.speeds_mps[0], norm.speeds_mps[-1]
    at = np.clip([speed_mps - 0.1, speed_mps + 0.1], low, high)
    if at[0] == at[1]:
        at = np.array([low, low + 0.2]) if speed_mps < low else np.array([high - 0.2, high])
    values = np.interp(at, norm.speeds_mps, norm.means)
    return float((values[1] - values[0]) / (at[1] - at[0]))
