"""What hold and coach share: options, the red-flag questions, the person, findings shown."""

import io
import select
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.options import make_runner
from kneedrive.cli.terminal import screen, stderr
from kneedrive.findings.finding import Finding
from kneedrive.strength import QUESTIONS, STOP_RULE, Person, read_answers, refuse_if_flagged

Height = Annotated[float | None, typer.Option(help="Height, m.")]
Mass = Annotated[float | None, typer.Option(help="Body mass, kg.")]
Runs = Annotated[
    list[Path] | None, typer.Option(help="Folder of an analysed run, to set beside it.")
]
RedFlags = Annotated[
    str | None, typer.Option(help="Answers to the questions: none, or hop,night,pinch,recent.")
]
NOT_ASKED = "not answered: read the questions on the page before you test again"


def ask_red_flags(told: str | None) -> str:
    """Ask the questions, or take the answers told; how they were answered.

    Where nobody can be asked (no terminal), the film has been made already: it is measured, and
    the result says that the questions were not answered.

    Raises
    ------
    InputError : a yes stops the test, with the reason
    """
    if told is not None:
        refuse_if_flagged(read_answers(told))
        return "all answered no"
    for question in QUESTIONS:
        yes = _ask(question.text)
        if yes is None:
            return NOT_ASKED
        refuse_if_flagged((question.key,) if yes else ())
    stderr.print(STOP_RULE, highlight=False)
    return "all answered no"


def _ask(question: str) -> bool | None:
    """The answer; None where nobody is there to give one."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if sys.stdin.isatty():
        return typer.confirm(question, default=False, err=True)
    line = sys.stdin.readline() if _ready() else ""
    return line.strip().lower() in ("y", "yes") if line else None


def _ready() -> bool:
    """Whether input that is no terminal can be read without waiting for ever.

    Python has read ahead what came in one piece, so that only the first question can tell.
    """
    try:
        return bool(select.select([sys.stdin], [], [], 0.0)[0])
    except (io.UnsupportedOperation, OSError, ValueError, TypeError):
        return True  # not a file of the system's


def make_person(height_m: float | None, mass_kg: float | None, sex: str | None) -> Person:
    """The person from the options of the command line; InputError for what can't be."""
    runner = make_runner(height_m, mass_kg, sex, None, None)
    return Person(runner.mass_kg, runner.height_m, runner.sex)


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings, each with its grade."""
    for finding in findings:
        words = f"{finding.title}: {finding.text} [{finding.grade}]"
        screen.print(words, highlight=False, markup=False)
