"""The whole schedule: training, the first hold test and the retests, and the days of filming."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kneedrive.programme.days import (
    MORE_WEEKS,
    WEEK,
    Day,
    hard,
    near_race,
    programme_weeks,
    training_days,
    week_of,
    weeks_lost,
)
from kneedrive.programme.log import Stop
from kneedrive.programme.tables import rule
from kneedrive.programme.wishes import Wishes

FILM_GROUP = 10  # films are numbered 1, 2, ... before, 11, 12, ... after the first retest


def programme_days(wishes: Wishes, stops: Iterable[Stop] = ()) -> tuple[Day, ...]:
    """Every day of the programme, in order; some after its last week, for retest and films."""
    stops = tuple(stops)
    weeks = programme_weeks(wishes) + weeks_lost(wishes, stops)
    days = training_days(wishes, stops, weeks + MORE_WEEKS)
    tests = _retests(wishes, stops, days, weeks)
    first = next((day for day in days if day.kind == "strength"), None)
    planned = []
    for day in days:
        if day in tests:
            planned.append(replace(day, kind="retest"))
        elif day.week <= weeks:
            planned.append(replace(day, kind="test") if day == first else day)
    return tuple(sorted(planned + _films(wishes, stops, planned), key=_order))


def baseline_films(days: Iterable[Day]) -> int:
    """On how many days a run is filmed before the training can tell."""
    return sum(day.kind == "film" and day.week <= 1 for day in days)


def _retests(wishes: Wishes, stops: tuple[Stop, ...], days: list[Day], weeks: int) -> list[Day]:
    """The day of the last retest, at the programme's end, and of one halfway where there is time.

    Neither is sooner after the start, the other one, or the end of a stop than the rule allows.
    """
    least = timedelta(days=rule("retest.after"))
    ends = [wishes.start, *(stop.cleared for stop in stops if stop.cleared is not None)]
    earliest = max(ends) + least
    possible = [day for day in days if day.kind == "strength" and day.day >= earliest]
    if not possible:
        return []
    within = [day for day in possible if day.week <= weeks]
    last = within[-1] if within else possible[0]
    end = wishes.start + timedelta(days=WEEK * weeks)
    if end - possible[0].day < least:
        return [last]
    later = [day for day in possible if day.day >= max(last.day, possible[0].day + least)]
    return [possible[0], *later[:1]]


def _films(wishes: Wishes, stops: tuple[Stop, ...], days: list[Day]) -> list[Day]:
    """Days of a run to be filmed: before the training can tell, and from each retest on."""
    tired = {
        day.day + timedelta(days=after)
        for day in days
        if hard(day.kind)
        for after in range(1, rule("film.after_hard") + 1)
    }

    def filmed(group: int, first: date, last: date) -> list[Day]:
        span = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        fit = [
            day
            for day in span
            if day.weekday() in wishes.running_days
            and day not in tired
            and not near_race(day, wishes)
            and not any(stop.holds(day) for stop in stops)
        ]
        easy_first = sorted(fit, key=lambda day: (day.weekday() in wishes.key_days, day))
        chosen = sorted(easy_first[: rule("film.days")])
        number = FILM_GROUP * group + 1
        return [Day(d, "film", week_of(d, wishes), n) for n, d in enumerate(chosen, number)]

    ahead = wishes.start - timedelta(days=rule("film.ahead"))
    first = min(max(wishes.asked_on or wishes.start, ahead), wishes.start)
    films = filmed(0, first, wishes.start + timedelta(days=WEEK - 1))
    retests = [day.day for day in days if day.kind == "retest"]
    for group, retest in enumerate(retests, 1):
        films += filmed(group, retest, retest + timedelta(days=rule("film.within")))
    return films


def _order(day: Day) -> tuple[date, str, int]:
    return (day.day, day.kind, day.number)
