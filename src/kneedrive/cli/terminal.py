"""What commands share of the terminal: streams, progress, numbers, places.

Names of files, athletes and devices come from outside: no character of theirs reaches the terminal
that it would obey, and none that its encoding lacks ends the program.
"""

import codecs
import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from kneedrive.base.plain_text import readable
from kneedrive.pose.bias import UNNAMED
from kneedrive.stride.register import Metric

PLAIN = {
    "±": "+-",
    "−": "-",
    "–": "-",
    "—": "-",
    "×": "x",
    "·": ".",
    "°": " deg",
    "²": "2",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "━": "-",
    "•": "*",
}  # for a terminal that has only few characters
IN_PLAIN_LETTERS = "kneedrive.plain"


class Terminal(Console):
    """A console that shows text as it is, on one line, in whatever characters the terminal has."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Every text comes through here, alone or as the cell of a table."""
        return super().render_str(readable(text), **how)


# A name may hold what rich takes for markup or for the name of an emoji.
screen = Terminal(markup=False, emoji=False, highlight=False)
stderr = Terminal(markup=False, emoji=False, highlight=False, stderr=True)
LINE_EVERY_S = 5.0


def survive_any_encoding() -> None:
    """Write what the terminal's encoding lacks in plain letters, where it stops a program else."""
    codecs.register_error(IN_PLAIN_LETTERS, _in_plain_letters)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=IN_PLAIN_LETTERS)


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_plain_letters(character) for character in lacking), error.end


def _plain_letters(character: str) -> str:
    """A character in ASCII: its own spelling, or its letter without the accent, or a ?."""
    letter = unicodedata.normalize("NFKD", character)[0]
    return PLAIN.get(character) or (letter if letter.isascii() else "?")


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


@contextmanager
def progress_lines(title: str, console: Console) -> Iterator[Callable[[float], None]]:
    """As `progress_bar`, where there is no terminal: a line every few seconds."""
    said_s = time.monotonic()
    console.print(f"{title} ...", highlight=False)

    def say(share: float) -> None:
        nonlocal said_s
        if time.monotonic() - said_s > LINE_EVERY_S:
            said_s = time.monotonic()
            console.print(f"{title}: {share:.0%}", highlight=False)

    yield say


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


def print_lines(text: str) -> None:
    """Print a text of several lines, each as it is."""
    for line in text.split("\n"):
        screen.print(line, soft_wrap=True)


def print_place(page: Path) -> None:
    """Say where the report lies."""
    screen.print(f"report: {page}", highlight=False, markup=False, soft_wrap=True)


def number(metric: Metric, value: float | None) -> str:
    """A value with the decimals of its metric, an empty text where there is none."""
    return "" if value is None else f"{value:.{metric.decimals}f}"
