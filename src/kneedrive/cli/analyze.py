"""kneedrive analyze: a film, a table of landmarks or a laboratory trial becomes a report."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kneedrive.analysis import Analysis, Filming, analyze
from kneedrive.cli.journal_options import At, On, Who, day_of
from kneedrive.cli.keep import check_journal, keep
from kneedrive.cli.options import make_runner, pose_model_of
from kneedrive.cli.results import Results
from kneedrive.cli.terminal import number, print_place, progress_bar, screen, stderr
from kneedrive.report import write_report
from kneedrive.stride.force import event_errors
from kneedrive.stride.register import METRICS


def analyze_command(
    source: Annotated[
        Path, typer.Argument(help="A film (mp4, mov, webm), *.keypoints.csv, .c3d or .trc.")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; beside SOURCE without it.")
    ] = None,
    height: Annotated[float | None, typer.Option(help="Runner's height, m.")] = None,
    mass: Annotated[float | None, typer.Option(help="Runner's mass, kg.")] = None,
    sex: Annotated[str | None, typer.Option(help="male or female.")] = None,
    speed: Annotated[float | None, typer.Option(help="Speed, m/s: the best scale.")] = None,
    pace: Annotated[str | None, typer.Option(help="Pace instead of speed: 4:45/km.")] = None,
    capture_fps: Annotated[
        float | None, typer.Option(help="Frames a second that the camera took.")
    ] = None,
    start: Annotated[float, typer.Option(help="Begin here, s of the clip.")] = 0.0,
    end: Annotated[float | None, typer.Option(help="End here, s of the clip.")] = None,
    runner: Annotated[
        int | None, typer.Option(help="Which person, numbered from the left at first sight.")
    ] = None,
    pose_model: Annotated[
        str, typer.Option(help="auto, full, heavy, or a path to an ONNX network.")
    ] = "auto",
    static: Annotated[
        Path | None, typer.Option(help="Standing trial that belongs to a .c3d or .trc.")
    ] = None,
    markers: Annotated[
        Path | None, typer.Option(help="Table of your marker names and the usual ones.")
    ] = None,
    film: Annotated[bool, typer.Option("--film/--no-film", help="Write annotated.mp4.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print metrics.json instead.")] = False,
    journal: Annotated[bool, typer.Option("--journal", help="Keep it in the journal.")] = False,
    on: On = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Measure the runner of a film and write a report."""
    if journal:
        check_journal(at, athlete, on)
    who = make_runner(height, mass, sex, speed, pace)
    model = pose_model_of(pose_model)
    how = Filming(capture_fps, start, end, runner, model, static, markers)
    with Results(source, out) as results:
        with progress_bar("finding the runner", stderr) as progress:
            analysis = analyze(source, who, how, progress, results.partial)
        with progress_bar("writing the report", stderr) as progress:
            write_report(analysis, results.folder, film=film, progress=progress)
    if json:
        sys.stdout.write((results.folder / "metrics.json").read_text(encoding="utf-8"))
    else:
        show(analysis, results.folder)
    if journal:
        keep(analysis, how, day_of(on) if on else None, athlete, at)


def show(analysis: Analysis, folder: Path) -> None:
    """Print the metrics with their intervals, what was withheld, and where the report lies."""
    table = Table(box=None, pad_edge=False)
    for title in ("", "mean", "95 % interval", "left", "right", ""):
        table.add_column(title, justify="left" if title == "" else "right", no_wrap=True)
    lacking: dict[str, list[str]] = {}
    for metric in METRICS:
        measure = analysis.metrics[metric.name]
        if measure.value is None:
            lacking.setdefault(measure.reason or "", []).append(metric.title.lower())
            continue
        table.add_row(
            metric.title,
            f"{number(metric, measure.value)} {metric.unit}",
            f"{number(metric, measure.low)} .. {number(metric, measure.high)}",
            number(metric, measure.left),
            number(metric, measure.right),
            "indicative" if measure.status == "indicative" else "",
        )
    if table.row_count:
        screen.print(table, highlight=False)
    for error in event_errors(analysis.strides.contacts, analysis.kinematic_contacts):
        screen.print(
            f"{error.event} by kinematics, against force: {error.mean_ms:+.1f} ± {error.sd_ms:.1f} "
            f"ms (n = {error.n})",
            highlight=False,
        )
    for reason, titles in lacking.items():
        screen.print(f"withheld: {', '.join(titles)}: {reason}", highlight=False, markup=False)
    for warning in analysis.warnings:
        if warning not in lacking:
            screen.print(f"note: {warning}", highlight=False, markup=False)
    print_place(folder)
