"""A connection to the journal that loses nothing.

SQLite: write-ahead log, every commit forced to the disk, foreign keys, deleted data overwritten. A
write takes the lock when it begins, so that two programs write one after the other instead of
failing halfway.
"""

import sqlite3
import time
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine

LOCK_WAIT_S = 30.0
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
        return create_engine(url, pool_size=1)
    engine = create_engine(url, connect_args={"timeout": LOCK_WAIT_S})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


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
