"""An older journal is copied, then brought up to date; a newer one is left alone."""

import json
import sqlite3
import zipfile
from datetime import date, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from kneedrive.errors import InputError
from kneedrive.journal import find_athlete, list_athletes, migrate, open_journal
from kneedrive.journal.due import keep_due, read_due
from kneedrive.journal.engine import WRITES, make_engine
from kneedrive.journal.place import journal_place
from kneedrive.journal.programmes import find_programme
from kneedrive.journal.tables import TABLES
from kneedrive.programme import Log


def scripts():
    config = Config()
    folder = migrate.__file__.replace("migrate.py", "migrations")
    config.set_main_option("script_location", folder)
    return config


@pytest.fixture
def old(place, tmp_path, request):
    """A journal of an older version (the first one) with an athlete in it."""
    (tmp_path / "data").mkdir(exist_ok=True)
    engine = make_engine(journal_place(place))
    with engine.connect() as db:
        db = db.execution_options(**{WRITES: True})
        with db.begin():
            config = scripts()
            config.attributes["connection"] = db
            command.upgrade(config, getattr(request, "param", "0001"))
            row = "INSERT INTO athletes VALUES ('k', 'Ana', '2026-01-01 00:00:00')"
            db.execute(text(row))
    engine.dispose()
    return place


def revision(place):
    engine = make_engine(journal_place(place))
    with engine.connect() as db:
        found = db.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return found


def test_the_newest_migration_is_what_the_program_expects():
    assert ScriptDirectory.from_config(scripts()).get_current_head() == migrate.HEAD


def test_the_migrations_make_the_tables_that_the_program_uses(place):
    with open_journal(place) as journal, journal.reading() as db:
        assert compare_metadata(MigrationContext.configure(db), TABLES) == []


def test_an_older_journal_is_brought_up_to_date_after_a_copy(old):
    with open_journal(old) as journal:
        with journal.reading() as db:
            assert [a.name for a in list_athletes(db)] == ["Ana"]
        backup = journal.backup
    assert backup is not None
    assert revision(old) == migrate.HEAD
    if backup.suffix == ".zip":
        with zipfile.ZipFile(backup) as archive:
            (athlete,) = json.loads(archive.read("athletes.json"))
            (version,) = json.loads(archive.read("alembic_version.json"))
    else:
        with sqlite3.connect(backup) as copy:
            (version,) = [
                {"version_num": v} for (v,) in copy.execute("SELECT * FROM alembic_version")
            ]
            (athlete,) = [{"name": n} for (n,) in copy.execute("SELECT name FROM athletes")]
    assert athlete["name"] == "Ana"
    assert version["version_num"] == "0001"
    with open_journal(old) as journal:
        assert journal.backup is None  # nothing more to do


def test_filmed_holds_of_an_older_journal_say_whether_the_leg_had_failed(old):
    engine = make_engine(journal_place(old))
    with engine.connect() as db:
        db = db.execution_options(**{WRITES: True})
        with db.begin():
            for key, document in (
                ("thigh", '{"reason": "thigh"}'),
                ("hand", '{"reason": "hand"}'),
                ("end", '{"reason": "end"}'),
                ("told", "{}"),
            ):
                row = f"('{key}', 'k', '2026-01-01', 'left', 9.0, 0.0, NULL, '1', '{key}', '{{}}',"
                values = f"{row} '{document}', '2026-01-01 00:00:00')"
                db.exec_driver_sql(f"INSERT INTO holds VALUES {values}")
    engine.dispose()
    with open_journal(old) as journal, journal.reading() as db:
        rows = db.execute(select(TABLES.tables["holds"])).mappings().all()
    assert {row["key"]: row["at_least"] for row in rows} == {
        "thigh": False,
        "hand": True,
        "end": True,
        "told": False,
    }


@pytest.mark.parametrize("old", ["0002"], indirect=True)
def test_a_programme_of_an_older_journal_is_found_and_its_past_can_be_kept(old):
    start = date(2026, 3, 2)
    with open_journal(old) as journal, journal.writing() as db:
        assert journal.backup is not None
        row = {"start": "2026-03-02", "red_flags": [], "hold_left_s": 8.0, "hold_right_s": 14.0}
        values = {"key": "p", "athlete": "k", "starts_on": start, "wishes": row,
                  "program_version": "0.1.0", "made_at": datetime(2026, 3, 2)}  # fmt: skip
        db.execute(TABLES.tables["programmes"].insert().values(**values))
        found = find_programme(db, "k")
        assert (found.wishes.start, found.wishes.hold_left_s) == (start, 8.0)
        assert found.wishes.asked_on is None  # so that plan asks
        keep_due(db, found, Log(), date(2026, 3, 10))
        assert read_due(db, "p")[0]


def test_a_migration_that_fails_leaves_the_journal_as_it_was(old, monkeypatch):
    def fails(db):
        db.execute(text("CREATE TABLE programmes (half TEXT)"))
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(migrate, "_upgrade", fails)
        with pytest.raises(RuntimeError), open_journal(old):
            pass
    assert revision(old) == "0001"
    with open_journal(old) as journal, journal.reading() as db:
        assert [a.name for a in list_athletes(db)] == ["Ana"]


def test_without_room_for_the_copy_nothing_is_migrated(old, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "_copy_file", full)
    monkeypatch.setattr(migrate, "_copy_tables", full)
    with pytest.raises(InputError, match="room"), open_journal(old):
        pass
    assert revision(old) == "0001"


def test_a_newer_journal_is_refused_and_left_alone(place):
    with open_journal(place) as journal, journal.writing() as db:
        find_athlete(db, "Ana", make=True)
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="newer"), open_journal(place):
        pass
    assert revision(place) == "9999"


def test_another_database_is_not_touched(tmp_path):
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE mine (x)")
    with pytest.raises(InputError, match="something else"), open_journal(str(file)):
        pass
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
