"""Which network saw the landmarks of a table: a column of `*.keypoints.csv` that says so.

What a network gets wrong is known by its name, so that a table that is analysed again is corrected
like the film that it came from.
"""

from pathlib import Path

import pandas as pd

from kneedrive.errors import InputError

SEEN_BY = "landmarks_as_seen_by"
UNKNOWN = "file"
LONGEST_NAME = 80  # characters


def seen_by(path: Path) -> str:
    """Name of the network in a table of landmarks; `file` where the table does not say.

    Raises
    ------
    InputError : the table names more than one, or what can't be a name
    """
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        if SEEN_BY not in file.readline():
            return UNKNOWN
    try:
        names = pd.read_csv(path, usecols=[SEEN_BY], dtype=str)[SEEN_BY].dropna().unique()
    except (ValueError, OSError):
        raise InputError(f"{path} is not a table", "export it again") from None
    if len(names) > 1:
        raise InputError(
            f"{path} holds landmarks of {len(names)} networks", "give those of one network"
        )
    name = str(names[0]).strip() if len(names) else UNKNOWN
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        raise InputError(f"{path} has no name in its column {SEEN_BY}", "export it again")
    return name
