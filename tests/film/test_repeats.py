"""Repeated pictures are found through compression, and the others get the times they were taken."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneedrive.film import frames, probe, retime
from tests.film.films import make_film, texture, walk


def shown(count, taken_fps, shown_fps, phase=0.0):
    """Number of the picture shown at each tick, when taken and shown evenly."""
    return np.floor(np.arange(count) * taken_fps / shown_fps + phase).astype(int)


def repeats_of(numbers):
    return np.concatenate([[False], np.diff(numbers) == 0])


@pytest.mark.parametrize(
    ("codec", "options"),
    [
        ("libx264", {"crf": "18"}),
        ("libx264", {"crf": "33", "preset": "veryfast"}),
        ("libvpx-vp9", {"crf": "40", "b": "0", "deadline": "realtime", "cpu-used": "8"}),
    ],
)
@pytest.mark.parametrize(("taken", "played"), [(24, 30), (25, 30), (30, 60), (24, 60)])
def test_found_through_compression(tmp_path, codec, options, taken, played):
    numbers = shown(90, taken, played)
    pictures = walk(int(numbers[-1]) + 1)
    path = make_film(
        tmp_path / "film.mkv", [pictures[i] for i in numbers], codec=codec, options=options
    )
    found = np.array([f.repeated for f in frames(probe(path))])
    assert np.count_nonzero(found != repeats_of(numbers)) <= 2


def test_small_movement_is_no_repeat(tmp_path):
    path = make_film(tmp_path / "slow.mp4", walk(80, step_px=1), options={"crf": "26"})
    assert sum(f.repeated for f in frames(probe(path))) <= 8


def test_a_person_at_rest_is_not_called_a_repeat_all_along(tmp_path):
    rng = np.random.default_rng(1)
    still = walk(1)[0].astype(np.int16)
    noisy = [np.clip(still + rng.integers(-4, 5, still.shape), 0, 255) for _ in range(60)]
    pictures = walk(20) + [p.astype(np.uint8) for p in noisy] + walk(20)
    marks = [f.repeated for f in frames(probe(make_film(tmp_path / "rest.mp4", pictures)))]
    assert sum(marks) <= 9
    assert sum(marks[40:]) == 0


def test_a_flash_does_not_make_repeats(tmp_path):
    pictures = walk(40)
    pictures[20] = np.full_like(pictures[20], 250)
    path = make_film(tmp_path / "flash.mp4", pictures)
    assert not any(f.repeated for f in frames(probe(path)))


@settings(max_examples=30, deadline=None)
@given(
    ratio=st.sampled_from([(24, 30), (25, 30), (30, 60), (24, 60), (50, 60), (24, 25), (15, 30)]),
    phase=st.floats(0, 0.99),
    count=st.integers(150, 700),
    begin_s=st.floats(0, 100),
)
def test_even_pictures_get_even_times(ratio, phase, count, begin_s):
    taken, played = ratio
    time_s = begin_s + np.arange(count) / played
    repeated = repeats_of(shown(count, taken, played, phase))
    unique_s = retime(time_s, repeated)
    steps = np.diff(unique_s)[1:]  # the first picture may be cut short
    np.testing.assert_allclose(steps, 1 / taken, atol=0.12 / played)
    assert np.std(steps) < 0.02 / played
    assert np.abs(unique_s - time_s[~repeated]).max() < 0.5 / played
    assert abs(np.mean(unique_s - time_s[~repeated])) < 0.05 / played


@settings(max_examples=100, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=400), st.randoms(use_true_random=False))
def test_any_repeats_leave_rising_times_near_the_shown_ones(flags, random):
    repeated = np.array([False, *flags])
    time_s = np.cumsum([random.uniform(0.9, 1.1) / 30 for _ in repeated])
    unique_s = retime(time_s, repeated)
    assert len(unique_s) == np.count_nonzero(~repeated)
    assert (np.diff(unique_s) > 0).all()
    assert np.abs(unique_s - time_s[~repeated]).max() < 0.55 / 30


def test_held_pictures_now_and_then_keep_the_shown_times():
    time_s = np.arange(200) / 30
    repeated = np.zeros(200, bool)
    repeated[[20, 21, 22, 31, 90, 150, 151]] = True
    np.testing.assert_array_equal(retime(time_s, repeated), time_s[~repeated])


def test_uneven_films_keep_the_shown_times():
    time_s = np.cumsum(np.tile([0.02, 0.04, 0.05], 60))
    repeated = np.arange(180) % 5 == 4
    np.testing.assert_array_equal(retime(time_s, repeated), time_s[~repeated])


def test_a_break_in_the_pattern_stays_local():
    numbers = np.concatenate([shown(150, 24, 30), 500 + shown(153, 24, 30)])
    time_s = np.arange(len(numbers)) / 30
    steps = np.diff(retime(time_s, repeats_of(numbers)))
    assert np.mean(np.abs(steps - 1 / 24) < 0.003) > 0.9


def test_nothing_repeated_nothing_changed():
    time_s = np.cumsum(texture(30, 30).astype(float).ravel()[:100] + 1)
    np.testing.assert_array_equal(retime(time_s, np.zeros(100, bool)), time_s)
