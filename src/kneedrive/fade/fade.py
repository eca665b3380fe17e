"""The fade of one run: from where on the stride is not what it was at the same speed, and how.

A *loss* is a step that at equal speed and grade is shorter than in all of the run before, or a foot
that stays longer on the ground; lasting to the end, more than levels wander by themselves and large
enough to matter (`kinds`). It is a *fade* where the runner slows down as well. *Slowing* alone is
told apart: a slower runner's steps are shorter, and that is all there is to it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.errors import InputError
from kneedrive.fade.equal_speed import EqualSpeed, at_equal_speed
from kneedrive.fade.kinds import (
    LAST_THIRD,
    Kind,
    Point,
    after_of,
    kind_of,
    lost_at,
    opening_of,
    slowed_at,
)
from kneedrive.fade.split import Split, split
from kneedrive.fade.stretches import stretches
from kneedrive.fade.unseen import Ending, ending_of
from kneedrive.watch.recording import Bools
from kneedrive.watch.run import Run

SHORTEST_S = 480.0  # a third of less holds too few steps to compare with
LEAST_OPENING = 3  # stretches


@dataclass(frozen=True)
class Drift:
    """Change from before the point to after it, as a logarithm, with its 95 % interval."""

    quantity: str
    change: float
    low: float
    high: float


@dataclass(frozen=True)
class Fade:
    """What happened along a run.

    Parameters
    ----------
    kind : "fade": a loss, and slower; "loss": a loss at a speed that was held or grew; "slowing":
        slower, and the steps only what that speed makes of them; "none"
    point : where it begins, None for "none"
    ending : the last part of the run where it is unlike all before: not judged
    before_m, after_m : parts of the way that are compared: up to the point, and from the middle of
        the descent on; first and last third where there is no point
    split : exact split of the change between these two
    expected_step : the part of the step's change (logarithm) that speed and grade alone make
    step : change of the step as it was run
    drifts : step length, and contact time where recorded, at equal speed
    flight_ms : change of flight at equal speed with its 95 % interval; NaN where contact was not
        recorded
    stretches : see `kneedrive.fade.stretches`
    levels : what `drifts` were taken from, by quantity
    """

    kind: Kind
    point: Point | None
    ending: Ending | None
    before_m: tuple[float, float]
    after_m: tuple[float, float]
    split: Split
    expected_step: float
    step: Drift
    drifts: tuple[Drift, ...]
    flight_ms: tuple[float, float, float]
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
    middle = cut["middle"].to_numpy()
    if (middle <= 1 / 3).sum() < LEAST_OPENING or not (middle > LAST_THIRD).any():
        raise InputError(f"{run.name} holds too little running in its first or last third",
                         "give a run that was run from begin to end")  # fmt: skip
    ending = ending_of(cut)
    judged = np.asarray(middle < (ending.begin if ending else 1.0))
    levels = at_equal_speed(cut, judged)
    lost = lost_at(cut, levels)
    slowed = slowed_at(cut) if lost is None else None
    point = lost or slowed
    opening = opening_of(cut, point)
    after = after_of(cut, point)
    if (after & judged).any():
        after &= judged
    levels = {name: level.against(opening) for name, level in levels.items()}
    length_m = float(run.table["distance_m"].iloc[-1])
    before_m, after_m = _ends(cut, opening, length_m), _ends(cut, after, length_m)
    change = split(run, before_m, after_m)
    return Fade(
        kind=kind_of(lost, slowed, change.speed),
        point=point,
        ending=ending,
        before_m=before_m,
        after_m=after_m,
        split=change,
        expected_step=_expected(levels["step_length_m"], opening, after, change),
        step=_step(levels["step_length_m"], opening, after, change),
        drifts=tuple(_drift(level, opening, after) for level in levels.values()),
        flight_ms=_flight_change(cut, levels, opening, after),
        length_m=length_m,
        stretches=cut,
        levels=levels,
    )


def _ends(cut: pd.DataFrame, part: Bools, length_m: float) -> tuple[float, float]:
    """Begin and end of a part of the way, m."""
    ends = cut[part]
    return float(ends["begin_m"].iloc[0]), min(float(ends["end_m"].iloc[-1]), length_m)


def _expected(step: EqualSpeed, before: Bools, after: Bools, change: Split) -> float:
    """Change of the step (logarithm) that the change of speed and grade alone makes.

    At equal cadence the step goes with speed; of that, `step` holds what cadence takes.
    """
    moved = step.effects[after].mean(axis=0) - step.effects[before].mean(axis=0)
    return float(change.speed + moved @ step.slopes)


def _step(level: EqualSpeed, before: Bools, after: Bools, change: Split) -> Drift:
    """Change of the step as it was run, with what a step wanders and scatters by itself."""
    error = level.own_error(before, after)
    step = change.step_length
    return Drift("step_length_m", step, step - 1.96 * error, step + 1.96 * error)


def _flight_change(
    cut: pd.DataFrame, levels: dict[str, EqualSpeed], before: Bools, after: Bools
) -> tuple[float, float, float]:
    """Change of flight at equal speed and grade with its 95 % interval, ms.

    Flight is step time less contact; at equal speed a step's time changes as its length does.
    """
    if "contact_ms" not in levels:
        return float("nan"), float("nan"), float("nan")
    steps, contacts = levels["step_length_m"], levels["contact_ms"]
    step_ms = float(np.nanmean((cut["contact_ms"] + cut["flight_ms"])[before]))
    contact_ms = float(np.nanmean(cut["contact_ms"][before]))
    (step, step_error), (contact, contact_error) = (
        level.change(before, after) for level in (steps, contacts)
    )
    change = step_ms * np.expm1(step) - contact_ms * np.expm1(contact)
    error = 1.96 * np.hypot(step_ms * step_error, contact_ms * contact_error)
    return float(change), float(change - error), float(change + error)


def _drift(level: EqualSpeed, before: Bools, after: Bools) -> Drift:
    change, error = level.change(before, after)
    return Drift(level.quantity, change, change - 1.96 * error, change + 1.96 * error)
