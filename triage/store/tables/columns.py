"""The naming of keys and indexes, and the kinds of column that several tables use."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, MetaData, Text
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


def json_list(name: str | None = None) -> Any:
    """A list kept as JSON; `name` where the attribute's own name is a word of SQL."""
    column: Column[Any] = Column(name, JSON, nullable=False) if name else Column(JSON, nullable=False)
    return Field(default_factory=list, sa_column=column)


def unsigned() -> Any:
    """IMAP's UIDs and UIDVALIDITYs are unsigned 32 bit (RFC 9051 section 2.3.1.1): too wide for a plain INTEGER."""
    return Field(sa_column=Column(BigInteger, nullable=False))


def long_text() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False, default=""))
