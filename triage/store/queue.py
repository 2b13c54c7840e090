"""The officer's queue: every open case in one row, with the one press it needs most. Never the requester's name."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from triage.casework.request import FORWARDED, FROM_COLLEAGUE, Span, words_of
from triage.store.arrivals import unread
from triage.store.database import key_of
from triage.store.progress import OVER, live_search
from triage.store.tables import Arrival, Case, Citation, Draft, Question, SearchRecord, Team
from triage.store.text import first_words

View = Literal["all", "needs_me", "with_teams", "for_approval", "closed"]
NEEDS_OFFICER = (
    "settle_unknown",
    "sending_failed",
    "read_message",
    "confirm_asker",
    "confirm_recipient",
    "approve_acknowledgement",
    "choose_team",
    "write_letter",
)


@dataclass(frozen=True)
class Press:
    """The one thing a case needs most. `code` is one of NEEDS_OFFICER or "approve_letter", "sending", "with_teams",
    "closed"; `questions` are (id, label or running number) it is about, `draft_id` and `letter` the draft,
    `arrival_id` the message and `kind` what it seems to be."""

    code: str
    questions: tuple[tuple[int, str], ...] = ()
    draft_id: int | None = None
    letter: str = ""
    arrival_id: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class QueueRow:
    """One case. `words` are the first words of its subject, else of its first question; `answered` counts questions
    with evidence, `unsure` those without a team, `linked` those that depend on another."""

    case_id: int
    reference: str
    due_on: date
    late: bool
    state: str
    words: str
    questions: int
    answered: int
    unsure: int
    linked: int
    teams: tuple[str, ...]
    team_slugs: tuple[str, ...]
    flags: tuple[str, ...]
    press: Press
    drafts_to_approve: int
    closed_on: date | None = None


@dataclass
class _Open:
    """What is gathered about one case before its row is made."""

    case: Any
    questions: list[Any] = field(default_factory=list)
    drafts: list[Any] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)


def queue(session: Session, today: date, view: View = "all", team: str = "") -> list[QueueRow]:
    """Open cases ("closed": the answered ones, newest first), soonest due first. A fixed number of queries."""
    over = col(Case.state).in_(OVER) if view == "closed" else col(Case.state).not_in(OVER)
    gathered = _gather(session, over)
    evidence = _with_evidence(session, over)
    names: dict[str, str] = {slug: name for slug, name in session.exec(select(Team.slug, Team.name))}
    rows = [_row(each, evidence, names, today) for each in gathered.values()]
    rows = [row for row in rows if in_view(row, view) and (not team or team in row.team_slugs)]
    if view == "closed":
        return sorted(rows, key=lambda row: (row.closed_on or date.min, row.reference), reverse=True)
    return sorted(rows, key=lambda row: (row.due_on, row.reference))


def in_view(row: QueueRow, view: View) -> bool:
    """Whether a row of the view "all" belongs to another view too."""
    if view == "needs_me":
        return row.press.code in NEEDS_OFFICER
    if view == "with_teams":
        return bool(row.teams) and row.answered < row.questions
    if view == "for_approval":
        return row.drafts_to_approve > 0
    return True


def _gather(session: Session, which: ColumnElement[bool]) -> dict[int, _Open]:
    cases = select(  # type: ignore[call-overload]
        Case.id, Case.reference, Case.due_on, Case.state, Case.subject, Case.text, Case.flags, Case.answer_to,
        Case.closed_on, Case.asker_confirmed_by,
    ).where(which)  # fmt: skip
    gathered = {key_of(case.id): _Open(case) for case in session.exec(cases)}
    questions = select(  # type: ignore[call-overload]
        Question.id, Question.case_id, Question.position, Question.label, Question.team, Question.depends_on,
        Question.spans,
    ).join(Case, col(Case.id) == Question.case_id).where(which).order_by(col(Question.position))  # fmt: skip
    for question in session.exec(questions):
        gathered[question.case_id].questions.append(question)
    drafts = select(Draft.id, Draft.case_id, Draft.letter, Draft.state).join(Case, col(Case.id) == Draft.case_id)
    for draft in session.exec(drafts.where(which).order_by(col(Draft.id))):
        gathered[draft[1]].drafts.append(draft)
    arrived = select(Arrival.id, Arrival.case_id, Arrival.kind).join(Case, col(Case.id) == Arrival.case_id)
    for arrival_id, case_id, kind in session.exec(arrived.where(which, unread()).order_by(col(Arrival.id))):
        gathered[key_of(case_id)].unread.append((key_of(arrival_id), kind))
    return gathered


def _with_evidence(session: Session, which: ColumnElement[bool]) -> set[int]:
    found: set[int] = set()
    for table, live in ((SearchRecord, live_search()), (Citation, (col(Citation.withdrawn_at).is_(None),))):
        wanted = select(table.question_id).join(Question, col(Question.id) == table.question_id)
        wanted = wanted.join(Case, col(Case.id) == Question.case_id).where(which, *live)
        found |= set(session.exec(wanted))
    return found


def _row(each: _Open, evidence: set[int], names: dict[str, str], today: date) -> QueueRow:
    case, questions = each.case, each.questions
    slugs = tuple(dict.fromkeys(question.team for question in questions if question.team))
    return QueueRow(
        case_id=case.id,
        reference=case.reference,
        due_on=case.due_on,
        late=case.due_on < today and case.state not in OVER,
        state=case.state,
        words=_words(case, questions),
        questions=len(questions),
        answered=sum(question.id in evidence for question in questions),
        unsure=sum(not question.team for question in questions),
        linked=sum(bool(question.depends_on) for question in questions),
        teams=tuple(names.get(slug, slug) for slug in slugs),
        team_slugs=slugs,
        flags=tuple(case.flags),
        press=_press(each, evidence),
        drafts_to_approve=sum(draft.state == "drafted" for draft in each.drafts),
        closed_on=case.closed_on,
    )


def _words(case: Any, questions: list[Any]) -> str:
    """Never the beginning of the text: that is where a requester gives their name."""
    if case.subject.strip() or not questions:
        return first_words(case.subject)
    return first_words(words_of([Span(*pair) for pair in questions[0].spans], case.text))


def _press(each: _Open, evidence: set[int]) -> Press:
    case, questions = each.case, each.questions
    if case.state in OVER:
        return Press("closed")
    unsure = [question for question in questions if not question.team and question.id not in evidence]
    answered = questions and all(question.id in evidence for question in questions)
    return (
        _draft_press(each, "unknown", "settle_unknown")
        or _draft_press(each, "failed", "sending_failed")
        or (Press("read_message", arrival_id=each.unread[0][0], kind=each.unread[0][1]) if each.unread else None)
        or (Press("confirm_asker") if _from_colleague(case) else None)
        or (Press("confirm_recipient") if not case.answer_to else None)
        or _draft_press(each, "drafted", "approve_acknowledgement", ("acknowledgement",))
        or (Press("choose_team", _named(unsure)) if unsure else None)
        or _draft_press(each, "drafted", "approve_letter")
        or _draft_press(each, "approved", "sending")
        or (Press("write_letter", _named(questions)) if answered or not questions else None)
        or Press("with_teams", _named([question for question in questions if question.id not in evidence]))
    )


def _from_colleague(case: Any) -> bool:
    """Whether a colleague passed it on and nobody has confirmed yet who asked."""
    marks = (FORWARDED, FROM_COLLEAGUE)
    return not case.asker_confirmed_by and any(flag.startswith(marks) for flag in case.flags)


def _draft_press(each: _Open, state: str, code: str, letters: tuple[str, ...] = ()) -> Press | None:
    for draft in each.drafts:
        if draft.state == state and (not letters or draft.letter in letters):
            return Press(code, draft_id=draft.id, letter=draft.letter)
    return None


def _named(questions: list[Any]) -> tuple[tuple[int, str], ...]:
    return tuple((question.id, question.label or str(question.position + 1)) for question in questions)
