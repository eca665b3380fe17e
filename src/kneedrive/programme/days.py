"""On which days: never hard before a key run, a day between, nothing around a race or in a stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from kneedrive.programme.log import Stop
from kneedrive.programme.tables import rule
from kneedrive.programme.wishes import Wishes

WEEK = 7
USUAL_WEEKS = 8
MORE_WEEKS = 8  # looked at beyond the end, where a retest may have to wait
Kind = Literal["strength", "easy", "test", "retest", "film"]


@dataclass(frozen=True)
class Day:
    """One day of the programme: what kind, in which week, which of its week (from 1)."""

    day: date
    kind: Kind
    week: int
    number: int


def strength_weekdays(wishes: Wishes) -> tuple[int, ...]:
    """The weekdays of strength, the same every week; fewer than wished for where more won't fit."""
    keys = set(wishes.key_days)
    free = [d for d in range(WEEK) if (d + rule("days.before_key")) % WEEK not in keys]
    for count in range(wishes.days_per_week, 0, -1):
        fitting = [days for days in combinations(free, count) if _apart(days)]
        if fitting:
            return min(fitting, key=lambda days: (_cost(days, wishes), -_least_gap(days), days))
    raise AssertionError("at most four key days leave room")  # Wishes sees to that


def programme_weeks(wishes: Wishes) -> int:
    """How many weeks: as wished, else up to the race, within the rules."""
    if wishes.weeks is not None:
        return wishes.weeks
    if wishes.race is None:
        return USUAL_WEEKS
    until = (wishes.race - wishes.start).days // WEEK
    return min(max(until, rule("weeks.low")), rule("weeks.high"))


def weeks_lost(wishes: Wishes, stops: Iterable[Stop]) -> int:
    """Whole weeks that a stop took, which are added at the end; none before a race."""
    if wishes.weeks is None and wishes.race is not None:
        return 0
    times = [(max(s.first, wishes.start), s.cleared) for s in stops if s.cleared is not None]
    return sum(max((cleared - first).days, 0) for first, cleared in times) // WEEK


def week_of(day: date, wishes: Wishes) -> int:
    """In which week a day lies, 1 for the first; 0 and less before the start."""
    return (day - wishes.start).days // WEEK + 1


def training_days(wishes: Wishes, stops: Iterable[Stop], weeks: int) -> list[Day]:
    """Days on which something could be trained, for so many weeks; stopped ones left out."""
    weekdays, stops, made = strength_weekdays(wishes), tuple(stops), []
    for week in range(1, weeks + 1):
        number = 0
        for offset in range(WEEK):
            day = wishes.start + timedelta(days=WEEK * (week - 1) + offset)
            if day.weekday() not in weekdays:
                continue
            number += 1  # counted in any case: a session keeps its number
            kind = kind_of(day, wishes)
            if kind is not None and not any(stop.holds(day) for stop in stops):
                made.append(Day(day, kind, week, number))
    return made


def hard(kind: Kind) -> bool:
    """Whether a day of this kind leaves tired legs."""
    return kind in ("strength", "test", "retest")


def kind_of(day: date, wishes: Wishes) -> Literal["strength", "easy"] | None:
    """Strength, easy or nothing, by the distance from the race."""
    if near_race(day, wishes):
        return None
    before = (wishes.race - day).days if wishes.race else 0
    return "easy" if 0 < before <= rule("race.easy") else "strength"


def near_race(day: date, wishes: Wishes) -> bool:
    """Whether a day is so near the race that nothing is asked for."""
    if wishes.race is None:
        return False
    before = (wishes.race - day).days
    return -rule("race.none_after") <= before <= rule("race.none_before")


def _apart(days: tuple[int, ...]) -> bool:
    return len(days) == 1 or _least_gap(days) >= rule("days.apart")


def _least_gap(days: tuple[int, ...]) -> int:
    gaps = [(b - a) % WEEK or WEEK for a, b in zip(days, days[1:] + days[:1], strict=True)]
    return min(gaps)


def _cost(days: tuple[int, ...], wishes: Wishes) -> int:
    """Rest days first, then days of easy runs, then days of key runs."""
    costs = [2 if d in wishes.key_days else 1 if d in wishes.running_days else 0 for d in days]
    return sum(costs)
