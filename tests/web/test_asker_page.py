"""An officer says who asked, where the answer goes and when it reached us; letters that wait follow."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.web import casework
from tests.web.casework import Sender
from tests.web.visitor import Page, Visitor
from triage.settings import Settings
from triage.store import cases, drafts
from triage.store.tables import Case, Draft
from triage.web.wording import day, today


@pytest.fixture
def case(store: Session, settings: Settings) -> Case:
    """A colleague has forwarded what somebody outside wrote."""
    colleague = Sender("Col League", "col@ashcombe.example", "sam@outside.example")
    opened = casework.open_case(store, settings, sender=colleague)
    opened.written_on = today() - timedelta(days=9)
    opened.flags = ["forwarded: Col League, a colleague, forwarded this."]
    store.add(opened)
    store.commit()
    return opened


@pytest.fixture
def draft(store: Session, settings: Settings, case: Case) -> Draft:
    made = casework.acknowledge(store, settings, case)
    store.commit()
    return made


def send(officer: Visitor, case: Case, on: date, status: int = 200, **typed: str) -> Page:
    officer.get(f"/cases/{case.reference}/dates")
    when = {"received_day": str(on.day), "received_month": str(on.month), "received_year": str(on.year)}
    return officer.send("/asker", {**when, **typed}, status)


def test_the_case_leads_to_the_form_and_the_form_tells_the_date_the_message_bears(officer: Visitor, case: Case) -> None:
    assert f"/cases/{case.reference}/dates#asker" in officer.get(f"/cases/{case.reference}").links
    text = officer.get(f"/cases/{case.reference}/dates").text
    assert f"The forwarded message bears {day(case.written_on)}: use it" in text


def test_confirming_counts_the_date_again_and_the_letter_follows(
    officer: Visitor, store: Session, case: Case, draft: Draft
) -> None:
    before, on = case.due_on, today() - timedelta(days=9)
    page = send(officer, case, on, name="Sam Outside", address="sam@outside.example")
    assert "Confirmed by Jo Officer." in page.text
    store.expire_all()
    assert (case.due_on < before, case.answer_to) == (True, "sam@outside.example")
    letter = drafts.newest_version(store, draft.id or 0)
    assert letter.recipients == ["sam@outside.example"]
    assert "Dear Sam Outside" in letter.body
    assert f"no later than {day(case.due_on)}" in letter.body


def test_a_day_that_cannot_be_keeps_what_was_typed(officer: Visitor, case: Case) -> None:
    page = send(officer, case, today() + timedelta(days=400), 422, name="Sam Outside")
    assert "still to come" in page.text
    kept = next(form for form in page.forms if form["action"].endswith("/asker"))
    assert kept["fields"]["name"] == "Sam Outside"
    assert "Give the day it reached us." in officer.send("/asker", dict.fromkeys(kept["fields"], ""), 422).text
    assert "Give a real date" in officer.send("/asker", {"received_day": "40"}, 422).text


def test_another_letter_that_waits_is_withdrawn_first(
    officer: Visitor, store: Session, case: Case, draft: Draft
) -> None:
    draft.letter = "not_held"
    store.add(draft)
    store.commit()
    assert "Another letter of this case names who asked" in send(officer, case, today(), 422).text


def test_there_is_no_form_in_a_closed_case(officer: Visitor, store: Session, case: Case) -> None:
    cases.close(store, case.id or 0, "Jo Officer", "Withdrawn")
    store.commit()
    page = officer.get(f"/cases/{case.reference}/dates")
    assert [form for form in page.forms if form["action"].endswith("/asker")] == []
    officer.post(f"/cases/{case.reference}/asker", {"received_day": "1"}, 422)


def test_the_date_that_the_message_bears_is_filled_in_with_one_press(officer: Visitor, case: Case) -> None:
    page = send(officer, case, today(), name="Sam Outside", use="written")
    kept = next(form["fields"] for form in page.forms if form["action"].endswith("/asker"))
    assert case.written_on
    assert (kept["received_day"], kept["name"]) == (str(case.written_on.day), "Sam Outside")
    assert "Confirmed by" not in page.text


def test_with_several_addresses_one_must_be_chosen(officer: Visitor, store: Session, case: Case) -> None:
    page = send(officer, case, case.received_on, 422, name="Sam Outside")
    assert "Choose where the answer goes. Nothing was changed." in page.text
    assert "#address" in page.links
    store.expire_all()
    assert case.asker_confirmed_by == ""


def test_a_forwarded_request_needs_somebody_to_confirm_who_asked(officer: Visitor, case: Case) -> None:
    assert "Confirm who asked, and when it reached us" in officer.get("/queue").text
    assert "Look at this: Col League, a colleague, forwarded this." in officer.get(f"/cases/{case.reference}").text
    text = officer.get(f"/cases/{case.reference}/letters").text
    assert "sam@outside.example (who wrote what was forwarded)" in text
    assert "asks for replies" not in text
    send(officer, case, case.received_on, name="Sam Outside", address="sam@outside.example")
    assert "Confirm who asked" not in officer.get("/queue").text
    assert "Look at this" not in officer.get(f"/cases/{case.reference}").text
