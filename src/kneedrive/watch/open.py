"""A watch file of any kind becomes a run: what the file is, its content says, not its name."""

import gzip
import re
import zlib
from io import BytesIO
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.watch.fit import read_fit
from kneedrive.watch.fit_header import is_fit
from kneedrive.watch.gpx import read_gpx
from kneedrive.watch.recording import Recording
from kneedrive.watch.run import Run, put_in_order
from kneedrive.watch.tcx import read_tcx
from kneedrive.watch.xml import text_start

SUFFIXES = (".fit", ".tcx", ".gpx", ".fit.gz", ".tcx.gz", ".gpx.gz")
BIGGEST_BYTES = 100_000_000
_GZIP = b"\x1f\x8b"
_GPX = re.compile(r"<(?:[\w.-]+:)?gpx\b")


def read_run(path: Path) -> Run:
    """The run in a FIT, TCX or GPX file, gzipped or not.

    Raises
    ------
    InputError : no such file, none of these kinds, or no run in it
    """
    try:
        with path.open("rb") as file:
            data = file.read(BIGGEST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the name") from None
    _refuse_big(data, path.name, "is bigger")
    return run_of(data, path.name)


def run_of(data: bytes, name: str) -> Run:
    """The run in the bytes of a watch file."""
    return put_in_order(_recording(_unpacked(data, name), name), name)


def _unpacked(data: bytes, name: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.open(BytesIO(data)) as packed:
            plain = packed.read(BIGGEST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise InputError(f"{name} is a damaged gzip file", "export it again") from None
    _refuse_big(plain, name, "unpacks to more")
    return plain


def _refuse_big(data: bytes, name: str, how: str) -> None:
    if len(data) > BIGGEST_BYTES:
        raise InputError(f"{name} {how} than 100 MB", "give the file of one run")


def _recording(data: bytes, name: str) -> Recording:
    if not data.strip():
        raise InputError(f"{name} is empty", "export it again")
    if is_fit(data):
        return read_fit(data, name)
    head = text_start(data, name).lstrip()
    if head.startswith("<") and _GPX.search(head):
        return read_gpx(data, name)
    if head.startswith("<") and "trainingcenterdatabase" in head:
        return read_tcx(data, name)
    raise InputError(f"{name} is no FIT, TCX or GPX file", "export the activity from your watch")
