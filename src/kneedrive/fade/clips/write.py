"""Everything that a comparison leaves in its folder: all of it, or what was there before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from kneedrive.base.plain_text import spreadsheet_cell
from kneedrive.base.whole import whole_file, write_whole
from kneedrive.base.whole_folder import whole_folder
from kneedrive.fade.clips.compare import Comparison
from kneedrive.fade.clips.curves import thigh_pairs
from kneedrive.fade.clips.film import write_film
from kneedrive.fade.clips.instants import instants
from kneedrive.fade.clips.stills import still_pairs
from kneedrive.fade.clips.words import findings, rows, summary
from kneedrive.fade.page import render
from kneedrive.report.plain import Document, document, plain, write_json

SCHEMA = "kneedrive.compare/1"
DIGITS = 5
PAGE_NAME, FILM_NAME = "compare.html", "compare.mp4"
NAMES = ("compare.json", "compare.csv", FILM_NAME, PAGE_NAME)


def write_comparison(
    comparison: Comparison,
    folder: Path,
    film: bool = True,
    progress: Callable[[float], None] | None = None,
) -> Path:
    """Write compare.json, compare.csv, compare.mp4 and compare.html; the page's path.

    film : whether to write the film of both runners in step
    progress : called with the share of the film that is drawn
    """
    with whole_folder(folder, NAMES) as stage:
        write_json(comparison_document(comparison), stage / "compare.json")
        with whole_file(stage / "compare.csv") as part:
            table = pd.DataFrame(_records(comparison))
            table.map(spreadsheet_cell).to_csv(part, index=False)
        first, second = comparison.first, comparison.second
        made = write_film(first, second, stage / FILM_NAME, progress) if film else None
        write_whole(stage / PAGE_NAME, _page(comparison, made is not None))
    return folder / PAGE_NAME


def _page(comparison: Comparison, film: bool) -> str:
    first, second = comparison.first, comparison.second
    return render(
        "compare.html.j2",
        {
            "names": (first.name, second.name),
            "sources": (first.source, second.source),
            "summary": summary(comparison),
            "film": FILM_NAME if film else None,
            "pairs": thigh_pairs(first, second),
            "stills": still_pairs(first, second, instants(first, second)),
            "near": first.near_side,
            "rows": rows(comparison),
            "findings": findings(comparison),
            "notes": (*comparison.setting.obstacles, *comparison.setting.notes),
        },
    )


def comparison_document(comparison: Comparison) -> Document:
    """The whole of compare.json; what is not known is None."""
    setting = comparison.setting
    content = {
        "first": {"name": comparison.first.name, "file": comparison.first.source},
        "second": {"name": comparison.second.name, "file": comparison.second.source},
        "setting": {
            "speed": setting.speed,
            "faster_mps": setting.faster_mps,
            "obstacles": list(setting.obstacles),
            "notes": list(setting.notes),
        },
        "summary": list(summary(comparison)),
        "metrics": {record.pop("metric"): record for record in _records(comparison)},
    }
    return document(SCHEMA, content, DIGITS)


def _records(comparison: Comparison) -> list[dict[str, Any]]:
    records = [
        {
            "metric": m.metric.name,
            "unit": m.metric.unit,
            "first": m.first.value,
            "second": m.second.value,
            "difference": m.difference,
            "low": m.low,
            "high": m.high,
            "smallest_detectable_change": m.detectable,
            "taken_out_for_speed": m.by_speed,
            "verdict": m.verdict,
            "reason": m.reason,
        }
        for m in comparison.metrics
    ]
    return [plain(record, DIGITS) for record in records]
