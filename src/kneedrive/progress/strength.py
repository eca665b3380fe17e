"""Did the hold get stronger? Seconds at one load, and newton metres, each side for itself.

One home test has a standard error of 8 to 9 %, and a smallest detectable change of 22.5 to 25 %
(anchored dynamometer, 30 people: BMJ Open Sport & Exercise Medicine 10 Suppl 1 A8.2; others 9 to
31 %). For the knee hold no such study was found: its error is borrowed. Means of several tests are
surer, but never are less than 20 % called detectable.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import sqrt
from typing import Literal

import numpy as np

from kneedrive.journal.read import Held
from kneedrive.progress.observations import phase_of

TEST_ERROR_PCT = 8.5
LEAST_DETECTABLE_PCT = 20.0
Z95 = 1.96
SIDES = ("left", "right")
Quantity = Literal["held_s", "moment_nm_kg"]
UNITS = {"held_s": "s", "moment_nm_kg": "Nm/kg"}


@dataclass(frozen=True)
class StrengthChange:
    """One side's change in one quantity.

    Parameters
    ----------
    load_kg : the load both were held with, None for newton metres
    before, after : means
    change_pct, low_pct, high_pct : change in per cent of before, with its 95 % interval
    detectable_pct : smallest change that would be called clear
    verdict, words : as for the stride
    n_before, n_after : number of tests
    """

    side: str
    quantity: Quantity
    load_kg: float | None
    before: float
    after: float
    change_pct: float
    low_pct: float
    high_pct: float
    detectable_pct: float
    verdict: str
    words: str
    n_before: int
    n_after: int


def strength_changes(holds: list[Held], start: date) -> tuple[StrengthChange, ...]:
    """Every side and quantity that was tested before and six weeks after the start."""
    found = []
    for side in SIDES:
        mine = [h for h in holds if h.side == side]
        loads = sorted({h.load_kg for h in mine})
        for load_kg in loads:
            tests = [(h.day, h.held_s) for h in mine if h.load_kg == load_kg]
            found.append(_change(side, "held_s", load_kg, tests, start))
        known = [(h.day, h.moment_nm_kg) for h in mine if h.moment_nm_kg is not None]
        found.append(_change(side, "moment_nm_kg", None, known, start))
    return tuple(change for change in found if change is not None)


def _change(
    side: str,
    quantity: Quantity,
    load_kg: float | None,
    tests: list[tuple[date, float]],
    start: date,
) -> StrengthChange | None:
    before = _best_of_days(tests, start, "before")
    after = _best_of_days(tests, start, "after")
    if not before or not after or np.mean(before) <= 0:
        return None
    first, last = float(np.mean(before)), float(np.mean(after))
    ratio = last / first
    pct = 100 * (ratio - 1)
    error = TEST_ERROR_PCT * sqrt(1 / len(before) + 1 / len(after))
    # The error of a ratio grows with the ratio.
    half = Z95 * TEST_ERROR_PCT * sqrt(ratio**2 / len(before) + ratio**2 / len(after))
    detectable = max(Z95 * error, LEAST_DETECTABLE_PCT)
    clear = abs(pct) > detectable
    words = (
        "larger than the smallest detectable change"
        if clear
        else f"a home test tells {detectable:.0f} % and more from chance"
    )
    return StrengthChange(
        side,
        quantity,
        load_kg,
        first,
        last,
        pct,
        pct - half,
        pct + half,
        detectable,
        "clear change" if clear else "no clear change yet",
        words,
        len(before),
        len(after),
    )


def _best_of_days(tests: list[tuple[date, float]], start: date, phase: str) -> list[float]:
    """The best of each day's tests: tries of one day are one test."""
    fitting = sorted((day, value) for day, value in tests if phase_of(day, start) == phase)
    return [max(v for _, v in group) for _, group in groupby(fitting, key=lambda t: t[0])]
