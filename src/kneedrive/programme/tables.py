"""The rules of training as tables with sources, read once from the files beside this one."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Move = Literal["march", "raise", "lsit"]
Side = Literal["left", "right", "both"]

MOVES: tuple[Move, ...] = ("march", "raise", "lsit")
SIDES_OF: Mapping[Move, tuple[Side, ...]] = {
    "march": ("left", "right"),
    "raise": ("left", "right"),
    "lsit": ("both",),
}
EQUIPMENT = ("mini-band", "kettlebell", "cable", "nothing")


@dataclass(frozen=True)
class Dose:
    """What a move asks for: its range of repetitions or seconds, rest, and how it is done.

    most : repetitions or seconds where the load can't rise any more
    """

    move: Move
    title: str
    low: int
    top: int
    most: int
    after_step: int
    unit: str
    rest_s: int
    one_s: float
    how: str
    grade: str
    source: str


@dataclass(frozen=True)
class Load:
    """One rung of a ladder; `strength` orders the rungs, and its ratio is the step between them."""

    name: str
    equipment: str
    strength: float
    words: str
    unit: str = "lb"


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """Rows of a table in the order of its file."""
    text = (files("kneedrive.programme") / f"{table}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def rule(name: str) -> int:
    """The number of a rule of rules.csv."""
    return int(next(row["value"] for row in rows("rules") if row["rule"] == name))


@cache
def dose(move: Move) -> Dose:
    """The dose of a move, from moves.csv."""
    row = next(row for row in rows("moves") if row["move"] == move)
    return Dose(
        move,
        row["title"],
        int(row["low"]),
        int(row["top"]),
        int(row["most"]),
        int(row["after_step"]),
        row["unit"],
        int(row["rest_s"]),
        float(row["one_s"]),
        row["how"],
        row["grade"],
        row["source"],
    )


@cache
def loads(move: Move) -> tuple[Load, ...]:
    """Every load of a move, from ladders.csv."""
    return tuple(
        Load(row["load"], row["equipment"], float(row["strength"]), row["words"], row["unit"])
        for row in rows("ladders")
        if row["move"] == move
    )
