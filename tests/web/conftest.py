"""A site over a temporary SQLite database, and a visitor whose every page is checked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from tests.web import casework
from tests.web.visitor import Visitor
from triage import settings as configuration
from triage.settings import Settings
from triage.store import people
from triage.store.database import migrate, open_engine, session
from triage.web.app import create_app


@pytest.fixture(scope="session")
def settings() -> Settings:
    return configuration.load(configuration.bundled("config"), environ={}, letters={"hold_seconds": 0})


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """A migrated database with staff and teams, copied for every test."""
    people.use_cheap_hashes()
    path = tmp_path_factory.mktemp("web") / "prepared.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with session(engine) as store:
        casework.add_staff(store, settings)
    engine.dispose()
    return path


@pytest.fixture
def site(tmp_path: Path, prepared: Path, settings: Settings) -> Iterator[TestClient]:
    shutil.copy(prepared, tmp_path / "site.db")
    engine = open_engine(f"sqlite:///{tmp_path}/site.db")
    yield TestClient(create_app(settings, engine), follow_redirects=True)
    engine.dispose()


@pytest.fixture
def store(site: TestClient) -> Iterator[Session]:
    """A session to make rows with: commit before a page is asked for."""
    with Session(site.app.state.engine, expire_on_commit=False) as opened:  # type: ignore[attr-defined]
        yield opened


@pytest.fixture
def officer(site: TestClient) -> Visitor:
    return Visitor(site).sign_in("officer")


@pytest.fixture
def stranger(site: TestClient) -> Visitor:
    return Visitor(site)
