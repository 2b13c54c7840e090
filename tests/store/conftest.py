"""The same tests on both databases: `engine` is an empty migrated SQLite file, then such a PostgreSQL database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.postgres import Postgres
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
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty, migrated database; each test that asks for it runs on both."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    server: Postgres = request.getfixturevalue("postgres")
    return server.clean()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that nothing was done to yet, and that a test may spoil."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/triage.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    made = server.fresh(template="template0")
    yield made
    server.drop(made)


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
