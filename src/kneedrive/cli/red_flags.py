"""The red-flag questions at the terminal, and what of the answers goes into the journal."""

from __future__ import annotations

import io
import select
import sys
from typing import TYPE_CHECKING

import typer

from kneedrive.cli import clock
from kneedrive.red_flags import read_answers, red_flags

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def answers_of(told: str | None) -> tuple[str, ...] | None:
    """Flags answered with yes, told or asked for; None where nobody is there to answer."""
    if told is not None:
        return read_answers(told)
    yes: list[str] = []
    for flag in red_flags().values():
        answer = _ask(flag.text)
        if answer is None:
            return tuple(yes) or None
        if answer:
            yes.append(flag.key)
    return tuple(yes)


def keep_flags(db: Connection, athlete: str, yes: tuple[str, ...]) -> None:
    """Keep every yes as a note of today, which stops the programme."""
    from kneedrive.journal import Note, keep_note

    for key in yes:
        keep_note(db, athlete, Note(clock.today(), key))


def _ask(question: str) -> bool | None:
    """The answer; None where nobody is there to give one."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if sys.stdin.isatty():
        return typer.confirm(question, default=False, err=True)
    line = sys.stdin.readline() if _ready() else ""
    return line.strip().lower() in ("y", "yes") if line else None


def _ready() -> bool:
    """Whether input that is no terminal can be read without waiting for ever.

    Python has read ahead what came in one piece, so that only the first question can tell.
    """
    try:
        return bool(select.select([sys.stdin], [], [], 0.0)[0])
    except (io.UnsupportedOperation, OSError, ValueError, TypeError):
        return True  # not a file of the system's
