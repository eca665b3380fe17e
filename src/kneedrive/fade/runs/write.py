"""runs.csv and runs.html: the fades of many runs as a table and a picture."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from kneedrive.base.plain_text import spreadsheet_cell
from kneedrive.base.whole import whole_file, write_whole
from kneedrive.base.whole_folder import whole_folder
from kneedrive.fade.page import render
from kneedrive.fade.runs.groups import groups, headline
from kneedrive.fade.runs.row import COLUMNS, Row
from kneedrive.fade.runs.scatter import scatters
from kneedrive.findings import number, signed

TABLE_NAME = "runs.csv"
PAGE_NAME = "runs.html"
NAMES = (TABLE_NAME, PAGE_NAME)


def write_runs(rows: Sequence[Row], folder: Path) -> Path:
    """Write both files; the page's path."""
    table = table_of(rows)
    once = table_of({row["key"]: row for row in rows}.values())
    text = render(
        "runs.html.j2",
        {
            "files": len(rows),
            "again": len(rows) - len(once),
            "summary": headline(once),
            "scatters": scatters(once),
            "groups": groups(once),
            "rows": [
                _shown({str(k): v for k, v in row.items()})
                for row in once[once["kind"].notna()].to_dict("records")
            ],
            "refused": _by_reason(once),
        },
    )
    with whole_folder(folder, NAMES) as stage:
        with whole_file(stage / TABLE_NAME) as part:
            table.map(spreadsheet_cell).to_csv(part, index=False)
        write_whole(stage / PAGE_NAME, text)
    return folder / PAGE_NAME


def table_of(rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a table, oldest first."""
    made = pd.DataFrame([{c: row.get(c) for c in COLUMNS} for row in rows])
    return made.sort_values(["date", "file"], na_position="last", ignore_index=True)


def _shown(row: Row) -> dict[str, str]:
    """A run as the page's table has it."""
    minutes, seconds = divmod(round(1000 / row["speed_mps"]), 60)
    place: str = "" if pd.isna(row["point_km"]) else f"{row['point_km']:.1f}"
    return {
        "date": row["date"],
        "file": Path(row["file"]).name,
        "km": f"{row['distance_km']:.1f}",
        "pace": f"{minutes}:{seconds:02d}",
        "kind": row["kind"],
        "point": place,
        "step": signed(row["step_at_equal_speed_pct"], 1),
        "ends": f"{number(row['step_low_pct'], 1)} to {number(row['step_high_pct'], 1)}",
    }


def _by_reason(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Files without a fade, and why."""
    refused = table[table["refused"].notna()]
    return [(Path(row["file"]).name, row["refused"]) for row in _dicts(refused)]


def _dicts(table: pd.DataFrame) -> list[Row]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
