"""An analysis goes into the journal."""

from dataclasses import asdict

from kneedrive.analysis import Analysis, Filming
from kneedrive.cli.journal_options import Keeping, opened
from kneedrive.cli.keep import day_of_film, kept_words, say, settings_of
from kneedrive.journal import Analysed, Origin, digest_of, find_athlete, keep_analysis
from kneedrive.report import metrics_document
from kneedrive.version import __version__


def keep(analysis: Analysis, how: Filming, where: Keeping) -> None:
    """Keep the analysis with its version and settings; the same clip twice is one entry."""
    digest = digest_of(analysis.source)
    filmed_on, told_by = day_of_film(analysis.source, where.day)
    settings = settings_of(asdict(analysis.runner) | asdict(how))
    entry = Analysed(
        digest=digest,
        file=analysis.source.name,
        filmed_on=filmed_on,
        camera=camera_of(analysis, where.camera),
        origin=Origin(__version__, digest, settings, metrics_document(analysis)),
    )
    with opened(where.at) as journal, journal.writing() as db:
        who = find_athlete(db, where.athlete, make=True)
        kept = keep_analysis(db, who.key, entry, correct_day=where.day is not None)
    say(f"{analysis.source.name} of {filmed_on} ({told_by}) {kept_words(kept.new)} for {who.name}")


def camera_of(analysis: Analysis, named: str | None) -> str:
    """What must be alike for two clips to be compared without doubt.

    named : what the user calls the camera and its place, None where nothing was said
    """
    model = analysis.keypoints.model or analysis.clock.how
    rate = f"{analysis.clock.capture_fps:.0f} fps"
    words = f"{analysis.motion.scene}, {rate}, {model}, {analysis.motion.near_side} side"
    return f"{named}, {words}" if named else words
