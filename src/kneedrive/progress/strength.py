"""Did the hold get longer? Seconds at one load, each side for itself.

The rule is that of `strength.hold_error`; the runner's own repeated tests move its error.

At one load newton metres say nothing of their own: the load sets them, not the runner. What a
longer hold would be as strength follows from the same curve, and is given beside the seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import expm1, log, sqrt

import numpy as np

from kneedrive.journal.read import Held
from kneedrive.progress.observations import phase_of
from kneedrive.progress.verdict import Verdict
from kneedrive.strength.hold_error import (
    POWER,
    TIME_ERROR,
    TIME_ERROR_TESTS,
    mean_variance,
    spread_of,
)

SIDES = ("left", "right")


@dataclass(frozen=True)
class Best:
    """The best hold of a day; at_least where it was stopped before the thigh sank."""

    day: date
    held_s: float
    at_least: bool


@dataclass(frozen=True)
class StrengthChange:
    """One side's change at one load.

    Parameters
    ----------
    before, after : geometric means, s
    change_pct, low_pct, high_pct : change in per cent of before, with its 95 % interval
    detectable_pct, detectable_down_pct : smallest rise and fall that would be called clear, all
        holds judged together
    bound : "at least" or "at most" where a hold was stopped, so that the change is a bound
    force_pct, force_low_pct, force_high_pct : the same as strength, by the knee's curve
    error_pct, before_error_pct, after_error_pct : standard errors of one test and of the means
    verdict, words : as for the stride
    tests : every day's best, also of the six weeks between
    n_before, n_after : number of days with a test
    """

    side: str
    load_kg: float
    before: float
    after: float
    change_pct: float
    low_pct: float
    high_pct: float
    detectable_pct: float
    detectable_down_pct: float
    bound: str
    force_pct: float
    force_low_pct: float
    force_high_pct: float
    error_pct: float
    before_error_pct: float
    after_error_pct: float
    verdict: Verdict
    words: str
    tests: tuple[Best, ...]
    n_before: int
    n_after: int


@dataclass(frozen=True)
class _Pair:
    side: str
    load_kg: float
    before: list[Best]
    after: list[Best]
    tests: list[Best]


def strength_changes(holds: Sequence[Held], start: date) -> tuple[StrengthChange, ...]:
    """Every side and load that was tested before and six weeks after the start."""
    pairs = []
    repeats = []
    for side in SIDES:
        mine = [h for h in holds if h.side == side and h.held_s > 0]
        for load_kg in sorted({h.load_kg for h in mine}):
            tests = _best_of_days([h for h in mine if h.load_kg == load_kg])
            before, after = (
                [t for t in tests if phase_of(t.day, start) == phase]
                for phase in ("before", "after")
            )
            repeats += [before, after]
            if before and after:
                near = [t for t in tests if phase_of(t.day, start) is not None]
                pairs.append(_Pair(side, load_kg, before, after, near))
    error, freedom = time_error(repeats)
    return tuple(_change(pair, error, freedom, len(pairs)) for pair in pairs)


def time_error(repeats: Sequence[Sequence[Best]]) -> tuple[float, float]:
    """Standard error of one test's logarithm, and its degrees of freedom.

    repeats : groups of tests between which nothing should have changed
    """
    square, freedom = TIME_ERROR_TESTS * TIME_ERROR**2, float(TIME_ERROR_TESTS)
    for group in repeats:
        logs = np.array([log(t.held_s) for t in group if not t.at_least])
        if len(logs) > 1:
            square += float(((logs - logs.mean()) ** 2).sum())
            freedom += len(logs) - 1
    return sqrt(square / freedom), freedom


def _change(pair: _Pair, error: float, freedom: float, together: int) -> StrengthChange:
    first, last = (_mean_log(tests) for tests in (pair.before, pair.after))
    change = last - first
    held_s = [[t.held_s for t in tests] for tests in (pair.before, pair.after)]
    spread = spread_of(held_s[0], held_s[1], error, freedom, together)
    detectable, half = spread.detectable, spread.interval
    bound = _bound(pair)
    verdict, words = _verdict(change, detectable, bound)
    force, force_low, force_high = (_pct(c / POWER) for c in (change, change - half, change + half))
    return StrengthChange(
        pair.side,
        pair.load_kg,
        float(np.exp(first)),
        float(np.exp(last)),
        _pct(change),
        _pct(change - half),
        _pct(change + half),
        _pct(detectable),
        _pct(-detectable),
        bound,
        force,
        force_low,
        force_high,
        100 * error,
        _error_pct(held_s[0], error),
        _error_pct(held_s[1], error),
        verdict,
        words,
        tuple(pair.tests),
        len(pair.before),
        len(pair.after),
    )


def _error_pct(held_s: list[float], error: float) -> float:
    return 100 * sqrt(mean_variance(float(np.mean(held_s)), len(held_s), error))


def _bound(pair: _Pair) -> str:
    """What a stopped hold makes of the change: after it, a lower bound; before it, an upper one."""
    before, after = (any(t.at_least for t in tests) for tests in (pair.before, pair.after))
    if before and after:
        return "neither"
    return "at most" if before else "at least" if after else ""


def _verdict(change: float, detectable: float, bound: str) -> tuple[Verdict, str]:
    """A bound tells in one direction alone."""
    clear = {
        "": abs(change) > detectable,
        "at least": change > detectable,
        "at most": change < -detectable,
        "neither": False,
    }[bound]
    if clear:
        return "clear change", "larger than the smallest detectable change"
    if bound:
        return (
            "can't be judged",
            "a hold was stopped before the thigh sank: hold to the end, with more load where "
            "that takes long",
        )
    return "no clear change yet", "test twice more, on two days, for a smaller detectable change"


def _best_of_days(holds: list[Held]) -> list[Best]:
    """The best of each day's tests: tries of one day are one test."""
    ordered = sorted(holds, key=lambda h: (h.day, h.held_s, h.at_least))
    days = [list(group) for _, group in groupby(ordered, key=lambda h: h.day)]
    return [Best(day[-1].day, day[-1].held_s, day[-1].at_least) for day in days]


def _mean_log(tests: list[Best]) -> float:
    return float(np.mean([log(t.held_s) for t in tests]))


def _pct(log_ratio: float) -> float:
    return 100 * expm1(log_ratio)
