"""The bytes of a FIT file message by message: where each lies, what shape it has, when it was.

Chained files are walked one after the other; a file that was cut short, or whose header promises
another length, is walked as far as it goes. Compressed time stamps (five bits in the header of a
message, added to the last full time stamp) are written out. Nothing is decoded here but times.
(FIT protocol: "file header", "definition message", "compressed timestamp header".)
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from kneedrive.errors import InputError
from kneedrive.watch.fit_header import body_of, is_fit

COMPRESSED, DEFINITION, DEVELOPER = 0x80, 0x40, 0x20
OFFSET_BITS = 0x1F
TIMESTAMP, NO_TIME = 253, 0xFFFFFFFF
CHECKSUM = 2
MOST_MESSAGES = 1_000_000  # eleven days of a message a second


@dataclass(frozen=True)
class Field:
    """A field of a message: `at` counts from the message's first value, `developer` tells whose."""

    number: int
    size: int
    base: int
    at: int
    developer: int | None = None


@dataclass(frozen=True)
class Shape:
    """A definition message.

    kind : the profile's number of the message, 20 for a record
    size : bytes of values in a message, developer fields included
    """

    kind: int
    big_endian: bool
    fields: tuple[Field, ...]
    size: int

    @property
    def time_at(self) -> int | None:
        """Where a full time stamp lies."""
        stamps = (f.at for f in self.fields if f.number == TIMESTAMP and f.developer is None)
        at = next(stamps, None)
        return at if at is not None and at + 4 <= self.size else None


@dataclass(frozen=True, slots=True)
class Message:
    """A data message: its shape, where its values begin, its FIT second where it has one."""

    shape: Shape
    at: int
    time_s: int | None


class Walk:
    """The messages of a file in their order; `notes` says afterwards what was wrong."""

    def __init__(self, data: bytes) -> None:
        self.notes: tuple[str, ...] = ()
        self._data = data

    def __iter__(self) -> Iterator[Message]:
        begin, count = 0, 0
        while is_fit(self._data[begin : begin + 12]):
            at, end, notes = body_of(self._data, begin)
            self.notes += notes
            for message in self._body(at, end):
                count += 1
                if count > MOST_MESSAGES:
                    raise InputError("the FIT file holds more messages than any run has",
                                     "export the run again")  # fmt: skip
                yield message
            begin = end + CHECKSUM

    def _body(self, at: int, end: int) -> Iterator[Message]:
        """The messages of one file of a chain."""
        data, begin = self._data, at
        shapes: dict[int, tuple[Shape, int, int | None, struct.Struct]] = {}
        last_s = 0
        while at < end:
            head = data[at]
            if not head & COMPRESSED and head & DEFINITION:
                shape, at = _shape(data, at, end)
                if shape is None:
                    break
                stamp = struct.Struct(">I" if shape.big_endian else "<I")
                shapes[head & 0x0F] = (shape, shape.size, shape.time_at, stamp)
                continue
            known = shapes.get(head >> 5 & 0x03 if head & COMPRESSED else head & 0x0F)
            if known is None or at + 1 + known[1] > end:
                break
            shape, size, time_at, stamp = known
            time_s: int | None = None
            if head & COMPRESSED:
                last_s += ((head & OFFSET_BITS) - last_s) % (OFFSET_BITS + 1)
                time_s = last_s
            elif time_at is not None:
                (said_s,) = stamp.unpack_from(data, at + 1 + time_at)
                if said_s != NO_TIME:
                    time_s = last_s = said_s
            yield Message(shape, at + 1, time_s)
            at += 1 + size
        if at < end and not self.notes:
            share = (at - begin) / (end - begin)
            self.notes = (f"the file is damaged after {share:.0%} and was read up to there",)


def _shape(data: bytes, at: int, end: int) -> tuple[Shape | None, int]:
    """The definition message at a place and where it ends; None where the file breaks off in it."""
    if at + 6 > end:
        return None, at
    big_endian = data[at + 2] == 1
    (kind,) = struct.unpack_from(">H" if big_endian else "<H", data, at + 3)
    groups = [(at + 6, data[at + 5])]
    stop = at + 6 + 3 * data[at + 5]
    if data[at] & DEVELOPER and stop < end:
        groups.append((stop + 1, data[stop]))
        stop += 1 + 3 * data[stop]
    if stop > end:
        return None, at
    fields, size = list[Field](), 0
    for own, (first, count) in zip((True, False), groups, strict=False):
        for place in range(first, first + 3 * count, 3):
            number, length, last = data[place : place + 3]
            fields.append(Field(number, length, last, size) if own
                          else Field(number, length, 0, size, developer=last))  # fmt: skip
            size += length
    return Shape(kind, big_endian, tuple(fields), size), stop
