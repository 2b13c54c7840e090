"""A real PostgreSQL for tests: a throw-away server on a free port, an empty migrated database a test.

Use it by importing the fixture `postgres` into a conftest. PostgreSQL refuses to run as root; then it runs as the
user its package brings.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from sqlmodel import SQLModel

from tests.conftest import lacking
from triage.store import database

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "autovacuum=off")
SMALL = ("wal_level=minimal", "max_wal_senders=0", "max_wal_size=64MB", "min_wal_size=32MB")
MEMORY, ROOM = Path("/dev/shm"), 1_000_000_000  # a database a test is nine times faster in memory than on a disk
MIGRATED = "migrated"


@dataclass
class Postgres:
    """A running server. `MIGRATED` is a migrated database, emptied by `empty()`; `fresh()` makes another."""

    port: int
    made: list[str] = field(default_factory=list)

    def url(self, name: str) -> str:
        return f"postgresql://triage@127.0.0.1:{self.port}/{name}"

    def empty(self) -> None:
        """Empty the migrated database that all tests of this process share: three times as fast as a new one."""
        self.run(f"TRUNCATE {', '.join(SQLModel.metadata.tables)} RESTART IDENTITY", MIGRATED)

    def fresh(self, template: str = MIGRATED) -> str:
        name = f"test_{len(self.made)}"
        self.made.append(name)
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def run(self, statement: str, name: str = "postgres") -> None:
        with psycopg.connect(self.url(name), autocommit=True, options="-c lock_timeout=20s") as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this test process; stopped and removed at its end."""
    programs = binaries()
    if programs is None:
        lacking("PostgreSQL", "postgresql")
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="triage-postgres-", dir=MEMORY if in_memory else None))
    try:
        yield from serve(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest version first; Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def serve(programs: Path, folder: Path) -> Iterator[Postgres]:
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    making = [
        programs / "initdb",
        "-D",
        folder,
        "--no-sync",
        "-A",
        "trust",
        "-U",
        "triage",
        "-E",
        "UTF8",
        "--no-locale",
    ]
    subprocess.run(making, check=True, capture_output=True, user=user, cwd=folder)
    server = Postgres(free_port())
    settings = [f"port={server.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *FAST, *SMALL]
    starting = [programs / "postgres", "-D", folder, *(part for one in settings for part in ("-c", one))]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(starting, stdout=log, stderr=log, user=user, cwd=folder)
        try:
            wait_until_ready(server, running, folder / "log")
            make_migrated(server)
            yield server
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(server: Postgres, running: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and running.poll() is None:
        try:
            return server.run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.fail(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def make_migrated(server: Postgres) -> None:
    server.run(f"CREATE DATABASE {MIGRATED}")
    engine = database.open_engine(server.url(MIGRATED))
    database.migrate(engine)
    engine.dispose()
