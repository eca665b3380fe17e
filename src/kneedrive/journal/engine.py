"""A connection to the journal that loses nothing.

A file that may only be read, as on a locked card, is opened to be read.

SQLite: write-ahead log, every commit forced to the disk, foreign keys, deleted data overwritten. A
write takes the lock when it begins, so that two programs write one after the other instead of
failing halfway.
"""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, Engine

from kneedrive.errors import InputError

LOCK_WAIT_S = 20.0
CONNECT_S, SILENCE_MS = 8, 25_000  # for a server to answer at first, and later
_RETRY_S = 0.05
WRITES = "writes"  # execution option of a connection that is going to write
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)


def make_engine(url: URL) -> Engine:
    """An engine for a file or a server; nothing is opened yet."""
    if url.get_backend_name() != "sqlite":
        patience = {"connect_timeout": CONNECT_S, "tcp_user_timeout": SILENCE_MS}
        engine = create_engine(url, pool_size=1, connect_args=patience | dict(url.query))
        event.listen(engine, "connect", _set_up_server, insert=True)  # before anything is read
        return engine
    file = Path(url.database or "")
    if file.exists() and not may_write(file):
        engine = create_engine(url, creator=lambda: _open_to_read(file))
        event.listen(engine, "begin", _begin)
        return engine
    engine = create_engine(url, connect_args={"timeout": LOCK_WAIT_S})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_server(raw: Any, _record: Any) -> None:
    """No statement waits longer for a lock than a file would; text is in UTF-8 at both ends."""
    kept_in = raw.info.parameter_status("server_encoding")
    if kept_in != "UTF8":
        raise InputError(
            f"the database {raw.info.dbname} keeps text as {kept_in}, which can't hold every name",
            "make another one: createdb --encoding=UTF8 --template=template0 NAME",
        )
    raw.execute("SET client_encoding = 'UTF8'")
    raw.execute(f"SET lock_timeout = {round(1000 * LOCK_WAIT_S)}")
    raw.commit()


def may_write(file: Path) -> bool:
    """Whether a journal's file may be written: its folder too, where SQLite keeps its log."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _open_to_read(file: Path) -> sqlite3.Connection:
    """Open a file where nothing can be written, not even the memory that writers share."""
    shared = all(file.with_name(file.name + end).exists() for end in ("-wal", "-shm"))
    how = "mode=ro" if shared else "immutable=1"
    return sqlite3.connect(
        f"{file.as_uri()}?{how}",
        uri=True,
        timeout=LOCK_WAIT_S,
        isolation_level=None,
        check_same_thread=False,
    )


def _set_up(raw: Any, _record: Any) -> None:
    raw.isolation_level = None  # transactions begin where `_begin` says so, not by the driver
    for pragma in PRAGMAS:
        raw.execute(pragma)
    _write_ahead(raw)


def _write_ahead(raw: Any) -> None:
    """Turn the write-ahead log on; SQLite does not wait by itself for a lock here."""
    if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    end_s = time.monotonic() + LOCK_WAIT_S
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end_s:
                raise
            time.sleep(_RETRY_S)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_into(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens where a key is there already."""
    if db.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
