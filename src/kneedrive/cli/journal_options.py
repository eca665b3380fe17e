"""What the commands around the journal share: where it lies, whose entry, which day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Annotated

import typer

from kneedrive.cli.terminal import stderr
from kneedrive.errors import InputError
from kneedrive.journal import Journal, open_journal

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


@contextmanager
def opened(at: str | None) -> Iterator[Journal]:
    """The journal, and a word where it was brought up to date."""
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


def day_of(text: str | None) -> date:
    """The day of "2026-03-02", "today" or "yesterday"; today without one."""
    if text is None or text == "today":
        return date.today()
    if text == "yesterday":
        return date.today() - timedelta(days=1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no day", "write it like 2026-03-02") from None
