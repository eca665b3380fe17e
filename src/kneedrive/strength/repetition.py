"""One repetition of the march or the raise: its numbers, whether it counts, and its faults.

It counts when the whole of it was seen and the thigh came up to the horizontal, within what a
picture can tell. A fault of form does not undo it; the fault is told beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.strength.posture import SIDES, Posture, Side

Floats = NDArray[np.float64]
Move = Literal["march", "raise"]
Fault = Literal["lowered fast", "leaned back", "leaned forward", "foot hung down", "driven slowly"]

HORIZONTAL_DEG = 90.0
ANGLE_ERROR_DEG = 5.0  # two standard deviations of a thigh angle from one picture, about
SEEN_SHARE = 0.8
LIFTED = 0.15  # legs: a foot lower than this above the other has not been lifted
STANDING_DEG = 55.0
RISING_DEG = 15.0  # a thigh that is beyond this has parted from the other
SHORTEST_S = 0.3  # above 45 degrees; a running step is shorter
STILL_DPS = 20.0
SLOWEST_DRIVE_S = 1.0
# The coaching idea asks for at least 1 s. The ends of a lowering, slower than 20 deg/s, are not
# measured: a smooth lowering of 1 s measures 0.8 s.
FASTEST_LOWERING_S = 0.8
LEAN_DEG = 10.0
FOOT_DEG = -20.0  # the shin against the foot; square or better is asked for


@dataclass(frozen=True)
class Repetition:
    """One lift of a leg; captured times, s.

    Parameters
    ----------
    peak_deg : highest thigh angle, 90 = horizontal
    past_horizontal : as measured, without allowance
    drive_s : from rest to the top; peak_velocity_dps : on the way
    lowering_s : from the top until the leg rests, without the slowest part of either end
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
    if whole and float(np.ptp(time_s[known & (thigh > 0.45 * peak)])) < SHORTEST_S:
        return None
    start, drive_s, fastest = _drive(time_s[known], thigh[known])
    end, lowering_s = _lowering(time_s[known], thigh[known])
    lean = _change([p.lean_deg for p in postures], top)
    raised = known & (thigh > 0.7 * peak)
    dorsi = np.array([x.dorsi_deg for x in own])[raised]
    dorsi = dorsi[np.isfinite(dorsi)]
    foot_deg = float(np.median(dorsi)) if len(dorsi) else float("nan")
    why = "the leg was not seen whole" if not whole else ""
    if whole and peak < HORIZONTAL_DEG - ANGLE_ERROR_DEG:
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


def _drive(time_s: Floats, thigh: Floats) -> tuple[float, float, float]:
    """Start (s), time to the top (s) and fastest rise (deg/s)."""
    top = int(np.argmax(thigh))
    if top == 0:
        return float(time_s[0]), float("nan"), float("nan")
    speed = np.gradient(thigh, time_s)
    begin = _edge(speed[: top + 1][::-1] > STILL_DPS, int(np.argmax(speed[: top + 1][::-1])))
    start = top - begin
    reached = np.flatnonzero(thigh[: top + 1] >= thigh[top] - 0.05 * (thigh[top] - thigh[start]))
    done = int(reached[reached >= start][0])
    return float(time_s[start]), float(time_s[done] - time_s[start]), float(speed[: top + 1].max())


def _lowering(time_s: Floats, thigh: Floats) -> tuple[float, float]:
    """End (s) and length (s) of the lowering: the stretch that falls faster than 20 deg/s."""
    top = int(np.argmax(thigh))
    fall = -np.gradient(thigh, time_s)[top:]
    if len(fall) < 3:
        return float(time_s[-1]), float("nan")
    fastest = int(np.argmax(fall))
    begin = top + fastest - _edge(fall[: fastest + 1][::-1] > STILL_DPS, 0)
    end = top + fastest + _edge(fall[fastest:] > STILL_DPS, 0)
    return float(time_s[end]), float(time_s[end] - time_s[begin])


def _edge(moving: NDArray[np.bool_], from_at: int) -> int:
    """Index at which a stretch of movement that holds `from_at` ends."""
    still = np.flatnonzero(~moving[from_at:])
    return int(from_at + still[0]) if len(still) else len(moving) - 1


def _change(values: Sequence[float], top: int) -> float:
    """Largest change against the value at rest, with its sign."""
    lean = np.array(values)
    if not np.isfinite(lean[: top + 1]).any():
        return float("nan")
    first = float(np.nanmedian(lean[: max(2, top // 4)]))
    change = lean - first
    return float(change[np.nanargmax(np.abs(change))])


def _faults(
    move: Move, drive_s: float, lowering_s: float, lean: float, foot_deg: float
) -> tuple[Fault, ...]:
    """What was wrong with the form of a repetition that counts."""
    found: list[Fault] = []
    if lowering_s < FASTEST_LOWERING_S:
        found.append("lowered fast")
    if lean < -LEAN_DEG:
        found.append("leaned back")
    if lean > LEAN_DEG:
        found.append("leaned forward")
    if move == "raise" and foot_deg < FOOT_DEG:
        found.append("foot hung down")
    if drive_s > SLOWEST_DRIVE_S:
        found.append("driven slowly")
    return tuple(found)
