"""A watch file of any kind becomes a run: what the file is, its content says, not its name."""

import gzip
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

SUFFIXES = (".fit", ".tcx", ".gpx", ".fit.gz", ".tcx.gz", ".gpx.gz")
BIGGEST_BYTES = 200_000_000
_GZIP = b"\x1f\x8b"


def read_run(path: Path) -> Run:
    """The run in a FIT, TCX or GPX file, gzipped or not.

    Raises
    ------
    InputError : no such file, none of these kinds, or no run in it
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the name") from None
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
    if len(plain) > BIGGEST_BYTES:
        raise InputError(f"{name} unpacks to more than 200 MB", "give the file of one run")
    return plain


def _recording(data: bytes, name: str) -> Recording:
    if not data.strip():
        raise InputError(f"{name} is empty", "export it again")
    if is_fit(data):
        return read_fit(data, name)
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<") and b"<gpx" in head:
        return read_gpx(data, name)
    if head.startswith(b"<") and b"trainingcenterdatabase" in head:
        return read_tcx(data, name)
    raise InputError(f"{name} is no FIT, TCX or GPX file", "export the activity from your watch")
