"""kneedrive progress: what changed since the programme began, and how surely."""

from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.journal_options import At, Who, day_of, opened
from kneedrive.cli.terminal import screen
from kneedrive.errors import InputError
from kneedrive.journal import find_athlete
from kneedrive.progress import find_progress
from kneedrive.progress.page import PAGE_NAME, write_progress
from kneedrive.progress.words import progress_words


def progress_command(
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path(PAGE_NAME),
    since: Annotated[
        str | None, typer.Option(help="Compare around this day; the programme's first without it.")
    ] = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Did it work? Change at matched speed and cadence, beyond the measuring error or not."""
    with opened(at) as journal, journal.reading() as db:
        who = find_athlete(db, athlete)
        found = find_progress(db, who, day_of(None), day_of(since) if since else None)
    try:
        write_progress(found, out)
    except OSError as error:
        raise InputError(
            f"{out} can't be written ({error.strerror or error})", "choose another place with --out"
        ) from None
    screen.print(progress_words(found), highlight=False, markup=False, soft_wrap=True)
    screen.print(f"page: {out}", highlight=False, markup=False, soft_wrap=True)
