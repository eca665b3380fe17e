"""What tests of several rooms share: the command line, run in this process."""

import io
import sys
from datetime import date
from typing import NamedTuple

import pytest

from kneedrive import cli

pytest_plugins = ["tests.patience"]


class Ended(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def pytest_addoption(parser):
    day = "the day on which commands run, 2026-11-25 without it: the tests pass on any"
    parser.addoption("--today", type=date.fromisoformat, default=date(2026, 11, 25), help=day)


@pytest.fixture
def today(request):
    """The day on which commands run."""
    return request.config.getoption("--today")


@pytest.fixture
def kneedrive(monkeypatch, capsys, today):
    """Run the command line; answers are typed into it."""

    def run(*words, answers=""):
        monkeypatch.setattr(sys, "argv", ["kneedrive", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        capsys.readouterr()
        status = 0
        try:
            cli.load(sys.argv[1:])
            cli.run(today)
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return Ended(status, said.out, said.err)

    return run
