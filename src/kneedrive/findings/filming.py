"""What to film better next time, from what this clip lacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kneedrive.analysis import Analysis
    from kneedrive.pose.keypoints import Keypoints


SMALL_PX = 250  # the pose network looks at the runner in 256 px
FAST_ENOUGH_HZ = 100.0
USABLE_PCT = 90.0
LEVEL_DEG = 3.0
ENOUGH_STEPS = 40  # 20 a side: what a change of 10 ms between days takes


def runner_height_px(keypoints: Keypoints) -> float:
    """Median distance (px) from the highest to the lowest landmark of the runner, NaN if unseen."""
    y = keypoints.xy_px[..., 1]
    seen = np.isfinite(y).sum(axis=1) >= 2
    if not seen.any():
        return float("nan")
    return float(np.median(np.nanmax(y[seen], axis=1) - np.nanmin(y[seen], axis=1)))


def film_better(analysis: Analysis) -> list[str]:
    """Advice for the next clip, most useful first; empty when nothing was lacking."""
    motion, clock = analysis.motion, analysis.clock
    steps = len(analysis.strides.contacts)
    height_px = runner_height_px(analysis.keypoints)
    advice = []
    if analysis.runner.height_m is None and analysis.runner.speed_mps is None:
        advice.append(
            "Give the runner's height (--height 1.78) or the belt's speed (--speed): without one, "
            "speed, lengths and the comparison with other runners stay unknown."
        )
    if steps < ENOUGH_STEPS:
        advice.append(
            f"Film longer: this clip holds {steps} whole contacts with the ground, and "
            f"{ENOUGH_STEPS} (about 15 s on a treadmill) make the means steadier."
        )
    if clock.capture_fps < FAST_ENOUGH_HZ:
        advice.append(
            f"Use slow motion, 120 or 240 frames a second: at {clock.capture_fps:.0f} the foot "
            f"moves unseen for {1000 / clock.capture_fps:.0f} ms between frames."
        )
    if height_px < SMALL_PX:
        advice.append(
            f"Come nearer or hold the phone upright: the runner is {height_px:.0f} px tall, and "
            f"{SMALL_PX} or more are read better."
        )
    if motion.usable_pct < USABLE_PCT:
        advice.append(
            "Keep both legs in view from hip to toe, from exactly the side: a part was hidden or "
            f"outside the picture in {100 - motion.usable_pct:.0f} % of the frames."
        )
    if abs(motion.tilt_deg) > LEVEL_DEG:
        advice.append(
            f"Hold the phone level, at hip height, on a tripod: it leaned by "
            f"{abs(motion.tilt_deg):.0f} degrees."
        )
    return advice
