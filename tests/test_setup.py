"""What is installed: one lock for every Python, and an environment for each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pins(name):
    """Package: version and marker, of a lock."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==", 1) for line in lines)


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_python_gets_the_same_versions(name):
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    assert len(pins(name)) == len(lines)
    assert [line for line in lines if "python_version" in line or "python_full" in line] == []


def test_tests_run_with_the_versions_that_users_get():
    assert pins("run.txt").items() <= pins("dev.txt").items()


@pytest.fixture
def pyenv(tmp_path):
    """A machine on which pyenv holds a python3.99 that is not switched on; and a python2."""
    inside = tmp_path / "pyenv" / "versions" / "3.99.0" / "bin"
    inside.mkdir(parents=True)
    (inside / "python3.99").symlink_to(sys.executable)
    shims = tmp_path / "shims"
    shims.mkdir()
    for name in ("python3.99", "python2"):
        (shims / name).write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
        (shims / name).chmod(0o755)
    path = f"{shims}{os.pathsep}{os.environ['PATH']}"
    return inside, os.environ | {"PATH": path, "PYENV_ROOT": str(tmp_path / "pyenv")}


def find_python(name, environment):
    return subprocess.run(
        [ROOT / "scripts" / "find-python", name],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_of_pyenv_is_found_where_its_command_does_not_run(pyenv):
    inside, environment = pyenv
    assert find_python("python3.99", environment).stdout.strip() == str(inside / "python3.99")


def test_a_python_that_does_not_run_is_refused_in_one_line(pyenv):
    found = find_python("python2", pyenv[1])
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        "python2 is missing or older than 3.11: name another with make PYTHON=python3.12 ..."
    ]


def test_a_command_with_dots_keeps_its_words_and_its_status():
    done = subprocess.run(
        [ROOT / "scripts" / "with-dots", "Trying ...", "sh", "-c", "echo words; exit 3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout.split() == ["Trying", "...", "words"]
