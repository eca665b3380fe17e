"""Where the journal lies: a file in the user's data folder, another file, or a server by URL."""

import os
from pathlib import Path

import platformdirs
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from kneedrive.errors import InputError

VARIABLE = "KNEEDRIVE_JOURNAL"
FILE_NAME = "journal.sqlite"
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def journal_place(given: str | None = None) -> URL:
    """The journal's URL: as given, else as KNEEDRIVE_JOURNAL says, else the user's data folder.

    Raises
    ------
    InputError : a URL of a kind of database that is not known here
    """
    if given is not None and not given.strip():
        raise InputError("the name of the journal is empty", "give a file or a URL with --at")
    text = given or os.environ.get(VARIABLE)
    if not text:
        return file_url(platformdirs.user_data_path("kneedrive") / FILE_NAME)
    if "://" not in text:
        return file_url(Path(text))
    try:
        url = make_url(text)
    except ArgumentError:
        raise InputError(
            "the journal's URL can't be read", "write it like postgresql://user@host/name"
        ) from None
    name = url.get_backend_name()
    if name == "sqlite" and url.database:
        return file_url(Path(url.database))
    if name in DRIVERS or url.drivername in DRIVERS:
        return url.set(drivername=DRIVERS["postgresql"])
    raise InputError(
        f"a journal can't lie in a database of the kind {url.drivername}",
        "give a file's path, or a URL that begins with postgresql://",
    )


def file_url(path: Path) -> URL:
    """The URL of a file."""
    return URL.create("sqlite", database=str(path.expanduser().absolute()))


def file_of(url: URL) -> Path | None:
    """The file a journal lies in, None where it lies on a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def shown(url: URL) -> str:
    """The place as a reader sees it, without a password."""
    path = file_of(url)
    return str(path) if path else url.render_as_string(hide_password=True)
