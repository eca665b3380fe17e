"""A server that lets nobody in, keeps other letters or is held by others: one line, and soon."""

import time
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from kneedrive.errors import InputError
from kneedrive.journal import engine as engine_module
from kneedrive.journal import find_athlete, list_athletes, open_journal


@contextmanager
def raw(url):
    """A connection past the journal, each statement at once."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            yield db
    finally:
        engine.dispose()


def refused(url, said):
    """Open and write: refused in one line that says so."""
    line = pytest.raises(InputError, match=said)
    with line as found, open_journal(url) as journal, journal.writing() as db:
        find_athlete(db, "Žofie", make=True)
    assert len(str(found.value).splitlines()) == 1


@pytest.fixture
def stranger(empty_postgres):
    """URL of a user without any right in the database."""
    with raw(empty_postgres) as db:
        db.execute(text("DROP ROLE IF EXISTS stranger"))
        db.execute(text("CREATE ROLE stranger LOGIN"))
    yield make_url(empty_postgres).set(username="stranger").render_as_string(False)
    with raw(empty_postgres) as db:
        db.execute(text("DROP OWNED BY stranger"))
        db.execute(text("DROP ROLE stranger"))


def test_a_user_without_rights_is_told_so(empty_postgres, stranger):
    refused(stranger, "may not do that there")
    with open_journal(empty_postgres) as journal, journal.writing() as db:
        find_athlete(db, "Ana", make=True)
    refused(stranger, "may not do that there")
    with raw(empty_postgres) as db:
        db.execute(text("GRANT USAGE ON SCHEMA public TO stranger"))
        db.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO stranger"))
    with open_journal(stranger) as journal:
        with journal.reading() as db:
            assert [a.name for a in list_athletes(db)] == ["Ana"]
        with pytest.raises(InputError, match="may not do that there"), journal.writing() as db:
            db.execute(text("DELETE FROM athletes"))


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_can_not_hold_every_name_is_refused(empty_postgres, encoding):
    name = f"kept_in_{encoding.lower()}"
    with raw(empty_postgres) as db:
        db.execute(
            text(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'")
        )
    try:
        url = make_url(empty_postgres).set(database=name).render_as_string(False)
        refused(url, f"keeps text as {encoding}.*createdb --encoding=UTF8")
    finally:
        with raw(empty_postgres) as db:
            db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_the_letters_of_this_machine_do_not_matter(empty_postgres, monkeypatch):
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with open_journal(empty_postgres) as journal:
        with journal.writing() as db:
            find_athlete(db, "Žofie ✓", make=True)
        with journal.reading() as db:
            assert [a.name for a in list_athletes(db)] == ["Žofie ✓"]


@pytest.mark.parametrize("held", ["athletes", "alembic_version"])
def test_a_held_lock_is_waited_for_and_then_said(empty_postgres, monkeypatch, held):
    assert engine_module.LOCK_WAIT_S + engine_module.CONNECT_S <= 28
    monkeypatch.setattr(engine_module, "LOCK_WAIT_S", 0.3)
    with open_journal(empty_postgres):
        pass
    start_s = time.monotonic()
    with raw(empty_postgres) as db:
        db.execute(text("BEGIN"))
        db.execute(text(f"LOCK TABLE {held} IN ACCESS EXCLUSIVE MODE"))
        refused(empty_postgres, "another program holds it")
        db.execute(text("ROLLBACK"))
    assert time.monotonic() - start_s < 25


def test_tables_of_something_else_are_said_to_be(empty_postgres):
    with open_journal(empty_postgres):
        pass
    with raw(empty_postgres) as db:
        db.execute(text("DROP TABLE athletes CASCADE"))
    refused(empty_postgres, "not those of a journal")
