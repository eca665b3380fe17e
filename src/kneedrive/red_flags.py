"""The red flags: the questions before any test, set or plan, in one table for the whole house.

A question that nobody answered is not a no, and nothing is advised on it. A yes says what to do and
how soon: now (an emergency), within days, or before starting. The table stands beside this file,
with who says so, apart from the rooms: strength, programme and journal ask the same.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from kneedrive.errors import InputError

Urgency = Literal["now", "days", "first"]
URGENCY: dict[Urgency, str] = {
    "now": "Emergency, go now",
    "days": "Stop, and be seen by a doctor within days",
    "first": "Ask a doctor before you start",
}
NONE = "none of these"
# A stress fracture builds up over weeks of running; four are also a block of the plan.
HOLD_DAYS = 28
ONE_YES = "One yes, and you see a doctor first."
CLEARED_RULE = (
    "Answer n to what a doctor has cleared for these exercises, if it has not changed since."
)
STOP_RULE = "Stop at pain above 3 of 10, a cramp, a painful snap in the groin, or pain in the back."
BREATHE = "Keep breathing: never hold your breath while you hold a leg up."


@dataclass(frozen=True)
class RedFlag:
    """A question, what a yes can mean, what to do then and how soon, and who says so.

    Parameters
    ----------
    key : names it in all commands and in the journal
    short : what a yes says, in a few words
    reason : as a clause; do : as an imperative
    """

    key: str
    short: str
    text: str
    urgency: Urgency
    reason: str
    do: str
    source: str


@dataclass(frozen=True)
class Answers:
    """What was answered: the flags that are yes, and whether every question was answered."""

    yes: tuple[str, ...]
    complete: bool

    @property
    def all_no(self) -> bool:
        """Whether something may be advised: an unanswered question is not a no."""
        return self.complete and not self.yes


@cache
def red_flags() -> dict[str, RedFlag]:
    """Every red flag by its key, the most urgent first, as they are asked."""
    text = (files("kneedrive") / "red_flags.csv").read_text("utf-8")
    return {
        row["flag"]: RedFlag(
            row["flag"],
            row["short"],
            row["question"],
            row["urgency"],  # type: ignore[arg-type]
            row["reason"],
            row["do"],
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    }


def answers_stand(answered_on: date | None, today: date) -> bool:
    """Whether the questions need not be asked again yet; a day that was never known: they must."""
    return answered_on is not None and today - answered_on < timedelta(days=HOLD_DAYS)


def in_order(keys: Iterable[str]) -> list[RedFlag]:
    """The flags of these keys, the most urgent first."""
    wanted = set(keys)
    return [flag for key, flag in red_flags().items() if key in wanted]


def printed_flags() -> list[str]:
    """The whole list in a few lines for paper and calendar, a line for each urgency."""
    return [
        f"{words}: {'; '.join(f.short for f in red_flags().values() if f.urgency == urgency)}."
        for urgency, words in URGENCY.items()
    ]


def read_answers(text: str) -> tuple[str, ...]:
    """Keys answered with yes, and with that every other question with no.

    From "none of these", or a list such as "groin-hopping,night-pain".

    Raises
    ------
    InputError : an unknown key, or none together with one
    """
    words = [" ".join(w.split()) for w in text.lower().split(",") if w.strip()]
    if len(words) == 1 and words[0] in (NONE, "none", "no"):
        return ()
    unknown = [w for w in words if w not in red_flags()]
    if unknown or not words:
        raise InputError(
            f"--red-flags {unknown[0] if words else text} is not known",
            f"say none if all answers are no, or those that are yes, of {', '.join(red_flags())}",
        )
    return tuple(dict.fromkeys(words))
