"""What was prescribed when it was due stays so, whatever is changed later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kneedrive.journal import (
    Hold,
    Note,
    Origin,
    Set,
    export_athlete,
    find_athlete,
    import_athlete,
    keep_hold,
    keep_note,
    keep_sets,
    open_journal,
)
from kneedrive.journal.due import keep_due, read_due, read_outcomes, with_due
from kneedrive.journal.programmes import find_programme, keep_programme, number_entries
from kneedrive.journal.read import read_log
from kneedrive.programme import Log, Wishes, make_programme
from kneedrive.programme.calendar_entry import calendar_entries

MONDAY = date(2026, 3, 2)
WISHES = Wishes(MONDAY, hold_told=True, hold_left_s=20, hold_right_s=20, asked_on=MONDAY)
TODAY = MONDAY + timedelta(days=16)


@pytest.fixture
def db(place):
    with open_journal(place) as journal, journal.writing() as db:
        yield db


@pytest.fixture
def who(db):
    return find_athlete(db, make=True)


def test_the_past_is_kept_as_it_was_due(db, who):
    kept = keep_programme(db, who.key, WISHES, "1")
    keep_due(db, kept, Log(), TODAY)
    made = make_programme(kept.key, WISHES, Log(), TODAY)
    due, stopped = read_due(db, kept.key)
    assert due == tuple(s for s in made.sessions if s.day < TODAY)
    assert stopped == ()
    more = keep_programme(db, who.key, replace(WISHES, days_per_week=3), "1", kept.key)
    keep_due(db, more, Log(), TODAY)
    assert read_due(db, kept.key)[0] == due  # three days a week from now on, not in the past
    again = with_due(db, make_programme(kept.key, more.wishes, Log(), TODAY))
    assert [s for s in again.sessions if s.day < TODAY] == list(due)
    assert {s.day.weekday() for s in again.sessions if s.kind == "strength" and s.day >= TODAY} == {
        0, 2, 4
    }  # fmt: skip


def test_what_a_change_would_have_asked_for_was_never_due(db, who):
    kept = keep_programme(db, who.key, WISHES, "1")
    changed = MONDAY + timedelta(days=10)  # a Thursday; two a week train on Monday and Friday
    keep_due(db, kept, Log(), changed)
    three = replace(WISHES, days_per_week=3, changed_on=changed)  # Wednesday too
    more = keep_programme(db, who.key, three, "1", kept.key)
    later = changed + timedelta(days=4)
    shown = with_due(db, make_programme(kept.key, three, Log(), later))
    keep_due(db, more, Log(), later)
    wednesday = changed - timedelta(days=1)
    assert wednesday in {s.day for s in make_programme(kept.key, three, Log(), later).sessions}
    assert wednesday not in {s.day for s in (*shown.sessions, *read_due(db, kept.key)[0])}


def test_what_falls_due_later_is_added_as_it_then_is(db, who):
    kept = keep_programme(db, who.key, WISHES, "1")
    keep_due(db, kept, Log(), MONDAY)
    assert read_due(db, kept.key) == ((), ())
    keep_due(db, kept, Log(), TODAY)
    first = len(read_due(db, kept.key)[0])
    changed = keep_programme(db, who.key, replace(WISHES, minutes=10), "1", kept.key)
    keep_due(db, changed, Log(), TODAY + timedelta(days=7))
    due = read_due(db, kept.key)[0]
    assert len(due) > first
    assert all(s.minutes <= 10 for s in due[first:] if s.items)
    assert any(s.minutes > 10 for s in due[:first] if s.items)


def test_a_stop_that_was_cleared_stays_in_the_past_and_off_the_calendar(db, who):
    kept = keep_programme(db, who.key, WISHES, "1")
    entries = calendar_entries(make_programme(kept.key, WISHES, Log(), MONDAY))
    number_entries(db, who.key, kept.key, entries, MONDAY)
    keep_note(db, who.key, Note(MONDAY + timedelta(days=3), "night-pain"))
    keep_note(db, who.key, Note(MONDAY + timedelta(days=13), "cleared"))
    log = read_log(db, who.key)
    keep_due(db, kept, log, TODAY)
    made = with_due(db, make_programme(kept.key, WISHES, log, TODAY))
    assert made.stop is None
    told = read_outcomes(db, who.key, made, log, TODAY)
    inside = [d for (_, d), word in told.items() if word == "stopped"]
    assert inside
    assert all(3 <= (d - MONDAY).days < 13 for d in inside)
    stopped = {s.uid for s in made.stopped}
    numbered = number_entries(db, who.key, kept.key, calendar_entries(made), TODAY, stopped)
    off = {n.entry.day for n in numbered if n.cancelled}
    assert set(inside) <= off
    assert not any(
        n.cancelled for n in numbered if n.entry.day > TODAY and n.entry.uid not in stopped
    )


def test_done_sets_and_holds_are_found(db, who):
    kept = keep_programme(db, who.key, WISHES, "1")
    made = make_programme(kept.key, WISHES, Log(), TODAY)
    test = next(s for s in made.sessions if s.kind == "test")
    trained = [s for s in made.sessions if s.items and s.day < TODAY]
    keep_hold(db, who.key, Hold(test.day, "left", 20.0, 0.0, None, Origin("1")))
    keep_sets(db, who.key, [Set(trained[1].day, "march", "left", 1, 10, "none", 2, Origin("1"))])
    told = read_outcomes(db, who.key, made, read_log(db, who.key), TODAY)
    assert told[test.uid, test.day] == "done"
    assert [told[s.uid, s.day] for s in trained[:3]] == ["missed", "done", "missed"]


def test_an_export_takes_it_along(db, who, tmp_path):
    kept = keep_programme(db, who.key, WISHES, "1")
    keep_due(db, kept, Log(), TODAY)
    export_athlete(db, who, tmp_path / "a.zip", "1")
    with open_journal(str(tmp_path / "other.sqlite")) as other, other.writing() as there:
        import_athlete(there, tmp_path / "a.zip")
        assert read_due(there, kept.key) == read_due(db, kept.key)


def test_sets_with_several_loads_are_no_one_load(db, who):
    loads = ("yellow-band", "red-band", "red-band")
    keep_sets(db, who.key, [
        Set(MONDAY, "march", "left", n, 12, load, 2, Origin("1")) for n, load in enumerate(loads, 1)
    ])  # fmt: skip
    (done,) = read_log(db, who.key).done
    assert done.load == "yellow-band + red-band"
    assert done.amounts == (12, 12, 12)


def test_new_holds_reach_the_programme_unless_they_were_told(db, who):
    keep_programme(db, who.key, replace(WISHES, hold_told=False), "1")
    assert find_programme(db, who.key).wishes.hold_left_s == 20  # the journal knows none
    for side, held_s in (("left", 30.0), ("right", 31.0)):
        keep_hold(db, who.key, Hold(TODAY, side, held_s, 0.0, None, Origin("1")))
    found = find_programme(db, who.key).wishes
    assert (found.hold_left_s, found.hold_right_s) == (30, 31)
    keep_programme(db, who.key, WISHES, "1")
    assert find_programme(db, who.key).wishes.hold_left_s == 20
