"""The audit chain, its daily heads, and work done once a period."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from triage.store.tables.columns import long_text


class AuditEntry(SQLModel, table=True):
    """One change, in the chain of a case ("case:12") or of all else ("system"): salted hashes of the values only."""

    __table_args__ = (UniqueConstraint("chain", "sequence"),)
    id: int | None = Field(default=None, primary_key=True)
    chain: str
    sequence: int
    at: datetime = Field(index=True)
    actor: str
    action: str
    subject: str = ""
    before_sha256: str = ""
    after_sha256: str = ""
    previous_sha256: str = ""
    entry_sha256: str


class AuditValue(SQLModel, table=True):
    """The values behind an audit entry's hashes, as JSON text. A purge empties them; the chain still verifies.

    The salt is part of what was hashed and is emptied with the values, so that a purged value cannot be guessed.
    """

    entry_id: int = Field(foreign_key="auditentry.id", primary_key=True)
    salt: str = ""
    before: str = long_text()
    after: str = long_text()


class AuditHead(SQLModel, table=True):
    """One hash over all entries of a day and the head before it."""

    day: date = Field(primary_key=True)
    entries: int
    last_entry_id: int
    head_sha256: str


class PeriodicWork(SQLModel, table=True):
    """Work done once a period, whoever gets there first: unique (kind, period)."""

    kind: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    claimed_at: datetime
    done_at: datetime | None = None
    result: str = long_text()
