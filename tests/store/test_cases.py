"""Opening cases, references, routing corrections and the page of a case."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.store import made, workers
from tests.store.processes import at_once
from triage.casework.request import Regime
from triage.store import audit, cases
from triage.store.database import key_of, session
from triage.store.refusal import Refused
from triage.store.tables import Case, Message


@pytest.fixture
def case(store: Session) -> Case:
    made.team(store)
    made.team(store, "housing")
    return made.case(store)


def test_a_case_keeps_the_text_and_the_questions_as_understood(store: Session, case: Case) -> None:
    views = cases.case_page(store, "FOI-2026-0001").questions
    assert case.text == made.TEXT
    assert [view.own_text for view in views] == ["How many potholes were mended?", "What did each cost?"]
    assert [view.question.team for view in views] == ["highways", ""]
    assert views[1].question.depends_on == [{"on": 0, "confidence": 0.8, "written": "", "slip": False}]


def test_references_count_up_within_the_year(store: Session, case: Case) -> None:
    assert [case.reference, made.case(store, 2).reference] == ["FOI-2026-0001", "FOI-2026-0002"]


def test_a_number_that_is_taken_is_passed_over(store: Session, case: Case) -> None:
    case.reference = "FOI-2026-0002"
    store.flush()
    assert made.case(store, 2).reference == "FOI-2026-0003"


def test_processes_that_open_cases_at_once_get_different_references_without_a_gap(url: str) -> None:
    opened = at_once(workers.open_case, [(url, n) for n in range(4)])
    assert sorted(opened) == [f"FOI-2026-{n:04}" for n in range(1, 5)]


@pytest.mark.parametrize(
    ("reply_to", "answer_to"),
    [
        ("", "alex@them.example"),
        ("office@THEM.example", "office@THEM.example"),
        ("alex@elsewhere.example", ""),
        ("alex@them.example.evil.test", ""),
    ],
)
def test_a_reply_address_in_another_domain_waits_for_an_officer(store: Session, reply_to: str, answer_to: str) -> None:
    message = Message(sha256="", raw=b"", size=0, kept_at=made.RECEIVED, sender_address="alex@them.example")
    message.reply_to = reply_to
    assert cases.answer_address(message) == answer_to


def test_an_officer_confirms_one_of_the_two_addresses_and_no_other(store: Session) -> None:
    case = made.case(store, to=("", ""), reply_to="alex@elsewhere.example")
    with pytest.raises(Refused, match="can go to"):
        cases.confirm_answer_address(store, key_of(case.id), "someone@else.test", "Jo Officer")
    cases.confirm_answer_address(store, key_of(case.id), "alex@elsewhere.example", "Jo Officer")
    assert case.answer_to == "alex@elsewhere.example"


def test_moving_a_question_keeps_what_the_bot_chose(store: Session, case: Case) -> None:
    first, second = cases.questions_of(store, key_of(case.id))
    cases.move_question(store, key_of(first.id), "housing", "Jo Officer")
    cases.move_question(store, key_of(second.id), "housing", "Jo Officer")
    assert (first.bot_team, first.team, first.routed_by) == ("highways", "housing", "Jo Officer")
    assert case.state == "with_teams"


def test_each_move_is_on_the_record_of_the_case(store: Session, case: Case) -> None:
    first = cases.questions_of(store, key_of(case.id))[0]
    cases.move_question(store, key_of(first.id), "housing", "Jo Officer")
    entry, value = cases.case_page(store, case.reference).history[-1]
    assert (entry.actor, entry.action, entry.subject) == ("Jo Officer", "question moved", "question 1")
    assert value
    assert '"team":"highways"' in value.before


def test_a_team_that_is_not_there_cannot_be_given_a_question(store: Session, case: Case) -> None:
    first = cases.questions_of(store, key_of(case.id))[0]
    with pytest.raises(Refused, match="no team parks"):
        cases.move_question(store, key_of(first.id), "parks", "Jo Officer")


def test_of_two_officers_who_move_one_question_the_second_is_told(url: str, engine: Engine) -> None:
    with session(engine) as store:
        made.team(store)
        made.team(store, "housing")
        question_id = key_of(cases.questions_of(store, key_of(made.case(store).id))[1].id)
    moved = at_once(workers.move, [(url, question_id, team) for team in ("highways", "housing")])
    with session(engine) as store:
        assert (sorted(moved), audit.verify(store)) == ([False, True], [])


def test_the_page_of_a_case_costs_the_same_however_many_questions_it_has(store: Session, case: Case) -> None:
    with made.asked(store) as statements:
        cases.case_page(store, case.reference)
    assert 0 < len(statements) <= 11


def test_a_case_that_is_not_there_is_no_page(store: Session) -> None:
    with pytest.raises(LookupError):
        cases.case_page(store, "FOI-2026-0404")


def test_a_team_sees_its_questions_and_not_who_asked(store: Session, case: Case) -> None:
    (only,) = cases.team_questions(store, "highways")
    assert (only.reference, only.due_on, only.name, only.answered) == (case.reference, made.DUE, "1", False)
    assert "Marlow" not in repr(only)


def test_the_year_of_a_reference_is_the_year_of_receipt(store: Session) -> None:
    arrival = made.kept(store)
    message = made.read(store, arrival)
    opened = cases.open_case(
        store,
        arrival=arrival,
        message=message,
        understanding=made.understanding(),
        decisions=[made.Decision(), made.Decision()],
        due=made.Due(),
        received_on=date(2025, 12, 31),
        reference_pattern="{number}/{year}",
    )
    assert opened.reference == "1/2025"


def test_an_officer_settles_the_law_and_it_is_on_record(store: Session) -> None:
    made.team(store)
    case = made.case(store)
    question = cases.questions_of(store, key_of(case.id))[0]
    cases.settle_regime(store, key_of(question.id), Regime.EIR, "Jo Officer")
    assert (question.regime, question.regime_why) == ("eir", "Jo Officer settled this")
    assert [entry.action for entry, _ in audit.history(store, audit.chain_of_case(case.id))][-1] == "law settled"
