"""What falls with a number that is withheld: its rows, its curve, its drawing, what is built on it.

What can't be trusted as a number must not come back as an event, a plot, a column or a ratio.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from kneedrive.motion.motion import Leg, Motion
from kneedrive.pull.pull import Pull
from kneedrive.stride.measure import Measure
from kneedrive.stride.strides import Strides

STEP_COLUMN_OF = {"contact_time_ms": "contact_s", "flight_time_ms": "flight_s"}
STRIDE_COLUMN_OF = {
    "peak_thigh_angle_deg": "peak_thigh_deg",
    "min_thigh_angle_deg": "min_thigh_deg",
    "peak_thigh_velocity_dps": "peak_thigh_velocity_dps",
    "peak_hip_flexion_deg": "peak_hip_flexion_deg",
    "peak_swing_knee_flexion_deg": "peak_knee_flexion_deg",
}
ANGLE_OF = {
    "peak_thigh_angle_deg": "thigh_deg",
    "peak_thigh_velocity_dps": "thigh_velocity_dps",
    "peak_hip_flexion_deg": "hip_flexion_deg",
    "peak_swing_knee_flexion_deg": "knee_flexion_deg",
}
KNEE_DRIVE, IMPULSE = "peak_thigh_angle_deg", "hip_flexor_impulse_nms_kg"


def without_followers(
    motion: Motion, strides: Strides, pull: Pull, metrics: Mapping[str, Measure]
) -> tuple[Motion, Strides, Pull]:
    """The same three without what hangs on a withheld number."""
    gone = {name for name, measure in metrics.items() if measure.value is None}
    legs = {side: _leg(leg, gone) for side, leg in motion.legs.items()}
    if IMPULSE in gone:
        pull = Pull({}, metrics[IMPULSE].reason)
    if len(gone) == len(metrics):
        nothing = strides.steps.iloc[:0], strides.strides.iloc[:0]
        strides = replace(strides, contacts=(), steps=nothing[0], strides=nothing[1], curves={})
    strides = replace(
        strides,
        steps=_blank(strides.steps, STEP_COLUMN_OF, gone),
        strides=_blank(strides.strides, STRIDE_COLUMN_OF, gone),
        curves={} if KNEE_DRIVE in gone else strides.curves,
    )
    return replace(motion, legs=legs), strides, pull


def _leg(leg: Leg, gone: set[str]) -> Leg:
    blank = {ANGLE_OF[name]: np.full_like(leg.thigh_deg, np.nan) for name in gone & set(ANGLE_OF)}
    return replace(leg, **blank)


def _blank(table: pd.DataFrame, column_of: Mapping[str, str], gone: set[str]) -> pd.DataFrame:
    return table.assign(**{c: np.nan for name, c in column_of.items() if name in gone})
