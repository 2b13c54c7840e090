"""Rows for the pages' tests, made through the store's own functions: one council, its people, teams and cases."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid

from sqlmodel import Session

from triage import correspondence
from triage.casework.clock import calendar_for, due_date, receipt_date
from triage.casework.request import Dependency, Kind, Question, Ranked, Span, Understanding
from triage.casework.routing import Decision
from triage.settings import Settings
from triage.store import arrivals, cases, people
from triage.store.case_page import draft_views
from triage.store.seed import seed_from_settings
from triage.store.tables import Case, Draft

PASSWORD = "a long enough password"
STAFF = {
    "officer": ("Jo Officer", ["officer"], ""),
    "viewer": ("Vic Viewer", ["viewer"], ""),
    "approver": ("Ap Prover", ["approver"], ""),
    "manager": ("Mo Manager", ["manager"], ""),
    "administrator": ("Ad Min", ["administrator"], ""),
    "highways": ("Hi Ways", ["team"], "highways"),
}
TEXT = """Dear Sir or Madam,

For the last three financial years please tell me:

1. How many potholes did the council repair?
2. If YES to (2), what did each repair cost?
3) How many people work in libraries?

I would also like to know who decides.

Yours,
Robin <b>Requester</b>
--
This e-mail is confidential.
"""
ASKED = ("1. How many potholes did the council repair?", "2. If YES to (2), what did each repair cost?")
LIBRARIES = "3) How many people work in libraries?"


@dataclass(frozen=True)
class Sender:
    name: str = "Robin Requester"
    address: str = "robin@requester.example"
    reply_to: str = ""


def email_of(text: str, subject: str, sender: Sender) -> bytes:
    message = EmailMessage()
    message["From"] = f"{sender.name} <{sender.address}>"
    message["To"] = "foi@ashcombe.example"
    message["Subject"] = subject
    message["Message-ID"] = make_msgid(domain="requester.example")
    message.set_content(text)
    return message.as_bytes()


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def understood() -> Understanding:
    """What the bot makes of TEXT: the second question refers to itself, the third has no team."""
    sure, unsure = (Ranked("highways_transport", 0.934),), (Ranked("leisure_culture_libraries", 0.41),)
    questions = (
        Question("1", (span(ASKED[0]),), (span("please tell me:"),), topics=sure, why=("potholes, repair",)),
        Question("2", (span(ASKED[1]),), (), (Dependency(0, 0.9, "If YES to (2)", True),), topics=sure),
        Question("3", (span(LIBRARIES),), topics=unsure),
    )
    scope, apart = (span("For the last three financial years"),), (span("This e-mail is confidential."),)
    return Understanding(
        Kind.REQUEST, "asks", questions, scope, apart, (span("I would also like to know who decides."),)
    )


def decisions() -> list[Decision]:
    chosen = Decision("highways", 0.934, "The words fit highways_transport.", ())
    return [chosen, chosen, Decision("", 0.41, "Not sure enough: a person must choose.", ())]


def open_case(
    store: Session,
    settings: Settings,
    *,
    received_at: datetime | None = None,
    subject: str = "Potholes and libraries",
    sender: Sender = Sender(),
    uid: int = 1,
) -> Case:
    """A case opened from a message, as the worker opens it."""
    at = received_at or datetime.now(UTC) - timedelta(hours=3)
    arrival = kept(store, TEXT, subject, sender, at, uid)
    found = arrivals.opened(store, arrival)
    due = due_date(receipt_date(at), calendar_for())
    case = cases.open_case(
        store,
        arrival=found[0],
        message=found[1],
        understanding=understood(),
        decisions=decisions(),
        due=due,
        received_on=receipt_date(at),
        reference_pattern=settings.authority.reference_pattern,
    )
    arrivals.settle(store, found[0], fate="case", case_id=case.id)
    return case


def kept(store: Session, text: str, subject: str, sender: Sender, at: datetime, uid: int, raw: bytes = b"") -> int:
    """A message that was fetched and read; its arrival's id."""
    raw = raw or email_of(text, subject, sender)
    arrival = arrivals.keep(store, mailbox="foi", uidvalidity=1, uid=uid, received_at=at, raw=raw)
    message = arrivals.opened(store, arrival.id or 0)[1]
    arrivals.read_message(
        store,
        message,
        message_id=f"<request-{uid}@requester.example>",
        references=["<earlier@requester.example>"],
        sender_name=sender.name,
        sender_address=sender.address,
        reply_to=sender.reply_to,
        subject=subject,
        text=text,
    )
    return arrival.id or 0


def acknowledge(store: Session, settings: Settings, case: Case) -> Draft:
    """The acknowledgement as the worker drafts it."""
    message = arrivals.opened(store, arrivals.of_case(store, case.id or 0)[0][0].id or 0)[1]
    assert correspondence.acknowledge(store, settings, case, message, datetime.now(UTC).date()) == ""
    return draft_views(store, case.id or 0)[-1].draft


def park(store: Session, *, fate: str = "parked", uid: int = 50, raw: bytes = b"", text: str = "") -> int:
    """A message the worker parked; its arrival's id."""
    text = text or "Please send me everything you hold about me.\n<script>alert(1)</script>\n"
    arrival_id = kept(store, text, "About me", Sender("Sam Subject", "sam@person.example"), datetime.now(UTC), uid, raw)
    arrivals.settle(
        store,
        arrivals.opened(store, arrival_id)[0],
        fate=fate,
        kind="own_data",
        reason="It asks for the sender's own data.",
        proposal="Pass it to whoever answers subject access requests.",
        possible_due_on=date(2026, 12, 21),
    )
    return arrival_id


def add_staff(store: Session, settings: Settings) -> None:
    """Teams and register as configured, and one person of each role, all with the same password."""
    seed_from_settings(store, settings)
    store.flush()
    for key, (name, roles, team) in STAFF.items():
        people.add_person(
            store, email=f"{key}@ashcombe.example", name=name, password=PASSWORD, roles=roles, team=team, by="test"
        )
