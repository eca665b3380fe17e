"""Whether two knee holds differ: one rule for the sides of a test, the plan, progress and the docs.

No study of the repeatability of a knee hold was found, so its error is borrowed: an anchored
dynamometer's force has a standard error of 8 to 9 % from test to test (30 people: BMJ Open Sport &
Exercise Medicine 10 Suppl 1 A8.2), and time to failure goes with force to the power of 1.88 (the
knee's curve, Frey Law & Avin 2010, doi 10.1080/00140130903389068): 16 % of the time. To that comes
a second for when the thigh began to sink, as a share of what both holds last on average: were they
of one unchanged leg, that would be its time. Seconds are compared as ratios. Two holds differ where
their ratio is larger than that of 95 in 100 pairs of tests of one unchanged leg: 1.9 for 8 s
against 14 s, 1.7 for holds of minutes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, log1p, sqrt
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from kneedrive.base.sides import SIDES, Side
from kneedrive.strength.capacity.endurance import KNEE_POWER

POWER = -KNEE_POWER  # per cent of time per per cent of force
FORCE_ERROR = 0.085
TIME_ERROR = POWER * FORCE_ERROR
TIME_ERROR_TESTS = 6  # the borrowed error counts like so many repeated tests of the runner's own
TIMING_S = 1.0  # when the thigh began to sink: a short hold is surer by no share
SHORTEST_S = 0.1  # a knee that drops at once
LASTING = 0.5  # of that variance is shared by the tests of some weeks, as with days of a stride
LEAST_FORCE = 0.20  # however many tests: never is a smaller change of force called detectable
LEAST_LOG = POWER * log1p(LEAST_FORCE)
LEVEL = 0.95
SOURCE = (
    "error of a hold borrowed from an anchored dynamometer (BMJ Open Sport & Exercise Medicine 10 "
    "Suppl 1 A8.2) by the knee's curve of endurance: 10.1080/00140130903389068"
)

Longer = Literal["left", "right", "neither", "open"]


@dataclass(frozen=True)
class Spread:
    """Of the logarithm of one hold over another: half of its 95 % interval, and what is seen.

    detectable : a change smaller than this is called no difference
    """

    interval: float
    detectable: float


def spread_of(
    first_s: Sequence[float],
    second_s: Sequence[float],
    error: float = TIME_ERROR,
    freedom: float = TIME_ERROR_TESTS,
    together: int = 1,
) -> Spread:
    """The spread of the means of two groups of holds.

    Parameters
    ----------
    error, freedom : standard error of one test's logarithm, and its degrees of freedom
    together : so many comparisons are made at once
    """
    often = float(stdtrit(freedom, 1 - (1 - LEVEL) / 2))
    every = float(stdtrit(freedom, 1 - (1 - LEVEL) / 2 / together))
    usual_s = (float(np.mean(first_s)) + float(np.mean(second_s))) / 2
    counts = len(first_s), len(second_s)
    one = sqrt(sum(mean_variance(usual_s, count, error) for count in counts))
    one = max(one, LEAST_LOG / every)
    return Spread(often * one, every * one)


def mean_variance(usual_s: float, tests: int, error: float = TIME_ERROR) -> float:
    """Variance of the mean logarithm of some weeks' tests; part of the error is in all of them."""
    timing = (TIMING_S / max(usual_s, SHORTEST_S)) ** 2
    return error**2 * (LASTING + (1 - LASTING) / tests) + timing / tests


def least_ratio(first_s: float, second_s: float) -> float:
    """How many times as long the longer of two single holds must be to differ from the other."""
    return exp(spread_of([first_s], [second_s]).detectable)


def longer_side(seconds: Mapping[Side, float], at_least: Collection[Side] = ()) -> Longer:
    """Which of both sides was held longer, by the one rule; "open" where a stopped hold hides it.

    at_least : sides whose hold did not end by itself, so that it may have been longer
    """
    short, long = sorted(SIDES, key=lambda side: seconds[side])
    if short in at_least:
        return "open"
    ratio = log(max(seconds[long], SHORTEST_S) / max(seconds[short], SHORTEST_S))
    if ratio > log(least_ratio(seconds["left"], seconds["right"])):
        return long
    return "open" if long in at_least else "neither"


def sides_words(seconds: Mapping[Side, float], at_least: Collection[Side] = ()) -> str:
    """What both sides say together, in the words of screen, page and plan."""
    longer = longer_side(seconds, at_least)
    needed = least_ratio(seconds["left"], seconds["right"])
    if longer == "open":
        return "A hold that did not end by itself may be longer, so the sides can't be compared."
    if longer == "neither":
        return (
            f"No difference that one test of each leg can tell: two tests of one unchanged leg may "
            f"differ by a factor of {needed:.1f}."
        )
    return (
        f"The {longer} leg held longer by more than two tests of one unchanged leg may differ, a "
        f"factor of {needed:.1f}."
    )
