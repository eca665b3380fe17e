"""What became of each session that was due: done, missed or stopped."""

from collections.abc import Collection, Iterable, Mapping
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

    What was done counts for the session that was due that day, on the day after, or last before;
    one day of the log stands for one session.

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
        for i, session in enumerate(mine):
            following = mine[i + 1].day if i + 1 < len(mine) else date.max
            last = min(session.day + LATE, following - timedelta(days=1), today)
            fit = [day for day in free if session.day - EARLY <= day <= last]
            if fit:
                word = "done"
                free.discard(min(fit, key=lambda day: (day != session.day, day)))
            elif any(time.holds(session.day) for time in times):
                word = "stopped"
            elif session.day < today:
                word = "missed"
            else:
                continue
            found[session.uid, session.day] = word
    return found
