"""Wishes and log in, the whole programme out: the same input gives the same programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kneedrive.programme.days import (
    Day,
    Kind,
    hard,
    programme_days,
    programme_weeks,
    strength_weekdays,
)
from kneedrive.programme.dose import Prescription, Standings, minutes_of, prescribe
from kneedrive.programme.ladder import first_rung, ladder
from kneedrive.programme.log import Log, open_flags
from kneedrive.programme.progression import stand
from kneedrive.programme.tables import MOVES, SIDES_OF, red_flags, rule
from kneedrive.programme.wishes import Wishes


@dataclass(frozen=True)
class Session:
    """One day of a programme.

    Parameters
    ----------
    uid : stays the same for as long as the programme lives, also when the day moves
    kind : "strength", "easy", "retest" (hold to the end, both sides) or "film" (a clip of a run)
    hard : whether it leaves tired legs
    items : what to do, empty for retest and film
    minutes : how long it takes
    """

    uid: str
    day: date
    kind: Kind
    week: int
    hard: bool
    items: tuple[Prescription, ...]
    minutes: int


@dataclass(frozen=True)
class Programme:
    """A programme as it stands on a day.

    Parameters
    ----------
    wishes : what it was made from
    weeks : its length
    sessions : in order of their days
    stop : why it is stopped, None where it is not; it then has no session from that day on
    notes : what the reader should know of how it was made
    """

    key: str
    wishes: Wishes
    weeks: int
    sessions: tuple[Session, ...]
    stop: str | None
    notes: tuple[str, ...]


FILM_MINUTES, RETEST_MINUTES = 10, 15


def make_programme(key: str, wishes: Wishes, log: Log, today: date) -> Programme:
    """The programme as it stands on a day.

    Sessions to come ask for what the log up to today allows; none is harder because of what might
    be done until then.

    Parameters
    ----------
    key : names the programme in the uids of its sessions
    """
    stopped_on, stop = _stop(wishes, log)
    sessions = [
        _session(key, wishes, log, day, today)
        for day in programme_days(wishes)
        if stopped_on is None or day.day < stopped_on
    ]
    notes = tuple(_notes(wishes))
    return Programme(key, wishes, programme_weeks(wishes), tuple(sessions), stop, notes)


def standings(wishes: Wishes, log: Log, day: date) -> Standings:
    """Where every move and side stands on the morning of a day."""
    holds = {"left": wishes.hold_left_s, "right": wishes.hold_right_s}
    known = log.between(wishes.start - timedelta(days=rule("log.days")), day)
    found: Standings = {}
    for move in MOVES:
        rungs = ladder(move, wishes)
        for side in SIDES_OF[move]:
            first = first_rung(move, rungs, holds.get(side))
            found[move, side] = stand(move, side, rungs, first, known, day)
    return found


def _session(key: str, wishes: Wishes, log: Log, day: Day, today: date) -> Session:
    uid = f"{key}-w{day.week:02d}-{day.kind if day.kind == 'film' else 's'}{day.number}@kneedrive"
    if day.kind in ("strength", "easy"):
        # The morning after today: what was logged today counts for what is to come.
        morning = min(day.day, today + timedelta(days=1))
        items = prescribe(wishes, standings(wishes, log, morning), day.kind, day.week)
        minutes = round(minutes_of(items))
    else:
        items, minutes = (), FILM_MINUTES if day.kind == "film" else RETEST_MINUTES
    return Session(uid, day.day, day.kind, day.week, hard(day.kind), items, minutes)


def _stop(wishes: Wishes, log: Log) -> tuple[date | None, str | None]:
    """The day from which nothing is planned, and why."""
    if wishes.red_flags:
        return wishes.start, _stop_words(wishes.red_flags)
    flags = open_flags(log.troubles)
    if not flags:
        return None, None
    return flags[0].day, _stop_words(flag.kind for flag in flags)


def _stop_words(flags: Iterable[str]) -> str:
    questions = " ".join(red_flags()[flag] for flag in sorted(set(flags)))
    return (
        f"{questions} That comes before any exercise: see a doctor or physiotherapist. A stress "
        "fracture of the thigh bone's neck can begin like this, and waiting can displace it "
        "(Robertson & Wood 2017, doi 10.1055/s-0043-103946)."
    )


def _notes(wishes: Wishes) -> list[str]:
    notes = []
    days = strength_weekdays(wishes)
    if len(days) < wishes.days_per_week:
        notes.append(
            f"{len(days)} sessions a week instead of {wishes.days_per_week}: more do not fit "
            "without one on the day before a key run."
        )
    if set(wishes.equipment) <= {"nothing"}:
        notes.append(
            "Without band or weight the load can't rise. Four weeks with 0 to 4 lb changed neither "
            "strength nor sprint in 10 sprinters (Indiana State thesis 2006)."
        )
    if wishes.race is not None:
        notes.append("Around the race: only easy sessions in the week before, none close to it.")
    return notes
