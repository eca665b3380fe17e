"""What the commands around the journal share: where it lies, whose entry, which day.

The journal's libraries are loaded when it is opened, not before: most commands may keep what they
measure, and mostly need not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kneedrive.cli import clock
from kneedrive.cli.terminal import stderr
from kneedrive.errors import InputError

if TYPE_CHECKING:
    from kneedrive.journal import Journal

At = Annotated[
    str | None,
    typer.Option(
        "--at", help="The journal: a file, or postgresql://...; else KNEEDRIVE_JOURNAL says."
    ),
]
Who = Annotated[str | None, typer.Option("--athlete", help="Whose; the only athlete without it.")]
On = Annotated[
    str | None, typer.Option("--on", help="Day: 2026-03-02, today, yesterday; today without it.")
]
ToJournal = Annotated[bool, typer.Option("--journal", help="Keep it in the journal.")]


@dataclass(frozen=True)
class Keeping:
    """Where a result is to be kept: the day as the user said it, None where not; whose; journal.

    camera : what the user calls the camera that filmed it, None where nothing was said
    """

    day: date | None
    athlete: str | None
    at: str | None
    camera: str | None = None


def keeping(journal: bool, on: str | None, athlete: str | None, at: str | None) -> Keeping | None:
    """Where to keep, None where it was not asked for.

    What can't be kept is refused here, before the long work, not after it.
    """
    if not journal:
        return None
    from kneedrive.journal import find_athlete

    day = past_day(on) if on else None
    with opened(at) as book, book.writing() as db:
        find_athlete(db, athlete, make=True)
    return Keeping(day, athlete, at)


@contextmanager
def opened(at: str | None) -> Iterator[Journal]:
    """The journal, and a word where it was brought up to date."""
    from kneedrive.journal import open_journal

    with open_journal(at) as journal:
        if journal.backup is not None:
            stderr.print(
                f"the journal is now in the form of this version; a copy of what it was: "
                f"{journal.backup}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )
        yield journal


def past_day(text: str | None) -> date:
    """The day on which something was done: not one that is still to come."""
    day = day_of(text)
    if day > clock.today():
        raise InputError(f"--on {day} is still to come", "give the day on which it was done")
    return day


def day_of(text: str | None) -> date:
    """The day of "2026-03-02", "today" or "yesterday"; today without one."""
    if text is None or text == "today":
        return clock.today()
    if text == "yesterday":
        return clock.today() - timedelta(days=1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no day", "write it like 2026-03-02") from None
