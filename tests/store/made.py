"""Small makings for store tests: a kept message, a case with questions, people, a letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from triage.casework.letter import Letter
from triage.casework.request import Dependency, Kind, Question, Ranked, Span, Understanding
from triage.store import arrivals, cases, drafts, people, teams
from triage.store.database import key_of
from triage.store.tables import Arrival, Case, Draft, DraftVersion, Message, Person

TEXT = "Dear Council, 1. How many potholes were mended? 2. What did each cost? Yours, Alex Marlow"
RECEIVED = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 18)
PATTERN = "FOI-{year}-{number:04}"
NAME = "Alex Marlow"


@dataclass(frozen=True)
class Due:
    due_on: date = DUE
    calendar_version: str = "test"


@dataclass(frozen=True)
class Decision:
    team: str = ""
    confidence: float = 0.9
    why: str = "tested"


def kept(session: Session, uid: int = 1, raw: bytes = b"", mailbox: str = "foi/INBOX", validity: int = 7) -> Arrival:
    raw = raw or f"message {uid}".encode()
    return arrivals.keep(session, mailbox=mailbox, uidvalidity=validity, uid=uid, received_at=RECEIVED, raw=raw)


def read(session: Session, arrival: Arrival, **values: str) -> Message:
    """The message of an arrival with its columns read."""
    _, message = arrivals.opened(session, key_of(arrival.id))
    given = {"message_id": f"<{arrival.id}@them.example>", "sender_address": "alex@them.example", "text": TEXT}
    given |= {"sender_name": NAME, "subject": "Potholes"}
    return arrivals.read_message(session, message, **{**given, **values})  # type: ignore[arg-type]


def understanding(text: str = TEXT) -> Understanding:
    """Two questions, the second of which needs the first."""
    first, second = text.find("How many"), text.find("What did")
    questions = (
        Question("1", (Span(first, first + 30),), topics=(Ranked("highways", 0.9),)),
        Question("2", (Span(second, second + 19),), depends_on=(Dependency(0, 0.8),)),
    )
    return Understanding(Kind.REQUEST, "tested", questions)


def team(session: Session, slug: str = "highways") -> None:
    teams.add(session, slug=slug, name=slug.title(), by="test")


def case(
    session: Session, uid: int = 1, to: tuple[str, str] = ("highways", ""), due: date = DUE, **values: str
) -> Case:
    """A case of two questions with these teams, from a message kept, read and settled."""
    arrival = kept(session, uid)
    message = read(session, arrival, **values)
    opened = cases.open_case(
        session,
        arrival=arrival,
        message=message,
        understanding=understanding(),
        decisions=[Decision(to[0]), Decision(to[1])],
        due=Due(due),
        received_on=RECEIVED.date(),
        reference_pattern=PATTERN,
    )
    arrivals.settle(session, arrival, fate="case", case_id=opened.id)
    return opened


def person(session: Session, *roles: str, email: str = "jo@council.example") -> Person:
    held = roles or ("officer",)
    return people.add_person(session, email=email, name="Jo Officer", password="a long password", roles=held, by="test")


def letter(number: int = 1, to: str = "alex@them.example", body: str = "Thank you for your request.\n") -> Letter:
    return Letter(
        sender="FOI <foi@council.example>",
        recipients=(to,),
        subject="Re: Potholes",
        body=body,
        message_id=f"<letter-{number}@council.example>",
        in_reply_to="<1@them.example>",
        references=("<1@them.example>",),
    )


def draft(session: Session, of: Case, name: str = "acknowledgement", number: int = 1) -> tuple[Draft, DraftVersion]:
    made = drafts.add(session, key_of(of.id), name, letter(number))
    return made, drafts.newest_version(session, key_of(made.id))


def searched(session: Session, question_id: int) -> None:
    cases.record_search(session, question_id, by="Jo Officer", nobody_could="The council has never kept this.")


@contextmanager
def asked(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """The statements that a session's engine executes meanwhile, each with what it was given."""
    engine = session.get_bind()
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        statements.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
