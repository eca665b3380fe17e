"""Is the journal whole? Reads all of it."""

from sqlalchemy import JSON, Date, DateTime, Table, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.journal import Journal

_ROWS_AT_ONCE = 1000


def check_journal(journal: Journal) -> int:
    """Read every row that has a text to be understood; how many rows there are.

    SQLite also checks each page of its file, and that every entry hangs on one that is there.

    Raises
    ------
    InputError : something is damaged
    """
    with journal.reading() as db:
        if journal.file is not None:
            said = _complaint(db)
            if said:
                _damaged(journal, said)
        total = 0
        for table in t.TABLES.sorted_tables:
            try:
                total += _readable(db, table)
            except ValueError as error:
                _damaged(journal, f"{table.name}: {error}")
    return total


def _readable(db: Connection, table: Table) -> int:
    """Read what a table holds as text: JSON and days; how many rows it has."""
    read = [c for c in table.columns if isinstance(c.type, (JSON, Date, DateTime))]
    if not read:
        return int(db.execute(select(func.count()).select_from(table)).scalar_one())
    rows = db.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(*read))
    return sum(1 for _ in rows)


def _complaint(db: Connection) -> str:
    """What SQLite has to say against its file first, empty where nothing."""
    try:
        said = str(db.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
    except DatabaseError as error:
        return str(error.orig)
    if said != "ok":
        return said
    stray = db.exec_driver_sql("PRAGMA foreign_key_check").first()
    return f"{stray[0]} without their owner" if stray else ""


def _damaged(journal: Journal, said: str) -> None:
    first = " ".join(said.split())
    raise InputError(
        f"the journal {journal.place} is damaged ({first})",
        "put a backup in its place; what can still be read: kneedrive journal export",
    )
