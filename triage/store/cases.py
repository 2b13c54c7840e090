"""Cases: opening one from an understood message, moving its questions, and finding them again."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import update
from sqlmodel import Session, col, select

from triage.casework.request import Part, Regime, Span, Understanding
from triage.casework.request import Question as Understood
from triage.casework.status import Event, State, move
from triage.store import audit
from triage.store.case_page import case_page as case_page
from triage.store.case_page import team_questions as team_questions
from triage.store.database import insert_once, key_of
from triage.store.evidence import cite as cite
from triage.store.evidence import record_search as record_search
from triage.store.evidence import withdraw_citation as withdraw_citation
from triage.store.evidence import withdraw_search as withdraw_search
from triage.store.progress import locked_case, open_case_of, restate
from triage.store.queue import queue as queue
from triage.store.refusal import Refused
from triage.store.same_text import link_same_text
from triage.store.search import search as search
from triage.store.tables import Arrival, Case, Draft, Message, Question, ReferenceCounter, Team
from triage.store.text import address_key, storable


class Due(Protocol):
    """The outcome of the clock: casework.clock.Due fits."""

    @property
    def due_on(self) -> date: ...
    @property
    def calendar_version(self) -> str: ...


class Decision(Protocol):
    """Where a question goes: casework.routing.Decision fits. An empty team: a person must choose."""

    @property
    def team(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def why(self) -> str: ...


def open_case(
    session: Session,
    *,
    arrival: Arrival,
    message: Message,
    understanding: Understanding,
    decisions: Sequence[Decision],
    due: Due,
    received_on: date,
    reference_pattern: str,
    regime: str = "foia",
    answer_to: str | None = None,
    requester_name: str | None = None,
    written_on: date | None = None,
    flags: Iterable[str] = (),
    text: str | None = None,
    by: str = "bot",
) -> Case:
    """Open a case with its questions and give it the next reference of the year it was received in.

    `text` is what the spans point into (default: the message's text). `answer_to` is where the answer goes; without
    it the Reply-To, unless that is in another domain than the sender: then it stays empty until an officer confirms.
    `requester_name` is who asked, where that is not the sender: a colleague forwards what somebody else wrote.
    `written_on` is the date that such a message bears. Settling the arrival is the caller's, in the same transaction.
    """
    case = Case(
        reference=_next_reference(session, reference_pattern, received_on.year),
        message_ref=key_of(message.id),
        kind=understanding.kind.value,
        regime=regime,
        state="received",
        subject=message.subject,
        text=storable(message.text if text is None else text),
        requester_name=message.sender_name if requester_name is None else storable(requester_name),
        requester_address=address_key(message.sender_address),
        reply_to=message.reply_to,
        answer_to=answer_address(message) if answer_to is None else answer_to,
        received_at=arrival.received_at,
        received_on=received_on,
        due_on=due.due_on,
        calendar_version=due.calendar_version,
        scope=_pairs(understanding.scope),
        apart=_pairs(understanding.apart),
        left_out=_pairs(understanding.left_out),
        parts=[_part(part) for part in understanding.parts],
        pointers=[{"span": _pairs([at.span])[0], "said": at.said} for at in understanding.pointers],
        flags=[storable(flag) for flag in flags],
        written_on=written_on,
        opened_at=datetime.now(UTC),
    )
    session.add(case)
    session.flush()
    questions = [_question(key_of(case.id), n, *pair) for n, pair in enumerate(_paired(understanding, decisions))]
    session.add_all(questions)
    session.flush()
    alike = link_same_text(session, case, questions)
    facts = {"reference": case.reference, "due_on": case.due_on, "message": message.sha256, "text": case.text}
    facts |= {"questions": [[q.label, q.spans, q.team] for q in questions], "answer_to": case.answer_to}
    facts |= {"nearly_the_same": [[link.earlier_id, link.likeness] for link in alike]}
    audit.record(session, audit.chain_of_case(case.id), by, "case opened", case.reference, after=facts)
    restate(session, case, by)
    return case


def _part(part: Part) -> dict[str, Any]:
    return {"kind": part.kind, "span": _pairs([part.span])[0], "why": storable(part.why)}


def answer_address(message: Message) -> str:
    """Where an answer may go without asking: the Reply-To in the sender's own domain, else the sender; "" where the
    Reply-To is in another domain."""
    reply_to = message.reply_to.strip()
    if not reply_to:
        return message.sender_address
    same = reply_to.rpartition("@")[2].lower() == message.sender_address.rpartition("@")[2].lower()
    return reply_to if same else ""


def by_reference(session: Session, reference: str) -> Case | None:
    """The case with this reference."""
    return session.exec(select(Case).where(Case.reference == reference)).first()


def by_id(session: Session, case_id: int) -> Case | None:
    """The case with this id."""
    return session.get(Case, case_id)


def questions_of(session: Session, case_id: int) -> list[Question]:
    """A case's questions in their order."""
    wanted = select(Question).where(Question.case_id == case_id).order_by(col(Question.position))
    return list(session.exec(wanted))


def move_question(
    session: Session, question_id: int, team: str, by: str, why: str = "", expected: str | None = None
) -> Question:
    """Give a question to another team, "" for "a person must choose".

    `expected` is the team the person saw. Raises Refused when somebody else has moved it since, when there is no such
    active team, or when the case is over.
    """
    case, question = open_case_of(session, question_id)
    if expected is not None and question.team != expected:
        raise Refused(
            f"Somebody has moved this question to {question.team or 'no team'}. Look again before you move it."
        )
    if team and not session.exec(select(Team).where(Team.slug == team, col(Team.active).is_(True))).first():
        raise Refused(f"There is no team {team}. The question stays where it is; choose a team from the list.")
    if question.team == team:
        return question
    before = {"team": question.team, "routed_by": question.routed_by}
    question.team, question.routed_by, question.routed_why = team, by, storable(why) or f"{by} chose this team"
    session.add(question)
    after = {"team": team, "routed_by": by}
    _record(session, case, by, "question moved", question, before, after)
    restate(session, case, by)
    return question


def settle_regime(session: Session, question_id: int, regime: Regime, by: str) -> Question:
    """Say which law a question is answered under; the bot only proposes one. Raises Refused when the case is over."""
    case, question = open_case_of(session, question_id)
    before = {"regime": question.regime, "why": question.regime_why}
    question.regime, question.regime_why = regime.value, f"{by} settled this"
    session.add(question)
    _record(session, case, by, "law settled", question, before, {"regime": question.regime})
    return question


def confirm_answer_address(session: Session, case_id: int, address: str, by: str) -> Case:
    """Say where the answer goes, where the Reply-To is in another domain than the sender.

    Raises Refused unless it is the sender's address or the Reply-To of the request. Drafts that name another recipient
    are the caller's to revise.
    """
    case = locked_case(session, case_id)
    known = {case.requester_address.lower(), case.reply_to.strip().lower()} - {""}
    if address.strip().lower() not in known:
        raise Refused(f"The answer to {case.reference} can go to {' or '.join(sorted(known))}. Choose one of these.")
    before, case.answer_to = case.answer_to, address.strip()
    session.add(case)
    chain = audit.chain_of_case(case.id)
    audit.record(session, chain, by, "answer address confirmed", "answer_to", before, case.answer_to)
    return case


def close(session: Session, case_id: int, by: str, reason: str) -> Case:
    """Close a case for a reason, such as that it was withdrawn. Raises Refused (or casework's) when that may not be.

    A case closed without an answer has no `closed_on`: it counts neither as on time nor as late.
    """
    case = locked_case(session, case_id)
    if not reason.strip():
        raise Refused(f"Say why {case.reference} is closed. Nothing was changed.")
    waiting = select(Draft.id).where(Draft.case_id == case_id, col(Draft.state).in_(("approved", "unknown")))
    if session.exec(waiting).first():
        raise Refused(
            "An approved letter of this case may still be sent. Take its approval back first, or say whether it "
            "was sent. Nothing was changed."
        )
    before = case.state
    case.state = move(State(case.state), Event.CLOSED).value
    case.closed_at = case.closed_at or datetime.now(UTC)
    session.add(case)
    after = {"state": case.state, "reason": storable(reason)}
    audit.record(session, audit.chain_of_case(case.id), by, "case closed", "state", before, after)
    return case


def _record(session: Session, case: Case, by: str, action: str, question: Question, before: Any, after: Any) -> None:
    audit.record(session, audit.chain_of_case(case.id), by, action, f"question {question.position + 1}", before, after)


def _next_reference(session: Session, pattern: str, year: int) -> str:
    """The next free reference; the counter's row is held until the transaction ends, so no number is skipped."""
    insert_once(session, ReferenceCounter(year=year, last=0))
    counter = update(ReferenceCounter).where(col(ReferenceCounter.year) == year)
    while True:
        raised = counter.values(last=ReferenceCounter.last + 1).returning(col(ReferenceCounter.last))
        reference = pattern.format(year=year, number=session.exec(raised).scalar_one())
        if by_reference(session, reference) is None:
            return reference


def _paired(understanding: Understanding, decisions: Sequence[Decision]) -> list[tuple[Understood, Decision]]:
    return list(zip(understanding.questions, decisions, strict=True))


def _question(case_id: int, position: int, understood: Understood, decision: Decision) -> Question:
    return Question(
        case_id=case_id,
        position=position,
        label=storable(understood.label),
        spans=_pairs(understood.spans),
        stem=_pairs(understood.stem),
        depends_on=[
            {"on": link.on, "confidence": link.confidence, "written": storable(link.written), "slip": link.slip}
            for link in understood.depends_on
        ],
        regime=understood.regime.value,
        regime_why=storable(understood.regime_why),
        topics=[[ranked.topic, ranked.probability] for ranked in understood.topics],
        why=[storable(reason) for reason in understood.why],
        confidence=decision.confidence,
        bot_team=decision.team,
        team=decision.team,
        routed_by="bot",
        routed_why=storable(decision.why),
        repeats_of=understood.repeats.of if understood.repeats else None,
        repeats_likeness=understood.repeats.likeness if understood.repeats else 0.0,
    )


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
