"""What commands share of the terminal: streams, progress, numbers, places."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from kneedrive.stride.register import Metric

screen = Console()
stderr = Console(stderr=True)


@contextmanager
def progress_bar(title: str, console: Console) -> Iterator[Callable[[float], None]]:
    """A bar on the console; yields a function that takes the share done, 0 to 1."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(title, total=1.0)
        yield lambda share: bars.update(task, completed=share)


def print_place(page: Path) -> None:
    """Say where the report lies."""
    screen.print(f"report: {page}", highlight=False, markup=False, soft_wrap=True)


def number(metric: Metric, value: float | None) -> str:
    """A value with the decimals of its metric, an empty text where there is none."""
    return "" if value is None else f"{value:.{metric.decimals}f}"
