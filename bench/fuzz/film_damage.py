"""Damage to films: to boxes, tables and times; and what is called a film and is none."""

import io
import struct
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import av
import cv2
import numpy as np

from bench.fuzz.damage import flip_bits
from bench.fuzz.made_films import EXACT, Coded, film_of, films, pictures

FOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf", b"mvex")
# Tables of numbers, with the bytes before the first: version and flags.
TABLES = (b"stts", b"ctts", b"stsz", b"stsc", b"stco", b"stss", b"elst", b"tkhd", b"mdhd", b"mvhd",
          b"stsd", b"trun", b"tfhd", b"tfdt", b"hdlr")  # fmt: skip
NUMBERS = (0, 1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x10000, 0x3E80_0042)
# Elements of a webm or mkv file: times, sizes of pictures, durations.
ELEMENTS = (b"\xe7", b"\xa3", b"\xb0", b"\xba", b"\x44\x89", b"\x2a\xd7\xb1", b"\x23\xe3\x83",
            b"\x1f\x43\xb6\x75", b"\x16\x54\xae\x6b")  # fmt: skip
# Width and height of a picture, and how many of it.
ABSURD = ((66, 8000, 12), (66, 16000, 3), (16000, 66, 3), (1, 1, 12), (2, 2, 12), (16, 16, 30),
          (64, 64, 30), (640, 64, 12), (160, 4000, 12), (4000, 160, 12), (8192, 4320, 2),
          (7680, 4320, 3))  # fmt: skip


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, bytes]]:
    """Where each box of an mp4 file begins and ends, and its kind; nothing for other files."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > end or not kind.isalnum():
            return
        yield start, start + size, kind
        if kind in FOLDERS:
            yield from boxes(data, start + 8, start + size)
        start += size


def damage_a_box(data: bytes, random: Random) -> bytes:
    """A box lost, there twice, emptied, called something else, or with another size."""
    found = list(boxes(data))
    if not found:
        return flip_bits(data, random)
    start, end, _ = random.choice(found)
    box = data[start:end]
    new = random.choice(
        (
            b"",
            box * 2,
            box[:8] + bytes(len(box) - 8),
            box[:4] + random.choice((b"free", b"moov", b"mdat", b"trak", b"\0\0\0\0")) + box[8:],
            struct.pack(">I", random.choice((*NUMBERS, len(box) - 1, len(box) + 9))) + box[4:],
        )
    )
    return data[:start] + new + data[end:]


def damage_a_table(data: bytes, random: Random) -> bytes:
    """Numbers of a table of times, sizes, places or turns made absurd."""
    found = [(start, end) for start, end, kind in boxes(data) if kind in TABLES]
    if not found:
        return flip_bits(data, random)
    start, end = random.choice(found)
    out = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at = start + 8 + 4 * random.randrange(max(1, (end - start - 8) // 4))
        number = random.choice((*NUMBERS, random.getrandbits(32), random.randrange(1000)))
        out[at : at + 4] = struct.pack(">I", number)
    return bytes(out)


def damage_an_element(data: bytes, random: Random) -> bytes:
    """The content of an element of a webm file, or its size, made absurd."""
    name = random.choice(ELEMENTS)
    places = [at for at in range(len(data)) if data.startswith(name, at)][:2000]
    if not data.startswith(b"\x1aE\xdf\xa3") or not places:
        return flip_bits(data, random)
    at = random.choice(places) + len(name) + random.randint(0, 1)
    new = random.choice(
        (b"\xff", b"\x00", b"\x01\xff\xff\xff\xff\xff\xff\xff", random.randbytes(4))
    )
    return data[:at] + new + data[at + len(new) :]


def swap_blocks(data: bytes, random: Random) -> bytes:
    """Two parts of the pictures' data in each other's place."""
    size = random.randint(16, 1500)
    if len(data) < 2 * size:
        return flip_bits(data, random)
    a = random.randint(0, len(data) - 2 * size)
    b = random.randint(a + size, len(data) - size)
    return (
        data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]
    )


def splice(data: bytes, random: Random) -> bytes:
    """The beginning of one film and the end of another."""
    other = random.choice(films())
    return data[: random.randint(0, len(data))] + other[random.randint(0, len(other)) :]


def other_times(_: bytes, random: Random) -> bytes:
    """A film whose pictures are shown at other times: backwards, repeated, far off, none."""
    kind = random.choice(("back", "repeat", "far", "still", "chance", "none"))
    out = io.BytesIO()
    # Only films that are whole: a damaged one could end this process.
    with av.open(io.BytesIO(random.choice(films()))) as whole:
        track = whole.streams.video[0]
        container = random.choice(("matroska", "mpegts"))
        with av.open(out, "w", format=container, options=EXACT) as film:
            copy: Any = film.add_stream_from_template(track)
            for i, packet in enumerate(whole.demux(track)):
                if packet.pts is None:
                    continue
                packet.stream = copy
                packet.pts = packet.dts = _another_time(kind, i, int(packet.pts), random)
                try:
                    film.mux(packet)
                except (av.error.FFmpegError, OverflowError):
                    break
    return out.getvalue()


def _another_time(kind: str, number: int, ticks: int, random: Random) -> int | None:
    """The time of a picture, in ticks of its track."""
    match kind:
        case "back":
            return max(0, 100_000 - ticks)
        case "repeat":
            return ticks // random.choice((2, 3, 50)) if random.random() < 0.3 else ticks
        case "far":
            return ticks + (number > 20) * random.choice((10**6, 10**9, 2**40))
        case "still":
            return 0
        case "chance":
            return random.randrange(10**6)
        case _:
            return None


def something_else(_: bytes, random: Random) -> bytes:
    """No film of a runner: absurd sizes, too few pictures, sound, a picture, a text."""
    return random.choice((absurd_size, few_pictures, no_film))(random)


def absurd_size(random: Random) -> bytes:
    """A film whose pictures are far too long, too small or too large."""
    return _grey_film(*random.choice(ABSURD))


@cache
def _grey_film(width: int, height: int, count: int) -> bytes:
    ramp = np.linspace(0, 255, width * height * 3 // 64 + 1, dtype=np.uint8).repeat(64)
    picture = ramp[: width * height * 3].reshape(height, width, 3)
    pixels = "yuv444p" if width % 2 else "yuv420p"
    how = Coded(pixels=pixels, options={"preset": "ultrafast", "g": "1"})
    return film_of([np.roll(picture, 9 * i) for i in range(count)], how)


def few_pictures(random: Random) -> bytes:
    """A film of no, one or two pictures."""
    first = random.randrange(len(pictures()))
    return film_of(pictures()[first : first + random.randint(0, 2)], Coded())


def no_film(random: Random) -> bytes:
    """Anything that somebody may have called run.mp4."""
    picture = np.ascontiguousarray(pictures()[0][..., ::-1])
    kind = random.choice((".png", ".jpg", ".bmp", ".tiff", ".webp", "gif", "text", "list", "long"))
    if kind.startswith("."):
        return cv2.imencode(kind, picture)[1].tobytes()
    if kind == "gif":
        return film_of(pictures()[:9], Coded("gif", "gif", "rgb8", options={}))
    if kind == "long":
        return _padded(random.choice((10_000, 3_000_000)))
    return b"Dear runner,\n" * 50 if kind == "text" else b"ffconcat version 1.0\nfile input.mp4\n"


def _padded(count: int) -> bytes:
    """A film with that many bytes of remarks before its tables."""
    whole = films()[0]
    remark = struct.pack(">I4s", count + 8, b"udta") + bytes(count)
    out = bytearray(whole)
    for start, end, kind in list(boxes(whole)):
        if kind == b"moov":
            out[start : start + 4] = struct.pack(">I", end - start + len(remark))
            out[start + 8 : start + 8] = remark
    return bytes(out)


FILM = (damage_a_box, damage_a_box, damage_a_table, damage_a_table, damage_an_element, swap_blocks,
        splice, other_times, something_else, something_else)  # fmt: skip
