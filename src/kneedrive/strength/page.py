"""The page of a hold or a move: one HTML file that opens offline, like the stride report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kneedrive.base.whole import write_whole
from kneedrive.findings.finding import Finding
from kneedrive.red_flags import BREATHE, CLEARED_RULE, STOP_RULE, URGENCY, printed_flags, red_flags
from kneedrive.report.palette import ON_DARK, ON_LIGHT
from kneedrive.report.prose import prose
from kneedrive.strength.angle_plot import AnglePlot
from kneedrive.strength.demand_plot import DemandPlot
from kneedrive.strength.endurance_plot import EndurancePlot
from kneedrive.strength.reading import NO_ADVICE, Reported
from kneedrive.strength.source import Exercise
from kneedrive.strength.stills import Still
from kneedrive.version import __version__

PAIN_SAID = "Pain was reported: the numbers stand as measured, and nothing is read into them."


@dataclass(frozen=True)
class Tile:
    """A main number; value None where it is withheld, with the reason as its note."""

    title: str
    value: str | None
    unit: str
    note: str


@dataclass(frozen=True)
class Row:
    """A row of the table, and a line under it."""

    cells: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Page:
    """What a page shows, in order."""

    title: str
    name: str
    facts: Sequence[str]
    summary: Sequence[str]
    tiles: Sequence[Tile]
    plot: AnglePlot | None
    plot_title: str
    plot_caption: str
    stills: Sequence[Still]
    table_title: str
    table_heads: Sequence[str]
    table: Sequence[Row]
    demand: DemandPlot | None
    endurance: EndurancePlot | None
    findings: Sequence[Finding]
    notes: Sequence[str]
    data_file: str


def write_page(page: Page, path: Path) -> None:
    """Write the page, whole or not at all."""
    own, look = files("kneedrive.strength") / "assets", files("kneedrive.report") / "assets"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["prose"] = prose
    template = environment.from_string((own / "exercise.html.j2").read_text("utf-8"))
    style = (look / "report.css").read_text("utf-8") + (own / "exercise.css").read_text("utf-8")
    shown: Mapping[str, Any] = {name: getattr(page, name) for name in page.__dataclass_fields__}
    text = template.render(
        **shown,
        style=Markup(style),
        colours={"light": ON_LIGHT, "dark": ON_DARK},
        urgencies=[
            (words, [f for f in red_flags().values() if f.urgency == urgency])
            for urgency, words in URGENCY.items()
        ],
        printed=printed_flags(),
        rules=(CLEARED_RULE, STOP_RULE, BREATHE),
        version=__version__,
    )
    write_whole(path, text)


def said_first(answered: bool, reported: Reported) -> list[str]:
    """What comes before every number: pain, and questions that nobody answered."""
    said = []
    if reported.pain:
        said.append(PAIN_SAID)
    if not answered:
        said.append(NO_ADVICE)
    return said


def facts_of(exercise: Exercise, load_words: str) -> list[str]:
    """One line on the source."""
    clip, clock = exercise.clip, exercise.clock
    size = f"{clip.width_px} x {clip.height_px}" if clip else "landmarks from a table"
    seconds = float(exercise.track.time_s[-1])
    return [
        size,
        f"{clock.capture_fps:.4g} pictures a second",
        f"{seconds:.1f} s",
        exercise.keypoints.model,
        load_words,
    ]


def notes_of(exercise: Exercise) -> list[str]:
    """How it was measured, a sentence each."""
    return [
        *exercise.keypoints.notes,
        f"Both legs are in the picture, hip to ankle, in {exercise.seen_pct:.0f} % of it.",
        "Angles are smoothed at 6 Hz. A thigh's is turned back from the view, as far as the "
        "shoulders tell the turn, and is within about 5 degrees; the others are those in the "
        "picture: turned by 30 degrees towards the camera a bent knee reads 8 to 10 degrees too "
        "bent, and a foot is within some 30.",
        f"Time: {exercise.clock.how}.",
    ]
