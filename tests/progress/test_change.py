"""Change at matched speed and cadence: right on made athletes, silent where nothing can be said."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bench.athletes import START, World, make_athlete
from bench.progress import NONE, changes_of
from kneedrive.journal.read import Measured, Value
from kneedrive.progress.days import beforehand
from kneedrive.progress.model import detectable_with, fit_change
from kneedrive.progress.observations import gather, phase_of
from kneedrive.progress.scatter import calibrated
from kneedrive.progress.verdict import judge
from kneedrive.progress.watched import WATCHED

BY_NAME = {w.name: w for w in WATCHED}
CONTACT = BY_NAME["contact_time_ms"]


def clip(day, contact_ms, speed=3.3, cadence=170.0, camera="phone", **more):
    values = {
        "contact_time_ms": Value(contact_ms, 6.0),
        "speed_mps": Value(speed, 0.05),
        "cadence_spm": Value(cadence, 0.3),
    }
    values |= {name: Value(value, 1.0) for name, value in more.items()}
    return Measured(START + timedelta(days=day), camera, False, values)


def clips(before, after, **more):
    days = [-20, -16, -11, -6], [45, 50, 54, 60]
    return [clip(d, before + i, **more) for i, d in enumerate(days[0])] + [
        clip(d, after + i, **more) for i, d in enumerate(days[1])
    ]


def judged(measured, watched=CONTACT):
    return judge(watched, gather(measured, watched, START), START)


def test_a_large_change_is_clear_and_a_small_one_is_not():
    large, small = judged(clips(250, 225)), judged(clips(250, 249))
    assert large.verdict == "clear change"
    assert large.fit.change == pytest.approx(-25, abs=3)
    assert large.fit.low < -25 < large.fit.high < 0
    assert small.verdict == "no clear change yet"
    assert small.fit.low < 0 < small.fit.high


def test_running_faster_is_not_a_change():
    """At 0.5 m/s more, contact is 15 ms shorter by the usual slope alone."""
    slow = [clip(d, 250) for d in (-20, -15, -9, -4)]
    fast = [clip(d, 235, speed=3.8) for d in (45, 50, 54, 60)]
    assert judged(slow + fast).verdict == "no clear change yet"
    same = [clip(d, 235) for d in (45, 50, 54, 60)]
    assert judged(slow + same).fit.change == pytest.approx(-15, abs=2)
    assert abs(judged(slow + fast).fit.change) < 5


def test_a_quicker_cadence_is_not_a_change():
    slow = [clip(d, 250) for d in (-20, -15, -9, -4)]
    quick = [clip(d, 243, cadence=180.0) for d in (45, 50, 54, 60)]
    assert judged(slow + quick).verdict == "no clear change yet"
    assert abs(judged(slow + quick).fit.change) < 3


def test_a_camera_that_changes_with_the_programme_widens_the_interval():
    same = judged(clips(250, 238))
    moved = clips(250, 238)
    moved = moved[:4] + [replace(m, camera="another") for m in moved[4:]]
    other = judged(moved)
    assert other.fit.detectable > 1.5 * same.fit.detectable
    assert other.verdict == "no clear change yet"
    assert "way of filming changed" in other.words


def test_a_runner_who_scatters_needs_a_larger_change():
    steady = clips(250, 240)
    rng = np.random.default_rng(3)
    wild = [
        replace(
            m,
            values=m.values
            | {"contact_time_ms": Value(m.value("contact_time_ms") + rng.normal(0, 12), 6.0)},
        )
        for m in steady
    ]
    assert judged(wild).fit.day_sd > 1.4 * judged(steady).fit.day_sd
    assert judged(wild).fit.detectable > 1.4 * judged(steady).fit.detectable


def test_clips_of_one_day_count_less_than_days():
    one_day = [clip(d, 250) for d in (-20, -11)] + [clip(d, 240) for d in (45, 45, 45, 54)]
    four_days = [clip(d, 250) for d in (-20, -11)] + [clip(d, 240) for d in (45, 48, 51, 54)]
    assert judged(one_day).fit.detectable > judged(four_days).fit.detectable


def test_runs_of_a_watch_add_to_the_clips_whatever_their_offset():
    def run(day, contact_ms):
        values = {"contact_time_ms": contact_ms, "speed_mps": 3.3, "cadence_spm": 170.0}
        return Measured(
            START + timedelta(days=day),
            "watch x",
            True,
            {n: Value(v, 0.0) for n, v in values.items()},
        )

    few = [clip(d, 250) for d in (-20, -11)] + [clip(d, 240) for d in (45, 54)]
    runs = [run(d, 280) for d in range(-40, -5, 4)] + [run(d, 270) for d in range(44, 80, 4)]
    alone, together = judged(few), judged(few + runs)
    assert together.fit.detectable < 0.8 * alone.fit.detectable
    assert together.fit.change == pytest.approx(-10, abs=2)
    assert np.ptp(together.fit.matched[-len(runs) :]) < 12  # the offset is taken out of the picture


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ([], "before"),
        ([clip(-20, 250), *(clip(d, 240) for d in (45, 50))], "only 1 day"),
        ([clip(d, 250) for d in (-20, -10)], "film on 2 days from 2026-04-13"),
        ([*(clip(d, 250) for d in (-20, -10)), clip(45, 240)], "film on 1 day from"),
        (
            [clip(d, 250) for d in (-20, -10)] + [clip(d, 240, speed=4.3) for d in (45, 50)],
            "too far apart",
        ),
    ],
)
def test_what_can_not_be_judged_says_why(measured, said):
    change = judged(measured)
    assert change.verdict == "can't be judged"
    assert change.fit is None
    assert said in change.words


def test_clips_without_speed_are_left_out_with_the_reason():
    blind = [
        replace(m, values={k: v for k, v in m.values.items() if k != "speed_mps"})
        for m in clips(250, 220)
    ]
    change = judged(blind)
    assert change.verdict == "can't be judged"
    assert "--height or --speed" in change.words
    withheld = [
        replace(m, values=m.values | {"contact_time_ms": Value(None, 0.0, "too few steps")})
        for m in clips(250, 220)
    ]
    assert "too few steps" in judged(withheld).words
    unsure = [
        replace(m, values=m.values | {"contact_time_ms": Value(240.0, 0.0)})
        for m in clips(250, 220)
    ]
    assert "no interval" in judged(unsure).words


def test_the_number_of_clips_needed_is_true():
    change = judged(clips(250, 245))
    assert change.verdict == "no clear change yet"
    needed = int(change.words.split()[0]) if change.words[0].isdigit() else None
    size = abs(change.fit.change)
    if needed is None:
        assert detectable_with(change.observations, CONTACT, change.fit.days, 30) > size
    else:
        assert detectable_with(change.observations, CONTACT, change.fit.days, needed) <= size
        assert detectable_with(change.observations, CONTACT, change.fit.days, needed - 1) > size


def test_more_clips_detect_smaller_changes():
    used = gather(clips(250, 245), CONTACT, START).used
    sizes = [detectable_with(used, CONTACT, beforehand(), n) for n in (0, 2, 5, 20)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_first_week_is_before_and_six_weeks_after_is_after():
    phases = [phase_of(START + timedelta(days=d), START) for d in (-121, -120, 6, 7, 41, 42, 151)]
    assert phases == [None, "before", "before", "during", "during", "after", None]


def test_what_the_order_of_clips_does_not_change():
    measured = clips(250, 240)
    one, two = judged(measured), judged(measured[::-1])
    assert one.fit.change == pytest.approx(two.fit.change)
    assert one.fit.detectable == pytest.approx(two.fit.detectable)


def test_made_athletes_are_judged_right():
    """A few of those that `python -m bench progress` judges by the hundred."""
    large = dict(NONE, contact_time_ms=-25.0)
    quiet = [changes_of(seed, NONE)["contact_time_ms"] for seed in range(12)]
    loud = [changes_of(seed, large)["contact_time_ms"] for seed in range(12)]
    assert sum(c.verdict == "clear change" for c in quiet) <= 2
    assert sum(c.verdict == "clear change" for c in loud) >= 8
    assert sum(c.fit.low <= 0 <= c.fit.high for c in quiet) >= 10
    assert sum(c.fit.low <= -25 <= c.fit.high for c in loud) >= 10


def test_flight_mirrors_contact_at_one_speed_and_cadence():
    measured = make_athlete(3, dict(NONE, contact_time_ms=-20.0))
    fits = {
        name: fit_change(gather(measured, BY_NAME[name], START).used, BY_NAME[name])
        for name in ("contact_time_ms", "flight_time_ms")
    }
    assert fits["flight_time_ms"].change == pytest.approx(-fits["contact_time_ms"].change, abs=2.5)


def test_a_speed_that_errs_does_not_flatten_the_slope():
    """Speeds that scatter by their own error alone tell nothing: they go to their mean."""
    speeds = (3.1, 3.5, 3.2, 3.4, 3.3, 3.3, 3.1, 3.5)
    made = [
        replace(m, values=m.values | {"speed_mps": Value(v, 0.3)})
        for m, v in zip(clips(250, 250), speeds, strict=True)
    ]
    used = gather(made, CONTACT, START).used
    drawn = calibrated(used, CONTACT)
    spread = [np.ptp([o.speed_mps for o in one]) for one in (used, drawn)]
    assert spread[1] < 0.5 * spread[0]
    assert np.ptp(fit_change(used, CONTACT).matched) < 7.5  # not pulled about by 0.4 m/s


def test_the_error_of_the_speed_becomes_one_of_the_number():
    def with_error(error_mps):
        return judged(
            [
                replace(m, values=m.values | {"speed_mps": Value(3.3, error_mps)})
                for m in clips(250, 240)
            ]
        ).fit.detectable

    assert with_error(0.8) > 1.3 * with_error(0.02)


def test_four_numbers_are_judged_together():
    """The smallest detectable change lies beyond the single interval, by what four of them ask."""
    fit = judged(clips(250, 240)).fit
    assert 1.2 < fit.detectable / ((fit.high - fit.low) / 2) < 1.5


def test_a_change_that_ramps_up_leaves_before_and_after_alone():
    """Clips of the first weeks on their way from 250 to 230 ms add no scatter to either end."""
    way = [clip(d, 250 - 20 * (d - 7) / 35) for d in range(8, 42, 3)]
    with_way, without = judged(clips(250, 230) + way), judged(clips(250, 230))
    assert with_way.fit.change == pytest.approx(without.fit.change, abs=2.5)
    assert with_way.fit.detectable < 1.15 * without.fit.detectable
    assert with_way.fit.day_sd < 1.3 * without.fit.day_sd


def test_few_clips_that_agree_by_chance_are_not_taken_for_a_steady_runner():
    agree = [clip(d, 250) for d in (-20, -6)] + [clip(d, 242) for d in (45, 60)]
    change = judged(agree)
    assert change.fit.day_sd > 0.5 * CONTACT.day_sd
    assert change.verdict == "no clear change yet"


def run_of_watch(day, contact_ms):
    values = {"contact_time_ms": contact_ms, "speed_mps": 3.3, "cadence_spm": 170.0}
    made = {n: Value(v, 0.0) for n, v in values.items()}
    return Measured(START + timedelta(days=day), "watch x", True, made)


def test_sixty_runs_of_days_that_resemble_their_neighbours_tell_little_more_than_a_few():
    """Runs that wander by weeks are no sixty readings of one level; steady ones are."""
    days = range(-80, 100, 3)
    rng = np.random.default_rng(5)
    steady = [run_of_watch(d, 250 + rng.normal(0, 5)) for d in days]
    at, wandering = 0.0, []
    for d in days:
        at = 0.9 * at + rng.normal(0, 5 * np.sqrt(1 - 0.81))
        wandering.append(run_of_watch(d, 250 + at))
    few, many = judged(wandering).fit, judged(steady).fit
    assert few.days.lasting > many.days.lasting
    assert few.detectable > 1.1 * many.detectable
    assert few.detectable > 8.0  # sixty independent days would make it 4


def test_wandering_watch_users_are_not_told_of_a_change():
    """Unchanged athletes with a watch whose days resemble each other for two or four weeks."""
    for memory_days in (14.0, 28.0):
        world = World(memory_days=memory_days, watch=True)
        seen = [changes_of(seed, NONE, world, ["contact_time_ms"]) for seed in range(40)]
        alarms = sum(c["contact_time_ms"].verdict == "clear change" for c in seen)
        assert alarms <= 4  # 40 independent days would have told eight and more


def test_another_version_counts_as_another_way_of_measuring_and_says_so():
    made = [replace(m, version="0.1.3" if m.day < START else "0.2.0") for m in clips(250, 238)]
    alike = [replace(m, version="0.1.3" if m.day < START else "0.1.9") for m in clips(250, 238)]
    assert judged(made).fit.detectable > 1.3 * judged(alike).fit.detectable
    assert "analyze the old clips again" in judged(made).words
    assert "again" not in judged(alike).words


def test_clips_scaled_by_another_height_are_left_out_and_said():
    made = clips(250, 238)
    scaled = [replace(m, scale="--height 1.75") for m in made[:4]]
    scaled += [replace(m, scale="--height 1.85") for m in made[4:]]
    change = judged(scaled)
    assert change.verdict == "can't be judged"
    assert "4 left out" in change.words
    assert "--height 1.75" in change.words
    one = [replace(m, scale="--height 1.85") for m in made]
    one[0] = replace(one[0], scale="--speed")
    assert judged(one).fit is not None
    assert "1 left out: scale from --speed" in judged(one).words


def test_what_limits_is_named():
    moved = clips(250, 245)
    moved = moved[:4] + [replace(m, camera="another") for m in moved[4:]]
    words = judged(moved).words
    assert "two ways of filming" in words or "beside the scatter" in words
    two = [clip(d, 250) for d in (-9, -6)] + [clip(45 + 2 * i, 243) for i in range(25)]
    found = judged(two)
    assert found.verdict == "no clear change yet"
    assert "the 2 days before the start are the limit" in found.words


def test_a_camera_that_the_user_calls_a_watch_is_still_a_camera():
    named = [replace(m, camera="watch tower, 60 fps") for m in clips(250, 240)]
    assert not any(o.from_watch for o in gather(named, CONTACT, START).used)
    assert judged(named).fit.detectable == pytest.approx(judged(clips(250, 240)).fit.detectable)


def test_what_no_watch_measures_is_not_said_to_be_lacking():
    thigh = BY_NAME["peak_thigh_angle_deg"]
    found = gather([run_of_watch(d, 250.0) for d in (-20, 45)], thigh, START)
    assert found.left_out == {}
