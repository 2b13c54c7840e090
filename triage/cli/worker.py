"""What a worker does, round after round: read the mailboxes, understand what came, look at links, send.

Every step commits for itself and can be done again after a crash. One thing that fails is told and never stops the
others.
"""

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Event
from typing import Any

import structlog
from sqlalchemy import Engine

from triage import outbox
from triage.casework import clock
from triage.casework.request import Understand
from triage.inbox import intake
from triage.letters import links
from triage.settings import Settings
from triage.store import audit, register, work
from triage.store.database import reading, session

log = structlog.get_logger()
PAUSE_SECONDS = 1.0


@dataclass
class Worker:
    """One worker on one database. `name` tells workers apart in the outbox's claims."""

    settings: Settings
    engine: Engine
    understand: Understand
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")

    def round(self) -> bool:
        """Do each kind of work once. True when there may be more to do at once."""
        steps: list[Callable[[], bool]] = [self.recover, self.read, self.send, self.check_links, self.daily]
        return any([self._safely(step) for step in steps])

    def recover(self) -> bool:
        """Letters that a worker left behind in the middle of sending: an officer is asked."""
        outbox.recover(self.engine, self.name)
        return False

    def read(self) -> bool:
        return bool(list(intake.read_due(self.engine, self.settings, self.understand)))

    def send(self) -> bool:
        return outbox.send_one(self.engine, self.settings, self.name) is not None

    def check_links(self) -> bool:
        """Look at one link that somebody wants looked at; the database is not held while the look lasts."""
        with reading(self.engine) as store:
            entry = register.next_wanted(store)
        if entry is None or entry.id is None:
            return False
        seen = links.look(entry.url)
        with session(self.engine) as store:
            register.record_check(store, entry.id, seen)
        return True

    def daily(self) -> bool:
        """Once a day: close the audit day before, and ask for every link of the register to be looked at."""
        today = clock.receipt_date(datetime.now(UTC))
        with session(self.engine) as store:
            if not work.claim_period(store, "daily", today.isoformat()):
                return False
            self._open_day(store, today)
        return True

    def _open_day(self, store: Any, today: date) -> None:
        audit.close_days_before(store, today)
        register.want_all_checked(store, by="daily look at the links")
        work.finish_period(store, "daily", today.isoformat(), "done")

    def _safely(self, step: Callable[[], bool]) -> bool:
        try:
            return step()
        except Exception as error:  # one broken step must not stop the others
            log.error("worker step failed", step=step.__name__, error=type(error).__name__)
            return False


def run(worker: Worker, stop: Event, parent: int = 0) -> None:
    """Work until told to stop, or until the process that started this one is gone."""
    while not stop.is_set() and (not parent or os.getppid() == parent):
        if not worker.round():
            stop.wait(PAUSE_SECONDS)


def run_until_idle(worker: Worker, most_seconds: float = 3600) -> None:
    """Work until a round finds nothing more to do."""
    until = time.monotonic() + most_seconds
    while worker.round() and time.monotonic() < until:
        pass
