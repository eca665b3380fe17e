"""What a set is told to have been, and what to do next."""

from dataclasses import replace

import pytest

from kneedrive.film.studio.moves import alternating, lifts_performance
from kneedrive.strength import coach_page
from kneedrive.strength.advice import next_set
from kneedrive.strength.coach_page import set_words
from kneedrive.strength.coach_stills import moments_to_show
from kneedrive.strength.coaching import coach
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sets import repetition_sets
from kneedrive.strength.sitting import HeelHold
from kneedrive.strength.stills import Still
from tests.strength.performed import performed

LOW = "the thigh came up to 70°, not to the horizontal"


def lift(side="right", at_s=0.0, *, why="", faults=(), speed=500.0, number=1):
    """A repetition; `why` it does not count."""
    good = Repetition(
        side=side,
        start_s=at_s,
        top_s=at_s + 0.5,
        end_s=at_s + 2.0,
        peak_deg=100.0,
        past_horizontal=True,
        drive_s=0.4,
        peak_velocity_dps=speed,
        lowering_s=1.3,
        lean_deg=0.0,
        dorsi_deg=5.0,
        knee_deg=80.0,
        why_not=why,
        faults=tuple(faults),
    )
    return replace(good, set_number=number)


def row(count, side="right", **how):
    return [lift(side, 3.0 * i, **how) for i in range(count)]


def advice(move, lifts, reserve=None):
    return next_set(move, repetition_sets(lifts), reserve).text


def test_half_repetitions_are_the_commonest_fault_and_earn_no_heavier_weight():
    lifts = row(12) + row(12, why=LOW)
    (one,) = repetition_sets(lifts)
    assert (one.commonest, one.fault_count, one.tried, one.total) == (
        "not to the horizontal",
        12,
        24,
        12,
    )
    for reserve in (None, 3):
        told = advice("raise", lifts, reserve)
        assert "12 of 24 did not reach the horizontal" in told
        assert "next weight" not in told


def test_a_leg_whose_lifts_were_all_half_was_done_and_did_not_reach():
    told = advice("march", row(10, "left") + row(10, "right", why=LOW))
    assert "did not reach the horizontal" in told
    assert "Then" not in told


def test_few_half_repetitions_of_one_leg_keep_the_number_where_it_is():
    assert advice("march", row(12, "left") + row(8, "right") + row(2, "right", why=LOW)) == (
        "Aim for 10 to 12 a leg with the same load."
    )


@pytest.mark.parametrize(
    ("count", "reserve", "told"),
    [
        (6, None, "Aim for 8 to 12"),
        (10, None, "add one or two"),
        (12, None, "Say with --reserve"),
        (12, 3, "take the next weight"),
        (12, 0, "until two more"),
    ],
)
def test_the_next_set_follows_number_and_reserve(count, reserve, told):
    assert told in advice("raise", row(count, "left") + row(count, "right"), reserve)


def test_a_fault_in_a_third_of_them_is_cured_before_anything_is_added():
    told = advice("raise", row(8) + row(4, faults=["leaned back"]), 3)
    assert "stand tall" in told
    assert "4 of 12" in told


def test_the_other_leg_comes_next_only_until_it_had_its_set():
    first = row(8, "left")
    assert "Then the right leg" in advice("raise", first)
    assert "Then" not in advice("raise", first + row(8, "right", number=2))


def test_nothing_counted_says_how_to_film_and_that_a_run_is_measured_elsewhere():
    told = advice("march", [])
    assert "from the side" in told
    assert "kneedrive analyze" in told
    assert "heel" in next_set("lsit", (), None).text


def speeds(side, values):
    return [lift(side, 3.0 * i, speed=v) for i, v in enumerate(values)]


def test_speed_that_is_lost_is_told_of_its_leg_with_its_interval():
    lost = [600, 560, 540, 490, 460, 430, 380, 350]
    lifts = speeds("left", lost) + speeds("right", [500.0] * 8)
    (one,) = repetition_sets(lifts)
    left, right = one.trends
    assert left.is_real
    assert left.low_pct < left.change_pct < left.high_pct < 0
    assert left.change_pct == pytest.approx(-42, abs=3)
    assert not right.is_real
    assert "The left leg lost 42 %" in advice("march", lifts)


def test_legs_that_differ_and_speeds_that_scatter_are_no_trend():
    legs = speeds("left", [620.0] * 5) + speeds("right", [380.0] * 5)
    scattered = speeds("left", [500, 380, 560, 430, 390])
    within_the_error = speeds("left", [500.0, 480.0, 460.0, 440.0])
    for lifts in (legs, scattered, within_the_error):
        (one,) = repetition_sets(lifts)
        assert not any(t.is_real for t in one.trends)
        assert "lost" not in advice("raise", lifts)
    assert repetition_sets(speeds("left", [600, 300, 200]))[0].trends == ()


def test_what_was_without_a_fault_and_why_others_did_not_count_is_told():
    (one,) = repetition_sets(row(3) + row(2, faults=["lowered fast"]) + row(4, why=LOW))
    assert one.clean["right"] == 3
    assert set_words(one, 1) == "5 right; 4 not counted, as the thigh stayed too low."


def test_the_commonest_fault_has_its_still_before_rarer_ones():
    lifts = [
        lift(at_s=0.0),
        lift(at_s=3.0, why=LOW),
        lift(at_s=6.0, faults=["leaned back"]),
        lift(at_s=9.0, faults=["foot hung down"]),
        lift(at_s=12.0, faults=["leaned forward"]),
        *[lift(at_s=15.0 + 3 * i, faults=["lowered fast"]) for i in range(4)],
    ]
    shown = moments_to_show(lifts, [])
    assert len(shown) == 4
    assert (15.5, "right leg: lowered fast") in shown
    assert (0.5, "right leg, 100°") in shown
    assert shown == sorted(shown)


def test_a_lift_of_the_heels_and_what_ended_another_have_stills():
    good = HeelHold(1.0, 3.0, "heels", "both", 10.0, 3.0, 0.0)
    bent = replace(good, start_s=6.0, end_s=8.0, reason="knee")
    assert [t for t, _ in moments_to_show([], [good, bent])] == [2.0, 8.2]


def test_the_page_shows_the_stills_of_a_set(tmp_path, monkeypatch):
    def drawn(exercise, wanted):
        return tuple(Still("data:image/jpeg;base64,AAAA", words) for _, words in wanted)

    monkeypatch.setattr(coach_page, "take_stills", drawn)
    lifts = alternating(41, 2)
    lifts[1] = replace(lifts[1], top_deg=70.0)
    done = coach(performed(lifts_performance("march", 41, [lifts])), "march")
    coach_page.write_coach_page(done, [], tmp_path / "coach.html")
    page = (tmp_path / "coach.html").read_text(encoding="utf-8")
    assert page.count("data:image/jpeg") == 2
    assert "not to the horizontal" in page
