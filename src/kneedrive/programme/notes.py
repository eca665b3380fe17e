"""What the reader of a programme should know of how it was made."""

from collections.abc import Iterable
from datetime import date, timedelta

from kneedrive.programme.days import WEEK, Day, strength_weekdays, weeks_lost
from kneedrive.programme.dose import Standings, why_words
from kneedrive.programme.ladder import ladder, may_step
from kneedrive.programme.log import Stop
from kneedrive.programme.schedule import baseline_films
from kneedrive.programme.tables import MOVES, rule
from kneedrive.programme.wishes import Wishes


def notes_of(
    wishes: Wishes,
    days: Iterable[Day],
    stops: Iterable[Stop],
    standings: Standings,
    today: date,
) -> tuple[str, ...]:
    """Every note that applies, what rests first."""
    parts = [
        _resting(standings),
        _added(wishes, stops),
        _short_holds(wishes),
        _fewer_days(wishes),
        _loads(wishes),
        _films(wishes, tuple(days), today),
    ]
    if wishes.race is not None:
        parts.append(
            [
                "Around the race: only easy sessions in the week before, and no session or film "
                "close to it."
            ]
        )
    return tuple(note for part in parts for note in part)


def _resting(standings: Standings) -> list[str]:
    return [
        f"{move}{'' if side == 'both' else f' {side}'} {why_words(standing)}."
        for (move, side), standing in standings.items()
        if standing.rests
    ]


def _added(wishes: Wishes, stops: Iterable[Stop]) -> list[str]:
    lost = weeks_lost(wishes, stops)
    return [f"Weeks stopped: {lost}. As many are added at the end."] if lost else []


def _short_holds(wishes: Wishes) -> list[str]:
    """A hold this short is rarely a matter of strength alone."""
    holds = {"left": wishes.hold_left_s, "right": wishes.hold_right_s}
    short = [side for side, s in holds.items() if s is not None and s < rule("start.hold")]
    if not short:
        return []
    return [
        f"A hold under {rule('start.hold')} s ({' and '.join(short)}) is rarely fatigue alone: "
        "look at range, balance and pain first; with pain see a physiotherapist."
    ]


def _fewer_days(wishes: Wishes) -> list[str]:
    days = strength_weekdays(wishes)
    if len(days) == wishes.days_per_week:
        return []
    return [
        f"{len(days)} sessions a week instead of {wishes.days_per_week}: more do not fit without "
        "one on the day before a key run."
    ]


def _loads(wishes: Wishes) -> list[str]:
    """Where the loads at home leave no way up."""
    if set(wishes.equipment) <= {"nothing"}:
        return [
            "Without band or weight the load can't rise. Four weeks with 0 to 4 lb changed neither "
            "strength nor sprint in 10 sprinters (Indiana State thesis 2006)."
        ]
    made = []
    for move in MOVES:
        rungs = ladder(move, wishes)
        if move == "lsit":
            continue
        for rung in range(1, len(rungs)):
            if not may_step(move, rungs, rung):
                below = "nothing" if rung == 1 else rungs[rung - 1].words
                made.append(
                    f"{move}: from {below} to {rungs[rung].words} is too large a step (at most "
                    f"{rule('step.most')} %, first weight up to {rule('start.heaviest')} lb, never "
                    f"above {rule('load.heaviest')} lb): a weight between them is missing."
                )
                break
    return made


def _films(wishes: Wishes, days: tuple[Day, ...], today: date) -> list[str]:
    """What the films are for, and whether there are enough before the training can tell."""
    wanted, found = rule("film.days"), baseline_films(days)
    said = (
        f"Films: {wanted} days before and {wanted} after, {rule('film.clips')} clips each, so that "
        "the scatter from day to day is known; kneedrive progress says what they can show."
    )
    later = wishes.start + timedelta(days=WEEK)
    if found >= wanted or not wishes.running_days or later <= today + timedelta(days=WEEK - 1):
        return [said]
    return [
        f"{said} Only {found} {'day fits' if found == 1 else 'days fit'} before: with "
        f"--start {later} there is room for more."
    ]
