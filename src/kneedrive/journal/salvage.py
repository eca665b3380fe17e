"""What can still be read of a damaged table of SQLite's.

A scan ends at the first page that is damaged. So the table is read from its beginning up to the
damage, from its end back to it, and row by row in between; indexes are left alone. A row counts as
readable if every value of it can be what it has to be.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, Boolean, Table
from sqlalchemy.engine import Connection

from kneedrive.journal.rows import Row, typed

_MOST_TRIES, _MOST_IN_VAIN = 200_000, 5_000  # row numbers looked up one by one
_FAULTS = (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError)
Raw = tuple[Any, ...]


def salvage(db: Connection, table: Table) -> tuple[list[Row], int]:
    """The rows that can be read, of everybody, and how many more were seen that can't."""
    raw = db.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    before, raw.text_factory = raw.text_factory, bytes
    try:
        found, lost = _all_rows(raw, table)
    finally:
        raw.text_factory = before
    rows = []
    for values in found:
        try:
            rows += typed(table, [_decoded(table, values)])
        except _FAULTS:
            lost += 1
    return rows, lost


def _all_rows(raw: sqlite3.Connection, table: Table) -> tuple[Iterable[Raw], int]:
    """Every row as SQLite has it, and how many it can't give."""
    found: dict[int, Raw] = {}
    low = _scan(raw, table, "ASC", found)
    if low is None:
        return found.values(), 0
    high = _scan(raw, table, "DESC", found)
    lost = in_vain = 0
    query = f"{_select(table)} WHERE rowid = ?"
    for number in range(low + 1, min(high or low + _MOST_TRIES, low + _MOST_TRIES)):
        try:
            row = raw.execute(query, (number,)).fetchone()
            in_vain = 0
        except sqlite3.Error:
            lost, in_vain, row = lost + 1, in_vain + 1, None
        if row is not None:
            found[number] = row[1:]
        if in_vain > _MOST_IN_VAIN:
            break
    return found.values(), max(lost, 1)


def _scan(raw: sqlite3.Connection, table: Table, order: str, found: dict[int, Raw]) -> int | None:
    """Read rows in order of their numbers; the number before the damage, None without any."""
    number = 0
    try:
        for row in raw.execute(f"{_select(table)} ORDER BY rowid {order}"):
            number = row[0]
            found[number] = row[1:]
    except sqlite3.Error:
        return number
    return None


def _select(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'SELECT rowid, {columns} FROM "{table.name}" NOT INDEXED'


def _decoded(table: Table, values: Raw) -> Row:
    """A row as a zip's JSON has it."""
    row: Row = {}
    for column, value in zip(table.columns, values, strict=True):
        if isinstance(value, bytes):
            value = value.decode()
        if isinstance(column.type, JSON):
            value = json.loads(value, parse_constant=_refuse)
        elif isinstance(column.type, Boolean) and value in (0, 1):
            value = bool(value)
        row[column.name] = value
    return row


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")
