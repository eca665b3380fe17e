"""Tests, films and what comes next: on which days, and on which never."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kneedrive.programme import Done, Log, Wishes, make_programme
from kneedrive.programme.days import kind_of
from kneedrive.programme.dose import minutes_of
from kneedrive.programme.ladder import ladder
from kneedrive.programme.standings import standings
from kneedrive.programme.tables import rule
from kneedrive.programme.words import next_sessions, next_training, outlook, programme_words

MONDAY = date(2026, 3, 2)
PLAIN = Wishes(MONDAY, hold_left_s=20, hold_right_s=20)


def sessions(wishes, kind, today=MONDAY):
    return [s for s in make_programme("k", wishes, Log(), today).sessions if s.kind == kind]


def test_the_first_training_day_is_a_hold_test():
    made = make_programme("k", PLAIN, Log(), MONDAY).sessions
    first = next(s for s in made if s.kind != "film")
    assert first.kind == "test"
    assert first.hard
    assert len(sessions(PLAIN, "test")) == 1


@pytest.mark.parametrize("weeks", [6, 7, 8, 9, 10, 11, 12])
def test_the_last_retest_is_at_the_end(weeks):
    wishes = replace(PLAIN, weeks=weeks)
    retests = [s.day for s in sessions(wishes, "retest")]
    trained = [s.day for s in sessions(wishes, "strength")]
    assert max(retests) > max(trained)
    assert len(retests) == (2 if weeks == 12 else 1)
    assert min(retests) >= MONDAY + timedelta(days=42)


def test_four_days_of_films_before_where_there_is_time_and_four_after():
    early = replace(PLAIN, asked_on=MONDAY - timedelta(days=8))
    films = [s.day for s in sessions(early, "film")]
    (retest,) = [s.day for s in sessions(early, "retest")]
    assert sum(day < MONDAY + timedelta(days=7) for day in films) == 4
    assert min(films) >= early.asked_on
    assert sum(day >= retest for day in films) == 4
    late = make_programme("k", PLAIN, Log(), MONDAY)
    assert any("--start 2026-03-09" in note for note in late.notes)
    assert not any("--start" in note for note in make_programme("k", early, Log(), MONDAY).notes)


def test_no_film_on_the_day_after_a_hard_session_nor_around_a_race():
    race = MONDAY + timedelta(days=62)
    wishes = replace(PLAIN, running_days=tuple(range(7)), race=race, days_per_week=3)
    made = make_programme("k", wishes, Log(), MONDAY).sessions
    tired = {s.day + timedelta(days=1) for s in made if s.hard}
    films = [s.day for s in made if s.kind == "film"]
    assert films
    assert not tired & set(films)
    assert not any(-3 <= (race - day).days <= 2 for day in films)
    weekend = replace(PLAIN, running_days=(5, 6), race=race, days_per_week=3)
    films = [s.day for s in sessions(weekend, "film")]
    assert max(films) > race
    assert not any(-3 <= (race - day).days <= 2 for day in films)


def test_films_are_on_easy_runs_first():
    wishes = replace(PLAIN, running_days=tuple(range(7)), key_days=(1, 5))
    films = sessions(wishes, "film")
    assert len(films) >= 5
    assert not {s.day.weekday() for s in films} & {1, 5}
    only_key = replace(PLAIN, running_days=(1, 5), key_days=(1, 5))
    assert sessions(only_key, "film")


def test_next_is_the_nearest_of_all():
    made = make_programme("k", PLAIN, Log(), MONDAY)
    retest = next(s for s in made.sessions if s.kind == "retest")
    text = programme_words(made, retest.day)
    assert f"Next: Fri {retest.day.day} Apr 2026, Knee hold retest" in text
    coming = next_sessions(made, MONDAY)
    assert coming[0].kind == "test"
    assert coming[-1] == next_training(made, MONDAY)
    assert all(not s.items for s in coming[:-1])


def test_the_list_says_what_became_of_each_day():
    made = make_programme("k", PLAIN, Log(), MONDAY)
    first, second = [s for s in made.sessions if s.items][:2]
    became = {(first.uid, first.day): "done", (second.uid, second.day): "missed"}
    lines = programme_words(made, second.day + timedelta(days=1), became).splitlines()
    assert sum(line.startswith("done ") for line in lines) == 1
    assert sum(line.startswith("missed ") for line in lines) == 1
    assert not any(line.startswith("x ") for line in lines)


def test_a_clip_with_lower_drive_puts_that_side_first_but_a_weaker_hold_more_so():
    def first_side(wishes):
        made = make_programme("k", wishes, Log(), MONDAY)
        return next(s for s in made.sessions if s.items).items[0].side

    assert first_side(PLAIN) == "left"
    assert first_side(replace(PLAIN, lower_drive="right")) == "right"
    assert first_side(replace(PLAIN, lower_drive="right", hold_left_s=9)) == "left"


def test_what_was_done_in_the_ninety_days_before_sets_the_first_load():
    def start_after(days):
        day = MONDAY - timedelta(days=days)
        log = Log((Done(day, "march", "left", (10, 10, 10), "blue-band", 2),))
        return ladder("march", PLAIN)[standings(PLAIN, log, MONDAY)["march", "left"].rung].name

    assert start_after(4) == "blue-band"
    assert start_after(90) == "none"  # nine loads down from there
    assert start_after(91) == "yellow-band"  # as if it had never been


def test_an_easy_session_leaves_more_in_reserve_and_has_no_load():
    wishes = replace(PLAIN, race=MONDAY + timedelta(days=41))
    easy = sessions(wishes, "easy")
    assert easy
    assert {i.rir for s in easy for i in s.items} == {rule("rir.easy")} == {4}
    assert {kind_of(s.day, wishes) for s in easy} == {"easy"}


def test_a_session_takes_its_warm_up_sets_and_rests():
    made = make_programme("k", replace(PLAIN, minutes=60), Log(), MONDAY)
    march = tuple(i for i in next(s for s in made.sessions if s.items).items if i.move == "march")
    # 3 minutes, two sides of 3 sets of 10 at 2.5 s and 5 s between, three rests of a minute
    assert minutes_of(march) == pytest.approx(3 + 2 * 3 * (10 * 2.5 + 5) / 60 + 3)


def test_a_short_hold_asks_for_a_look_at_range_balance_and_pain():
    short = make_programme("k", replace(PLAIN, hold_left_s=8), Log(), MONDAY)
    assert any("range, balance and pain" in note and "left" in note for note in short.notes)
    fine = make_programme("k", PLAIN, Log(), MONDAY)
    assert not any("range, balance" in note for note in fine.notes)


def test_the_outlook_says_how_much_those_people_trained():
    (said,) = outlook(2)
    assert "three sessions a week" in said
    assert "untrained" in said
    assert "2 sessions a week" in said
