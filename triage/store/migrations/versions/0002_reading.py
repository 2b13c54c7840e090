"""How a request is read: parts, pointers, repeats, officers' changes of the reading, and cases with the same text."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_cases()
    _widen_questions()
    _create_acts()
    _create_same_text()


def _widen_cases() -> None:
    op.add_column("foi_case", sa.Column("parts", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("foi_case", sa.Column("pointers", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("foi_case", sa.Column("written_on", sa.Date))
    op.add_column("foi_case", sa.Column("asker_confirmed_by", AutoString, nullable=False, server_default=""))


def _widen_questions() -> None:
    op.add_column("question", sa.Column("repeats_of", sa.Integer))
    op.add_column("question", sa.Column("repeats_likeness", sa.Float, nullable=False, server_default="0"))
    for name in ("folded_by", "added_by", "dropped_by"):
        op.add_column("question", sa.Column(name, AutoString, nullable=False, server_default=""))
    op.add_column("question", sa.Column("dropped_at", UTCDateTime))
    op.add_column("question", sa.Column("dropped_why", sa.Text, nullable=False, server_default=""))


def _create_acts() -> None:
    op.create_table(
        "readingact",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("foi_case.id"), nullable=False),
        sa.Column("act", AutoString, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.Column("by", AutoString, nullable=False),
        sa.Column("at", UTCDateTime, nullable=False),
        sa.Column("undone_at", UTCDateTime),
        sa.Column("undone_by", AutoString, nullable=False),
    )
    op.create_index("ix_readingact_case_id", "readingact", ["case_id"])


def _create_same_text() -> None:
    op.create_table(
        "textprint",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("foi_case.id"), primary_key=True),
        sa.Column("value", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_index("ix_textprint_value", "textprint", ["value"])
    op.create_table(
        "sametext",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("foi_case.id"), primary_key=True),
        sa.Column("earlier_id", sa.Integer, sa.ForeignKey("foi_case.id"), primary_key=True),
        sa.Column("likeness", sa.Float, nullable=False),
        sa.Column("same_person", sa.Boolean, nullable=False),
    )
    op.create_index("ix_sametext_earlier_id", "sametext", ["earlier_id"])
