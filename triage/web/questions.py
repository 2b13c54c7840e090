"""One question: the search record and the register entries that an answer may rest on."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlmodel import Session

from triage.casework.register import FOUND
from triage.casework.request import Regime
from triage.casework.searching import against_not_held
from triage.store import cases, register
from triage.store.case_page import case_page
from triage.store.refusal import Refused
from triage.store.tables import Publication
from triage.web import dates, pages
from triage.web.access import Allowed, SignedIn
from triage.web.case import question_of
from triage.web.stores import Reading, RowId, Writing
from triage.web.wording import LONDON, day, laws_in, today

router = APIRouter(prefix="/cases/{reference:path}/questions/{question_id}")
Looker = Annotated[SignedIn, Depends(Allowed("officer", "approver", "viewer", "manager"))]
Officer = Annotated[SignedIn, Depends(Allowed("officer"))]
FIELDS = (
    *("searched_by", "systems", "terms", "period", "why_none"),
    *("held_for_us", "who_else", "nobody_could", "deleted_under"),
)
NO_DAY = ("", "", "")


@router.get("")
def question(request: Request, _: Looker, store: Reading, reference: str, question_id: RowId) -> Response:
    return _page(request, store, reference, question_id, when=dates.boxes(today()))


@router.post("/law")
def law(
    person: Officer, store: Writing, reference: str, question_id: RowId, regime: Annotated[Regime, Form()]
) -> Response:
    """Settle which law the question is answered under."""
    question_of(case_page(store, reference), question_id)
    cases.settle_regime(store, question_id, regime, person.name)
    return pages.go(f"/cases/{reference}/questions/{question_id}", "law")


@router.post("/search")
def search(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    question_id: RowId,
    form: Annotated[dict[str, str], Depends(pages.form_fields)],
) -> Response:
    """Put a search, or the reason why nobody could make one, on record."""
    question_of(case_page(store, reference), question_id)
    when, gone = _boxes(form, "searched_on"), _boxes(form, "deleted_on")
    given = {name: form.get(name, "") for name in FIELDS}
    found = form.get("found", "")
    box = "searched_on"
    try:
        evidence: dict[str, Any] = {**given, "searched_on": dates.typed(*when), "found_nothing": not found}
        box = "deleted_on"
        cases.record_search(store, question_id, by=person.name, **evidence, deleted_on=dates.typed(*gone))
    except (Refused, dates.DateError) as refused:
        store.rollback()
        known = {"when": when, "gone": gone, "given": {**given, "found": found}}
        return _page(request, store, reference, question_id, 422, **known, errors=search_errors(refused, given, box))
    return pages.go(f"/cases/{reference}/questions/{question_id}", "search")


@router.post("/searches/{record_id}/withdraw")
def withdraw_search(person: Officer, store: Writing, reference: str, question_id: RowId, record_id: RowId) -> Response:
    view = question_of(case_page(store, reference), question_id)
    _among(record_id, [record.id for record in view.searches])
    cases.withdraw_search(store, record_id, person.name)
    return pages.go(f"/cases/{reference}/questions/{question_id}", "search-withdrawn")


@router.post("/cite")
def cite(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    question_id: RowId,
    publication: Annotated[str, Form()] = "",
) -> Response:
    """Choose a register entry as the answer."""
    question_of(case_page(store, reference), question_id)
    try:
        if not publication.isdecimal():
            raise Refused("Choose an entry of the register.")
        cases.cite(store, question_id, int(publication[:9]), person.name)
    except Refused as refused:
        store.rollback()
        errors = [{"text": str(refused), "href": "#publication"}]
        return _page(request, store, reference, question_id, 422, when=dates.boxes(today()), errors=errors)
    return pages.go(f"/cases/{reference}/questions/{question_id}", "cited")


@router.post("/citations/{citation_id}/withdraw")
def withdraw_citation(
    person: Officer, store: Writing, reference: str, question_id: RowId, citation_id: RowId
) -> Response:
    view = question_of(case_page(store, reference), question_id)
    _among(citation_id, [citation.id for citation, _ in view.citations])
    cases.withdraw_citation(store, citation_id, person.name)
    return pages.go(f"/cases/{reference}/questions/{question_id}", "citation-withdrawn")


def search_errors(refused: Exception, given: dict[str, str], box: str) -> list[dict[str, str]]:
    """What is wrong, beside the box it is about where that is known; `box` is the date that was read last."""
    if isinstance(refused, dates.DateError):
        return [{"text": str(refused), "href": f"#{box}-day"}]
    if "deleted" in str(refused) or "day of the search is still" in str(refused):
        place = "deleted_on" if "deleted" in str(refused) else "searched_on"
        return [{"text": str(refused), "href": f"#{place}-day"}]
    empty = next((name for name in ("searched_by", "systems", "terms", "why_none") if not given[name].strip()), "terms")
    return [{"text": str(refused), "href": f"#{empty}"}]


def _boxes(form: dict[str, str], name: str) -> tuple[str, str, str]:
    """What was typed into the three boxes of a date."""
    return form.get(f"{name}_day", ""), form.get(f"{name}_month", ""), form.get(f"{name}_year", "")


def entry_choice(entry: Publication) -> dict[str, Any]:
    """A register entry as an option, with the state of its link in words."""
    return {"value": str(entry.id), "text": f"{entry.title} ({link_state(entry)})"}


def link_state(entry: Publication) -> str:
    """What the last look at an entry's link found."""
    if entry.basis != "link":
        return "a priced source" if entry.basis == "priced" else "a statutory source"
    if entry.checked_at is None:
        return "link not looked at yet"
    seen = entry.checked_at.astimezone(LONDON).date()
    found = "found" if entry.checked_status == FOUND else "not found"
    return f"link {found} today" if seen == today() else f"link {found} on {day(seen)}"


def _among(row_id: int, known: list[int | None]) -> None:
    if row_id not in known:
        raise LookupError(f"{row_id} is not on this question")


def _page(
    request: Request, store: Session, reference: str, question_id: int, status: int = 200, **values: Any
) -> Response:
    page = case_page(store, reference)
    view = question_of(page, question_id)
    known: dict[str, Any] = {"given": {}, "gone": NO_DAY, "errors": [], "case": page.case, "view": view}
    entries = [{"value": "", "text": "Choose an entry"}, *map(entry_choice, register.publications(store))]
    nation = request.app.state.settings.authority.nation
    known |= {"laws": laws_in(nation, view.question.regime)}
    known |= {"entries": entries, "link_state": link_state, "against": against_not_held}
    title = f"Question {view.name.lstrip('#')} of {reference}"
    return pages.render(request, "question.html", title, status, **{**known, **values})
