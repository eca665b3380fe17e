"""Which fields of a FIT record hold what: the profile's own, and those of foot pods and apps.

A developer field (Stryd, RunScribe, COROS and any Connect IQ app) tells its name, its unit and,
if its maker cared, which native field it stands for. The native number decides, then the name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from fitdecode.types import BASE_TYPES

from kneedrive.watch.fit_records import RECORD, Records
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
PACKED = ("speed_mps", "distance_m")  # of old devices
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


@dataclass(frozen=True)
class Described:
    """A developer field of use: its column, whose it is, its number and base type, its unit."""

    column: str
    whose: int
    number: int
    base: int
    name: str
    factor: float


def native_values(records: Records, column: str) -> Floats:
    """(N,) values of a column from the profile's own fields, NaN where a record has none."""
    values = np.full(len(records.time_s), np.nan)
    for name in reversed(NATIVE[column]):
        found = records.native(name)
        values = np.where(np.isfinite(found), found, values)
    if column == "cadence":
        values = values + np.nan_to_num(records.native("fractional_cadence"))
    if column == "contact_ms":
        values = np.where(np.isfinite(values), values, _contact_of_percent(records))
    if column in PACKED and not np.isfinite(values).any():
        values = records.packed()[PACKED.index(column)]
    return values


def _contact_of_percent(records: Records) -> Floats:
    """Contact (ms) from its share of the stride, where a watch gives no more than that."""
    percent, cadence = records.native("stance_time_percent"), native_values(records, "cadence")
    with np.errstate(divide="ignore", invalid="ignore"):
        per_leg = np.where(cadence > 130, cadence / 2, cadence)
        contact: Floats = percent / 100 * 60000 / per_leg
    return np.where(np.isfinite(contact), contact, np.nan)


def developer_values(
    records: Records, descriptions: Sequence[Message]
) -> dict[str, tuple[Floats, str]]:
    """Columns from developer fields: values and the field's name; left and right are averaged."""
    fields: dict[str, dict[tuple[int, int], Described]] = {}
    for described in descriptions:
        field = _described(described)
        if field is not None:
            fields.setdefault(field.column, {})[field.whose, field.number] = field
    found = {}
    for column, by_key in fields.items():
        rows = np.array(
            [records.developer(f.whose, f.number, f.base) * f.factor for f in by_key.values()]
        )
        known = np.isfinite(rows) & (rows != 0)
        count = known.sum(axis=0)
        total = np.where(known, rows, 0.0).sum(axis=0)
        if count.any():
            mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
            used = dict.fromkeys(
                f.name for f, row in zip(by_key.values(), known, strict=True) if row.any()
            )
            found[column] = (mean, " and ".join(used))
    return found


def _described(told: Message) -> Described | None:
    """The field that a description tells of; None where it is of no use here."""
    whose, number = told.get("developer_data_index"), told.get("field_definition_number")
    base = _base(told.get("fit_base_type_id"))
    name = _text(told.get("field_name"))
    column = _column_of(told, name.lower())
    if column is None or base is None or not (isinstance(whose, int) and isinstance(number, int)):
        return None
    return Described(column, whose, number, base, name, _factor(column, _text(told.get("units"))))


def _base(said: Any) -> int | None:
    """The code of a base type that is told by its code or its name."""
    if isinstance(said, int):
        return said
    return next((code for code, base in BASE_TYPES.items() if base.name == said), None)


def _column_of(described: Message, name: str) -> str | None:
    """The column that a developer field belongs to, None where it is of no use here."""
    message = described.get("native_mesg_num")
    number = described.get("native_field_num")
    if message in (None, RECORD, "record") and isinstance(number, int) and number in NATIVE_NUMBER:
        return NATIVE_NUMBER[number]
    plain = name.replace("_", " ").strip()
    return next((column for column, pattern in NAMED if pattern.search(plain)), None)


def _factor(column: str, unit: str) -> float:
    units = {"contact_ms": TO_MS, "speed_mps": TO_MPS, "distance_m": TO_M}.get(column, {})
    return units.get(unit.lower().strip(), 1.0)


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return "" if value is None else str(value)
