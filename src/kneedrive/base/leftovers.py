"""What is being made lies under a temporary name; what a dead process left there is removed.

The owner holds a lock on it, which ends with the process, however that ends.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kneedrive.base.places import MARK

try:
    import fcntl
except ImportError:  # a system without these locks: what is left stays
    fcntl = None  # type: ignore[assignment]

PART, STAGE, DONE = ".part", ".stage", ".done"


def make_owned(folder: Path, ending: str, make: Callable[[Path], int]) -> tuple[Path, int]:
    """Make something under a temporary name and lock it; its path, and the lock to be closed.

    make : makes it and opens it
    """
    while True:
        path = folder / f"{MARK}{secrets.token_hex(4)}{ending}"
        lock = make(path)
        if locked(lock) is not False and is_there(path):
            return path, lock
        os.close(lock)  # somebody took it for a leftover in the moment between


def clear_leftovers(folder: Path, finish: Callable[[Path], None] | None = None) -> None:
    """Remove what dead processes left in a folder; what a live one makes stays.

    finish : called with a folder of results whose process died when all was made and not yet all
        in place; such a folder stays where this is not given
    """
    with suppress(OSError):
        for path in sorted(folder.glob(f"{MARK}*")):
            with suppress(OSError):
                _clear(path, finish)


def locked(file: int) -> bool | None:
    """Lock an open file for this process; False where another has it, None where none can."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None  # a disk that knows no locks
    return True


def share(file: int) -> None:
    """Let others know that this process uses an open folder, together with others that do."""
    if fcntl is not None:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


def wait_for(file: int) -> None:
    """Lock an open file for this process, after those that have it."""
    if fcntl is not None:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


def is_there(path: Path) -> bool:
    """Whether something lies there, be it a link that leads nowhere."""
    return os.path.lexists(path)


def _clear(path: Path, finish: Callable[[Path], None] | None) -> None:
    kind = next((end for end in (PART, STAGE, DONE) if end in path.suffixes), None)
    if kind is None or path.is_symlink():
        return
    lock = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not locked(lock):  # alive, or nobody can tell
            return
        if kind == PART:
            path.unlink(missing_ok=True)
        elif kind == STAGE:
            shutil.rmtree(path, ignore_errors=True)
        elif finish is not None:
            finish(path)
    finally:
        os.close(lock)
