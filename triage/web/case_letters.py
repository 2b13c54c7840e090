"""The letters of a case: drafting one on the evidence there is, and saying where the answer goes."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from sqlmodel import Session

from triage import correspondence
from triage.letters import drafting
from triage.store import arrivals, cases, drafts
from triage.store.case_page import CasePage, QuestionView, case_page
from triage.store.refusal import Refused
from triage.store.tables import Message
from triage.web import pages
from triage.web.access import SignedIn
from triage.web.case import Looker, Officer, tab
from triage.web.stores import Reading, Writing
from triage.web.wording import LETTERS, today

router = APIRouter(prefix="/cases/{reference:path}")


@router.get("/letters")
def letters_tab(request: Request, _: Looker, store: Reading, reference: str) -> Response:
    """The case's letters, and those that could be drafted now."""
    return _tab(request, case_page(store, reference))


@router.post("/draft")
def draft(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    letter: Annotated[str, Form()] = "",
    questions: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Response:
    """Draft a letter from the evidence on record, or say everything that is missing."""
    page = case_page(store, reference)
    chosen = [view for view in page.questions if str(view.question.id) in questions]
    try:
        drafted = _draft(request, store, page, letter, chosen, person)
    except (Refused, drafting.Refused) as refused:
        store.rollback()
        errors = [{"text": line, "href": "#draft"} for line in reasons(refused)]
        return _tab(
            request,
            case_page(store, reference),
            422,
            errors=errors,
            chosen=[int(n) for n in questions if n.isdecimal()],
        )
    return pages.go(f"/drafts/{drafted}", "drafted")


@router.post("/answer-to")
def answer_to(person: Officer, store: Writing, reference: str, address: Annotated[str, Form()] = "") -> Response:
    """Say where the answer goes; letters that are not approved follow."""
    page = case_page(store, reference)
    case = cases.confirm_answer_address(store, page.case.id or 0, address, person.name)
    correspondence.readdress(store, page.case.id or 0, case.answer_to, person.name)
    return pages.go(f"/cases/{reference}/letters", "recipient")


@router.post("/close")
def close(
    request: Request, person: Officer, store: Writing, reference: str, reason: Annotated[str, Form()] = ""
) -> Response:
    """Close a case that needs no letter, or whose letter was sent, with a reason."""
    page = case_page(store, reference)
    if not reason.strip():
        errors = [{"text": "Say why the case is closed. One sentence is enough.", "href": "#reason"}]
        return _tab(request, page, 422, errors=errors)
    cases.close(store, page.case.id or 0, person.name, reason.strip())
    return pages.go(f"/cases/{reference}/letters", "closed")


def reasons(refused: Exception) -> list[str]:
    """Every reason of a refusal, a sentence each."""
    found = getattr(refused, "reasons", None)
    return list(found) if found else str(refused).splitlines()


def _draft(
    request: Request, store: Session, page: CasePage, name: str, chosen: list[QuestionView], person: SignedIn
) -> int | None:
    if name not in LETTERS:
        raise Refused("Choose which letter to draft.")
    if not chosen and name != "acknowledgement":
        raise Refused("Choose the questions that the letter answers.")
    letter = correspondence.write(request.app.state.settings, page, _request_of(store, page), name, chosen, today())
    listed = page.questions if name == "acknowledgement" else chosen
    ids = [view.question.id or 0 for view in listed]
    return drafts.add(store, page.case.id or 0, name, letter, ids, by=person.name).id


def _request_of(store: Session, page: CasePage) -> Message:
    """The message that opened the case."""
    first = next(arrival for arrival, _ in page.arrivals if arrival.message_ref == page.case.message_ref)
    return arrivals.opened(store, first.id or 0)[1]


def _tab(request: Request, page: CasePage, status: int = 200, **values: Any) -> Response:
    addresses = correspondence.answer_addresses(page.case)
    return tab(request, page, "letters", "case_letters.html", status, addresses=addresses, **values)
