"""What hold and coach share: options, the red-flag questions, the person, findings shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.journal_options import Keeping, opened
from kneedrive.cli.options import make_runner
from kneedrive.cli.red_flags import answers_of, keep_flags
from kneedrive.cli.terminal import screen, stderr
from kneedrive.errors import InputError
from kneedrive.findings.finding import Finding
from kneedrive.strength import STOP_RULE, Person, Reported, refuse_if_flagged
from kneedrive.strength.page import said_first

Height = Annotated[float | None, typer.Option(help="Height, m.")]
Mass = Annotated[float | None, typer.Option(help="Body mass, kg.")]
Runs = Annotated[
    list[Path] | None, typer.Option(help="Folder of an analysed run, to set beside it.")
]
RedFlags = Annotated[
    str | None, typer.Option(help="Answers to the questions: none, or what is true.")
]
Cramp = Annotated[bool, typer.Option("--cramp", help="It cramped.")]
Pain = Annotated[bool, typer.Option("--pain", help="It hurt.")]
NOT_ASKED = "not answered: read the questions on the page before you test again"


def ask_red_flags(told: str | None, where: Keeping | None) -> str:
    """Ask the questions, or take the answers told; how they were answered.

    Where nobody can be asked (no terminal), the film has been made already: it is measured, and
    the result says that the questions were not answered.

    where : the journal, which keeps every yes and knows of those that are not cleared yet

    Raises
    ------
    InputError : a yes stops the test, with the reason
    """
    yes = answers_of(told)
    if where is not None:
        refuse_if_flagged(_kept_flags(yes or (), where), kept=True)
    refuse_if_flagged(yes or ())
    if yes is None:
        return NOT_ASKED
    if told is None:
        stderr.print(STOP_RULE, highlight=False)
    return "all answered no"


def _kept_flags(yes: tuple[str, ...], where: Keeping) -> tuple[str, ...]:
    """Keep what was answered with yes; the red flags that no physician has cleared since.

    Raises
    ------
    InputError : severe pain was noted and not cleared since
    """
    from kneedrive.journal import find_athlete
    from kneedrive.journal.read import read_log
    from kneedrive.programme.log import open_flags

    with opened(where.at) as journal, journal.writing() as db:
        who = find_athlete(db, where.athlete, make=True)
        keep_flags(db, who.key, yes)
        found = open_flags(read_log(db, who.key).troubles)
    if found and not any(trouble.is_red_flag for trouble in found):
        raise InputError(
            f"no test today: severe pain was noted on {found[0].day}",
            "see a physician or physiotherapist; once it is cleared: kneedrive log cleared",
        )
    return tuple(trouble.kind for trouble in found)


def make_person(height_m: float | None, mass_kg: float | None, sex: str | None) -> Person:
    """The person from the options of the command line; InputError for what can't be."""
    runner = make_runner(height_m, mass_kg, sex, None, None)
    return Person(runner.mass_kg, runner.height_m, runner.sex)


def print_first(answers: str, reported: Reported) -> None:
    """Pain, and questions that nobody answered, before every number."""
    for words in said_first(answers, reported):
        screen.print(f"note: {words}", highlight=False, markup=False)


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings, each with its grade."""
    for finding in findings:
        words = f"{finding.title}: {finding.text} [{finding.grade}]"
        screen.print(words, highlight=False, markup=False)
