"""The red flags: the questions before any test, move or programme, in one table for all.

Femoral-neck stress fracture, commonest in distance runners, shows as groin pain on exertion, and
delay risks displacement (Robertson & Wood 2017, doi 10.1055/s-0043-103946). The table stands beside
this file, apart from the rooms: strength and programme ask the same.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kneedrive.errors import InputError


@dataclass(frozen=True)
class RedFlag:
    """A question, why a yes stops everything, and who says so; `key` names it in all commands."""

    key: str
    text: str
    reason: str
    source: str


@cache
def red_flags() -> dict[str, RedFlag]:
    """Every red flag by its key, in the order in which they are asked."""
    text = (files("kneedrive") / "red_flags.csv").read_text("utf-8")
    return {
        row["flag"]: RedFlag(row["flag"], row["question"], row["reason"], row["source"])
        for row in csv.DictReader(text.splitlines())
    }


def read_answers(text: str) -> tuple[str, ...]:
    """Keys answered with yes, from "none" or a list such as "groin-hopping,night-pain".

    Raises
    ------
    InputError : an unknown key, or "none" together with one
    """
    words = [w.strip() for w in text.lower().split(",") if w.strip()]
    if words in (["none"], ["no"]):
        return ()
    unknown = [w for w in words if w not in red_flags()]
    if unknown or not words:
        raise InputError(
            f"--red-flags {unknown[0] if words else text} is not known",
            f"say none, or of {', '.join(red_flags())}",
        )
    return tuple(dict.fromkeys(words))
