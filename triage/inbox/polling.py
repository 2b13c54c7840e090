"""Mailboxes to kept messages to fates, one message at a time; and how each mailbox is, for the pages.

Bytes are kept and committed before anything is understood; the mailbox is touched only after that, and only when a
setting says so. What fails is told in one sentence and tried again, more and more slowly.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from sqlmodel import Session

from triage.inbox.line import Line
from triage.inbox.mailbox import Connection, Folder, MailboxError
from triage.inbox.receiving import Desk, receive
from triage.settings import Mailbox
from triage.store import arrivals, database, work
from triage.store.tables import MailboxHealth

log = structlog.get_logger()
LONGEST_PAUSE = timedelta(minutes=15)
LASTING_PAUSE, LONGEST_LASTING_PAUSE = timedelta(minutes=5), timedelta(hours=1)
MOST_SKIPPED = 3


def key(name: str, folder: str) -> str:
    """What a folder of a mailbox is called in the store: UIDs count within one folder."""
    return f"{name}/{folder}"


def keys(name: str, mailbox: Mailbox) -> list[str]:
    return [key(name, folder) for folder in mailbox.folders]


def leftovers(desk: Desk) -> Iterator[Line]:
    """Give messages that were kept and not understood their fate: after a crash, or when a person reopened one."""
    with database.reading(desk.engine) as store:
        waiting = arrivals.pending(store)
    for arrival_id in waiting:
        line = receive(desk, arrival_id)
        if line:
            yield line


def read(desk: Desk, name: str, mailbox: Mailbox) -> Iterator[Line]:
    """Take in what is new in a mailbox's folders. What goes wrong is recorded with when to try again, not raised."""
    looks = [_Look(desk, name, mailbox, folder) for folder in mailbox.folders]
    for place, look in enumerate(looks):
        try:
            yield from look.lines()
        except MailboxError as error:
            shut_out = looks[place:] if not look.signed_in else [look]
            for one in shut_out:  # one refused password is enough: further tries would lock the mailbox
                _failed(desk, one.key, mailbox, error)
            if not look.signed_in:
                return


def is_due(health: dict[str, MailboxHealth], name: str, mailbox: Mailbox, now: datetime) -> bool:
    """Whether a folder of a mailbox is to be looked at: never seen, its time has come, or its pause is over."""
    return any(now >= _next(health.get(one), mailbox) for one in keys(name, mailbox))


def pause(failures: int, mailbox: Mailbox, lasting: bool) -> timedelta:
    """How long to wait after so many failures in a row, a fifth more or less so that not all come at once. A refused
    password waits minutes at least: quick tries lock the mailbox."""
    shortest = max(LASTING_PAUSE, timedelta(seconds=mailbox.poll_seconds)) if lasting else _poll(mailbox)
    longest = LONGEST_LASTING_PAUSE if lasting else LONGEST_PAUSE
    doubled: timedelta = shortest * (1 << min(max(failures - 1, 0), 12))
    return min(doubled, max(longest, shortest)) * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing


