"""What became of each session that was due: done, missed or stopped."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from kneedrive.programme.log import Log, stops
from kneedrive.programme.programme import Session

EARLY = timedelta(days=1)
LATE = timedelta(days=6)
GROUPS: Mapping[str, str] = {
    "strength": "strength",
    "easy": "strength",
    "test": "test",
    "retest": "test",
    "film": "film",
}
Outcomes = Mapping[tuple[str, date], str]


def outcomes(
    due: Iterable[Session],
    stopped: Iterable[Session],
    log: Log,
    days: Mapping[str, Collection[date]],
    today: date,
) -> Outcomes:
    """A word for each session up to today by uid and day; today's has one only where it is done.

    Parameters
    ----------
    days : days with a "test" (a hold) or a "film"; those of "strength" are in the log
    """
    found = {(session.uid, session.day): "stopped" for session in stopped if session.day <= today}
    times, sessions = stops(log.troubles), sorted(due, key=lambda s: (s.day, s.uid))
    trained = {done.day for done in log.done}
    for group in ("strength", "test", "film"):
        mine = [s for s in sessions if GROUPS[s.kind] == group and s.day <= today]
        free = trained if group == "strength" else set(days.get(group, ()))
        done = days_done(mine, free, today)
        for session in mine:
            if session.day in done:
                word = "done"
            elif any(time.holds(session.day) for time in times):
                word = "stopped"
            elif session.day < today:
                word = "missed"
            else:
                continue
            found[session.uid, session.day] = word
    return found


def days_done(due: Sequence[Session], days: Collection[date], today: date) -> dict[date, date]:
    """The day on which each session that was done was done, by the session's day.

    A day counts for the session of that day, of the day after, or of the week before if no other
    was due since; for one session only.

    due : of one kind, in order
    """
    found = {s.day: s.day for s in due if s.day in days}
    free = set(days) - set(found)
    for i, session in enumerate(due):
        if session.day in found:
            continue
        following = due[i + 1].day if i + 1 < len(due) else date.max
        last = min(session.day + LATE, following - timedelta(days=1), today)
        fit = [day for day in sorted(free) if session.day - EARLY <= day <= last]
        if fit:
            found[session.day] = fit[0]
            free.discard(fit[0])
    return found
