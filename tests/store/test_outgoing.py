"""The outbox: claimed once, recorded, retried, given up, never sent again when it is not known."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from tests.store import made, workers
from tests.store.processes import at_once
from tests.store.test_drafts import NOW
from tests.store.test_evidence import entry
from triage.store import audit, cases, drafts, outgoing, register
from triage.store.database import key_of, session
from triage.store.refusal import Refused
from triage.store.tables import Case, Draft, OutboxItem, Person


@pytest.fixture
def officer(store: Session) -> Person:
    return made.person(store)


def queued(
    store: Session, officer: Person, uid: int = 1, name: str = "acknowledgement"
) -> tuple[Case, Draft, OutboxItem]:
    case = made.case(store, uid, to=("", ""))
    draft, version = made.draft(store, case, name, uid)
    return case, draft, drafts.approve(store, key_of(version.id), version.digest, officer, NOW)


def claimed(store: Session) -> OutboxItem:
    item = outgoing.claim(store, NOW, "worker")
    assert item
    return item


def test_a_claim_is_committed_before_anything_is_sent(engine: Engine, store: Session, officer: Person) -> None:
    queued(store, officer)
    item_id = claimed(store).id
    store.rollback()
    with session(engine) as other:
        row = other.get_one(OutboxItem, item_id)
        assert (row.state, row.attempts, row.claimed_by) == ("sending", 1, "worker")


def test_nothing_is_claimed_before_its_time_or_twice(store: Session, officer: Person) -> None:
    queued(store, officer)
    assert outgoing.claim(store, NOW - timedelta(seconds=1), "worker") is None
    assert claimed(store)
    assert outgoing.claim(store, NOW, "other") is None


def test_four_processes_claim_each_letter_once(url: str, engine: Engine) -> None:
    with session(engine) as store:
        officer = made.person(store)
        ids = {queued(store, officer, uid)[2].id for uid in range(1, 25)}
    found = [n for claims in at_once(workers.claim_all, [url] * 4) for n in claims]
    assert (len(found), set(found)) == (24, ids)


def test_a_sent_acknowledgement_is_on_the_case(store: Session, officer: Person) -> None:
    case, draft, _ = queued(store, officer)
    outgoing.finish(store, claimed(store), "sent", "250 accepted", NOW)
    (row,) = outgoing.of_states(store, ["sent"])
    assert (case.acknowledged_at, draft.state, case.state) == (NOW, "sent", "received")
    assert (row.reference, row.to, row.approved_by, row.result) == (
        case.reference, ("alex@them.example",), "Jo Officer", "250 accepted",
    )  # fmt: skip


def test_a_case_is_over_when_every_question_has_been_answered(store: Session, officer: Person) -> None:
    case = made.case(store, to=("", ""))
    for number, question in enumerate(cases.questions_of(store, key_of(case.id)), 1):
        made.searched(store, key_of(question.id))
        draft = drafts.add(store, key_of(case.id), "not_held", made.letter(number), [key_of(question.id)])
        version = drafts.newest_version(store, key_of(draft.id))
        drafts.approve(store, key_of(version.id), version.digest, officer, NOW)
        assert case.closed_on is None
        outgoing.finish(store, claimed(store), "sent", "250", NOW)
    assert (case.state, case.closed_on) == ("sent", NOW.date())


def test_a_failure_ends_the_approval_and_another_can_be_given(store: Session, officer: Person) -> None:
    _, draft, _ = queued(store, officer)
    outgoing.finish(store, claimed(store), "failed", "550 no such user", NOW)
    page = drafts.page(store, key_of(draft.id))
    assert (draft.state, page.approval) == ("failed", None)
    drafts.approve(store, key_of(page.newest.id), page.newest.digest, officer, NOW)
    assert claimed(store).attempts == 1


def test_what_was_surely_not_sent_is_tried_again_later(store: Session, officer: Person) -> None:
    queued(store, officer)
    outgoing.retry_later(store, claimed(store), NOW + timedelta(minutes=5), "421 busy")
    assert outgoing.claim(store, NOW, "worker") is None
    again = outgoing.claim(store, NOW + timedelta(minutes=5), "worker")
    assert again
    assert again.attempts == 2


def test_a_letter_found_half_sent_is_never_claimed_again(store: Session, officer: Person) -> None:
    _, draft, item = queued(store, officer)
    claimed(store)
    assert outgoing.orphans(store, NOW, lease=timedelta(hours=1)) == []
    assert outgoing.orphans(store, NOW) == [item]
    assert (item.state, draft.state, outgoing.claim(store, NOW + timedelta(days=9), "worker")) == (
        "unknown",
        "unknown",
        None,
    )


@pytest.mark.parametrize(("sent", "state"), [(True, "sent"), (False, "failed")])
def test_an_officer_settles_what_is_not_known(store: Session, officer: Person, sent: bool, state: str) -> None:
    case, draft, item = queued(store, officer)
    claimed(store)
    outgoing.orphans(store)
    outgoing.settle_unknown(store, key_of(item.id), sent, "Jo Officer")
    assert (item.state, draft.state, bool(case.acknowledged_at)) == (state, state, sent)
    with pytest.raises(Refused, match="is known"):
        outgoing.settle_unknown(store, key_of(item.id), sent, "Jo Officer")


def test_a_slow_worker_may_still_tell_that_it_sent_its_letter(store: Session, officer: Person) -> None:
    _, draft, _ = queued(store, officer)
    item = claimed(store)
    outgoing.orphans(store)
    outgoing.finish(store, item, "sent", "250")
    assert draft.state == "sent"


def test_a_result_is_recorded_once(store: Session, officer: Person) -> None:
    queued(store, officer)
    item = claimed(store)
    outgoing.finish(store, item, "sent", "250")
    for again in (
        lambda: outgoing.finish(store, item, "failed", "x"),
        lambda: outgoing.retry_later(store, item, NOW, "x"),
    ):
        with pytest.raises(Refused, match="recorded already"):
            again()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE outboxitem SET raw_sha256 = 'x'",
        "UPDATE outboxitem SET envelope_to = '[\"thief@evil.test\"]'",
        "UPDATE outboxitem SET message_id = '<other@x>'",
        "UPDATE draftversion SET body = 'other'",
        "UPDATE draftversion SET recipients = '[\"thief@evil.test\"]'",
    ],
)
def test_what_was_altered_after_the_approval_is_failed_and_not_sent(
    store: Session, officer: Person, tampering: str
) -> None:
    _, draft, item = queued(store, officer)
    store.commit()
    store.connection().execute(text(tampering))
    store.expire_all()
    assert outgoing.claim(store, NOW, "worker") is None
    assert (item.state, draft.state, item.result) == ("failed", "failed", outgoing.ALTERED)


@pytest.mark.parametrize(
    "tampering",
    ["UPDATE approval SET voided_at = at", "UPDATE approval SET digest = 'x'", "UPDATE draftversion SET digest = 'x'"],
)
def test_a_row_without_a_standing_approval_is_never_claimed(store: Session, officer: Person, tampering: str) -> None:
    queued(store, officer)
    store.commit()
    store.connection().execute(text(tampering))
    assert outgoing.claim(store, NOW, "worker") is None


def test_the_whole_way_is_on_the_record(store: Session, officer: Person) -> None:
    case, _, _ = queued(store, officer)
    outgoing.finish(store, claimed(store), "sent", "250")
    actions = [entry.action for entry, _ in audit.history(store, audit.chain_of_case(case.id))]
    assert actions[-4:] == ["letter drafted", "letter approved", "letter being sent", "letter sent"]
    assert audit.verify(store) == []


def test_a_letter_whose_evidence_changed_while_it_waited_is_failed_and_not_sent(
    store: Session, officer: Person
) -> None:
    case = made.case(store, 1, to=("", ""))
    question, published = key_of(cases.questions_of(store, key_of(case.id))[0].id), entry(store)
    cases.cite(store, question, key_of(published.id), officer.name)
    draft = drafts.add(store, key_of(case.id), "section_21", made.letter(), [question])
    version, now = drafts.newest_version(store, key_of(draft.id)), datetime.now(UTC)
    item = drafts.approve(store, key_of(version.id), version.digest, officer, now)
    register.edit(store, key_of(published.id), by=officer.name, active=False)
    assert outgoing.claim(store, now, "worker") is None
    assert (item.state, draft.state) == ("failed", "failed")
