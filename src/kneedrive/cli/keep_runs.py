"""Runs of a watch go into the journal."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from kneedrive.cli.journal_options import Keeping, opened
from kneedrive.cli.keep import kept_words, say
from kneedrive.fade.runs import Row
from kneedrive.journal import Origin, Run, digest_of, find_athlete, keep_run
from kneedrive.version import __version__

TOO_UNEVEN = "no even running of two minutes"


def keep_runs(rows: Sequence[Row], where: Keeping) -> None:
    """Keep the even part of each run that has one; the same file twice is one entry.

    rows : of `kneedrive.fade.runs`, each with its `file`
    """
    entries = [_entry(row, where.day) for row in rows if row.get("steady")]
    with opened(where.at) as journal, journal.writing() as db:
        who = find_athlete(db, where.athlete, make=True)
        kept = [keep_run(db, who.key, entry, where.day is not None) for entry in entries]
    if len(rows) == 1:
        name = Path(rows[0]["file"]).name
        if not entries:
            say(f"{name} not kept: {TOO_UNEVEN}")
            return
        told_by = "--on" if where.day else "the watch"
        say(f"{name} of {entries[0].run_on} ({told_by}) {kept_words(kept[0].new)} for {who.name}")
        return
    new = sum(k.new for k in kept)
    say(
        f"{new} run{'' if new == 1 else 's'} kept for {who.name}, {len(kept) - new} kept before, "
        f"{len(rows) - len(kept)} not kept (not measured, or {TOO_UNEVEN})"
    )


def _entry(row: Row, day: date | None) -> Run:
    path = Path(row["file"])
    digest = digest_of(path)
    document = {name: value for name, value in row.items() if name not in ("file", "key")}
    return Run(
        digest=digest,
        file=path.name,
        run_on=day or datetime.fromtimestamp(row["start_s"]).astimezone().date(),
        device=row["measured_by"],
        summary=row["steady"],
        origin=Origin(__version__, digest, {}, document),
    )
