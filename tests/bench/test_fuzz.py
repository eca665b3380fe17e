"""The fuzzer tells every way in which a command can end, and its inputs are always the same."""

import os
import signal
import sys
from dataclasses import replace

import pytest

from bench.fuzz import MATERIALS, runner
from bench.fuzz.material import Material, damaged
from bench.fuzz.runner import BAD, GOOD, run_material
from kneedrive import __main__ as entry

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="cases are forks of the program")
MADE = Material("made", ".txt", ("fade", "{file}", "--out", "{out}"), (), lambda: [b"whole"],
                (lambda data, random: random.choice((b"a", b"b")) + data,), 4)  # fmt: skip


def silent(text):
    del text


def ended(monkeypatch, tmp_path, act):
    """How the cases end where the command does this with its damaged input."""

    def main():
        with open(sys.argv[2], "rb") as file:
            if file.read() != b"whole":
                act()

    monkeypatch.setattr(entry, "main", main)
    row = run_material(MADE, tmp_path, silent)
    assert sum(row[how] for how in (*GOOD, *BAD)) == row["cases"] == 4
    return next(how for how in (*GOOD, *BAD) if row[how] == 4)


def says(text, status):
    def act():
        os.write(2, text.encode())
        sys.exit(status)

    return act


def raises():
    raise ValueError("no words for a user")


@pytest.mark.parametrize(
    ("act", "how"),
    [
        (lambda: None, "read"),
        (says("kneedrive: wrong; do this.\n", 2), "refused"),
        (says("kneedrive: wrong;\ndo this.\n", 2), "more than a line"),
        (says("", 2), "more than a line"),
        (says("kneedrive: wrong; do this.\n", 1), "more than a line"),
        (says("RuntimeWarning: overflow\n", 0), "more than a line"),
        (raises, "tracebacks"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "signals"),
        (lambda: os.kill(os.getpid(), signal.SIGXCPU), "too long"),
    ],
)
def test_every_way_of_ending_is_told_apart(monkeypatch, tmp_path, act, how):
    assert ended(monkeypatch, tmp_path, act) == how


def test_a_case_that_takes_too_much_memory_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(runner, "BIGGEST_MIB", 1)
    monkeypatch.setattr(entry, "main", lambda: None)
    with pytest.raises(RuntimeError, match="too big"):
        run_material(MADE, tmp_path, silent)


def test_an_input_that_fails_is_kept_and_those_that_end_well_are_not(monkeypatch, tmp_path):
    ended(monkeypatch, tmp_path, raises)
    kept = sorted(p.name for p in (tmp_path / "made" / "failed").iterdir())
    assert kept == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [p.name for p in (tmp_path / "made").iterdir()] == ["failed"]


def test_an_undamaged_input_that_is_refused_ends_the_part(monkeypatch, tmp_path):
    monkeypatch.setattr(entry, "main", says("kneedrive: wrong; do this.\n", 2))
    with pytest.raises(RuntimeError, match="the whole made input is not read"):
        run_material(MADE, tmp_path, silent)


@pytest.mark.parametrize("material", MATERIALS, ids=lambda m: m.name)
def test_inputs_are_the_same_each_time_and_seldom_whole(material):
    whole = material.whole()
    first, again = ([damaged(material, whole, i) for i in range(12)] for _ in range(2))
    assert first == again
    assert len(set(first)) == 12
    assert sum(data in whole for data in first) <= 1


@pytest.mark.parametrize("name", ["FIT", "TCX", "GPX", "landmark tables", "C3D", "TRC"])
def test_damaged_inputs_end_well_or_in_one_line(name, tmp_path):
    material = replace(next(m for m in MATERIALS if m.name == name), cases=5)
    row = run_material(material, tmp_path, silent)
    assert sum(row[how] for how in GOOD) == 5


def test_damaged_films_end_well_or_in_one_line(tmp_path):
    films = next(m for m in MATERIALS if m.name == "films")
    row = run_material(replace(films, whole=lambda: films.whole()[:1], cases=5), tmp_path, silent)
    assert sum(row[how] for how in GOOD) == 5
