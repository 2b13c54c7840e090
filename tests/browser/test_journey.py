"""The main job in a real browser, script switched off: what leaves is what was approved, nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import Office, sign_in
from triage.store import cases
from triage.store.database import session

APPROVE = re.compile("^Approve and send to robin@requester.example as ")
WRITTEN, EDITED = "We are looking into your request.", "We have begun to look for what you want."


@pytest.fixture
def officer(chromium: Any, office: Office) -> Iterator[Any]:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    sign_in(page, office, "officer")
    yield page
    context.close()


def approve(page: Any) -> str:
    """Press the button that says what will happen; gives the text that was on the page then."""
    body = page.get_by_label("Text", exact=True).input_value()
    page.get_by_role("button", name=APPROVE).click()
    assert "Approved by Jo Officer" in page.locator("#state").inner_text()
    return str(body)


def acknowledge(page: Any) -> str:
    page.get_by_role("link", name=re.compile("^Approve the acknowledgement")).click()
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace(WRITTEN, EDITED))
    page.get_by_role("button", name="Save changes").click()
    assert "Your changes are saved" in page.get_by_role("alert").inner_text()
    return approve(page)


def record_search(page: Any, question: str) -> None:
    page.get_by_role("link", name=f"Answer question {question}").click()
    page.get_by_label("Who searched").fill("Highways records")
    page.get_by_label("Where they looked").fill("The asset system and the shared drive")
    page.get_by_label("What they looked for").fill("repair cost, unit cost")
    page.get_by_label("Why nothing is held").fill("Costs are not kept by repair.")
    page.get_by_role("button", name="Put the search on record").click()


def choose_entry(page: Any, question: str) -> None:
    page.get_by_role("link", name=f"Answer question {question}").click()
    option = page.locator("#publication option", has_text="Pothole repairs").get_attribute("value")
    page.get_by_label("Entry of the register").select_option(option)
    page.get_by_role("button", name="Choose this entry").click()


def draft(page: Any, question: str, button: str) -> str:
    """Draft a letter on one question from the evidence, and approve it."""
    page.get_by_role("link", name="Draft a letter that rests on this").click()
    page.get_by_label(re.compile(f"^{question}")).check()
    page.get_by_role("button", name=button).click()
    return approve(page)


def test_three_letters_leave_as_approved_and_threaded(officer: Any, office: Office) -> None:
    case = f"{office.url}/cases/{office.references['potholes']}"
    approved = [acknowledge(officer)]
    officer.goto(case)
    officer.get_by_label("Team for question 3").select_option(label="Leisure, Culture and Libraries")
    officer.get_by_role("button", name="Move question 3").click()
    assert "Leisure, Culture and Libraries" in officer.locator("#question-3").inner_text()
    record_search(officer, "2")
    approved.append(draft(officer, "2. If YES", "Draft “not held”"))
    office.look_at_links()
    officer.goto(case)
    choose_entry(officer, "1")
    approved.append(draft(officer, "1. How many", "Draft section 21"))
    office.send_all()
    check_sent(office, approved)
    officer.goto(f"{office.url}/sent")
    assert officer.get_by_text("Accepted by the mail server").count() == 3


def check_sent(office: Office, approved: list[str]) -> None:
    """Exactly these bodies went to the requester, each in reply to the request, with ids of their own."""
    sent = office.letters()
    assert [letter.get_content().replace("\r\n", "\n") for letter in sent] == approved
    assert EDITED in approved[0]
    assert WRITTEN not in approved[0]
    assert office.published in approved[2]
    assert {letter["In-Reply-To"] for letter in sent} == {"<request-1@requester.example>"}
    assert {letter["References"] for letter in sent} == {"<earlier@requester.example> <request-1@requester.example>"}
    assert {tuple(to) for _, to in office.smtp.envelopes} == {("robin@requester.example",)}
    assert len({letter["Message-ID"] for letter in sent}) == 3
    assert {letter["Auto-Submitted"] for letter in sent} == {None}


def test_an_edit_after_approval_stops_the_sending(officer: Any, office: Office) -> None:
    acknowledge(officer)
    officer.get_by_text("Change this letter").click()
    officer.get_by_label("Text", exact=True).fill("Something else.\n")
    officer.get_by_role("button", name="Save changes and take the approval back").click()
    office.send_all()
    assert office.smtp.taken == []
    assert "Not approved yet" in officer.locator("#state").inner_text()


def test_another_reply_to_after_approval_changes_nothing(officer: Any, office: Office) -> None:
    acknowledge(officer)
    with session(office.engine) as store:
        case = cases.by_reference(store, office.references["potholes"])
        assert case is not None
        case.reply_to = case.answer_to = "elsewhere@evil.example"
        store.add(case)
    office.send_all()
    assert [to for _, to in office.smtp.envelopes] == [["robin@requester.example"]]
    assert b"evil.example" not in office.smtp.taken[0]


def test_section_21_is_refused_until_the_link_was_looked_at(officer: Any, office: Office) -> None:
    officer.goto(f"{office.url}/cases/{office.references['potholes']}")
    choose_entry(officer, "1")
    officer.get_by_role("link", name="Draft a letter that rests on this").click()
    officer.get_by_label(re.compile("^1. How many")).check()
    officer.get_by_role("button", name="Draft section 21").click()
    assert "looked at" in officer.get_by_role("alert").inner_text()
    assert officer.get_by_label(re.compile("^1. How many")).is_checked()
