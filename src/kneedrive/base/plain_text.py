"""Text from outside, made harmless: for a terminal, for a file in UTF-8, for a spreadsheet."""

import unicodedata
from typing import TypeVar

Cell = TypeVar("Cell")

# Control and format characters (they move the cursor, colour it, turn the writing direction),
# halves of characters, and ends of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are written with them
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def readable(text: str) -> str:
    r"""The text on one line: characters that a terminal would obey become their escapes, \x1b."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if _is_hidden(c) else c for c in text)


def encodable(text: str) -> str:
    """The text without what UTF-8 and a database can't hold; a file's name may have it."""
    return "".join(_escaped(c) if c == "\0" or unicodedata.category(c) == "Cs" else c for c in text)


def spreadsheet_cell(value: Cell) -> Cell | str:
    """A cell from outside; text that a spreadsheet would take for a formula gets a ' in front."""
    if isinstance(value, str):
        text = encodable(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN and character not in _JOINERS


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
