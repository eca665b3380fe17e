"""Everything that a comparison leaves in its folder, each file whole, the page last."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from kneedrive.fade.clips.compare import Comparison
from kneedrive.fade.clips.curves import thigh_pairs
from kneedrive.fade.clips.film import write_film
from kneedrive.fade.clips.instants import instants
from kneedrive.fade.clips.stills import still_pairs
from kneedrive.fade.clips.words import findings, rows, summary
from kneedrive.fade.page import render
from kneedrive.report.atomic import atomic
from kneedrive.version import __version__

SCHEMA = "kneedrive.compare/1"
PAGE_NAME, FILM_NAME = "compare.html", "compare.mp4"


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
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE_NAME).unlink(missing_ok=True)
    first, second = comparison.first, comparison.second
    with atomic(folder / "compare.json") as part:
        text = json.dumps(document(comparison), indent=2, allow_nan=False, ensure_ascii=False)
        part.write_text(text + "\n", encoding="utf-8")
    with atomic(folder / "compare.csv") as part:
        pd.DataFrame(_records(comparison)).to_csv(part, index=False)
    (folder / FILM_NAME).unlink(missing_ok=True)
    made = write_film(first, second, folder / FILM_NAME, progress) if film else None
    page = render(
        "compare.html.j2",
        {
            "names": (first.name, second.name),
            "sources": (first.source, second.source),
            "summary": summary(comparison),
            "film": FILM_NAME if made is not None else None,
            "pairs": thigh_pairs(first, second),
            "stills": still_pairs(first, second, instants(first, second)),
            "near": first.near_side,
            "rows": rows(comparison),
            "findings": findings(comparison),
            "notes": (*comparison.setting.obstacles, *comparison.setting.notes),
        },
    )
    with atomic(folder / PAGE_NAME) as part:
        part.write_text(page, encoding="utf-8")
    return folder / PAGE_NAME


def document(comparison: Comparison) -> dict[str, Any]:
    """The whole of compare.json; what is not known is None."""
    setting = comparison.setting
    return {
        "schema": SCHEMA,
        "kneedrive": __version__,
        "first": {"name": comparison.first.name, "file": comparison.first.source},
        "second": {"name": comparison.second.name, "file": comparison.second.source},
        "setting": {
            "speed": setting.speed,
            "faster_mps": _number(setting.faster_mps),
            "obstacles": list(setting.obstacles),
            "notes": list(setting.notes),
        },
        "summary": list(summary(comparison)),
        "metrics": {record.pop("metric"): record for record in _records(comparison)},
    }


def _records(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "metric": m.metric.name,
            "unit": m.metric.unit,
            "first": _number(m.first.value),
            "second": _number(m.second.value),
            "difference": _number(m.difference),
            "low": _number(m.low),
            "high": _number(m.high),
            "smallest_detectable_change": _number(m.detectable),
            "taken_out_for_speed": _number(m.by_speed),
            "verdict": m.verdict,
            "reason": m.reason,
        }
        for m in comparison.metrics
    ]


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 5)
