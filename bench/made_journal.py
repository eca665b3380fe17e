"""A journal with something in it, for the benchmark and for tests."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.engine import Connection

from kneedrive.journal import Analysed, Kept, Origin, Run, keep_analysis, keep_run
from kneedrive.journal.read import Measured
from kneedrive.stride.register import METRICS

VERSION = "0.1.0"


def clip_entry(name: str, day: date, values: Mapping[str, float], camera: str = "c") -> Analysed:
    """An analysis whose every metric of the register is there, with an interval of 4 %."""
    metrics = {}
    for metric in METRICS:
        value = values.get(metric.name, 1.0)
        half = abs(0.04 * value)
        metrics[metric.name] = {
            "value": value,
            "low": value - half,
            "high": value + half,
            "n": 20,
            "left": value,
            "right": value,
            "status": "ok",
            "reason": None,
        }
    document = {"schema": "kneedrive.metrics/1", "metrics": metrics}
    return Analysed(name, f"{name}.mov", day, camera, Origin(VERSION, name, {}, document))


def keep_measured(db: Connection, athlete: str, items: list[Measured]) -> list[Kept]:
    """Keep made clips and runs."""
    kept = []
    for i, item in enumerate(items):
        name = f"{athlete}-{i}"
        if item.from_watch:
            summary = {n: v.value for n, v in item.values.items()}
            run = Run(name, f"{name}.fit", item.day, item.camera, summary, Origin(VERSION, name))
            kept.append(keep_run(db, athlete, run))
            continue
        metrics = {
            n: {
                "value": v.value,
                "low": (v.value or 0) - 1.96 * v.error,
                "high": (v.value or 0) + 1.96 * v.error,
                "n": 20,
                "status": "ok",
            }
            for n, v in item.values.items()
        }
        origin = Origin(VERSION, name, {}, {"metrics": metrics})
        entry = Analysed(name, f"{name}.mov", item.day, item.camera, origin)
        kept.append(keep_analysis(db, athlete, entry))
    return kept
