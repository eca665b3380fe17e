"""Sets: what was counted of each leg, what went wrong most, whether the drive slowed down."""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kneedrive.strength.posture import SIDES
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sitting import HeelHold

MoveName = Literal["march", "raise", "lsit"]

FEWEST_FOR_TREND = 4
HEEL_REST_S = 20.0  # between two lifts of the heels that belong to different sets


@dataclass(frozen=True)
class SetSummary:
    """One set.

    Parameters
    ----------
    counted, clean : repetitions by side, and those without a fault of form; "both" for heels
    total : that count; not_counted : that don't
    velocity_change_pct : fastest drive at the end of the set against its beginning, by a line
        through all; None where there are fewer than four
    commonest : the commonest fault, and in how many
    best_s : longest lift of the heels
    """

    number: int
    counted: Mapping[str, int]
    clean: Mapping[str, int]
    total: int
    not_counted: int
    velocity_change_pct: float | None
    commonest: str | None
    fault_count: int
    best_s: float | None = None


def repetition_sets(repetitions: Sequence[Repetition]) -> tuple[SetSummary, ...]:
    """Sets of the march or the raise."""
    numbers = sorted({r.set_number for r in repetitions})
    return tuple(_standing(n, [r for r in repetitions if r.set_number == n]) for n in numbers)


def _standing(number: int, own: Sequence[Repetition]) -> SetSummary:
    good = [r for r in own if r.counts]
    faults = Tally(f for r in good for f in r.faults)
    commonest = faults.most_common(1)
    return SetSummary(
        number=number,
        counted={s: n for s in SIDES if (n := sum(r.side == s for r in good))},
        clean={s: sum(r.side == s and not r.faults for r in good) for s in SIDES},
        total=len(good),
        not_counted=len(own) - len(good),
        velocity_change_pct=_change_pct([r.peak_velocity_dps for r in good]),
        commonest=commonest[0][0] if commonest else None,
        fault_count=commonest[0][1] if commonest else 0,
    )


def heel_sets(holds: Sequence[HeelHold]) -> tuple[tuple[HeelHold, ...], tuple[SetSummary, ...]]:
    """Lifts of the heels with their set's number, and the sets."""
    numbered: list[HeelHold] = []
    for hold in holds:
        rested = numbered and hold.start_s - numbered[-1].end_s >= HEEL_REST_S
        number = numbered[-1].set_number + bool(rested) if numbered else 1
        numbered.append(replace(hold, set_number=number))
    sets = []
    for number in sorted({h.set_number for h in numbered}):
        own = [h for h in numbered if h.set_number == number]
        good = [h for h in own if h.counts]
        faults = Tally(h.reason for h in own if h.reason in ("knee", "lean", "hands"))
        commonest = faults.most_common(1)
        sets.append(
            SetSummary(
                number=number,
                counted={"both": len(good)} if good else {},
                clean={"both": sum(h.reason == "heels" for h in good)},
                total=len(good),
                not_counted=len(own) - len(good),
                velocity_change_pct=None,
                commonest=commonest[0][0] if commonest else None,
                fault_count=commonest[0][1] if commonest else 0,
                best_s=max((h.held_s for h in good), default=None),
            )
        )
    return tuple(numbered), tuple(sets)


def _change_pct(speeds: Sequence[float]) -> float | None:
    known = np.array([s for s in speeds if np.isfinite(s)])
    if len(known) < FEWEST_FOR_TREND:
        return None
    at = np.arange(len(known))
    slope = float(np.polynomial.polynomial.polyfit(at, known, 1)[1])
    first = float(known.mean()) - slope * (len(known) - 1) / 2
    return 100.0 * slope * (len(known) - 1) / max(first, 1e-6)