@dataclass
class _Look:
    """One look at one folder. A message at which the connection breaks is left out and the rest read anew, so that it
    holds up no other; it is tried again at the next look."""

    desk: Desk
    name: str
    mailbox: Mailbox
    folder: str
    signed_in: bool = False
    fetching: int = 0
    missing: set[int] = field(default_factory=set)

    @property
    def key(self) -> str:
        return key(self.name, self.folder)

    def lines(self) -> Iterator[Line]:
        """Raises MailboxError."""
        while True:
            try:
                with Connection.open(self.mailbox) as connection:
                    self.signed_in = True
                    yield from self._through(connection)
                return
            except MailboxError as error:
                if not self._skip(error):
                    raise

    def _skip(self, error: MailboxError) -> bool:
        if error.lasting or not self.fetching or len(self.missing) >= MOST_SKIPPED:
            return False
        log.warning("message left out", mailbox=self.key, uid=self.fetching, error=str(error))
        self.missing.add(self.fetching)
        self.fetching = 0
        return True

    def _through(self, connection: Connection) -> Iterator[Line]:
        folder = connection.folder(self.folder)
        with database.session(self.desk.engine) as store:
            known = arrivals.known_uids(store, self.key, folder.uidvalidity)
            if not known >= folder.uids and not _failing(store, self.key):
                work.mailbox_read(store, self.key, uidvalidity=folder.uidvalidity, listed=folder.uids)
        yield from self._new(connection, folder, known | self.missing)
        self._file_away(connection, folder)
        self._done(folder)

    def _new(self, connection: Connection, folder: Folder, known: set[int]) -> Iterator[Line]:
        wanted = sorted(folder.uids - known)
        self.fetching = wanted[0] if wanted else 0
        for listed in connection.arrivals(folder, known):
            later = [uid for uid in wanted if uid > listed.uid]
            if listed.raw is None:
                self.missing.add(listed.uid)
            else:
                line = self._taken(folder, listed.uid, listed.received_at, listed.raw)
                if line:
                    yield line
            self.fetching = later[0] if later else 0

    def _taken(self, folder: Folder, uid: int, received_at: datetime, raw: bytes) -> Line | None:
        with database.session(self.desk.engine) as store:
            arrival = arrivals.keep(
                store, mailbox=self.key, uidvalidity=folder.uidvalidity, uid=uid, received_at=received_at, raw=raw
            )
        return receive(self.desk, arrival.id or 0) if not arrival.fate else None

    def _file_away(self, connection: Connection, folder: Folder) -> None:
        """Move what has its fate. Done twice it does nothing: the message is gone from there."""
        destination = self.mailbox.processed_folder
        if not destination or destination == self.folder:
            return
        with database.reading(self.desk.engine) as store:
            settled = arrivals.to_file_away(store, self.key, folder.uidvalidity)
        for arrival_id, uid in settled:
            if uid in folder.uids:
                connection.file_away(self.folder, uid, destination)
            with database.session(self.desk.engine) as store:
                arrivals.filed_away(store, arrival_id)

    def _done(self, folder: Folder) -> None:
        """What was not given is told, except what another program took in, and moved away, meanwhile."""
        with database.session(self.desk.engine) as store:
            work.mailbox_read(store, self.key, uidvalidity=folder.uidvalidity, listed=folder.uids)
            missing = self.missing - arrivals.known_uids(store, self.key, folder.uidvalidity)
        if missing:
            _failed(self.desk, self.key, self.mailbox, _not_given(missing))


def _not_given(missing: set[int]) -> MailboxError:
    uids = ", ".join(str(uid) for uid in sorted(missing)[:10])
    number = f"{len(missing)} message{'s' * (len(missing) != 1)}"
    return MailboxError(f"{number} in the mailbox could not be fetched (UID {uids}). It is tried again.")


def _failed(desk: Desk, name: str, mailbox: Mailbox, error: MailboxError) -> None:
    now = datetime.now(UTC)
    with database.session(desk.engine) as store:
        failures = next((row.failures_in_a_row for row in work.mailboxes(store) if row.mailbox == name), 0) + 1
        retry_at = now + pause(failures, mailbox, error.lasting)
        work.mailbox_failed(store, name, str(error), retry_at=retry_at, at=now)
    log.warning("mailbox could not be read", mailbox=name, error=str(error), retry_at=retry_at.isoformat())


def _failing(store: Session, name: str) -> bool:
    return any(row.mailbox == name and row.failures_in_a_row for row in work.mailboxes(store))


def _next(health: MailboxHealth | None, mailbox: Mailbox) -> datetime:
    if health is None or (health.last_success_at is None and health.retry_at is None):
        return datetime.min.replace(tzinfo=UTC)
    if health.failures_in_a_row and health.retry_at:
        return health.retry_at
    return (health.last_success_at or datetime.min.replace(tzinfo=UTC)) + _poll(mailbox)


def _poll(mailbox: Mailbox) -> timedelta:
    return timedelta(seconds=mailbox.poll_seconds)
