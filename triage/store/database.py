"""Opening, migrating and using the database: SQLite (WAL) by default, PostgreSQL by URL.

A writing session on SQLite begins with BEGIN IMMEDIATE: a transaction that reads first and writes later would
otherwise fail at once when somebody else wrote in between, whatever the busy timeout. Pages that only read use
`reading()`, which never waits for a writer.
"""

import importlib.util
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError as SqliteError
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Table, event, inspect, text
from sqlalchemy import Engine as Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, InternalError
from sqlalchemy.exc import OperationalError as OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, col, create_engine

from triage.store.tables import Question

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
BUSY_MILLISECONDS = 30_000
MIGRATION_LOCK = 7_706_001
READING = "triage_reading"
WITH_DROPPED = {"triage_with_dropped": True}  # execution options that let a query see questions set aside
SEARCH_INDEX = "case_words"
TOO_LARGE = "54"  # PostgreSQL's class of errors for a value beyond its limits: the same value fails again


class DatabaseError(Exception):
    """The database cannot be used; the text says which, why and what to do. It never holds a password."""


def open_engine(url: str) -> Engine:
    """An engine for a "sqlite:///path" or "postgresql://…" URL. Creates the folder and file of a SQLite database,
    readable by this user only; connects to nothing. Raises DatabaseError."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseError("The database setting is no URL; use sqlite:///path or postgresql://…") from None
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return _open_postgresql(parsed)
    raise DatabaseError(f"{parsed.drivername} databases are not supported; use sqlite:///path or postgresql://…")


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest numbered migration, in one transaction; safe when two processes start at once.

    Raises DatabaseError where the database cannot be reached or is newer than this program.
    """
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            command.upgrade(alembic_config(connection), "head")
    except OperationalError as error:
        where = engine.url.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0]
        raise DatabaseError(f"The database {where} cannot be used: {reason}. Nothing was changed.") from error
    except CommandError as error:
        where = engine.url.render_as_string(hide_password=True)
        sentence = f"The database {where} was made by a newer version of this program ({error}). Install that version."
        raise DatabaseError(sentence) from error


@contextmanager
def session(engine: Engine) -> Iterator[Session]:
    """A session for work that may write: committed when the block ends, rolled back when it raises."""
    with Session(engine, expire_on_commit=False) as opened:
        yield opened
        opened.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for work that only reads: it waits for no writer, and whatever was added to it is dropped. Rows read
    in it can be used after it has ended."""
    with Session(engine.execution_options(**{READING: True}), expire_on_commit=False, autoflush=False) as opened:
        yield opened
        opened.expunge_all()
        opened.rollback()


@event.listens_for(Session, "do_orm_execute")
def _hide_dropped(state: ORMExecuteState) -> None:
    """Questions that an officer set aside are seen by no query of any session, unless it is given WITH_DROPPED.

    https://docs.sqlalchemy.org/en/20/orm/session_events.html, "Adding global WHERE / ON criteria". Rows read afresh
    (`refresh`) are left as they are.
    """
    wanted = state.is_select and not state.is_column_load and not state.is_relationship_load
    if wanted and not WITH_DROPPED.keys() & state.execution_options.keys():
        live = with_loader_criteria(Question, col(Question.dropped_at).is_(None), include_aliases=True)
        state.statement = state.statement.options(live)


def insert_once(session: Session, row: SQLModel) -> bool:
    """Insert a row unless one of its unique keys is there already; true where this call inserted it."""
    mapper = inspect(type(row))
    table: Table = type(row).__table__  # type: ignore[attr-defined]
    values = {column.key: getattr(row, mapper.get_property_by_column(column).key) for column in table.columns}
    given = {key: value for key, value in values.items() if value is not None}
    kind = session.get_bind().dialect.name
    insert = postgresql.insert(table) if kind == "postgresql" else sqlite.insert(table)
    inserting = insert.values(**given).on_conflict_do_nothing().returning(*table.primary_key)
    return session.connection().execute(inserting).first() is not None


def lock(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until ours ends.

    On SQLite a writing transaction excludes every other one already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def cannot_be_used(error: BaseException) -> bool:
    """Whether the database failed (locked, read-only, full, away) and the same work may be done later; false where it
    is this work that it cannot take."""
    if isinstance(error, DBAPIError) and str(getattr(error.orig, "sqlstate", "") or "").startswith(TOO_LARGE):
        return False
    return isinstance(error, OperationalError | InterfaceError | InternalError | NoConnection)


def key_of(row_id: int | None) -> int:
    """The primary key of a row that has been flushed."""
    if row_id is None:
        raise LookupError("this row has not been written yet")
    return row_id


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings, from code: the package's own migrations over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def is_ours(_: Any, name: str | None, _kind: str, reflected: bool, compare_to: Any) -> bool:
    """For alembic's include_object: false for the search index, its shadow tables and column, which only migrations
    know and autogenerate would drop."""
    return not (reflected and compare_to is None and SEARCH_INDEX in (name or ""))


def _open_postgresql(url: URL) -> Engine:
    if importlib.util.find_spec("psycopg") is None:
        raise DatabaseError("PostgreSQL needs the psycopg package; install it with: pip install 'foi-triage[postgres]'")
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=10,
        max_overflow=40,
    )


def _open_sqlite(url: URL) -> Engine:
    options: dict[str, Any] = {"pool_size": 10, "max_overflow": 40, "hide_parameters": True}
    if url.database in (None, "", ":memory:"):
        options = {"hide_parameters": True, "poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        _create_file(Path(str(url.database)))
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _create_file(path: Path) -> None:
    """The file and its folder for this user alone: it holds requesters' names. What is there already is left alone."""
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseError(f"The database file {path} cannot be opened: {error.strerror}.") from error


def _prepare_connection(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    for _attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except SqliteError:  # another process is switching the same new file; the busy timeout does not cover that
            time.sleep(0.05)


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
