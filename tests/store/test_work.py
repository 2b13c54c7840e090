"""Work once a period, and how the mailboxes are."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.store import made
from triage.store import audit, work
from triage.store.database import session


def test_a_period_is_claimed_once(engine: Engine, store: Session) -> None:
    assert work.claim_period(store, "daily", "2026-11-23")
    work.finish_period(store, "daily", "2026-11-23", "done")
    store.commit()
    with session(engine) as other:
        assert not work.claim_period(other, "daily", "2026-11-23")
        assert work.claim_period(other, "daily", "2026-11-24")


def claim_and_break(engine: Engine) -> None:
    with session(engine) as own:
        work.claim_period(own, "daily", "2026-11-23")
        raise RuntimeError


def test_a_claim_whose_work_broke_is_free_again(engine: Engine) -> None:
    with pytest.raises(RuntimeError):
        claim_and_break(engine)
    with session(engine) as own:
        assert work.claim_period(own, "daily", "2026-11-23")


def test_a_silent_mailbox_is_shown_with_its_reason_and_recorded_once(store: Session) -> None:
    retry = made.RECEIVED + timedelta(minutes=1)
    for _ in range(3):
        work.mailbox_failed(store, "foi/INBOX", "The server does not answer.", retry, made.RECEIVED)
    (health,) = work.mailboxes(store)
    assert (health.failure, health.failures_in_a_row, health.retry_at) == ("The server does not answer.", 3, retry)
    assert [entry.action for entry, _ in audit.history(store, audit.SYSTEM)] == ["mailbox not read"]


def test_a_mailbox_that_answers_again_is_well(store: Session) -> None:
    work.mailbox_failed(store, "foi/INBOX", "The server does not answer.")
    health = work.mailbox_read(store, "foi/INBOX", uidvalidity=7, listed=[1, 2], at=made.RECEIVED)
    assert (health.failure, health.failures_in_a_row, health.listed) == ("", 0, 2)
    assert health.last_success_at == made.RECEIVED
