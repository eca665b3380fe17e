"""What was kept can be seen, and what is wrong taken out, once and for all its readings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bench.made_journal import VERSION, clip_entry
from kneedrive.errors import InputError
from kneedrive.journal import (
    Hold,
    Note,
    Origin,
    Run,
    Set,
    add_athlete,
    keep_analysis,
    keep_hold,
    keep_note,
    keep_run,
    keep_sets,
    list_entries,
    open_journal,
    remove_entry,
)
from kneedrive.journal.capacity import newest_holds, side_with_lower_drive
from kneedrive.journal.overview import overview
from kneedrive.journal.read import read_clips, read_holds, read_log, read_runs

DAY = date(2026, 3, 2)
FAR = (date(2000, 1, 1), date(2100, 1, 1))
HAND = Origin(VERSION)
WEEK = timedelta(days=7)


def reading(n):
    """The origin of one reading of a film or a file; each has settings of its own."""
    return Origin(VERSION, "film", {"reading": n})


@pytest.fixture
def filled(place):
    """One of every kind, each film and file read twice, and another athlete's hold."""
    with open_journal(place) as journal, journal.writing() as db:
        who, other = add_athlete(db, "Ana").key, add_athlete(db, "Bo").key
        keep_hold(db, other, Hold(DAY, "left", 5.0, 0.0, None, HAND))
        clip = clip_entry("c", DAY, {})
        keep_analysis(db, who, clip)
        keep_analysis(db, who, replace(clip, origin=replace(clip.origin, settings={"n": 2})))
        for n in (1, 2):
            run = Run("r", "r.fit", DAY + WEEK, "hrm", {}, reading(n))
            keep_run(db, who, run)
            keep_hold(db, who, Hold(DAY + 2 * WEEK, "left", 7.0 + n, 4.0, None, reading(n), True))
        keep_hold(db, who, Hold(DAY + 3 * WEEK, "right", 9.5, 0.0, None, HAND))
        days = (DAY + 4 * WEEK, "raise", "left")
        keep_sets(db, who, [Set(*days, n, 12 - n, "8-lb", 2, HAND) for n in (1, 2, 3)])
        keep_note(db, who, Note(DAY + 5 * WEEK, "pain", 4, "march", "left", "since Monday"))
    with open_journal(place) as journal, journal.writing() as db:
        yield db, who, other


def test_the_latest_come_first_each_in_words(filled):
    db, who, _ = filled
    assert [(line.day, line.kind, line.words) for line in list_entries(db, who)] == [
        (DAY + 5 * WEEK, "note", "pain 4 of 10, march, left, since Monday"),
        (DAY + 4 * WEEK, "sets", "raise left 11 10 9, load 8-lb, 2 in reserve, by hand"),
        (DAY + 3 * WEEK, "hold", "right 9.5 s, by hand"),
        (DAY + 2 * WEEK, "hold", "left at least 9.0 s with 4 kg, from a film"),
        (DAY + WEEK, "run", "r.fit, hrm"),
        (DAY, "clip", "c.mov, analysed 2 times"),
    ]
    assert [line.kind for line in list_entries(db, who, 2)] == ["note", "sets"]


def test_what_is_removed_is_gone_with_all_its_readings_and_nothing_else(filled):
    db, who, other = filled
    for line in list_entries(db, who):
        before = [other.words for other in list_entries(db, who)]
        assert remove_entry(db, who, line.id.upper()).words == line.words
        assert [o.words for o in list_entries(db, who)] == [w for w in before if w != line.words]
    assert {line.count for line in overview(db, who)} == {0}
    assert (read_clips(db, who, [], *FAR), read_runs(db, who, *FAR)) == ([], [])
    assert (read_holds(db, who), read_log(db, who).done, read_log(db, who).troubles) == ([], (), ())
    assert len(read_holds(db, other)) == 1


def test_an_id_of_nobody_of_another_or_of_several_is_refused(filled):
    db, who, other = filled
    (others,) = list_entries(db, other)
    for start, said in ((others.id, "no id"), ("zzzz", "no id"), ("abc", "too short")):
        with pytest.raises(InputError, match=said):
            remove_entry(db, who, start)
    assert len(list_entries(db, other)) == 1


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "side"),
    [(28.0, 34.0, "left"), (34.0, 28.0, "right"), (33.0, 32.0, None)],
)
def test_the_side_with_the_lower_knee_drive_is_told_beyond_the_interval_of_the_newest_clip(
    place, left_deg, right_deg, side
):
    older = clip_entry("old", DAY, {})
    newest = clip_entry("new", DAY + WEEK, {"peak_thigh_angle_deg": 32.0})  # its interval: 2.56 deg
    for clip, left, right in ((older, 20.0, 50.0), (newest, left_deg, right_deg)):
        measure = clip.origin.document["metrics"]["peak_thigh_angle_deg"]
        measure |= {"left": left, "right": right}
    with open_journal(place) as journal, journal.writing() as db:
        who = add_athlete(db, "Ana").key
        assert side_with_lower_drive(db, who) is None
        for clip in (newest, older):
            keep_analysis(db, who, clip)
        assert side_with_lower_drive(db, who) == side


@pytest.mark.parametrize(
    ("left", "right", "known"),
    [
        ((8.0, False), (14.0, False), (8.0, 14.0)),
        ((8.0, True), (14.0, False), (None, 14.0)),  # the left may hold longer than the right
        ((8.0, False), (15.0, True), (8.0, 15.0)),
        ((15.0, True), (15.0, True), (15.0, 15.0)),
    ],
)
def test_a_hold_that_ended_early_makes_no_side_the_weaker_one(place, left, right, known):
    with open_journal(place) as journal, journal.writing() as db:
        who = add_athlete(db, "Ana").key
        for side, (held_s, at_least) in (("left", left), ("right", right)):
            keep_hold(db, who, Hold(DAY, side, held_s, 0.0, None, HAND, at_least))
        assert tuple(newest_holds(db, who).values()) == known
