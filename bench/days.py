"""Part `days`: the tests of what depends on a day, on fourteen days in a row and two rare ones.

Commands get the day by pytest's --today. Where `faketime` is installed, the system's clock shows
that day as well, so that a test that reads it by itself is found.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from bench.store import ROOT, Document, Say, machine

FIRST = date(2026, 11, 20)
DAYS = (*(FIRST + timedelta(days=n) for n in range(14)), date(2028, 2, 29), date(2026, 12, 31))
ROOMS = ("tests/keeping", "tests/programme", "tests/progress", "tests/journal", "tests/test_cli.py")
SUMMARY = re.compile(r"(\d+) (passed|failed|error)")


def run(scratch: Path, say: Say) -> Document:
    """Counts of tests that passed and failed, for each day."""
    del scratch  # everything is made in folders of pytest's
    clock = shutil.which("faketime")
    rows: Document = {}
    for day in DAYS:
        rows[day.isoformat()] = row = tested(day, clock)
        say(f"days: {day:%a} {day}: {row}")
    return {"machine": machine(), "system_clock_faked": clock is not None, "days": rows}


def tested(day: date, clock: str | None) -> dict[str, int]:
    """How many tests passed and failed on a day."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "--today", str(day), *ROOMS]
    if clock is not None:
        command = [clock, "-f", f"@{day} 10:00:00", *command]
    # Durations are measured by the monotonic clock, which goes on as it is.
    real = os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    done = subprocess.run(command, cwd=ROOT, env=real, capture_output=True, text=True, check=False)
    last = done.stdout.splitlines()[-1] if done.stdout else ""
    counts = {"passed": 0, "failed": 0, "error": 0}
    return counts | {what: int(number) for number, what in SUMMARY.findall(last)}
