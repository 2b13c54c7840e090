"""What answers rest on: searches, the register, and the choice of its entries."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from triage.store.tables.columns import json_list, long_text


class SearchRecord(SQLModel, table=True):
    """Evidence for "not held" on one question: a search, or a named person's reason why nobody could find it.

    `nobody_could` holds that reason; then the search's fields may be empty. `deleted_*`: it was held once.
    """

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    searched_by: str = ""
    systems: str = long_text()
    terms: str = long_text()
    period: str = ""
    searched_on: date | None = None
    found_nothing: bool = True
    why_none: str = long_text()
    held_for_us: str = long_text()
    who_else: str = long_text()
    nobody_could: str = long_text()
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
    where_in_it: str = long_text()
    period: str = ""
    published_on: date | None = None
    topics: list[str] = json_list()
    basis: str = "link"
    how: str = long_text()
    held: bool = True
    active: bool = True
    checked_at: datetime | None = None
    checked_status: int | None = None
    checked_note: str = long_text()
    check_wanted_at: datetime | None = None


class Citation(SQLModel, table=True):
    """A register entry that answers one question, chosen by a person."""

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    publication_id: int = Field(foreign_key="publication.id")
    chosen_by: str
    chosen_at: datetime
    withdrawn_at: datetime | None = None
