"""Seconds of the journal's commands, each a process of its own: clock and processor."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.store import ROOT, Document, Say, environment

REPEATS = 5
NAME = "athlete 7"
COLUMNS = {"COLUMNS": "200"}
CALM = ["--red-flags", "none"]  # every question is answered with no


def commands_s(file: Path, folder: Path, since: date, say: Say) -> Document:
    """Every command for one athlete of a journal of many."""
    of = ["--athlete", NAME]
    commands = {
        "journal show": ["journal", "show"],
        "journal show --athlete": ["journal", "show", *of],
        "journal list": ["journal", "list", *of],
        "log": ["log", "march", "10", "10", "10", "--load", "none", *of],
        "plan": ["plan", *CALM, *of],
        "plan --ics": ["plan", *CALM, "--ics", str(folder / "a.ics"), *of],
        "progress": ["progress", "--since", str(since), "--out", str(folder / "p.html"), *of],
        "journal export": ["journal", "export", str(folder / "a.zip"), *of],
    }
    found = {name: _summed([_timed(file, words)[0] for _ in range(REPEATS)], name, say)
             for name, words in commands.items()}  # fmt: skip
    entries = _timed(file, ["journal", "list", "--last", str(REPEATS), *of])[1].splitlines()
    ids = [line.split()[0] for line in entries[1 : REPEATS + 1]]
    removed = [_timed(file, ["journal", "remove", one, *of])[0] for one in ids]
    return found | {"journal remove": _summed(removed, "journal remove", say)}


def coming_and_going_s(file: Path, folder: Path, name: str, repeats: int, say: Say) -> Document:
    """Delete an athlete and import the athlete again, so many times; and read all of it once."""
    zipped = folder / "going.zip"
    _timed(file, ["journal", "export", str(zipped), "--athlete", name])
    deleted, imported = [], []
    for _ in range(repeats):
        deleted.append(_timed(file, ["journal", "delete", name, "--yes"])[0])
        imported.append(_timed(file, ["journal", "import", str(zipped)])[0])
    checked = [_timed(file, ["journal", "check"])[0]]
    return {
        "size_mib": round(file.stat().st_size / 2**20),
        "journal delete": _summed(deleted, "journal delete", say),
        "journal import": _summed(imported, "journal import", say),
        "journal check": _summed(checked, "journal check", say),
    }


def _timed(file: Path, words: Sequence[str]) -> tuple[tuple[float, float], str]:
    """Seconds on the clock and of the processor of one command, and what it said."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with environment({"KNEEDRIVE_JOURNAL": str(file), **COLUMNS}):
        done = subprocess.run(
            [sys.executable, "-m", "kneedrive", *words], cwd=ROOT, capture_output=True, text=True
        )
    clock_s = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    worked_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (clock_s, worked_s), done.stdout


def _summed(times: list[tuple[float, float]], name: str, say: Say) -> Document:
    clock, worked = zip(*times, strict=True)
    median = statistics.median(clock)
    say(f"journal: {name}: {median:.2f} s")
    return {"median": median, "longest": max(clock), "processor": statistics.median(worked)}
