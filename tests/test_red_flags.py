"""The red-flag questions: what is asked, what a yes asks for, and that silence is not a no."""

from datetime import date, timedelta

import pytest

from kneedrive.errors import InputError
from kneedrive.red_flags import (
    BREATHE,
    answers_stand,
    in_order,
    printed_flags,
    read_answers,
    red_flags,
)
from kneedrive.strength import refuse_if_flagged

ASKED = (
    ("fall", "bear your weight"),
    ("numb", "bladder, bowel"),
    ("leg numb or getting weaker",),
    ("fever", "weight without trying", "cancer"),
    ("lump in the groin",),
    ("stress fracture", "steroid"),
    ("under 18", "hip", "knee"),
    ("pregnant",),
    ("disease of the heart",),
    ("chest pain", "dizzy"),
    ("hop or run",),
    ("at night or at rest",),
    ("operation",),
    ("turn inwards less",),
    ("mileage",),
    ("periods",),
)
EMERGENCIES = {"saddle", "chest", "fall"}


@pytest.mark.parametrize("words", ASKED)
def test_it_is_asked(words):
    assert [flag for flag in red_flags().values() if all(word in flag.text for word in words)]


def test_groin_pain_on_hopping_says_what_to_do():
    with pytest.raises(InputError) as stopped:
        refuse_if_flagged(("groin-hopping",))
    said = str(stopped.value)
    for words in (
        "stress fracture",
        "stop running",
        "do not hop",
        "within days",
        "a normal X-ray does not exclude a stress fracture",
    ):
        assert words in said


def test_an_emergency_comes_before_the_rest():
    assert {f.key for f in red_flags().values() if f.urgency == "now"} == EMERGENCIES
    with pytest.raises(InputError, match="emergency department now") as stopped:
        refuse_if_flagged(("pregnancy", "night-pain", "saddle"))
    assert "pain at night" in str(stopped.value)
    assert [f.urgency for f in in_order(red_flags())] == sorted(
        (f.urgency for f in red_flags().values()), key=("now", "days", "first").index
    )


@pytest.mark.parametrize("flag", red_flags().values(), ids=lambda flag: flag.key)
def test_each_yes_stops_with_a_reason_a_deed_and_a_source(flag):
    with pytest.raises(InputError) as stopped:
        refuse_if_flagged(read_answers(flag.key))
    assert flag.reason in str(stopped.value)
    assert flag.do in str(stopped.value)
    assert any(word in flag.source for word in ("doi 10.", "NICE", "Am Fam Physician", "PAR-Q+"))
    assert flag.text.endswith("?")
    assert flag.urgency != "now" or "now" in flag.do or "today" in flag.do


def test_the_printed_list_names_every_flag_by_its_urgency():
    now, days, first = printed_flags()
    assert now.startswith("Emergency")
    assert "within days" in days
    assert "before you start" in first
    assert all(flag.short in now + days + first for flag in red_flags().values())
    assert "breath" in BREATHE


@pytest.mark.parametrize("said", ["none", "none of these", " None  of these "])
def test_none_is_said_in_words(said):
    assert read_answers(said) == ()


@pytest.mark.parametrize("said", ["maybe", "", "none,night-pain"])
def test_what_is_no_answer_is_refused(said):
    with pytest.raises(InputError, match="--red-flags"):
        read_answers(said)


def test_answers_stand_for_four_weeks():
    today = date(2026, 3, 30)
    assert not answers_stand(None, today)
    assert answers_stand(today - timedelta(days=27), today)
    assert not answers_stand(today - timedelta(days=28), today)
