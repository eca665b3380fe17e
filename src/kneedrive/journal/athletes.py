"""The people of a journal: one by default, a group for a coach."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.journal import Journal
from kneedrive.journal.migrate import backups

DEFAULT = "me"
LONGEST_NAME = 200


@dataclass(frozen=True)
class Athlete:
    """One person of the journal."""

    key: str
    name: str


def find_athlete(db: Connection, name: str | None = None, make: bool = False) -> Athlete:
    """The athlete of a name; without one, the only athlete there is.

    make : make one of this name (or the default one) where there is none

    Raises
    ------
    InputError : nobody of that name, or several and none is named
    """
    if name is None:
        everybody = list_athletes(db)
        if len(everybody) == 1:
            return everybody[0]
        if len(everybody) > 1:
            raise InputError(
                f"the journal holds {len(everybody)} athletes", "say whom you mean with --athlete"
            )
        name = DEFAULT
    row = db.execute(select(t.athletes).where(t.athletes.c.name == name)).mappings().first()
    if row is not None:
        return Athlete(row["key"], row["name"])
    if not make:
        raise InputError(
            f"the journal holds nobody called {name}", "see who is there with: journal show"
        )
    return _make(db, name)


def _make(db: Connection, name: str) -> Athlete:
    key, name = uuid.uuid4().hex, _a_name(name)
    db.execute(t.athletes.insert().values(key=key, name=name, made_at=now()))
    return Athlete(key, name)


def rename_athlete(db: Connection, old: str, new: str) -> None:
    """Give an athlete another name."""
    who, new = find_athlete(db, old), _a_name(new)
    if new in {athlete.name for athlete in list_athletes(db)}:
        raise InputError(f"the journal has somebody called {new}", "choose another name")
    db.execute(update(t.athletes).where(t.athletes.c.key == who.key).values(name=new))


def _a_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError("that is no name", f"give up to {LONGEST_NAME} letters")
    return name


def list_athletes(db: Connection) -> list[Athlete]:
    """Everybody, by name."""
    rows = db.execute(select(t.athletes).order_by(t.athletes.c.name)).mappings()
    return [Athlete(row["key"], row["name"]) for row in rows]


def delete_athlete(journal: Journal, name: str) -> tuple[dict[str, int], list[Path]]:
    """Delete an athlete and all that hangs on it for good.

    The freed pages are overwritten and given back, and copies made before migrations go too: they
    hold what was deleted.

    Returns
    -------
    counts, removed : what was deleted, by table; the backups that were removed
    """
    with journal.writing() as db:
        who = find_athlete(db, name)
        counts = {
            table.name: db.execute(
                select(func.count()).select_from(table).where(table.c.athlete == who.key)
            ).scalar_one()
            for table in (t.clips, t.holds, t.sets, t.runs, t.notes, t.programmes)
        }
        db.execute(delete(t.athletes).where(t.athletes.c.key == who.key))
    if journal.file is not None:
        with journal.reading() as db:
            raw = db.connection.driver_connection
            if raw is not None:
                db.rollback()
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    removed = backups(journal.engine, journal.file)
    for path in removed:
        path.unlink()
    return counts, removed


def now() -> datetime:
    """The present moment in UTC, as the journal keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)
