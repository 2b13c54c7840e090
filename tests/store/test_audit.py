"""The record of changes: chained, salted, closed by the day, and any tampering told in a sentence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from tests.store import made
from triage.store import audit
from triage.store.database import key_of, session
from triage.store.refusal import Refused

YESTERDAY = datetime.now(UTC) - timedelta(days=2)


def three(store: Session, at: datetime | None = None) -> None:
    for number in range(3):
        audit.record(
            store, "case:1", "Jo", "tested", f"entry {number}", before=number or None, after={"n": number}, at=at
        )
    store.commit()


def test_an_untouched_record_is_whole(store: Session) -> None:
    three(store)
    audit.record(store, audit.SYSTEM, "Jo", "tested")
    assert audit.verify(store) == []
    assert [entry.sequence for entry, _ in audit.history(store, "case:1")] == [1, 2, 3]
    assert audit.count(store) == 4


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE auditentry SET actor = 'Sam' WHERE sequence = 2", "entry 2: it was changed after it was written"),
        ("UPDATE auditentry SET action = 'no' WHERE sequence = 3", "entry 3: it was changed after it was written"),
        ("UPDATE auditvalue SET after = '5' WHERE entry_id = 2", "entry 2: its values were changed"),
        ("UPDATE auditvalue SET after = '' WHERE entry_id = 2", "entry 2: its values were changed"),
        ("UPDATE auditentry SET previous_sha256 = '' WHERE sequence = 3", "entry 3: it does not follow"),
        ("DELETE FROM auditvalue WHERE entry_id = 2", "entry 2: its values' row is missing"),
        (
            "DELETE FROM auditvalue WHERE entry_id = 1; DELETE FROM auditentry WHERE id = 1",
            "1 entries before it are missing",
        ),
    ],
)
def test_tampering_is_found(store: Session, tampering: str, fault: str) -> None:
    three(store)
    for statement in tampering.split(";"):
        store.connection().execute(text(statement))
    store.expire_all()
    assert any(fault in sentence for sentence in audit.verify(store))


def test_the_end_of_a_chain_cannot_be_cut_off_after_the_day_is_closed(store: Session) -> None:
    three(store, at=YESTERDAY)
    audit.close_day(store, YESTERDAY.date())
    assert audit.verify(store) == []
    store.connection().execute(text("DELETE FROM auditvalue WHERE entry_id = 3"))
    store.connection().execute(text("DELETE FROM auditentry WHERE id = 3"))
    assert audit.verify(store) == [f"Audit day {YESTERDAY.date()}: 3 entries were closed, 2 are there."]


def test_an_altered_head_is_found(store: Session) -> None:
    three(store, at=YESTERDAY)
    audit.close_day(store, YESTERDAY.date())
    store.connection().execute(text("UPDATE audithead SET head_sha256 = 'x'"))
    store.expire_all()
    assert len(audit.verify(store)) == 1


def test_a_purge_of_values_leaves_the_record_whole(store: Session) -> None:
    three(store)
    store.connection().execute(text("UPDATE auditvalue SET salt = '', before = '', after = ''"))
    store.expire_all()
    assert audit.verify(store) == []


def test_the_same_value_twice_has_two_hashes(store: Session) -> None:
    first, second = (audit.record(store, "case:1", "Jo", "tested", after="waste") for _ in range(2))
    assert first.after_sha256 != second.after_sha256


def test_finished_days_are_closed_in_order_and_once(store: Session) -> None:
    three(store, at=YESTERDAY - timedelta(days=3))
    three(store, at=YESTERDAY)
    today = datetime.now(UTC).date()
    assert audit.close_days_before(store, today) == [(YESTERDAY - timedelta(days=3)).date(), YESTERDAY.date()]
    assert (audit.close_days_before(store, today), audit.verify(store)) == ([], [])


@pytest.mark.parametrize("day", [datetime.now(UTC).date(), date(2999, 1, 1)])
def test_a_day_that_is_not_over_cannot_be_closed(store: Session, day: date) -> None:
    with pytest.raises(Refused, match="after it has ended"):
        audit.close_day(store, day)


def test_the_record_of_a_case_never_names_the_requester(store: Session) -> None:
    made.team(store)
    case = made.case(store)
    made.draft(store, case)
    entries = [entry for entry, _ in audit.history(store, audit.chain_of_case(case.id))]
    assert len(entries) >= 3
    assert not [entry for entry in entries if "Marlow" in f"{entry.actor} {entry.action} {entry.subject}"]


def test_what_is_rolled_back_leaves_no_entry(engine: Engine, store: Session) -> None:
    made.team(store)
    store.rollback()
    assert audit.count(store) == 0


def test_writers_of_one_chain_wait_for_each_other(engine: Engine) -> None:
    def write(n: int) -> int:
        with session(engine) as own:
            return key_of(audit.record(own, "case:9", f"worker {n}", "tested").id)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(write, range(20)))) == 20
    with session(engine) as store:
        assert (audit.verify(store), audit.count(store)) == ([], 20)
