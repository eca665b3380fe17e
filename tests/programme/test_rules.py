"""Whatever a runner says and does: no dose outside the rules, no forbidden day or load."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.forbidden import (
    days_forbidden,
    doses_outside,
    sessions_not_stopped,
    steps_not_earned,
)
from bench.trainees import make_log, make_wishes
from kneedrive.programme import Log, Trouble, make_programme
from kneedrive.red_flags import red_flags

ANYBODY = st.randoms(use_true_random=False)


def case(rng):
    wishes = make_wishes(rng)
    done_for = rng.choice([0, 10, 30, 80])
    return wishes, make_log(rng, wishes, done_for), wishes.start + timedelta(days=done_for)


@given(ANYBODY)
@settings(max_examples=150, deadline=None)
def test_no_dose_and_no_day_outside_the_rules(rng):
    wishes, log, today = case(rng)
    programme = make_programme("k", wishes, log, today)
    assert doses_outside(programme) == []
    assert days_forbidden(programme) == []
    assert sessions_not_stopped(programme, log, today) == []
    assert 6 <= programme.weeks <= 12


@given(ANYBODY)
@settings(max_examples=60, deadline=None)
def test_a_load_rises_only_as_the_log_allows_and_falls_after_pain(rng):
    wishes, log, _ = case(rng)
    assert steps_not_earned(wishes, log) == []


@given(ANYBODY)
@settings(max_examples=60, deadline=None)
def test_the_same_input_gives_the_same_plan_in_whatever_order_it_was_logged(rng):
    wishes, log, today = case(rng)
    done, troubles = list(log.done), list(log.troubles)
    rng.shuffle(done)
    rng.shuffle(troubles)
    mixed = Log(tuple(done), tuple(troubles))
    assert make_programme("k", wishes, mixed, today) == make_programme("k", wishes, log, today)


@given(ANYBODY)
@settings(max_examples=60, deadline=None)
def test_what_is_to_come_asks_for_nothing_that_is_not_done_yet(rng):
    wishes, log, today = case(rng)
    programme = make_programme("k", wishes, log, today)
    coming = [s for s in programme.sessions if s.day > today and s.kind == "strength"]
    asked = {(i.move, i.side, i.load, i.amount) for s in coming for i in s.items}
    assert len({(move, side) for move, side, _, _ in asked}) == len(asked)


@given(ANYBODY, st.sampled_from(sorted(red_flags())), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_a_red_flag_stops_everything_until_it_is_cleared(rng, flag, days):
    wishes, log, today = case(rng)
    day = wishes.start + timedelta(days=days)
    troubles = tuple(t for t in log.troubles if t.kind != "cleared")
    flagged = Log(log.done, (*troubles, Trouble(day, flag)))
    stopped = make_programme("k", wishes, flagged, today)
    assert stopped.stop is not None
    assert all(s.day < day for s in stopped.sessions)
    later = max([day, *(t.day for t in log.troubles)])
    cleared = Log(log.done, (*flagged.troubles, Trouble(later, "cleared")))
    assert make_programme("k", wishes, cleared, max(today, later)).stop is None
