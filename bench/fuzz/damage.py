"""Damage that any bytes can take."""

from random import Random

EXTREMES = (b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\xff\xff\xff\x7f",
            b"\x00\x00\x80\x7f", b"\x00\x00\xc0\x7f", b"\x01\x00\x00\x00")  # fmt: skip


def flip_bits(data: bytes, random: Random) -> bytes:
    """Up to sixteen bits turned over."""
    out = bytearray(data)
    for _ in range(random.randint(1, 16) if out else 0):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def change_bytes(data: bytes, random: Random) -> bytes:
    """A few bytes replaced by any others."""
    out = bytearray(data)
    for _ in range(random.randint(1, 8) if out else 0):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def cut_short(data: bytes, random: Random) -> bytes:
    """The end lost."""
    return data[: random.randint(0, len(data))]


def lose_a_block(data: bytes, random: Random) -> bytes:
    """A part lost from within."""
    begin, end = _span(data, random)
    return data[:begin] + data[end:]


def repeat_a_block(data: bytes, random: Random) -> bytes:
    """A part there twice, or up to twenty times."""
    begin, end = _span(data, random, longest=4000)
    return data[:end] + data[begin:end] * random.choice((1, 1, 2, 20)) + data[end:]


def move_a_block(data: bytes, random: Random) -> bytes:
    """A part from one place put in another."""
    begin, end = _span(data, random, longest=4000)
    at = random.randint(0, len(data))
    return data[:at] + data[begin:end] + data[at:]


def overwrite_a_block(data: bytes, random: Random) -> bytes:
    """A part overwritten with one value or with noise, as a failing disk leaves it."""
    begin, end = _span(data, random, longest=2000)
    value = random.choice((0, 0xFF, 0x80, None))
    block = random.randbytes(end - begin) if value is None else bytes([value]) * (end - begin)
    return data[:begin] + block + data[end:]


def set_extremes(data: bytes, random: Random) -> bytes:
    """Four bytes in some places set to what numbers break at."""
    out = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(out))
        extreme = random.choice(EXTREMES)
        out[at : at + len(extreme)] = extreme
    return bytes(out)


def _span(data: bytes, random: Random, longest: int = 1 << 30) -> tuple[int, int]:
    """Where a part of the data begins and ends."""
    begin = random.randint(0, len(data))
    return begin, min(len(data), begin + random.randint(1, max(1, min(longest, len(data)))))


ANY = (flip_bits, change_bytes, cut_short, lose_a_block, repeat_a_block, move_a_block,
       overwrite_a_block, set_extremes)  # fmt: skip
