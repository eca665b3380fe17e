"""The red-flag questions at the terminal, and what of the answers goes into the journal."""

from __future__ import annotations

import io
import select
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kneedrive.cli import clock
from kneedrive.cli.terminal import stderr
from kneedrive.red_flags import CLEARED_RULE, NONE, Answers, read_answers, red_flags

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

RedFlags = Annotated[
    str | None,
    typer.Option(
        help="Your answers to the red-flag questions: none (every answer is no), or the names of "
        "those that are yes: night-pain,pinch."
    ),
]
TRIES = 3  # an Enter, or a word that is neither y nor n, is no answer


def answers_of(said: str | None) -> Answers:
    """The answers, said or asked for; incomplete where nobody gave them all.

    One yes is enough to stop, whatever of the rest was answered.
    """
    if said is not None:
        return Answers(read_answers(said), True)
    if not _somebody_there():
        return Answers((), False)
    _show_questions()
    yes: list[str] = []
    for number, (key, flag) in enumerate(red_flags().items(), 1):
        answer = _ask(f"{number}. {flag.text} (y/n) ")
        if answer is None:
            return Answers(tuple(yes), False)
        if answer == NONE:
            break
        if answer == "y":
            yes.append(key)
    return Answers(tuple(yes), True)


def keep_answered(db: Connection, athlete: str, answers: Answers) -> None:
    """Keep what was answered today; an unanswered question is kept as nothing."""
    from kneedrive.journal.answers import keep_answers

    keep_answers(db, athlete, clock.today(), answers)


def _show_questions() -> None:
    if not sys.stdin.isatty():
        return
    stderr.print("Before any test or set:", highlight=False)
    for number, flag in enumerate(red_flags().values(), 1):
        stderr.print(f" {number:>2}. {flag.text}", highlight=False, markup=False)
    lines = (CLEARED_RULE, f"Answer each with y or n, or type: {NONE}")
    for line in lines:
        stderr.print(line, highlight=False, markup=False)


def _ask(question: str) -> str | None:
    """What was typed, "y", "n" or NONE; None where there is no such answer after some tries."""
    for _ in range(TRIES):
        if sys.stdin.isatty():
            stderr.print(question, end="", highlight=False, markup=False)
        line = sys.stdin.readline()
        if not line:
            return None
        answer = " ".join(line.lower().split())
        if answer == NONE:
            return NONE
        if answer in ("y", "yes", "n", "no"):
            return answer[0]
    return None


def _somebody_there() -> bool:
    """Whether answers can be read without waiting for ever."""
    if sys.stdin is None or sys.stdin.closed:
        return False
    if sys.stdin.isatty():
        return True
    try:
        return bool(select.select([sys.stdin], [], [], 0.0)[0])
    except (io.UnsupportedOperation, OSError, ValueError, TypeError):
        return True  # not a file of the system's
