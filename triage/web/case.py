"""One case: the request as received with each question lit up, its letters, its dates and its history."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlmodel import Session

from triage.casework import clock
from triage.casework import reading as acts
from triage.casework.request import ELSEWHERE, FORWARDED, FROM_COLLEAGUE, REQUEST_SITE
from triage.correspondence import answer_addresses, is_edited, is_forwarded
from triage.store import reading, teams
from triage.store.case_page import CasePage, QuestionView, case_page
from triage.store.tables import AuditEntry, AuditValue, Case
from triage.web import outline, pages
from triage.web.access import Allowed, SignedIn
from triage.web.dates import boxes
from triage.web.highlight import Layers, pieces
from triage.web.pages import calendar
from triage.web.stores import Reading, RowId, Writing
from triage.web.wording import ACKNOWLEDGED, REGIMES, counted, day, days_off, today

router = APIRouter(prefix="/cases/{reference:path}")
Looker = Annotated[SignedIn, Depends(Allowed("officer", "approver", "viewer", "manager"))]
Officer = Annotated[SignedIn, Depends(Allowed("officer"))]
HASH, ISO_DAY = re.compile("[0-9a-f]{64}"), re.compile(r"\d{4}-\d\d-\d\d")


@router.get("/dates")
def dates_tab(request: Request, _: Looker, store: Reading, reference: str) -> Response:
    """How the due date was counted, day by day."""
    return dates_of(request, store, reference)


@router.get("/history")
def history_tab(request: Request, _: Looker, store: Reading, reference: str) -> Response:
    """Every change to the case, newest first."""
    page = case_page(store, reference)
    return tab(request, page, "history", "case_history.html", entries=[told(*row) for row in reversed(page.history)])


@router.post("/questions/{question_id}/team")
def move(
    person: Officer,
    store: Writing,
    reference: str,
    question_id: RowId,
    team: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Give a question to another team; `seen` is the team the person had before them."""
    view = question_of(case_page(store, reference), question_id)
    reading.move(store, question_id, team, person.name, expected=seen)
    done = "moved" if team and team != seen else "unmoved" if team == seen else "set-free"
    return pages.go(f"/cases/{reference}", done, f"question-{view.question.position + 1}")


@router.get("")
def case(request: Request, _: Looker, store: Reading, reference: str) -> Response:
    """The request as received beside its questions."""
    return request_tab(request, store, reference)


def request_tab(
    request: Request, store: Session, reference: str, status: int = 200, errors: Sequence[dict[str, str]] = ()
) -> Response:
    """The request as received, the outline of its questions, what lies in none, and what was set aside."""
    page = case_page(store, reference)
    names = [{"value": "", "text": "A person must choose"}]
    names += [{"value": team.slug, "text": team.name} for team in teams.teams(store)]
    found = reading.reading_of(store, page.case)
    beside = outline.left_out(page, found)
    known: dict[str, Any] = {"seen": acts.mark(found), "newest": reading.newest_act(store, page.case.id or 0)}
    known |= {"lost": reading.lost(store, page.case, found)}
    known |= {"lines": outline.lines(page), "left_out": beside, "set_aside": outline.set_aside(found)}
    known |= {
        "parts": outline.parts(page.case),
        "pointers": outline.pointers(page.case),
        "acts": acts_said(request, page),
    }
    return tab(
        request, page, "request", "case.html", status, pieces=lit(page, beside), teams=names, errors=errors, **known
    )


def dates_of(request: Request, store: Session, reference: str, status: int = 200, **values: Any) -> Response:
    """The count of days, and the form to say who asked and when it reached us."""
    page = case_page(store, reference)
    known: dict[str, Any] = {
        "when": boxes(page.case.received_on),
        "asked": page.case.requester_name,
        "to": page.case.answer_to,
    }
    known |= {"due": counted_days(request, page.case), "addresses": answer_addresses(page.case)}
    return tab(request, page, "dates", "case_dates.html", status, **{**known, **values})


def question_of(page: CasePage, question_id: int) -> QuestionView:
    """A question of this case. Raises LookupError where the case has no such question."""
    for view in page.questions:
        if view.question.id == question_id:
            return view
    raise LookupError(f"{page.case.reference} has no question {question_id}")


