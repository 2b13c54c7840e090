"""One letter: read it, change it, approve it, and see what became of it."""

from datetime import timedelta
from email.utils import parseaddr
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlmodel import Session

from triage import correspondence
from triage.casework.letter import clean_body, clean_header
from triage.casework.request import REQUEST_SITE, is_request_site
from triage.letters import drafting
from triage.letters.drafting import Review
from triage.settings import Settings
from triage.store import cases, drafts, outgoing, people
from triage.store.case_page import case_page
from triage.store.drafts import DraftPage
from triage.store.refusal import Refused
from triage.store.tables import DraftVersion
from triage.web import pages
from triage.web.access import Allowed, NotAllowed, SignedIn
from triage.web.difference import changes
from triage.web.questions import link_state
from triage.web.stores import Reading, RowId, Writing
from triage.web.wording import LETTERS, short_day, today

router = APIRouter(prefix="/drafts/{draft_id}")
Looker = Annotated[SignedIn, Depends(Allowed("officer", "approver", "viewer", "manager"))]
Officer = Annotated[SignedIn, Depends(Allowed("officer"))]
Approver = Annotated[SignedIn, Depends(Allowed("officer", "approver"))]
EDITABLE = ("drafted", "approved", "failed")


@router.get("")
def draft(request: Request, _: Looker, store: Reading, draft_id: RowId) -> Response:
    return _page(request, store, draft_id)


@router.post("")
def save(
    request: Request,
    person: Officer,
    store: Writing,
    draft_id: RowId,
    subject: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
    number: Annotated[int, Form()] = 0,
) -> Response:
    """Keep a new version. It voids an approval that stands."""
    try:
        version = drafts.revise(store, draft_id, subject=subject, body=body, by=person.name, expected=number)
    except Refused as refused:
        store.rollback()
        return _page(request, store, draft_id, 409, _problem(refused, "#body"), subject=subject, body=body)
    return pages.go(f"/drafts/{draft_id}", "same" if version.number == number else "saved")


@router.post("/approve")
def approve(
    request: Request,
    person: Approver,
    store: Writing,
    draft_id: RowId,
    digest: Annotated[str, Form()] = "",
    version_id: Annotated[int, Form()] = 0,
    subject: Annotated[str | None, Form()] = None,
    body: Annotated[str | None, Form()] = None,
) -> Response:
    """Approve the version whose digest the person had before them. Text changed on the page is saved, not sent."""
    page = drafts.page(store, draft_id)
    if page.newest.id == version_id and differs(page.newest, subject, body):
        if not person.may("officer"):
            raise NotAllowed
        return save(request, person, store, draft_id, subject or "", body or "", page.newest.number)
    try:
        _of_this_letter(page, version_id)
        against = reviewed(request.app.state.settings, store, page).against
        if against and version_id == page.newest.id:
            raise Refused("\n".join(against))
        signing = people.find(store, person.email)
        assert signing is not None
        hold = timedelta(seconds=request.app.state.settings.letters.hold_seconds)
        drafts.approve(store, version_id, digest, signing, hold=hold)
    except Refused as refused:
        store.rollback()
        return _page(request, store, draft_id, 409, _problem(refused, "#letter"))
    return pages.go(f"/drafts/{draft_id}", "approved")


@router.post("/rewrite")
def rewrite(request: Request, person: Officer, store: Writing, draft_id: RowId) -> Response:
    """Take the letter back to what the bot writes from the facts of today; what stood there stays as a version."""
    page = drafts.page(store, draft_id)
    try:
        version = correspondence.rewrite(request.app.state.settings, store, page, person.name, today())
    except (Refused, drafting.Refused) as refused:
        store.rollback()
        return _page(request, store, draft_id, 409, _problem(refused, "#letter"))
    return pages.go(f"/drafts/{draft_id}", "same" if version.id == page.newest.id else "rewritten")


@router.post("/take-back")
def take_back(person: Approver, store: Writing, draft_id: RowId) -> Response:
    """Take the approval back while the letter waits in the outbox."""
    drafts.take_back(store, draft_id, person.name)
    return pages.go(f"/drafts/{draft_id}", "undone")


@router.post("/withdraw")
def withdraw(person: Officer, store: Writing, draft_id: RowId, reason: Annotated[str, Form()] = "") -> Response:
    """Put the letter away: it will not be sent."""
    drafts.withdraw(store, draft_id, person.name, reason)
    return pages.go(f"/drafts/{draft_id}", "withdrawn")


