"""Compressed time stamps written out, since the SDK does not read them.

Some devices, mostly old ones, save room by giving a record's time as five bits in its header, to be
added to the last full time stamp. Each such message is written again with a full time stamp, under
a message number that the file does not use. Everything else stays as it is.
(FIT protocol, "compressed timestamp header".)
"""

import struct
from dataclasses import dataclass

COMPRESSED, DEFINITION, DEVELOPER = 0x80, 0x40, 0x20
TIMESTAMP_FIELD, UINT32 = 253, 0x86
OFFSET_BITS = 0x1F
SLOTS = 16
_HEADER_SIZES = (12, 14)
_LENGTH_AT = 4


@dataclass(frozen=True)
class _Shape:
    """A definition message: its bytes, the size of its messages, where a full time stamp lies."""

    raw: bytes
    size: int
    timestamp_at: int | None
    big_endian: bool


def plain_times(data: bytes) -> bytes:
    """The same FIT file without compressed time stamps; cut off where it is broken."""
    header = data[0]
    if header not in _HEADER_SIZES:
        return data
    (length,) = struct.unpack_from("<I", data, _LENGTH_AT)
    body = _rewritten(data[header : header + length])
    return data[:_LENGTH_AT] + struct.pack("<I", len(body)) + data[8:header] + body + bytes(2)


def _rewritten(body: bytes) -> bytes:
    out, shapes, moved = bytearray(), dict[int, _Shape](), dict[int, int]()
    free = _unused_slots(body)
    at, last_s = 0, 0
    while at < len(body):
        head = body[at]
        if head & COMPRESSED:
            number = head >> 5 & 0x03
            shape = shapes.get(number)
            if shape is None or at + 1 + shape.size > len(body):
                break
            last_s += ((head & OFFSET_BITS) - last_s) % (OFFSET_BITS + 1)
            if number not in moved:
                if not free:
                    break
                moved[number] = free.pop()
                out += _with_timestamp(shape, moved[number])
            order = ">I" if shape.big_endian else "<I"
            out += bytes([moved[number]]) + struct.pack(order, last_s)
            out += body[at + 1 : at + 1 + shape.size]
            at += 1 + shape.size
        elif head & DEFINITION:
            shape = _shape(body, at)
            if shape is None:
                break
            number = head & 0x0F
            shapes[number] = shape
            if number in moved:
                free.append(moved.pop(number))
            out += shape.raw
            at += len(shape.raw)
        else:
            shape = shapes.get(head & 0x0F)
            if shape is None or at + 1 + shape.size > len(body):
                break
            if shape.timestamp_at is not None:
                order = ">I" if shape.big_endian else "<I"
                (last_s,) = struct.unpack_from(order, body, at + 1 + shape.timestamp_at)
            out += body[at : at + 1 + shape.size]
            at += 1 + shape.size
    return bytes(out)


def _shape(body: bytes, at: int) -> _Shape | None:
    """The definition message at a place; None where the file breaks off within it."""
    if at + 6 > len(body):
        return None
    count = body[at + 5]
    end = at + 6 + 3 * count
    developer_at = end
    if body[at] & DEVELOPER:
        if end >= len(body):
            return None
        end += 1 + 3 * body[end]
    if end > len(body):
        return None
    size, timestamp_at = 0, None
    for field in range(at + 6, at + 6 + 3 * count, 3):
        if body[field] == TIMESTAMP_FIELD and body[field + 1] == 4:
            timestamp_at = size
        size += body[field + 1]
    if body[at] & DEVELOPER:
        size += sum(body[developer_at + 2 : end : 3])
    return _Shape(body[at:end], size, timestamp_at, body[at + 2] == 1)


def _with_timestamp(shape: _Shape, number: int) -> bytes:
    """The same definition under another number, a full time stamp before its fields."""
    raw = shape.raw
    head = raw[0] & ~0x0F | number
    return bytes([head, *raw[1:5], raw[5] + 1, TIMESTAMP_FIELD, 4, UINT32]) + raw[6:]


def _unused_slots(body: bytes) -> list[int]:
    """Message numbers that no definition of the file uses."""
    used, at, shapes = set[int](), 0, dict[int, _Shape]()
    while at < len(body):
        head = body[at]
        if head & COMPRESSED or not head & DEFINITION:
            shape = shapes.get(head >> 5 & 0x03 if head & COMPRESSED else head & 0x0F)
            if shape is None:
                break
            at += 1 + shape.size
        else:
            shape = _shape(body, at)
            if shape is None:
                break
            used.add(head & 0x0F)
            shapes[head & 0x0F] = shape
            at += len(shape.raw)
    return [number for number in range(SLOTS) if number not in used]
