"""The parts progress, programme and journal, made small, and their page."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import journal, journal_commands, plans, progress
from bench.athletes import WORLDS
from bench.docs import render
from bench.hold_tests import measure_holds
from bench.store import save_result

MACHINE = {
    "processor": "a processor",
    "cores": 2,
    "system": "Linux",
    "python": "3.11.9",
    "libraries": {},
    "load": 0.1,
}


def quiet(_):
    """Say nothing."""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    judged = progress.measure(3, quiet)
    repeats = {
        "own": {"contact_time_ms": {"own": 3.2, "stated": 6.2}},
        "slopes": {"contact_time_ms 2.5 to 3.5 m/s": {"mean": -46.1, "sd": 9.6, "runners": 16}},
    }
    world = next(iter(WORLDS))
    found = {
        "machine": MACHINE,
        "athletes": 3,
        "repeats": repeats,
        "worlds": {world: progress.measure(3, quiet, WORLDS[world])},
        "holds": measure_holds(5),
    } | judged
    save_result("progress", found, folder)
    save_result("programme", {"machine": MACHINE, **plans.run_plans(15)}, folder)
    place = tmp_path_factory.mktemp("size") / "journal.sqlite"
    with pytest.MonkeyPatch.context() as small:
        small.setattr(journal, "RUNS", 8)
        small.setattr(journal, "CLIPS", 4)
        small.setattr(journal, "YEARS", 1)
        journal.fill(place, 9, quiet)
    opened = journal.opening_s(place)
    counts = {"acknowledged": 7, "lost": 0, "half": 0, "damaged": 0}
    kept = {
        "machine": MACHINE,
        "kills": {"kills": 200, **counts},
        "full_disks": {"disks": 20, "said_so": 20, **counts},
        "two_writers": {"times": 10, "refused": 0, **counts},
        "athletes": 9,
        "runs": 8,
        "clips": 4,
        "years": 1,
        "size_mib": 1,
        "opening_s": opened,
        "commands_s": {"plan": {"median": 0.61, "longest": 0.72, "processor": 0.55}},
        "going_s": {
            "20": {
                "size_mib": 131,
                "journal delete": {"median": 1.72, "longest": 1.9, "processor": 1.21},
            }
        },
    }
    save_result("journal", kept, folder)
    return folder


def test_the_page_shows_what_was_measured(results):
    page = render("progress", results)
    assert "Not measured yet" not in page
    assert "| contact_time_ms | 3.2 | 6.2 | 0.52 |" in page
    assert "| -46.1 (9.6) | 16 |" in page
    assert "| dose outside the rules | 0 |" in page
    assert "| `plan` | 0.61 | 0.72 | 0.55 |" in page
    assert "| `journal delete` | 20 | 131 | 1.72 | 1.90 | 1.21 |" in page
    assert "200 | 7 | 0 | 0 | 0 |" in page
    assert page.count("| twice the detectable |") == 4
    assert "| days resemble their neighbours for two weeks |" in page
    assert "| a third are stopped at 30 s |" in page


def test_without_results_the_page_says_how_to_get_them(tmp_path):
    page = render("progress", tmp_path)
    for part in ("progress", "programme", "journal"):
        assert f"Not measured yet: `python -m bench {part}`" in page


def test_every_command_is_timed_on_a_journal_of_several(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "RUNS", 8)
    monkeypatch.setattr(journal, "CLIPS", 4)
    monkeypatch.setattr(journal, "YEARS", 1)
    journal.fill(tmp_path / "j.sqlite", 8, quiet)
    monkeypatch.setattr(journal_commands, "REPEATS", 1)
    file = tmp_path / "j.sqlite"
    times = journal_commands.commands_s(file, tmp_path, journal.PROGRAMME, quiet)
    assert set(times) >= {"journal show", "plan", "progress", "log", "journal remove"}
    going = journal_commands.coming_and_going_s(file, tmp_path, "athlete 7", 1, quiet)
    assert set(going) >= {"journal delete", "journal import", "journal check"}
    assert (tmp_path / "p.html").is_file()


def test_the_writer_says_what_it_kept(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "bench.writer", str(tmp_path / "j.sqlite"), "w", "2"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert len(done.stdout.split()) == 2