def lit(page: CasePage, left_out: list[dict[str, Any]]) -> list[Any]:
    """The request's text in pieces, each with what it is part of."""
    questions = [view.question for view in page.questions]
    case, beside = page.case, [[[each["start"], each["end"]]] for each in left_out]
    layers = Layers([q.spans for q in questions], [q.stem for q in questions], case.scope, case.apart, beside)
    return pieces(case.text, layers)


def acts_said(request: Request, page: CasePage) -> str:
    """What becomes of the acknowledgement when somebody changes the questions, "" where there is none."""
    if is_edited(request.app.state.settings, page):
        return ACKNOWLEDGED["edited"]
    states = [view.draft.state for view in page.drafts if view.draft.letter == "acknowledgement"]
    return next((ACKNOWLEDGED[state] for state in reversed(states) if state in ACKNOWLEDGED), "")


def counted_days(request: Request, case: Case) -> clock.Due:
    """The due date again, with its days, from the date of receipt and today's calendar."""
    return clock.due_date(case.received_on, calendar(request))


def told(entry: AuditEntry, value: AuditValue | None) -> dict[str, Any]:
    """An entry of the history with its values as short text; a purge may have emptied them."""
    before, after = (_short(text) for text in ((value.before, value.after) if value else ("", "")))
    return {"entry": entry, "before": before, "after": after}


def _short(value: str, longest: int = 300) -> str:
    if not value:
        return ""
    known = json.loads(value)
    pairs = known.items() if isinstance(known, dict) else [("", known)]
    told = [
        f"{name.replace('_', ' ')}: {_plain(each)}" if name else _plain(each)
        for name, each in pairs
        if _says(name, each)
    ]
    text = "; ".join(told)
    return text if len(text) <= longest else text[:longest] + " …"


def _says(name: str, value: object) -> bool:
    """Numbers of rows and times that stand beside the entry anyway say nothing to a person."""
    return value not in ("", None, []) and not name.endswith(("_id", "_at", "_sha256"))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return counted(len(value), "entry", "entries")
    text = str(value)
    if HASH.fullmatch(text):
        return f"SHA-256 {text[:12]} …"
    return day(date.fromisoformat(text)) if ISO_DAY.fullmatch(text) else text


def facts_line(case: Case, page: CasePage) -> list[str]:
    """The regimes of the questions, and whether the request was acknowledged."""
    others = [view.question.regime for view in page.questions if view.question.regime != case.regime]
    regime = REGIMES.get(case.regime, case.regime)
    parts = [regime] + [f"{counted(others.count(r), 'question')} {REGIMES.get(r, r)}" for r in dict.fromkeys(others)]
    return parts


def tab(request: Request, page: CasePage, name: str, template: str, status: int = 200, **values: Any) -> Response:
    """A page of a case, with what they all show on top."""
    case = page.case
    words = case.subject or "Request without a subject"
    return pages.render(
        request,
        template,
        f"{case.reference}: {words}",
        status,
        page=page,
        case=case,
        tabs=tabs(page, name),
        facts=facts_line(case, page),
        off=days_off(clock.days_left(today(), case.due_on, calendar(request))),
        late=case.due_on < today() and case.closed_on is None,
        public=REQUEST_SITE in case.flags,
        flags=list(look_at(case)),
        forwarded=is_forwarded(case),
        **values,
    )


def look_at(case: Case) -> Iterator[str]:
    """The flags that still call for a look."""
    about = (FORWARDED, FROM_COLLEAGUE, ELSEWHERE)
    past = about if case.asker_confirmed_by else about[2:] if case.answer_to else ()
    for flag in case.flags:
        if flag != REQUEST_SITE and not flag.startswith(past):
            yield flag.removeprefix(next((start for start in about if flag.startswith(start)), ""))


def tabs(page: CasePage, current: str) -> list[tuple[str, str, bool]]:
    """The sub-navigation of a case."""
    home = f"/cases/{page.case.reference}"
    waiting = sum(view.draft.state == "drafted" for view in page.drafts)
    names = [
        ("request", home, "Request"),
        ("letters", f"{home}/letters", f"Letters {waiting}" if waiting else "Letters"),
    ]
    names += [("dates", f"{home}/dates", "Dates"), ("history", f"{home}/history", "History")]
    return [(href, text, name == current) for name, href, text in names]
