"""A letter from its draft to the outbox, as an officer meets it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from sqlmodel import Session, select

from tests.web import casework
from tests.web.casework import Sender
from tests.web.visitor import Visitor
from triage.letters.links import LinkCheck
from triage.settings import Settings
from triage.store import cases, drafts, outgoing, people, register
from triage.store.case_page import draft_views
from triage.store.database import reading
from triage.store.tables import Case, Draft, OutboxItem
from triage.web import dates
from triage.web.wording import today

SEARCH = {"searched_by": "Highways records", "systems": "Confirm", "terms": "pothole", "why_none": "It is not kept"}


@pytest.fixture
def case(store: Session, settings: Settings) -> Case:
    opened = casework.open_case(store, settings)
    store.commit()
    return opened


@pytest.fixture
def draft(store: Session, settings: Settings, case: Case) -> Draft:
    made = casework.acknowledge(store, settings, case)
    store.commit()
    return made


def items(store: Session) -> list[OutboxItem]:
    """The outbox as it is now, read without waiting for a writer."""
    with reading(store.get_bind().engine) as fresh:
        found = list(fresh.exec(select(OutboxItem)))
        fresh.expunge_all()
    return found


def approve(visitor: Visitor, draft: Draft, status: int = 200, **typed: str) -> str:
    visitor.get(f"/drafts/{draft.id}")
    path = f"/drafts/{draft.id}"
    return visitor.send(path, typed, status, to=f"{path}/approve").text


def not_held(officer: Visitor, store: Session, case: Case, **search: str) -> Draft:
    """A "not held" on the first question, drafted on the page from a search record."""
    question = cases.questions_of(store, case.id or 0)[0].id or 0
    cases.record_search(store, question, by="Jo Officer", searched_on=today(), **{**SEARCH, **search})
    store.commit()
    officer.post(f"/cases/{case.reference}/draft", {"letter": "not_held", "questions": str(question)})
    draft = draft_views(store, case.id or 0)[-1].draft
    store.commit()
    return draft


def test_the_button_says_what_will_happen(officer: Visitor, draft: Draft) -> None:
    text = officer.get(f"/drafts/{draft.id}").text
    assert "Approve and send to robin@requester.example as " in text
    assert 'Freedom of Information" <foi@ashcombe.example>, in reply to their message of' in text


def test_an_approved_letter_is_sealed_with_name_time_and_hash(officer: Visitor, store: Session, draft: Draft) -> None:
    text = approve(officer, draft)
    assert "Approved by Jo Officer on" in text
    assert drafts.newest_version(store, draft.id or 0).digest in text
    sent = message_from_bytes(items(store)[0].raw, policy=policy.default)
    assert (sent["To"], sent["In-Reply-To"]) == ("robin@requester.example", "<request-1@requester.example>")


def test_text_changed_on_the_page_is_saved_and_shown_again_before_it_can_go(
    officer: Visitor, store: Session, draft: Draft
) -> None:
    body = drafts.newest_version(store, draft.id or 0).body.replace("If we have left out", "Where we have left out")
    store.commit()
    text = approve(officer, draft, body=body.replace("\n", "\r\n"))
    assert "Your changes are saved as a new version." in text
    assert "[taken out: If] [put in: Where] we have left out" in text
    assert items(store) == []
    approve(officer, draft)
    assert b"Where we have left out" in items(store)[0].raw


@pytest.mark.parametrize(
    ("cut", "lacking"),
    [
        ("Our reference: ", "The letter lacks the line"),
        ("no later than", "The letter lacks the due date"),
        ("> 1. How many potholes", "leaves out the words of question 1"),
    ],
)
def test_an_edit_that_took_out_what_must_be_said_is_not_approved_until_it_is_back(
    officer: Visitor, store: Session, draft: Draft, cut: str, lacking: str
) -> None:
    body = drafts.newest_version(store, draft.id or 0).body
    drafts.revise(store, draft.id or 0, subject="Re: it", body=body.replace(cut, "---"), by="Jo Officer")
    store.commit()
    assert lacking in approve(officer, draft, 409)
    assert items(store) == []
    assert "The letter is written again from the facts." in officer.send("/rewrite").text
    approve(officer, draft)
    assert cut.encode() in items(store)[0].raw


def test_a_reply_without_its_rights_is_not_approved(officer: Visitor, store: Session, case: Case) -> None:
    draft = not_held(officer, store, case)
    rights = drafts.newest_version(store, draft.id or 0).body.partition("If you are not content")[0]
    drafts.revise(store, draft.id or 0, subject="Re: it", body=rights, by="Jo Officer")
    store.commit()
    assert "The letter lacks the right to go to the regulator: put it back." in approve(officer, draft, 409)


def test_what_a_letter_may_not_say_is_shown_and_stops_nothing(officer: Visitor, store: Session, draft: Draft) -> None:
    body = drafts.newest_version(store, draft.id or 0).body + "\nWrite within 40 days.\n"
    drafts.revise(store, draft.id or 0, subject="Re: it", body=body, by="Jo Officer")
    store.commit()
    text = officer.get(f"/drafts/{draft.id}").text
    assert "Look at this: The letter counts days where the law counts working days." in text
    approve(officer, draft)
    assert len(items(store)) == 1


def test_what_an_officer_should_weigh_is_on_the_page_of_the_letter(
    officer: Visitor, store: Session, case: Case
) -> None:
    draft = not_held(officer, store, case, why_none="It was destroyed; there were none.")
    text = officer.get(f"/drafts/{draft.id}").text
    assert "Look at this: Question 1: the record says that it was deleted, but not when." in text
    assert "If it was after the request, stop: section 77." in text


def test_what_was_deleted_after_the_request_came_is_no_not_held(officer: Visitor, store: Session, case: Case) -> None:
    question = cases.questions_of(store, case.id or 0)[0].id or 0
    store.commit()
    gone = dict(zip(("deleted_on_day", "deleted_on_month", "deleted_on_year"), dates.boxes(today()), strict=True))
    when = dict(zip(("searched_on_day", "searched_on_month", "searched_on_year"), dates.boxes(today()), strict=True))
    path = f"/cases/{case.reference}/questions/{question}/search"
    assert "this may be an offence under section 77" in officer.post(path, {**SEARCH, **gone, **when}).text
    form = {"letter": "not_held", "questions": str(question)}
    refused = officer.post(f"/cases/{case.reference}/draft", form, 422).text
    assert "Stop and tell the monitoring officer: this may be an offence under section 77." in refused


def test_an_edit_after_approval_takes_the_letter_out_of_the_outbox(
    officer: Visitor, store: Session, draft: Draft
) -> None:
    approve(officer, draft)
    text = officer.send(f"/drafts/{draft.id}", {"body": "Another text.\n"}).text
    assert "Not approved yet." in text
    assert "was taken back: the letter was edited" in text
    assert [item.state for item in items(store)] == ["cancelled"]


def test_an_approval_is_taken_back_and_the_letter_stays(officer: Visitor, store: Session, draft: Draft) -> None:
    approve(officer, draft)
    assert "The approval is taken back." in officer.send("/take-back").text
    assert [item.state for item in items(store)] == ["cancelled"]
    approve(officer, draft)
    assert [item.state for item in items(store)] == ["cancelled", "queued"]


def test_what_somebody_else_changed_meanwhile_is_not_approved(officer: Visitor, store: Session, draft: Draft) -> None:
    officer.get(f"/drafts/{draft.id}")
    drafts.revise(store, draft.id or 0, subject="Changed", body="Changed\n", by="Somebody Else")
    store.commit()
    page = officer.send(f"/drafts/{draft.id}", status=409, to=f"/drafts/{draft.id}/approve")
    assert "There is a newer version of this letter." in page.text
    assert items(store) == []


def test_a_text_somebody_else_overtook_is_not_lost(officer: Visitor, store: Session, draft: Draft) -> None:
    officer.get(f"/drafts/{draft.id}")
    drafts.revise(store, draft.id or 0, subject="Changed", body="Changed\n", by="Somebody Else")
    store.commit()
    page = officer.send(f"/drafts/{draft.id}", {"body": "My careful text"}, 409)
    assert "Somebody else has changed this letter" in page.text
    assert page.forms[2]["fields"]["body"] == "My careful text"


def test_a_reply_to_elsewhere_must_be_chosen_before_anything_goes(
    officer: Visitor, store: Session, settings: Settings
) -> None:
    case = casework.open_case(store, settings, sender=Sender(reply_to="desk@elsewhere.example"))
    draft = casework.acknowledge(store, settings, case)
    store.commit()
    assert "Nobody has confirmed where the answer goes." in approve(officer, draft, 409)
    text = officer.send("/recipient", {"address": "desk@elsewhere.example"}).text
    assert "Approve and send to desk@elsewhere.example" in text
    approve(officer, draft)
    assert items(store)[0].envelope_to == ["desk@elsewhere.example"]


def test_another_reply_to_after_approval_changes_nothing_that_is_sent(
    officer: Visitor, store: Session, case: Case, draft: Draft
) -> None:
    approve(officer, draft)
    before = items(store)[0]
    case.reply_to = "elsewhere@evil.example"
    store.add(case)
    store.commit()
    officer.post(f"/cases/{case.reference}/answer-to", {"address": "elsewhere@evil.example"})
    after = items(store)[0]
    assert (after.state, after.raw, after.envelope_to) == ("queued", before.raw, ["robin@requester.example"])


def test_a_request_sites_address_is_told_to_be_public(officer: Visitor, store: Session, settings: Settings) -> None:
    site = Sender("Robin", "request-12345-0a1b2c3d@whatdotheyknow.example")
    case = casework.open_case(store, settings, sender=site)
    draft = casework.acknowledge(store, settings, case)
    store.commit()
    assert "This will be published on the web at once" in officer.get(f"/drafts/{draft.id}").text


def test_a_letter_of_unknown_fate_asks_the_officer(officer: Visitor, store: Session, draft: Draft) -> None:
    approve(officer, draft)
    outgoing.claim(store, datetime.now(UTC), "a worker that died")
    outgoing.orphans(store)
    store.commit()
    assert "Say whether it was sent" in officer.get("/sent").text
    officer.get(f"/drafts/{draft.id}")
    assert "Say whether it was sent: choose one of the two." in officer.send("/settle", status=422).text
    assert "Sent. Approved by Jo Officer" in officer.send("/settle", {"sent": "yes"}).text


def test_a_letter_is_withdrawn(officer: Visitor, store: Session, draft: Draft) -> None:
    officer.get(f"/drafts/{draft.id}")
    assert "The letter is withdrawn." in officer.send("/withdraw").text
    assert "Withdrawn" in officer.page.text


def test_not_held_is_refused_without_a_search_and_drafted_with_one(
    officer: Visitor, store: Session, case: Case
) -> None:
    first = cases.questions_of(store, case.id or 0)[0].id or 0
    store.commit()
    form = {"letter": "not_held", "questions": str(first)}
    page = officer.post(f"/cases/{case.reference}/draft", form, 422)
    assert "There is a problem" in page.text
    assert "search" in page.text.split("There is a problem")[1][:200]
    cases.record_search(store, first, by="Jo Officer", searched_on=datetime.now(UTC).date(), **SEARCH)
    store.commit()
    text = officer.post(f"/cases/{case.reference}/draft", form).text
    assert "Highways records searched Confirm for pothole" in text
    assert "1. How many potholes did the council repair?" in officer.page.forms[2]["fields"]["body"]


def test_section_21_is_drafted_from_an_entry_whose_link_was_looked_at_today(
    officer: Visitor, store: Session, case: Case
) -> None:
    first = cases.questions_of(store, case.id or 0)[0].id or 0
    entry = next(each for each in register.publications(store) if each.title.startswith("Pothole"))
    cases.cite(store, first, entry.id or 0, "Jo Officer")
    store.commit()
    form = {"letter": "section_21", "questions": str(first)}
    assert "looked" in officer.post(f"/cases/{case.reference}/draft", form, 422).text
    register.record_check(store, entry.id or 0, LinkCheck(200, "found", entry.url))
    store.commit()
    assert "link found today" in officer.post(f"/cases/{case.reference}/draft", form).text
    assert entry.url in officer.page.forms[2]["fields"]["body"]


def test_an_acknowledgement_is_drafted_where_there_is_none(officer: Visitor, case: Case) -> None:
    page = officer.post(f"/cases/{case.reference}/draft", {"letter": "acknowledgement"})
    assert case.reference in page.forms[2]["fields"]["body"]
    assert "2. If YES to (2), what did each repair cost?" in page.forms[2]["fields"]["body"]


def test_a_letter_that_is_none_of_ours_is_refused(officer: Visitor, case: Case) -> None:
    path = f"/cases/{case.reference}/draft"
    assert "Choose which letter to draft." in officer.post(path, {"letter": "../../etc"}, 422).text
    assert "Choose the questions" in officer.post(path, {"letter": "not_held"}, 422).text


def test_an_approver_reads_and_approves_but_does_not_edit(stranger: Visitor, store: Session, draft: Draft) -> None:
    approver = stranger.sign_in("approver")
    page = approver.get(f"/drafts/{draft.id}")
    assert "body" not in [name for form in page.forms for name in form["fields"]]
    assert "Approved by Ap Prover" in approver.send("/approve").text
    assert people.find(store, "approver@ashcombe.example") is not None
