"""How long the thigh takes up and down, and how fast it rises.

In: times (s) and angles (deg) of one thigh from rest to rest, where it was seen. A time is
NaN where too much of its way was not.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Where a movement begins and ends can't be told from the shaking of a picture; when it passes a
# tenth of its way from either end can. A smooth movement (least jerk, Flash and Hogan 1985, doi
# 10.1523/JNEUROSCI.05-07-01688.1985) takes 51 % of its time between the two; one of even speed
# takes 80 %, and so reads half longer than it is.
NEAR_TOP, NEAR_REST, BETWEEN = 0.90, 0.10, 0.507
LATE = 0.247  # of the time of a smooth movement that its last tenth takes
GAP_S, GAP_WAY = 0.05, 0.2  # a gap in which more of the way than this is lost hides the movement
REST_DEG = 30.0  # below it a thigh rests, or nearly so


def drive(time_s: Floats, thigh: Floats) -> tuple[float, float, float]:
    """Start (s), time to the top (s) and fastest rise (deg/s)."""
    top = int(np.argmax(thigh))
    if top == 0:
        return float(time_s[0]), float("nan"), float("nan")
    fastest = float(np.gradient(thigh, time_s)[: top + 1].max())
    rise, before = thigh[: top + 1][::-1], -time_s[: top + 1][::-1]
    resting = rise[rise < max(REST_DEG, float(rise.min()) + 1e-6)]
    passed = _passed(before, rise, float(np.median(resting)))
    if passed is None:
        return float(time_s[0]), float("nan"), float("nan")
    drive_s = (passed[1] - passed[0]) / BETWEEN
    return -passed[1] - LATE * drive_s, drive_s, fastest


def lowering(time_s: Floats, thigh: Floats) -> tuple[float, float]:
    """End (s) and length (s) of the lowering."""
    top = int(np.argmax(thigh))
    passed = _passed(time_s[top:], thigh[top:], float(thigh[top:].min()))
    if passed is None:
        return float(time_s[-1]), float("nan")
    lowering_s = (passed[1] - passed[0]) / BETWEEN
    return min(float(time_s[-1]), passed[1] + LATE * lowering_s), lowering_s


def _passed(time_s: Floats, thigh: Floats, rest_deg: float) -> tuple[float, float] | None:
    """When a thigh that goes from its top to rest has left the top, and when it nears its rest."""
    way = (thigh - rest_deg) / max(float(thigh[0]) - rest_deg, 1e-6)
    near = np.flatnonzero(way <= NEAR_REST)
    if len(near) == 0 or near[0] == 0:
        return None
    left = int(np.flatnonzero(way[: near[0]] >= NEAR_TOP)[-1])
    moved, passed_s = -np.diff(way[left : near[0] + 1]), np.diff(time_s[left : near[0] + 1])
    if (moved[passed_s > GAP_S] > GAP_WAY).any():
        return None
    return _crossing(time_s, way, left, NEAR_TOP), _crossing(time_s, way, near[0] - 1, NEAR_REST)


def _crossing(time_s: Floats, way: Floats, i: int, level: float) -> float:
    """When the way falls through a level between samples i and i + 1."""
    share = (way[i] - level) / max(float(way[i] - way[i + 1]), 1e-9)
    return float(time_s[i] + share * (time_s[i + 1] - time_s[i]))
