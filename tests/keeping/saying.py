"""What tests of the journal's commands say and hear."""

import icalendar

PLAN = ("plan", "--red-flags", "none")


def refused(run, *words):
    assert run.returncode == 2, run.stdout + run.stderr
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    assert all(word in run.stderr for word in words), run.stderr


def events(path):
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
