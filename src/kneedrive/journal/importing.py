"""A zip of `exporting` comes into the journal, checked as if each entry were kept anew."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.athletes import a_name
from kneedrive.journal.engine import insert_into
from kneedrive.journal.exporting import MANIFEST, ORDER, SCHEMA
from kneedrive.journal.migrate import HEAD
from kneedrive.journal.rows import Row, typed
from kneedrive.journal.zip_rows import damaged, not_an_export, open_zip, read_document, read_rows

_ROWS_AT_ONCE = 500
Keys = dict[str, set[str]]  # of the rows that came in so far, by table


def import_athlete(db: Connection, path: Path) -> tuple[str, dict[str, int]]:
    """Read a zip of `export_athlete`; the athlete's name, and how many rows were new by table.

    Raises
    ------
    InputError : it is no such zip, or is damaged, or comes from a newer version
    """
    with open_zip(path) as archive:
        said = _read_manifest(archive, path)
        for name, count in said.items():
            if count and f"{name}.json" not in archive.namelist():
                raise damaged(path, f"{name}.json", "it is missing")
        keys: Keys = {}
        new = {table.name: _take_in(db, archive, table, keys, path) for table in ORDER}
    (who,) = keys["athletes"]
    found = db.execute(select(t.athletes.c.name).where(t.athletes.c.key == who))
    return str(found.scalar_one()), new


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Mapping[str, Any]:
    """How many rows each table has, as the export says."""
    about = read_document(archive, MANIFEST)
    kind = SCHEMA.partition("/")[0]
    if not isinstance(about, dict) or not str(about.get("schema")).startswith(f"{kind}/"):
        raise not_an_export(path)
    tables = about.get("tables")
    if about["schema"] != SCHEMA or not isinstance(tables, str) or tables > HEAD:
        raise InputError(
            f"{path} was exported by a newer version of Kneedrive", "update this one first"
        )
    rows = about.get("rows")
    if not isinstance(rows, dict):
        raise damaged(path, MANIFEST)
    return rows


def _take_in(db: Connection, archive: zipfile.ZipFile, table: Table, keys: Keys, path: Path) -> int:
    """Insert the rows of a table that are not there yet; how many those were."""
    name = f"{table.name}.json"
    mine: set[str] = keys.setdefault(table.name, set())
    new = 0
    for some in _portions(read_rows(archive, name, path)):
        try:
            rows = typed(table, some)
        except ValueError as error:
            raise damaged(path, name, str(error)) from None
        _refuse_strays(db, table, rows, keys, path)
        if "key" in table.c:
            mine.update(row["key"] for row in rows)
        if table is t.athletes:
            _refuse_another(db, rows, path)
        new += _insert(db, table, rows)
    if table is t.athletes and len(mine) != 1:
        raise InputError(f"{path} holds no single athlete", "export it again")
    return new


def _portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _refuse_strays(db: Connection, table: Table, rows: list[Row], keys: Keys, path: Path) -> None:
    """Every row must hang on a row of the same zip, so that nobody else's entries are touched."""
    for foreign in table.foreign_keys:
        parent, column = foreign.column.table.name, foreign.parent
        if any(row[column.name] not in keys[parent] for row in rows):
            raise damaged(path, f"{table.name}.json", "an entry without its owner")
        own = next(iter(table.primary_key.columns))
        if own is column:
            continue
        said = {row[own.name]: row[column.name] for row in rows}
        there = db.execute(select(own, column).where(own.in_(list(said))))
        if any(said[key] != owner for key, owner in there):
            raise damaged(path, f"{table.name}.json", "an entry of somebody else's")


def _refuse_another(db: Connection, rows: list[Row], path: Path) -> None:
    """Refuse a name that is none, or that another athlete of this journal has."""
    for row in rows:
        if a_name(row["name"]) != row["name"]:
            raise damaged(path, "athletes.json", "that is no name")
        query = select(t.athletes.c.key).where(t.athletes.c.name == row["name"])
        there = db.execute(query).scalar_one_or_none()
        if there is not None and there != row["key"]:
            raise InputError(
                f"this journal has another athlete called {row['name']}",
                "rename one of them with: journal rename OLD NEW",
            )


def _insert(db: Connection, table: Table, rows: list[Row]) -> int:
    """Insert the rows that are not there yet; how many those were."""
    made = insert_into(db, table).on_conflict_do_nothing()
    # Counted by what comes back: a server's driver does not count rows of many statements.
    return len(db.execute(made.returning(*table.primary_key.columns), rows).all())
