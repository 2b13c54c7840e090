"""Cases, their questions, and what people changed of the reading."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from triage.store.tables.columns import json_list, long_text


class Case(SQLModel, table=True):
    """A request and its life. `text` is what the spans of its questions point into.

    One message opens one case at most (promise 2), so `message_ref` is unique. `answer_to` is empty until an officer
    has confirmed where the answer goes (a Reply-To in another domain). `closed_on` is the London date of the answer.
    `parts` is [{"kind", "span", "why"} …], `pointers` [{"span", "said"} …]. `written_on` is the date that a forwarded
    request bears; `asker_confirmed_by` says who confirmed who asked and when it reached us.
    """

    __tablename__ = "foi_case"
    __table_args__ = (Index(None, "state", "due_on"),)
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    message_ref: int = Field(foreign_key="message.id", unique=True)
    kind: str
    regime: str
    state: str
    subject: str = long_text()
    text: str = long_text()
    requester_name: str = ""
    requester_address: str = Field(default="", index=True)
    reply_to: str = ""
    answer_to: str = ""
    received_at: datetime
    received_on: date
    due_on: date = Field(index=True)
    calendar_version: str
    scope: list[list[int]] = json_list()
    apart: list[list[int]] = json_list()
    left_out: list[list[int]] = json_list()
    parts: list[dict[str, Any]] = json_list()
    pointers: list[dict[str, Any]] = json_list()
    flags: list[str] = json_list()
    written_on: date | None = None
    asker_confirmed_by: str = ""
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
    `repeats_of` is the position of an earlier question that seems to ask the same; `folded_by` who folded it there.
    `added_by` is the officer who made it a question, "" for the bot. A question that an officer set aside has
    `dropped_at` and a negative position; sessions do not see it unless they ask for it (`database.WITH_DROPPED`).
    With no `dropped_why` it was made by an act that was taken back, and is kept for its number only.
    """

    __table_args__ = (UniqueConstraint("case_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="foi_case.id")
    position: int
    label: str = ""
    spans: list[list[int]] = json_list()
    stem: list[list[int]] = json_list()
    depends_on: list[dict[str, Any]] = json_list()
    regime: str = "foia"
    regime_why: str = long_text()
    topics: list[list[Any]] = json_list()
    why: list[str] = json_list()
    confidence: float = 0.0
    bot_team: str = ""
    team: str = Field(default="", index=True)
    routed_by: str = "bot"
    routed_why: str = long_text()
    repeats_of: int | None = None
    repeats_likeness: float = 0.0
    folded_by: str = ""
    added_by: str = ""
    dropped_at: datetime | None = None
    dropped_by: str = ""
    dropped_why: str = long_text()


class ReadingAct(SQLModel, table=True):
    """One change by an officer of how a request is read, with the reading before and after: what undo restores and
    learning learns from.

    `act` is merge, split, drop, restore, add, fold, unfold or move; one that was taken back has `undone_at`. `before`
    and `after` are all the case's questions, those set aside too: [{"id", "position", "label", "spans", "stem",
    "depends_on", "repeats_of", "folded_by", "dropped_why"} …]; the question of a move has "team", "routed_by" and
    "routed_why" too.
    """

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="foi_case.id", index=True)
    act: str
    reason: str = long_text()
    before: list[dict[str, Any]] = json_list()
    after: list[dict[str, Any]] = json_list()
    by: str
    at: datetime
    undone_at: datetime | None = None
    undone_by: str = ""


class TextPrint(SQLModel, table=True):
    """One number of the sketch of a case's questions, by which cases with nearly the same text are found."""

    case_id: int = Field(foreign_key="foi_case.id", primary_key=True)
    value: int = Field(sa_column=Column(BigInteger, primary_key=True, index=True, autoincrement=False))


class SameText(SQLModel, table=True):
    """A case whose questions are nearly those of an earlier case, by the same person or by somebody else."""

    case_id: int = Field(foreign_key="foi_case.id", primary_key=True)
    earlier_id: int = Field(foreign_key="foi_case.id", primary_key=True, index=True)
    likeness: float
    same_person: bool
