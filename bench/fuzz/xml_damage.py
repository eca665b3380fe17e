"""Damage to XML that stays XML, more or less: tags, attributes, numbers, encodings."""

import re
from random import Random

from bench.fuzz.material import Damage

NUMBERS = ("nan", "inf", "-inf", "1e308", "-1e308", "1e-320", "0", "-0", "-1", "4294967295", "1e9",
           "9" * 400, "", " ", "1,5", "0x10", "1_000", "٣", "--5", "1.2.3")  # fmt: skip
TIMES = ("1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
         "2026-02-30T00:00:00Z", "2026-W48-6T10:00:00Z", "2026-11-28", "10:00:00", "now", "",
         "2026-11-28T24:00:00Z", "2026-11-28T10:00:60Z", "1764324000")  # fmt: skip
ENCODINGS = ("utf-16", "utf-32", "latin-1", "cp037", "rot13", "klingon", "idna", "punycode",
             "unicode_escape", "undefined", "utf-7", "shift_jis", "")  # fmt: skip
WORDS = (
    "",
    "x" * 70_000,
    "&",
    "&#0;",
    "]]>",
    "<!--",
    "<![CDATA[",
    "\x1b[31m",
    "\u202e",
    "😀",
    "\0",
)
SHORT = 1000  # letters; a longer word is not put everywhere
BOMB = ('<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
        '<!ENTITY d SYSTEM "file:///etc/passwd">]>')  # fmt: skip
_TAG = re.compile(rb"<[^<>]{1,200}>")
_BLOCK = re.compile(
    rb"<(trkpt|Trackpoint|trkseg|Track|trk|Lap|Activity|extensions)\b.*?</\1>", re.S
)
_NUMBER = re.compile(rb"(?<=[>\"])-?\d+(?:\.\d+)?(?=[<\"])")
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?")
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")


def _replace_some(pattern: re.Pattern[bytes], data: bytes, random: Random, most: int,
                  choices: tuple[str, ...]) -> bytes:  # fmt: skip
    """Some finds of a pattern, or one time in five all, replaced."""
    finds = [m.span() for m in pattern.finditer(data)]
    if not finds:
        return data
    word = random.choice(choices).encode()
    everywhere = len(word) < SHORT and random.random() < 0.2
    chosen = finds if everywhere else sorted(random.sample(finds, min(most, len(finds))))
    pieces, at = list[bytes](), 0
    for begin, end in chosen:
        pieces += [data[at:begin], word]
        at = end
    return b"".join(pieces) + data[at:]


def extreme_numbers(data: bytes, random: Random) -> bytes:
    """Numbers of tags and attributes that are none, or beyond all bounds."""
    return _replace_some(_NUMBER, data, random, random.choice((1, 3, 30)), NUMBERS)


def odd_times(data: bytes, random: Random) -> bytes:
    """Times that no clock shows."""
    return _replace_some(_TIME, data, random, random.choice((1, 3, 30)), TIMES)


def odd_words(data: bytes, random: Random) -> bytes:
    """Text that no XML may hold, or too much of it."""
    return _replace_some(_TEXT, data, random, 2, WORDS)


def lose_a_tag(data: bytes, random: Random) -> bytes:
    """Tags that never open or close."""
    return _replace_some(_TAG, data, random, random.choice((1, 2, 10)), ("",))


def rename_a_tag(data: bytes, random: Random) -> bytes:
    """A tag's name changed everywhere, or given a prefix that nobody declared."""
    finds = _TAG.findall(data)
    if not finds:
        return data
    name = re.split(rb"[ />]", random.choice(finds).lstrip(b"</?"))[0]
    new = random.choice((b"x:" + name, b"", b"1", name.upper(), b"trkpt", b"time", b"Lap"))
    return re.sub(rb"(?<=[</])" + re.escape(name) + rb"\b", lambda _: new, data)


def shuffle_blocks(data: bytes, random: Random) -> bytes:
    """Points, laps or tracks lost, doubled or in any order."""
    finds = [m.span() for m in _BLOCK.finditer(data)]
    if len(finds) < 2:
        return data
    texts = [data[begin:end] for begin, end in finds]
    how = random.randrange(4)
    if how == 0:
        random.shuffle(texts)
    elif how == 1:
        texts.reverse()
    elif how == 2:
        texts = [random.choice(texts) for _ in texts]
    else:
        texts = [random.choice((b"", t, t + t)) for t in texts]
    return data[: finds[0][0]] + b"".join(texts) + data[finds[-1][1] :]


def declare_an_encoding(data: bytes, random: Random) -> bytes:
    """An encoding declared that is another, unknown or none; or the text written in it."""
    word = random.choice(ENCODINGS)
    data = re.sub(rb"encoding=.[\w-]*.", f'encoding="{word}"'.encode(), data, count=1)
    try:
        return data.decode().encode(word) if random.random() < 0.3 and word else data
    except (LookupError, UnicodeError):
        return data


def insert_entities(data: bytes, random: Random) -> bytes:
    """Entities that grow or fetch."""
    at = data.find(b"?>") + 2 if b"?>" in data[:200] else 0
    return data[:at] + BOMB.encode() + data[at:].replace(b"</", b"&c;&d;</", random.randint(0, 3))


def nest_deeply(data: bytes, random: Random) -> bytes:
    """Tags within tags, ten thousand deep."""
    at = data.find(b"<trkpt") if b"<trkpt" in data else data.find(b"<Trackpoint")
    depth = random.choice((10, 10_000))
    return data[: max(at, 0)] + b"<a>" * depth + b"</a>" * depth + data[max(at, 0) :]


XML: tuple[Damage, ...] = (
    extreme_numbers, odd_times, odd_words, lose_a_tag, rename_a_tag, shuffle_blocks,
    declare_an_encoding, insert_entities, nest_deeply,
)  # fmt: skip
