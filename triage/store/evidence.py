"""What an answer rests on: a recorded search, or an entry of the register (promise 5)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from triage.casework.register import not_under, usable
from triage.casework.searching import against_not_held
from triage.store import audit
from triage.store.database import key_of
from triage.store.progress import LONDON, open_case_of, restate
from triage.store.refusal import Refused
from triage.store.tables import Case, Citation, Draft, Publication, Question, SearchRecord
from triage.store.text import storable

NEEDED = {
    "searched_by": "who searched",
    "systems": "where they looked",
    "terms": "what they looked for",
    "searched_on": "the day of the search",
    "why_none": "why nothing is held",
}


def record_search(
    session: Session,
    question_id: int,
    *,
    by: str,
    searched_by: str = "",
    systems: str = "",
    terms: str = "",
    period: str = "",
    searched_on: date | None = None,
    why_none: str = "",
    held_for_us: str = "",
    who_else: str = "",
    nobody_could: str = "",
    deleted_on: date | None = None,
    deleted_under: str = "",
    found_nothing: bool = True,
    at: datetime | None = None,
) -> SearchRecord:
    """Record a search, or `nobody_could`: the reason why nobody could find it.

    `found_nothing` False needs no reason why nothing is held; `deleted_on`: it was held once. Raises Refused with
    everything that is missing, for a search or a deletion in the future, and when the case is over.
    """
    case, question = open_case_of(session, question_id)
    at = at or datetime.now(UTC)
    row = SearchRecord(
        question_id=question_id,
        searched_by=storable(searched_by.strip()),
        systems=storable(systems.strip()),
        terms=storable(terms.strip()),
        period=storable(period.strip()),
        searched_on=searched_on,
        found_nothing=found_nothing,
        why_none=storable(why_none.strip()),
        held_for_us=storable(held_for_us.strip()),
        who_else=storable(who_else.strip()),
        nobody_could=storable(nobody_could.strip()),
        deleted_on=deleted_on,
        deleted_under=storable(deleted_under.strip()),
        recorded_by=by,
        recorded_at=at,
    )
    _refuse_incomplete(row, at)
    session.add(row)
    session.flush()
    _record(session, case, question, by, "search recorded", after=row.model_dump(exclude={"id"}))
    restate(session, case, by, at)
    return row


def withdraw_search(session: Session, record_id: int, by: str) -> SearchRecord:
    """Take a search record back. Raises Refused while an approved letter rests on it."""
    row = session.get(SearchRecord, record_id)
    if row is None:
        raise LookupError(f"there is no search record {record_id}")
    _withdraw(session, row, by, "search withdrawn")
    return row


def cite(session: Session, question_id: int, publication_id: int, by: str, at: datetime | None = None) -> Citation:
    """Choose a register entry as the answer to a question. Raises Refused for an inactive entry, under another law than
    the FOIA, and when it is chosen already."""
    case, question = open_case_of(session, question_id)
    publication = session.get(Publication, publication_id)
    if publication is None or not publication.active:
        raise Refused("That register entry is not in use. Choose another.")
    if not_under(question.regime):
        raise Refused(f"No register entry can answer this question: {not_under(question.regime)}. Nothing was changed.")
    if any(row.publication_id == publication_id for row, _ in citations(session, [question_id])):
        raise Refused("That register entry is chosen for this question already.")
    row = Citation(
        question_id=question_id, publication_id=publication_id, chosen_by=by, chosen_at=at or datetime.now(UTC)
    )
    session.add(row)
    session.flush()
    _record(session, case, question, by, "register entry chosen", after={"publication": publication_id})
    restate(session, case, by, at)
    return row


def withdraw_citation(session: Session, citation_id: int, by: str) -> Citation:
    """Take the choice of a register entry back. Raises Refused while an approved letter rests on it."""
    row = session.get(Citation, citation_id)
    if row is None:
        raise LookupError(f"there is no chosen register entry {citation_id}")
    _withdraw(session, row, by, "register entry no longer chosen")
    return row


def searches(session: Session, question_ids: Iterable[int]) -> list[SearchRecord]:
    """The live search records of questions, oldest first."""
    wanted = select(SearchRecord).where(col(SearchRecord.question_id).in_(list(question_ids)))
    return list(session.exec(wanted.where(col(SearchRecord.withdrawn_at).is_(None)).order_by(col(SearchRecord.id))))


def citations(session: Session, question_ids: Iterable[int]) -> list[tuple[Citation, Publication]]:
    """The live choices of register entries for questions, oldest first."""
    wanted = select(Citation, Publication).join(Publication).where(col(Citation.question_id).in_(list(question_ids)))
    found = session.exec(wanted.where(col(Citation.withdrawn_at).is_(None)).order_by(col(Citation.id)))
    return [(citation, publication) for citation, publication in found]


def missing(session: Session, letter: str, question_ids: Iterable[int], today: date) -> list[str]:
    """Why a letter may not go out on the evidence there is now: a sentence for each thing that a question lacks.

    By the rules that the letter is drafted by, on the London date `today`.
    """
    ids = list(question_ids)
    if letter not in ("not_held", "section_21"):
        return []
    rows = session.exec(select(Question).where(col(Question.id).in_(ids)).order_by(col(Question.position))).all()
    judged = _not_held(session, rows) if letter == "not_held" else _published(session, rows, today)
    found = [f"Question {row.position + 1} {reason}" for row, reasons in judged for reason in reasons]
    if len(rows) < len(set(ids)):
        found.append("A question that the letter answers was set aside.")
    return found if ids else ["The letter answers no question."]


def _not_held(session: Session, questions: Sequence[Question]) -> Iterator[tuple[Question, list[str]]]:
    """Reasons by question. The newest record speaks for a question, as it does in the letter."""
    newest = {row.question_id: row for row in searches(session, [key_of(each.id) for each in questions])}
    for question in questions:
        record, case = newest.get(key_of(question.id)), session.get(Case, question.case_id)
        if record is None or case is None:
            yield question, ["has no search record."]
        else:
            yield question, [f"cannot be answered so: {why}." for why in against_not_held(record, case.received_on)]


def _published(session: Session, questions: Sequence[Question], today: date) -> Iterator[tuple[Question, list[str]]]:
    """Reasons by question. Every entry that is chosen must be usable, because the letter names them all."""
    chosen = citations(session, [key_of(each.id) for each in questions])
    for question in questions:
        entries = [entry for citation, entry in chosen if citation.question_id == question.id]
        against = [reason for entry in entries for reason in usable(entry, today)]
        yield question, [f"rests on {reason}" for reason in against] if entries else ["has no register entry."]


def _refuse_incomplete(row: SearchRecord, at: datetime) -> None:
    today = at.astimezone(LONDON).date()
    if row.searched_on and row.searched_on > today:
        raise Refused("The day of the search is still to come. Give the day it was made.")
    if row.deleted_on and row.deleted_on > today:
        raise Refused("The day it was deleted is still to come. Give the day it was done.")
    if row.deleted_under and not row.deleted_on:
        raise Refused("The record says under which rule it was deleted, but not when. Give the day it was deleted.")
    needed = NEEDED if row.found_nothing else {name: what for name, what in NEEDED.items() if name != "why_none"}
    lacking = [what for name, what in needed.items() if not getattr(row, name)]
    if not row.nobody_could and lacking:
        raise Refused(f"The search record needs {', '.join(lacking)}; or say why nobody could find it.")


def _withdraw(session: Session, row: SearchRecord | Citation, by: str, action: str) -> None:
    case, question = open_case_of(session, row.question_id)
    session.refresh(row)
    if row.withdrawn_at:
        return
    waiting = select(Draft).where(Draft.case_id == case.id, col(Draft.state).in_(("approved", "unknown")))
    if any(row.question_id in draft.question_ids for draft in session.exec(waiting)):
        raise Refused("An approved letter rests on this. Edit or withdraw the letter first; nothing was changed.")
    row.withdrawn_at = datetime.now(UTC)
    session.add(row)
    _record(session, case, question, by, action, before=row.model_dump(exclude={"id", "withdrawn_at"}))
    restate(session, case, by)


def _record(
    session: Session,
    case: Case,
    question: Question,
    by: str,
    action: str,
    before: object = None,
    after: object = None,
) -> None:
    chain = audit.chain_of_case(case.id)
    audit.record(session, chain, by, action, f"question {question.position + 1}", before, after)
