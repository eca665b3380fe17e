"""plan, log, hold and coach together: one set of red flags, one load, one programme."""

from datetime import date, timedelta

import icalendar
import pytest
from sqlalchemy import select, update

from kneedrive.journal import find_athlete, open_journal
from kneedrive.journal.read import read_log
from kneedrive.journal.tables import due, notes
from kneedrive.red_flags import red_flags
from tests.keeping.saying import PLAN, refused


def log_of(tmp_path, athlete=None):
    with open_journal(str(tmp_path / "journal.sqlite")) as journal, journal.reading() as db:
        return read_log(db, find_athlete(db, athlete).key)


def test_nothing_is_planned_before_the_questions_are_answered_once(kneedrive, tmp_path):
    refused(kneedrive("plan"), "--red-flags none", "night-pain")
    answered = kneedrive("plan", answers="n\n" * len(red_flags()))
    assert answered.returncode == 0, answered.stderr
    assert kneedrive("plan").returncode == 0  # they are not asked again for this programme
    refused(kneedrive("plan", "--new"), "--red-flags none")
    refused(kneedrive("plan", "--red-flags", "none,night-pain"), "none is not known")


def days_ago(tmp_path, days):
    """Move what was answered back, as if it had been said so many days ago."""
    with open_journal(str(tmp_path / "journal.sqlite")) as journal, journal.writing() as db:
        for key, day in db.execute(select(notes.c.key, notes.c.noted_on)).all():
            earlier = {"key": key[1:] + key[:1], "noted_on": day - timedelta(days=days)}
            db.execute(update(notes).where(notes.c.key == key).values(**earlier))


def test_the_plan_and_the_log_ask_again_after_four_weeks(kneedrive, tmp_path):
    assert kneedrive(*PLAN).returncode == 0
    days_ago(tmp_path, 27)
    assert kneedrive("plan").returncode == 0
    assert "next time" in kneedrive("log", "march", 10, 10, 10).stdout
    days_ago(tmp_path, 1)
    refused(kneedrive("plan"), "last answered on", "--red-flags none")
    said = kneedrive("log", "raise", 8, 8, 8).stdout
    assert "kept for me" in said  # what was done is kept, whatever is answered
    assert "No advice without answers" in said
    assert "next time" not in said
    assert "next time" in kneedrive("log", "lsit", 5, answers="none of these\n").stdout
    assert kneedrive("plan").returncode == 0


def test_a_yes_to_the_log_keeps_what_was_done_and_stops_the_plan(kneedrive, tmp_path):
    logged = kneedrive("log", "hold", 8, 9, answers="n\nn\ny\n")
    assert logged.returncode == 2
    assert "emergency department" in logged.stderr
    assert "kept for me" in logged.stdout
    refused(kneedrive("plan", "--red-flags", "none"), "fall")
    assert kneedrive("log", "cleared").returncode == 0
    assert kneedrive(*PLAN).returncode == 0


def test_a_journal_that_knows_only_some_of_the_questions_is_asked_the_rest(kneedrive, tmp_path):
    assert kneedrive(*PLAN).returncode == 0
    with open_journal(str(tmp_path / "journal.sqlite")) as journal, journal.writing() as db:
        old = {"text": "no: groin-hopping, night-pain, pinch"}
        db.execute(update(notes).where(notes.c.kind == "answered").values(**old))
    refused(kneedrive("plan"), "not answered")


def test_every_yes_is_kept_and_stops_the_plan(kneedrive, tmp_path):
    yes = ["y" if key in ("night-pain", "low-energy") else "n" for key in red_flags()]
    refused(kneedrive("plan", answers="\n".join(yes) + "\n"), "at night", "weight")
    assert {t.kind for t in log_of(tmp_path).troubles} == {"night-pain", "low-energy"}
    refused(kneedrive("plan"), "at night")


def test_a_yes_to_hold_or_coach_stops_the_plan_too(kneedrive, march_csv, tmp_path):
    assert kneedrive(*PLAN).returncode == 0
    told = ("hold", "--seconds", 12, "--leg", "left")
    refused(kneedrive(*told, "--red-flags", "pinch"), "kneedrive log pinch")
    assert kneedrive("plan").returncode == 0  # without --journal nothing is kept
    refused(kneedrive(*told, "--red-flags", "pinch", "--journal"), "no test today", "stopped too")
    refused(kneedrive("plan"), "pinch")
    coach = ("coach", "march", march_csv, "--out", tmp_path / "out", "--journal")
    refused(kneedrive(*coach, "--red-flags", "none"), "no test today")  # not cleared yet
    assert kneedrive("log", "cleared").returncode == 0
    assert kneedrive(*told, "--red-flags", "none", "--journal").returncode == 0
    assert kneedrive("log", "pain", 8).returncode == 0
    refused(kneedrive(*told, "--red-flags", "none", "--journal"), "severe pain")


