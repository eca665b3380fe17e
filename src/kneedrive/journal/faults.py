"""What can go wrong with a database, as one clear line."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from kneedrive.errors import InputError

KEPT = "nothing that was kept before is lost, and nothing of this entry was kept"
# What the databases say (SQLite's result codes, PostgreSQL's messages), what is meant, what to do.
SAYINGS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("disk is full", "disk I/O error", "could not extend", "No space left"),
        f"there is no room on its disk; {KEPT}",
        "make room and do it again",
    ),
    (
        ("database is locked", "deadlock", "lock timeout"),
        f"another program holds it; {KEPT}",
        "wait until that has ended and do it again",
    ),
    (
        ("readonly", "read-only"),
        f"it may be read but not written; {KEPT}",
        "check who owns the file and its folder",
    ),
    (
        ("not a database", "malformed"),
        "that file is damaged or is no journal",
        "give the right place, or put a backup in its place",
    ),
    (
        ("unable to open database file",),
        "the file can't be opened",
        "check that the folder is there and may be written to",
    ),
    (
        ("connection failed", "could not connect", "Connection refused", "password", "resolve"),
        "the server can't be reached or lets nobody in",
        "check the URL, the password and that the server runs",
    ),
)


@contextmanager
def plain_faults(place: str) -> Iterator[None]:
    """Turn the faults of a database and of its disk into InputError."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        for words, wrong, do in SAYINGS:
            if any(word in said for word in words):
                raise InputError(f"the journal {place}: {wrong}", do) from None
        if isinstance(error, OperationalError):  # the rest is a mistake of this program
            line = said.strip().splitlines()[0]
            wrong = f"the journal {place}: {line}"
            raise InputError(wrong, "put that right and do it again") from None
        raise
    except ModuleNotFoundError as error:
        raise InputError(
            f"a journal on a server needs the package {error.name}, which is not installed",
            'install it: pip install "psycopg[binary]"',
        ) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise InputError(f"the journal {place}: {SAYINGS[0][1]}", SAYINGS[0][2]) from None
        raise InputError(
            f"the journal {place} can't be used ({error.strerror or error})",
            "choose another place with --at",
        ) from None
