"""Everything the page of one case shows, and a team's own questions, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from triage.casework.covering import covered
from triage.casework.request import Span, words_of
from triage.store import arrivals, audit, evidence
from triage.store.arrivals import Joined
from triage.store.database import key_of
from triage.store.progress import OVER
from triage.store.same_text import Alike, same_text
from triage.store.tables import (
    Approval,
    Arrival,
    AuditEntry,
    AuditValue,
    Case,
    Citation,
    Draft,
    DraftVersion,
    Publication,
    Question,
    SearchRecord,
    Team,
)


@dataclass(frozen=True)
class QuestionView:
    """A question with its own words, the words before it that it needs, its team's name and its live evidence."""

    question: Question
    name: str
    own_text: str
    stem_text: str
    team_name: str
    searches: tuple[SearchRecord, ...]
    citations: tuple[tuple[Citation, Publication], ...]


@dataclass(frozen=True)
class DraftView:
    """A letter with its newest version and the approval that stands, if one does."""

    draft: Draft
    version: DraftVersion
    approval: Approval | None


@dataclass(frozen=True)
class CasePage:
    case: Case
    questions: tuple[QuestionView, ...]
    drafts: tuple[DraftView, ...]
    arrivals: tuple[tuple[Arrival, str], ...]
    joined: tuple[Joined, ...]
    alike: tuple[Alike, ...]
    history: tuple[tuple[AuditEntry, AuditValue | None], ...]


@dataclass(frozen=True)
class TeamQuestion:
    """One question as its team sees it: nothing about who asked, not even in its words."""

    question_id: int
    reference: str
    due_on: date
    name: str
    own_text: str
    stem_text: str
    answered: bool
    searches: tuple[SearchRecord, ...]
    citations: tuple[tuple[Citation, Publication], ...]


def case_page(session: Session, reference: str) -> CasePage:
    """Everything a case page shows. Raises LookupError where there is no such case."""
    case = session.exec(select(Case).where(Case.reference == reference)).first()
    if case is None:
        raise LookupError(f"there is no case {reference}")
    case_id = key_of(case.id)
    return CasePage(
        case,
        tuple(question_views(session, case)),
        tuple(draft_views(session, case_id)),
        tuple(arrivals.of_case(session, case_id)),
        tuple(arrivals.joined(session, case_id)),
        tuple(same_text(session, case_id)),
        tuple(audit.history(session, audit.chain_of_case(case_id))),
    )


def question_views(session: Session, case: Case) -> list[QuestionView]:
    """A case's questions in their order, each with its words and evidence."""
    wanted = select(Question, Team.name).join(Team, col(Team.slug) == Question.team, isouter=True)
    rows = session.exec(wanted.where(Question.case_id == case.id).order_by(col(Question.position))).all()
    searched, cited = _evidence(session, [key_of(question.id) for question, _ in rows])
    return [
        QuestionView(
            question,
            question.label or f"#{question.position + 1}",
            _words(question.spans, case.text),
            _words(question.stem, case.text),
            name or question.team,
            tuple(searched[key_of(question.id)]),
            tuple(cited[key_of(question.id)]),
        )
        for question, name in rows
    ]


def draft_views(session: Session, case_id: int) -> list[DraftView]:
    """A case's letters, oldest first, withdrawn ones included."""
    wanted = select(Draft, DraftVersion).join(DraftVersion).where(Draft.case_id == case_id)
    rows = session.exec(wanted.order_by(col(Draft.id), col(DraftVersion.number))).all()
    newest = {key_of(draft.id): (draft, version) for draft, version in rows}
    of_newest = [version.id for _, version in newest.values()]
    live = select(Approval).where(col(Approval.version_id).in_(of_newest), col(Approval.voided_at).is_(None))
    approvals = {approval.version_id: approval for approval in session.exec(live)}
    return [DraftView(draft, version, approvals.get(key_of(version.id))) for draft, version in newest.values()]


def team_questions(session: Session, team: str) -> list[TeamQuestion]:
    """The questions of open cases that are with a team, soonest due first."""
    wanted = select(Question, Case).join(Case, col(Case.id) == Question.case_id)
    wanted = wanted.where(Question.team == team, col(Case.state).not_in(OVER))
    rows = session.exec(wanted.order_by(col(Case.due_on), col(Case.id), col(Question.position))).all()
    searched, cited = _evidence(session, [key_of(question.id) for question, _ in rows])
    return [
        TeamQuestion(
            key_of(question.id),
            case.reference,
            case.due_on,
            question.label or f"#{question.position + 1}",
            covered(_words(question.spans, case.text), case.requester_name),
            covered(_words(question.stem, case.text), case.requester_name),
            any(row.found_nothing for row in searched[key_of(question.id)]) or bool(cited[key_of(question.id)]),
            tuple(searched[key_of(question.id)]),
            tuple(cited[key_of(question.id)]),
        )
        for question, case in rows
    ]


def _evidence(
    session: Session, ids: list[int]
) -> tuple[dict[int, list[SearchRecord]], dict[int, list[tuple[Citation, Publication]]]]:
    searched: dict[int, list[SearchRecord]] = defaultdict(list)
    cited: dict[int, list[tuple[Citation, Publication]]] = defaultdict(list)
    for record in evidence.searches(session, ids):
        searched[record.question_id].append(record)
    for citation, publication in evidence.citations(session, ids):
        cited[citation.question_id].append((citation, publication))
    return searched, cited


def _words(pairs: list[list[int]], text: str) -> str:
    return words_of([Span(*pair) for pair in pairs], text)
