"""`triage serve` and `triage work`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from triage.cli.options import ConfigFolder, Database, opened_engine, refuse, told

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from triage.cli.worker import Worker
    from triage.settings import Settings


def serve(
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Run a worker beside the pages.")] = True,
    database: Database = "",
    config: ConfigFolder = None,
) -> None:
    """Serve the pages, with a worker beside them that reads the mailbox and sends what was approved."""
    settings, engine = opened_engine(config, database)
    missing = missing_parts(settings) if worker else []
    if missing:
        raise refuse(*missing)
    with beside(settings, config) if worker else _nothing():
        told.print(f"Serving on {address(settings)}")
        serve_pages(settings, engine)


def missing_parts(settings: "Settings") -> list[str]:
    """What must be set before a worker can run; a sentence each."""
    problems = []
    if not settings.mailboxes:
        problems.append(
            f"{settings.config_folder}/mailboxes.toml: mailboxes is missing; add [mailboxes.foi] with host and user"
        )
    if settings.smtp is None:
        problems.append(
            f"{settings.config_folder}/smtp.toml: smtp is missing; add [smtp] with the host that takes your letters"
        )
    return problems


def address(settings: "Settings") -> str:
    return settings.web.base_url or f"http://{settings.web.host}:{settings.web.port}"


def serve_pages(settings: "Settings", engine: "Engine") -> None:
    """Serve until interrupted."""
    import uvicorn

    from triage.web.app import create_app

    app = create_app(settings, engine)
    uvicorn.run(app, host=settings.web.host, port=settings.web.port, log_level="warning", server_header=False)


@contextmanager
def beside(settings: "Settings", config: Path | None) -> Iterator[None]:
    """A worker in a child process, started again when it dies, which ends with this one."""
    stop = Event()
    keeper = Thread(target=_keep_alive, args=(settings, config, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(timeout=15)


def _keep_alive(settings: "Settings", config: Path | None, stop: Event) -> None:
    """Run the worker until `stop`; after a death it is told and started again, with a growing pause."""
    pause = 1.0
    while not stop.is_set():
        child = _start_worker(settings, config)
        while child.poll() is None and not stop.wait(0.5):
            pass
        if not stop.is_set():
            told.print(f"The worker ended with {child.returncode}; it is started again in {pause:.0f} s", markup=False)
            stop.wait(pause)
            pause = min(pause * 2, 60)
        else:
            _end(child)


def _start_worker(settings: "Settings", config: Path | None) -> "subprocess.Popen[bytes]":
    """The database goes by the environment: its password must not stand in the list of processes."""
    command = [sys.executable, "-m", "triage", "work", "--parent", str(os.getpid())]
    command += ["--config", str(config)] if config else []
    environ = {**os.environ, "TRIAGE_DATABASE": settings.database}
    return subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def work(
    once: Annotated[bool, typer.Option("--once", help="End when there is nothing more to do.")] = False,
    parent: Annotated[int, typer.Option("--parent", hidden=True)] = 0,
    database: Database = "",
    config: ConfigFolder = None,
) -> None:
    """Run a worker: reads the mailboxes, understands, looks at links, sends what was approved."""
    from triage.cli.worker import run, run_until_idle

    settings, engine = opened_engine(config, database)
    missing = missing_parts(settings)
    if missing:
        raise refuse(*missing)
    worker = make_worker(settings, engine)
    if once:
        return run_until_idle(worker)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return run(worker, stop, parent)


def make_worker(settings: "Settings", engine: "Engine") -> "Worker":
    from triage.cli.understanding import reader
    from triage.cli.worker import Worker

    return Worker(settings, engine, reader(settings))
