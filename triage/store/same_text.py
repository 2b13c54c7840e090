"""Cases whose questions are nearly those of another: found when a case is opened, shown on both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from triage.casework.same_text import NEARLY, Asked, asked, likeness, sketch
from triage.store.database import key_of
from triage.store.tables import Case, Question, SameText, TextPrint

MOST_LOOKED_AT = 20
MOST_KEPT = 10
MOST_SHOWN = 50


@dataclass(frozen=True)
class Alike:
    """Another case with nearly the same questions. `earlier`: it came before; `answered_on`: None while it is open."""

    reference: str
    likeness: float
    same_person: bool
    earlier: bool
    received_on: date
    answered_on: date | None


def link_same_text(session: Session, case: Case, questions: Sequence[Question]) -> list[SameText]:
    """Keep the sketch of a new case and link it to the earlier cases that ask nearly the same, the likest first.

    Who asked plays no part in the finding; only afterwards it is noted whether the address is the same.
    """
    own = asked(asked_words(case, questions))
    numbers = sketch(own)
    alike = [(likeness(own, _asked_in(session, earlier)), earlier) for earlier in _candidates(session, numbers)]
    near = sorted((pair for pair in alike if pair[0] >= NEARLY), key=lambda pair: (-pair[0], -key_of(pair[1].id)))
    links = [_link(case, earlier, how) for how, earlier in near[:MOST_KEPT]]
    session.add_all([TextPrint(case_id=key_of(case.id), value=number) for number in numbers])
    session.add_all(links)
    return links


def same_text(session: Session, case_id: int) -> list[Alike]:
    """The cases linked to this one, earlier ones first, the likest first among these."""
    other: Any = col(Case.id)
    before = select(SameText, Case).join(Case, other == SameText.earlier_id).where(SameText.case_id == case_id)
    after = select(SameText, Case).join(Case, other == SameText.case_id).where(SameText.earlier_id == case_id)
    found = [_alike(link, case, earlier=True) for link, case in session.exec(before)]
    found += [_alike(link, case, earlier=False) for link, case in session.exec(after.limit(MOST_SHOWN))]
    return sorted(found, key=lambda one: (not one.earlier, -one.likeness, one.reference))


def asked_words(case: Case, questions: Sequence[Question]) -> str:
    """The words of all questions and their stems, in the order of the text, each once."""
    places = sorted({(start, end) for question in questions for start, end in [*question.spans, *question.stem]})
    return "\n".join(case.text[start:end] for start, end in places)


def _candidates(session: Session, numbers: Sequence[int]) -> list[Case]:
    """The cases that share most of these numbers."""
    if not numbers:
        return []
    shared: Any = func.count()
    wanted = select(TextPrint.case_id).where(col(TextPrint.value).in_(numbers)).group_by(col(TextPrint.case_id))
    ids = session.exec(wanted.order_by(shared.desc(), col(TextPrint.case_id).desc()).limit(MOST_LOOKED_AT)).all()
    return list(session.exec(select(Case).where(col(Case.id).in_(ids))))


def _asked_in(session: Session, case: Case) -> Asked:
    questions = session.exec(select(Question).where(Question.case_id == case.id)).all()
    return asked(asked_words(case, questions))


def _link(case: Case, earlier: Case, how: float) -> SameText:
    same = bool(case.requester_address) and case.requester_address == earlier.requester_address
    return SameText(case_id=key_of(case.id), earlier_id=key_of(earlier.id), likeness=round(how, 4), same_person=same)


def _alike(link: SameText, other: Case, *, earlier: bool) -> Alike:
    return Alike(other.reference, link.likeness, link.same_person, earlier, other.received_on, other.closed_on)
