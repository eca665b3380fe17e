"""What tests of several rooms share: the command line, run in this process."""

import io
import sys
from typing import NamedTuple

import pytest

from kneedrive import cli


class Ended(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def kneedrive(monkeypatch, capsys):
    """Run the command line; answers are typed into it."""

    def run(*words, answers=""):
        monkeypatch.setattr(sys, "argv", ["kneedrive", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        capsys.readouterr()
        status = 0
        try:
            cli.load(sys.argv[1:])
            cli.run()
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return Ended(status, said.out, said.err)

    return run
