"""What a row of the journal must be, whichever way it comes: from a zip, or out of a damaged file.

The same bounds hold as where an entry is kept (`keep`): numbers that can be, text that fits, no
character that a database or a terminal chokes on, days, JSON of the shape that is read later.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, String, Table

from kneedrive.base.plain_text import encodable
from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.due import session_of
from kneedrive.journal.entries import TO_FAILURE
from kneedrive.journal.programmes import entry_of
from kneedrive.programme.wishes import wishes_of

Row = dict[str, Any]

LONGEST_TEXT = 100_000
LARGEST_WHOLE = 2**31 - 1
_KEY = re.compile(r"[0-9a-f]{8,32}")
_SIDES, _MOVES = ("left", "right", "both"), ("march", "raise", "lsit")
BOUNDS: Mapping[str, tuple[float, float]] = {
    "holds.held_s": (0, 3600),
    "holds.load_kg": (0, 200),
    "holds.moment_nm_kg": (-100, 100),
    "sets.number": (1, 1000),
    "sets.amount": (0, 1000),
    "sets.rir": (0, 30),
    "notes.level": (0, 10),
    "measures.n": (0, LARGEST_WHOLE),
    "calendar.sequence": (0, LARGEST_WHOLE),
}
CHOICES: Mapping[str, tuple[str | None, ...]] = {
    "holds.side": _SIDES,
    "sets.side": _SIDES,
    "sets.move": _MOVES,
    "notes.side": (*_SIDES, None),
    "notes.move": (*_MOVES, None),
    "measures.status": ("ok", "indicative", "withheld"),
}


def typed(table: Table, rows: Sequence[Any]) -> list[Row]:
    """Rows of JSON as the table takes them.

    Raises
    ------
    ValueError : a row can't be; its text names the column
    """
    names = {column.name for column in table.columns}
    if not all(isinstance(row, dict) and names.issuperset(row) for row in rows):
        raise ValueError("a row is of another kind")
    if table is t.holds:
        rows = [{"at_least": _ended_early(row)} | row for row in rows]
    columns = {c.name: _read(c, [row.get(c.name) for row in rows]) for c in table.columns}
    check(table, columns)
    made = zip(*columns.values(), strict=True)
    return [dict(zip(columns, values, strict=True)) for values in made]


def check(table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Check values that have their types, column by column.

    Raises
    ------
    ValueError : something can't be; its text names the column
    """
    for column in table.columns:
        try:
            _check(column, columns[column.name])
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, InputError):
            raise ValueError(f"{column.name} can't be read") from None


def _ended_early(row: Mapping[str, Any]) -> bool:
    """What an export from before the column says of it: why the clock of a filmed hold stopped."""
    document = row.get("document")
    reason = document.get("reason", TO_FAILURE) if isinstance(document, dict) else TO_FAILURE
    return bool(reason != TO_FAILURE)


def _read(column: Column[Any], values: list[Any]) -> list[Any]:
    """Days and moments from their text; numbers as the column has them."""
    try:
        if isinstance(column.type, DateTime):
            return [None if v is None else datetime.fromisoformat(v) for v in values]
        if isinstance(column.type, Date):
            return [None if v is None else date.fromisoformat(v) for v in values]
    except (TypeError, ValueError):
        raise ValueError(f"{column.name} is no day") from None
    return values


def _check(column: Column[Any], values: Sequence[Any]) -> None:
    """Raise whatever tells that a value can't be."""
    if column.nullable:
        values = [value for value in values if value is not None]
    name = f"{column.table.name}.{column.name}"
    if isinstance(column.type, JSON):
        for value in values:
            _check_document(name, value)
    elif isinstance(column.type, Boolean):
        _refuse_unless(all(type(value) is bool for value in values))
    elif isinstance(column.type, (Integer, Float)):
        _check_numbers(column, name, values)
    elif isinstance(column.type, (Date, DateTime)):
        kind = datetime if isinstance(column.type, DateTime) else date
        _refuse_unless(all(type(value) is kind for value in values))
        _refuse_unless(all(getattr(value, "tzinfo", None) is None for value in values))
    else:
        _check_texts(column, name, values)


def _check_numbers(column: Column[Any], name: str, values: Sequence[Any]) -> None:
    kinds = {int} if isinstance(column.type, Integer) else {int, float}  # 3 may stand for 3.0
    _refuse_unless({type(value) for value in values} <= kinds)
    low, high = BOUNDS.get(name, (-math.inf, math.inf))
    if isinstance(column.type, Integer):
        low, high = max(low, -LARGEST_WHOLE), min(high, LARGEST_WHOLE)
    _refuse_unless(all(math.isfinite(value) and low <= value <= high for value in values))


def _check_texts(column: Column[Any], name: str, values: Sequence[Any]) -> None:
    assert isinstance(column.type, String)
    longest = column.type.length or LONGEST_TEXT
    _refuse_unless(all(type(value) is str and len(value) <= longest for value in values))
    _refuse_unless(all(value.isascii() or encodable(value) == value for value in values))
    _refuse_unless(not any("\0" in value for value in values))
    if name in CHOICES:
        _refuse_unless(set(values) <= set(CHOICES[name]))
    if column.name == "key" or column.foreign_keys:
        _refuse_unless(all(_KEY.fullmatch(value) for value in values))
    elif column.type.length is not None:  # a name or a word, not a text
        _refuse_unless(all(value.isprintable() and value.strip() for value in values))


def _check_document(name: str, value: Any) -> None:
    """Check that a value from JSON is what is read from it later."""
    _refuse_unless(type(value) is dict)
    if name == "programmes.wishes":
        wishes = wishes_of(value)
        _refuse_unless(type(wishes.start) is date and type(wishes.at) is time)
        _refuse_unless(
            all(type(day) in (date, type(None)) for day in (wishes.race, wishes.asked_on))
        )
        _check_whole((wishes.days_per_week, wishes.minutes, *_known([wishes.weeks])))
        _check_whole((*wishes.running_days, *wishes.key_days), 6)
    elif name == "calendar.event":
        entry = entry_of(value)
        _refuse_unless(all(type(text) is str for text in (entry.uid, entry.zone, entry.summary)))
        _refuse_unless(type(entry.text) is str)
        _check_whole((entry.minutes,))
    elif name == "due.session":
        session = session_of(value)
        _refuse_unless(type(session.uid) is str and type(session.kind) is str)
        _check_whole((session.week, session.minutes))
    elif name == "analyses.settings":
        numbers = _known([value.get("speed_mps"), value.get("height_m")])
        _refuse_unless(all(type(number) in (int, float) for number in numbers))


def _known(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def _check_whole(values: Iterable[Any], most: int = 10_000) -> None:
    _refuse_unless(all(type(value) is int and 0 <= value <= most for value in values))


def _refuse_unless(can_be: bool) -> None:
    if not can_be:
        raise ValueError
