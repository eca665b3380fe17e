"""Lines and tables of the journal's commands."""

from collections.abc import Sequence

from rich.table import Table

from kneedrive.cli.terminal import screen


def say(text: str) -> None:
    """One line, as it is."""
    screen.print(text, highlight=False, markup=False, soft_wrap=True)


def show_table(titles: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """A table of words and counts."""
    table = Table(box=None, pad_edge=False)
    for place, title in enumerate(titles):
        table.add_column(title, justify="right" if place else "left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    screen.print(table, highlight=False)
