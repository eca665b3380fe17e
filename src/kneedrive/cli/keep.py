"""An analysis goes into the journal."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import av

from kneedrive import __version__
from kneedrive.analysis import Analysis, Filming
from kneedrive.cli.journal_options import day_of, opened
from kneedrive.cli.terminal import stderr
from kneedrive.journal import Analysed, Origin, digest_of, find_athlete, keep_analysis
from kneedrive.report import metrics_document


def check_journal(at: str | None, athlete: str | None, on: str | None) -> None:
    """Refuse what can't be kept before the long work, not after it."""
    day_of(on)
    with opened(at) as journal, journal.writing() as db:
        find_athlete(db, athlete, make=True)


def keep(
    analysis: Analysis, how: Filming, day: date | None, athlete: str | None, at: str | None
) -> None:
    """Keep the analysis with its version and settings; the same clip twice is one entry."""
    digest = digest_of(analysis.source)
    filmed_on, told_by = (day, "--on") if day else day_filmed(analysis.source)
    entry = Analysed(
        digest=digest,
        file=analysis.source.name,
        filmed_on=filmed_on,
        camera=camera_of(analysis),
        origin=Origin(__version__, digest, settings_of(analysis, how), metrics_document(analysis)),
    )
    with opened(at) as journal, journal.writing() as db:
        who = find_athlete(db, athlete, make=True)
        kept = keep_analysis(db, who.key, entry, correct_day=day is not None)
    stderr.print(
        f"journal: {analysis.source.name} of {filmed_on} ({told_by}) "
        f"{'kept' if kept.new else 'was kept already'} for {who.name}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def camera_of(analysis: Analysis) -> str:
    """What must be alike for two clips to be compared without doubt."""
    model = analysis.keypoints.model or analysis.clock.how
    return f"{analysis.motion.scene}, {analysis.clock.capture_fps:.0f} fps, {model}"


def settings_of(analysis: Analysis, how: Filming) -> dict[str, Any]:
    """What the user asked for and said of the runner, as JSON has it."""
    said = asdict(analysis.runner) | asdict(how)
    return {name: str(v) if isinstance(v, Path) else v for name, v in said.items()}


def day_filmed(path: Path) -> tuple[date, str]:
    """The day a clip was taken, and what tells it: the film itself, else the file."""
    try:
        with av.open(str(path)) as film:
            said = film.metadata.get("creation_time", "")
        taken = datetime.fromisoformat(said).astimezone()
        if taken.year > 1990:  # some encoders write the epoch of their format
            return taken.date(), "the film's own date"
    except (av.FFmpegError, ValueError, OSError):
        pass
    return date.fromtimestamp(path.stat().st_mtime), "the file's date; --on corrects it"
