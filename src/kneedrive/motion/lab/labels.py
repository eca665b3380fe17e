"""A marker's label taken apart: the side it names, and the rest.

Laboratories write one marker in many ways: L.ASIS, LASI, S01:L_ASIS, ASIS_L, LeftASIS. A subject's
name before a colon, case, dots, dashes and blanks mean nothing; the side is a letter or a word, at
the start or after the end.
"""

import re
from typing import NamedTuple

SIDES = {"L": "left", "R": "right", "LEFT": "left", "RIGHT": "right"}
BEFORE = re.compile(r"^(left|right|l|r)[^A-Za-z0-9]*(?=[A-Za-z0-9])", re.IGNORECASE)
AFTER = re.compile(r"(?:[^A-Za-z0-9]+(left|right|l|r)|(Left|Right|LEFT|RIGHT))$", re.IGNORECASE)


class Label(NamedTuple):
    """One reading of a label: "left", "right" or "" for the body's middle, and the plain rest."""

    side: str
    stem: str


def plain(text: str) -> str:
    """A label without subject, case and punctuation, for comparing."""
    return re.sub(r"[^A-Z0-9]", "", text.rsplit(":", 1)[-1].upper())


def readings(label: str) -> list[Label]:
    """What a label may mean, the likeliest first: side before, side after, no side."""
    text = label.rsplit(":", 1)[-1].strip()
    found = []
    if before := BEFORE.match(text):
        found.append(Label(SIDES[before[1].upper()], plain(text[before.end() :])))
    if after := AFTER.search(text):
        word = after[1] or after[2]
        found.append(Label(SIDES[word.upper()], plain(text[: after.start()])))
    found.append(Label("", plain(text)))
    return [reading for reading in found if reading.stem]
