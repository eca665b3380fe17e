"""Calendar, watch, paper, text: read back with the programs that others use."""

import io
import re
import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from garmin_fit_sdk import Decoder, Profile, Stream

from kneedrive.programme import Log, Trouble, Wishes, make_programme
from kneedrive.programme.calendar import calendar_file
from kneedrive.programme.calendar_entry import Numbered, calendar_entries
from kneedrive.programme.drawings import POSTURES, drawing, postures_of
from kneedrive.programme.fit import EXERCISES, workout_file
from kneedrive.programme.pdf import programme_page
from kneedrive.programme.wishes import weight_lb
from kneedrive.programme.words import next_training, programme_words

MONDAY = date(2026, 3, 2)
PRINTED = (
    "Banded psoas march",
    "pain at night",
    "or a leg that can't bear weight",
    "bladder",
    "Keep breathing",
    "one extra set left",
    "hold retest",
    "Zofie",
)
WISHES = Wishes(MONDAY, zone="Europe/Vienna", at=time(18, 30), hold_left_s=8, hold_right_s=20)


@pytest.fixture(scope="module")
def programme():
    return make_programme("k", WISHES, Log(), MONDAY)


def events(programme, cancelled=False):
    numbered = [
        Numbered(entry, 3, datetime(2026, 3, 1, 12), cancelled)
        for entry in calendar_entries(programme)
    ]
    content = calendar_file(numbered)
    return content, icalendar.Calendar.from_ical(content)


def test_every_session_is_in_the_calendar_once_at_its_local_time(programme):
    content, calendar = events(programme)
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT")) == len(programme.sessions)
    for session in programme.sessions:
        event = found[session.uid]
        start = event.decoded("dtstart")
        vienna = datetime.combine(session.day, time(18, 30), ZoneInfo("Europe/Vienna"))
        assert start == vienna
        assert start.hour == 18  # also after the clocks change
        assert event["dtstart"].params["TZID"] == "Europe/Vienna"
        assert event.decoded("duration") == timedelta(minutes=session.minutes)
        assert event["sequence"] == 3
        assert event["status"] == "CONFIRMED"
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(minutes=-30)
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Europe/Vienna"
    assert b"\r\n" in content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_the_text_of_an_event_says_what_and_why(programme):
    _, calendar = events(programme)
    text = str(
        next(e for e in calendar.walk("VEVENT") if e["uid"].startswith("k-w01-s2"))["description"]
    )
    assert "march left 4 x 10 (up to 12), no band" in text
    assert "left hold 8 s, right 20 s: one extra set left" in text
    assert text.index("pain at night") < text.index("march left")


def test_a_session_that_is_off_is_cancelled_without_alarm(programme):
    _, calendar = events(programme, cancelled=True)
    assert {str(e["status"]) for e in calendar.walk("VEVENT")} == {"CANCELLED"}
    assert calendar.walk("VALARM") == []


def decoded(content):
    assert Decoder(Stream.from_byte_array(bytearray(content))).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(content))).read()
    assert errors == []
    return messages


def test_a_workout_reads_back_as_the_session_set_by_set(programme):
    session = next_training(programme, MONDAY)
    messages = decoded(workout_file(session, WISHES))
    (file_id,), (workout,) = messages["file_id_mesgs"], messages["workout_mesgs"]
    assert file_id["type"] == "workout"
    assert (workout["sport"], workout["sub_sport"]) == ("training", "strength_training")
    steps = messages["workout_step_mesgs"]
    assert workout["num_valid_steps"] == len(steps)
    assert [s["message_index"] for s in steps] == list(range(len(steps)))
    walked = walk(steps)
    for item in session.items:
        number, name = EXERCISES[item.move]
        category = Profile["types"]["exercise_category"][number]
        side = "" if item.side == "both" else item.side
        mine = [
            s
            for s in walked
            if s.get("exercise_name") == name
            and s["exercise_category"] == category
            and s["wkt_step_name"].endswith(side)
        ]
        assert len(mine) == item.sets
        key = "duration_time" if item.unit == "s" else "duration_reps"
        assert {s[key] for s in mine} == {item.amount}
        assert all(item.load_words in s["notes"] for s in mine)
    weights = [s["exercise_weight"] for s in walked if "exercise_weight" in s]
    assert weights == pytest.approx([8 / 2.2046] * 3, abs=0.01)
    rests = [s["duration_time"] for s in walked if s["intensity"] == "rest"]
    assert sorted(set(rests)) == [45, 60, 90]


def test_a_weight_is_shown_in_the_unit_that_it_was_said_in():
    for said, unit in ((("4kg",), "kilogram"), (("8lb",), "pound")):
        wishes = Wishes(MONDAY, weights_lb=tuple(weight_lb(w) for w in said), hold_left_s=20,
                        hold_right_s=20)  # fmt: skip
        session = next_training(make_programme("k", wishes, Log(), MONDAY), MONDAY)
        steps = decoded(workout_file(session, wishes))["workout_step_mesgs"]
        assert {s["weight_display_unit"] for s in steps if "exercise_weight" in s} == {unit}


