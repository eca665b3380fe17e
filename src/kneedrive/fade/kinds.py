"""What kind of change a run holds, and where it begins.

Comes in: the stretches of a run and their levels at equal speed. Goes out: the kind and the point.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from kneedrive.fade.drop import Drop, Series
from kneedrive.fade.equal_speed import EqualSpeed, level_of
from kneedrive.fade.unseen import seen
from kneedrive.watch.recording import Bools

STEP_LEAST = 0.025  # a step shorter by less at equal speed is within what runs wander
CONTACT_LEAST = 0.05  # the contact time at equal speed
SLOWING_LEAST = 0.03
SURE = 1.4  # log odds of a lasting drop: four times as likely with it (docs/fade.md)
HELD = 0.01  # a speed or cadence that changes by less was held
EARLIEST, LATEST = 0.3, 0.94  # of the run: a point nearer to either end is not claimed
STAYS = 0.5  # of the change must be there in the run's last part as well
LAST_PART = 0.12
OPENING_END = 1 / 3  # of the way, where nothing changes
LAST_THIRD = 2 / 3  # of the way, where it begins
SEEN_LEAST = 0.5  # of what is compared must be like something before
SPEED_WANDER = (0.02, 0.7)  # of log speed over sixths of a run
SLOWED_BY_GRADE = np.array(
    [-3.0, 1.5]
)  # log speed per unit of grade, and its spread between runners

LEAST = {"step_length_m": -STEP_LEAST, "contact_ms": CONTACT_LEAST, "speed_mps": -SLOWING_LEAST}

Kind = Literal["fade", "loss", "slowing", "none"]


@dataclass(frozen=True)
class Point:
    """A descent: its begin and end, 0 to 1 of the way, and the 95 % interval of the begin."""

    begin: float
    low: float
    high: float
    end: float


def lost_at(cut: pd.DataFrame, levels: dict[str, EqualSpeed]) -> Point | None:
    """Where a loss at equal speed and grade begins; None where none is sure."""
    lost = [level for level in levels.values() if _lost(cut, level)]
    # Longer steps stay longer on the ground: that is no loss.
    lost = [level for level in lost if not _longer_steps(cut, levels, level)]
    if not lost:
        return None
    return point_of(max(lost, key=lambda level: level.drop.odds).drop)


def slowed_at(cut: pd.DataFrame) -> Point | None:
    """Where the runner slows down for good, grade taken out; None where not."""
    speed = _speed(cut)
    return point_of(speed.drop) if _lost(cut, speed) and _steady(cut, speed) else None


def kind_of(lost: Point | None, slowed: Point | None, speed: float) -> Kind:
    """The name of a change; speed : change of log speed from before to after, as it was run."""
    if lost is not None:
        return "fade" if speed < -HELD else "loss"
    return "none" if slowed is None else "slowing"


def _longer_steps(cut: pd.DataFrame, levels: dict[str, EqualSpeed], level: EqualSpeed) -> bool:
    """Whether steps at equal speed get longer where a level changes for the worse."""
    point = point_of(level.drop)
    before, after = opening_of(cut, point), after_of(cut, point)
    return levels["step_length_m"].change(before, after)[0] >= STEP_LEAST


def point_of(drop: Drop) -> Point:
    """Where a drop begins."""
    return Point(drop.begin, drop.low, drop.high, drop.end)


def _lost(cut: pd.DataFrame, level: EqualSpeed) -> bool:
    """Whether a drop is sure, large, not at an edge, there to the end, and against all before."""
    drop, least = level.drop, LEAST[level.quantity]
    if drop.odds < SURE or drop.size < abs(least) or not EARLIEST <= drop.begin <= LATEST:
        return False
    point = point_of(drop)
    opening, after = opening_of(cut, point), after_of(cut, point)
    toward = np.sign(least)
    change, _ = level.change(opening, after)
    last, _ = level.change(opening, _last_part(cut, level.judged))
    if not (toward * change >= abs(least) and toward * last >= STAYS * abs(change)):
        return False
    if level.quantity == "speed_mps":
        return True
    known = after & level.judged
    return bool(seen(cut, opening & level.judged)[known].mean() >= SEEN_LEAST)


def _last_part(cut: pd.DataFrame, judged: Bools) -> Bools:
    """(N,) True for the end of what is judged."""
    middle = cut["middle"].to_numpy()
    return np.asarray(judged & (middle >= middle[judged][-1] - LAST_PART))


def _speed(cut: pd.DataFrame) -> EqualSpeed:
    """Log speed, grade taken out, and its lasting drop."""
    grade = np.nan_to_num(cut["grade"].to_numpy(dtype=float))
    series = Series(
        middle=cut["middle"].to_numpy(),
        running_s=float(cut["running_s"].sum()),
        values=np.log(cut["speed_mps"].to_numpy(dtype=float)),
        effects=grade[:, None],
        slopes=SLOWED_BY_GRADE[:1],
        slopes_sd=SLOWED_BY_GRADE[1:],
        wander=SPEED_WANDER,
        toward=-1.0,
    )
    return level_of("speed_mps", series, np.ones(len(cut), dtype=bool))


def _steady(cut: pd.DataFrame, speed: EqualSpeed) -> bool:
    """Whether nearly all is slower: fast and slow by turns is no slowing down for good."""
    point = point_of(speed.drop)
    before = speed.level[opening_of(cut, point)].mean()
    late = speed.level[after_of(cut, point)] - before
    return float(np.mean(late < -SLOWING_LEAST / 2)) > 0.9


def opening_of(cut: pd.DataFrame, point: Point | None) -> Bools:
    """(N,) True for what the rest is compared with: all before the point, else the first third."""
    middle = cut["middle"].to_numpy()
    return np.asarray(middle < (OPENING_END if point is None else point.begin))


def after_of(cut: pd.DataFrame, point: Point | None) -> Bools:
    """(N,) True for the stretches that are compared with the opening."""
    middle = cut["middle"].to_numpy()
    begin = LAST_THIRD if point is None else settled(point)
    after = middle >= begin
    return np.asarray(after if after.any() else middle >= middle[-1])


def settled(point: Point) -> float:
    """From where on the descent counts as made: its middle, so that long descents have an after."""
    return min((point.begin + point.end) / 2, 0.95)
