"""Done against prescribed: no more than was asked, and only what was asked for."""

from datetime import timedelta

import pytest

from bench.athletes import START
from kneedrive.programme import Wishes
from kneedrive.programme.log import Done, Log
from kneedrive.programme.programme import make_programme
from kneedrive.progress.adherence import adherence

TODAY = START + timedelta(days=30)
PROGRAMME = make_programme("p", Wishes(START), Log(), TODAY)
DUE = [s for s in PROGRAMME.sessions if s.items and s.day < TODAY]


def done(day, sets=3):
    return Done(day, "march", "left", (10.0,) * sets, "none", 2)


def march_left(found):
    return next(s for s in found.sets if (s.move, s.side) == ("march", "left"))


def test_days_that_asked_for_nothing_and_days_too_many_do_not_count():
    every_day = [done(START + timedelta(days=i), 9) for i in range(31)]
    found = adherence(PROGRAMME, Log(tuple(every_day)), TODAY)
    assert set(found.done) >= {s.day for s in DUE}
    assert len(found.done) <= found.asked
    assert march_left(found).done == march_left(found).asked


def test_sets_of_another_day_do_not_fill_up_those_that_were_missed():
    found = adherence(PROGRAMME, Log((done(DUE[0].day, 30),)), TODAY)
    wanted = sum(i.sets for i in DUE[0].items if (i.move, i.side) == ("march", "left"))
    assert march_left(found).done == wanted
    assert found.done == (DUE[0].day,)
    assert found.missed == tuple(s.day for s in DUE[1:])


def test_a_day_late_is_done_but_once():
    late = DUE[0].day + timedelta(days=1)
    found = adherence(PROGRAMME, Log((done(late),)), TODAY)
    assert found.done == (DUE[0].day,)
    assert len(found.missed) == len(DUE) - 1


@pytest.mark.parametrize("days", [-30, 40])
def test_what_was_done_before_the_programme_or_is_still_to_come_does_not_count(days):
    found = adherence(PROGRAMME, Log((done(START + timedelta(days=days)),)), TODAY)
    assert found.done == ()
    assert march_left(found).done == 0


def test_today_counts_only_once_it_is_done():
    today = DUE[2].day
    before = adherence(PROGRAMME, Log(), today)
    after = adherence(PROGRAMME, Log((done(today),)), today)
    assert before.asked == 2
    assert (after.asked, after.done) == (3, (today,))
