"""The report: one HTML file that opens offline, with the film beside it."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kneedrive.analysis import Analysis
from kneedrive.base.whole import write_whole
from kneedrive.findings import MAIN, NORMS, film_better, read_findings, summary
from kneedrive.findings.norms import POPULATION, SOURCE
from kneedrive.motion.motion import SIDES
from kneedrive.report import passages
from kneedrive.report.bands import band_rows
from kneedrive.report.palette import ON_DARK, ON_LIGHT
from kneedrive.report.plots import moment_plot, thigh_plot
from kneedrive.report.prose import prose
from kneedrive.report.pull_rows import demand_rows, pull_rows
from kneedrive.report.stills import Still
from kneedrive.report.strip import step_strip
from kneedrive.stride.force import event_errors, side_by_side
from kneedrive.stride.register import BY_NAME
from kneedrive.version import __version__

FILM_NAME = "annotated.mp4"


def write_page(
    analysis: Analysis, path: Path, portrait: Still | None, stills: tuple[Still, ...], film: bool
) -> None:
    """Write report.html.

    Parameters
    ----------
    analysis : what was measured
    path : the file to write
    portrait : the runner with a box, None where unseen
    stills : contact, mid-stance, toe-off and highest knee of each side
    film : whether annotated.mp4 lies beside the report
    """
    text = render(analysis, portrait, stills, film)
    write_whole(path, text)


def render(
    analysis: Analysis, portrait: Still | None, stills: tuple[Still, ...], film: bool
) -> str:
    """The page as text."""
    assets = files("kneedrive.report") / "assets"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["prose"] = prose
    environment.filters["late"] = passages.late
    environment.filters["degrees"] = passages.angle
    template = environment.from_string((assets / "report.html.j2").read_text("utf-8"))
    rows, without_band = band_rows(analysis)
    shape = passages.film_shape(analysis)
    return template.render(
        style=Markup((assets / "report.css").read_text("utf-8")),
        script=Markup((assets / "report.js").read_text("utf-8")),
        colours={"light": ON_LIGHT, "dark": ON_DARK},
        name=analysis.source.name,
        network=passages.network_name(analysis.keypoints.model),
        facts=passages.facts(analysis),
        summary=summary(analysis),
        portrait=portrait,
        choice=analysis.keypoints.notes[0] if analysis.keypoints.people else "",
        tiles=[tile for name in MAIN if (tile := passages.tile_of(analysis, name))],
        film=FILM_NAME if film else None,
        upright=shape < 1,
        film_shape=f"{shape:.4f}",
        thigh=thigh_plot(analysis),
        stills={side: [s for s in stills if s.moment.side == side] for side in SIDES},
        has_clip=analysis.clip is not None,
        bands=rows,
        without_band=passages.by_reason(without_band),
        population=POPULATION,
        population_source=SOURCE,
        definitions={BY_NAME[row.name].title: NORMS[row.name].definition for row in rows},
        strip=step_strip(analysis),
        moment=moment_plot(analysis),
        pull=pull_rows(analysis),
        demands=demand_rows(analysis),
        timed_by_force=analysis.timed_by_force,
        beside=side_by_side(analysis.force_contacts, analysis.kinematic_contacts),
        event_errors=event_errors(analysis.force_contacts, analysis.kinematic_contacts),
        no_moment=analysis.pull.reason,
        findings=read_findings(analysis),
        table=passages.table_rows(analysis),
        quality=passages.quality(analysis),
        warnings=passages.warnings(analysis),
        advice=film_better(analysis),
        version=__version__,
        data=passages.script_data(analysis),
    )
