"""One run as one row: what it was, and what became of the stride."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from kneedrive.errors import InputError
from kneedrive.fade.fade import Fade, find_fade
from kneedrive.fade.split import as_pct
from kneedrive.fade.steady import steady
from kneedrive.watch import Run, run_of
from kneedrive.watch.recording import Floats

Row = dict[str, Any]

COLUMNS = (
    "file", "date", "distance_km", "time_s", "speed_mps", "cadence_spm", "contact_ms",
    "heart_rate_bpm", "temperature_c", "climb_m", "kind", "point_km", "point_low_km",
    "point_high_km", "step_at_equal_speed_pct", "step_low_pct", "step_high_pct",
    "contact_at_equal_speed_pct", "speed_change_pct", "cadence_change_pct", "step_change_pct",
    "flight_share_of_step_change", "notes", "refused",
)  # fmt: skip


def row_of(data: bytes, name: str) -> Row:
    """The row of a watch file; what could not be said is None, and `refused` says why.

    Never raises for a file: one broken file must not stop a folder of years.
    """
    try:
        run = run_of(data, name)
        row = _facts(run)
    except InputError as error:
        return {"refused": str(error)}
    except Exception as error:  # a file no reader foresaw
        return {"refused": f"{name} could not be read ({type(error).__name__}: {error})"}
    try:
        return measured_row(run, find_fade(run))
    except InputError as error:
        return row | {"refused": str(error)}


def measured_row(run: Run, fade: Fade) -> Row:
    """The row of a run whose fade is known; `steady` is its even part."""
    return _facts(run) | _fade(fade) | {"steady": steady(fade)}


def _facts(run: Run) -> Row:
    table, totals = run.table, run.totals
    start_s = float(table["clock_s"].iloc[0])
    rise = table["grade"].to_numpy() * np.diff(table["distance_m"].to_numpy(), prepend=0.0)
    date = datetime.fromtimestamp(start_s, UTC).strftime("%Y-%m-%d")
    return {
        "date": date,
        "start_s": start_s,
        "measured_by": _measured_by(run),
        "distance_km": _round(totals.distance_m / 1000, 3),
        "time_s": _round(totals.time_s, 0),
        "speed_mps": _round(totals.distance_m / totals.time_s, 3),
        "cadence_spm": _round(totals.cadence, 1),
        "contact_ms": _round(totals.contact_ms, 1),
        "heart_rate_bpm": _mean(table["heart_rate_bpm"].to_numpy()),
        "temperature_c": _mean(table["temperature_c"].to_numpy()),
        "climb_m": _round(rise[rise > 0].sum(), 0) if np.isfinite(rise).any() else None,
        "notes": "; ".join(run.notes),
    }


def _measured_by(run: Run) -> str:
    """Watch and sensor: runs of one compare without doubt."""
    watch = run.device or run.kind
    return f"{watch}, contact from {run.contact_source}" if run.contact_source else watch


def _fade(fade: Fade) -> Row:
    point, s = fade.point, fade.split
    drifts = {drift.quantity: drift for drift in fade.drifts}
    step, contact = drifts["step_length_m"], drifts.get("contact_ms")
    km = fade.length_m / 1000
    row: Row = {
        "kind": fade.kind,
        "step_at_equal_speed_pct": _round(as_pct(step.change), 2),
        "step_low_pct": _round(as_pct(step.low), 2),
        "step_high_pct": _round(as_pct(step.high), 2),
        "contact_at_equal_speed_pct": _round(as_pct(contact.change), 2) if contact else None,
        "speed_change_pct": _round(as_pct(s.speed), 2),
        "cadence_change_pct": _round(as_pct(s.cadence), 2),
        "step_change_pct": _round(as_pct(s.step_length), 2),
        "flight_share_of_step_change": _round(s.flight_share, 2),
    }
    if point is not None:
        row["point_km"] = _round(point.begin * km, 2)
        row["point_low_km"] = _round(point.low * km, 2)
        row["point_high_km"] = _round(point.high * km, 2)
    return row


def file_bytes(path: Path) -> bytes:
    """Content of a file; nothing where it can't be read, which `row_of` then refuses."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return _round(float(known.mean()), 1) if len(known) else None


def _round(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
