"""A database that is locked, or read-only, for a while: the message stays pending, and is taken in afterwards."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import event

from tests.inbox.made import plain
from triage.casework.request import Kind, Question, Span, Understanding
from triage.cli.mail import tell
from triage.inbox import intake, polling
from triage.settings import load
from triage.store import arrivals, database
from triage.store.database import Engine, OperationalError


def one_question(text: str, subject: str = "", sender_domain: str = "") -> Understanding:
    return Understanding(Kind.REQUEST, "It asks.", (Question("1", (Span(0, len(text)),)),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one message that was kept and has no fate."""
    engine = database.open_engine(f"sqlite:///{tmp_path}/failing.db")
    database.migrate(engine)
    at = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    with database.session(engine) as store:
        arrivals.keep(store, mailbox="foi/INBOX", uidvalidity=1, uid=1, received_at=at, raw=plain("How many potholes?"))
    engine.dispose()
    return tmp_path / "failing.db"


def prepared(path: Path, pragma: str) -> Iterator[Engine]:
    """An engine each of whose connections is prepared so; the test's own stands beside it."""
    engine = database.open_engine(f"sqlite:///{path}")

    def prepare(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    yield engine
    engine.dispose()


@pytest.fixture
def hasty(path: Path) -> Iterator[Engine]:
    yield from prepared(path, "busy_timeout=20")


@pytest.fixture
def read_only(path: Path) -> Iterator[Engine]:
    yield from prepared(path, "query_only=ON")


def take_in(engine: Engine) -> list[str]:
    settings = load(environ={})
    return [line.became for line in polling.leftovers(intake.Desk(engine, settings, one_question))]


def waiting(engine: Engine) -> list[int]:
    with database.reading(engine) as store:
        return arrivals.pending(store)


def test_while_another_program_locks_the_database_a_message_stays_pending(path: Path, hasty: Engine) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        take_in(hasty)
    assert waiting(hasty) == [1]
    other.close()
    assert take_in(hasty) == ["case"]


def test_while_the_database_is_read_only_a_message_stays_pending(hasty: Engine, read_only: Engine) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        take_in(read_only)
    assert waiting(hasty) == [1]
    assert take_in(hasty) == ["case"]


def test_the_command_says_in_a_sentence_that_the_database_cannot_be_used(
    read_only: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended:
        tell(polling.leftovers(intake.Desk(read_only, load(environ={}), one_question)), as_json=False)
    assert ended.value.exit_code == 1
    assert "The database cannot be used now: attempt to write a readonly database." in capsys.readouterr().err
