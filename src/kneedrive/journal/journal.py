"""An open journal: read from it, write to it, each in one transaction."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from kneedrive.errors import InputError
from kneedrive.journal.engine import WRITES, make_engine
from kneedrive.journal.faults import plain_faults
from kneedrive.journal.migrate import bring_up_to_date
from kneedrive.journal.place import file_of, journal_place, shown

# What is raised where a damaged value is used as what it should be.
_NOT_UNDERSTOOD = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError
)  # fmt: skip


@dataclass(frozen=True)
class Journal:
    """A journal that is up to date.

    Parameters
    ----------
    engine : its database
    place : where it lies, in words
    file : the file it lies in, None on a server
    backup : the copy that was made before it was brought up to date, None where that was not needed
    """

    engine: Engine
    place: str
    file: Path | None
    backup: Path | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the journal as it is now, whatever others write meanwhile."""
        with plain_faults(self.place), self._explained(), self.engine.connect() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are kept all together at the end, or not at all."""
        with plain_faults(self.place), self._explained(), self.engine.connect() as db:
            db = db.execution_options(**{WRITES: True})
            with db.begin():
                yield db

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Where something can't be understood, say so if the journal's damage is the reason."""
        try:
            yield
        except _NOT_UNDERSTOOD:
            from kneedrive.journal.sound import damage, read_all

            try:
                with self.engine.connect() as db:
                    read_all(db)
            except ValueError as error:
                raise damage(self.place, str(error)) from None
            raise

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


@contextmanager
def open_journal(given: str | None = None) -> Iterator[Journal]:
    """Open the journal, make it where there is none, bring an older one up to date after a backup.

    given : a file, or postgresql://...; KNEEDRIVE_JOURNAL or the user's data folder without it

    Raises
    ------
    InputError : it can't be reached or used; its text says what to do
    """
    url = journal_place(given)
    place, file = shown(url), file_of(url)
    with plain_faults(place):
        if file is not None:
            _make_private(file)
        engine = make_engine(url)
        try:
            backup = bring_up_to_date(engine, file, place)
        except BaseException:
            engine.dispose()
            raise
    journal = Journal(engine, place, file, backup)
    try:
        yield journal
    finally:
        journal.close()


def _make_private(file: Path) -> None:
    """Make folder and file where they are not there, readable by their owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and not file.is_file():
        raise InputError(f"{file} is no file", "give the name of a file with --at")
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
