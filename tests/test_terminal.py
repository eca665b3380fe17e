"""The terminal is never obeyed to names, and no encoding ends a command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.watch.made_files import fit_bytes, running_records

EVIL = "a\x1b]0;pwned\x07\x1b[31m[red]x[nope]:smile:\u202e\nkneedrive: all well.fit"


def ends(tmp_path, *words, **environment):
    """A command in a process of its own: status, output, errors."""
    done = subprocess.run(
        [sys.executable, "-m", "kneedrive", *map(str, words)],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        env=os.environ | {"COLUMNS": "200"} | environment,
    )
    return done.returncode, done.stdout, done.stderr


def test_no_character_of_a_name_reaches_the_terminal_as_a_command(kneedrive, tmp_path):
    run = tmp_path / EVIL
    run.write_bytes(fit_bytes(running_records(900)))
    out = tmp_path / ("out " + EVIL)
    for done in (
        kneedrive("fade", run, "--out", out),
        kneedrive("fade", tmp_path / (EVIL + "?")),
        kneedrive("analyze", run, "--out", out),
        kneedrive("journal", "add", EVIL, "--at", tmp_path / (EVIL + ".sqlite")),
        kneedrive("journal", "show", "--at", tmp_path / (EVIL + ".sqlite")),
    ):
        said = done.stdout + done.stderr
        assert not any(c in said for c in "\x1b\x07\u202e"), said
        assert "\nkneedrive: all well" not in said
    assert r"\x1b]0;pwned\x07\x1b[31m[red]x[nope]:smile:\u202e\n" in said


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_command_says_what_it_has_to_in_any_encoding(tmp_path, encoding):
    name = os.fsdecode("Žofie ± 跑 ".encode() + b"\xff.fit")
    (tmp_path / name).write_bytes(fit_bytes(running_records(900)))
    status, said, wrong = ends(tmp_path, "fade", name, PYTHONIOENCODING=encoding)
    assert status == 0, wrong
    assert b"No fade" in said
    assert b"Traceback" not in wrong
    if encoding == "ascii":
        assert rb"Zofie +- ?" in said
    status, said, wrong = ends(tmp_path, "fade", f"no {name}", PYTHONIOENCODING=encoding)
    assert (status, said) == (2, b"")
    assert len(wrong.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("analyze", "run.fit", "--out", ""),
        ("compare", "a", "b", "--out", " "),
        ("fade", "run.fit", "--out", ""),
        ("plan", "--ics", ""),
        ("plan", "--pdf", Path("/dev/full")),
        ("plan", "--text", "/dev/stdout"),
        ("plan", "--fit", "."),
        ("plan", "--ics", "same", "--pdf", "./same"),
        ("plan", "--ics", "x" * 300),
        ("progress", "--out", "/dev/null"),
        ("journal", "export", ""),
        ("journal", "export", "."),
        ("journal", "show", "--at", ""),
        ("journal", "show", "--at", "/dev/null"),
        ("journal", "import", "."),
    ],
)
def test_what_can_be_no_output_is_refused_in_a_line_at_once(
    kneedrive, tmp_path, monkeypatch, words
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNEEDRIVE_JOURNAL", str(tmp_path / "journal.sqlite"))
    done = kneedrive(*words)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert {path.name for path in tmp_path.iterdir()} <= {"journal.sqlite"}


def test_a_result_never_takes_the_place_of_its_source_or_of_a_journal(kneedrive, tmp_path):
    run = tmp_path / "records.csv"
    run.write_bytes(fit_bytes(running_records(900)))
    before = run.read_bytes()
    done = kneedrive("fade", run, "--out", tmp_path)
    assert done.returncode == 2
    assert "overwritten" in done.stderr
    assert run.read_bytes() == before
    file = tmp_path / "journal.sqlite"
    assert kneedrive("journal", "add", "Ana", "--at", file).returncode == 0
    done = kneedrive("journal", "export", file, "--at", file)
    assert "is a database" in done.stderr
    assert kneedrive("journal", "check", "--at", file).returncode == 0
