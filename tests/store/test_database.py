"""Opening and migrating: both databases, twice at once, and what cannot be used."""

import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from tests.store import made, workers
from tests.store.processes import at_once
from triage.store import database
from triage.store.tables import Arrival, PeriodicWork


def test_the_migrations_make_exactly_the_tables(engine: Engine) -> None:
    options = {"compare_type": True, "include_object": database.is_ours}
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    database.migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0002"]


def test_two_processes_may_migrate_a_new_database_at_once(new_url: str) -> None:
    assert at_once(workers.migrate, [new_url, new_url]) == [True, True]


def test_a_newer_database_is_refused_in_a_sentence(new_url: str) -> None:
    engine = database.open_engine(new_url)
    database.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(database.DatabaseError, match="newer version of this program"):
        database.migrate(engine)
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite:////proc/none/triage.db"])
def test_what_cannot_be_opened_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(database.DatabaseError, match="database"):
        database.open_engine(url)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    engine = database.open_engine("postgresql://jo:secret@127.0.0.1:1/triage")
    with pytest.raises(database.DatabaseError, match="cannot be used") as refused:
        database.migrate(engine)
    assert "secret" not in str(refused.value)


def test_postgresql_without_its_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", {"psycopg": None}.get)
    with pytest.raises(database.DatabaseError, match=r"foi-triage\[postgres\]"):
        database.open_engine("postgresql://127.0.0.1/triage")


def test_a_new_sqlite_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "triage.db"
    engine = database.open_engine(f"sqlite:///{path}")
    database.migrate(engine)
    open_to_others = [stat.S_IMODE(file.stat().st_mode) & 0o077 for file in (path.parent, *path.parent.iterdir())]
    engine.dispose()
    assert open_to_others == [0] * 4  # the folder, the file, its log and its index


def test_sqlite_keeps_keys_true_and_lets_readers_read(tmp_path: Path) -> None:
    engine = database.open_engine(f"sqlite:///{tmp_path}/triage.db")
    with engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "journal_mode")]
    engine.dispose()
    assert pragmas == [1, "wal"]


def test_a_page_reads_while_a_writer_is_at_work(engine: Engine) -> None:
    with database.session(engine) as writer:
        made.kept(writer)
        writer.add(PeriodicWork(kind="a", period="b", claimed_at=made.RECEIVED))
        writer.flush()
        with database.reading(engine) as reader:
            assert (len(reader.exec(select(Arrival)).all()), reader.exec(select(PeriodicWork)).all()) == (1, [])


def begin_a_team_and_fail(engine: Engine) -> None:
    with database.session(engine) as session:
        made.team(session)
        raise RuntimeError


def test_a_block_that_raises_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(RuntimeError):
        begin_a_team_and_fail(engine)
    with database.session(engine) as session:
        made.team(session)


def test_foreign_keys_hold(store: Session) -> None:
    values = {"mailbox": "m", "uidvalidity": 1, "uid": 1, "received_at": made.RECEIVED, "kept_at": made.RECEIVED}
    store.add(Arrival(message_ref=99, **values))
    with pytest.raises(IntegrityError):
        store.flush()
