"""An older journal is copied, then brought up to date in one transaction.

SQLite is copied whole, beside the file; a server's tables are written to a zip of JSON in the
user's data folder. Whatever happens meanwhile leaves the journal as it was.
"""

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import MetaData, inspect, select, text
from sqlalchemy.engine import Connection, Engine

from kneedrive.base.whole import whole_file
from kneedrive.errors import InputError
from kneedrive.journal.athletes import now
from kneedrive.journal.engine import WRITES

HEAD = "0004"  # the newest of migrations/versions
BACKUPS = "journal-backups"
_LOCK = 4_921_773  # any number: programs that migrate one server wait for each other by it


def bring_up_to_date(engine: Engine, file: Path | None, place: str) -> Path | None:
    """Make or migrate the tables; the path of the backup where one was needed.

    Raises
    ------
    InputError : the journal was made by a newer version of the program
    """
    with engine.connect() as db:
        if _revision(db, place) == HEAD:
            return None
    with engine.connect() as db:
        db = db.execution_options(**{WRITES: True})
        with db.begin():
            if engine.dialect.name == "postgresql":
                db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            before = _revision(db, place)  # another program may have been quicker
            if before == HEAD:
                return None
            backup = back_up(db, file, before) if before is not None else None
            _upgrade(db)
    return backup


def _revision(db: Connection, place: str) -> str | None:
    """The version of the tables, None where there are none."""
    tables = inspect(db).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise InputError(
                f"the database {place} holds something else than a journal", "give another place"
            )
        return None
    rows = db.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if not rows:
        return None
    if len(rows) > 1 or not isinstance(rows[0], str) or not rows[0].isalnum():
        raise InputError(
            f"the version of the journal {place} can't be read", "put a backup in its place"
        )
    found = rows[0]
    if found > HEAD:
        raise InputError(
            f"the journal {place} was made by a newer version of Kneedrive",
            "update this one, or give another place",
        )
    return found


def _upgrade(db: Connection) -> None:
    # Imported here: a journal that is up to date opens without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = db
    command.upgrade(config, HEAD)


def back_up(db: Connection, file: Path | None, revision: str) -> Path:
    """Copy the journal as it is; the path of the copy, which is complete and on the disk."""
    stamp = now().strftime("%Y%m%dT%H%M%S%f")
    folder = (file.parent if file else platformdirs.user_data_path("kneedrive")) / BACKUPS
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{file.stem if file else db.engine.url.database}-{revision}-{stamp}"
    path = folder / f"{name}{file.suffix if file else '.zip'}"
    with whole_file(path) as part:
        if file:
            _copy_file(file, part)
        else:
            _copy_tables(db, part)
    return path


def backups(engine: Engine, file: Path | None) -> list[Path]:
    """The copies made of a journal so far, oldest first."""
    if file is None:
        folder = platformdirs.user_data_path("kneedrive") / BACKUPS
        return sorted(folder.glob(f"{engine.url.database}-[0-9]*.zip"))
    return sorted((file.parent / BACKUPS).glob(f"{file.stem}-[0-9]*{file.suffix}"))


def _copy_file(file: Path, to: Path) -> None:
    """SQLite's own copy, which takes in what still lies in the write-ahead log."""
    source, target = sqlite3.connect(file), sqlite3.connect(to)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _copy_tables(db: Connection, to: Path) -> None:
    tables = MetaData()
    tables.reflect(db)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables.sorted_tables:
            rows: list[dict[str, Any]] = [dict(row) for row in db.execute(select(table)).mappings()]
            archive.writestr(f"{table.name}.json", json.dumps(rows, default=str))
