"""progress.html: one file that opens offline."""

from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kneedrive.base.whole import write_whole
from kneedrive.progress.gauge import gauge_of, gauge_of_hold
from kneedrive.progress.observations import AFTER_DAYS, SETTLING_DAYS
from kneedrive.progress.pictures import hold_picture, stride_picture
from kneedrive.progress.progress import Progress
from kneedrive.progress.words import (
    NO_CONTROL,
    SAME_STEP,
    change_words,
    force_words,
    matched_words,
    shown,
    strength_words,
)
from kneedrive.version import __version__

PAGE_NAME = "progress.html"


def write_progress(progress: Progress, path: Path) -> None:
    """Write the page."""
    text = render(progress)
    write_whole(path, text)


def render(progress: Progress) -> str:
    """The page as text."""
    own = files("kneedrive.progress") / "assets"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["shown"] = shown
    template = environment.from_string((own / "progress.html.j2").read_text("utf-8"))
    report = files("kneedrive.report") / "assets"
    style = (report / "report.css").read_text("utf-8") + (own / "progress.css").read_text("utf-8")
    return template.render(
        style=Markup(style),
        progress=progress,
        six_weeks=progress.start + timedelta(days=AFTER_DAYS),
        settled=progress.start + timedelta(days=SETTLING_DAYS),
        rows=[
            {
                "change": change,
                "words": change_words(change),
                "matched": matched_words(change),
                "plot": stride_picture(change, progress.start),
                "gauge": gauge_of(change),
            }
            for change in progress.changes
        ],
        holds=[
            {
                "change": hold,
                "words": strength_words(hold).partition(": ")[2],
                "force": force_words(hold),
                "plot": hold_picture(hold, progress.start),
                "gauge": gauge_of_hold(hold),
            }
            for hold in progress.strength
        ],
        no_control=NO_CONTROL,
        same_step=SAME_STEP,
        version=__version__,
    )
