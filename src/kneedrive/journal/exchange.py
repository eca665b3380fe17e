"""One athlete's whole journal as a zip of JSON and CSV, and back.

The zip holds `journal.json` (what it is), and for each table `<table>.json` (read back by import)
and `<table>.csv` (for a spreadsheet). Entries keep their keys, so importing twice adds nothing.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, Table, select
from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.athletes import Athlete
from kneedrive.journal.engine import insert_into
from kneedrive.journal.entries import TO_FAILURE
from kneedrive.journal.migrate import HEAD

SCHEMA = "kneedrive.journal/1"
MANIFEST = "journal.json"
LARGEST_BYTES = 2 << 30  # unpacked: far more than a lifetime of one runner
_ROWS_AT_ONCE = 500
# In the order in which they hang on one another.
ORDER = (
    t.athletes,
    t.clips,
    t.analyses,
    t.measures,
    t.holds,
    t.sets,
    t.runs,
    t.notes,
    t.programmes,
    t.calendar,
    t.due,
)


def export_athlete(
    db: Connection, who: Athlete, path: Path, program_version: str
) -> dict[str, int]:
    """Write everything of one athlete to a zip; the number of rows by table."""
    counts = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for table in ORDER:
            rows = [
                _as_json(dict(row)) for row in db.execute(_of_athlete(table, who.key)).mappings()
            ]
            counts[table.name] = len(rows)
            archive.writestr(f"{table.name}.json", json.dumps(rows, ensure_ascii=False))
            archive.writestr(f"{table.name}.csv", _as_csv(table, rows))
        about = {
            "schema": SCHEMA,
            "tables": HEAD,
            "kneedrive": program_version,
            "athlete": who.name,
            "rows": counts,
        }
        archive.writestr(MANIFEST, json.dumps(about, ensure_ascii=False, indent=1))
    return counts


def import_athlete(db: Connection, path: Path) -> tuple[str, dict[str, int]]:
    """Read a zip of `export_athlete`; the athlete's name, and how many rows were new by table.

    Raises
    ------
    InputError : it is no such zip, or is damaged, or comes from a newer version
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about = _read_manifest(archive, path)
            found = {table.name: _read_rows(archive, table, path) for table in ORDER}
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError, OSError):
        raise InputError(f"{path} is no export of a journal", "export it again") from None
    if len(found["athletes"]) != 1:
        raise InputError(f"{path} holds no single athlete", "export it again")
    _refuse_another_of_the_name(db, found["athletes"][0])
    _refuse_strays(found, path)
    return str(about["athlete"]), {
        table.name: _insert_all(db, table, found[table.name]) for table in ORDER
    }


def _of_athlete(table: Table, key: str) -> Any:
    """All rows of a table that belong to an athlete."""
    if table is t.athletes:
        return select(table).where(table.c.key == key)
    clips = select(t.clips.c.key).where(t.clips.c.athlete == key)
    if table is t.analyses:
        return select(table).where(table.c.clip.in_(clips))
    if table is t.measures:
        analyses = select(t.analyses.c.key).where(t.analyses.c.clip.in_(clips))
        return select(table).where(table.c.analysis.in_(analyses))
    if table in (t.calendar, t.due):
        programmes = select(t.programmes.c.key).where(t.programmes.c.athlete == key)
        return select(table).where(table.c.programme.in_(programmes))
    return select(table).where(table.c.athlete == key)


def _as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in row.items()
    }


def _as_csv(table: Table, rows: list[dict[str, Any]]) -> str:
    """The rows for a spreadsheet: without the nested columns, which are in the JSON."""
    text = io.StringIO(newline="")
    names = [column.name for column in table.columns if not isinstance(column.type, JSON)]
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    if sum(info.file_size for info in archive.infolist()) > LARGEST_BYTES:
        raise InputError(f"{path} is larger than any journal", "give another file")
    about: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if about["schema"] != SCHEMA or str(about["tables"]) > HEAD:
        raise InputError(
            f"{path} was exported by a newer version of Kneedrive", "update this one first"
        )
    return about


def _read_rows(archive: zipfile.ZipFile, table: Table, path: Path) -> list[dict[str, Any]]:
    if f"{table.name}.json" not in archive.namelist():
        return []  # an export from before this table
    rows = json.loads(archive.read(f"{table.name}.json"))
    try:
        if table is t.holds:
            rows = [{"at_least": _ended_early(row)} | row for row in rows]
        return _typed(table, rows)
    except (TypeError, ValueError, AttributeError, KeyError):
        raise InputError(f"{table.name}.json in {path} is damaged", "export it again") from None


def _ended_early(row: Mapping[str, Any]) -> bool:
    """What an export from before the column says of it: why the clock of a filmed hold stopped."""
    return bool(row["document"].get("reason", TO_FAILURE) != TO_FAILURE)


def _typed(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the table takes them; unknown columns, or missing ones that must be there, refuse."""
    names = {column.name for column in table.columns}
    if not all(names.issuperset(row) for row in rows):
        raise ValueError
    columns = {c.name: _values(c, [row.get(c.name) for row in rows]) for c in table.columns}
    made = zip(*columns.values(), strict=True)
    return [dict(zip(columns, values, strict=True)) for values in made]


def _values(column: Column[Any], values: list[Any]) -> list[Any]:
    """The values of one column, of its type."""
    if isinstance(column.type, (Date, DateTime)):
        read = datetime if isinstance(column.type, DateTime) else date
        values = [None if value is None else read.fromisoformat(value) for value in values]
    kind = dict if isinstance(column.type, JSON) else column.type.python_type
    kinds: tuple[type, ...] = (float, int) if kind is float else (kind,)  # 3 may stand for 3.0
    if column.nullable:
        kinds = (*kinds, type(None))
    if not all(isinstance(value, kinds) for value in values):
        raise ValueError
    return values


def _refuse_another_of_the_name(db: Connection, athlete: Mapping[str, Any]) -> None:
    query = select(t.athletes.c.key).where(t.athletes.c.name == athlete["name"])
    there = db.execute(query).scalar_one_or_none()
    if there is not None and there != athlete["key"]:
        raise InputError(
            f"this journal has another athlete called {athlete['name']}",
            "rename one of them with: journal rename OLD NEW",
        )


def _refuse_strays(found: Mapping[str, list[dict[str, Any]]], path: Path) -> None:
    """Every row must hang on a row of the same zip, so that nobody else's entries are touched."""
    for table in ORDER:
        for foreign in table.foreign_keys:
            parents = {row[foreign.column.name] for row in found[foreign.column.table.name]}
            if any(row[foreign.parent.name] not in parents for row in found[table.name]):
                raise InputError(f"{table.name}.json in {path} is damaged", "export it again")


def _insert_all(db: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
    """Insert the rows that are not there yet; how many those were."""
    made = insert_into(db, table).on_conflict_do_nothing()
    return sum(db.execute(made, some).rowcount for some in _portions(rows))


def _portions(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        yield rows[start : start + _ROWS_AT_ONCE]
