"""Every table. No behaviour: rows in, rows out; the functions beside this module are the only SQL in the project.

Times are aware UTC; dates are London calendar dates. JSON columns are reassigned, never changed in place.
Do not use `from __future__ import annotations` here: it breaks SQLModel.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _json(name: str | None = None) -> Any:
    """A list kept as JSON; `name` where the attribute's own name is a word of SQL."""
    column: Column[Any] = Column(name, JSON, nullable=False) if name else Column(JSON, nullable=False)
    return Field(default_factory=list, sa_column=column)


def _unsigned() -> Any:
    """IMAP's UIDs and UIDVALIDITYs are unsigned 32 bit (RFC 9051 section 2.3.1.1): too wide for a plain INTEGER."""
    return Field(sa_column=Column(BigInteger, nullable=False))


def _text() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False, default=""))


class Message(SQLModel, table=True):
    """One e-mail as it was fetched: raw bytes and what was read from them. The raw bytes never change."""

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(index=True, unique=True)
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    size: int
    message_id: str = Field(default="", index=True)
    body_sha256: str = Field(default="", index=True)
    subject: str = _text()
    sender_name: str = ""
    sender_address: str = ""
    reply_to: str = ""
    references: list[str] = _json("thread_ids")
    text: str = _text()
    notes: list[str] = _json()
    kept_at: datetime


class Arrival(SQLModel, table=True):
    """One (mailbox, UIDVALIDITY, UID) that the server listed, and its one fate (promise 3).

    `fate` is empty between keeping the raw message and understanding it; the worker takes such rows again after a
    crash. Imported files have mailbox "import" and their own running uid.
    """

    __table_args__ = (UniqueConstraint("mailbox", "uidvalidity", "uid"),)
    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    uidvalidity: int = _unsigned()
    uid: int = _unsigned()
    message_ref: int = Field(foreign_key="message.id", index=True)
    source: str = ""
    received_at: datetime
    kept_at: datetime
    fate: str = Field(default="", index=True)
    kind: str = ""
    reason: str = _text()
    proposal: str = _text()
    possible_due_on: date | None = None
    case_id: int | None = Field(default=None, foreign_key="foi_case.id", index=True)
    forced_kind: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    filed_away: bool = False


class Case(SQLModel, table=True):
    """A request and its life. `text` is what the spans of its questions point into.

    One message opens one case at most (promise 2), so `message_ref` is unique. `answer_to` is empty until an officer
    has confirmed where the answer goes (a Reply-To in another domain). `closed_on` is the London date of the answer.
    """

    __tablename__ = "foi_case"
    __table_args__ = (Index(None, "state", "due_on"),)
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    message_ref: int = Field(foreign_key="message.id", unique=True)
    kind: str
    regime: str
    state: str
    subject: str = _text()
    text: str = _text()
    requester_name: str = ""
    requester_address: str = Field(default="", index=True)
    reply_to: str = ""
    answer_to: str = ""
    received_at: datetime
    received_on: date
    due_on: date = Field(index=True)
    calendar_version: str
    scope: list[list[int]] = _json()
    apart: list[list[int]] = _json()
    left_out: list[list[int]] = _json()
    flags: list[str] = _json()
    opened_at: datetime
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    closed_on: date | None = Field(default=None, index=True)


class ReferenceCounter(SQLModel, table=True):
    """The last number given to a case of a year; taken in the transaction that opens the case, so none is skipped."""

    year: int = Field(primary_key=True)
    last: int


