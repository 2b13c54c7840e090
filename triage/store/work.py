"""Work done once a period, and the health of the mailboxes."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from triage.store import audit
from triage.store.arrivals import known_uids
from triage.store.database import insert_once
from triage.store.tables import Arrival, MailboxHealth, PeriodicWork
from triage.store.text import storable


def claim_period(session: Session, kind: str, period: str, at: datetime | None = None) -> bool:
    """Whether this caller is to do this period's work: true once for a (kind, period), whoever comes first.

    Do the work in the same transaction: if it is rolled back, so is the claim.
    """
    return insert_once(session, PeriodicWork(kind=kind, period=period, claimed_at=at or datetime.now(UTC)))


def finish_period(session: Session, kind: str, period: str, result: str = "", at: datetime | None = None) -> None:
    """Note that a period's work is done."""
    row = session.get_one(PeriodicWork, (kind, period))
    row.done_at, row.result = at or datetime.now(UTC), storable(result)
    session.add(row)
    audit.record(session, audit.SYSTEM, "bot", "periodic work done", f"{kind} {period}", after=result)


def mailbox_read(
    session: Session, mailbox: str, *, uidvalidity: int, listed: Collection[int], at: datetime | None = None
) -> MailboxHealth:
    """Note that a mailbox was listed (`listed`: every UID the server has there now) and what it had could be read."""
    row = _health(session, mailbox)
    if row.failure:
        audit.record(session, audit.SYSTEM, "bot", "mailbox read again", f"mailbox {mailbox}", before=row.failure)
    ever = select(func.count()).select_from(Arrival).where(Arrival.mailbox == mailbox)
    not_kept = set(listed) - known_uids(session, mailbox, uidvalidity)
    row.uidvalidity, row.listed = uidvalidity, session.exec(ever).one() + len(not_kept)
    row.last_success_at, row.retry_at = at or datetime.now(UTC), None
    row.failure, row.failures_in_a_row = "", 0
    session.add(row)
    return row


def mailbox_failed(
    session: Session, mailbox: str, failure: str, retry_at: datetime | None = None, at: datetime | None = None
) -> MailboxHealth:
    """Note that a mailbox could not be read, in one sentence without a password, and when it is tried again."""
    row = _health(session, mailbox)
    if failure != row.failure:
        audit.record(session, audit.SYSTEM, "bot", "mailbox not read", f"mailbox {mailbox}", row.failure, failure)
    row.last_failure_at, row.failure, row.retry_at = at or datetime.now(UTC), storable(failure), retry_at
    row.failures_in_a_row += 1
    session.add(row)
    return row


def mailboxes(session: Session) -> list[MailboxHealth]:
    """How each mailbox is, by name."""
    return list(session.exec(select(MailboxHealth).order_by(col(MailboxHealth.mailbox))))


def _health(session: Session, mailbox: str) -> MailboxHealth:
    insert_once(session, MailboxHealth(mailbox=mailbox))
    return session.exec(select(MailboxHealth).where(MailboxHealth.mailbox == mailbox).with_for_update()).one()
