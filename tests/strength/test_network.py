"""A drawn hold through the real pose network, from film to page."""

import json

import pytest

from kneedrive.errors import InputError
from kneedrive.film import frames, probe
from kneedrive.film.studio.moves import film_move, hold_performance
from kneedrive.pose import fetch
from kneedrive.strength import (
    Filmed,
    assess_hold,
    follow_exercise,
    write_hold,
    write_hold_page,
)
from kneedrive.strength.live import watch

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def filmed(tmp_path_factory):
    """A short hold, drawn once."""
    try:
        fetch("auto", print)
    except InputError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("hold")
    performance = hold_performance(1, "left", 1.0, "hand")
    film_move(performance, folder / "hold")
    return folder / "hold.mp4", performance.truth


def test_film_to_page(filmed, tmp_path):
    path, truth = filmed
    test = assess_hold(follow_exercise(path, Filmed()))
    assert abs(test.best["left"].attempt.held_s - truth["held_s"]) < 0.3
    assert test.best["left"].attempt.reason == "hand"
    write_hold(test, tmp_path / "hold.json")
    write_hold_page(test, [], tmp_path / "hold.html")
    assert json.loads((tmp_path / "hold.json").read_text(encoding="utf-8"))["legs"]["left"]
    assert (tmp_path / "hold.html").read_text(encoding="utf-8").count("data:image/jpeg") == 2


def test_live_says_go_and_time(filmed):
    path, truth = filmed
    events = list(watch("hold", ((f.time_s, f.image) for f in frames(probe(path)))))
    assert [e.kind for e in events if e.kind in ("go", "time")][:2] == ["go", "time"]
    (first, *_) = [e for e in events if e.kind == "time"]
    assert abs(first.seconds - truth["held_s"]) < 0.4
