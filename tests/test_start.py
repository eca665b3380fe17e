"""Commands start quickly: what they do not need is not loaded."""

import subprocess
import sys

import pytest
import typer

import kneedrive
from kneedrive import cli

HEAVY = ("scipy.signal", "scipy.stats", "cv2", "av", "openvino", "pandas")
DATABASE = ("sqlalchemy", "alembic")


def loaded(code, names=HEAVY):
    """Which modules are loaded after the code ran in a process of its own."""
    asked = f"{code}\nimport sys; print(*(m for m in {names!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    return done.stdout.splitlines()[-1].decode().split()


@pytest.mark.parametrize("command", ["plan", "log", "progress", "journal"])
def test_commands_of_the_journal_load_no_picture_and_signal_libraries(command):
    assert loaded(f"from kneedrive.cli import load_commands; load_commands(['{command}'])") == []


@pytest.mark.parametrize("command", ["analyze", "hold", "coach", "fade"])
def test_what_is_not_to_be_kept_loads_no_database(command):
    code = f"from kneedrive.cli import load_commands; load_commands(['{command}'])"
    assert loaded(code, DATABASE) == []


@pytest.mark.parametrize("module", ["programme.pdf", "programme.fit", "findings", "report.plots"])
def test_what_is_no_picture_and_no_signal_loads_no_libraries_for_them(module):
    assert loaded(f"import kneedrive.{module}") == []


def test_a_fade_loads_no_picture_libraries():
    code = "from kneedrive.cli import load_commands; load_commands(['fade'])"
    assert loaded(code, ("cv2", "av", "openvino")) == []


def test_the_list_of_commands_loads_none_of_them():
    code = "import sys; sys.argv = ['kneedrive', '--help']; from kneedrive.__main__ import main\n"
    code += "try: main()\nexcept SystemExit: pass"
    assert loaded(code, (*HEAVY, *DATABASE, "numpy")) == []


def test_the_list_says_of_each_command_what_its_own_help_says():
    cli.load_commands(list(cli.COMMANDS))
    commands = typer.main.get_command(cli.app).commands
    for name, (_, words) in cli.COMMANDS.items():
        assert " ".join(commands[name].help.split("\n\n")[0].split()) == words


def test_a_mistyped_command_is_told_which_one_was_meant(kneedrive):
    status, _, wrong = kneedrive("analyse")
    assert status == 2
    assert "analyze" in wrong


def test_the_public_names_are_there_when_asked_for():
    for name in kneedrive.__all__:
        assert getattr(kneedrive, name) is not None
    with pytest.raises(AttributeError):
        _ = kneedrive.nonsense


def test_the_package_itself_loads_nothing_heavy():
    assert loaded("import kneedrive, kneedrive.report") == []
