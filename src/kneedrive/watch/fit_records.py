"""The records of a FIT file as columns.

Records come by the thousand in a few shapes, so that a field of all records of a shape is read at
once: a half marathon takes a fiftieth of a second this way, where a decoder that goes value by
value takes half a second. Names, scales and offsets are those of the profile in `fitdecode`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from fitdecode.profile import MESSAGE_TYPES
from fitdecode.types import BASE_TYPES
from numpy.typing import NDArray

from kneedrive.watch.fit_walk import Field, Message, Shape
from kneedrive.watch.recording import Floats

RECORD = 20
PROFILE = {field.name: field for field in MESSAGE_TYPES[RECORD].fields.values()}
SPEED_AND_DISTANCE, PACKED_BYTES = 8, 3
PACKED_SPEED, PACKED_DISTANCE = 100.0, 16.0  # counts in a m/s, in a metre; 12 bits each


@dataclass(frozen=True)
class Records:
    """Records in the order of the file; (N,) columns, NaN where a record has no value."""

    data: bytes
    shapes: tuple[tuple[Shape, NDArray[np.intp], NDArray[np.intp]], ...]  # shape, rows, places
    time_s: Floats  # FIT seconds

    def native(self, name: str) -> Floats:
        """A field of the profile."""
        known = PROFILE[name]
        scale, offset = known.scale or 1, known.offset or 0
        return self._column(known.def_num, None, None) / scale - offset

    def developer(self, whose: int, number: int, base: int) -> Floats:
        """A developer field; the file describes its base type."""
        return self._column(number, whose, base)

    def packed(self) -> tuple[Floats, Floats]:
        """Speed (m/s) and distance (m) of old devices that pack the two into three bytes."""
        speed, distance = np.full((2, len(self.time_s)), np.nan)
        for shape, rows, places in self.shapes:
            field = _field(shape, SPEED_AND_DISTANCE, None)
            if field is None or field.size != PACKED_BYTES:
                continue
            low, middle, high = self._bytes(field, places).T.astype(int)
            given = (low & middle & high) != 0xFF
            count = np.cumsum(np.diff((middle >> 4) | (high << 4), prepend=0) % 4096)
            speed[rows] = np.where(given, (low | (middle & 0x0F) << 8) / PACKED_SPEED, np.nan)
            distance[rows] = np.where(given, count / PACKED_DISTANCE, np.nan)
        return speed, distance

    def _column(self, number: int, whose: int | None, base: int | None) -> Floats:
        values = np.full(len(self.time_s), np.nan)
        for shape, rows, places in self.shapes:
            field = _field(shape, number, whose)
            if field is not None:
                code = field.base if base is None else base
                values[rows] = _numbers(self._bytes(field, places), code, shape.big_endian)
        return values

    def _bytes(self, field: Field, places: NDArray[np.intp]) -> NDArray[np.uint8]:
        """(N, size) bytes of a field."""
        raw = np.frombuffer(self.data, dtype=np.uint8)
        values: NDArray[np.uint8] = raw[places[:, None] + np.arange(field.size) + field.at]
        return values


def records_of(data: bytes, messages: Sequence[Message]) -> Records:
    """The records among the messages of a file; those without a time are left out."""
    found: dict[Shape, tuple[list[int], list[int]]] = {}
    time_s = list[int]()
    for message in messages:
        if message.shape.kind == RECORD and message.time_s is not None:
            rows, places = found.setdefault(message.shape, ([], []))
            rows.append(len(time_s))
            places.append(message.at)
            time_s.append(message.time_s)
    shapes = tuple(
        (shape, np.array(rows, dtype=np.intp), np.array(places, dtype=np.intp))
        for shape, (rows, places) in found.items()
    )
    return Records(data, shapes, np.array(time_s, dtype=float))


def _field(shape: Shape, number: int, whose: int | None) -> Field | None:
    return next((f for f in shape.fields if f.number == number and f.developer == whose), None)


def _numbers(raw: NDArray[np.uint8], code: int, big_endian: bool) -> Floats:
    """(N,) the first number in the bytes of a field; NaN for what its type holds for missing."""
    base = BASE_TYPES.get(code)
    if base is None or base.name in ("string", "byte") or raw.shape[1] < base.size:
        return np.full(len(raw), np.nan)
    kind = np.dtype((">" if big_endian else "<") + _NUMPY[base.fmt])
    first = np.ascontiguousarray(raw[:, : base.size]).view(kind)[:, 0]
    with np.errstate(invalid="ignore"):  # some bytes are no number that can be widened
        values: Floats = first.astype(float)
    if kind.kind == "f":
        return np.where(np.isfinite(values), values, np.nan)
    missing = 0 if base.name.endswith("z") else np.iinfo(kind).max
    return np.where(first == missing, np.nan, values)


_NUMPY = {"b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4", "q": "i8", "Q": "u8",
          "f": "f4", "d": "f8"}  # fmt: skip