def test_log_pain_says_what_follows(kneedrive):
    assert kneedrive(*PLAN).returncode == 0
    assert "march left" in kneedrive("log", "pain", 7, "--move", "march", "--side", "left").stdout
    assert "doctor" in kneedrive("log", "pain", 9).stdout
    refused(kneedrive("plan"), "doctor")


def test_a_film_without_a_load_is_of_the_prescribed_one(kneedrive, today, march_csv, tmp_path):
    start = today - timedelta(days=6)
    assert kneedrive(*PLAN, "--hold", "20,20", "--start", start).returncode == 0
    for days in (5, 3):
        day = today - timedelta(days=days)
        kneedrive("log", "march", 12, 12, 12, "--rir", 2, "--on", day)
    coach = ("coach", "march", march_csv, "--red-flags", "none", "--journal")
    coach = (*coach, "--out", tmp_path / "out", "--on", today)
    filmed = kneedrive(*coach)
    assert "with red-band" in filmed.stderr
    assert {d.load for d in log_of(tmp_path).done if d.day == today} == {"red-band"}
    assert "red band" in kneedrive("plan").stdout
    said = kneedrive(*coach, "--load", "none")
    assert "with none" in said.stderr


def test_without_a_programme_a_film_without_a_load_had_none(kneedrive, march_csv, tmp_path):
    coach = ("coach", "march", march_csv, "--red-flags", "none", "--journal")
    assert kneedrive(*coach, "--out", tmp_path / "out").returncode == 0
    assert {d.load for d in log_of(tmp_path).done} == {"none"}


def week_one(run):
    return [line for line in run.stdout.splitlines() if "week  1" in line]


def test_a_start_that_is_moved_stays_moved_and_keeps_its_sessions(kneedrive, today, tmp_path):
    later, sooner = (today + timedelta(days=d) for d in (21, 14))
    kneedrive(*PLAN, "--start", later, "--ics", tmp_path / "1.ics")
    moved = kneedrive("plan", "--start", sooner, "--ics", tmp_path / "2.ics")
    assert week_one(kneedrive("plan")) == week_one(moved)
    first, second = (trained(tmp_path / f"{n}.ics") for n in (1, 2))
    assert first == second


def trained(path):
    """The uids of what is to be trained."""
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(e["uid"]) for e in events if e["status"] == "CONFIRMED" and "film" not in e["uid"]}


def test_new_holds_reach_the_plan_unless_it_was_told_others(kneedrive):
    kneedrive("log", "hold", 12, 30)
    first = kneedrive(*PLAN)
    assert "left hold 12 s, right 30 s: one extra set left" in first.stdout
    kneedrive("log", "hold", 30, 31)
    assert "one extra set" not in kneedrive("plan").stdout
    assert "left hold 30 s" in kneedrive("plan").stdout
    assert "left hold 9 s" in kneedrive("plan", "--hold", "9,20").stdout
    kneedrive("log", "hold", 40, 41)
    assert "left hold 9 s" in kneedrive("plan").stdout


def test_the_past_says_done_or_missed_and_does_not_change_with_the_plan(kneedrive, today, tmp_path):
    start = today - timedelta(days=14)
    kneedrive(*PLAN, "--start", start)
    first = [line for line in kneedrive("plan").stdout.splitlines() if line.startswith("missed")]
    assert first
    with open_journal(str(tmp_path / "journal.sqlite")) as journal, journal.writing() as db:
        db.execute(due.delete())  # as if nobody had looked at the plan since
    after = kneedrive("plan", "--days", 3).stdout.splitlines()
    assert [line for line in after if line.startswith("missed")] == first


@pytest.mark.parametrize("today", [date(2026, 12, 31)])
def test_a_change_asks_for_nothing_on_days_gone_by(kneedrive, today):
    """Three sessions a week, asked for on a Thursday, would have had one on Wednesday."""
    kneedrive(*PLAN, "--start", today - timedelta(days=14))
    assert "Wed 30 Dec" not in kneedrive("plan").stdout
    assert "Wed 30 Dec" not in kneedrive("plan", "--days", 3).stdout
    assert "Wed 30 Dec" not in kneedrive("plan").stdout


def test_the_calendars_of_two_athletes_have_their_names(kneedrive, tmp_path):
    kneedrive("journal", "add", "Ana")
    kneedrive("journal", "add", "Bo")
    for name in ("Ana", "Bo"):
        path = tmp_path / f"{name}.ics"
        assert kneedrive(*PLAN, "--athlete", name, "--ics", path).returncode == 0
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert calendar["x-wr-calname"] == f"Kneedrive {name}"
        assert all(str(e["summary"]).startswith(f"{name}: ") for e in calendar.walk("VEVENT"))


@pytest.mark.parametrize("words", [("--race", ""), ("--weights", ""), ("--time", "")])
def test_an_empty_answer_is_refused(kneedrive, words):
    refused(kneedrive(*PLAN, *words), "write it like")
