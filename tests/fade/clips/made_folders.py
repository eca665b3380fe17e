"""Folders as `kneedrive analyze` leaves them, of a hand-made runner."""

from dataclasses import replace
from pathlib import Path

from kneedrive.analysis import Analysis
from kneedrive.film import probe
from kneedrive.report import write_report
from tests.made_analysis import grey_film, make_analysis, measures

HALF = 3.0


def folder(place: Path, made: Analysis | None = None, **values: float) -> Path:
    """Results of one clip; values given by name move a metric."""
    made = made or make_analysis()
    write_report(replace(made, metrics=measures(**values)), place)
    return place


def filmed(place: Path, grey: int = 90) -> Path:
    """Results of one clip with its annotated film."""
    place.mkdir(parents=True)
    made = make_analysis(4.0, 30.0)
    clip = place / "clip.mp4"
    grey_film(clip, made, grey)
    write_report(replace(made, source=clip, clip=probe(clip), metrics=measures()), place)
    return place
