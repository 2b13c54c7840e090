"""What an answer rests on: a recorded search, or an entry of the register (promise 5)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from triage.store import audit
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
    """Record a search that found nothing, or `nobody_could`: the reason why nobody could find it.

    Raises Refused with everything that is missing, for a search in the future, and when the case is over.
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
    """Choose a register entry as the answer to a question. Raises Refused for an inactive entry, under the EIR, and
    when it is chosen already."""
    case, question = open_case_of(session, question_id)
    publication = session.get(Publication, publication_id)
    if publication is None or not publication.active:
        raise Refused("That register entry is not in use. Choose another.")
    if question.regime not in ("foia", "foisa"):
        raise Refused("Section 21 is not for environmental information. This question needs another answer.")
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
    """Why a letter may not go out on the evidence there is now: a sentence for each question that lacks it."""
    ids = list(question_ids)
    if letter == "not_held":
        have = {row.question_id for row in searches(session, ids) if row.found_nothing}
        reason = "has no search record"
    elif letter == "section_21":
        have = {row.question_id for row, entry in citations(session, ids) if _usable(entry, today)}
        reason = "has no register entry whose link was looked at today and found"
    else:
        return []
    lacking = select(Question.position).where(col(Question.id).in_([n for n in ids if n not in have]))
    places = [f"Question {position + 1} {reason}." for position in sorted(session.exec(lacking))]
    return places if ids else ["The letter answers no question."]


def _usable(entry: Publication, today: date) -> bool:
    if not entry.active or entry.basis != "link":
        return entry.active and bool(entry.how)
    looked = entry.checked_at and entry.checked_at.astimezone(LONDON).date() == today
    return bool(looked and entry.checked_status == 200)


def _refuse_incomplete(row: SearchRecord, at: datetime) -> None:
    if row.searched_on and row.searched_on > at.astimezone(LONDON).date():
        raise Refused("The day of the search is still to come. Give the day it was made.")
    lacking = [what for name, what in NEEDED.items() if not getattr(row, name)]
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
