"""The queue: what needs whom, by when, in one row a case, and never who asked."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.store import made
from tests.store.test_drafts import NOW
from triage.store import cases, drafts, outgoing
from triage.store.database import key_of
from triage.store.queue import Press, QueueRow, in_view
from triage.store.tables import Case


@pytest.fixture(autouse=True)
def _teams(store: Session) -> None:
    made.team(store)
    made.team(store, "housing")


def row(store: Session) -> QueueRow:
    (only,) = cases.queue(store, made.TODAY)
    return only


def answered(store: Session, case: Case) -> list[int]:
    ids = [key_of(question.id) for question in cases.questions_of(store, key_of(case.id))]
    for question_id in ids:
        made.searched(store, question_id)
    return ids


def test_a_row_counts_questions_and_names_teams(store: Session) -> None:
    case = made.case(store)
    found = row(store)
    assert (found.reference, found.due_on, found.words, found.teams) == (
        case.reference, made.DUE, "Potholes", ("Highways",),
    )  # fmt: skip
    assert (found.questions, found.unsure, found.linked, found.answered, found.late) == (2, 1, 1, 0, False)


def test_the_requester_is_nowhere_in_the_queue(store: Session) -> None:
    made.case(store, subject="")
    assert row(store).words == "How many potholes were mended?"
    assert "Marlow" not in repr(row(store))
    assert "them.example" not in repr(row(store))


def test_the_soonest_due_comes_first_and_late_is_late(store: Session) -> None:
    for uid, days in ((1, 5), (2, -1), (3, 0)):
        made.case(store, uid, due=made.TODAY + timedelta(days=days))
    rows = cases.queue(store, made.TODAY)
    assert [(found.reference[-1], found.late) for found in rows] == [("2", True), ("3", False), ("1", False)]


def test_an_unsure_question_needs_a_team(store: Session) -> None:
    case = made.case(store)
    second = cases.questions_of(store, key_of(case.id))[1]
    assert row(store).press == Press("choose_team", ((key_of(second.id), "2"),))


def test_the_acknowledgement_comes_before_the_teams(store: Session) -> None:
    draft, _ = made.draft(store, made.case(store))
    assert row(store).press == Press("approve_acknowledgement", draft_id=draft.id, letter="acknowledgement")
    assert [in_view(row(store), view) for view in ("needs_me", "for_approval", "with_teams")] == [True, True, True]


def test_an_unconfirmed_address_comes_first(store: Session) -> None:
    made.draft(store, made.case(store, reply_to="a@elsewhere.example"))
    assert row(store).press == Press("confirm_recipient")


def test_a_case_with_teams_needs_nobody_here(store: Session) -> None:
    made.case(store, to=("highways", "housing"))
    assert row(store).press.code == "with_teams"
    assert [len(cases.queue(store, made.TODAY, view)) for view in ("all", "needs_me", "with_teams")] == [1, 0, 1]


def test_an_answered_case_needs_its_letter_then_its_approval(store: Session) -> None:
    case = made.case(store)
    ids = answered(store, case)
    assert (row(store).press.code, row(store).answered) == ("write_letter", 2)
    drafts.add(store, key_of(case.id), "not_held", made.letter(), ids)
    assert (row(store).press.code, row(store).state) == ("approve_letter", "for_approval")


@pytest.mark.parametrize(
    ("end", "code"), [("", "sending"), ("failed", "sending_failed"), ("unknown", "settle_unknown")]
)
def test_a_letter_that_did_not_arrive_asks_for_an_officer(store: Session, end: str, code: str) -> None:
    case = made.case(store, to=("highways", "housing"))
    _, version = made.draft(store, case)
    drafts.approve(store, key_of(version.id), version.digest, made.person(store), NOW)
    if end:
        item = outgoing.claim(store, NOW, "worker")
        assert item
        outgoing.finish(store, item, end, "tested")
    assert row(store).press.code == code


def test_an_answered_case_is_in_the_view_of_closed_ones_only(store: Session) -> None:
    case = made.case(store)
    ids = answered(store, case)
    draft = drafts.add(store, key_of(case.id), "not_held", made.letter(), ids)
    version = drafts.newest_version(store, key_of(draft.id))
    drafts.approve(store, key_of(version.id), version.digest, made.person(store), NOW)
    item = outgoing.claim(store, NOW, "worker")
    assert item
    outgoing.finish(store, item, "sent", "250", NOW)
    assert cases.queue(store, made.TODAY) == []
    assert [found.press.code for found in cases.queue(store, date(2027, 1, 1), "closed")] == ["closed"]


def test_a_closed_case_without_an_answer_leaves_the_queue(store: Session) -> None:
    case = made.case(store)
    cases.close(store, key_of(case.id), "Jo Officer", "withdrawn by the requester")
    assert (cases.queue(store, made.TODAY), case.closed_on) == ([], None)


def test_the_queue_can_be_one_teams(store: Session) -> None:
    made.case(store, 1)
    made.case(store, 2, to=("housing", ""))
    assert [found.reference[-1] for found in cases.queue(store, made.TODAY, team="housing")] == ["2"]


def test_the_queue_costs_the_same_however_long_it_is(store: Session) -> None:
    counts = []
    for uid in range(1, 4):
        made.case(store, uid)
        with made.asked(store) as statements:
            cases.queue(store, made.TODAY)
        counts.append(len(statements))
    assert counts == [7, 7, 7]
