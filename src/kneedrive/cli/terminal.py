"""What commands share of the terminal: streams, progress, numbers, places."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from kneedrive.pose.bias import UNNAMED
from kneedrive.stride.register import Metric

screen = Console()
stderr = Console(stderr=True)


@contextmanager
def progress_bar(title: str, console: Console) -> Iterator[Callable[[float], None]]:
    """A bar on a terminal; yields a function that takes the share done, 0 to 1."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    silent = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=silent) as bars:
        task = bars.add_task(title, total=1.0)
        yield lambda share: bars.update(task, completed=share)


_documents: list[TextIO] = []  # where a document goes, while words go elsewhere


def document_alone(context: typer.Context, json: bool) -> bool:
    """What --json does first: standard output is for the document, words go to standard error."""
    if json:
        context.with_resource(_words_aside())
    return json


@contextmanager
def _words_aside() -> Iterator[None]:
    _documents.append(sys.stdout)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        _documents.pop()


def print_document(path: Path) -> None:
    """Print a JSON document as it stands, in characters that the terminal has."""
    out, text = _documents[-1], path.read_text(encoding="utf-8")
    try:
        text.encode(out.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text), indent=1) + "\n"
    out.write(text)
    out.flush()


def print_network(model: str) -> None:
    """Say which pose network saw the landmarks, where one did."""
    if model not in UNNAMED:
        screen.print(f"pose network: {model}", highlight=False, markup=False, soft_wrap=True)


def print_place(page: Path) -> None:
    """Say where the report lies."""
    screen.print(f"report: {page}", highlight=False, markup=False, soft_wrap=True)


def number(metric: Metric, value: float | None) -> str:
    """A value with the decimals of its metric, an empty text where there is none."""
    return "" if value is None else f"{value:.{metric.decimals}f}"
