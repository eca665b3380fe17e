"""Questions before any test or set, from the one table of red flags; a yes stops it."""

from collections.abc import Collection

from kneedrive.errors import InputError
from kneedrive.red_flags import BREATHE, STOP_RULE, in_order, read_answers, red_flags

__all__ = ["BREATHE", "QUESTIONS", "STOP_RULE", "read_answers", "refuse_if_flagged"]

QUESTIONS = tuple(red_flags().values())


def refuse_if_flagged(yes: Collection[str], kept: bool = False) -> None:
    """Stop where a question was answered with yes; the most urgent one says what to do.

    kept : the journal knows it already, so that the programme is stopped too

    Raises
    ------
    InputError : with the reason and what to do
    """
    found = in_order(yes)
    if not found:
        return
    first, *others = found
    also = f" (and: {'; '.join(flag.short for flag in others)})" if others else ""
    stops = (
        "the programme is stopped too, until kneedrive log cleared"
        if kept
        else f"kneedrive log {first.key} stops the programme too"
    )
    raise InputError(f"no test today: {first.reason}{also}", f"{first.do}; {stops}")
