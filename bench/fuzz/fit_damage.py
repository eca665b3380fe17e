"""FIT messages written from scratch, and damage to their structure.

A file is made of a header, messages and a checksum; a message is a header of a byte and its values,
or a definition of what values follow. (FIT protocol.)
"""

import struct
from random import Random

from bench.fuzz.material import Damage

UINT8, UINT16, UINT32, ENUM, FLOAT32, STRING, SINT32 = 2, 0x84, 0x86, 0, 0x88, 7, 0x85
SIZES = (0, 1, 2, 3, 4, 5, 8, 16, 255)
BASES = (0, 1, 2, 0x83, 0x84, 0x85, 0x86, 7, 0x88, 0x89, 0x0A, 0x8B, 0x8C, 0x0D, 0x8E, 0x8F, 0x90,
         0x55, 0xFF)  # fmt: skip
KINDS = (0, 12, 18, 19, 20, 21, 206, 207, 132, 78, 0xFFFF)


def definition(local: int, kind: int, fields: list[tuple[int, int, int]],
               developer: list[tuple[int, int, int]] | None = None,
               big_endian: bool = False) -> bytes:  # fmt: skip
    """A definition message: a field is a number, a size and a base type, or whose it is."""
    head = bytes([0x40 | (0x20 if developer else 0) | local, 0, int(big_endian)])
    body = struct.pack(">H" if big_endian else "<H", kind) + bytes([len(fields)])
    out = head + body + b"".join(bytes(field) for field in fields)
    if developer:
        out += bytes([len(developer)]) + b"".join(bytes(field) for field in developer)
    return out


def fit_file(messages: list[bytes]) -> bytes:
    """Header, messages and checksum."""
    body = b"".join(messages)
    start = struct.pack("<BBHI4s", 14, 0x20, 2195, len(body), b".FIT")
    start += struct.pack("<H", _checksum(start))
    return start + body + struct.pack("<H", _checksum(start + body))


def _checksum(data: bytes) -> int:
    """CRC-16 as the FIT protocol has it (polynomial 0xA001, from zero)."""
    total = 0
    for byte in data:
        total ^= byte
        for _ in range(8):
            total = total >> 1 ^ (0xA001 if total & 1 else 0)
    return total


def _definitions(data: bytes) -> list[int]:
    """Where definition messages seem to begin."""
    return [
        at
        for at in range(12, len(data) - 6)
        if data[at] & 0xD0 == 0x40 and data[at + 1] == 0 and data[at + 2] in (0, 1)
    ]


def _in_a_definition(data: bytes, random: Random, offset: int, value: int) -> bytes:
    """A byte of some definition set."""
    places = _definitions(data)
    if not places:
        return data
    at = random.choice(places) + offset
    return data[:at] + bytes([value]) + data[at + 1 :] if at < len(data) else data


def field_size(data: bytes, random: Random) -> bytes:
    """A field of another size."""
    return _in_a_definition(data, random, 6 + 3 * random.randrange(9) + 1, random.choice(SIZES))


def base_type(data: bytes, random: Random) -> bytes:
    """A field of another base type."""
    return _in_a_definition(data, random, 6 + 3 * random.randrange(9) + 2, random.choice(BASES))


def field_number(data: bytes, random: Random) -> bytes:
    """Another field in the place of one."""
    value = random.choice((0, 3, 4, 5, 6, 8, 39, 41, 53, 73, 78, 253, 254, 255))
    return _in_a_definition(data, random, 6 + 3 * random.randrange(9), value)


def field_count(data: bytes, random: Random) -> bytes:
    """More or fewer fields than there are."""
    return _in_a_definition(data, random, 5, random.choice((0, 1, 2, 7, 8, 9, 200, 255)))


def message_kind(data: bytes, random: Random) -> bytes:
    """A message that calls itself another."""
    low, high = random.choice(KINDS).to_bytes(2, "little")
    return _in_a_definition(_in_a_definition(data, random, 3, low), random, 4, high)


def byte_order(data: bytes, random: Random) -> bytes:
    """The other byte first."""
    return _in_a_definition(data, random, 2, random.choice((0, 1, 2, 255)))


def message_header(data: bytes, random: Random) -> bytes:
    """Message headers that mean another local number, a definition, or a compressed time."""
    places, out = _definitions(data), bytearray(data)
    for _ in range(random.randint(1, 5) if places else 0):
        out[random.choice(places)] = random.choice((0, 1, 5, 15, 0x40, 0x60, 0x80, 0xA5, 0xFF))
    return bytes(out)


def promised_length(data: bytes, random: Random) -> bytes:
    """A header that promises another length, or is of another size."""
    if len(data) < 14:
        return data
    length = random.choice((0, 1, len(data), len(data) // 2, 0xFFFFFFFF, 0x7FFFFFFF))
    size = random.choice((data[0], data[0], 12, 14, 0, 255))
    return bytes([size]) + data[1:4] + struct.pack("<I", length) + data[8:]


def chained(data: bytes, random: Random) -> bytes:
    """The file twice, one after the other, or with a half in between."""
    return data + data[: random.choice((0, len(data) // 2))] + data


def as_if_whole(data: bytes, random: Random) -> bytes:
    """The length in the header made right again, so that the damage within is reached."""
    if len(data) < 16:
        return data
    return data[:4] + struct.pack("<I", len(data) - min(data[0], 14) - 2) + data[8:]


FIT: tuple[Damage, ...] = (
    field_size, base_type, field_number, field_count, message_kind, byte_order, message_header,
    promised_length, chained, as_if_whole,
)  # fmt: skip