class Question(SQLModel, table=True):
    """One question of a case: spans into the case's text, where it goes, and how sure we are.

    `bot_team` is the team slug the bot chose (empty: a person must choose); `team` is where it is now.
    `routed_by` is "bot", "rule" or a person's name. `topics` is [[slug, probability] …], best first;
    `depends_on` is [{"on", "confidence", "written", "slip"} …] with `on` the position of another question.
    """

    __table_args__ = (UniqueConstraint("case_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="foi_case.id")
    position: int
    label: str = ""
    spans: list[list[int]] = _json()
    stem: list[list[int]] = _json()
    depends_on: list[dict[str, Any]] = _json()
    regime: str = "foia"
    regime_why: str = _text()
    topics: list[list[Any]] = _json()
    why: list[str] = _json()
    confidence: float = 0.0
    bot_team: str = ""
    team: str = Field(default="", index=True)
    routed_by: str = "bot"
    routed_why: str = _text()


class Team(SQLModel, table=True):
    """A team and the topics it answers for. Its slug is what questions carry."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    email: str = ""
    topics: list[str] = _json()
    active: bool = True


class Person(SQLModel, table=True):
    """Somebody who signs in. `team` is set for team contacts."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    password_hash: str
    team: str = ""
    active: bool = True


class PersonRole(SQLModel, table=True):
    """One of the roles a person holds: viewer, team, officer, approver, manager, administrator."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    role: str = Field(primary_key=True)


class WebSession(SQLModel, table=True):
    """A signed-in browser. Only the SHA-256 of the cookie's token is kept."""

    token_sha256: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    started_at: datetime
    ended_at: datetime | None = None


class SignInFailure(SQLModel, table=True):
    """A wrong password, counted per e-mail address and per network address, whether or not the person exists."""

    __table_args__ = (Index(None, "email", "at"), Index(None, "address", "at"))
    id: int | None = Field(default=None, primary_key=True)
    email: str
    address: str = ""
    at: datetime


class SearchRecord(SQLModel, table=True):
    """Evidence for "not held" on one question: a search, or a named person's reason why nobody could find it.

    `nobody_could` holds that reason; then the search's fields may be empty. `deleted_*`: it was held once.
    """

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    searched_by: str = ""
    systems: str = _text()
    terms: str = _text()
    period: str = ""
    searched_on: date | None = None
    found_nothing: bool = True
    why_none: str = _text()
    held_for_us: str = _text()
    who_else: str = _text()
    nobody_could: str = _text()
    deleted_on: date | None = None
    deleted_under: str = ""
    recorded_by: str
    recorded_at: datetime
    withdrawn_at: datetime | None = None


class Publication(SQLModel, table=True):
    """An entry of the register of published information (section 21).

    `basis` is "link", "priced" or "statutory"; `how` says exactly how to get it where there is no link.
    `checked_*` is the result of the last look at the link; `check_wanted_at` asks the worker for another.
    """

    id: int | None = Field(default=None, primary_key=True)
    title: str
    url: str = ""
    where_in_it: str = _text()
    period: str = ""
    published_on: date | None = None
    topics: list[str] = _json()
    basis: str = "link"
    how: str = _text()
    held: bool = True
    active: bool = True
    checked_at: datetime | None = None
    checked_status: int | None = None
    checked_note: str = _text()
    check_wanted_at: datetime | None = None


class Citation(SQLModel, table=True):
    """A register entry that answers one question, chosen by a person."""

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    publication_id: int = Field(foreign_key="publication.id")
    chosen_by: str
    chosen_at: datetime
    withdrawn_at: datetime | None = None


class Draft(SQLModel, table=True):
    """A letter of a case. State: drafted, approved, sent, failed, unknown, withdrawn."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="foi_case.id", index=True)
    letter: str
    state: str = Field(default="drafted", index=True)
    question_ids: list[int] = _json()
    created_at: datetime


class DraftVersion(SQLModel, table=True):
    """Everything an approval binds, as it stood at one time. Version 1 is what the bot wrote."""

    __table_args__ = (UniqueConstraint("draft_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id")
    number: int
    author: str
    sender: str
    recipients: list[str] = _json()
    subject: str = _text()
    body: str = _text()
    message_id: str
    in_reply_to: str = ""
    references: list[str] = _json("thread_ids")
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
    envelope_to: list[str] = _json()
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    raw_sha256: str
    state: str = "queued"
    attempts: int = 0
    run_after: datetime
    claimed_at: datetime | None = None
    claimed_by: str = ""
    finished_at: datetime | None = None
    result: str = _text()


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
    before: str = _text()
    after: str = _text()


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
    result: str = _text()


class MailboxHealth(SQLModel, table=True):
    """What the last looks at a mailbox came to. `listed` is every message ever listed there, kept or yet to fetch."""

    mailbox: str = Field(primary_key=True)
    uidvalidity: int | None = Field(default=None, sa_column=Column(BigInteger))
    listed: int = 0
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    failure: str = _text()
    retry_at: datetime | None = None
    failures_in_a_row: int = 0
