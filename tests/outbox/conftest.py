"""A database with one open case, an officer, and letters that the officer approves."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from triage.casework.letter import Letter
from triage.casework.request import Kind, Understanding
from triage.store import arrivals, cases, database, drafts, people
from triage.store.tables import Case, OutboxItem, Person

RECEIVED = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
APPROVED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class NoClock:
    due_on: date = date(2026, 12, 18)
    calendar_version: str = "test"


@dataclass
class Office:
    """Letters of one case; `approved()` writes and approves one and gives its outbox row."""

    engine: Engine
    case: Case
    officer: Person

    def approved(self, name: str = "acknowledgement", to: tuple[str, ...] = ("robin@resident.example",)) -> OutboxItem:
        with database.session(self.engine) as store:
            body = f"Dear Robin\n\nThis is the {name}.\n"
            letter = Letter("FOI <foi@ashcombe.example>", to, f"The {name}", body, f"<{name}@ashcombe.example>")
            draft = drafts.add(store, self.case.id or 0, name, letter)
            version = drafts.newest_version(store, draft.id or 0)
            return drafts.approve(store, version.id or 0, version.digest, self.officer, APPROVED)

    def item(self, item: OutboxItem) -> OutboxItem:
        """The row as it is now."""
        with Session(self.engine) as store:
            found = store.get(OutboxItem, item.id)
            assert found is not None
            return found

    def draft_state(self, number: int = 1) -> str:
        with Session(self.engine) as store:
            return drafts.page(store, number).draft.state


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once and copied for each test."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    engine = database.open_engine(f"sqlite:///{path}")
    database.migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def office(tmp_path: Path, migrated: Path) -> Iterator[Office]:
    copy = Path(shutil.copy(migrated, tmp_path / "outbox.db"))
    engine = database.open_engine(f"sqlite:///{copy}")
    people.use_cheap_hashes()
    with database.session(engine) as store:
        case = opened_case(store)
        officer = people.add_person(
            store,
            email="jo@ashcombe.example",
            name="Jo Officer",
            password="long enough 1",
            roles=["officer"],
            by="test",
        )
    yield Office(engine, case, officer)
    engine.dispose()


def opened_case(store: Session) -> Case:
    arrival = arrivals.keep(
        store, mailbox="foi", uidvalidity=1, uid=1, received_at=RECEIVED, raw=b"Subject: x\r\n\r\nx"
    )
    _, message = arrivals.opened(store, arrival.id or 0)
    arrivals.read_message(store, message, message_id="<r@resident.example>", sender_address="robin@resident.example")
    case = cases.open_case(
        store,
        arrival=arrival,
        message=message,
        understanding=Understanding(Kind.REQUEST, "it asks"),
        decisions=[],
        due=NoClock(),
        received_on=RECEIVED.date(),
        reference_pattern="FOI-{year}-{number:04}",
    )
    arrivals.settle(store, arrival, fate="case", case_id=case.id)
    return case
