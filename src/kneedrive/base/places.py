"""Where a result may go; what can't be is refused before the long work.

A file takes the place of a file or of nothing: never of a folder, a device, a pipe, a link (whose
target would be meant) or a database.
"""

import os
import stat
from pathlib import Path

from kneedrive.errors import InputError

MARK = ".kneedrive-"  # names of what is being written begin so
ELSEWHERE = "make room or choose another place"
ANOTHER_FOLDER = "make room or give another folder with --out"
_DATABASE = b"SQLite format 3\0"


def refuse_no_place(path: Path) -> None:
    """Refuse a path where no file can be put.

    Raises
    ------
    InputError : it is something else than a file, or its folder is not there or can't be written
    """
    try:
        there = _what(path)
        if there is not None and stat.S_ISDIR(there.st_mode):
            _refuse(path, "is a folder", "give the name of a file")
        if there is not None and not stat.S_ISREG(there.st_mode):
            _refuse(path, "is a device or a pipe, not a file", "give the name of a file")
        if path.is_symlink():
            _refuse(path, f"is a link to {os.readlink(path)}", "give the name of a file itself")
        if there is not None and not os.access(path, os.W_OK):
            _refuse(path, "may not be written to", "choose another name")
        if there is not None and _is_database(path):
            _refuse(path, "is a database", "choose another name")
        if not path.parent.is_dir():
            _refuse(path, f"can't be written: {path.parent} is no folder", "make that folder first")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            _refuse(path, f"can't be written: {path.parent} is closed to you", "choose another")
    except (OSError, ValueError) as error:
        raise cannot_write(path, error) from None


def refuse_no_folder(folder: Path) -> None:
    """Refuse a path that can be no folder of results.

    Raises
    ------
    InputError : something else lies there, or its name can't be
    """
    try:
        there = _what(folder)
        if there is not None and not stat.S_ISDIR(there.st_mode):
            _refuse(folder, "is not a folder", "give another with --out")
        if there is None and folder.is_symlink():
            _refuse(folder, f"is a link to {os.readlink(folder)}, which is not there", "make it")
    except (OSError, ValueError) as error:
        raise cannot_write(folder, error, ANOTHER_FOLDER) from None


def cannot_write(path: Path, error: OSError | ValueError, do: str = ELSEWHERE) -> InputError:
    """The one line for a place that can't be written."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError(f"{final_place(path)} can't be written ({reason})", do)


def final_place(path: Path) -> Path:
    """Where a file that is being made will lie in the end."""
    return Path(*(part for part in path.parts if not part.startswith(MARK)))


def _what(path: Path) -> os.stat_result | None:
    """What lies there, a link followed; None where nothing does."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _refuse(path: Path, wrong: str, do: str) -> None:
    raise InputError(f"{final_place(path)} {wrong}", do)
