"""The fade of one run as files for other programs: fade.json, fade.csv, records.csv."""

from pathlib import Path

import numpy as np
import pandas as pd

from kneedrive.base.whole import whole_file
from kneedrive.base.whole_folder import whole_folder
from kneedrive.fade.fade import Drift, Fade
from kneedrive.fade.page import write_page
from kneedrive.fade.slopes import GRADE, SPEED
from kneedrive.fade.split import as_pct
from kneedrive.fade.words import summary
from kneedrive.report.plain import Document, document, write_json
from kneedrive.watch.run import Run

SCHEMA = "kneedrive.fade/1"
DIGITS = 4
PAGE_NAME = "fade.html"
NAMES = ("fade.json", "fade.csv", "records.csv", PAGE_NAME)


def write_fade(fade: Fade, run: Run, folder: Path) -> Path:
    """Write every file of a run's fade; the page's path."""
    with whole_folder(folder, NAMES) as stage:
        write_json(fade_document(fade, run), stage / "fade.json")
        with whole_file(stage / "fade.csv") as part:
            stretch_table(fade).to_csv(part, index=False, float_format="%.6g")
        with whole_file(stage / "records.csv") as part:
            run.table.to_csv(part, index=False, float_format="%.10g")
        write_page(fade, run, stage / PAGE_NAME)
    return folder / PAGE_NAME


def stretch_table(fade: Fade) -> pd.DataFrame:
    """A row per stretch; `<quantity>_at_equal_speed_pct` against the opening."""
    table = fade.stretches.drop(columns=["middle"])
    for quantity, level in fade.levels.items():
        table[f"{quantity}_at_equal_speed_pct"] = 100 * np.expm1(level.level)
    return table


def fade_document(fade: Fade, run: Run) -> Document:
    """The whole of fade.json; what is not known is None."""
    point, s = fade.point, fade.split
    content = {
        "source": {"file": run.name, "kind": run.kind, "device": run.device,
                   "contact_from": run.contact_source, "records": len(run.table),
                   "notes": list(run.notes)},
        "totals": vars(run.totals),
        "own_summary": vars(run.summary),
        "kind": fade.kind,
        "summary": [sentence for sentence in summary(fade) if sentence],
        "point": None if point is None else {
            "begin_m": point.begin * fade.length_m, "low_m": point.low * fade.length_m,
            "high_m": point.high * fade.length_m, "end_m": point.end * fade.length_m},
        "compared_m": {"before": list(fade.before_m), "after": list(fade.after_m)},
        "split_log_pct": {name: 100 * value for name, value in vars(s).items()},
        "expected_step_log_pct": 100 * fade.expected_step,
        "at_equal_speed": {
            d.quantity: _ends(d) for d in fade.drifts},
        "step_as_run": _ends(fade.step),
        "flight_at_equal_speed_ms": dict(
            zip(("change", "low", "high"), fade.flight_ms, strict=True)),
        "not_judged": None if fade.ending is None else {
            "from_m": fade.ending.begin * fade.length_m, "why": fade.ending.why},
        "slopes": {
            quantity: {"log_speed": float(level.slopes[SPEED]),
                       "log_speed_error": float(np.sqrt(level.covariance[SPEED, SPEED])),
                       "grade": float(level.slopes[GRADE])}
            for quantity, level in fade.levels.items()},
    }  # fmt: skip
    return document(SCHEMA, content, DIGITS)


def _ends(drift: Drift) -> dict[str, float]:
    return {"change_pct": as_pct(drift.change), "low_pct": as_pct(drift.low),
            "high_pct": as_pct(drift.high)}  # fmt: skip
