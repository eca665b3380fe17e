"""Delete an athlete for good, and leave nothing to be found of what was deleted."""

import sqlite3
from pathlib import Path

from sqlalchemy import delete, func, select, text

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.athletes import find_athlete
from kneedrive.journal.faults import plain_faults
from kneedrive.journal.journal import Journal
from kneedrive.journal.migrate import backups

WAIT_MS = 5000  # for another program that reads or writes
REMEDIES = (  # by what SQLite says
    ("full", "make room on its disk"),
    ("I/O", "make room on its disk"),
    ("locked", "wait until no other program has it open"),
    ("readonly", "put it where it may be written"),
)


def delete_athlete(journal: Journal, name: str) -> tuple[dict[str, int], list[Path]]:
    """Delete an athlete and all that hangs on it, and the copies made before migrations.

    Those copies hold what was deleted. Call `tidy` after it.

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
    removed = backups(journal.engine, journal.file)
    for path in removed:
        path.unlink()
    return counts, removed


def tidy(journal: Journal) -> None:
    """Write the journal anew without the traces of what was deleted.

    SQLite overwrites what is deleted (`engine.PRAGMAS`), but an entry that it had moved within the
    file before may have left a copy where it was; a server keeps deleted rows until it is tidied.

    Raises
    ------
    InputError : there is no room for it, or another program reads the journal; nothing is lost
    """
    if journal.file is None:
        own = journal.engine.execution_options(isolation_level="AUTOCOMMIT")
        with plain_faults(journal.place), own.connect() as db:
            for table in t.TABLES.sorted_tables:
                db.execute(text(f"VACUUM FULL {table.name}"))
        return
    with journal.reading() as db:
        raw = db.connection.driver_connection
        if raw is None:
            return
        db.rollback()
        try:
            raw.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
            raw.execute("VACUUM")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error as error:
            do = next((do for word, do in REMEDIES if word in str(error)), "put that right")
            _not_yet(f"its file could not be written anew ({error})", do)
        if busy:
            _not_yet("another program reads it", "wait until that has ended")


def _not_yet(why: str, do: str) -> None:
    raise InputError(
        f"traces of what was deleted may be left in the journal: {why}",
        f"{do}, then overwrite them with: kneedrive journal tidy",
    )
