"""kneedrive compare: two analysed clips, fresh against tired or before against after."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

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
from kneedrive.fade.clips import PAGE_NAME, compare, write_comparison
from kneedrive.fade.clips.words import rows, summary
from kneedrive.fade.clips.write import NAMES


def compare_command(
    first: Annotated[Path, typer.Argument(help="Results of kneedrive analyze: fresh, or before.")],
    second: Annotated[Path, typer.Argument(help="Results to set beside them: tired, or after.")],
    out: Annotated[Path | None, output("Folder for the results; beside SECOND without it.")] = None,
    film: Annotated[bool, typer.Option("--film/--no-film", help="Write compare.mp4.")] = True,
    json: Annotated[
        bool, typer.Option("--json", help="Print compare.json instead.", callback=document_alone)
    ] = False,
) -> None:
    """Compare two analysed clips, metric by metric and side by side."""
    comparison = compare(first, second)
    name = f"{comparison.first.name}-against-{comparison.second.name}"
    folder = out or second.resolve().with_name(name)
    with Results(second, folder, NAMES) as results, progress_bar("drawing", stderr) as progress:
        write_comparison(comparison, results.stage, film, progress)
    if json:
        print_document(results.folder / "compare.json")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("", "A", "B", "B - A", "detectable from", ""):
        table.add_column(title, justify="left" if title == "" else "right")
    for row in rows(comparison):
        table.add_row(row.title, row.first, row.second, row.difference, row.detectable, row.verdict)
    screen.print(table, highlight=False)
    for sentence in (*summary(comparison), *comparison.setting.notes):
        screen.print(sentence, highlight=False, markup=False)
    print_place(results.folder / PAGE_NAME)
