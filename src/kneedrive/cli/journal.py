"""kneedrive journal: what is kept, who is in it, export, import, delete."""

from pathlib import Path
from typing import Annotated

import typer

from kneedrive.base.places import refuse_no_place
from kneedrive.base.plain_text import readable
from kneedrive.base.whole import whole_file
from kneedrive.cli.journal_entries import list_command, remove_command
from kneedrive.cli.journal_options import At, Who, opened
from kneedrive.cli.journal_screen import say, show_table
from kneedrive.cli.outputs import a_place
from kneedrive.cli.terminal import stderr
from kneedrive.errors import InputError
from kneedrive.journal import (
    Journal,
    add_athlete,
    check_journal,
    delete_athlete,
    export_athlete,
    find_athlete,
    import_athlete,
    list_athletes,
    rename_athlete,
    tidy,
)
from kneedrive.journal.overview import clips_per_athlete, overview
from kneedrive.version import __version__

journal_app = typer.Typer(
    help="What is kept: one file on this machine (or a PostgreSQL database by URL).",
    no_args_is_help=True,
)
LARGE_BYTES = 100 << 20  # writing so much anew takes a second or more


@journal_app.command("show")
def show_command(athlete: Who = None, at: At = None) -> None:
    """Show what the journal holds."""
    with opened(at) as journal, journal.reading() as db:
        everybody = list_athletes(db)
        say(f"journal: {journal.place}")
        if not everybody:
            say("nobody yet: keep something with --journal, or plan with: kneedrive plan")
            return
        if athlete is None and len(everybody) > 1:
            clips = clips_per_athlete(db)
            rows = [(a.name, *clips.get(a.key, (0, None))) for a in everybody]
            show_table(("athlete", "clips", "last clip"), rows)
            return
        who = find_athlete(db, athlete)
        say(f"athlete: {who.name}")
        lines = overview(db, who.key)
    show_table(
        ("", "entries", "first", "last"),
        [(line.kind, line.count, line.first, line.last) for line in lines],
    )


journal_app.command("list")(list_command)
journal_app.command("remove")(remove_command)


@journal_app.command("add")
def add_command(
    name: Annotated[str, typer.Argument(help="Name of the athlete.")], at: At = None
) -> None:
    """Add an athlete."""
    with opened(at) as journal, journal.writing() as db:
        there = name.strip() in {a.name for a in list_athletes(db)}
        who = add_athlete(db, name)
    say(f"{who.name} {'was there already' if there else 'is in the journal'}")


@journal_app.command("rename")
def rename_command(
    old: Annotated[str, typer.Argument(help="Name as it is.")],
    new: Annotated[str, typer.Argument(help="Name as it should be.")],
    at: At = None,
) -> None:
    """Give an athlete another name."""
    with opened(at) as journal, journal.writing() as db:
        rename_athlete(db, old, new)
    say(f"{old} is now called {new}")


@journal_app.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(parser=a_place, metavar="FILE", help="The zip to write.")],
    athlete: Who = None,
    at: At = None,
) -> None:
    """Write everything of one athlete to a zip of JSON and CSV."""
    refuse_no_place(file)
    with opened(at) as journal, journal.reading() as db:
        who = find_athlete(db, athlete)
        with whole_file(file) as part:
            written = export_athlete(db, who, part, __version__)
    say(f"{who.name}: {sum(written.rows.values())} rows in {file}")
    if written.left_out:
        say(f"note: left out as damaged: {written.left_out} or more rows")


@journal_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="A zip of: kneedrive journal export.")],
    at: At = None,
) -> None:
    """Read such a zip; what is there already stays as it is."""
    if not file.is_file():
        wrong = "is no file" if file.exists() else "does not exist"
        raise InputError(f"{file} {wrong}", "check the name")
    with opened(at) as journal, journal.writing() as db:
        name, counts = import_athlete(db, file)
    say(f"{name}: {sum(counts.values())} rows were new")


@journal_app.command("delete")
def delete_command(
    athlete: Annotated[str, typer.Argument(help="Name of the athlete.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    at: At = None,
) -> None:
    """Delete an athlete and all that is kept of them, for good."""
    with opened(at) as journal:
        with journal.reading() as db:
            who = find_athlete(db, athlete)
        if not yes and not typer.confirm(f"Delete everything of {readable(who.name)}, for good?"):
            say("nothing was deleted")
            return
        counts, removed = delete_athlete(journal, who.name)
        _say_deleted(who.name, counts, removed)
        _tidy(journal)


@journal_app.command("tidy")
def tidy_command(at: At = None) -> None:
    """Write the journal anew, without traces of what was deleted or removed."""
    with opened(at) as journal:
        _tidy(journal)
    say("the journal is written anew: nothing is left in it of what was deleted")


@journal_app.command("check")
def check_command(at: At = None) -> None:
    """Read all of the journal and say whether it is whole."""
    with opened(at) as journal:
        total = check_journal(journal)
    say(f"the journal is whole: {total} rows could be read")


def _tidy(journal: Journal) -> None:
    if journal.file is not None and journal.file.stat().st_size > LARGE_BYTES:
        size = journal.file.stat().st_size >> 20
        stderr.print(f"writing {size} MiB anew, without what was deleted ...", highlight=False)
    tidy(journal)


def _say_deleted(name: str, counts: dict[str, int], removed: list[Path]) -> None:
    what = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "no entries"
    say(f"{name} is deleted: {what}")
    if removed:
        say(f"copies from before an update held the same and are deleted too: {len(removed)}")
