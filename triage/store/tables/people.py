"""Teams, the people who sign in, and their sessions."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from triage.store.tables.columns import json_list


class Team(SQLModel, table=True):
    """A team and the topics it answers for. Its slug is what questions carry."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    email: str = ""
    topics: list[str] = json_list()
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
