"""Messages and their one fate, and how the mailboxes do."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from triage.store.tables.columns import json_list, long_text, unsigned


class Message(SQLModel, table=True):
    """One e-mail as it was fetched: raw bytes and what was read from them. The raw bytes never change."""

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(index=True, unique=True)
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    size: int
    message_id: str = Field(default="", index=True)
    body_sha256: str = Field(default="", index=True)
    subject: str = long_text()
    sender_name: str = ""
    sender_address: str = ""
    reply_to: str = ""
    references: list[str] = json_list("thread_ids")
    text: str = long_text()
    notes: list[str] = json_list()
    kept_at: datetime


class Arrival(SQLModel, table=True):
    """One (mailbox, UIDVALIDITY, UID) that the server listed, and its one fate (promise 3).

    `fate` is empty between keeping the raw message and understanding it; the worker takes such rows again after a
    crash. Imported files have mailbox "import" and their own running uid.
    """

    __table_args__ = (UniqueConstraint("mailbox", "uidvalidity", "uid"),)
    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    uidvalidity: int = unsigned()
    uid: int = unsigned()
    message_ref: int = Field(foreign_key="message.id", index=True)
    source: str = ""
    received_at: datetime
    kept_at: datetime
    fate: str = Field(default="", index=True)
    kind: str = ""
    reason: str = long_text()
    proposal: str = long_text()
    possible_due_on: date | None = None
    case_id: int | None = Field(default=None, foreign_key="foi_case.id", index=True)
    forced_kind: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    filed_away: bool = False


class MailboxHealth(SQLModel, table=True):
    """What the last looks at a mailbox came to. `listed` is every message ever listed there, kept or yet to fetch."""

    mailbox: str = Field(primary_key=True)
    uidvalidity: int | None = Field(default=None, sa_column=Column(BigInteger))
    listed: int = 0
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    failure: str = long_text()
    retry_at: datetime | None = None
    failures_in_a_row: int = 0
