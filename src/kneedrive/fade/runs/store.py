"""Rows that are already known, kept by what the files contain, so that a folder is read once.

A file of JSON lines that only grows: an interrupted run keeps all it had. A row is found by the
digest of the file's content and of the program that made it.
"""

import hashlib
import json
from pathlib import Path
from types import TracebackType

from kneedrive.base.places import cannot_write, refuse_no_place
from kneedrive.fade.runs.row import Row
from kneedrive.version import __version__

RECIPE = f"{__version__}/2"  # another number whenever rows would come out differently


def key_of(data: bytes) -> str:
    """Name of a content under the present recipe."""
    return hashlib.sha256(RECIPE.encode() + data).hexdigest()[:32]


class Store:
    """Known rows by key; a context that keeps its file open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.rows: dict[str, Row] = {}
        if path.is_file():
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self.rows[entry["key"]] = entry["row"]
        except (ValueError, KeyError, TypeError):
            return  # the line that was being written when the power went

    def __enter__(self) -> "Store":
        refuse_no_place(self._path)
        self._file = self._path.open("ab", buffering=0)
        self._write("\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def keep(self, key: str, row: Row) -> None:
        """Keep a row, at once on disk."""
        self.rows[key] = row
        self._write(json.dumps({"key": key, "row": row}) + "\n")

    def _write(self, line: str) -> None:
        try:
            self._file.write(line.encode())
        except OSError as error:
            raise cannot_write(self._path, error) from None
