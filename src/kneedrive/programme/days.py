"""On which days: never hard before a key run, a day between, nothing around a race."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from kneedrive.programme.tables import rule
from kneedrive.programme.wishes import Wishes

WEEK = 7
USUAL_WEEKS = 8
Kind = Literal["strength", "easy", "retest", "film"]


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


def programme_days(wishes: Wishes) -> tuple[Day, ...]:
    """Every day of the programme, in order; some after its last week, for the retest."""
    weeks, weekdays = programme_weeks(wishes), strength_weekdays(wishes)
    after = 3  # weeks looked at beyond the end: the retest waits for a race to be over
    strength: list[Day] = []
    retest_from = wishes.start + timedelta(days=rule("retest.after"))
    for week in range(1, weeks + after + 1):
        number = 0
        for offset in range(WEEK):
            day = wishes.start + timedelta(days=WEEK * (week - 1) + offset)
            if day.weekday() not in weekdays:
                continue
            number += 1
            kind = _kind(day, wishes)
            if kind is None:
                continue
            if kind == "strength" and day >= retest_from:
                strength.append(Day(day, "retest", week, number))
                retest_from = day + timedelta(days=rule("retest.after"))
                if week > weeks:
                    return tuple(sorted(strength + _films(wishes, strength), key=_order))
            elif week <= weeks:
                strength.append(Day(day, kind, week, number))
        if week >= weeks and not _wants_retest(strength, wishes, weeks):
            break
    return tuple(sorted(strength + _films(wishes, strength), key=_order))


def hard(kind: Kind) -> bool:
    """Whether a day of this kind leaves tired legs."""
    return kind in ("strength", "retest")


def _apart(days: tuple[int, ...]) -> bool:
    return len(days) == 1 or _least_gap(days) >= rule("days.apart")


def _least_gap(days: tuple[int, ...]) -> int:
    gaps = [(b - a) % WEEK or WEEK for a, b in zip(days, days[1:] + days[:1], strict=True)]
    return min(gaps)


def _cost(days: tuple[int, ...], wishes: Wishes) -> int:
    """Rest days first, then days of easy runs, then days of key runs."""
    costs = [2 if d in wishes.key_days else 1 if d in wishes.running_days else 0 for d in days]
    return sum(costs)


def _kind(day: date, wishes: Wishes) -> Literal["strength", "easy"] | None:
    """Strength, easy or nothing, by the distance from the race."""
    if wishes.race is None:
        return "strength"
    before = (wishes.race - day).days
    if -rule("race.none_after") <= before <= rule("race.none_before"):
        return None
    return "easy" if 0 < before <= rule("race.easy") else "strength"


def _wants_retest(days: list[Day], wishes: Wishes, weeks: int) -> bool:
    """Whether the programme's last six weeks still lack their retest."""
    last = max((d.day for d in days if d.kind == "retest"), default=wishes.start)
    end = wishes.start + timedelta(days=WEEK * weeks)
    return (end - last).days >= rule("retest.after")


def _films(wishes: Wishes, days: list[Day]) -> list[Day]:
    """Two clips on two days before the training can tell, and two around each retest."""
    made = []
    starts = [wishes.start] + [d.day for d in days if d.kind == "retest"]
    for start in starts:
        days_of_runs = [start + timedelta(days=i) for i in range(WEEK)]
        days_of_runs = [d for d in days_of_runs if d.weekday() in wishes.running_days]
        easy = [d for d in days_of_runs if d.weekday() not in wishes.key_days] or days_of_runs
        picked = easy[:2] if len(easy) >= 2 else days_of_runs[:2]
        for number, day in enumerate(picked, 1):
            week = (day - wishes.start).days // WEEK + 1
            made.append(Day(day, "film", week, number))
    return made


def _order(day: Day) -> tuple[date, str, int]:
    return (day.day, day.kind, day.number)
