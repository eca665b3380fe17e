"""kneedrive analyze: a film, a table of landmarks or a laboratory trial becomes a report."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kneedrive.analysis import Filming, analyze, calibrate
from kneedrive.cli.export import export_names, kinds_of, write_exports
from kneedrive.cli.film_options import CaptureFps, End, Out, PoseModel, SexOf, Start, Which
from kneedrive.cli.journal_options import At, On, ToJournal, Who, keeping
from kneedrive.cli.measures import metres, metres_a_second
from kneedrive.cli.options import make_runner, pose_model_of
from kneedrive.cli.results import Results
from kneedrive.cli.show import refuse_without_numbers, show
from kneedrive.cli.terminal import document_alone, print_document, progress_bar, stderr
from kneedrive.report import write_report
from kneedrive.report.write import NAMES


def analyze_command(
    source: Annotated[
        Path, typer.Argument(help="A film (mp4, mov, webm), *.keypoints.csv, .c3d or .trc.")
    ],
    out: Out = None,
    height: Annotated[
        float | None,
        typer.Option(parser=metres, metavar="HEIGHT", help="Runner's height: 1.78, 178cm or 5'10."),
    ] = None,
    mass: Annotated[float | None, typer.Option(help="Runner's mass, kg.")] = None,
    sex: SexOf = None,
    speed: Annotated[
        float | None,
        typer.Option(
            parser=metres_a_second,
            metavar="SPEED",
            help="Speed, the best scale: 3.3 (m/s), 12km/h or 7.5mph.",
        ),
    ] = None,
    pace: Annotated[str | None, typer.Option(help="Pace instead of speed: 4:45/km.")] = None,
    capture_fps: CaptureFps = None,
    start: Start = 0.0,
    end: End = None,
    runner: Which = None,
    pose_model: PoseModel = "auto",
    static: Annotated[
        Path | None, typer.Option(help="Standing trial that belongs to a .c3d or .trc.")
    ] = None,
    markers: Annotated[
        Path | None, typer.Option(help="Table of your marker names and the usual ones.")
    ] = None,
    calibration: Annotated[
        Path | None,
        typer.Option(
            help="Another clip of this runner, filmed the same way, with its measured contacts "
            "beside it: NAME.truth.json or NAME.contacts.csv."
        ),
    ] = None,
    export: Annotated[
        str | None, typer.Option(help="Files for OpenSim and scripts: trc, mot, csv.")
    ] = None,
    film: Annotated[bool, typer.Option("--film/--no-film", help="Write annotated.mp4.")] = True,
    json: Annotated[
        bool, typer.Option("--json", help="Print metrics.json instead.", callback=document_alone)
    ] = False,
    camera: Annotated[
        str | None,
        typer.Option(help="Your name for phone and place, kept with --journal."),
    ] = None,
    journal: ToJournal = False,
    on: On = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Measure the runner of a film and write a report."""
    where = keeping(journal, on, athlete, at)
    who = make_runner(height, mass, sex, speed, pace)
    model = pose_model_of(pose_model)
    how = Filming(capture_fps, start, end, runner, model, static, markers)
    kinds = kinds_of(export, source)
    with Results(source, out, (*export_names(kinds, source), *NAMES)) as results:
        known = None
        if calibration is not None:
            with progress_bar("calibrating", stderr) as progress:
                partial = results.partial / "calibration"
                known = calibrate(calibration, who, how, progress, partial)
        with progress_bar("finding the runner", stderr) as progress:
            analysis = analyze(source, who, how, progress, results.partial, known)
        with progress_bar("writing the report", stderr) as progress:
            write_report(analysis, results.stage, film=film, progress=progress)
        exported = write_exports(kinds, analysis, how, results.stage)
    if json:
        print_document(results.folder / "metrics.json")
    else:
        show(analysis, results.folder, [results.folder / path.name for path in exported])
    refuse_without_numbers(analysis)
    if where:
        from kneedrive.cli.keep_analysis import keep

        keep(analysis, how, replace(where, camera=camera))
