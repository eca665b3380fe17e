"""The command line: calls the rooms and shows what they return; a file per command."""

import sys
from importlib import import_module
from typing import Annotated

import typer

from kneedrive.cli.terminal import screen, stderr
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
INTERRUPTED = 130  # what a command ends with at Ctrl-C
# In the order of the help. A command's libraries are loaded only when it is the one that runs.
COMMANDS = {
    "demo": "kneedrive.cli.demo:demo_command",
    "analyze": "kneedrive.cli.analyze:analyze_command",
    "hold": "kneedrive.cli.hold:hold_command",
    "coach": "kneedrive.cli.coach:coach_command",
    "compare": "kneedrive.cli.compare:compare_command",
    "fade": "kneedrive.cli.fade:fade_command",
    "plan": "kneedrive.cli.plan:plan_command",
    "log": "kneedrive.cli.log:log_command",
    "progress": "kneedrive.cli.progress:progress_command",
    "journal": "kneedrive.cli.journal:journal_app",
}


def load_commands(wanted: list[str]) -> None:
    """Add these commands to the command line."""
    for name in wanted:
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)


def main() -> None:
    """Run the command line; input that can't be used ends with one line and status 2."""
    try:
        load_commands([word for word in sys.argv[1:2] if word in COMMANDS] or list(COMMANDS))
        app()
    except InputError as error:
        stderr.print(
            f"kneedrive: {error}", style="red", highlight=False, markup=False, soft_wrap=True
        )
        sys.exit(2)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            stderr.print("kneedrive: stopped; the same command goes on from here.", highlight=False)
        raise


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    """Measure a run."""
    if version:
        screen.print(f"kneedrive {__version__}", highlight=False)
        raise typer.Exit
