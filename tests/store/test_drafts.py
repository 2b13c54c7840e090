"""Approval binds exact bytes, and an edit voids it (promise 1)."""

import hashlib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.store import made
from triage.casework import letter as letters
from triage.store import audit, cases, drafts, outgoing, people
from triage.store.database import key_of, session
from triage.store.refusal import Refused
from triage.store.tables import Approval, Case, Draft, DraftVersion, OutboxItem, Person

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def case(store: Session) -> Case:
    return made.case(store, to=("", ""))


@pytest.fixture
def drafted(store: Session, case: Case) -> tuple[Draft, DraftVersion]:
    return made.draft(store, case)


@pytest.fixture
def officer(store: Session) -> Person:
    return made.person(store)


def approve(store: Session, version: DraftVersion, person: Person) -> OutboxItem:
    return drafts.approve(store, key_of(version.id), version.digest, person, NOW)


def edit(store: Session, draft: Draft, body: str = "Thank you, Alex.\n") -> DraftVersion:
    return drafts.revise(store, key_of(draft.id), subject="Re: Potholes", body=body, by="Jo Officer", at=NOW)


def test_approval_writes_state_record_and_bytes_together(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    draft, version = drafted
    item = approve(store, version, officer)
    read = message_from_bytes(item.raw)
    assert (draft.state, item.state, item.envelope_to) == ("approved", "queued", ["alex@them.example"])
    assert item.raw_sha256 == hashlib.sha256(item.raw).hexdigest()
    assert (read["Message-ID"], read["In-Reply-To"]) == ("<letter-1@council.example>", "<1@them.example>")
    entry, _ = audit.history(store, audit.chain_of_case(draft.case_id))[-1]
    assert (entry.action, entry.actor) == ("letter approved", "Jo Officer")


def test_an_approval_that_fails_leaves_nothing(engine: Engine, store: Session, case: Case, officer: Person) -> None:
    draft, version = made.draft(store, case)
    store.commit()
    approve(store, version, officer)
    draft_id = key_of(draft.id)
    store.rollback()
    with session(engine) as other:
        assert other.exec(select(OutboxItem)).all() == []
        assert drafts.page(other, draft_id).approval is None


def test_the_digest_must_be_the_one_that_was_read(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    with pytest.raises(Refused, match="not the one you had before you"):
        drafts.approve(store, key_of(drafted[1].id), "0" * 64, officer)


def test_only_the_newest_version_can_be_approved(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    edit(store, drafted[0])
    with pytest.raises(Refused, match="newer version"):
        approve(store, drafted[1], officer)


def test_nothing_is_approved_twice(store: Session, drafted: tuple[Draft, DraftVersion], officer: Person) -> None:
    approve(store, drafted[1], officer)
    with pytest.raises(Refused, match="approved already"):
        approve(store, drafted[1], officer)
    assert len(store.exec(select(OutboxItem)).all()) == 1


@pytest.mark.parametrize("role", ["viewer", "manager", "administrator"])
def test_only_officers_and_approvers_may_approve(
    store: Session, drafted: tuple[Draft, DraftVersion], role: str
) -> None:
    with pytest.raises(Refused, match="Only an officer or an approver"):
        approve(store, drafted[1], made.person(store, role))


def test_somebody_who_was_stopped_may_not_approve(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    people.stop(store, officer.email, "test")
    with pytest.raises(Refused, match="Only an officer"):
        approve(store, drafted[1], officer)


def test_a_case_with_an_approved_letter_stays_open_and_a_closed_one_sends_nothing(
    store: Session, case: Case, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    approve(store, drafted[1], officer)
    with pytest.raises(Refused, match="Take its approval back first"):
        cases.close(store, key_of(case.id), "Jo Officer", "withdrawn by the requester")
    drafts.take_back(store, key_of(drafted[0].id), "Jo Officer")
    cases.close(store, key_of(case.id), "Jo Officer", "withdrawn by the requester")
    with pytest.raises(Refused, match="is closed"):
        approve(store, drafted[1], officer)


def test_an_unconfirmed_address_stops_the_approval(store: Session, officer: Person) -> None:
    case = made.case(store, to=("", ""), reply_to="alex@elsewhere.example")
    _, version = made.draft(store, case)
    with pytest.raises(Refused, match="Nobody has confirmed where the answer goes"):
        approve(store, version, officer)
    cases.confirm_answer_address(store, key_of(case.id), "alex@them.example", officer.name)
    assert approve(store, version, officer).state == "queued"


@pytest.mark.parametrize("name", ["not_held", "section_21"])
def test_a_letter_without_its_evidence_is_not_approved(store: Session, case: Case, officer: Person, name: str) -> None:
    question = key_of(cases.questions_of(store, key_of(case.id))[0].id)
    draft = drafts.add(store, key_of(case.id), name, made.letter(), [question])
    with pytest.raises(Refused, match="Question 1 has no"):
        approve(store, drafts.newest_version(store, key_of(draft.id)), officer)


def test_a_version_altered_in_the_database_is_not_approved(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    drafted[1].body = "Pay to this account\n"
    store.flush()
    with pytest.raises(Refused, match="altered in the database"):
        approve(store, drafted[1], officer)


def test_an_edit_voids_the_approval_and_empties_the_outbox(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    item = approve(store, drafted[1], officer)
    version = edit(store, drafted[0])
    assert (item.state, drafted[0].state, version.number) == ("cancelled", "drafted", 2)
    assert store.exec(select(Approval.void_reason)).one() == "the letter was edited"
    assert outgoing.claim(store, NOW + timedelta(days=1), "worker") is None


def test_an_edit_that_changes_nothing_voids_nothing(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    item = approve(store, drafted[1], officer)
    assert edit(store, drafted[0], "Thank you for your request.\r\n\r\n").id == drafted[1].id
    assert item.state == "queued"


@pytest.mark.parametrize("outcome", ["sending", "sent", "unknown"])
def test_a_letter_on_its_way_cannot_be_edited_or_withdrawn(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person, outcome: str
) -> None:
    approve(store, drafted[1], officer)
    item = outgoing.claim(store, NOW, "worker")
    assert item
    if outcome == "sent":
        outgoing.finish(store, item, "sent", "250")
    elif outcome == "unknown":
        outgoing.orphans(store)
    before = drafted[0].state
    for change in (lambda: edit(store, drafted[0]), lambda: drafts.withdraw(store, key_of(drafted[0].id), "Jo")):
        with pytest.raises(Refused, match=r"changed"):
            change()
    assert (drafted[0].state, len(drafts.versions_of(store, key_of(drafted[0].id)))) == (before, 1)


def test_a_withdrawn_letter_leaves_the_queue(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    item = approve(store, drafted[1], officer)
    drafts.withdraw(store, key_of(drafted[0].id), "Jo Officer", "not needed")
    assert (item.state, drafted[0].state) == ("cancelled", "withdrawn")


def test_two_people_editing_one_letter_do_not_overwrite_each_other(
    store: Session, drafted: tuple[Draft, DraftVersion]
) -> None:
    edit(store, drafted[0])
    with pytest.raises(Refused, match="Somebody else has changed this letter"):
        drafts.revise(store, key_of(drafted[0].id), subject="x", body="y", by="Sam", expected=1)


def test_the_case_changing_afterwards_changes_nothing_in_the_queue(
    store: Session, case: Case, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    item = approve(store, drafted[1], officer)
    raw = item.raw
    case.reply_to = case.answer_to = case.requester_address = "thief@evil.test"
    store.commit()
    claimed = outgoing.claim(store, NOW, "worker")
    assert claimed
    assert (claimed.raw, claimed.envelope_to) == (raw, ["alex@them.example"])


def test_recipients_can_be_changed_and_are_bound(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    to = ["Alex <alex@home.example>"]
    draft_id = key_of(drafted[0].id)
    version = drafts.revise(store, draft_id, subject="S", body="B", recipients=to, by="Jo")
    assert version.digest != drafted[1].digest
    assert approve(store, version, officer).envelope_to == ["alex@home.example"]


def test_a_recipient_that_is_no_address_is_refused_at_the_edit(
    store: Session, drafted: tuple[Draft, DraftVersion]
) -> None:
    with pytest.raises(Refused, match="cannot be sent"):
        drafts.revise(store, key_of(drafted[0].id), subject="S", body="B", recipients=["nobody"], by="Jo")


def test_attachments_go_with_every_version_and_into_the_bytes(store: Session, case: Case, officer: Person) -> None:
    file = letters.Attachment("data.csv", "text/csv", b"a,b\r\n1,2\r\n")
    with_file = letters.Letter(
        "FOI <foi@c.example>", ("a@b.example",), "S", "B\n", "<x@c.example>", attachments=(file,)
    )
    draft = drafts.add(store, key_of(case.id), "acknowledgement", with_file)
    item = approve(store, edit(store, draft), officer)
    parts = [part.get_filename() for part in message_from_bytes(item.raw).walk()]
    assert "data.csv" in parts
    assert drafts.page(store, key_of(draft.id)).attachments[0].content == file.content


def test_a_case_has_each_letter_once_a_question(store: Session, case: Case) -> None:
    first, second = (key_of(question.id) for question in cases.questions_of(store, key_of(case.id)))
    drafts.add(store, key_of(case.id), "not_held", made.letter(), [first])
    drafts.add(store, key_of(case.id), "not_held", made.letter(2), [second])
    with pytest.raises(Refused, match="has this letter already"):
        drafts.add(store, key_of(case.id), "not_held", made.letter(3), [first, second])


def test_the_page_of_a_letter_has_its_whole_life(
    store: Session, drafted: tuple[Draft, DraftVersion], officer: Person
) -> None:
    approve(store, drafted[1], officer)
    approve(store, edit(store, drafted[0]), officer)
    page = drafts.page(store, key_of(drafted[0].id))
    assert [version.number for version in page.versions] == [1, 2]
    assert [item.state for item in page.items] == ["cancelled", "queued"]
    assert page.approval
    assert page.approval.version_id == page.newest.id
