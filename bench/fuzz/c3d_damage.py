"""Damage to the structure of a C3D file: its header, its parameters, and its data.

The header is of 16-bit words; parameters follow in groups, each with its name, type and dimensions;
frames of 32-bit numbers end the file. (c3d.org, user guide.)
"""

import struct
from random import Random

from bench.fuzz.material import Damage

BLOCK = 512
WORDS = (0, 1, 2, 5, 50, 255, 256, 1000, 32767, 32768, 65534, 65535)
FLOATS = (0.0, -0.0, 1.0, -1.0, 1e-30, 1e30, 3e38, float("nan"), float("inf"), -float("inf"),
          50.0, 0.001, 1e5)  # fmt: skip
NAMES = (b"POINT", b"ANALOG", b"FORCE_PLATFORM", b"USED", b"RATE", b"SCALE", b"UNITS", b"LABELS",
         b"FRAMES", b"DATA_START", b"GEN_SCALE", b"OFFSET", b"FORMAT", b"TYPE", b"CORNERS",
         b"ORIGIN", b"CHANNEL", b"ZERO", b"CAL_MATRIX")  # fmt: skip


def header_word(data: bytes, random: Random) -> bytes:
    """A count, a range, a factor or a start in the header set to another."""
    at = 2 * random.randrange(12)
    return _put(data, at, struct.pack("<H", random.choice(WORDS)))


def header_float(data: bytes, random: Random) -> bytes:
    """The scale or the rate in the header set to another."""
    return _put(data, random.choice((12, 20)), struct.pack("<f", random.choice(FLOATS)))


def pointer(data: bytes, random: Random) -> bytes:
    """Where the parameters are, how many blocks, and whose processor wrote them."""
    at = random.choice((0, 1, BLOCK, BLOCK + 1, BLOCK + 2, BLOCK + 3))
    return _put(data, at, bytes([random.choice((0, 1, 2, 80, 83, 84, 85, 86, 87, 200, 255))]))


def parameter(data: bytes, random: Random) -> bytes:
    """Something within or just after the name of a parameter: offset, type, dimensions, values."""
    at = _some_name(data, random)
    place = at + random.randint(-2, 30)
    return _put(data, place, bytes([random.choice((0, 1, 2, 4, 127, 128, 200, 255))]))


def parameter_value(data: bytes, random: Random) -> bytes:
    """A number just after the name of a parameter set to another."""
    at = _some_name(data, random) + random.randint(4, 16)
    value = random.choice((struct.pack("<f", random.choice(FLOATS)),
                           struct.pack("<H", random.choice(WORDS))))  # fmt: skip
    return _put(data, at, value)


def parameter_name(data: bytes, random: Random) -> bytes:
    """A parameter under another name: it is missing then."""
    name = random.choice(NAMES)
    return data.replace(name, b"X" * len(name), random.choice((1, 100)))


def other_unit(data: bytes, random: Random) -> bytes:
    """Another unit of length."""
    return data.replace(b"mm", random.choice((b"m ", b"cm", b"in", b"  ", b"\xff\xfe")))


def numbers(data: bytes, random: Random) -> bytes:
    """Some numbers of the frames set to what arithmetic breaks at."""
    out = bytearray(data)
    begin = min(len(data), 20 * BLOCK)
    for _ in range(random.choice((1, 5, 500))):
        at = begin + 4 * random.randrange(max(1, (len(data) - begin) // 4))
        out[at : at + 4] = struct.pack("<f", random.choice(FLOATS))
    return bytes(out[: len(data)])


def all_numbers(data: bytes, random: Random) -> bytes:
    """Every number of the frames the same."""
    begin = min(len(data), 20 * BLOCK)
    return data[:begin] + struct.pack("<f", random.choice(FLOATS)) * ((len(data) - begin) // 4)


def _some_name(data: bytes, random: Random) -> int:
    """Where the name of some parameter ends; 0 where it is not there."""
    name = random.choice(NAMES)
    return data.find(name) + len(name) if name in data else BLOCK


def _put(data: bytes, at: int, value: bytes) -> bytes:
    return data if not 0 <= at < len(data) else data[:at] + value + data[at + len(value) :]


C3D: tuple[Damage, ...] = (
    header_word, header_float, pointer, parameter, parameter, parameter_value, parameter_name,
    other_unit, numbers, all_numbers,
)  # fmt: skip
