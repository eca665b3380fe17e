"""Journals for the tests: the same tests run on SQLite and on a real PostgreSQL server."""

import pytest
from sqlalchemy import create_engine, text

from tests.journal import postgres


@pytest.fixture(scope="session")
def postgres_url():
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


@pytest.fixture
def empty_postgres(postgres_url):
    engine = create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as db:
        db.execute(text("DROP SCHEMA public CASCADE"))
        db.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a new journal may lie."""
    if request.param == "postgresql":
        return request.getfixturevalue("empty_postgres")
    return str(tmp_path / "data" / "journal.sqlite")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    """No test touches the user's journal."""
    monkeypatch.setenv("KNEEDRIVE_JOURNAL", str(tmp_path / "unasked" / "journal.sqlite"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
