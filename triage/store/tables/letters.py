"""Letters, their versions, approvals, and what waits to be sent."""

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from triage.store.tables.columns import json_list, long_text


class Draft(SQLModel, table=True):
    """A letter of a case. State: drafted, approved, sent, failed, unknown, withdrawn."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="foi_case.id", index=True)
    letter: str
    state: str = Field(default="drafted", index=True)
    question_ids: list[int] = json_list()
    created_at: datetime


class DraftVersion(SQLModel, table=True):
    """Everything an approval binds, as it stood at one time. Version 1 is what the bot wrote."""

    __table_args__ = (UniqueConstraint("draft_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id")
    number: int
    author: str
    sender: str
    recipients: list[str] = json_list()
    subject: str = long_text()
    body: str = long_text()
    message_id: str
    in_reply_to: str = ""
    references: list[str] = json_list("thread_ids")
    digest: str
    written_at: datetime


class DraftAttachment(SQLModel, table=True):
    """A file that goes with one version of a draft."""

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="draftversion.id", index=True)
    name: str
    media_type: str
    sha256: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Approval(SQLModel, table=True):
    """A named person's approval of exactly one version of a draft."""

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="draftversion.id", index=True)
    digest: str
    person_id: int = Field(foreign_key="person.id")
    person_name: str
    at: datetime
    voided_at: datetime | None = None
    void_reason: str = ""


class OutboxItem(SQLModel, table=True):
    """A message to send, once, under one approval (promise 1).

    State: queued, sending, sent, failed (given up), unknown (found in sending after a restart), cancelled.
    """

    __table_args__ = (Index(None, "state", "run_after"),)

    id: int | None = Field(default=None, primary_key=True)
    approval_id: int = Field(foreign_key="approval.id", unique=True)
    case_id: int = Field(foreign_key="foi_case.id", index=True)
    message_id: str = Field(index=True)
    envelope_from: str
    envelope_to: list[str] = json_list()
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    raw_sha256: str
    state: str = "queued"
    attempts: int = 0
    run_after: datetime
    claimed_at: datetime | None = None
    claimed_by: str = ""
    finished_at: datetime | None = None
    result: str = long_text()
