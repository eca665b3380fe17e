"""The command line: calls the rooms and shows what they return; a file per command."""

import sys
from datetime import date
from importlib import import_module
from typing import Annotated

import typer

from kneedrive.cli import clock
from kneedrive.cli.terminal import screen, stderr, survive_any_encoding
from kneedrive.errors import InputError
from kneedrive.version import __version__

app = typer.Typer(
    name="kneedrive",
    help="Measures a runner's stride and knee drive from a side-view clip. "
    "Nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
# In the order of the help: where a command is, and what the list of commands says of it. The
# libraries of a command are loaded only when it is the one that runs.
COMMANDS = {
    "demo": (
        "kneedrive.cli.demo:demo_command",
        "Film a synthetic runner, analyse the film, and set it against what the runner really did.",
    ),
    "analyze": (
        "kneedrive.cli.analyze:analyze_command",
        "Measure the runner of a film and write a report.",
    ),
    "hold": (
        "kneedrive.cli.hold:hold_command",
        "Time a standing knee hold: thigh past the horizontal, hands off.",
    ),
    "coach": (
        "kneedrive.cli.coach:coach_command",
        "Count the repetitions of a move, and say what to do next set.",
    ),
    "compare": (
        "kneedrive.cli.compare:compare_command",
        "Compare two analysed clips, metric by metric and side by side.",
    ),
    "fade": (
        "kneedrive.cli.fade:fade_command",
        "Find where in a run the stride changes, and which part of it goes.",
    ),
    "plan": (
        "kneedrive.cli.plan:plan_command",
        "Plan the training, or show and export the plan as the log has moved it.",
    ),
    "log": (
        "kneedrive.cli.log:log_command",
        "Log the sets of a move, or pain: kneedrive log march 12 12 11 --load red-band --rir 2.",
    ),
    "progress": (
        "kneedrive.cli.progress:progress_command",
        "Did it work? Change at matched speed and cadence, beyond the measuring error or not.",
    ),
    "journal": (
        "kneedrive.cli.journal:journal_app",
        "What is kept: one file on this machine (or a PostgreSQL database by URL).",
    ),
}


def load_commands(wanted: list[str]) -> None:
    """Add these commands to the command line."""
    for name in wanted:
        module, _, attribute = COMMANDS[name][0].partition(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)


def list_commands() -> None:
    """Add every command by its words alone: enough for the help, or to tell a mistyped name."""
    for name, (_, words) in COMMANDS.items():
        app.command(name, help=words)(lambda: None)


def load(words: list[str]) -> None:
    """Load the command that the words of the command line begin with, or else the list of all."""
    first = [word for word in words if word != "--"][:1]
    if first and first[0] in COMMANDS:
        load_commands(first)
    else:
        list_commands()


def run(today: date) -> None:
    """Run the command line on a day; input that can't be used ends with one line and status 2."""
    clock.begin(today)
    survive_any_encoding()
    try:
        app()
    except InputError as error:
        stderr.print(
            f"kneedrive: {error}", style="red", highlight=False, markup=False, soft_wrap=True
        )
        sys.exit(2)


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    """Measure a run."""
    if version:
        screen.print(f"kneedrive {__version__}", highlight=False)
        raise typer.Exit
