"""What can go wrong with a database, as one clear line."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from kneedrive.errors import InputError

KEPT = "nothing that was kept before is lost, and nothing of this entry was kept"


@dataclass(frozen=True)
class Fault:
    """One kind of trouble.

    Parameters
    ----------
    states : how PostgreSQL's codes for it begin, whatever its language
    words : what SQLite and the driver say
    wrong, do : what is meant, and what to do
    """

    states: tuple[str, ...]
    words: tuple[str, ...]
    wrong: str
    do: str


FULL = Fault(
    ("53100",),
    ("disk is full", "disk I/O error", "could not extend", "No space left"),
    f"there is no room on its disk; {KEPT}",
    "make room and do it again",
)
FAULTS = (
    FULL,
    Fault(
        ("55P03", "40P01", "57014"),
        ("database is locked", "database table is locked", "deadlock", "lock timeout"),
        f"another program holds it; {KEPT}",
        "wait until that has ended and do it again",
    ),
    Fault(
        ("25006",),
        ("readonly", "read-only"),
        f"it may be read but not written; {KEPT}",
        "check who owns the file and its folder",
    ),
    Fault(
        ("42501", "3F000"),
        ("permission denied", "must be owner"),
        "this user may not do that there",
        "let the database's owner grant it the right to create and change tables",
    ),
    Fault(
        ("XX",),
        ("not a database", "malformed", "Could not decode to UTF-8", "unsupported file format"),
        "that file is damaged or is no journal",
        "give the right place, or put a backup in its place",
    ),
    Fault(
        ("42P01", "42703"),
        ("no such table", "no such column", "has no column named"),
        "its tables are not those of a journal",
        "give the right place, or put a backup in its place",
    ),
    Fault(
        (),
        ("unable to open database file",),
        "the file can't be opened",
        "check that the folder is there and may be written to",
    ),
    Fault(
        ("08", "28", "3D000", "53300", "57P"),
        ("connection failed", "could not connect", "connection timeout", "Connection refused",
         "server closed", "password", "resolve"),
        "the server can't be reached or lets nobody in",
        "check the URL, the password and that the server runs",
    ),
)  # fmt: skip


@contextmanager
def plain_faults(place: str) -> Iterator[None]:
    """Turn the faults of a database and of its disk into InputError."""
    try:
        yield
    except DBAPIError as error:
        raise _line(place, error) from None
    except ModuleNotFoundError as error:
        raise InputError(
            f"a journal on a server needs the package {error.name}, which is not installed",
            'install it: pip install "psycopg[binary]"',
        ) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise InputError(f"the journal {place}: {FULL.wrong}", FULL.do) from None
        raise InputError(
            f"the journal {place} can't be used ({error.strerror or error})",
            "choose another place with --at",
        ) from None


def _line(place: str, error: DBAPIError) -> InputError:
    said = str(error.orig)
    state = getattr(error.orig, "sqlstate", None) or ""
    for fault in FAULTS:
        known = bool(state) and state.startswith(fault.states)
        if known or any(word in said for word in fault.words):
            return InputError(f"the journal {place}: {fault.wrong}", fault.do)
    first = (said.strip().splitlines() or ["no reason given"])[0].strip()
    return InputError(f"the journal {place}: {first}", "put that right and do it again")
