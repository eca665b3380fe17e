"""What hold and coach share: options, the red-flag questions, the person, findings shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.journal_options import Keeping, opened
from kneedrive.cli.measures import metres
from kneedrive.cli.options import make_runner
from kneedrive.cli.red_flags import RedFlags, answers_of, keep_answered
from kneedrive.cli.terminal import screen, stderr
from kneedrive.errors import InputError
from kneedrive.findings.finding import Finding
from kneedrive.red_flags import BREATHE, STOP_RULE, Answers
from kneedrive.strength import QUESTIONS, Person, Reported, refuse_if_flagged
from kneedrive.strength.page import said_first

__all__ = [
    "Cramp",
    "Height",
    "Mass",
    "Pain",
    "RedFlags",
    "Runs",
    "ask_red_flags",
    "make_person",
    "print_findings",
    "print_first",
    "print_questions",
    "refuse_missing",
]

Height = Annotated[
    float | None,
    typer.Option(parser=metres, metavar="HEIGHT", help="Height: 1.78, 178cm or 5'10."),
]
Mass = Annotated[float | None, typer.Option(help="Body mass, kg.")]
Runs = Annotated[
    list[Path] | None, typer.Option(help="Folder of an analysed run, to set beside it.")
]
Cramp = Annotated[bool, typer.Option("--cramp", help="It cramped.")]
Pain = Annotated[bool, typer.Option("--pain", help="It hurt.")]


def refuse_missing(source: Path) -> None:
    """Refuse a film that is not there before anybody answers questions for it."""
    if not source.exists():
        raise InputError(f"{source} does not exist", "check the name")


def ask_red_flags(said: str | None, where: Keeping | None) -> bool:
    """Ask the questions, or take the answers said; whether all are answered with no.

    Where nobody answers, the film has been made already: it is measured, and nothing is read into
    the result or advised.

    where : the journal, which keeps the answers and knows of every yes that is not cleared yet

    Raises
    ------
    InputError : a yes stops the test, with the reason and what to do
    """
    answers = answers_of(said)
    if where is not None:
        refuse_if_flagged(_kept_flags(answers, where), kept=True)
    refuse_if_flagged(answers.yes)
    if answers.complete and said is None:
        for line in (STOP_RULE, BREATHE):
            stderr.print(line, highlight=False)
    return answers.all_no


def _kept_flags(answers: Answers, where: Keeping) -> tuple[str, ...]:
    """Keep the answers; the red flags that no doctor has cleared since.

    Raises
    ------
    InputError : severe pain was noted and not cleared since
    """
    from kneedrive.journal import find_athlete
    from kneedrive.journal.read import read_log
    from kneedrive.programme.log import open_flags

    with opened(where.at) as journal, journal.writing() as db:
        who = find_athlete(db, where.athlete, make=True)
        keep_answered(db, who.key, answers)
        found = open_flags(read_log(db, who.key).troubles)
    if found and not any(trouble.is_red_flag for trouble in found):
        raise InputError(
            f"no test today: severe pain was noted on {found[0].day}",
            "see a doctor or physiotherapist; once it is cleared: kneedrive log cleared",
        )
    return tuple(trouble.kind for trouble in found)


def make_person(height_m: float | None, mass_kg: float | None, sex: str | None) -> Person:
    """The person from the options of the command line; InputError for what can't be."""
    runner = make_runner(height_m, mass_kg, sex, None, None)
    return Person(runner.mass_kg, runner.height_m, runner.sex)


def print_first(answered: bool, reported: Reported) -> None:
    """Pain, and questions that nobody answered, before every number."""
    for words in said_first(answered, reported):
        screen.print(f"note: {words}", highlight=False, markup=False, soft_wrap=True)


def print_questions() -> None:
    """The questions that were not answered, where no page shows them."""
    for question in QUESTIONS:
        screen.print(f"  {question.text}", highlight=False, markup=False, soft_wrap=True)


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings, each with its grade."""
    for finding in findings:
        words = f"{finding.title}: {finding.text} [{finding.grade}]"
        screen.print(words, highlight=False, markup=False)
