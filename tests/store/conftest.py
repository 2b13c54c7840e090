"""The same tests on both databases: `engine` is a fresh migrated SQLite file, then a fresh PostgreSQL database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.postgres import postgres as postgres
from triage.store import database, people


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> None:
    people.use_cheap_hashes()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "triage.db"
    engine = database.open_engine(f"sqlite:///{path}")
    database.migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'triage.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh, migrated database; each test that asks for it runs on both."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server = request.getfixturevalue("postgres")
    fresh = server.fresh()
    yield fresh
    server.drop(fresh)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = database.open_engine(url)
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: Engine) -> Iterator[Session]:
    """One open session; what a test does is committed only if it says so."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
