"""Search records and chosen register entries: complete, withdrawn only while nothing rests on them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from tests.store import made
from triage.store import cases, drafts, evidence, register
from triage.store.database import key_of
from triage.store.progress import LONDON
from triage.store.refusal import Refused
from triage.store.tables import Case, Publication

SEARCH: dict[str, Any] = {
    "searched_by": "Sam Roads",
    "systems": "the works ledger",
    "terms": "pothole",
    "searched_on": made.TODAY,
    "why_none": "never recorded",
}
ENTRY = {"title": "Spending", "url": "https://council.example/a.csv", "where_in_it": "column D"}
AT = made.RECEIVED + timedelta(days=4)


@pytest.fixture
def case(store: Session) -> Case:
    made.team(store)
    return made.case(store)


def ids(store: Session, case: Case) -> list[int]:
    return [key_of(question.id) for question in cases.questions_of(store, key_of(case.id))]


def entry(store: Session, status: int | None = 200, **fields: Any) -> Publication:
    made_entry = register.add(store, by="Jo", **{**ENTRY, **fields})
    check = type("Check", (), {"status": status, "note": ""})()
    return register.record_check(store, key_of(made_entry.id), check) if status else made_entry


def test_a_complete_search_is_evidence(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    cases.record_search(store, first, by="Jo", **SEARCH, at=AT)
    assert evidence.missing(store, "not_held", [first, second], made.TODAY) == ["Question 2 has no search record."]


@pytest.mark.parametrize("lacking", sorted(SEARCH))
def test_a_search_without_its_facts_is_refused(store: Session, case: Case, lacking: str) -> None:
    with pytest.raises(Refused, match=evidence.NEEDED[lacking]):
        cases.record_search(
            store, ids(store, case)[0], by="Jo", **{**SEARCH, lacking: None if lacking == "searched_on" else " "}
        )


def test_what_was_deleted_is_recorded_with_its_day(store: Session, case: Case) -> None:
    given = {**SEARCH, "deleted_on": made.RECEIVED.date(), "deleted_under": "schedule 4", "at": AT}
    record = cases.record_search(store, ids(store, case)[0], by="Jo", **given)
    assert (record.deleted_on, record.deleted_under) == (made.RECEIVED.date(), "schedule 4")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"found_nothing": False, "why_none": ""}, "the search found something"),
        ({"held_for_us": "Ashcombe Leisure Ltd"}, "Ashcombe Leisure Ltd holds it on our behalf"),
        ({"deleted_on": made.RECEIVED.date(), "deleted_under": "schedule 4"}, "an offence under section 77"),
    ],
)
def test_a_record_that_makes_not_held_untrue_stops_the_letter(
    store: Session, case: Case, fields: dict[str, Any], reason: str
) -> None:
    question = ids(store, case)[0]
    for given in (SEARCH, {**SEARCH, **fields}):
        cases.record_search(store, question, by="Jo", **given, at=AT)
    (found,) = evidence.missing(store, "not_held", [question], made.TODAY)
    assert reason in found


def test_a_search_that_found_something_is_no_answer(store: Session, case: Case) -> None:
    for question in ids(store, case):
        cases.record_search(store, question, by="Jo", **{**SEARCH, "found_nothing": False}, at=AT)
    assert case.state == "received"
    assert [row.answered for row in cases.queue(store, made.TODAY)] == [0]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"deleted_on": made.DUE}, "still to come"), ({"deleted_under": "schedule 4"}, "but not when")],
)
def test_a_deletion_without_its_day_is_refused(
    store: Session, case: Case, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        cases.record_search(store, ids(store, case)[0], by="Jo", **SEARCH, **fields, at=AT)


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
        ({"status": 204}, False),
        ({"status": None}, False),
        ({"held": False}, False),
        ({"where_in_it": ""}, False),
        ({"url": "https://council.example/"}, False),
        ({"published_on": date(2126, 1, 1)}, False),
        ({"basis": "priced", "how": "Ask the archive for volume 3, £4", "status": None}, True),
        ({"basis": "priced", "how": "Ask the archive for volume 3", "status": None}, False),
        ({"basis": "priced", "how": "Ask the archive, £4", "active": False, "status": None}, False),
    ],
)
def test_only_an_entry_found_today_or_a_named_source_carries_a_section_21(
    store: Session, case: Case, fields: dict[str, Any], usable: bool
) -> None:
    question = ids(store, case)[0]
    chosen = entry(store, **{**fields, "active": True})
    cases.cite(store, question, key_of(chosen.id), "Jo")
    chosen.active = fields.get("active", True)
    today = chosen.checked_at.astimezone(LONDON).date() if chosen.checked_at else made.TODAY
    store.flush()
    assert (evidence.missing(store, "section_21", [question], today) == []) is usable


def test_every_entry_of_a_letter_must_be_usable(store: Session, case: Case) -> None:
    question = ids(store, case)[0]
    for status in (200, 404):
        cases.cite(store, question, key_of(entry(store, status, title=f"Spending {status}").id), "Jo")
    today = datetime.now(UTC).astimezone(LONDON).date()
    (reason,) = evidence.missing(store, "section_21", [question], today)
    assert reason.startswith('Question 1 rests on "Spending 404": the link did not open')


def test_a_link_looked_at_yesterday_is_not_enough(store: Session, case: Case) -> None:
    question, chosen = ids(store, case)[0], entry(store)
    cases.cite(store, question, key_of(chosen.id), "Jo")
    assert chosen.checked_at
    assert evidence.missing(store, "section_21", [question], chosen.checked_at.date() + timedelta(days=1))


def test_an_entry_is_chosen_once(store: Session, case: Case) -> None:
    question, chosen = ids(store, case)[0], entry(store)
    cases.cite(store, question, key_of(chosen.id), "Jo")
    with pytest.raises(Refused, match="chosen for this question already"):
        cases.cite(store, question, key_of(chosen.id), "Jo")


@pytest.mark.parametrize(
    ("regime", "law"), [("eir", "the EIR"), ("foisa", "the FOISA"), ("sar", "data protection law")]
)
def test_no_entry_answers_under_another_law(store: Session, case: Case, regime: str, law: str) -> None:
    question = cases.questions_of(store, key_of(case.id))[0]
    question.regime = regime
    with pytest.raises(Refused, match=f"it falls under {law}, which has no section 21"):
        cases.cite(store, key_of(question.id), key_of(entry(store).id), "Jo")


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
