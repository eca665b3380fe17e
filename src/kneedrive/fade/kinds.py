"""What kind of change a run holds, and where it begins.

Comes in: the stretches of a run and their levels at equal speed. Goes out: the kind and the point.
"""

from typing import Literal

import numpy as np
import pandas as pd

from kneedrive.fade.equal_speed import EqualSpeed, first_third
from kneedrive.fade.point import Point, find_point
from kneedrive.fade.slopes import Slopes
from kneedrive.watch.recording import Bools, Floats

STEP_LEAST = 0.025  # a step shorter by less at equal speed is within what runs wander
CONTACT_LEAST = 0.05  # the contact time at equal speed
SLOWING_LEAST = 0.03
SURE = 2.5  # standard errors
HELD = 0.005  # a runner who slows by less has held the speed
JUST_BEFORE = 0.2  # of the run
STAYS = 0.5  # of the change must be there in the run's last part as well
LAST_PART = 0.12
SPEED_NOISE_LEAST = 0.01
LAST_THIRD = 2 / 3  # of the way, where it begins

WORSE = {"step_length_m": -1.0, "contact_ms": 1.0}

Kind = Literal["fade", "slowing", "rhythm", "none"]


def judge(cut: pd.DataFrame, levels: dict[str, EqualSpeed]) -> tuple[Kind, Point | None]:
    """What kind of change there is, and where it begins."""
    middle = cut["middle"].to_numpy()
    signals = np.stack([level.level for level in levels.values()], axis=1)
    noise = np.array([level.slopes.noise for level in levels.values()])
    toward = np.array([WORSE[quantity] for quantity in levels])
    inflation = max(level.slopes.inflation for level in levels.values())
    point = find_point(middle, signals, noise, toward, inflation)
    if point is not None:
        after = after_of(cut, point)
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
    point = find_point(middle, speed[:, None], np.array([noise]), np.array([-1.0]), 2.0)
    if point is None:
        return None
    level = EqualSpeed("speed_mps", speed, Slopes(np.zeros(2), np.zeros((2, 2)), noise, 0.33),
                       np.zeros((len(cut), 2)), first_third(cut))  # fmt: skip
    after = after_of(cut, point)
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


def after_of(cut: pd.DataFrame, point: Point | None) -> Bools:
    """(N,) True for the stretches that are compared with the first third."""
    middle = cut["middle"].to_numpy()
    begin = LAST_THIRD if point is None else settled(point)
    after = middle >= begin
    return np.asarray(after if after.any() else middle >= middle[-1])


def settled(point: Point) -> float:
    """From where on the descent counts as made: its middle, so that long descents have an after."""
    return min((point.begin + point.end) / 2, 0.95)
