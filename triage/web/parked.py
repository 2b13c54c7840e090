"""Messages that became no case: what each may be, until when it would have to be answered, and what to do with it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlmodel import Session

from triage.store import arrivals, cases
from triage.store.refusal import Refused
from triage.store.tables import Arrival
from triage.web import pages
from triage.web.access import Allowed, SignedIn
from triage.web.stores import Reading, RowId, Writing
from triage.web.wording import today

router = APIRouter(prefix="/parked")
Officer = Annotated[SignedIn, Depends(Allowed("officer"))]
LONGEST_RAW = 50_000


@router.get("")
def parked(request: Request, _: Officer, store: Reading) -> Response:
    return pages.render(request, "parked.html", "Messages to look at", rows=arrivals.parked(store), now=today())


@router.get("/{arrival_id}")
def message(request: Request, _: Officer, store: Reading, arrival_id: RowId) -> Response:
    return _page(request, store, arrival_id)


@router.get("/{arrival_id}/message.eml")
def download(_: Officer, store: Reading, arrival_id: RowId) -> Response:
    """The message exactly as it came. Never shown in the browser: it is a stranger's."""
    found = arrivals.opened(store, arrival_id)[1]
    headers = {"Content-Disposition": f'attachment; filename="message-{arrival_id}.eml"'}
    return Response(found.raw, media_type="application/octet-stream", headers=headers)


@router.post("/{arrival_id}/open")
def open_as_request(person: Officer, store: Writing, arrival_id: RowId) -> Response:
    """It is a request after all: the worker reads it again as one."""
    arrivals.reopen_as_request(store, arrival_id, person.name)
    return pages.go("/parked", "opened")


@router.post("/{arrival_id}/nothing")
def nothing(
    request: Request, person: Officer, store: Writing, arrival_id: RowId, reason: Annotated[str, Form()] = ""
) -> Response:
    """It needs nothing; a reason is kept."""
    if not reason.strip():
        return _refused(request, store, arrival_id, "Say why there is nothing to do. One sentence is enough.", "reason")
    arrivals.archive(store, arrival_id, person.name, reason.strip())
    return pages.go("/parked", "nothing")


@router.post("/{arrival_id}/join")
def join(
    request: Request, person: Officer, store: Writing, arrival_id: RowId, reference: Annotated[str, Form()] = ""
) -> Response:
    """It belongs to a case."""
    case = cases.by_reference(store, reference.strip().upper()) or cases.by_reference(store, reference.strip())
    if case is None or case.id is None:
        sentence = "There is no case with that reference. Give it as on the case's page."
        return _refused(request, store, arrival_id, sentence, "reference")
    arrivals.join_case(store, arrival_id, case.id, person.name)
    return pages.go("/parked", "joined")


@router.post("/{arrival_id}/read")
def read(person: Officer, store: Writing, arrival_id: RowId) -> Response:
    """It joined a case; a person has read it and done what it needs."""
    arrivals.read_by(store, arrival_id, person.name)
    return pages.go("/parked", "read")


def can_be_settled(arrival: Arrival) -> bool:
    return arrival.fate in ("parked", "unreadable")


def _refused(request: Request, store: Session, arrival_id: int, sentence: str, box: str) -> Response:
    return _page(request, store, arrival_id, 422, errors=[{"text": sentence, "href": f"#{box}"}])


def _page(request: Request, store: Session, arrival_id: int, status: int = 200, **values: Any) -> Response:
    arrival, found = arrivals.opened(store, arrival_id)
    if not arrival.fate:
        raise Refused("This message is waiting for the worker to read it. Look again in a minute.")
    raw = found.raw[:LONGEST_RAW].decode("utf-8", "replace")
    title = found.subject.strip() or "Message without a subject"
    case = cases.by_id(store, arrival.case_id) if arrival.case_id else None
    known = {"arrival": arrival, "message": found, "raw": raw, "cut": len(found.raw) > LONGEST_RAW, "now": today()}
    known |= {"case": case, "unread": arrival.fate == "joined" and arrival.settled_by == arrivals.BOT}
    return pages.render(
        request, "parked_message.html", title[:120], status, settled=not can_be_settled(arrival), **{**known, **values}
    )
