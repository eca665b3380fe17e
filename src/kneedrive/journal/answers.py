"""The answers to the red-flag questions, kept as a note of their day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.entries import ANSWERED, Note
from kneedrive.journal.keep import keep_note
from kneedrive.red_flags import Answers, red_flags

_NO, _YES = "no: ", "yes: "


def keep_answers(db: Connection, athlete: str, day: date, answers: Answers) -> None:
    """Keep what the questions were answered with, and each yes as a note of its own.

    A yes stops the programme. Where not every question was answered, nothing but a yes is kept.
    """
    for key in answers.yes:
        keep_note(db, athlete, Note(day, key))
    if answers.complete:
        no = [key for key in red_flags() if key not in answers.yes]
        said = ((_YES, answers.yes), (_NO, no))
        text = "; ".join(word + ", ".join(keys) for word, keys in said if keys)
        keep_note(db, athlete, Note(day, ANSWERED, text=text))


def answered_on(db: Connection, athlete: str) -> date | None:
    """The newest day on which all of today's questions were answered; None without one."""
    n = t.notes.c
    query = select(n.noted_on, n.text).where(n.athlete == athlete, n.kind == ANSWERED)
    for row in db.execute(query.order_by(n.noted_on.desc(), n.made_at.desc())):
        if _asked(row.text) >= set(red_flags()):
            return row.noted_on  # type: ignore[no-any-return]
    return None


def _asked(text: str) -> set[str]:
    """Keys of the questions that a note answers."""
    parts = [part.removeprefix(_NO).removeprefix(_YES) for part in text.split("; ")]
    return {key for part in parts for key in part.split(", ")}
