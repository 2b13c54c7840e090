"""Who asked, where the answer goes and when the request reached the authority, confirmed or corrected by an officer."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from triage import correspondence
from triage.casework.status import Refused
from triage.letters import drafting
from triage.store import asker, cases
from triage.store.case_page import CasePage, case_page
from triage.web import dates, pages
from triage.web.case import Officer, dates_of
from triage.web.case_letters import reasons
from triage.web.pages import calendar
from triage.web.stores import Writing
from triage.web.wording import today

router = APIRouter(prefix="/cases/{reference:path}")


class NoAddress(Refused):
    """There are addresses and none was chosen."""


@router.post("/asker")
def confirm(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    form: Annotated[dict[str, str], Depends(pages.form_fields)],
) -> Response:
    """Put it on record; the due date and the acknowledgement that waits follow. With `use` the date that the forwarded
    message bears is only filled in."""
    page = case_page(store, reference)
    when = (form.get("received_day", ""), form.get("received_month", ""), form.get("received_year", ""))
    given: dict[str, Any] = {"when": when, "asked": form.get("name", ""), "to": form.get("address", "")}
    if form.get("use") and page.case.written_on:
        return dates_of(request, store, reference, **{**given, "when": dates.boxes(page.case.written_on)})
    try:
        _confirm(request, store, page, form, when, person.name)
    except (Refused, drafting.Refused, dates.DateError) as refused:
        store.rollback()
        place = "#address" if isinstance(refused, NoAddress) else "#received-day"
        errors = [{"text": line, "href": place} for line in reasons(refused)]
        return dates_of(request, store, reference, 422, errors=errors, **given)
    return pages.go(f"/cases/{reference}/dates", "asker")


def _confirm(
    request: Request, store: Session, page: CasePage, form: dict[str, str], when: tuple[str, str, str], by: str
) -> None:
    case_id, day = page.case.id or 0, dates.typed(*when)
    if day is None:
        raise Refused("Give the day it reached us.")
    correspondence.refuse_while_others_wait(page)
    address = form.get("address", "")
    with correspondence.acknowledgement_follows(request.app.state.settings, store, case_id, today()):
        working = calendar(request)
        asker.confirm(
            store, case_id, name=form.get("name", ""), received_on=day, calendar=working, by=by, today=today()
        )
        if not (address or page.case.answer_to) and correspondence.answer_addresses(page.case):
            raise NoAddress("Choose where the answer goes. Nothing was changed.")
        if address and address != page.case.answer_to:
            cases.confirm_answer_address(store, case_id, address, by)
            correspondence.readdress(store, case_id, address, by)
