"""Which fields of a FIT record hold what: the profile's own, and those of foot pods and apps.

A developer field (Stryd, RunScribe, COROS and any Connect IQ app) tells its name, its unit and,
if its maker cared, which native field it stands for. The native number decides, then the name.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kneedrive.watch.recording import Floats

Message = Mapping[Any, Any]

NATIVE: dict[str, tuple[str, ...]] = {  # first that is there
    "distance_m": ("distance",),
    "speed_mps": ("enhanced_speed", "speed"),
    "altitude_m": ("enhanced_altitude", "altitude"),
    "cadence": ("cadence256", "cadence"),
    "contact_ms": ("stance_time",),
    "heart_rate_bpm": ("heart_rate",),
    "temperature_c": ("temperature",),
}
NATIVE_NUMBER = {4: "cadence", 5: "distance_m", 6: "speed_mps", 41: "contact_ms", 73: "speed_mps"}
RECORD_MESSAGE = 20
NAMED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "contact_ms",
        re.compile(
            r"^(?!.*(balance|percent|ratio|%)).*(ground.*time|contact.*time|\bstance|\bgct)"
        ),
    ),
    ("cadence", re.compile(r"\bcadence|\bstep ?rate")),
    ("speed_mps", re.compile(r"^(rs |stryd |runscribe )?speed$")),
    ("distance_m", re.compile(r"^(rs |stryd |runscribe )?distance$")),
)
TO_MS = {"s": 1000.0, "sec": 1000.0, "second": 1000.0, "seconds": 1000.0}
TO_MPS = {"km/h": 1 / 3.6, "kph": 1 / 3.6, "kmh": 1 / 3.6, "mm/s": 0.001}
TO_M = {"km": 1000.0, "kilometers": 1000.0, "mm": 0.001, "cm": 0.01}


def native_values(records: Sequence[Message], column: str) -> Floats:
    """(N,) values of a column from the profile's own fields, NaN where a record has none."""
    values = np.full(len(records), np.nan)
    for name in reversed(NATIVE[column]):
        found = _column(records, name)
        values = np.where(np.isfinite(found), found, values)
    if column == "cadence":
        values = values + np.nan_to_num(_column(records, "fractional_cadence"))
    if column == "contact_ms":
        values = np.where(np.isfinite(values), values, _contact_of_percent(records))
    return values


def _contact_of_percent(records: Sequence[Message]) -> Floats:
    """Contact (ms) from its share of the stride, where a watch gives no more than that."""
    percent, cadence = _column(records, "stance_time_percent"), native_values(records, "cadence")
    with np.errstate(divide="ignore", invalid="ignore"):
        per_leg = np.where(cadence > 130, cadence / 2, cadence)
        contact: Floats = percent / 100 * 60000 / per_leg
    return np.where(np.isfinite(contact), contact, np.nan)


def developer_values(
    records: Sequence[Message], descriptions: Sequence[Message]
) -> dict[str, tuple[Floats, str]]:
    """Columns from developer fields: values and the field's name; left and right are averaged."""
    keys: dict[str, list[tuple[Any, str, float]]] = {}
    for described in descriptions:
        name = _text(described.get("field_name"))
        column = _column_of(described, name.lower())
        if column is not None:
            factor = _factor(column, _text(described.get("units")).lower())
            keys.setdefault(column, []).append((described.get("key"), name, factor))
    tables = [r.get("developer_fields") or {} for r in records]
    found = {}
    for column, fields in keys.items():
        rows = np.array([_column(tables, key) * factor for key, _, factor in fields])
        known = np.isfinite(rows) & (rows != 0)
        count = known.sum(axis=0)
        total = np.where(known, rows, 0.0).sum(axis=0)
        if count.any():
            mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
            used = dict.fromkeys(
                name for (_, name, _), row in zip(fields, known, strict=True) if row.any()
            )
            found[column] = (mean, " and ".join(used))
    return found


def _column_of(described: Message, name: str) -> str | None:
    """The column that a developer field belongs to, None where it is of no use here."""
    message = described.get("native_mesg_num")
    number = described.get("native_field_num")
    if message in (None, RECORD_MESSAGE, "record") and number in NATIVE_NUMBER:
        return NATIVE_NUMBER[int(number)]
    plain = name.replace("_", " ").strip()
    return next((column for column, pattern in NAMED if pattern.search(plain)), None)


def _factor(column: str, unit: str) -> float:
    units = {"contact_ms": TO_MS, "speed_mps": TO_MPS, "distance_m": TO_M}.get(column, {})
    return units.get(unit.strip(), 1.0)


def _column(records: Sequence[Message], name: Any) -> Floats:
    return np.array([_number(r.get(name)) for r in records], dtype=float)


def _number(value: Any) -> float:
    if isinstance(value, (list, tuple)):  # a field and its components: the first is the value
        value = value[0] if value else None
    return float(value) if isinstance(value, (int, float)) else np.nan


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return "" if value is None else str(value)
