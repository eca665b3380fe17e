"""The fade of one run: from where on the stride is not what it was at the same speed, and how.

A *fade* is a step that at equal speed and grade is shorter than in the run's own first third, in a
runner who slows down, or a foot that at equal speed stays longer on the ground; lasting to the end,
larger than chance and large enough to matter (`kinds`). *Slowing* alone is told apart: a slower
runner's steps are shorter, and that is all there is to it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.errors import InputError
from kneedrive.fade.equal_speed import EqualSpeed, at_equal_speed, expected_of, first_third
from kneedrive.fade.kinds import LAST_THIRD, Kind, after_of, judge, settled
from kneedrive.fade.point import Point
from kneedrive.fade.split import Split, split
from kneedrive.fade.stretches import stretches
from kneedrive.watch.recording import Bools
from kneedrive.watch.run import Run

SHORTEST_S = 480.0  # a third of less holds too few steps to compare with
LEAST_REFERENCE = 3  # stretches


@dataclass(frozen=True)
class Drift:
    """Change at equal speed from the first third to after the point, as a logarithm, with 95 %."""

    quantity: str
    change: float
    low: float
    high: float


@dataclass(frozen=True)
class Fade:
    """What happened along a run.

    Parameters
    ----------
    kind : "fade"; "slowing": slower, and the steps only what that speed makes of them; "rhythm":
        shorter and quicker steps at a speed that was held; "none"
    point : where it begins, None for "none"
    before_m, after_m : parts of the way that are compared: first third (or up to the point), and
        from the end of the descent on; last third where there is no point
    split : exact split of the change between these two
    expected_step : the part of the step's change (logarithm) that speed and grade alone make
    drifts : step length, and contact time where recorded, at equal speed
    flight_ms : change of flight at equal speed; NaN where contact was not recorded
    stretches : see `kneedrive.fade.stretches`
    levels : what `drifts` were taken from, by quantity
    """

    kind: Kind
    point: Point | None
    before_m: tuple[float, float]
    after_m: tuple[float, float]
    split: Split
    expected_step: float
    drifts: tuple[Drift, ...]
    flight_ms: float
    length_m: float
    stretches: pd.DataFrame
    levels: dict[str, EqualSpeed]


def find_fade(run: Run) -> Fade:
    """The fade of a run.

    Raises
    ------
    InputError : no cadence, or too little running in it
    """
    if not np.isfinite(run.table["cadence_spm"]).any():
        raise InputError(f"{run.name} holds no cadence",
                         "record with a watch, strap or pod that counts steps")  # fmt: skip
    cut = stretches(run)
    if cut["running_s"].sum() < SHORTEST_S:
        minutes = cut["running_s"].sum() / 60
        raise InputError(f"{run.name} holds {minutes:.0f} minutes of running and 8 are needed",
                         "give a longer run")  # fmt: skip
    if first_third(cut).sum() < LEAST_REFERENCE or not (cut["middle"] > LAST_THIRD).any():
        raise InputError(f"{run.name} holds too little running in its first or last third",
                         "give a run that was run from begin to end")  # fmt: skip
    levels = at_equal_speed(cut)
    kind, point = judge(cut, levels)
    after = after_of(cut, point)
    length_m = float(run.table["distance_m"].iloc[-1])
    before_m, after_m = _compared(cut, point, length_m)
    change = split(run, before_m, after_m)
    return Fade(
        kind=kind,
        point=point,
        before_m=before_m,
        after_m=after_m,
        split=change,
        expected_step=_expected(cut, levels["step_length_m"], after, change),
        drifts=tuple(_drift(level, after) for level in levels.values()),
        flight_ms=_flight_change(cut, levels, after),
        length_m=length_m,
        stretches=cut,
        levels=levels,
    )


def _compared(cut: pd.DataFrame, point: Point | None, length_m: float
              ) -> tuple[tuple[float, float], tuple[float, float]]:  # fmt: skip
    """The two parts of the way, m."""
    reference = cut[first_third(cut)]
    end_m = float(reference["end_m"].iloc[-1])
    if point is not None:
        end_m = min(end_m, max(point.begin * length_m, float(reference["end_m"].iloc[0])))
    begin_m = LAST_THIRD if point is None else settled(point)
    return (float(reference["begin_m"].iloc[0]), end_m), (begin_m * length_m, length_m)


def _expected(cut: pd.DataFrame, step: EqualSpeed, after: Bools, change: Split) -> float:
    """Change of the step (logarithm) that the change of speed and grade alone makes."""
    slope, grade_slope = step.slopes.values
    grade = step.effects[after, 1].mean() - step.effects[step.reference, 1].mean()
    return float((1 - slope) * change.speed - grade_slope * grade)


def _flight_change(cut: pd.DataFrame, levels: dict[str, EqualSpeed], after: Bools) -> float:
    """Change of flight at equal speed and grade, ms."""
    expected = expected_of(cut, levels).get("flight_ms")
    if expected is None:
        return float("nan")
    changes = (cut["flight_ms"].to_numpy() - expected)[after]
    return float(np.nanmean(changes)) if np.isfinite(changes).any() else float("nan")


def _drift(level: EqualSpeed, after: Bools) -> Drift:
    change, error = level.change(after)
    return Drift(level.quantity, change, change - 1.96 * error, change + 1.96 * error)
