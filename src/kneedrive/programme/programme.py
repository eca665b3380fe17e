"""Wishes and log in, the whole programme out: the same input gives the same programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kneedrive.programme.days import Day, Kind, hard, programme_weeks
from kneedrive.programme.dose import Prescription, Standings, minutes_of, prescribe
from kneedrive.programme.log import Log, Trouble, open_flags, stops
from kneedrive.programme.notes import notes_of
from kneedrive.programme.schedule import programme_days
from kneedrive.programme.standings import on_mornings
from kneedrive.programme.tables import rule
from kneedrive.programme.wishes import Wishes
from kneedrive.red_flags import URGENCY, in_order


@dataclass(frozen=True)
class Session:
    """One day of a programme.

    Parameters
    ----------
    uid : stays the same for as long as the programme lives, also when the day moves
    kind : "strength", "easy", "test" and "retest" (a hold of both sides) or "film" (clips of a run)
    hard : whether it leaves tired legs
    items : what to do, empty for tests and films
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
    stopped : those that a red flag or pain has taken out, without anything to do
    stop : why it is stopped, None where it is not; it then has no session from that day on
    notes : what the reader should know of how it was made
    """

    key: str
    wishes: Wishes
    weeks: int
    sessions: tuple[Session, ...]
    stopped: tuple[Session, ...]
    stop: str | None
    notes: tuple[str, ...]


FILM_MINUTES, TEST_MINUTES = 10, 15
TRAINED: tuple[Kind, ...] = ("strength", "easy")
TESTS: tuple[Kind, ...] = ("test", "retest")
SEE = "see a doctor or physiotherapist before any exercise"


def make_programme(key: str, wishes: Wishes, log: Log, today: date) -> Programme:
    """The programme as it stands on a day.

    Sessions to come ask for what the log up to today allows; none is harder because of what might
    be done until then.

    Parameters
    ----------
    key : names the programme in the uids of its sessions
    """
    times = stops(log.troubles)
    days = programme_days(wishes, times)
    # The morning after today: what was logged today counts for what is to come.
    tomorrow = today + timedelta(days=1)
    wanted = [today, tomorrow, *(min(day.day, tomorrow) for day in days)]
    mornings = on_mornings(wishes, log, wanted)
    mornings[today] = _with_pain_of_today(mornings[today], mornings[tomorrow])
    sessions = [_session(key, wishes, day, mornings[min(day.day, tomorrow)]) for day in days]
    there = [s for s in sessions if s.items or s.kind not in TRAINED]
    rests = any(standing.rests for standing in mornings[tomorrow].values())
    if rests:  # no test of a leg that rests
        there = [s for s in there if s.kind not in TESTS or s.day < today]
    stop = _stop(log.troubles)
    if stop is None and all(standing.rests for standing in mornings[tomorrow].values()):
        stop = f"Every move rests after pain. {SEE}."
        there = [s for s in there if s.day < today]
    kept = {s.uid for s in there}
    planned = [_session(key, wishes, day, None) for day in programme_days(wishes)]
    out = {s.uid: s for s in sessions if s.uid not in kept}
    out |= {s.uid: s for s in planned if s.uid not in kept and any(t.holds(s.day) for t in times)}
    notes = notes_of(wishes, days, times, mornings[tomorrow], today)
    return Programme(
        key,
        wishes,
        programme_weeks(wishes),
        tuple(there),
        tuple(sorted(out.values(), key=lambda s: (s.day, s.uid))),
        stop,
        notes,
    )


def _with_pain_of_today(morning: Standings, tomorrow: Standings) -> Standings:
    """What hurt today counts at once, not from tomorrow on."""
    return {
        one: after if after.rests or after.why == "pain" else morning[one]
        for one, after in tomorrow.items()
    }


def _session(key: str, wishes: Wishes, day: Day, morning: Standings | None) -> Session:
    """The session of a day; without a morning nothing is asked for."""
    place = f"film{day.number:02d}" if day.kind == "film" else f"w{day.week:02d}-s{day.number}"
    items: tuple[Prescription, ...] = ()
    minutes = FILM_MINUTES if day.kind == "film" else TEST_MINUTES
    if day.kind in TRAINED and morning is not None:
        items = prescribe(wishes, morning, day.kind, day.week)
        minutes = round(minutes_of(items))
    return Session(
        f"{key}-{place}@kneedrive", day.day, day.kind, day.week, hard(day.kind), items, minutes
    )


def _stop(troubles: Iterable[Trouble]) -> str | None:
    """Why everything is stopped, None where nothing is."""
    found = open_flags(troubles)
    if not found:
        return None
    said = [
        f"{flag.text} {URGENCY[flag.urgency]}: {flag.reason}; {flag.do} ({flag.source})."
        for flag in in_order(t.kind for t in found)
    ]
    if any(not t.is_red_flag for t in found):
        said.append(f"Pain of {rule('back.severe')} of 10 or more: {SEE}.")
    return " ".join(said)
