"""Options that name an output, a file or a folder."""

from pathlib import Path
from typing import Any

import typer

from kneedrive.errors import InputError


def output(words: str) -> Any:
    """An option whose value is the path of an output."""
    return typer.Option(parser=a_place, metavar="PATH", help=words)


def a_place(said: str | Path) -> Path:
    """The path as it was said, or the usual one; an empty one is a slip, not the present folder."""
    if not str(said).strip():
        raise InputError("the name of an output is empty", "give a name")
    return Path(said)
