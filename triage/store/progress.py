"""Where a case stands, worked out from its questions, their evidence and its letters; one place writes `Case.state`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from triage.casework import status
from triage.casework.status import MOVES, Event, State, move
from triage.store import audit
from triage.store.database import key_of
from triage.store.refusal import Refused
from triage.store.tables import Case, Citation, Draft, Question, SearchRecord

LONDON = ZoneInfo("Europe/London")
FINAL_LETTERS = ("not_held", "section_21")
OVER = tuple(sorted(state.value for state in status.OVER))


def locked_case(session: Session, case_id: int | None) -> Case:
    """The case, held until the transaction ends, as it is now. Raises LookupError."""
    wanted = select(Case).where(Case.id == case_id).with_for_update(key_share=True)
    case = session.exec(wanted.execution_options(populate_existing=True)).first()
    if case is None:
        raise LookupError(f"there is no case {case_id}")
    return case


def open_case_of(session: Session, question_id: int) -> tuple[Case, Question]:
    """A question and its case, held until the transaction ends. Raises LookupError, or Refused when it is over."""
    question = session.get(Question, question_id)
    if question is None:
        raise LookupError(f"there is no question {question_id}")
    case = locked_case(session, question.case_id)
    session.refresh(question)
    if question.dropped_at:
        raise Refused(f"{question.dropped_by} has set this question aside. Nothing was changed.")
    if case.state in OVER:
        raise Refused(f"{case.reference} has been answered. Nothing was changed.")
    return case, question


def evidence_of(session: Session, case_id: int) -> dict[int, bool]:
    """For each question of a case whether it has live evidence: a search that found nothing, or a register entry."""
    searched = exists().where(col(SearchRecord.question_id) == Question.id, *live_search())
    cited = exists().where(col(Citation.question_id) == Question.id, col(Citation.withdrawn_at).is_(None))
    wanted = select(Question.id, searched | cited).where(Question.case_id == case_id)
    return {key_of(question_id): bool(found) for question_id, found in session.exec(wanted)}


def live_search() -> tuple[ColumnElement[bool], ...]:
    """What a search record must be to count as an answer: not taken back, and nothing was found."""
    return col(SearchRecord.withdrawn_at).is_(None), col(SearchRecord.found_nothing).is_(True)


def restate(session: Session, case: Case, by: str, at: datetime | None = None) -> None:
    """Bring the case's state up to date after a change to its questions, evidence or letters.

    It goes by the permitted moves of casework.status, one after another where one is not enough.
    """
    session.flush()
    at = at or datetime.now(UTC)
    before, after = State(case.state), _state(session, case)
    for event in _way(before, after):
        case.state = move(State(case.state), event).value
    if after == before:
        return
    if after == State.SENT:
        case.closed_at, case.closed_on = at, at.astimezone(LONDON).date()
        _withdraw_waiting(session, case, at)
    session.add(case)
    audit.record(session, audit.chain_of_case(case.id), by, "case moved on", "state", before.value, case.state, at)


def _withdraw_waiting(session: Session, case: Case, at: datetime) -> None:
    """An acknowledgement that nobody has approved is not needed once the answer is sent."""
    waiting = select(Draft).where(Draft.case_id == case.id, Draft.state == "drafted")
    for draft in session.exec(waiting).all():
        draft.state = "withdrawn"
        session.add(draft)
        audit.record(
            session, audit.chain_of_case(case.id), "bot", "letter withdrawn: the case is answered",
            f"draft {draft.id}", "drafted", "withdrawn", at,
        )  # fmt: skip


def _way(before: State, after: State) -> list[Event]:
    """The shortest way from one state to another in the table of moves, closing left out (a person does that)."""
    ways: dict[State, list[Event]] = {before: []}
    reached = [before]
    for state in reached:
        for (start, event), then in MOVES.items():
            if start == state and event != Event.CLOSED and then not in ways:
                ways[then] = [*ways[state], event]
                reached.append(then)
    return ways[after]


def _state(session: Session, case: Case) -> State:
    evidence = evidence_of(session, key_of(case.id))
    letters = select(Draft.state, Draft.question_ids).where(Draft.case_id == case.id, Draft.state != "withdrawn")
    rows = session.exec(letters.where(col(Draft.letter).in_(FINAL_LETTERS))).all()
    sent = {question for state, ids in rows if state == "sent" for question in ids}
    written = {question for _, ids in rows for question in ids}
    if evidence and sent >= set(evidence):
        return State.SENT
    if evidence and all(evidence.values()):
        return State.FOR_APPROVAL if written >= set(evidence) else State.ANSWERED
    unsure = select(Question.id).where(Question.case_id == case.id, Question.team == "").limit(1)
    return State.RECEIVED if not evidence or session.exec(unsure).first() else State.WITH_TEAMS
