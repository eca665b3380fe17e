"""Text from outside is harmless to terminals, databases and spreadsheets."""

import os

import pytest

from kneedrive.base.plain_text import encodable, readable, spreadsheet_cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("run.mp4", "run.mp4"),
        ("Žofie's 5 km — ± 2 %", "Žofie's 5 km — ± 2 %"),
        ("\x1b]0;evil\x07\x1b[31m", r"\x1b]0;evil\x07\x1b[31m"),
        ("a\nkneedrive: all is well\r", r"a\nkneedrive: all is well\r"),
        ("exe.\u202e4pm", r"exe.\u202e4pm"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u2028b", r"a\u2028b"),
        (os.fsdecode(b"caf\xe9"), r"caf\udce9"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🦰", "👩\u200d🦰"),
    ],
)
def test_a_terminal_is_shown_every_character_and_obeys_none(text, shown):
    assert readable(text) == shown


def test_what_no_database_can_hold_becomes_its_escape():
    assert encodable("a\0b" + os.fsdecode(b"\xff") + "\n") == r"a\x00b\udcff" + "\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_text_that_begins_like_a_formula_is_no_formula(start):
    assert spreadsheet_cell(f"{start}HYPERLINK(A1)") == f"'{start}HYPERLINK(A1)"


@pytest.mark.parametrize("value", [-1.5, -3, None, "run-1.fit", "", "2026-03-02"])
def test_numbers_keep_their_sign_and_other_text_stays(value):
    assert spreadsheet_cell(value) == value
