"""What hurts rests, nothing is too heavy, and who was away comes back lighter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kneedrive.programme import Done, Log, Trouble, Wishes, make_programme
from kneedrive.programme.aftermath import what_follows
from kneedrive.programme.ladder import ladder
from kneedrive.programme.log import stops
from kneedrive.programme.outcome import outcomes
from kneedrive.programme.standings import load_asked, standings
from kneedrive.programme.wishes import weight_lb

MONDAY = date(2026, 3, 2)
PLAIN = Wishes(MONDAY, hold_left_s=20, hold_right_s=20)


def on(days):
    return MONDAY + timedelta(days=days)


def done(day, *amounts, load="yellow-band", rir=2, move="march", side="left"):
    return Done(on(day), move, side, amounts, load, rir)


def standing(log, day, wishes=PLAIN, move="march", side="left"):
    return standings(wishes, log, on(day))[move, side]


def load(log, day, wishes=PLAIN, move="march", side="left"):
    return ladder(move, wishes)[standing(log, day, wishes, move, side).rung].name


def tops(load, days, move="march", amounts=(12, 12, 12)):
    return tuple(done(day, *amounts, load=load, move=move) for day in days)


def test_a_step_of_more_than_half_is_never_taken():
    wishes = Wishes(MONDAY, weights_lb=(weight_lb("4kg"), weight_lb("24kg")), hold_left_s=20,
                    hold_right_s=20)  # fmt: skip
    log = Log(tops("4-kg", (0, 3), "raise"))
    now = standing(log, 4, wishes, "raise")
    assert (load(log, 4, wishes, "raise"), now.amount) == ("4-kg", 13)
    for day in range(7, 60, 3):
        amount = standing(log, day, wishes, "raise").amount
        more = done(day, amount, amount, amount, amount, load="4-kg", move="raise")
        log = Log((*log.done, more))
    now = standing(log, 60, wishes, "raise")
    assert (load(log, 60, wishes, "raise"), now.amount) == ("4-kg", 15)
    assert any("a weight between" in note for note in make_programme("k", wishes, log, on(4)).notes)


def test_half_as_heavy_again_is_a_step_and_a_little_more_is_not():
    for pounds, expected in ((12.0, "12-lb"), (12.2, "8-lb")):
        wishes = Wishes(MONDAY, weights_lb=(8.0, pounds), hold_left_s=20, hold_right_s=20)
        assert load(Log(tops("8-lb", (0, 3), "raise")), 4, wishes, "raise") == expected


def test_nothing_above_the_heaviest_hangs_on_a_foot_even_if_it_was_lifted():
    wishes = Wishes(MONDAY, weights_lb=(12.0, 16.0, 20.0, 24.0), hold_left_s=20, hold_right_s=20)
    log = Log(tops("20-lb", (0, 3, 5, 7), "raise"))
    assert load(log, 8, wishes, "raise") == "20-lb"
    assert load(Log(tops("24-lb", (0, 3), "raise")), 4, wishes, "raise") == "12-lb"


@pytest.mark.parametrize("level", [6, 9])
def test_severe_pain_rests_the_move_of_that_side_until_it_is_cleared(level):
    pain = Trouble(on(4), "pain", level, "march", "left")
    log = Log(tops("yellow-band", (0, 3)), (pain,))
    programme = make_programme("k", PLAIN, log, on(4))
    for session in programme.sessions:
        if session.day >= on(4):
            assert ("march", "left") not in [(i.move, i.side) for i in session.items]
            assert session.kind not in ("test", "retest")
    assert any((i.move, i.side) == ("march", "right") for s in programme.sessions for i in s.items)
    assert "physiotherapist" in programme.notes[0]
    assert programme.notes[0].startswith("march left")
    cleared = Log(log.done, (pain, Trouble(on(9), "cleared", move="march", side="left")))
    now = standing(cleared, 10)
    assert (now.rests, now.rung, now.amount) == (False, 0, 10)  # begins anew, without load


def test_pain_of_this_morning_counts_for_this_evening():
    today = next(s.day for s in make_programme("k", PLAIN, Log(), MONDAY).sessions if s.items)
    log = Log(troubles=(Trouble(today, "pain", 8, "march", "left"),))
    session = next(s for s in make_programme("k", PLAIN, log, today).sessions if s.day == today)
    assert ("march", "left") not in [(i.move, i.side) for i in session.items]


def test_pain_in_three_sessions_running_rests_the_move_and_in_two_takes_loads_off():
    days = (0, 3, 7)
    log = Log(tops("green-band", days, amounts=(10, 10, 10)),
              tuple(Trouble(on(d), "pain", 4, "march", "left") for d in days))  # fmt: skip
    assert not standing(Log(log.done[:2], log.troubles[:2]), 5).rests
    assert standing(log, 8).rests
    assert "three sessions running" in " ".join(make_programme("k", PLAIN, log, on(8)).notes)
    more = Log((*log.done, *tops("none", (9,), amounts=(10, 10, 10))),
               (*log.troubles[:2], Trouble(on(9), "pain", 4, "march", "left")))  # fmt: skip
    assert not standing(more, 10).rests  # the third of these four did not hurt


def test_severe_pain_with_no_one_move_stops_everything():
    log = Log(troubles=(Trouble(on(4), "pain", 7),))
    programme = make_programme("k", PLAIN, log, on(4))
    assert "doctor" in programme.stop
    assert all(s.day < on(4) for s in programme.sessions)
    assert (
        make_programme("k", PLAIN, Log(troubles=(Trouble(on(4), "pain", 5),)), on(4)).stop is None
    )


@pytest.mark.parametrize("kind", ["cramp", "snapping", "back-pain"])
def test_a_cramp_snapping_or_back_pain_takes_a_load_off_however_mild(kind):
    log = Log(tops("yellow-band", (0,), amounts=(10, 10, 10)), (Trouble(on(0), kind),))
    assert load(log, 1) == "none"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Trouble(on(4), "pain", 9), "doctor"),
        (Trouble(on(4), "night-pain"), "doctor"),
        (Trouble(on(4), "pain", 7, "march", "left"), "march left pain of 6"),
        (Trouble(on(4), "pain", 4, "march", "left"), "next time march left: 10 with no band"),
        (Trouble(on(4), "pain", 2), "No load comes off"),
        (Trouble(on(4), "cleared"), "starts again without load"),
    ],
)
def test_whoever_logs_pain_is_told_what_follows(trouble, said):
    log = Log(tops("yellow-band", (0,), amounts=(10, 10, 10)), (trouble,))
    assert said in " ".join(what_follows(trouble, log, PLAIN))
    if trouble.takes_load_off:
        assert what_follows(trouble, log, None)


def test_one_load_for_every_ten_days_away():
    log = Log(tops("blue-band", (0,), amounts=(10, 10, 10)))
    names = [load(log, day) for day in (9, 10, 19, 20, 62)]
    assert names == ["blue-band", "green-band", "green-band", "red-band", "none"]


def test_all_sets_that_were_asked_for_must_reach_the_top():
    assert load(Log(tops("yellow-band", (0, 3))), 4) == "red-band"
    two_of_three = tops("yellow-band", (0, 3), amounts=(12, 12))
    assert load(Log(two_of_three), 4) == "yellow-band"
    weak = Wishes(MONDAY, hold_left_s=10, hold_right_s=20)  # a set more on the left
    assert load(Log(tops("yellow-band", (0, 3))), 4, weak) == "yellow-band"
    assert load(Log(tops("yellow-band", (0, 3), amounts=(12,) * 4)), 4, weak) == "red-band"
    short = Wishes(MONDAY, minutes=10, hold_left_s=20, hold_right_s=20)
    assert load(Log(two_of_three), 4, short) == "red-band"  # two sets were all that was asked for
    light = tops("yellow-band", (21, 24), amounts=(12, 12))
    assert load(Log(light), 25) == "red-band"  # the fourth week asks for two


def test_a_load_that_the_ladder_does_not_have_moves_nothing():
    now = standing(Log(tops("cable-10-lb", (0, 3), "raise")), 4, move="raise")
    assert (now.rung, now.amount, now.why) == (1, 8, "other load")
    mixed = tops("yellow-band + red-band", (0, 3))
    assert load(Log(mixed), 4) == "yellow-band"


def test_after_a_stop_everything_begins_light_and_the_retest_waits():
    log = Log(tops("blue-band", (0, 3), amounts=(10, 10, 10)),
              (Trouble(on(10), "night-pain"), Trouble(on(24), "cleared")))  # fmt: skip
    before, after = (make_programme("k", PLAIN, x, on(24)) for x in (Log(log.done), log))
    assert not any(on(10) <= s.day < on(24) for s in after.sessions)
    assert {s.day for s in after.stopped} == {
        s.day for s in before.sessions if on(10) <= s.day < on(24)
    }
    (old,), (new,) = ([s.day for s in p.sessions if s.kind == "retest"] for p in (before, after))
    assert new - on(24) >= timedelta(days=42)
    assert new > old
    assert max(s.week for s in after.sessions if s.kind == "strength") == 10  # two weeks were lost
    asked = next(s for s in after.sessions if s.day >= on(24) and s.items)
    assert {i.load for i in asked.items} == {"none", "one-heel"}


def test_no_test_in_a_stop_and_no_retest_within_six_weeks_of_one():
    log = Log(troubles=(Trouble(on(0), "night-pain"), Trouble(on(4), "cleared")))
    made = make_programme("k", replace(PLAIN, weeks=6), log, on(4)).sessions
    assert next(s.day for s in made if s.kind == "test") >= on(4)
    usual = make_programme("k", replace(PLAIN, weeks=6), Log(), on(4)).sessions
    (first,), (later,) = ([s.day for s in p if s.kind == "retest"] for p in (usual, made))
    assert first < on(4 + 42) <= later


def test_an_easy_session_near_a_race_moves_nothing():
    wishes = Wishes(MONDAY, race=on(45), hold_left_s=20, hold_right_s=20)
    up = tops("yellow-band", (28, 31, 34), amounts=(10, 10, 10))
    assert load_asked(wishes, Log(up), on(40), "march", "left") == "none"
    log = Log((*up, done(40, 12, 12, 12, load="none", rir=4)))
    before, after = standing(Log(up), 40, wishes), standing(log, 41, wishes)
    assert (after.rung, after.amount) == (before.rung, before.amount) == (1, 11)


def test_what_became_of_each_session():
    programme = make_programme("k", PLAIN, Log(), MONDAY)
    trained = [s for s in programme.sessions if s.items][:4]
    log = Log(
        tuple(Done(day, "march", "left", (10,), "none", 2)
              for day in (trained[0].day, trained[0].day + timedelta(days=1), trained[3].day)),
        (Trouble(trained[2].day, "night-pain"),
         Trouble(trained[2].day + timedelta(days=1), "cleared")),
    )  # fmt: skip
    test = next(s for s in programme.sessions if s.kind == "test")
    told = outcomes(programme.sessions, (), log, {"test": {test.day}}, trained[3].day)
    words = [told[s.uid, s.day] for s in trained]
    assert words == ["done", "missed", "stopped", "done"]
    assert told[test.uid, test.day] == "done"
    assert len(stops(log.troubles)) == 1
    assert not any(day > trained[3].day for _, day in told)
