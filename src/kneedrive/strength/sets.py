"""Sets: what was counted of each leg, what went wrong most, whether the drive slowed down."""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.stats import t as student_t

from kneedrive.strength.posture import SIDES, Side
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sitting import HeelHold

MoveName = Literal["march", "raise", "lsit"]

LOW = "not to the horizontal"
FEWEST_FOR_TREND = 4
# Standard deviation of one fastest drive, against drawn people through the pose network. Speeds
# that happen to lie closer together than that are known no better.
SPEED_ERROR = 0.10
HEEL_REST_S = 20.0  # between two lifts of the heels that belong to different sets


@dataclass(frozen=True)
class Trend:
    """Fastest drive of one leg at the end of a set against its beginning, with a 95 % interval."""

    side: Side
    change_pct: float
    low_pct: float
    high_pct: float

    @property
    def is_real(self) -> bool:
        """Whether the interval excludes no change."""
        return self.low_pct > 0 or self.high_pct < 0


@dataclass(frozen=True)
class SetSummary:
    """One set.

    Parameters
    ----------
    counted, clean : repetitions by side, and those without a fault of form; "both" for heels
    total : that count; not_counted : that don't
    too_low : by side, those that don't count because the thigh stayed below the horizontal
    trends : of the fastest drive, for each leg with four or more
    commonest : the commonest fault, "not to the horizontal" among them, and in how many
    tried : of how many: those that count or were too low
    best_s : longest lift of the heels
    """

    number: int
    counted: Mapping[str, int]
    clean: Mapping[str, int]
    total: int
    not_counted: int
    too_low: Mapping[str, int]
    trends: tuple[Trend, ...]
    commonest: str | None
    fault_count: int
    tried: int
    best_s: float | None = None


def repetition_sets(repetitions: Sequence[Repetition]) -> tuple[SetSummary, ...]:
    """Sets of the march or the raise."""
    numbers = sorted({r.set_number for r in repetitions})
    return tuple(_standing(n, [r for r in repetitions if r.set_number == n]) for n in numbers)


def _standing(number: int, own: Sequence[Repetition]) -> SetSummary:
    good = [r for r in own if r.counts]
    low = [r for r in own if r.too_low]
    faults: Tally[str] = Tally(f for r in good for f in r.faults)
    faults += Tally({LOW: len(low)})
    commonest = faults.most_common(1)
    return SetSummary(
        number=number,
        counted={s: n for s in SIDES if (n := sum(r.side == s for r in good))},
        clean={s: sum(r.side == s and not r.faults for r in good) for s in SIDES},
        total=len(good),
        not_counted=len(own) - len(good),
        too_low={s: n for s in SIDES if (n := sum(r.side == s for r in low))},
        trends=_trends(good),
        commonest=commonest[0][0] if commonest else None,
        fault_count=commonest[0][1] if commonest else 0,
        tried=len(good) + len(low),
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
                too_low={},
                trends=(),
                commonest=commonest[0][0] if commonest else None,
                fault_count=commonest[0][1] if commonest else 0,
                tried=len(own),
                best_s=max((h.held_s for h in good), default=None),
            )
        )
    return tuple(numbered), tuple(sets)


def _trends(good: Sequence[Repetition]) -> tuple[Trend, ...]:
    """The trend of each leg that has one: legs differ, and one may come after the other."""
    speeds = {s: [r.peak_velocity_dps for r in good if r.side == s] for s in SIDES}
    found = [_trend(side, speeds[side]) for side in SIDES]
    return tuple(t for t in found if t is not None)


def _trend(side: Side, speeds: Sequence[float]) -> Trend | None:
    """A line through the speeds of one leg, by their place in the set."""
    at, known = np.arange(len(speeds)), np.array(speeds)
    at, known = at[np.isfinite(known)], known[np.isfinite(known)]
    if len(known) < FEWEST_FOR_TREND:
        return None
    last = len(speeds) - 1
    first, slope = np.polynomial.polynomial.polyfit(at, known, 1)
    left = known - (first + slope * at)
    free = len(known) - 2
    spread = max(float(np.sqrt((left**2).sum() / free)), SPEED_ERROR * float(known.mean()))
    error = (
        float(student_t.ppf(0.975, free)) * spread / float(np.sqrt(((at - at.mean()) ** 2).sum()))
    )
    whole = 100.0 * last / max(float(first), 1e-6)
    ends = [float(s * whole) for s in (slope, slope - error, slope + error)]
    return Trend(side, *ends)
