"""Cases with nearly the same questions are linked when the later one is opened."""

import pytest
from sqlmodel import Session, select

from tests.store import made
from triage.store import audit, cases
from triage.store.database import key_of
from triage.store.same_text import MOST_KEPT, Alike, same_text
from triage.store.tables import AuditValue, Case, SameText

OTHER_PERSON = "sam@elsewhere.example"


@pytest.fixture
def case(store: Session) -> Case:
    made.team(store)
    return made.case(store)


def alike(store: Session, case: Case) -> list[Alike]:
    store.flush()
    return same_text(store, key_of(case.id))


def test_the_same_text_from_somebody_else_is_linked_both_ways(store: Session, case: Case) -> None:
    later = made.case(store, 2, sender_address=OTHER_PERSON)
    assert [(one.reference, one.same_person, one.earlier) for one in alike(store, later)] == [
        (case.reference, False, True)
    ]
    assert [(one.reference, one.earlier) for one in alike(store, case)] == [(later.reference, False)]


def test_the_same_person_is_told_by_the_address_alone(store: Session, case: Case) -> None:
    again = made.case(store, 2, sender_name="A. N. Other", sender_address="ALEX@them.example")
    assert [one.same_person for one in alike(store, again)] == [True]


def test_greeting_and_signature_play_no_part(store: Session, case: Case) -> None:
    text = made.TEXT.replace("Dear Council,", "Good morning,").replace("Yours, Alex Marlow", "Best, Sam Oak, Sam's Tea")
    later = made.case(store, 2, text=text, sender_address=OTHER_PERSON)
    assert [one.likeness for one in alike(store, later)] == [1.0]


def test_another_subject_is_not_linked(store: Session, case: Case) -> None:
    later = made.case(store, 2, text=made.TEXT.replace("potholes were mended", "bridges were closed"))
    assert alike(store, later) == []


def test_the_day_of_the_answer_is_told(store: Session, case: Case) -> None:
    later = made.case(store, 2)
    case.closed_on = made.TODAY
    store.add(case)
    assert alike(store, later)[0].answered_on == made.TODAY


def test_a_text_sent_many_times_is_linked_to_a_few_cases_only(store: Session, case: Case) -> None:
    for uid in range(2, MOST_KEPT + 5):
        last = made.case(store, uid, sender_address=f"{uid}@robin.example")
    links = store.exec(select(SameText).where(SameText.case_id == last.id)).all()
    assert len(links) == MOST_KEPT


def test_the_links_stand_in_the_record(store: Session, case: Case) -> None:
    later = made.case(store, 2)
    store.flush()
    opened = audit.history(store, audit.chain_of_case(later.id))[0][0]
    value = store.get(AuditValue, opened.id)
    assert value is not None
    assert f'"nearly_the_same":[[{case.id},1.0]]' in value.after.replace(" ", "")


def test_the_page_of_a_case_holds_them(store: Session, case: Case) -> None:
    later = made.case(store, 2)
    store.flush()
    assert [one.reference for one in cases.case_page(store, later.reference).alike] == [case.reference]
