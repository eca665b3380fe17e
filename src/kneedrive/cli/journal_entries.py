"""kneedrive journal list, remove: see what was kept, and take out what is wrong."""

from typing import Annotated

import typer

from kneedrive.cli.journal_options import At, Who, opened
from kneedrive.cli.journal_screen import say
from kneedrive.errors import InputError
from kneedrive.journal import find_athlete, list_entries, remove_entry

LAST = 20


def list_command(
    last: Annotated[int, typer.Option(help="How many, newest first.")] = LAST,
    athlete: Who = None,
    at: At = None,
) -> None:
    """List the latest entries: the id of each, its day, what it says, where it comes from."""
    if last < 1:
        raise InputError(f"--last {last} can't be", "give 1 or more")
    with opened(at) as journal, journal.reading() as db:
        who = find_athlete(db, athlete)
        lines = list_entries(db, who.key, last)
    say(f"athlete: {who.name}")
    for line in lines:
        say(f"{line.id}  {line.day}  {line.kind:<5} {line.words}")
    if lines:
        say(f"take one out that is wrong: kneedrive journal remove {lines[0].id}")
    else:
        say("nothing is kept yet")


def remove_command(
    entry: Annotated[str, typer.Argument(help="Its id, as journal list shows it.")],
    athlete: Who = None,
    at: At = None,
) -> None:
    """Take out one entry that is wrong."""
    with opened(at) as journal, journal.writing() as db:
        who = find_athlete(db, athlete)
        line = remove_entry(db, who.key, entry)
    say(f"removed for {who.name}: {line.kind} of {line.day}, {line.words}")
