"""Questions before any test or move, from the one table of red flags; a yes stops it.

What the moves themselves may do to the body has a rule of its own, the same as the programme's.
"""

from kneedrive.errors import InputError
from kneedrive.red_flags import read_answers, red_flags

__all__ = ["QUESTIONS", "STOP_RULE", "read_answers", "refuse_if_flagged"]

QUESTIONS = tuple(red_flags().values())
STOP_RULE = "Stop at pain above 3 of 10, a cramp, a painful snap in the groin, or pain in the back."


def refuse_if_flagged(yes: tuple[str, ...], kept: bool = False) -> None:
    """Stop where a question was answered with yes.

    kept : the journal knows it already, so that the programme is stopped too

    Raises
    ------
    InputError : with the reason
    """
    for question in QUESTIONS:
        if question.key in yes:
            do = "see a physician or physiotherapist first"
            if kept:
                do += "; the programme is stopped too, until kneedrive log cleared"
            else:
                do += f"; kneedrive log {question.key} stops the programme too"
            raise InputError(f"no test today: {question.reason}", do)
