"""Parts of a run whose speed or grade the run showed nowhere else: they are not judged.

What a last climb or a cool-down does to the step can't be learned from a run that had none before,
so no loss is claimed there.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from kneedrive.watch.recording import Bools, Floats

EARLIEST = 0.5  # of the way: an ending is no more than the second half
SHORTEST = 0.02  # of the way, and
FEWEST = 3  # stretches
MOSTLY = 0.75  # of an ending's stretches lie outside what was before
GRADE_MARGIN = 0.015  # beyond the range of what was before, which is
SPEED_MARGIN = 0.12  # (logarithm; error of the slopes there: 1.4 %)
RANGE = (2.5, 97.5)  # per cent of its stretches

Why = Literal["climbs", "falls", "slower", "faster"]
WHYS: tuple[Why, ...] = ("climbs", "falls", "slower", "faster")


@dataclass(frozen=True)
class Ending:
    """The last part of a run, unlike all that was before.

    why : climbs or falls more steeply, is slower or faster than nearly all before
    own, before : its mean, and the most (or least) of nearly all before; grade as a size, or speed
        in m/s
    """

    begin: float
    why: Why
    own: float
    before: float


def ending_of(cut: pd.DataFrame) -> Ending | None:
    """The longest ending that is unlike what was before, if there is one."""
    middle = cut["middle"].to_numpy()
    for first in np.flatnonzero((middle >= EARLIEST) & (middle <= 1 - SHORTEST)):
        if len(middle) - first < FEWEST:
            break
        unlike = outside(cut, np.arange(len(cut)) < first)[:, first:]
        if unlike[:, 0].any() and unlike.any(axis=0).mean() >= MOSTLY:
            return _ending(cut, int(first), unlike)
    return None


def seen(cut: pd.DataFrame, before: Bools) -> Bools:
    """(N,) True where speed and grade are within what some stretches showed."""
    return np.asarray(~outside(cut, before).any(axis=0))


def outside(cut: pd.DataFrame, before: Bools) -> Bools:
    """(4, N) True where a stretch climbs or falls more, is slower or faster than `before`."""
    grade, speed = _grade_and_speed(cut)
    down, up = np.percentile(grade[before], RANGE)
    slow, fast = np.percentile(speed[before], RANGE)
    return np.stack(
        [
            grade > max(up, 0.0) + GRADE_MARGIN,
            grade < min(down, 0.0) - GRADE_MARGIN,
            speed < slow - SPEED_MARGIN,
            speed > fast + SPEED_MARGIN,
        ]
    )


def _ending(cut: pd.DataFrame, first: int, unlike: Bools) -> Ending:
    """The ending from a stretch on; its mean is that of what is unlike for the usual reason."""
    which = int(np.argmax(unlike.mean(axis=1)))
    values = _grade_and_speed(cut)[which // 2]
    edge = float(np.percentile(values[:first], RANGE[0 if which in (1, 2) else 1]))
    own = float(values[first:][unlike[which]].mean())
    begin = float(cut["middle"].iloc[first - 1] + cut["middle"].iloc[first]) / 2
    if which < 2:
        return Ending(begin, WHYS[which], abs(own), abs(edge))
    return Ending(begin, WHYS[which], float(np.exp(own)), float(np.exp(edge)))


def _grade_and_speed(cut: pd.DataFrame) -> tuple[Floats, Floats]:
    """(N,) grade, level where unknown, and log speed."""
    grade = np.nan_to_num(cut["grade"].to_numpy(dtype=float))
    return grade, np.log(cut["speed_mps"].to_numpy(dtype=float))
