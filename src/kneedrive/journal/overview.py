"""What a journal holds of one athlete, counted and in its latest entries."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t


@dataclass(frozen=True)
class Line:
    """One kind of entry: how many, the first and the last day."""

    kind: str
    count: int
    first: date | None
    last: date | None


_DAYS = (
    ("clips", t.clips, t.clips.c.filmed_on),
    ("holds", t.holds, t.holds.c.held_on),
    ("sets", t.sets, t.sets.c.done_on),
    ("runs", t.runs, t.runs.c.run_on),
    ("notes", t.notes, t.notes.c.noted_on),
    ("programmes", t.programmes, t.programmes.c.starts_on),
)


def overview(db: Connection, athlete: str) -> list[Line]:
    """A line for each kind of entry."""
    lines = []
    for kind, table, day in _DAYS:
        query = select(func.count(), func.min(day), func.max(day)).where(table.c.athlete == athlete)
        count, first, last = db.execute(query).one()
        lines.append(Line(kind, count, first, last))
    return lines


def clips_per_athlete(db: Connection) -> dict[str, tuple[int, date | None]]:
    """Number of clips and the last day of each athlete, by key."""
    c = t.clips.c
    query = select(c.athlete, func.count(), func.max(c.filmed_on)).group_by(c.athlete)
    return {athlete: (count, last) for athlete, count, last in db.execute(query)}
