"""The use case: each message in the mailboxes and in files to its one fate. For the commands and the worker."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from triage.casework.request import Understand
from triage.inbox import files, polling
from triage.inbox.line import Line as Line
from triage.inbox.receiving import Desk as Desk
from triage.inbox.receiving import receive as receive
from triage.settings import Settings
from triage.store import arrivals, database, work
from triage.store.database import Engine


def read_all(engine: Engine, settings: Settings, understand: Understand) -> Iterator[Line]:
    """Read every mailbox now, whatever the pause after a failure. What cannot be read is in `failures()`."""
    desk = Desk(engine, settings, understand)
    yield from polling.leftovers(desk)
    for name, mailbox in settings.mailboxes.items():
        yield from polling.read(desk, name, mailbox)


def read_due(engine: Engine, settings: Settings, understand: Understand) -> Iterator[Line]:
    """One round of the worker: what was left or reopened, then the mailboxes whose time has come."""
    desk = Desk(engine, settings, understand)
    yield from polling.leftovers(desk)
    with database.reading(engine) as store:
        health = {row.mailbox: row for row in work.mailboxes(store)}
        now, all_of_them = datetime.now(UTC), settings.mailboxes.items()
        due = [(name, mailbox) for name, mailbox in all_of_them if polling.is_due(health, name, mailbox, now)]
    for name, mailbox in due:
        yield from polling.read(desk, name, mailbox)


def import_paths(engine: Engine, settings: Settings, understand: Understand, paths: Iterable[Path]) -> Iterator[Line]:
    """Take in messages from .eml files, mbox files, Maildirs and folders of them; one taken in before gives no line."""
    desk = Desk(engine, settings, understand)
    for found in files.messages(paths):
        with database.session(engine) as store:
            arrival, _ = arrivals.keep_file(store, received_at=found.received_at, raw=found.raw, source=found.source)
        line = receive(desk, arrival.id or 0) if not arrival.fate else None
        if line:
            yield line


def failures(engine: Engine, settings: Settings) -> list[str]:
    """A sentence for each folder of the settings' mailboxes that could not be read at the last look."""
    ours = {key for name, mailbox in settings.mailboxes.items() for key in polling.keys(name, mailbox)}
    with database.reading(engine) as store:
        rows = [row for row in work.mailboxes(store) if row.mailbox in ours and row.failures_in_a_row]
        return [f"{row.mailbox}: {row.failure}" for row in rows]


def sums(engine: Engine) -> str:
    """A line a mailbox: what the server listed, and the fates that add up to it (promise 3)."""
    with database.reading(engine) as store:
        found = arrivals.fates(store)
    lines = []
    for mailbox, fates in found.items():
        parts = [f"{fates.of(fate)} {fate}" for fate in arrivals.FATES if fates.of(fate)]
        waiting = [f"{fates.waiting} waiting"] if fates.waiting else []
        lines.append(f"{mailbox}: {fates.listed} listed = {' + '.join([*parts, *waiting]) or '0'}")
    return "\n".join(lines)
