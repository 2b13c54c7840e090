"""The same tests on both databases: `engine` is an empty migrated SQLite file, then such a PostgreSQL database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.postgres import MIGRATED, Postgres
from tests.postgres import postgres as postgres
from triage.store import database, people

AS_INSTALLED = people.passwords  # how passwords are hashed where no test runs


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


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return database.open_engine(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/triage.db")


@pytest.fixture(scope="session")
def postgresql_engine(postgres: Postgres) -> Engine:
    return database.open_engine(postgres.url(MIGRATED))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on an empty, migrated database; each test that asks for it runs on both.

    The engine itself lasts, with its cache of compiled statements: that halves the time these tests take.
    """
    opened: Engine = request.getfixturevalue(f"{request.param}_engine")
    if request.param == "sqlite":
        for leftover in Path(str(opened.url.database)).parent.iterdir():
            leftover.unlink()
        shutil.copy(request.getfixturevalue("migrated_file"), str(opened.url.database))
    else:
        request.getfixturevalue("postgres").empty()
    yield opened
    opened.dispose()


@pytest.fixture
def url(engine: Engine) -> str:
    """The URL of `engine`, for other processes."""
    return engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=False)


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
def store(engine: Engine) -> Iterator[Session]:
    """One open session; what a test does is committed only if it says so."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
