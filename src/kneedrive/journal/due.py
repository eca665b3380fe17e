"""Sessions as they were prescribed when they were due: no later change rewrites them."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.engine import insert_into
from kneedrive.journal.programmes import KeptProgramme
from kneedrive.programme.dose import Prescription
from kneedrive.programme.log import Log
from kneedrive.programme.outcome import Outcomes, outcomes
from kneedrive.programme.programme import Programme, Session, make_programme
from kneedrive.programme.wishes import Wishes


def keep_due(db: Connection, kept: KeptProgramme, log: Log, today: date) -> Programme:
    """Keep the sessions that have fallen due since this was last called, as they are prescribed.

    Called with the programme as it is, before anything changes it; the programme of today.
    """
    d = t.due.c
    last = db.execute(select(func.max(d.due_on)).where(d.programme == kept.key)).scalar_one()
    settled = _settled(last, kept.wishes)
    made = make_programme(kept.key, kept.wishes, log, today)
    rows = [
        {
            "uid": session.uid,
            "programme": kept.key,
            "due_on": session.day,
            "stopped": stopped,
            "session": _document(session),
        }
        for sessions, stopped in ((made.sessions, False), (made.stopped, True))
        for session in sessions
        if settled < session.day < today
    ]
    if rows:
        db.execute(insert_into(db, t.due).on_conflict_do_nothing(), rows)
    return made


def read_due(db: Connection, programme: str) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """The sessions of a programme that were due, and those that a stop took out, in order."""
    d = t.due.c
    query = select(d.stopped, d.session).where(d.programme == programme)
    rows = db.execute(query.order_by(d.due_on, d.uid)).all()
    due = tuple(session_of(row.session) for row in rows if not row.stopped)
    return due, tuple(session_of(row.session) for row in rows if row.stopped)


def with_due(db: Connection, programme: Programme) -> Programme:
    """The programme with its past as it was when it was due, as far as that has been kept."""
    due, stopped = read_due(db, programme.key)
    last = max((session.day for session in (*due, *stopped)), default=None)
    settled = _settled(last, programme.wishes)
    coming = [s for s in programme.sessions if s.day > settled]
    out = [s for s in programme.stopped if s.day > settled]
    return replace(programme, sessions=(*due, *coming), stopped=(*stopped, *out))


def _settled(last: date | None, wishes: Wishes) -> date:
    """The day up to which it is settled what was due, given the last session that was.

    A change settles what came before it, also where nothing was due on the last days.
    """
    changed = wishes.changed_on - timedelta(days=1) if wishes.changed_on else date.min
    return max(last or date.min, changed)


def read_outcomes(
    db: Connection, athlete: str, programme: Programme, log: Log, today: date
) -> Outcomes:
    """A word for each session so far: done, missed or stopped."""
    c, h = t.clips.c, t.holds.c
    days = {
        "film": set(db.execute(select(c.filmed_on).where(c.athlete == athlete)).scalars()),
        "test": set(db.execute(select(h.held_on).where(h.athlete == athlete)).scalars()),
    }
    return outcomes(programme.sessions, programme.stopped, log, days, today)


def _document(session: Session) -> dict[str, Any]:
    made = asdict(session)
    return made | {"day": session.day.isoformat()}


def session_of(document: dict[str, Any]) -> Session:
    """A session from its document."""
    items: Iterable[dict[str, Any]] = document["items"]
    made = [Prescription(**(item | {"why": tuple(item["why"])})) for item in items]
    day = date.fromisoformat(document["day"])
    return Session(**(document | {"day": day, "items": tuple(made)}))