def test_two_athletes_are_told_apart_in_their_calendars(programme):
    numbered = [
        Numbered(entry, 0, datetime(2026, 3, 1), False)
        for entry in calendar_entries(programme, "Ana")
    ]
    calendar = icalendar.Calendar.from_ical(calendar_file(numbered, "Ana"))
    assert calendar["x-wr-calname"] == "Kneedrive Ana"
    assert all(str(e["summary"]).startswith("Ana: ") for e in calendar.walk("VEVENT"))
    _, alone = events(programme)
    assert alone["x-wr-calname"] == "Kneedrive"
    assert not any(":" in str(e["summary"]) for e in alone.walk("VEVENT"))


def test_the_picture_of_the_l_sit_shows_the_step_that_is_asked_for():
    def lifted(load):
        start, end = postures_of("lsit", load)
        return [b > a for a, b in zip(start.thigh, end.thigh, strict=True)]

    assert lifted("one-heel") == [False, True]
    assert lifted("both-heels") == lifted("both-straight") == [True, True]
    bent, straight = (postures_of("lsit", load)[1].knee for load in ("both-heels", "both-straight"))
    assert min(bent) > 30 > max(straight)


def test_the_raise_says_to_hold_on(programme):
    text = programme_words(programme, MONDAY)
    assert "hold on to a rail or a wall" in text


def walk(steps):
    """The steps as a watch goes through them, repeats included."""
    walked, at, left = [], 0, {}
    while at < len(steps):
        step = steps[at]
        if step["duration_type"] == "repeat_until_steps_cmplt":
            assert step["duration_step"] < at
            left.setdefault(at, step["repeat_steps"] - 1)
            if left[at] > 0:
                left[at] -= 1
                at = step["duration_step"]
                continue
        else:
            walked.append(step)
        at += 1
    return walked


def test_the_workouts_words_are_those_of_the_profile(programme):
    types = Profile["types"]
    for category, number in EXERCISES.values():
        assert number in types[f"{types['exercise_category'][category]}_exercise_name"]
    assert types["warm_up_exercise_name"][88] == "marching_in_place"
    assert types["leg_raise_exercise_name"][5] == "kettlebell_leg_raises"
    assert types["core_exercise_name"][88] == "l_sit"
    messages = decoded(workout_file(next_training(programme, MONDAY), WISHES))
    titles = [m["wkt_step_name"] for m in messages["exercise_title_mesgs"]]
    assert titles == ["Banded psoas march", "Weighted knee raise", "L-sit prep"]
    allowed = {"open", "time", "reps", "repeat_until_steps_cmplt"}
    for step in messages["workout_step_mesgs"]:
        assert step["duration_type"] in allowed
        assert step["target_type"] == "open"


def test_the_page_is_one_page_with_everything_on_it(programme, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(programme_page(programme, MONDAY, "Žofie"))
    assert path.read_bytes().count(b"/Type /Page\n") == 1
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: only the number of pages was looked at")
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True
    ).stdout
    for words in PRINTED:
        assert words in re.sub(r"\s+", " ", text)


def test_the_longest_programme_still_fits_on_the_page():
    wishes = Wishes(MONDAY, weeks=12, days_per_week=3, race=date(2026, 8, 30), hold_left_s=5,
                    hold_right_s=14, equipment=("nothing",), minutes=20)  # fmt: skip
    made = make_programme("k", wishes, Log(), MONDAY)
    lowest = lowest_text(programme_page(made, MONDAY, "X" * 100))
    assert lowest > 20  # points from the lower edge


def lowest_text(content):
    """The lowest baseline on the page, points."""
    import zlib

    heights = []
    for stream in re.findall(rb"stream\n(.*?)endstream", content, re.DOTALL):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        heights += [float(y) for y in re.findall(rb"BT [\d.]+ (-?[\d.]+) Td", drawn)]
    assert heights
    return min(heights)


def test_a_stopped_programme_prints_why_and_nothing_to_do(programme):
    log = Log(troubles=(Trouble(MONDAY, "night-pain"),))
    stopped = make_programme("k", WISHES, log, MONDAY)
    text = programme_words(stopped, MONDAY)
    assert text.startswith("STOP")
    assert "doctor" in text
    assert "march" not in text
    assert programme_page(stopped, MONDAY).startswith(b"%PDF")


def test_the_drawings_lift_the_knee_above_the_hip_and_the_heels_off_the_floor():
    assert set(POSTURES) == {"march", "raise", "lsit"}
    for move, postures in POSTURES.items():
        first, last = (drawing(move, p, True) for p in postures)
        assert len(first) == len(last) > 10
    start, top = POSTURES["march"]
    assert top.thigh[1] > 90 > start.thigh[1]
    heels = [min(s.points_m[:, 1].min() for s in drawing("lsit", p, False)
                 if s.points_m[:, 0].max() > 0.7) for p in POSTURES["lsit"]]  # fmt: skip
    assert heels[1] > heels[0] + 0.03


def test_the_text_says_red_flags_before_anything_else(programme):
    text = programme_words(programme, MONDAY)
    assert text.index("hurt at night") < text.index("march")
    assert "12 to 17 %" in text
    assert io.StringIO(text).readline() == "Before any exercise\n"
