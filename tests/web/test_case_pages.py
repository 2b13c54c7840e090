"""The queue and the pages of a case and its questions."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from tests.web import casework
from tests.web.casework import Sender
from tests.web.visitor import Visitor
from triage.settings import Settings
from triage.store import cases, work
from triage.store.tables import Case
from triage.web.wording import days_off


@pytest.fixture
def case(store: Session, settings: Settings) -> Case:
    opened = casework.open_case(store, settings)
    store.commit()
    return opened


def question_ids(store: Session, case: Case) -> list[int]:
    found = [question.id or 0 for question in cases.questions_of(store, case.id or 0)]
    store.commit()  # a session that has only read would keep the pages from writing
    return found


def test_the_queue_says_what_is_due_and_where_to_press_but_never_who_asked(
    officer: Visitor, store: Session, settings: Settings
) -> None:
    late = casework.open_case(store, settings, received_at=datetime.now(UTC) - timedelta(days=60))
    store.commit()
    page = officer.get("/queue")
    assert "1 late" in page.text
    assert "Late by" in page.text
    assert f"/cases/{late.reference}#question-3" in page.links
    assert "Robin" not in page.text


def test_the_queue_adds_up_the_mailbox_and_tells_its_trouble(officer: Visitor, store: Session, case: Case) -> None:
    now = datetime.now(UTC)
    work.mailbox_read(store, "foi", uidvalidity=1, listed={1, 2}, at=now)
    work.mailbox_failed(store, "old", "The server old.example is silent.", now + timedelta(minutes=5))
    store.commit()
    page = officer.get("/queue")
    assert "2 listed = 1 case + 1 waiting to be read ✓ adds up" in page.text
    assert "The server old.example is silent. The next try is on" in page.text


def test_an_empty_queue_says_so(officer: Visitor) -> None:
    assert "There is no open case." in officer.get("/queue").text
    assert "Nothing needs you." in officer.get("/queue?view=needs_me").text


def test_the_queue_filters_by_team_and_view(officer: Visitor, case: Case) -> None:
    assert case.reference in officer.get("/queue?view=needs_me&team=highways&sort=questions").text
    assert case.reference not in officer.get("/queue?team=waste").text
    assert "There is no case in this view." in officer.get("/queue?view=for_approval").text


def test_the_request_stands_as_received_with_each_question_lit_and_linked_both_ways(
    officer: Visitor, case: Case
) -> None:
    page = officer.get(f"/cases/{case.reference}")
    for n in (1, 2, 3):
        assert {f"#words-{n}", f"#question-{n}"} <= set(page.links)
        assert {f"words-{n}", f"question-{n}"} <= set(page.ids)
    assert "Robin <b>Requester</b>" in page.text
    assert '<mark class="words words-1 ">1. How many potholes' in page.html
    assert '<span class="apart">This e-mail is confidential.' in page.html


def test_a_question_shows_team_confidence_reason_dependency_and_slip(officer: Visitor, case: Case) -> None:
    text = officer.get(f"/cases/{case.reference}").text
    assert "Highways and Transport 93 % sure" in text
    assert "A person must choose" in text
    assert "needs question 1 slip? written “If YES to (2)”: likely 1" in text
    assert "potholes, repair" in text
    assert "Possible asks that lie in no question I would also like to know who decides. Add as question" in text


def test_an_officer_moves_a_question_and_the_page_confirms_it(officer: Visitor, store: Session, case: Case) -> None:
    officer.get(f"/cases/{case.reference}")
    first = question_ids(store, case)[0]
    page = officer.send(f"/questions/{first}/team", {"team": "finance"})
    assert "The question is with the team you chose." in page.text
    assert "Finance and Procurement chosen by Jo Officer" in page.text


def test_a_move_of_what_somebody_else_moved_is_refused_in_words(officer: Visitor, store: Session, case: Case) -> None:
    officer.get(f"/cases/{case.reference}")
    first = question_ids(store, case)[0]
    cases.move_question(store, first, "parking", "Somebody Else")
    store.commit()
    page = officer.send(f"/questions/{first}/team", {"team": "finance"}, 409)
    assert "Somebody has moved this question" in page.text


def test_a_question_of_another_case_cannot_be_moved_through_this_one(
    officer: Visitor, store: Session, settings: Settings, case: Case
) -> None:
    other = casework.open_case(store, settings, uid=2)
    store.commit()
    path = f"/cases/{other.reference}/questions/{question_ids(store, case)[0]}/team"
    officer.post(path, {"team": "finance", "seen": "highways"}, 404)


def test_dates_print_each_day_with_the_holiday_that_skips_it(
    officer: Visitor, store: Session, settings: Settings
) -> None:
    case = casework.open_case(store, settings, received_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    store.commit()
    text = officer.get(f"/cases/{case.reference}/dates").text
    assert "Mon 30 November 2026 not counted St Andrew's Day (Scotland)" in text
    assert "Answer by Mon 21 December 2026" in text


def test_the_history_tells_who_did_what(officer: Visitor, store: Session, case: Case) -> None:
    cases.move_question(store, question_ids(store, case)[0], "finance", "Jo Officer")
    store.commit()
    text = officer.get(f"/cases/{case.reference}/history").text
    assert "Jo Officer question moved: question 1 routed by: bot; team: highways" in text


def test_a_search_record_needs_every_part_and_keeps_what_was_typed(
    officer: Visitor, store: Session, case: Case
) -> None:
    path = f"/cases/{case.reference}/questions/{question_ids(store, case)[0]}"
    officer.get(path)
    page = officer.send(f"{path}/search", {"searched_by": "Highways records", "searched_on_day": "32"}, 422)
    assert "Give a real date" in page.text
    page = officer.send(f"{path}/search", {"searched_on_day": "2"}, 422)
    assert "The search record needs where they looked" in page.text
    kept = next(form for form in page.forms if form["action"].endswith(f"{path}/search"))
    assert kept["fields"]["searched_by"] == "Highways records"


def test_a_search_is_recorded_and_taken_back(officer: Visitor, store: Session, case: Case) -> None:
    path = f"/cases/{case.reference}/questions/{question_ids(store, case)[0]}"
    fields = {"searched_by": "Highways", "systems": "Confirm", "terms": "pothole", "why_none": "Not kept"}
    when = {"searched_on_day": "2", "searched_on_month": "11", "searched_on_year": "2026"}
    page = officer.post(f"{path}/search", {**fields, **when})
    assert "Highways searched Confirm for pothole on Mon 2 November 2026" in page.text
    assert "The search record is taken back" in officer.send("/withdraw").text


def test_what_was_found_or_deleted_is_recorded_and_shown(officer: Visitor, store: Session, case: Case) -> None:
    path = f"/cases/{case.reference}/questions/{question_ids(store, case)[0]}"
    fields = {"searched_by": "Highways", "systems": "Confirm", "terms": "pothole", "found": "yes"}
    when = {"searched_on_day": "2", "searched_on_month": "11", "searched_on_year": "2026"}
    gone = {"deleted_under": "schedule 4", "deleted_on_day": "31", "deleted_on_month": "11", "deleted_on_year": "2026"}
    officer.post(f"{path}/search", {**fields, **when, **gone}, 422)
    assert '<a href="#deleted_on-day">Give a real date' in officer.page.html
    text = officer.send(f"{path}/search", {"deleted_on_day": "1"}).text
    assert "Something was found." in text
    assert "It was deleted on Sun 1 November 2026 under schedule 4." in text
    assert "No “not held” can rest on this: the search found something" in text


def test_a_register_entry_is_chosen_once(officer: Visitor, store: Session, case: Case) -> None:
    path = f"/cases/{case.reference}/questions/{question_ids(store, case)[0]}/cite"
    assert "Choose an entry of the register." in officer.post(path, {"publication": ""}, 422).text
    assert "link not looked at yet" in officer.post(path, {"publication": "1"}).text
    assert "is chosen for this question already" in officer.post(path, {"publication": "1"}, 422).text


def test_search_finds_requests_and_marks_the_words(officer: Visitor, case: Case) -> None:
    page = officer.get("/search?q=potholes+council")
    assert page.h1 == ["1 case found"]
    assert "<mark>potholes</mark>" in page.html
    assert "No request holds all of these words." in officer.get("/search?q=zebra").text


def test_a_hostile_subject_is_shown_as_text(officer: Visitor, store: Session, settings: Settings) -> None:
    case = casework.open_case(store, settings, subject='"><script>alert(1)</script>', sender=Sender("<i>N</i>"))
    store.commit()
    for page in (officer.get("/queue"), officer.get(f"/cases/{case.reference}"), officer.get("/search?q=alert")):
        assert "<script>alert(1)</script>" in page.text
        assert "<i>N" not in page.html


def test_a_case_is_closed_only_with_a_reason(officer: Visitor, case: Case) -> None:
    path = f"/cases/{case.reference}/close"
    assert "Say why the case is closed." in officer.post(path, {"reason": " "}, 422).text
    assert "The case is closed" in officer.post(path, {"reason": "Withdrawn by the requester."}).text
    assert case.reference in officer.get("/queue?view=closed").text


def test_a_case_whose_reply_waits_for_approval_is_closed_too(officer: Visitor, store: Session, case: Case) -> None:
    case.state = "for_approval"
    store.add(case)
    store.commit()
    page = officer.post(f"/cases/{case.reference}/close", {"reason": "Withdrawn by the requester."})
    assert "The case is closed" in page.text


@pytest.mark.parametrize(
    ("left", "words"),
    [(-2, "Late by 2 working days"), (0, "Today"), (1, "In 1 working day"), (19, "In 19 working days")],
)
def test_how_far_off_is_told_in_working_days(left: int, words: str) -> None:
    assert days_off(left) == words


def test_a_case_names_others_with_nearly_the_same_text(
    officer: Visitor, store: Session, settings: Settings, case: Case
) -> None:
    again = casework.open_case(store, settings, sender=Sender("Sam", "sam@elsewhere.example"), uid=2)
    store.commit()
    page = officer.get(f"/cases/{again.reference}")
    assert f"/cases/{case.reference}" in page.links
    assert "from another address, not answered yet; the same words" in " ".join(page.text.split())
