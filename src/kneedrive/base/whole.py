"""A file appears whole or not at all: it is made beside its place and takes its place when done.

A full disk, an error, Ctrl-C or a kill at any moment leaves what was there before. What a killed
process leaves behind is removed by the next one that writes into the same folder.
"""

import os
import shutil
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kneedrive.base.leftovers import PART, clear_leftovers, make_owned
from kneedrive.base.places import MARK, cannot_write, refuse_no_place
from kneedrive.errors import InputError

_LONGEST_SUFFIX = 16


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` to write to; it takes its place once all went well.

    Raises
    ------
    InputError : no file can be put there, or the disk is full
    """
    with whole_files([path]) as (part,):
        yield part


@contextmanager
def whole_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The same for several files: none takes its place before all are written.

    Raises
    ------
    InputError : a file can't be put there, or the disk is full
    """
    for path in paths:
        refuse_no_place(path)
    try:
        for folder in {path.parent for path in paths}:
            clear_leftovers(folder)
        with ExitStack() as stack:
            parts = [stack.enter_context(_temporary(path)) for path in paths]
            yield parts
            pairs = list(zip(parts, paths, strict=True))
            for part, path in pairs:
                if path.exists():
                    shutil.copymode(path, part)
                flush(part)
            with uninterrupted():
                for part, path in pairs:
                    os.replace(part, path)
    except OSError as error:
        raise about(error, paths[0]) from None


def write_whole(path: Path, text: str) -> None:
    """Write a text in UTF-8; a half character, as a file's name may have, becomes a ?."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", errors="replace")


def about(error: OSError, path: Path) -> InputError:
    """The line on an error while `path` was written; it may be another file that can't be read."""
    other = error.filename
    if isinstance(other, str) and MARK not in other and error.filename2 is None:
        reason = error.strerror or "no reason given"
        return InputError(f"{other} can't be used ({reason})", "check it and try again")
    return cannot_write(path, error)


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    # The suffix stays last: writers of films choose the container by it.
    suffix = path.suffix if len(path.suffix) <= _LONGEST_SUFFIX else ""
    part, lock = make_owned(path.parent, PART + suffix, _make)
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        os.close(lock)


def _make(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)


def flush(path: Path) -> None:
    """Force a file or a folder onto the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C and a request to end wait: for the last few steps, which take milliseconds."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, answer in before.items():
            signal.signal(number, answer or signal.SIG_DFL)
        if came:
            signal.raise_signal(came[0])
