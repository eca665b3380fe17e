"""One repetition of the march or the raise: its numbers, whether it counts, and its faults.

It counts when the whole of it was seen and the thigh came up to the horizontal, within what a
picture can tell. A fault of form does not undo it; the fault is told beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.strength.posture import SIDES, LegPosture, Posture, Side

Floats = NDArray[np.float64]
Move = Literal["march", "raise"]
HIDDEN = "the leg was not seen whole"
TOO_QUICK = "too quick to be told from a run while the other leg is hidden"
Fault = Literal["lowered fast", "leaned back", "leaned forward", "foot hung down", "driven slowly"]

HORIZONTAL_DEG = 90.0
ANGLE_ERROR_DEG = 5.0  # two standard deviations of a thigh angle from one picture, about
SEEN_SHARE = 0.8
LIFTED = 0.15  # legs: a foot lower than this above the other has not been lifted
STANDING_DEG = 55.0
RISING_DEG = 15.0  # a thigh that is beyond this has parted from the other
# While a thigh is up the other one sweeps by 33 degrees or more in a run; in a march it moved by up
# to 14 in 300 repetitions of drawn people, at any tempo.
STANDS_WITHIN_DEG, SWEEP_QUANTILES = 24.0, (0.1, 0.9)
SHORTEST_S = 0.15  # a thigh that is up for less was misplaced
RUN_STEP_S = 0.3  # of a running step a thigh is up for less
# Where a movement begins and ends can't be told from the shaking of a picture; when it passes a
# tenth of its way from either end can. A smooth movement (least jerk, Flash and Hogan 1985, doi
# 10.1523/JNEUROSCI.05-07-01688.1985) takes 51 % of its time between the two; one of even speed
# takes 80 %, and so reads half longer than it is.
NEAR_TOP, NEAR_REST, BETWEEN = 0.90, 0.10, 0.507
LATE = 0.247  # of the time of a smooth movement that its last tenth takes
GAP_S, GAP_WAY = 0.05, 0.2  # a gap in which more of the way than this is lost hides the movement
REST_DEG = 30.0  # below it a thigh rests, or nearly so
SLOWEST_DRIVE_S = 1.0
FASTEST_LOWERING_S = 1.0  # the coaching idea asks for at least 1 s
# Two standard deviations against drawn people, through the pose network.
LOWERING_ERROR_S, DRIVE_ERROR_S = 0.15, 0.15
LEAN_DEG = 10.0
# The shin against the foot: square or better is asked for, less two and a half standard deviations
# of what drawn feet measure.
FOOT_DEG = -20.0


@dataclass(frozen=True)
class Repetition:
    """One lift of a leg; captured times, s.

    Parameters
    ----------
    peak_deg : highest thigh angle, 90 = horizontal
    past_horizontal : as measured, without allowance
    drive_s : from rest to the top; peak_velocity_dps : on the way
    lowering_s : from the top until the leg rests; both times by when the thigh passes most of its
        way; NaN where it was not seen to, as where the legs melt into one another
    lean_deg : largest change of the trunk's lean, + = forward
    dorsi_deg : foot against shin while the leg is up, + = toes pulled up; NaN where not seen
    why_not : why it does not count; empty where it does
    set_number : from 1
    """

    side: Side
    start_s: float
    top_s: float
    end_s: float
    peak_deg: float
    past_horizontal: bool
    drive_s: float
    peak_velocity_dps: float
    lowering_s: float
    lean_deg: float
    dorsi_deg: float
    why_not: str
    faults: tuple[Fault, ...]
    set_number: int = 1

    @property
    def counts(self) -> bool:
        """Whether it is a repetition."""
        return not self.why_not

    @property
    def too_low(self) -> bool:
        """Whether it does not count for its height."""
        return self.why_not not in ("", HIDDEN, TOO_QUICK)


def describe(move: Move, leg: int, postures: Sequence[Posture]) -> Repetition | None:
    """The repetition that postures show, from rest to rest; None where no leg was lifted.

    A squat, a chair and a running step lift no leg.
    """
    own = [p.legs[leg] for p in postures]
    time_s = np.array([p.time_s for p in postures])
    thigh = np.array([x.thigh_deg if x.seen else np.nan for x in own])
    known = np.isfinite(thigh)
    if known.sum() < 4:
        return None
    top = int(np.nanargmax(thigh))
    peak = float(thigh[top])
    whole = bool(known.mean() >= SEEN_SHARE)
    if whole and not _one_leg_lifted(postures, leg, top):
        return None
    raised = known & (thigh > 0.45 * peak)
    up_s = float(np.ptp(time_s[raised]))
    sweep_deg = _sweep_deg([p.legs[1 - leg] for p, up in zip(postures, raised, strict=True) if up])
    if whole and (up_s < SHORTEST_S or sweep_deg > STANDS_WITHIN_DEG):
        return None
    start, drive_s, fastest = _drive(time_s[known], thigh[known])
    end, lowering_s = _lowering(time_s[known], thigh[known])
    lean = _change([p.lean_deg for p in postures], top)
    foot_deg = _foot(np.array([x.dorsi_deg for x in own])[known & (thigh > 0.7 * peak)])
    why = HIDDEN if not whole else ""
    if whole and up_s < RUN_STEP_S and not np.isfinite(sweep_deg):
        why = TOO_QUICK
    elif whole and peak < HORIZONTAL_DEG - ANGLE_ERROR_DEG:
        why = f"the thigh came up to {peak:.0f}°, not to the horizontal"
    return Repetition(
        side=_side([x.named for x in own if x.seen and x.thigh_deg > RISING_DEG]),
        start_s=start,
        top_s=float(time_s[top]),
        end_s=end,
        peak_deg=peak,
        past_horizontal=peak >= HORIZONTAL_DEG,
        drive_s=drive_s,
        peak_velocity_dps=fastest,
        lowering_s=lowering_s,
        lean_deg=lean,
        dorsi_deg=foot_deg,
        why_not=why,
        faults=_faults(move, drive_s, lowering_s, lean, foot_deg) if not why else (),
    )


def _side(named: Sequence[float]) -> Side:
    """Which leg it was, by the surest moment on its way up or down."""
    surest = max(named, key=abs, default=0.0)
    return SIDES[0] if surest >= 0 else SIDES[1]


def _one_leg_lifted(postures: Sequence[Posture], leg: int, top: int) -> bool:
    """Whether one foot was off the ground beside a leg that stands."""
    lifted, other = postures[top].legs[leg], postures[top].legs[1 - leg]
    if not np.isfinite(other.ankle_up) or not np.isfinite(other.thigh_deg):
        return True  # the standing leg is hidden; the lifted one was seen
    high = lifted.ankle_up - other.ankle_up
    return bool(high > LIFTED and other.thigh_deg < STANDING_DEG)


def _sweep_deg(other: Sequence[LegPosture]) -> float:
    """How far the thigh of the leg that stands moves; NaN where it is hidden."""
    thigh = [leg.thigh_deg for leg in other if leg.seen]
    if 2 * len(thigh) < len(other) or not thigh:
        return float("nan")
    low, high = np.quantile(thigh, SWEEP_QUANTILES)
    return float(high - low)


def _foot(dorsi: Floats) -> float:
    """Angle of the lifted foot; NaN where it was not seen for half of the time."""
    seen = dorsi[np.isfinite(dorsi)]
    return float(np.median(seen)) if 2 * len(seen) >= max(1, len(dorsi)) else float("nan")


def _drive(time_s: Floats, thigh: Floats) -> tuple[float, float, float]:
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


def _lowering(time_s: Floats, thigh: Floats) -> tuple[float, float]:
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


def _change(values: Sequence[float], top: int) -> float:
    """Largest change against the value at rest, with its sign."""
    lean = np.array(values)
    before = lean[: top + 1][np.isfinite(lean[: top + 1])]
    if len(before) == 0:
        return float("nan")
    first = float(np.median(before[: max(2, len(before) // 4)]))
    change = lean - first
    return float(change[np.nanargmax(np.abs(change))])


def _faults(
    move: Move, drive_s: float, lowering_s: float, lean: float, foot_deg: float
) -> tuple[Fault, ...]:
    """What was wrong with the form of a repetition that counts."""
    found: list[Fault] = []
    if lowering_s < FASTEST_LOWERING_S - LOWERING_ERROR_S:
        found.append("lowered fast")
    if lean < -LEAN_DEG:
        found.append("leaned back")
    if lean > LEAN_DEG:
        found.append("leaned forward")
    if move == "raise" and foot_deg < FOOT_DEG:
        found.append("foot hung down")
    if drive_s > SLOWEST_DRIVE_S + DRIVE_ERROR_S:
        found.append("driven slowly")
    return tuple(found)
