"""Motion: the runner's landmarks in metres, sides resolved and smoothed, and the segment angles.

Axes: x forward (the way the runner faces), y up. Treadmill and overground runs come out in the same
frame: the body stays where it is and the ground moves back under it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold
from kneedrive.motion.stance import NO_BIAS, Stance
from kneedrive.pose.bias import PoseBias

Floats = NDArray[np.float64]
Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True)
class Scale:
    """Metres per pixel at the runner, how it was found, and its standard error in per cent."""

    m_per_px: float
    how: str
    error_pct: float

    @property
    def by_speed(self) -> bool:
        """Whether the speed was given, and with it the scale."""
        return self.how.startswith("speed")


@dataclass(frozen=True)
class Leg:
    """Angles of one leg, each (T,) in degrees; NaN where a landmark is missing.

    thigh, shank, foot: from the vertical, + = lower end in front (foot: toe above the horizontal).
    knee_flexion + = bent. hip_flexion: thigh against trunk, + = flexed. thigh_velocity, deg/s:
    + = turning forward.
    """

    thigh_deg: Floats
    shank_deg: Floats
    foot_deg: Floats
    knee_flexion_deg: Floats
    hip_flexion_deg: Floats
    thigh_velocity_dps: Floats


@dataclass(frozen=True)
class Motion:
    """What the landmarks did.

    Parameters
    ----------
    time_s : (T,) captured time from the clip's start
    landmarks : names of the L landmarks
    xy_m : (T, L, 2) x forward, y up; x from the runner's own drifting mean, y from the ground;
        where the network saw them, not corrected
    xy_px : (T, L, 2) the same landmarks in the upright picture, sides resolved, smoothed
    legs : angles by side; those of an analysis are corrected as its metrics are
    trunk_lean_deg : (T,) + = leaning forward
    facing : which way the runner faces in the picture
    scene : "treadmill" (the body stays where it is) or "overground" (it travels)
    travel_px_s : speed of the body against the background, px per captured second
    scale : metres per pixel; NaN metres where neither height nor speed is known
    tilt_deg : camera's roll that was taken out, + = the picture's horizon falls to the right
    cutoff_hz : cut-off of the low-pass filter, from the residual analysis
    exchanged : (T,) whether left and right legs were exchanged in this frame and put right
    usable_pct : share of frames with both legs seen from hip to toe
    leg_confidence : of each leg's ankle, heel and toe: what three quarters of the frames exceed
    fold : the stride as a periodic motion, level, px; None where the motion is not periodic
    stance : the standing foot on the folded stride, None where there is none
    bias : the pose model's known bias, which scale, ground speed and events are free of
    """

    time_s: Floats
    landmarks: tuple[str, ...]
    xy_m: Floats
    xy_px: Floats
    legs: Mapping[Side, Leg]
    trunk_lean_deg: Floats
    facing: Side
    scene: Literal["treadmill", "overground"]
    travel_px_s: float
    scale: Scale
    tilt_deg: float
    cutoff_hz: float
    exchanged: NDArray[np.bool_]
    usable_pct: float
    leg_confidence: Mapping[Side, float]
    fold: Fold | None
    stance: Stance | None
    bias: PoseBias = NO_BIAS
    warnings: tuple[str, ...] = ()

    @property
    def near_side(self) -> Side:
        """The side of the body that the camera sees."""
        return self.facing

    def of(self, landmark: str) -> Floats:
        """(T, 2) positions of one landmark, m; all NaN where the model has no such landmark."""
        if landmark not in self.landmarks:
            return np.full((len(self.time_s), 2), np.nan)
        return self.xy_m[:, self.landmarks.index(landmark)]
