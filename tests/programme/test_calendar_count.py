"""A re-export updates: the same uids, a higher sequence where something changed, never twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kneedrive.journal import find_athlete, open_journal
from kneedrive.journal.programmes import find_programme, keep_programme, number_entries
from kneedrive.programme import Done, Log, Trouble, Wishes, make_programme
from kneedrive.programme.calendar_entry import calendar_entries

MONDAY, NOTHING = date(2026, 3, 2), Log()


@pytest.fixture
def exported(tmp_path):
    """Export a programme made of wishes and log on a day; entries by uid."""
    with open_journal(str(tmp_path / "j.sqlite")) as journal:

        def export(wishes, log=NOTHING, today=MONDAY):
            with journal.writing() as db:
                who = find_athlete(db, make=True)
                kept = keep_programme(db, who.key, wishes, "1")
                made = make_programme(kept.key, wishes, log, today)
                numbered = number_entries(db, who.key, kept.key, calendar_entries(made), today)
            uids = [n.entry.uid for n in numbered]
            assert len(uids) == len(set(uids))
            return {n.entry.uid: n for n in numbered}

        yield export


WISHES = Wishes(MONDAY, days_per_week=3, hold_left_s=20, hold_right_s=20)


def test_nothing_changed_means_the_very_same_entries(exported):
    assert exported(WISHES) == exported(WISHES)


def test_another_time_keeps_the_uids_and_raises_every_sequence(exported):
    first = exported(WISHES)
    second = exported(replace(WISHES, minutes=10))
    assert set(first) == set(second)
    changed = [u for u in first if second[u].entry != first[u].entry]
    assert changed
    for uid, numbered in second.items():
        assert numbered.sequence == (1 if uid in changed else 0)
    third = exported(replace(WISHES, minutes=10, key_days=(1, 3, 5)))
    assert set(third) >= set(first)  # and films on days that have become free
    assert {n.sequence for n in third.values()} <= {0, 1, 2}
    assert any(n.sequence == 2 for n in third.values())


def test_the_log_moves_what_is_to_come_and_leaves_the_past(exported):
    first = exported(WISHES)
    done = tuple(
        Done(MONDAY + timedelta(days=d), "march", "left", (12, 12, 12), "yellow-band", 2)
        for d in (0, 2)
    )
    today = MONDAY + timedelta(days=3)
    second = exported(WISHES, Log(done), today)
    for uid, numbered in second.items():
        past = numbered.entry.day <= MONDAY
        film = "film" in uid
        test = "retest" in numbered.entry.summary
        assert (numbered.sequence == 0) == (
            past or film or test or numbered.entry == first[uid].entry
        )
    assert any("red band" in n.entry.text for n in second.values())


def test_sessions_that_are_gone_are_cancelled_and_come_back(exported):
    first = exported(WISHES)
    fewer = exported(replace(WISHES, days_per_week=2))
    gone = {uid for uid, n in fewer.items() if n.cancelled}
    assert gone
    assert all(fewer[uid].sequence == first[uid].sequence + 1 for uid in gone)
    again = exported(WISHES)
    assert not any(again[uid].cancelled for uid in first)
    assert all(again[uid].sequence == first[uid].sequence + 2 for uid in gone)


def test_a_red_flag_cancels_everything_from_that_day_on(exported):
    exported(WISHES)
    day = MONDAY + timedelta(days=10)
    stopped = exported(WISHES, Log(troubles=(Trouble(day, "night-pain"),)), day)
    for numbered in stopped.values():
        assert numbered.cancelled == (numbered.entry.day >= day)


def test_a_new_programme_cancels_the_rest_of_the_old_one(exported):
    old = exported(WISHES)
    later = MONDAY + timedelta(days=14)
    both = exported(replace(WISHES, start=later), today=later)
    for uid, numbered in old.items():
        if numbered.entry.day >= later:
            assert both[uid].cancelled
        else:
            assert uid not in both
    assert sum(not n.cancelled for n in both.values()) == len(old)


def test_the_newest_programme_is_the_one(tmp_path):
    with open_journal(str(tmp_path / "j.sqlite")) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        assert find_programme(db, who.key) is None
        keep_programme(db, who.key, WISHES, "1")
        later = replace(WISHES, start=MONDAY + timedelta(days=60))
        kept = keep_programme(db, who.key, later, "1")
        assert find_programme(db, who.key) == kept
        old = keep_programme(db, who.key, replace(WISHES, minutes=20), "1")
        assert find_programme(db, who.key) == old  # the one changed last
        assert find_programme(db, who.key, begun_by=MONDAY + timedelta(days=59)) == old
        assert find_programme(db, who.key, begun_by=later.start) == kept
        assert find_programme(db, who.key, begun_by=MONDAY - timedelta(days=1)) is None


def test_a_start_moved_back_and_forth_is_still_the_same_programme(tmp_path):
    with open_journal(str(tmp_path / "j.sqlite")) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        first = keep_programme(db, who.key, WISHES, "1")
        for weeks in (1, -1):
            moved = replace(WISHES, start=MONDAY + timedelta(weeks=weeks))
            kept = keep_programme(db, who.key, moved, "1", first.key)
            assert kept.key == first.key
            assert find_programme(db, who.key) == kept
        another = keep_programme(db, who.key, WISHES, "1")  # on the day that has become free
        assert another.key != first.key
