"""Metres per pixel, from the belt speed or from the runner's height, and the camera's roll."""

import numpy as np

from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import Scale
from kneedrive.motion.stance import NO_BIAS, Stance
from kneedrive.pose.bias import PoseBias

# Hip to knee to ankle as a share of body height, over runners with joint centres from markers
# (SD 0.014; Fukuchi 2017, doi 10.7717/peerj.3298).
LEG_SHARE_OF_HEIGHT = 0.478
HEIGHT_ERROR_PCT = 3.5
SPEED_ERROR_PCT = 1.8
DISAGREE_PCT = 12.0

TILT_PRIOR_DEG = 1.5  # how far a phone is usually held off the horizon
PATH_ERROR_DEG = 0.4  # of the horizon, from the path of a body that crosses the picture


def leg_px(fold: Fold) -> float:
    """Thigh plus shank over the folded stride, mean of both legs, px."""
    phase = np.linspace(0, 1, 100, endpoint=False)
    length = 0.0
    for side in ("left", "right"):
        hip, knee, ankle = (fold.at(f"{side}_{j}", phase) for j in ("hip", "knee", "ankle"))
        length += float(np.linalg.norm(knee - hip, axis=1).mean())
        length += float(np.linalg.norm(ankle - knee, axis=1).mean())
    return length / 2


def height_px(fold: Fold) -> float:
    """Body height in the picture, from the length of the legs, px."""
    return leg_px(fold) / LEG_SHARE_OF_HEIGHT


def find_scale(
    fold: Fold,
    stance: Stance,
    height_m: float | None,
    speed_mps: float | None,
    bias: PoseBias = NO_BIAS,
) -> tuple[Scale, tuple[str, ...]]:
    """Scale and warnings: speed first, for it needs no guess about the body's proportions."""
    leg = leg_px(fold) / bias.leg
    by_height = height_m * LEG_SHARE_OF_HEIGHT / leg if height_m else None
    by_speed = speed_mps / stance.ground_per_s if speed_mps and stance.ground_per_s > 0 else None
    if by_speed and by_height and abs(by_speed / by_height - 1) * 100 > DISAGREE_PCT:
        off = (by_speed / by_height - 1) * 100
        warning = (
            f"speed and height disagree about the scale by {off:+.0f} %: check --speed, --height "
            "and the capture rate"
        )
        return Scale(by_speed, "speed, which the height contradicts", abs(off)), (warning,)
    if by_speed:
        return Scale(by_speed, "speed", SPEED_ERROR_PCT), ()
    if by_height:
        return Scale(by_height, "height", HEIGHT_ERROR_PCT), ()
    return Scale(float("nan"), "unknown: neither height nor speed given", float("nan")), ()


def find_tilt_deg(stance: Stance, path_deg: float | None) -> float:
    """The camera's roll, + = the ground rises in front of the runner in the picture.

    path_deg : direction of the body's path through the picture, None where it stays in place.
    The estimate is drawn towards level by as much as it is unsure.
    """
    tilt, error = (stance.slope_deg, stance.slope_error_deg)
    if path_deg is not None:
        tilt, error = path_deg, PATH_ERROR_DEG
    return tilt * TILT_PRIOR_DEG**2 / (TILT_PRIOR_DEG**2 + error**2)
