"""A fade is found where it is, and not where there is none."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.fade import find_fade, summary
from kneedrive.fade.kinds import lost_at
from kneedrive.fade.slopes import SLOW, SPEED
from kneedrive.fade.stretches import stretches
from kneedrive.watch.simulated import SimulatedCourse, SimulatedFade, SimulatedRunner
from tests.fade.made_runs import LENGTH_M, changed_run, even_run, made_fade, made_run

SIX_PCT = SimulatedFade(at=0.65, size=0.06, flight=2 / 3)


def test_a_fade_is_found_at_its_place_with_an_interval_around_it():
    fade = made_fade(SIX_PCT)
    assert fade.kind == "fade"
    assert fade.point.begin == pytest.approx(0.65, abs=0.05)
    assert fade.point.low <= 0.65 <= fade.point.high
    step = fade.drifts[0]
    assert step.low <= np.log(0.94) <= step.high
    # Of a step of 357 ms flight loses two thirds of 6 %, at equal speed.
    change, low, high = fade.flight_ms
    assert low < -0.06 * 2 / 3 * 357 < high
    assert change == pytest.approx((low + high) / 2)


@pytest.mark.parametrize("at", [0.45, 0.8])
def test_fades_early_and_late(at):
    course = SimulatedCourse(LENGTH_M, hills_m=25, heat=0.5, pauses=2)
    found = [made_fade(SimulatedFade(at, 0.06), course, seed) for seed in range(10)]
    assert np.mean([fade.kind in ("fade", "loss") for fade in found]) >= 0.9
    assert all((fade.kind == "fade") == (fade.split.speed < -0.01) for fade in found if fade.point)
    near = [fade.point and abs(fade.point.begin - at) <= 0.05 for fade in found]
    assert np.mean(near) >= 0.9


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "course",
    [
        SimulatedCourse(LENGTH_M, hills_m=40, heat=1.0, pauses=4),
        SimulatedCourse(LENGTH_M, "intervals", change=0.15),
        SimulatedCourse(LENGTH_M, "progression", change=0.2),
        SimulatedCourse(LENGTH_M, "progression", change=-0.15),
        SimulatedCourse(LENGTH_M, "slowing", change=0.10),
    ],
    ids=lambda course: f"{course.kind} {course.change}",
)
def test_speeding_up_slowing_down_hills_and_heat_are_no_fade(course, seed):
    assert made_fade(None, course, seed).kind != "fade"


def test_slowing_down_is_told_apart_from_a_fade():
    fade = made_fade(None, SimulatedCourse(LENGTH_M, "slowing", change=0.10))
    assert fade.kind == "slowing"
    assert fade.point.begin == pytest.approx(0.55, abs=0.05)
    assert fade.expected_step == pytest.approx(fade.split.step_length, abs=0.02)
    text = " ".join(summary(fade))
    assert "slowing down, not a fade" in text


def test_a_longer_contact_at_equal_speed_is_a_fade_though_the_step_holds():
    fade = made_fade(SimulatedFade(0.6, size=0.0, contact=0.09, slower=0.03))
    assert fade.kind == "fade"
    contact = next(d for d in fade.drifts if d.quantity == "contact_ms")
    assert contact.change == pytest.approx(0.09, abs=0.02)
    assert "longer on the ground" in summary(fade)[0]
    assert fade.drifts[0].change == pytest.approx(0, abs=0.015)


@pytest.mark.parametrize(("faster", "said"), [(1.0, "held your speed"), (1.12, "faster")])
def test_a_loss_is_told_whatever_the_speed_did(faster, said):
    # The step loses 10 % at equal speed; cadence goes with speed by a slope of 0.17.
    run = even_run(
        speed_mps=lambda place: np.where(place > 0.6, faster, 1.0),
        cadence_spm=lambda place: np.where(place > 0.6, faster**0.17 / 0.9, 1.0),
    )
    fade = find_fade(run)
    assert fade.kind == "loss"
    assert fade.point.begin == pytest.approx(0.6, abs=0.03)
    assert fade.drifts[0].change == pytest.approx(np.log(0.9), abs=0.02)
    text = " ".join(summary(fade))
    assert text.startswith("A loss of step length")
    assert said in text
    assert "No fade" not in text


@pytest.mark.parametrize(("at_end", "kind"), [(0.985, "fade"), (0.995, "loss"), (1.005, "loss")])
def test_words_and_kind_share_one_limit_of_a_held_speed(at_end, kind):
    run = even_run(
        speed_mps=lambda place: np.where(place > 0.6, at_end, 1.0),
        cadence_spm=lambda place: np.where(place > 0.6, at_end**0.17 / 0.92, 1.0),
    )
    fade = find_fade(run)
    assert fade.kind == kind
    assert ("slower" in " ".join(summary(fade))) == (kind == "fade")


@pytest.mark.parametrize(("times", "told"), [(3.5, False), (4.5, True)])
def test_a_loss_is_claimed_where_it_is_four_times_as_likely_as_none(times, told):
    fade = made_fade(SIX_PCT)
    step = fade.levels["step_length_m"]
    weighed = replace(step, drop=replace(step.drop, odds=float(np.log(times))))
    assert (lost_at(fade.stretches, {"step_length_m": weighed}) is not None) == told


@pytest.mark.parametrize("wander", [0.0091, 0.0173])
def test_runs_that_wander_are_no_fades(wander):
    runner = SimulatedRunner(step_wander=wander, contact_wander=2 * wander)
    kinds = [
        find_fade(made_run(None, SimulatedCourse(LENGTH_M), seed, runner)).kind
        for seed in range(100, 108)
    ]
    assert sum(kind in ("fade", "loss") for kind in kinds) <= 1


def test_contact_is_compared_with_the_whole_opening_not_with_its_best_part():
    # 7 % longer for the first kilometre and a half, then not, then again: as long as at first.
    run = even_run(contact_ms=lambda place: np.where((place < 0.26) | (place > 0.5), 1.07, 1.0))
    assert find_fade(run).kind == "none"
    longer = even_run(contact_ms=lambda place: np.where(place > 0.5, 1.07, 1.0))
    assert find_fade(longer).kind == "loss"


def test_intervals_whose_slope_is_another_than_that_of_easy_running_are_no_fade():
    # Cadence goes by 0.20 with easy speed and by 0.43 up to the fast one; the end is easy.
    def fast(place):
        return (place > 0.2) & (place < 0.8) & (np.floor(place * 20) % 2 == 0)

    run = even_run(
        speed_mps=lambda place: np.where(fast(place), 1.35, np.where(place > 0.8, 0.95, 1.0)),
        cadence_spm=lambda place: np.where(
            fast(place), 1.35**0.43, np.where(place > 0.8, 0.95**0.20, 1.0)
        ),
    )
    assert find_fade(run).kind in ("none", "slowing")


@pytest.mark.parametrize("up", [1.0, -1.0])
def test_the_expected_step_takes_the_grade_into_account(up):
    # 1 % of climb makes cadence 1 % higher, at a speed that is held: steps are 1 % shorter.
    hill = lambda place: up * np.where(place > 0.66, 0.02, 0.03 * np.sin(40 * place))  # noqa: E731
    run = even_run(grade=hill, cadence_spm=lambda place: np.exp(1.0 * hill(place)))
    fade = find_fade(run)
    assert fade.kind == "none"
    assert fade.split.step_length == pytest.approx(-up * 0.02, abs=0.003)
    assert fade.expected_step == pytest.approx(-up * 0.02, abs=0.005)


def test_what_a_run_shows_nowhere_else_is_not_judged():
    # The last tenth climbs at 8 % where all before is nearly level; steps are 8 % shorter there.
    climb = even_run(
        grade=lambda place: np.where(place > 0.9, 0.08, 0.02 * np.sin(60 * place)),
        speed_mps=lambda place: np.where(place > 0.9, 0.85, 1.0),
        cadence_spm=lambda place: np.where(place > 0.9, 1.08 * 0.85**0.17, 1.0),
    )
    fade = find_fade(climb)
    assert fade.kind not in ("fade", "loss")
    assert fade.ending.why == "climbs"
    text = " ".join(summary(fade))
    assert "Not judged: from km\N{NO-BREAK SPACE}10.8" in text
    assert "8.0 %" in text


def test_no_point_is_claimed_at_the_edge_of_the_search():
    for at in (0.2, 0.96):
        early = even_run(
            speed_mps=lambda place, at=at: np.where(place > at, 0.96, 1.0),
            cadence_spm=lambda place, at=at: np.where(place > at, 1 / 0.94, 1.0),
        )
        assert find_fade(early).kind not in ("fade", "loss")


def test_steps_that_get_longer_are_no_fade():
    longer = SimulatedFade(0.6, size=-0.06, slower=0.03)
    assert made_fade(longer).kind not in ("fade", "loss")


def test_the_sentence_a_runner_reads():
    fade = made_fade(SimulatedFade(at=0.65, size=0.06, flight=0.9, slower=0.06, over=0.02))
    text = summary(fade)[0]
    assert text.startswith("From km\N{NO-BREAK SPACE}7.")
    assert "shorter" in text
    assert "of it is flight" in text
    assert "cadence is" in text


def test_without_contact_nothing_is_said_of_flight():
    course = SimulatedCourse(LENGTH_M, has_contact=False)
    fade = made_fade(SIX_PCT, course)
    assert fade.kind == "fade"
    assert "flight" not in " ".join(summary(fade))
    assert "contact_ms" not in fade.levels


@pytest.mark.parametrize("slope", [0.05, 0.3])
def test_the_runners_own_slope_on_speed_is_learned(slope):
    runner = SimulatedRunner(cadence_slope=slope)
    course = SimulatedCourse(LENGTH_M, "intervals", change=0.15)
    step = find_fade(made_run(None, course, 3, runner)).levels["step_length_m"]
    assert -(step.slopes[SPEED] + step.slopes[SLOW]) == pytest.approx(slope, abs=0.05)


def test_the_error_of_the_slope_makes_a_drift_at_another_speed_less_sure():
    level = made_fade(None).levels["step_length_m"]
    before, after = np.arange(len(level.level)) < 30, np.arange(len(level.level)) > 100
    _, error = level.change(before, after)
    far = level.effects.copy()
    far[after, SPEED] -= 0.3
    assert replace(level, effects=far).change(before, after)[1] > error


def test_a_fade_that_passes_is_not_called_one():
    run = made_run(SimulatedFade(0.45, 0.06, over=0.01))
    late = run.table["distance_m"] > 0.62 * LENGTH_M
    recovered = changed_run(run, cadence_spm=run.table["cadence_spm"] * np.where(late, 0.94, 1.0))
    assert find_fade(recovered).kind not in ("fade", "loss")


def test_no_cadence_and_too_short_a_run_are_refused():
    run = made_run(None)
    bare = type(run)(**{**vars(run), "table": run.table.assign(cadence_spm=np.nan)})
    with pytest.raises(InputError, match="no cadence"):
        find_fade(bare)
    with pytest.raises(InputError, match="minutes of running and 8 are needed"):
        find_fade(made_run(None, SimulatedCourse(1000.0, hills_m=0)))


def test_a_run_that_begins_with_a_long_walk_is_refused_for_that():
    run = made_run(None)
    table = run.table.copy()
    walked = table["distance_m"] < 0.4 * LENGTH_M
    table.loc[walked, ["cadence_spm", "speed_mps"]] = 110.0, 1.4
    with pytest.raises(InputError, match="first or last third"):
        find_fade(type(run)(**{**vars(run), "table": table}))


def test_walks_and_stands_are_left_out():
    run = made_run(None)
    table = run.table.copy()
    walked = (table["distance_m"] > 5000) & (table["distance_m"] < 6000)
    table.loc[walked, ["cadence_spm", "speed_mps"]] = 110.0, 1.4
    cut = stretches(type(run)(**{**vars(run), "table": table}))
    assert ((cut["end_m"] <= 5100) | (cut["begin_m"] >= 5900)).all()
    assert cut["speed_mps"].min() > 2
