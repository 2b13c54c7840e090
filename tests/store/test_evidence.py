"""Search records and chosen register entries: complete, withdrawn only while nothing rests on them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from tests.store import made
from triage.store import cases, drafts, evidence, register
from triage.store.database import key_of
from triage.store.refusal import Refused
from triage.store.tables import Case, Publication

SEARCH: dict[str, Any] = {
    "searched_by": "Sam Roads",
    "systems": "the works ledger",
    "terms": "pothole",
    "searched_on": made.TODAY,
    "why_none": "never recorded",
}


@pytest.fixture
def case(store: Session) -> Case:
    made.team(store)
    return made.case(store)


def ids(store: Session, case: Case) -> list[int]:
    return [key_of(question.id) for question in cases.questions_of(store, key_of(case.id))]


def entry(store: Session, status: int | None = 200, **fields: Any) -> Publication:
    made_entry = register.add(store, by="Jo", **{"title": "Spending", "url": "https://council.example/a.csv", **fields})
    check = type("Check", (), {"status": status, "note": ""})()
    return register.record_check(store, key_of(made_entry.id), check) if status else made_entry


def test_a_complete_search_is_evidence(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    cases.record_search(store, first, by="Jo", **SEARCH, at=made.RECEIVED + timedelta(days=4))
    assert evidence.missing(store, "not_held", [first, second], made.TODAY) == ["Question 2 has no search record."]


@pytest.mark.parametrize("lacking", sorted(SEARCH))
def test_a_search_without_its_facts_is_refused(store: Session, case: Case, lacking: str) -> None:
    with pytest.raises(Refused, match=evidence.NEEDED[lacking]):
        cases.record_search(
            store, ids(store, case)[0], by="Jo", **{**SEARCH, lacking: None if lacking == "searched_on" else " "}
        )


def test_what_was_deleted_is_recorded_with_its_day(store: Session, case: Case) -> None:
    given = {**SEARCH, "deleted_on": made.DUE, "deleted_under": "schedule 4", "at": made.RECEIVED + timedelta(days=4)}
    record = cases.record_search(store, ids(store, case)[0], by="Jo", **given)
    assert (record.deleted_on, record.deleted_under) == (made.DUE, "schedule 4")


def test_a_search_of_tomorrow_is_refused(store: Session, case: Case) -> None:
    with pytest.raises(Refused, match="still to come"):
        cases.record_search(store, ids(store, case)[0], by="Jo", **SEARCH, at=made.RECEIVED)


def test_evidence_for_every_question_moves_the_case_on_and_back(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    made.searched(store, first)
    record = cases.record_search(store, second, by="Jo", nobody_could="no such service")
    assert case.state == "answered"
    cases.withdraw_search(store, key_of(record.id), "Jo")
    assert case.state == "received"


def test_evidence_stays_while_an_approved_letter_rests_on_it(store: Session, case: Case) -> None:
    question = ids(store, case)[0]
    record = cases.record_search(store, question, by="Jo", nobody_could="no such service")
    draft = drafts.add(store, key_of(case.id), "not_held", made.letter(), [question])
    version = drafts.newest_version(store, key_of(draft.id))
    drafts.approve(store, key_of(version.id), version.digest, made.person(store))
    with pytest.raises(Refused, match="approved letter rests on this"):
        cases.withdraw_search(store, key_of(record.id), "Jo")


@pytest.mark.parametrize(
    ("fields", "usable"),
    [
        ({}, True),
        ({"status": 404}, False),
        ({"status": None}, False),
        ({"basis": "priced", "how": "Ask the archive for volume 3", "status": None}, True),
        ({"basis": "priced", "how": "Ask the archive", "active": False, "status": None}, False),
    ],
)
def test_only_an_entry_found_today_or_a_named_source_carries_a_section_21(
    store: Session, case: Case, fields: dict[str, Any], usable: bool
) -> None:
    question = ids(store, case)[0]
    chosen = entry(store, **{**fields, "active": True})
    cases.cite(store, question, key_of(chosen.id), "Jo")
    chosen.active = fields.get("active", True)
    today = chosen.checked_at.date() if chosen.checked_at else made.TODAY
    store.flush()
    assert (evidence.missing(store, "section_21", [question], today) == []) is usable


def test_a_link_looked_at_yesterday_is_not_enough(store: Session, case: Case) -> None:
    question, chosen = ids(store, case)[0], entry(store)
    cases.cite(store, question, key_of(chosen.id), "Jo")
    assert chosen.checked_at
    assert evidence.missing(store, "section_21", [question], chosen.checked_at.date() + timedelta(days=1))


def test_an_entry_is_chosen_once_and_never_under_the_eir(store: Session, case: Case) -> None:
    (first, second), chosen = cases.questions_of(store, key_of(case.id)), entry(store)
    cases.cite(store, key_of(first.id), key_of(chosen.id), "Jo")
    second.regime = "eir"
    store.flush()
    for question in (first, second):
        with pytest.raises(Refused):
            cases.cite(store, key_of(question.id), key_of(chosen.id), "Jo")


def test_an_entry_can_be_let_go_and_chosen_again(store: Session, case: Case) -> None:
    question, chosen = ids(store, case)[0], entry(store)
    citation = cases.cite(store, question, key_of(chosen.id), "Jo")
    cases.withdraw_citation(store, key_of(citation.id), "Jo")
    assert evidence.citations(store, [question]) == []
    cases.cite(store, question, key_of(chosen.id), "Jo")
    assert len(evidence.citations(store, [question])) == 1


def test_an_entry_out_of_use_cannot_be_chosen(store: Session, case: Case) -> None:
    chosen = entry(store, active=False)
    with pytest.raises(Refused, match="not in use"):
        cases.cite(store, ids(store, case)[0], key_of(chosen.id), "Jo")
