"""A fade is found where it is, and not where there is none."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.fade import find_fade, summary
from kneedrive.fade.point import find_point
from kneedrive.fade.slopes import fit_slopes
from kneedrive.fade.stretches import stretches
from kneedrive.watch.simulated import SimulatedCourse, SimulatedFade, SimulatedRunner
from tests.fade.made_runs import made_fade, made_run

LENGTH_M = 12000.0
SIX_PCT = SimulatedFade(at=0.65, size=0.06, flight=2 / 3)


def test_a_fade_is_found_at_its_place_with_an_interval_around_it():
    fade = made_fade(SIX_PCT)
    assert fade.kind == "fade"
    assert fade.point.begin == pytest.approx(0.65, abs=0.05)
    assert fade.point.low <= 0.65 <= fade.point.high
    step = fade.drifts[0]
    assert step.low <= np.log(0.94) + 0.01
    assert step.high >= np.log(0.94) - 0.01
    # Of a step of 357 ms flight loses two thirds of 6 %, at equal speed.
    assert fade.flight_ms == pytest.approx(-0.06 * 2 / 3 * 357, abs=4)


@pytest.mark.parametrize("at", [0.45, 0.8])
def test_fades_early_and_late(at):
    course = SimulatedCourse(LENGTH_M, hills_m=25, heat=0.5, pauses=2)
    found = [made_fade(SimulatedFade(at, 0.06), course, seed) for seed in range(10)]
    assert all(fade.kind == "fade" for fade in found)
    near = [abs(fade.point.begin - at) <= 0.05 for fade in found]
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


def test_slowing_down_is_told_apart_from_falling_apart():
    fade = made_fade(None, SimulatedCourse(LENGTH_M, "slowing", change=0.10))
    assert fade.kind == "slowing"
    assert fade.point.begin == pytest.approx(0.55, abs=0.05)
    assert fade.expected_step == pytest.approx(fade.split.step_length, abs=0.02)
    text = " ".join(summary(fade))
    assert "slowing down, not falling apart" in text


def test_a_longer_contact_at_equal_speed_is_a_fade_though_the_step_holds():
    fade = made_fade(SimulatedFade(0.6, size=0.0, contact=0.09, slower=0.0))
    assert fade.kind == "fade"
    contact = next(d for d in fade.drifts if d.quantity == "contact_ms")
    assert contact.change == pytest.approx(0.09, abs=0.02)
    assert "longer on the ground" in summary(fade)[0]
    assert fade.drifts[0].change == pytest.approx(0, abs=0.015)


def test_shorter_quicker_steps_at_a_held_speed_are_a_rhythm_not_a_fade():
    faster = SimulatedFade(0.6, size=0.07, slower=-0.03)
    assert made_fade(faster, SimulatedCourse(LENGTH_M, hills_m=0)).kind == "rhythm"


def test_steps_that_get_longer_are_no_fade():
    longer = SimulatedFade(0.6, size=-0.06, slower=0.03)
    assert made_fade(longer).kind not in ("fade", "rhythm")


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


def test_the_runners_own_slope_on_speed_is_learned():
    for slope in (0.05, 0.3):
        runner = SimulatedRunner(cadence_slope=slope)
        run = made_run(None, SimulatedCourse(LENGTH_M, "intervals", change=0.15), 3, runner)
        found = fit_slopes(stretches(run), "cadence_spm")
        assert found.values[0] == pytest.approx(slope, abs=0.04)


def test_the_error_of_the_slope_makes_a_drift_at_another_speed_less_sure():
    level = made_fade(None).levels["step_length_m"]
    near = np.arange(len(level.level)) > 100
    _, error = level.change(near)
    far = level.effects.copy()
    far[near, 0] -= 0.3
    moved = type(level)(level.quantity, level.level, level.slopes, far, level.reference)
    assert moved.change(near)[1] > error


def test_noise_has_no_point_and_a_step_has_one():
    random = np.random.default_rng(0)
    middle = (np.arange(120) + 0.5) / 120
    noise = random.normal(0, 1, (120, 1))
    assert find_point(middle, noise, np.array([1.0]), np.array([-1.0]), 1.0) is None
    step = noise - 4.0 * (middle[:, None] > 0.7)
    point = find_point(middle, step, np.array([1.0]), np.array([-1.0]), 1.0)
    assert point.begin == pytest.approx(0.7, abs=0.02)


def test_a_fade_that_passes_is_not_called_one():
    run = made_run(SimulatedFade(0.45, 0.06, over=0.01))
    table = run.table.copy()
    late = table["distance_m"] > 0.62 * LENGTH_M
    table.loc[late, "cadence_spm"] *= 0.94
    table["step_length_m"] = 60 * table["speed_mps"] / table["cadence_spm"]
    table["flight_ms"] = 60000 / table["cadence_spm"] - table["contact_ms"]
    table["contact_distance_m"] = table["speed_mps"] * table["contact_ms"] / 1000
    recovered = type(run)(**{**vars(run), "table": table})
    assert find_fade(recovered).kind != "fade"


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
