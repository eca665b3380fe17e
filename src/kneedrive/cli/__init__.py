"""The command line: calls the rooms and shows what they return; a file per command."""

import sys
from typing import Annotated

import typer

from kneedrive import __version__
from kneedrive.cli.analyze import analyze_command
from kneedrive.cli.coach import coach_command
from kneedrive.cli.demo import demo_command
from kneedrive.cli.hold import hold_command
from kneedrive.cli.terminal import screen, stderr
from kneedrive.errors import InputError

app = typer.Typer(
    name="kneedrive",
    help="Measures a runner's stride and knee drive from a side-view clip. "
    "Nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo_command)
app.command("analyze")(analyze_command)
app.command("hold")(hold_command)
app.command("coach")(coach_command)


def main() -> None:
    """Run the command line; input that can't be used ends with one line and status 2."""
    try:
        app()
    except InputError as error:
        stderr.print(
            f"kneedrive: {error}", style="red", highlight=False, markup=False, soft_wrap=True
        )
        sys.exit(2)
    except KeyboardInterrupt:
        stderr.print("kneedrive: stopped; the same command goes on from here.", highlight=False)
        sys.exit(130)


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    """Measure a run."""
    if version:
        screen.print(f"kneedrive {__version__}", highlight=False)
        raise typer.Exit
