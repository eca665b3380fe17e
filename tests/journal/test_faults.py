"""Kills, full disks, two writers, files that are no journal: nothing kept before is lost."""

import os
import resource
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bench.kills import look, run_kills
from bench.store import ROOT
from kneedrive.errors import InputError
from kneedrive.journal import (
    Note,
    add_athlete,
    check_journal,
    find_athlete,
    keep_note,
    list_athletes,
    open_journal,
    tidy,
)

WRITER = (sys.executable, "-m", "bench.writer")


def write(file, name, most, limit_bytes=None):
    """A writer in a process of its own; files can't grow beyond the limit."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    return subprocess.run(
        [*WRITER, str(file), name, str(most)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limit if limit_bytes else None,
    )


def test_a_killed_writer_loses_nothing_it_had_kept(tmp_path):
    counts = run_kills(tmp_path, 3, lambda _: None)
    assert counts["acknowledged"] > 3
    assert (counts["lost"], counts["half"], counts["damaged"]) == (0, 0, 0)


def test_a_full_disk_is_said_in_one_line_and_costs_nothing(tmp_path):
    file = tmp_path / "journal.sqlite"
    before = set(write(file, "before", 20).stdout.split())
    assert len(before) == 20
    room = file.stat().st_size + 40_000
    full = write(file, "full", 10_000, limit_bytes=room)
    assert full.returncode == 2, full.stderr
    (line,) = full.stderr.strip().splitlines()
    assert "no room" in line
    assert "nothing that was kept before is lost" in line
    assert look(file, before | set(full.stdout.split())) == (0, 0, 0)
    assert write(file, "after", 5).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can only be mounted by root")
def test_a_really_full_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    size = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)]
    if subprocess.run(size, capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        full = write(disk / "journal.sqlite", "full", 10_000)
        assert full.returncode == 2, full.stderr
        assert "no room" in full.stderr
        kept = set(full.stdout.split())
        assert kept
        assert look(disk / "journal.sqlite", kept) == (0, 0, 0)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_on_a_full_disk_an_athlete_can_be_deleted_and_the_rest_is_said(tmp_path):
    file = tmp_path / "journal.sqlite"
    write(file, "runner", 150)
    with open_journal(str(file)) as journal, journal.writing() as db:
        keep_note(db, add_athlete(db, "Bo").key, Note(date(2026, 3, 2), "pain", 3, text="secret"))
    room = 200_000
    assert file.stat().st_size > 3 * room
    done = subprocess.run(
        [sys.executable, "-m", "kneedrive", "journal", "delete", "Bo", "--yes", "--at", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert done.returncode == 2
    assert "Bo is deleted: 1 notes" in done.stdout
    (line,) = done.stderr.strip().splitlines()
    assert "make room on its disk" in line
    assert "journal tidy" in line
    with open_journal(str(file)) as journal:
        tidy(journal)
        assert b"secret" not in file.read_bytes()
        with journal.reading() as db:
            assert [a.name for a in list_athletes(db)] == ["runner"]
    assert look(file, set()) == (0, 0, 0)


def test_two_writers_at_once_both_keep_everything(tmp_path):
    file = tmp_path / "journal.sqlite"
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(lambda name: write(file, name, 60), ("one", "two"))
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    kept = set(one.stdout.split()) | set(two.stdout.split())
    assert len(kept) == 120
    assert look(file, kept) == (0, 0, 0)


def test_a_reader_is_not_held_up_by_a_writer(tmp_path):
    with open_journal(str(tmp_path / "j.sqlite")) as journal:
        with journal.writing() as db:
            find_athlete(db, "Ana", make=True)
        with journal.writing() as writer, journal.reading() as reader:
            assert [a.name for a in list_athletes(reader)] == ["Ana"]
            add_athlete(writer, "Bo")
            assert [a.name for a in list_athletes(reader)] == ["Ana"]


def test_a_writer_is_not_held_up_by_a_reader_who_goes_on_seeing_what_was(tmp_path):
    with open_journal(str(tmp_path / "j.sqlite")) as journal:
        with journal.writing() as db:
            find_athlete(db, "Ana", make=True)
        with journal.reading() as reader:
            assert len(list_athletes(reader)) == 1
            with journal.writing() as writer:  # without a write-ahead log: "locked"
                add_athlete(writer, "Bo")
            assert len(list_athletes(reader)) == 1
        with journal.reading() as reader:
            assert len(list_athletes(reader)) == 2


@pytest.fixture
def locked_place(tmp_path):
    """A journal with an athlete, where nothing can be written."""
    folder = tmp_path / "card"
    folder.mkdir()
    root = os.geteuid() == 0
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(folder)]
    if root and subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here")
    file = folder / "journal ž#1.sqlite"
    try:
        with open_journal(str(file)) as journal, journal.writing() as db:
            find_athlete(db, "Ana", make=True)
        if root:
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        else:
            folder.chmod(0o500)
        yield str(file)
    finally:
        if root:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            folder.chmod(0o700)


def test_a_journal_where_nothing_can_be_written_is_read(locked_place):
    with open_journal(locked_place) as journal:
        with journal.reading() as db:
            assert [a.name for a in list_athletes(db)] == ["Ana"]
        assert check_journal(journal) > 0
        refused = pytest.raises(InputError, match="may be read but not written")
        with refused, journal.writing() as db:
            add_athlete(db, "Bo")
        with pytest.raises(InputError, match="where it may be written"):
            tidy(journal)


@pytest.mark.parametrize("what", ["pages", "text", "owner"])
def test_a_damaged_journal_is_found_out(tmp_path, what):
    file = tmp_path / "journal.sqlite"
    write(file, "runner", 60)
    with open_journal(str(file)) as journal:
        assert check_journal(journal) > 60
    if what == "pages":
        middle = file.stat().st_size // 2 // 4096 * 4096
        content = bytearray(file.read_bytes())
        content[middle : middle + 60_000] = bytes(60_000)
        file.write_bytes(content)
    elif what == "text":
        content = file.read_bytes()
        assert b'{"schema": "kneedrive.metrics/1"' in content
        file.write_bytes(content.replace(b'{"schema": "knee', b'}"schema": "knee', 1))
    else:
        with sqlite3.connect(file) as raw:
            raw.execute("DELETE FROM clips WHERE rowid = 1")
    refused = pytest.raises(InputError, match="is damaged")
    with open_journal(str(file)) as journal, refused as found:
        check_journal(journal)
    assert len(str(found.value).splitlines()) == 1


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 99, b"SQLite format 3\0" + b"x" * 99]
)
def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path, content):
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(InputError, match="no journal"), open_journal(str(file)):
        pass
    assert file.read_bytes() == content


def test_places_that_can_not_be_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for place in ("mysql://a/b", "postgresql://[", str(tmp_path / "file" / "j.sqlite")):
        with pytest.raises(InputError), open_journal(place):
            pass


def test_a_server_that_is_not_there_is_said_so_without_the_password():
    place = "postgresql://me:secret@127.0.0.1:9/none"
    with pytest.raises(InputError, match="can't be reached") as refused, open_journal(place):
        pass
    assert "secret" not in str(refused.value)


def test_a_server_without_its_driver_is_said_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match="psycopg"), open_journal("postgresql://me@localhost/x"):
        pass


def test_the_file_is_its_owners_alone(tmp_path):
    file = tmp_path / "j.sqlite"
    with open_journal(str(file)):
        assert file.stat().st_mode & 0o077 == 0


def test_the_place_is_the_given_the_named_or_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("KNEEDRIVE_JOURNAL", str(tmp_path / "named.sqlite"))
    with open_journal(str(tmp_path / "given.sqlite")) as journal:
        assert journal.file == tmp_path / "given.sqlite"
    with open_journal() as journal:
        assert journal.file == tmp_path / "named.sqlite"
    monkeypatch.delenv("KNEEDRIVE_JOURNAL")
    with open_journal() as journal:
        assert journal.file == tmp_path / "xdg" / "kneedrive" / "journal.sqlite"
