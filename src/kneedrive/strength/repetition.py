"""One repetition of the march or the raise: its numbers, whether it counts, and its faults.

It counts when the whole of it was seen and the thigh came up to the horizontal, within what a
picture can tell. A fault of form does not undo it; the fault is told beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.strength.lift_times import drive, lowering
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
# While a thigh is up the other one sweeps back in a run, by 33 degrees in the one step of real
# clips that came so high; in a march it moved by up to 14 in 300 repetitions of drawn people.
STANDS_WITHIN_DEG, SWEEP_QUANTILES = 24.0, (0.1, 0.9)
SHORTEST_S = 0.15  # a thigh that is up for less was misplaced
RUN_STEP_S = 0.3  # of a running step a thigh is up for less
# A smooth drive of a second to the horizontal is at its fastest 170 degrees a second; one that is a
# fifth faster was not slow, however long the thigh lingered on the way.
SLOWEST_DRIVE_S, SLOW_DPS = 1.0, 200.0
FASTEST_LOWERING_S = 1.0  # the coaching idea asks for at least 1 s
# About one and a half and two and a half standard deviations of the errors against drawn people,
# through the pose network.
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
    knee_deg : flexion at the top
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
    knee_deg: float
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
    start, drive_s, fastest = drive(time_s[known], thigh[known])
    end, lowering_s = lowering(time_s[known], thigh[known])
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
        knee_deg=float(own[top].knee_deg),
        why_not=why,
        faults=_faults(move, drive_s, fastest, lowering_s, lean, foot_deg) if not why else (),
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
    move: Move, drive_s: float, fastest: float, lowering_s: float, lean: float, foot_deg: float
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
    if drive_s > SLOWEST_DRIVE_S + DRIVE_ERROR_S and fastest < SLOW_DPS:
        found.append("driven slowly")
    return tuple(found)
