"""The first tables, with text search over requests."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STRING, TEXT, TIME, DATE, JSON = AutoString, sa.Text, UTCDateTime, sa.Date, sa.JSON
INTEGER, BIG, FLOAT, BOOLEAN, BYTES = sa.Integer, sa.BigInteger, sa.Float, sa.Boolean, sa.LargeBinary
SEARCHED = ("reference", "subject", "text")
LONGEST_SEARCHED = 200_000  # a tsvector holds 1 MB at most; a longer text must not stop a request from being stored


def upgrade() -> None:
    _create_messages()
    _create_cases()
    _create_people()
    _create_letters()
    _create_approvals()
    _create_records()
    if op.get_bind().dialect.name == "postgresql":
        _search_on_postgresql()
    else:
        _search_on_sqlite()


def _id() -> sa.Column[Any]:
    return sa.Column("id", INTEGER, primary_key=True, nullable=False)


def _column(name: str, kind: Any, points_to: str = "", nullable: bool = False, **options: Any) -> sa.Column[Any]:
    keys = [sa.ForeignKey(points_to)] if points_to else []
    return sa.Column(name, kind, *keys, nullable=nullable, **options)


def _create_messages() -> None:
    op.create_table(
        "message",
        _id(),
        _column("sha256", STRING, index=True, unique=True),
        _column("raw", BYTES),
        _column("size", INTEGER),
        _column("message_id", STRING, index=True),
        _column("body_sha256", STRING, index=True),
        _column("subject", TEXT),
        _column("sender_name", STRING),
        _column("sender_address", STRING),
        _column("reply_to", STRING),
        _column("thread_ids", JSON),
        _column("text", TEXT),
        _column("notes", JSON),
        _column("kept_at", TIME),
    )
    op.create_table(
        "foi_case",
        _id(),
        _column("reference", STRING, unique=True),
        _column("message_ref", INTEGER, "message.id", unique=True),
        _column("kind", STRING),
        _column("regime", STRING),
        _column("state", STRING),
        _column("subject", TEXT),
        _column("text", TEXT),
        _column("requester_name", STRING),
        _column("requester_address", STRING, index=True),
        _column("reply_to", STRING),
        _column("answer_to", STRING),
        _column("received_at", TIME),
        _column("received_on", DATE),
        _column("due_on", DATE, index=True),
        _column("calendar_version", STRING),
        _column("scope", JSON),
        _column("apart", JSON),
        _column("left_out", JSON),
        _column("flags", JSON),
        _column("opened_at", TIME),
        _column("acknowledged_at", TIME, nullable=True),
        _column("closed_at", TIME, nullable=True),
        _column("closed_on", DATE, nullable=True, index=True),
    )
    op.create_index(op.f("ix_foi_case_state_due_on"), "foi_case", ["state", "due_on"])
    op.create_table(
        "referencecounter",
        _column("year", INTEGER, primary_key=True),
        _column("last", INTEGER),
    )
    op.create_table(
        "arrival",
        _id(),
        _column("mailbox", STRING),
        _column("uidvalidity", BIG),
        _column("uid", BIG),
        _column("message_ref", INTEGER, "message.id", index=True),
        _column("source", STRING),
        _column("received_at", TIME),
        _column("kept_at", TIME),
        _column("fate", STRING, index=True),
        _column("kind", STRING),
        _column("reason", TEXT),
        _column("proposal", TEXT),
        _column("possible_due_on", DATE, nullable=True),
        _column("case_id", INTEGER, "foi_case.id", nullable=True, index=True),
        _column("forced_kind", STRING),
        _column("settled_by", STRING),
        _column("settled_at", TIME, nullable=True),
        _column("filed_away", BOOLEAN),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid"),
    )


def _create_cases() -> None:
    op.create_table(
        "question",
        _id(),
        _column("case_id", INTEGER, "foi_case.id"),
        _column("position", INTEGER),
        _column("label", STRING),
        _column("spans", JSON),
        _column("stem", JSON),
        _column("depends_on", JSON),
        _column("regime", STRING),
        _column("regime_why", TEXT),
        _column("topics", JSON),
        _column("why", JSON),
        _column("confidence", FLOAT),
        _column("bot_team", STRING),
        _column("team", STRING, index=True),
        _column("routed_by", STRING),
        _column("routed_why", TEXT),
        sa.UniqueConstraint("case_id", "position"),
    )
    op.create_table(
        "team",
        _id(),
        _column("slug", STRING, unique=True),
        _column("name", STRING),
        _column("email", STRING),
        _column("topics", JSON),
        _column("active", BOOLEAN),
    )
    op.create_table(
        "publication",
        _id(),
        _column("title", STRING),
        _column("url", STRING),
        _column("where_in_it", TEXT),
        _column("period", STRING),
        _column("published_on", DATE, nullable=True),
        _column("topics", JSON),
        _column("basis", STRING),
        _column("how", TEXT),
        _column("held", BOOLEAN),
        _column("active", BOOLEAN),
        _column("checked_at", TIME, nullable=True),
        _column("checked_status", INTEGER, nullable=True),
        _column("checked_note", TEXT),
        _column("check_wanted_at", TIME, nullable=True),
    )
    op.create_table(
        "searchrecord",
        _id(),
        _column("question_id", INTEGER, "question.id", index=True),
        _column("searched_by", STRING),
        _column("systems", TEXT),
        _column("terms", TEXT),
        _column("period", STRING),
        _column("searched_on", DATE, nullable=True),
        _column("found_nothing", BOOLEAN),
        _column("why_none", TEXT),
        _column("held_for_us", TEXT),
        _column("who_else", TEXT),
        _column("nobody_could", TEXT),
        _column("deleted_on", DATE, nullable=True),
        _column("deleted_under", STRING),
        _column("recorded_by", STRING),
        _column("recorded_at", TIME),
        _column("withdrawn_at", TIME, nullable=True),
    )
    op.create_table(
        "citation",
        _id(),
        _column("question_id", INTEGER, "question.id", index=True),
        _column("publication_id", INTEGER, "publication.id"),
        _column("chosen_by", STRING),
        _column("chosen_at", TIME),
        _column("withdrawn_at", TIME, nullable=True),
    )


def _create_people() -> None:
    op.create_table(
        "person",
        _id(),
        _column("email", STRING, unique=True),
        _column("name", STRING),
        _column("password_hash", STRING),
        _column("team", STRING),
        _column("active", BOOLEAN),
    )
    op.create_table(
        "personrole",
        _column("person_id", INTEGER, "person.id", primary_key=True),
        _column("role", STRING, primary_key=True),
    )
    op.create_table(
        "websession",
        _column("token_sha256", STRING, primary_key=True),
        _column("person_id", INTEGER, "person.id", index=True),
        _column("started_at", TIME),
        _column("ended_at", TIME, nullable=True),
    )
    op.create_table(
        "signinfailure",
        _id(),
        _column("email", STRING),
        _column("address", STRING),
        _column("at", TIME),
    )
    op.create_index(op.f("ix_signinfailure_address_at"), "signinfailure", ["address", "at"])
    op.create_index(op.f("ix_signinfailure_email_at"), "signinfailure", ["email", "at"])


def _create_letters() -> None:
    op.create_table(
        "draft",
        _id(),
        _column("case_id", INTEGER, "foi_case.id", index=True),
        _column("letter", STRING),
        _column("state", STRING, index=True),
        _column("question_ids", JSON),
        _column("created_at", TIME),
    )
    op.create_table(
        "draftversion",
        _id(),
        _column("draft_id", INTEGER, "draft.id"),
        _column("number", INTEGER),
        _column("author", STRING),
        _column("sender", STRING),
        _column("recipients", JSON),
        _column("subject", TEXT),
        _column("body", TEXT),
        _column("message_id", STRING),
        _column("in_reply_to", STRING),
        _column("thread_ids", JSON),
        _column("digest", STRING),
        _column("written_at", TIME),
        sa.UniqueConstraint("draft_id", "number"),
    )
    op.create_table(
        "draftattachment",
        _id(),
        _column("version_id", INTEGER, "draftversion.id", index=True),
        _column("name", STRING),
        _column("media_type", STRING),
        _column("sha256", STRING),
        _column("content", BYTES),
    )


def _create_approvals() -> None:
    op.create_table(
        "approval",
        _id(),
        _column("version_id", INTEGER, "draftversion.id", index=True),
        _column("digest", STRING),
        _column("person_id", INTEGER, "person.id"),
        _column("person_name", STRING),
        _column("at", TIME),
        _column("voided_at", TIME, nullable=True),
        _column("void_reason", STRING),
    )
    op.create_table(
        "outboxitem",
        _id(),
        _column("approval_id", INTEGER, "approval.id", unique=True),
        _column("case_id", INTEGER, "foi_case.id", index=True),
        _column("message_id", STRING, index=True),
        _column("envelope_from", STRING),
        _column("envelope_to", JSON),
        _column("raw", BYTES),
        _column("raw_sha256", STRING),
        _column("state", STRING),
        _column("attempts", INTEGER),
        _column("run_after", TIME),
        _column("claimed_at", TIME, nullable=True),
        _column("claimed_by", STRING),
        _column("finished_at", TIME, nullable=True),
        _column("result", TEXT),
    )
    op.create_index(op.f("ix_outboxitem_state_run_after"), "outboxitem", ["state", "run_after"])


def _create_records() -> None:
    op.create_table(
        "auditentry",
        _id(),
        _column("chain", STRING),
        _column("sequence", INTEGER),
        _column("at", TIME, index=True),
        _column("actor", STRING),
        _column("action", STRING),
        _column("subject", STRING),
        _column("before_sha256", STRING),
        _column("after_sha256", STRING),
        _column("previous_sha256", STRING),
        _column("entry_sha256", STRING),
        sa.UniqueConstraint("chain", "sequence"),
    )
    op.create_table(
        "auditvalue",
        _column("entry_id", INTEGER, "auditentry.id", primary_key=True),
        _column("salt", STRING),
        _column("before", TEXT),
        _column("after", TEXT),
    )
    op.create_table(
        "audithead",
        _column("day", DATE, primary_key=True),
        _column("entries", INTEGER),
        _column("last_entry_id", INTEGER),
        _column("head_sha256", STRING),
    )
    op.create_table(
        "periodicwork",
        _column("kind", STRING, primary_key=True),
        _column("period", STRING, primary_key=True),
        _column("claimed_at", TIME),
        _column("done_at", TIME, nullable=True),
        _column("result", TEXT),
    )
    op.create_table(
        "mailboxhealth",
        _column("mailbox", STRING, primary_key=True),
        _column("uidvalidity", BIG, nullable=True),
        _column("listed", INTEGER),
        _column("last_success_at", TIME, nullable=True),
        _column("last_failure_at", TIME, nullable=True),
        _column("failure", TEXT),
        _column("retry_at", TIME, nullable=True),
        _column("failures_in_a_row", INTEGER),
    )


def _search_on_sqlite() -> None:
    """An FTS5 index over foi_case as its external content, kept true by triggers."""
    columns = ", ".join(SEARCHED)
    op.execute(
        f"CREATE VIRTUAL TABLE case_words USING fts5({columns}, content='foi_case', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    new, old = (", ".join(f"{row}.{name}" for name in SEARCHED) for row in ("new", "old"))
    insert = f"INSERT INTO case_words(rowid, {columns}) VALUES (new.id, {new});"  # noqa: S608
    delete = f"INSERT INTO case_words(case_words, rowid, {columns}) VALUES ('delete', old.id, {old});"  # noqa: S608
    op.execute(f"CREATE TRIGGER case_words_insert AFTER INSERT ON foi_case BEGIN {insert} END")
    op.execute(f"CREATE TRIGGER case_words_delete AFTER DELETE ON foi_case BEGIN {delete} END")
    op.execute(f"CREATE TRIGGER case_words_update AFTER UPDATE OF {columns} ON foi_case BEGIN {delete} {insert} END")


def _search_on_postgresql() -> None:
    """A generated tsvector column with a GIN index. Hyphens and slashes part words: "FOI-2026-0007" holds 2026."""
    words = f"reference || ' ' || left(subject, 1000) || ' ' || left(text, {LONGEST_SEARCHED})"
    words = f"translate({words}, '-/_', '   ')"
    op.execute(
        f"ALTER TABLE foi_case ADD COLUMN case_words tsvector GENERATED ALWAYS AS"
        f" (to_tsvector('english', {words})) STORED"
    )
    op.execute("CREATE INDEX ix_foi_case_case_words ON foi_case USING gin (case_words)")
