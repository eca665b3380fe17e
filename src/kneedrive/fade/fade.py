"""The fade of one run: from where on the stride is not what it was at the same speed, and how.

A *fade* is a step that at equal speed and grade is shorter than in the run's own first third, in a
runner who slows down, or a foot that at equal speed stays longer on the ground; lasting to the end,
larger than chance and large enough to matter. *Slowing* alone is told apart: a
slower runner's steps are shorter, and that is all there is to it.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from kneedrive.errors import InputError
from kneedrive.fade.equal_speed import EqualSpeed, at_equal_speed, first_third
from kneedrive.fade.point import Point, find_point
from kneedrive.fade.slopes import Slopes
from kneedrive.fade.split import Split, split
from kneedrive.fade.stretches import stretches
from kneedrive.watch.recording import Bools, Floats
from kneedrive.watch.run import Run

STEP_LEAST = 0.03  # a step shorter by less at equal speed is within what runs wander
CONTACT_LEAST = 0.05  # the contact time at equal speed
SLOWING_LEAST = 0.03
SURE = 2.5  # standard errors
HELD = 0.005  # a runner who slows by less has held the speed
JUST_BEFORE = 0.2  # of the run
STAYS = 0.5  # of the change must be there in the run's last part as well
LAST_PART = 0.12
SPEED_NOISE_LEAST = 0.01
SHORTEST_S = 480.0  # a third of less holds too few steps to compare with

LEAST_REFERENCE = 3  # stretches

Kind = Literal["fade", "slowing", "rhythm", "none"]


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
    if first_third(cut).sum() < LEAST_REFERENCE or not (cut["middle"] > 2 / 3).any():
        raise InputError(f"{run.name} holds too little running in its first or last third",
                         "give a run that was run from begin to end")  # fmt: skip
    levels = at_equal_speed(cut)
    kind, point = _judge(cut, levels)
    after = _after(cut, point)
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
        length_m=length_m,
        stretches=cut,
        levels=levels,
    )


def _judge(cut: pd.DataFrame, levels: dict[str, EqualSpeed]) -> tuple[Kind, Point | None]:
    """What kind of change there is, and where it begins."""
    middle = cut["middle"].to_numpy()
    signals = np.stack([level.level for level in levels.values()], axis=1)
    noise = np.array([level.slopes.noise for level in levels.values()])
    inflation = max(level.slopes.inflation for level in levels.values())
    point = find_point(middle, signals, noise, inflation)
    if point is not None:
        after = _after(cut, point)
        slower = _speed_change(cut, point, after) < -HELD
        shorter = _lasts(levels["step_length_m"], after, -STEP_LEAST, middle)
        contact = levels.get("contact_ms")
        longer = contact is not None and _lasts(contact, after, CONTACT_LEAST, middle)
        if longer or (shorter and slower):
            return "fade", point
        if shorter:
            return "rhythm", point
    slowing = _slowing(cut)
    return ("slowing", slowing) if slowing else ("none", None)


def _lasts(level: EqualSpeed, after: Bools, least: float, middle: Floats) -> bool:
    """Whether a change is in the direction of `least`, as large, sure, and there to the end."""
    change, error = level.change(after)
    toward = np.sign(least)
    if not toward * change >= max(abs(least), SURE * error):
        return False
    last, _ = level.change(middle >= 1 - LAST_PART)
    return bool(toward * last >= STAYS * abs(change))


def _slowing(cut: pd.DataFrame) -> Point | None:
    """The point from which the runner is slower to the end, grade taken out."""
    middle = cut["middle"].to_numpy()
    speed = _level_speed(cut)
    around = pd.Series(speed).rolling(5, center=True, min_periods=1).median().to_numpy()
    noise = max(float(1.4826 * np.median(np.abs(speed - around))), SPEED_NOISE_LEAST)
    point = find_point(middle, speed[:, None], np.array([noise]), 2.0)
    if point is None:
        return None
    level = EqualSpeed("speed_mps", speed, Slopes(np.zeros(2), np.zeros((2, 2)), noise, 0.33),
                       np.zeros((len(cut), 2)), first_third(cut))  # fmt: skip
    after = _after(cut, point)
    # Whoever runs fast and slow by turns has not slowed down for good.
    late = speed[after] - speed[level.reference].mean()
    steady = float(np.mean(late < -SLOWING_LEAST / 2)) > 0.9
    return point if steady and _lasts(level, after, -SLOWING_LEAST, middle) else None


def _level_speed(cut: pd.DataFrame) -> Floats:
    """(N,) log speed, cost of the grade taken out as far as the run itself shows it."""
    speed, grade = np.log(cut["speed_mps"].to_numpy()), np.nan_to_num(cut["grade"].to_numpy())
    bend = grade - grade.mean()
    # 1 % of grade slows most runners by 2 to 5 %: no more than that is taken out.
    slope = float(bend @ (speed - speed.mean()) / (bend @ bend + 1e-4 * len(cut)))
    out: Floats = speed - np.clip(slope, -5.0, 0.0) * grade
    return out


def _speed_change(cut: pd.DataFrame, point: Point, after: Bools) -> float:
    """Change of log speed since the first third, or since just before the point if that is more."""
    speed, middle = _level_speed(cut), cut["middle"].to_numpy()
    just_before = (middle < point.begin) & (middle > point.begin - JUST_BEFORE)
    changes = [speed[after].mean() - speed[part].mean()
               for part in (first_third(cut), just_before) if part.any()]  # fmt: skip
    return float(min(changes))


def _after(cut: pd.DataFrame, point: Point | None) -> Bools:
    """(N,) True for the stretches that are compared with the first third."""
    middle = cut["middle"].to_numpy()
    begin = 2 / 3 if point is None else _settled(point)
    after = middle >= begin
    return np.asarray(after if after.any() else middle >= middle[-1])


def _settled(point: Point) -> float:
    """From where on the descent counts as made: its middle, so that long descents have an after."""
    return min((point.begin + point.end) / 2, 0.95)


def _compared(cut: pd.DataFrame, point: Point | None, length_m: float
              ) -> tuple[tuple[float, float], tuple[float, float]]:  # fmt: skip
    """The two parts of the way, m."""
    reference = cut[first_third(cut)]
    end_m = float(reference["end_m"].iloc[-1])
    if point is not None:
        end_m = min(end_m, max(point.begin * length_m, float(reference["end_m"].iloc[0])))
    begin_m = 2 / 3 if point is None else _settled(point)
    return (float(reference["begin_m"].iloc[0]), end_m), (begin_m * length_m, length_m)


def _expected(cut: pd.DataFrame, step: EqualSpeed, after: Bools, change: Split) -> float:
    """Change of the step (logarithm) that the change of speed and grade alone makes."""
    slope, grade_slope = step.slopes.values
    grade = step.effects[after, 1].mean() - step.effects[step.reference, 1].mean()
    return float((1 - slope) * change.speed - grade_slope * grade)


def _drift(level: EqualSpeed, after: Bools) -> Drift:
    change, error = level.change(after)
    return Drift(level.quantity, change, change - 1.96 * error, change + 1.96 * error)
