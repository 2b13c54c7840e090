"""The processes of the journeys: one takes mail in, one sends letters, one is the worker that does both; with
everything real but the classifiers.

Understanding is one question a message, so that a run takes seconds; what it finds does not matter here.
"""

import os
import signal
import socket
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import structlog

from triage import outbox
from triage.casework import clock
from triage.casework.request import Kind, Question, Ranked, Span, Understanding
from triage.cli.worker import Worker, run_until_idle
from triage.inbox import intake
from triage.settings import Settings, load
from triage.store import database

clock.calendar_for()  # half a second, spent once before the processes branch off
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.journeys.office"])


@dataclass(frozen=True)
class Office:
    """Where an authority's configuration and database are."""

    config: Path
    database: str

    @property
    def settings(self) -> Settings:
        return load(self.config, {}, database=self.database)

    def start(self, work: str) -> BaseProcess:
        """Start a process that takes mail in ("read"), sends letters ("send") or does all a worker does ("work")."""
        process = PROCESSES.Process(target=_work, args=(self, work))
        process.start()
        return process

    def run(self, work: str) -> None:
        """Let a process do all there is to do."""
        process = self.start(work)
        process.join(60)
        assert process.exitcode == 0


def kill(process: BaseProcess) -> None:
    """End a process as a power cut would."""
    if process.pid and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join(10)


def one_question(text: str, subject: str = "", sender_domain: str = "") -> Understanding:
    """The whole text as one question on roads."""
    question = Question("1", (Span(0, len(text)),), topics=(Ranked("highways_transport", 0.9),))
    return Understanding(Kind.REQUEST, "It asks.", (question,))


def _work(office: Office, work: str) -> None:
    said = (office.config / f"{os.getpid()}.log").open("w", encoding="utf-8", buffering=1)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(said))
    settings, engine = office.settings, database.open_engine(office.database)
    if work == "read":
        list(intake.read_all(engine, settings, one_question))
        return
    if work == "work":
        run_until_idle(Worker(settings, engine, one_question))
        return
    name = f"{socket.gethostname()}:{os.getpid()}"
    outbox.recover(engine, name)
    while outbox.send_one(engine, settings, name) is not None:
        pass
