"""What an officer does to how a request is read: a form each, so that every act works without script."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from sqlmodel import Session

from triage import correspondence
from triage.casework import reading as acts
from triage.casework.beginnings import beginnings, lines_outside
from triage.casework.reading import REASONS
from triage.casework.request import Span
from triage.casework.status import Refused
from triage.letters import drafting
from triage.store import reading
from triage.store.case_page import CasePage, case_page
from triage.web import outline, pages
from triage.web.case import Officer, question_of, request_tab
from triage.web.case_letters import reasons
from triage.web.stores import Reading, RowId, Writing
from triage.web.wording import today

router = APIRouter(prefix="/cases/{reference:path}")
Seen = Annotated[str, Form()]
WORDS_STAY = ("fold", "unfold", "move")


@router.post("/questions/{question_id}/merge")
def merge(
    request: Request, person: Officer, store: Writing, reference: str, question_id: RowId, seen: Seen = ""
) -> Response:
    """Make a question one with the one before it."""
    return _do(request, store, reference, reading.merge, question_id, by=person.name, seen=seen)


@router.get("/questions/{question_id}/split")
def split_page(request: Request, _: Officer, store: Reading, reference: str, question_id: RowId) -> Response:
    """Where a second question could begin."""
    return _split_page(request, store, reference, question_id)


@router.post("/questions/{question_id}/split")
def split(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    question_id: RowId,
    at: Annotated[str, Form()] = "",
    seen: Seen = "",
) -> Response:
    """Begin a second question at a position of the text."""
    if not at.isdecimal():
        errors = [{"text": "Choose where the new question begins.", "href": "#at"}]
        return _split_page(request, store, reference, question_id, 422, errors=errors)
    place = int(at[:9])
    return _do(request, store, reference, reading.split, question_id, place, by=person.name, seen=seen)


@router.get("/questions/{question_id}/not-a-question")
def drop_page(request: Request, _: Officer, store: Reading, reference: str, question_id: RowId) -> Response:
    """Why it is none."""
    return _drop_page(request, store, reference, question_id)


@router.post("/questions/{question_id}/not-a-question")
def drop(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    question_id: RowId,
    reason: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    seen: Seen = "",
) -> Response:
    """Set aside what is no question, with the reason."""
    why = REASONS.get(reason, other.strip())
    if not why:
        text = "Write the reason in a few words." if reason else "Choose why it is not a question."
        errors = [{"text": text, "href": "#other" if reason else "#reason"}]
        return _drop_page(request, store, reference, question_id, 422, errors=errors, reason=reason)
    return _do(request, store, reference, reading.drop, question_id, why, by=person.name, seen=seen)


@router.post("/questions/{question_id}/restore")
def restore(
    request: Request, person: Officer, store: Writing, reference: str, question_id: RowId, seen: Seen = ""
) -> Response:
    """Make what was set aside a question again."""
    return _do(request, store, reference, reading.restore, question_id, by=person.name, seen=seen)


@router.post("/questions/{question_id}/fold")
def fold(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    question_id: RowId,
    onto: Annotated[int, Form()] = 0,
    seen: Seen = "",
) -> Response:
    """Say that a question has the same answer as an earlier one."""
    return _do(request, store, reference, reading.fold, question_id, onto, by=person.name, seen=seen)


@router.post("/questions/{question_id}/unfold")
def unfold(
    request: Request, person: Officer, store: Writing, reference: str, question_id: RowId, seen: Seen = ""
) -> Response:
    """Take a fold back."""
    return _do(request, store, reference, reading.unfold, question_id, by=person.name, seen=seen)


@router.get("/reading/add")
def add_page(request: Request, _: Officer, store: Reading, reference: str) -> Response:
    """The lines of the request that lie in no question."""
    return _add_page(request, store, reference)


@router.post("/reading/add")
def add(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    words: Annotated[str, Form()] = "",
    seen: Seen = "",
) -> Response:
    """Make words that lie in no question one; `words` are where they begin and end, as "12-40"."""
    start, _, end = words.partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        errors = [{"text": "Choose the words that are a question.", "href": "#words"}]
        return _add_page(request, store, reference, 422, errors=errors)
    span = Span(int(start[:9]), int(end[:9]))
    return _do(request, store, reference, reading.add, span, by=person.name, seen=seen)


@router.post("/reading/undo")
def undo(
    request: Request,
    person: Officer,
    store: Writing,
    reference: str,
    seen: Seen = "",
    newest: Annotated[int | None, Form()] = None,
) -> Response:
    """Take back the newest act that stands; `newest` is the one that the person saw."""
    return _do(request, store, reference, reading.undo, by=person.name, seen=seen, newest=newest)


def _do(
    request: Request, store: Session, reference: str, act: Callable[..., int], *values: Any, **named: Any
) -> Response:
    """Do it, and show the question it was about; or say why not, over the questions as they are now."""
    page = case_page(store, reference)
    try:
        with _follows(request, store, page, act.__name__):
            question_id = act(store, page.case.id or 0, *values, **named)
    except (Refused, drafting.Refused) as refused:
        store.rollback()
        errors = [{"text": line, "href": "#questions-heading"} for line in reasons(refused)]
        return request_tab(request, store, reference, 409, errors=errors)
    order = [view.question.id for view in case_page(store, reference).questions]
    at = order.index(question_id) + 1 if question_id in order else 1
    return pages.go(f"/cases/{reference}", f"reading-{act.__name__}", f"question-{at}")


def _follows(request: Request, store: Session, page: CasePage, how: str) -> AbstractContextManager[None]:
    """The acknowledgement follows, but for what changes no word of it."""
    case_id = page.case.id or 0
    if how == "undo":
        newest = reading.newest_act(store, case_id)
        how = newest.act if newest else how
    if how in WORDS_STAY:
        return nullcontext()
    return correspondence.acknowledgement_follows(request.app.state.settings, store, case_id, today())


def _split_page(
    request: Request, store: Session, reference: str, question_id: int, status: int = 200, **values: Any
) -> Response:
    page = case_page(store, reference)
    view = question_of(page, question_id)
    spans = [Span(*pair) for pair in view.question.spans]
    items = [{"value": str(at), "text": words} for at, words in beginnings(page.case.text, spans)]
    title = f"Split question {view.name.lstrip('#')} of {reference}"
    return _form(request, store, page, "split.html", title, status, view=view, items=items, **values)


def _drop_page(
    request: Request, store: Session, reference: str, question_id: int, status: int = 200, **values: Any
) -> Response:
    page = case_page(store, reference)
    view = question_of(page, question_id)
    items = [{"value": code, "text": words} for code, words in {**REASONS, "other": "Something else"}.items()]
    title = f"Why is {view.name.lstrip('#')} of {reference} not a question?"
    known = {"view": view, "items": items, "needers": outline.needers(view, page.questions)}
    return _form(request, store, page, "not_a_question.html", title, status, **known, **values)


def _add_page(request: Request, store: Session, reference: str, status: int = 200, **values: Any) -> Response:
    page = case_page(store, reference)
    text = page.case.text
    taken = [Span(*pair) for view in page.questions for pair in view.question.spans]
    items = [{"value": f"{each.start}-{each.end}", "text": each.of(text)} for each in lines_outside(text, taken)]
    return _form(
        request, store, page, "add_question.html", f"Add a question to {reference}", status, items=items, **values
    )


def _form(
    request: Request, store: Session, page: CasePage, template: str, title: str, status: int, **values: Any
) -> Response:
    seen = acts.mark(reading.reading_of(store, page.case))
    return pages.render(request, template, title, status, case=page.case, seen=seen, **values)
