"""Rows out of a zip from anywhere: one at a time, and nothing is believed of it.

Only members that are asked for are read, never unpacked to a disk, so that paths in the zip do not
matter; a row is decoded when all of its text is there, so that memory does not grow with the zip.
"""

import codecs
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kneedrive.errors import InputError

LARGEST_BYTES = 512 << 20  # unpacked: far more than a lifetime of one runner
LONGEST_ROW = 8 << 20  # letters
_CHUNK = 1 << 20
_ENCRYPTED = 1
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLANKS = " \t\r\n"
# Whatever zipfile and json raise where a zip is damaged, locked, nested too deep or a bomb.
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, KeyError, TypeError,
    OverflowError, OSError, MemoryError,
)  # fmt: skip


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip whose directory is in order.

    Raises
    ------
    InputError : it is no zip, is too large, locked with a password or holds a name twice
    """
    try:
        archive = zipfile.ZipFile(path)
    except _FAULTS:
        raise not_an_export(path) from None
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in infos) > LARGEST_BYTES:
            raise InputError(f"{path} is larger than any journal", "give another file")
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise InputError(f"{path} is locked with a password", "export it again, without one")
        names = [info.filename for info in infos]
        if len(set(names)) < len(names) or any(i.compress_type not in _KINDS for i in infos):
            raise not_an_export(path)
        yield archive


def not_an_export(path: Path) -> InputError:
    """The refusal of what is no export at all."""
    return InputError(
        f"{path} is no export of a journal", "give a zip of: kneedrive journal export"
    )


def damaged(path: Path, name: str, why: str = "") -> InputError:
    """The refusal of an export of which a file is damaged."""
    more = f" ({why})" if why else ""
    return InputError(f"{name} in {path} is damaged{more}", "export it again")


def read_document(archive: zipfile.ZipFile, name: str) -> Any:
    """A small document of JSON; None where it can't be read."""
    try:
        if archive.getinfo(name).file_size > _CHUNK:
            return None
        return json.loads(archive.read(name), parse_constant=_refuse)
    except _FAULTS:
        return None


def read_rows(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[Any]:
    """The objects of a list of JSON, one after the other; none where there is no such file.

    Raises
    ------
    InputError : the file is damaged
    """
    if name not in archive.namelist():
        return
    try:
        with archive.open(name) as stream:
            yield from _rows(_Text(stream))
    except InputError:
        raise
    except _FAULTS:
        raise damaged(path, name) from None


def _rows(text: "_Text") -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
    else:
        yield text.value()
        while text.peek() == ",":
            text.take(",")
            yield text.value()
        text.take("]")
    if text.peek():
        raise ValueError("more after the end")


class _Text:
    """Text that is read as it is needed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._reader = codecs.getreader("utf-8")(stream)
        self._decoder = json.JSONDecoder(parse_constant=_refuse)
        self._text, self._at = "", 0

    def peek(self) -> str:
        """The next character that is no blank, empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Go past this character, which must come next."""
        if self.peek() != character:
            raise ValueError(f"no {character}")
        self._at += 1

    def value(self) -> Any:
        """The next object."""
        if self.peek() != "{":
            raise ValueError("no row")
        while True:
            try:
                value, self._at = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if len(self._text) - self._at > LONGEST_ROW or not self._more():
                    raise
            else:
                return value

    def _more(self) -> bool:
        new = self._reader.read(_CHUNK)
        self._text, self._at = self._text[self._at :] + new, 0
        return bool(new)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")
