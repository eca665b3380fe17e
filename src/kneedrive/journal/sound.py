"""Is the journal whole? Reads all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.rows import check

if TYPE_CHECKING:
    from kneedrive.journal.journal import Journal

_ROWS_AT_ONCE = 1000


def check_journal(journal: Journal) -> int:
    """Read every row, and see that each value can be what it has to be; how many rows there are.

    SQLite also checks each page of its file, and that every entry hangs on one that is there.

    Raises
    ------
    InputError : something is damaged
    """
    with journal.reading() as db:
        try:
            return read_all(db)
        except ValueError as error:
            raise damage(journal.place, str(error)) from None


def damage(place: str, said: str) -> InputError:
    """The refusal of a damaged journal, with the way out."""
    return InputError(
        f"the journal {place} is damaged ({' '.join(said.split())})",
        "put a backup in its place; what can still be read: kneedrive journal export",
    )


def read_all(db: Connection) -> int:
    """How many rows a journal has.

    Raises
    ------
    ValueError : something is damaged; its text says what
    """
    if db.dialect.name == "sqlite":
        _ask_sqlite(db)
    return sum(_read(db, table) for table in t.TABLES.sorted_tables)


def _read(db: Connection, table: Table) -> int:
    """Read a table, a portion at a time."""
    total = 0
    try:
        rows = db.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
        names = list(rows.keys())
        for some in rows.partitions():
            check(table, dict(zip(names, zip(*some, strict=True), strict=True)))
            total += len(some)
    except DatabaseError as error:
        raise ValueError(f"{table.name}: {error.orig}") from None
    except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"{table.name}: {error}") from None
    return total


def _ask_sqlite(db: Connection) -> None:
    """Raise what SQLite has to say against its file first."""
    try:
        said = str(db.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
        if said != "ok":
            raise ValueError(said)
        stray = db.exec_driver_sql("PRAGMA foreign_key_check").first()
    except DatabaseError as error:
        raise ValueError(str(error.orig)) from None
    if stray:
        raise ValueError(f"{stray[0]} without their owner")
