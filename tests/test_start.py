"""Commands start quickly: what they do not need is not loaded."""

import subprocess
import sys

import pytest

import kneedrive

HEAVY = ("scipy", "cv2", "av", "openvino", "pandas")
DATABASE = ("sqlalchemy", "alembic")


def loaded(code, names=HEAVY):
    """Which modules are loaded after the code ran in a process of its own."""
    asked = f"{code}\nimport sys; print(*(m for m in {names!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("command", ["plan", "log", "progress", "journal"])
def test_commands_of_the_journal_load_no_picture_and_signal_libraries(command):
    assert loaded(f"from kneedrive.cli import load_commands; load_commands(['{command}'])") == []


@pytest.mark.parametrize("command", ["analyze", "hold", "coach", "fade"])
def test_what_is_not_to_be_kept_loads_no_database(command):
    code = f"from kneedrive.cli import load_commands; load_commands(['{command}'])"
    assert loaded(code, DATABASE) == []


def test_the_public_names_are_there_when_asked_for():
    for name in kneedrive.__all__:
        assert getattr(kneedrive, name) is not None
    with pytest.raises(AttributeError):
        _ = kneedrive.nonsense


def test_the_package_itself_loads_nothing_heavy():
    assert loaded("import kneedrive, kneedrive.report") == []
