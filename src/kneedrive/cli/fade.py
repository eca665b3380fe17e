"""kneedrive fade: where in a run, or in the runs of years, the stride changes."""

from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.journal_options import At, Keeping, On, ToJournal, Who, keeping
from kneedrive.cli.outputs import output
from kneedrive.cli.results import Results
from kneedrive.cli.terminal import (
    document_alone,
    print_document,
    print_place,
    progress_bar,
    screen,
    stderr,
)
from kneedrive.errors import InputError
from kneedrive.fade import PAGE_NAME, find_fade, summary, write_fade
from kneedrive.fade.files import NAMES as RUN_NAMES
from kneedrive.fade.runs import Row, measure_all, measured_row, run_files, write_runs
from kneedrive.fade.runs.write import NAMES as RUNS_NAMES
from kneedrive.watch import read_run

STORE_NAME = ".runs.jsonl"


def fade_command(
    runs: Annotated[
        list[Path], typer.Argument(help="A run (FIT, TCX, GPX), several, or folders of them.")
    ],
    out: Annotated[
        Path | None, output("Folder for the results; beside the run without it.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print fade.json instead.", callback=document_alone)
    ] = False,
    journal: ToJournal = False,
    on: On = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Find where in a run the stride changes, and which part of it goes."""
    if len(runs) == 1 and not runs[0].is_dir():
        one_run(runs[0], out, json, keeping(journal, on, athlete, at))
        return
    if journal and on:
        raise InputError("--on is for a single run", "leave it out: the files hold their days")
    if json:
        raise InputError("--json is for a single run", "read runs.csv instead")
    many_runs(runs, out, keeping(journal, on, athlete, at))


def one_run(path: Path, out: Path | None, json: bool, where: Keeping | None = None) -> None:
    """Report on one run."""
    with Results(path, out, RUN_NAMES) as results:
        run = read_run(path)
        fade = find_fade(run)
        write_fade(fade, run, results.stage)
    if where:
        _keep([measured_row(run, fade) | {"file": str(path)}], where)
    if json:
        print_document(results.folder / "fade.json")
        return
    for sentence in summary(fade):
        if sentence:
            screen.print(sentence, highlight=False, markup=False)
    for note in run.notes:
        screen.print(f"note: {note}", highlight=False, markup=False)
    print_place(results.folder / PAGE_NAME)


def many_runs(places: list[Path], out: Path | None, where: Keeping | None = None) -> None:
    """Report on many runs; what was measured before is not measured again."""
    paths = run_files(places)
    first = places[0].resolve()
    with Results(first, out, RUNS_NAMES) as results:
        with progress_bar(f"reading {len(paths)} runs", stderr) as progress:
            rows = measure_all(paths, results.folder / STORE_NAME, progress)
        page = results.folder / write_runs(rows, results.stage).name
    if where:
        _keep(rows, where)
    refused = [row for row in rows if row.get("refused")]
    fades = [row for row in rows if row.get("kind") == "fade"]
    files = f"{len(rows)} file{'' if len(rows) == 1 else 's'}"
    text = f"{files}: {len(fades)} with a fade, {len(refused)} not measured"
    screen.print(text, highlight=False, markup=False)
    print_place(page)


def _keep(rows: list[Row], where: Keeping) -> None:
    """Into the journal, whose libraries are loaded only now."""
    from kneedrive.cli.keep_runs import keep_runs

    keep_runs(rows, where)
