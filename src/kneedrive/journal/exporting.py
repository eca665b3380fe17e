"""One athlete's whole journal as a zip of JSON and CSV.

The zip holds `journal.json` (what it is), and for each table `<table>.json` (read back by import)
and `<table>.csv` (for a spreadsheet). Entries keep their keys, so importing twice adds nothing.
What is damaged is left out, so that the zip can be imported.
"""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Table, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from kneedrive.base.plain_text import spreadsheet_cell
from kneedrive.journal import tables as t
from kneedrive.journal.athletes import Athlete
from kneedrive.journal.migrate import HEAD
from kneedrive.journal.rows import Row, check
from kneedrive.journal.salvage import salvage

SCHEMA = "kneedrive.journal/1"
MANIFEST = "journal.json"
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


@dataclass(frozen=True)
class Exported:
    """How many rows were written, by table, and how many were seen that are damaged."""

    rows: Mapping[str, int]
    left_out: int


def export_athlete(db: Connection, who: Athlete, path: Path, program_version: str) -> Exported:
    """Write everything of one athlete to a zip, as far as it can be read."""
    counts: dict[str, int] = {}
    keys: dict[str, set[str]] = {}
    left_out = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for table in ORDER:
            rows, lost = _rows_of(db, table, who.key, keys)
            left_out += lost
            keys[table.name] = {row["key"] for row in rows if "key" in row}
            plain = [_as_json(row) for row in rows]
            counts[table.name] = len(plain)
            archive.writestr(f"{table.name}.json", json.dumps(plain))
            archive.writestr(f"{table.name}.csv", _as_csv(table, plain))
        about = {
            "schema": SCHEMA,
            "tables": HEAD,
            "kneedrive": program_version,
            "athlete": who.name,
            "rows": counts,
        }
        archive.writestr(MANIFEST, json.dumps(about, ensure_ascii=False, indent=1))
    return Exported(counts, left_out)


def _rows_of(
    db: Connection, table: Table, athlete: str, keys: Mapping[str, set[str]]
) -> tuple[list[Row], int]:
    """The rows of a table that belong to an athlete, and how many of them are damaged."""
    try:
        rows = [dict(row) for row in db.execute(_of_athlete(table, athlete)).mappings()]
        check(table, {c.name: [row[c.name] for row in rows] for c in table.columns})
        lost = 0
    except (DBAPIError, ValueError, TypeError, ArithmeticError):
        if db.dialect.name != "sqlite":
            raise
        rows, lost = salvage(db, table)
    parents = {f.parent.name: keys[f.column.table.name] for f in table.foreign_keys}
    if table is t.athletes:
        return [row for row in rows if row["key"] == athlete], lost
    own = [row for row in rows if all(row[name] in known for name, known in parents.items())]
    return own, lost


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
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([spreadsheet_cell(row[name]) for name in names] for row in rows)
    return text.getvalue()
