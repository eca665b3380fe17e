"""Journals as a failing disk leaves them, and exports as anybody may hand them over."""

import io
import json
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bench.fuzz.damage import ANY
from bench.fuzz.material import Material
from bench.made_journal import VERSION, clip_entry
from kneedrive.journal import (
    Hold,
    Note,
    Origin,
    Run,
    Set,
    add_athlete,
    export_athlete,
    keep_analysis,
    keep_hold,
    keep_note,
    keep_run,
    keep_sets,
    open_journal,
)
from kneedrive.journal.programmes import keep_programme
from kneedrive.programme import Wishes

CASES = 75  # of each of four commands
FIRST = date(2026, 1, 5)
DAYS = 40
MODULES = ("kneedrive.cli.journal", "kneedrive.journal.importing", "kneedrive.journal.sound",
           "kneedrive.journal.salvage", "sqlalchemy.dialects.sqlite")  # fmt: skip
PAGE = 4096
VALUES: tuple[object, ...] = (
    None, True, -1, 0, 10**400, 1e308, "", "x" * 70_000, "\x1b[31m", "\u202e", "\0", "=1+1",
    "no day", "9999-12-31", [], {}, [[[]]], {"a": {"b": []}}, "0" * 32,
)  # fmt: skip
TEXTS = (b"NaN", b"Infinity", b"1e999", b"[" * 90_000, b'{"a":' * 3000, b"\xff\xfe",
         b"\xed\xa0\x80", b"9" * 5000, b'"\\ud800"', b"null", b"[{}]", b"")  # fmt: skip


@cache
def _made() -> tuple[bytes, bytes]:
    """A journal of one athlete with something of everything, and its export."""
    with tempfile.TemporaryDirectory() as folder:
        file, zipped = Path(folder) / "journal.sqlite", Path(folder) / "export.zip"
        with open_journal(str(file)) as journal:
            with journal.writing() as db:
                who = add_athlete(db, "Žofie")
                for i in range(DAYS):
                    day, origin = FIRST + timedelta(days=i), Origin(VERSION, f"film-{i}", {"x": i})
                    keep_analysis(db, who.key, clip_entry(f"clip-{i}", day, {"speed_mps": 3.25}))
                    keep_hold(db, who.key, Hold(day, "left", 8.0 + i, 3.6, 0.71, origin))
                    keep_sets(db, who.key, [Set(day, "march", "left", 1, 12, "none", 2, origin)])
                    keep_run(db, who.key, Run(f"d{i}", "a.fit", day, "w", {"speed_mps": 3}, origin))
                    keep_note(db, who.key, Note(day, "pain", 4, None, None, f"word {i}"))
                keep_programme(db, who.key, Wishes(FIRST, hold_left_s=8.0), VERSION)
            with journal.reading() as db:
                export_athlete(db, who, zipped, VERSION)
        return file.read_bytes(), zipped.read_bytes()


def blank_page(data: bytes, random: Random) -> bytes:
    """A page of the database lost, or written over with another."""
    pages = max(1, len(data) // PAGE)
    at, other = (PAGE * random.randrange(pages) for _ in range(2))
    new = random.choice((bytes(PAGE), b"\xff" * PAGE, data[other : other + PAGE]))
    return data[:at] + new + data[at + PAGE :]


def change_a_value(data: bytes, random: Random) -> bytes:
    """A value of some row of the export exchanged for one that can't be."""

    def changed(content: bytes) -> bytes:
        rows = json.loads(content)
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            row = random.choice(rows)
            row[random.choice([*row, "more"])] = random.choice(VALUES)
        return json.dumps(rows).encode()

    return _one_member(data, random, changed)


def change_a_text(data: bytes, random: Random) -> bytes:
    """A file of the export with something in it that JSON, or nothing, allows."""

    def changed(content: bytes) -> bytes:
        at, word = random.randint(0, len(content)), random.choice(TEXTS)
        return random.choice((word, content[:at] + word + content[at:], content[:at] + word))

    return _one_member(data, random, changed)


def pack_otherwise(data: bytes, random: Random) -> bytes:
    """The zip with strange names, the same name twice, or a bomb in it."""
    members = _members(data)
    if not members:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice((0, 8, 12, 14))) as made:
        for name, content in members.items():
            if random.random() < 0.95:
                made.writestr(name, content)
        strange = random.choice(("/etc/passwd", "../../x", "athletes.json", "a/", "journal.json"))
        made.writestr(strange, random.choice((b"", b"[]", bytes(30_000_000), data)))
    return out.getvalue()


def lock(data: bytes, random: Random) -> bytes:
    """Flags of the zip's directory: a password, another way of packing."""
    out = bytearray(data)
    at = data.find(b"PK\x01\x02", random.randrange(max(1, len(data))))
    if at >= 0 and at + 12 < len(out):
        out[at + random.choice((8, 10, 11))] ^= random.choice((1, 8, 64))
    return bytes(out)


def _one_member(data: bytes, random: Random, change: Callable[[bytes], bytes]) -> bytes:
    members = _members(data)
    if not members:
        return data
    name = random.choice([name for name in members if name.endswith("json")] or list(members))
    try:
        members[name] = change(members[name])
    except ValueError:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for other, content in members.items():
            made.writestr(other, content)
    return out.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    """What a zip holds; nothing where it can't be read any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            infos = [info for info in zipped.infolist() if info.file_size < 10_000_000]
            return {info.filename: zipped.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, RuntimeError,
            EOFError):  # fmt: skip
        return {}


def _journal(name: str, *words: str) -> Material:
    damages = (*ANY, blank_page, blank_page)
    return Material(f"journal {name}", ".sqlite", ("journal", *words, "--at", "{file}"), MODULES,
                    lambda: [_made()[0]], damages, CASES)  # fmt: skip


ZIP = (change_a_value, change_a_value, change_a_text, pack_otherwise, lock)
MATERIALS = (
    _journal("check", "check"),
    _journal("list", "list"),
    _journal("export", "export", "{out}.zip"),
    Material("journal import", ".zip", ("journal", "import", "{file}", "--at", "{out}.sqlite"),
             MODULES, lambda: [_made()[1]], (*ANY, *ZIP), CASES),
)  # fmt: skip