@router.post("/settle")
def settle(
    request: Request, person: Approver, store: Writing, draft_id: RowId, sent: Annotated[str, Form()] = ""
) -> Response:
    """An officer found out whether a letter of unknown fate was sent."""
    page = drafts.page(store, draft_id)
    unknown = [item for item in page.items if item.state == "unknown"]
    if sent not in ("yes", "no") or not unknown:
        choose = Refused("Say whether it was sent: choose one of the two.")
        return _page(request, store, draft_id, 422, _problem(choose, "#sent"))
    outgoing.settle_unknown(store, unknown[-1].id or 0, sent == "yes", person.name)
    return pages.go(f"/drafts/{draft_id}", "settled")


@router.post("/recipient")
def recipient(person: Officer, store: Writing, draft_id: RowId, address: Annotated[str, Form()] = "") -> Response:
    """Say where the answer goes, where the Reply-To is in another domain than the sender."""
    page = drafts.page(store, draft_id)
    case = cases.confirm_answer_address(store, page.draft.case_id, address, person.name)
    correspondence.readdress(store, page.draft.case_id, case.answer_to, person.name)
    return pages.go(f"/drafts/{draft_id}", "recipient")


def differs(version: DraftVersion, subject: str | None, body: str | None) -> bool:
    """Whether the text on the page is another than the version's; None: the page had no box for it."""
    return (subject is not None and clean_header(subject) != version.subject) or (
        body is not None and clean_body(body) != version.body
    )


def sending_sentence(page: DraftPage) -> str:
    """What approving does: to whom, as whom, in reply to what."""
    to = ", ".join(page.newest.recipients) or page.case.answer_to
    reply = f", in reply to their message of {short_day(page.case.received_at)}" if page.newest.in_reply_to else ""
    return f"Approve and send to {to} as {page.newest.sender}{reply}"


def reviewed(settings: Settings, store: Session, page: DraftPage) -> Review:
    """What stops the newest version from being approved as things are today, and what to look at before."""
    case, name = case_page(store, page.case.reference), page.draft.letter
    chosen = correspondence.chosen_of(case, page.draft.question_ids)
    found = correspondence.review(settings, case, name, chosen, page.newest.body, today())
    unsure = () if page.case.answer_to else ("Nobody has confirmed where the answer goes. Choose the address first.",)
    return Review((*unsure, *found.against), found.look)


def is_published(page: DraftPage) -> bool:
    """Whether a recipient is a request site's address, where every letter is on the web at once."""
    sites = [each for each in page.newest.recipients if is_request_site(parseaddr(each)[1])]
    return REQUEST_SITE in page.case.flags or bool(sites)


def _of_this_letter(page: DraftPage, version_id: int) -> None:
    if version_id not in [version.id for version in page.versions]:
        raise Refused("The letter is not the one you had before you. Read it again.")


def _problem(refused: Exception, href: str) -> list[dict[str, str]]:
    return [{"text": line, "href": href} for line in str(refused).splitlines()]


def _page(
    request: Request,
    store: Session,
    draft_id: int,
    status: int = 200,
    errors: list[dict[str, str]] | None = None,
    **typed: str,
) -> Response:
    page = drafts.page(store, draft_id)
    newest, first = page.newest, page.versions[0]
    known: dict[str, Any] = {"subject": newest.subject, "body": newest.body, "errors": errors or []}
    known |= {"page": page, "case": page.case, "newest": newest, "editable": page.draft.state in EDITABLE}
    known |= {"changes": changes(first.body, newest.body), "subject_changes": changes(first.subject, newest.subject)}
    known |= {"send": sending_sentence(page), "public": is_published(page)}
    if known["editable"]:
        known["review"] = reviewed(request.app.state.settings, store, page)
    rests_on = correspondence.chosen_of(case_page(store, page.case.reference), page.draft.question_ids)
    known |= {"rests_on": rests_on, "link_state": link_state}
    known |= {"addresses": correspondence.answer_addresses(page.case)}
    known |= {"forwarded": correspondence.is_forwarded(page.case)}
    title = f"{LETTERS.get(page.draft.letter, page.draft.letter)} for {page.case.reference}"
    return pages.render(request, "draft.html", title, status, **{**known, **typed})
