"""kneedrive progress: what changed since the programme began, and how surely."""

from pathlib import Path
from typing import Annotated

import typer

from kneedrive.base.places import refuse_no_place
from kneedrive.cli.journal_options import At, Who, day_of, opened
from kneedrive.cli.outputs import output
from kneedrive.cli.terminal import print_lines, screen
from kneedrive.journal import find_athlete
from kneedrive.progress import find_progress
from kneedrive.progress.page import PAGE_NAME, write_progress
from kneedrive.progress.words import progress_words


def progress_command(
    out: Annotated[Path, output("The page to write.")] = Path(PAGE_NAME),
    since: Annotated[
        str | None, typer.Option(help="Compare around this day; the programme's first without it.")
    ] = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Did it work? Change at matched speed and cadence, beyond the measuring error or not."""
    refuse_no_place(out)
    with opened(at) as journal, journal.reading() as db:
        who = find_athlete(db, athlete)
        found = find_progress(db, who, day_of(None), day_of(since) if since else None)
    write_progress(found, out)
    print_lines(progress_words(found))
    screen.print(f"page: {out}", highlight=False, markup=False, soft_wrap=True)
