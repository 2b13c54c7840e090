"""Who asked and when it reached the authority: confirmed by a person, the due date counted again."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from tests.store import made
from triage.casework.clock import calendar_for
from triage.store import asker, cases
from triage.store.database import key_of
from triage.store.refusal import Refused
from triage.store.tables import AuditEntry, Case

BY = "Jo Officer"


@pytest.fixture
def case(store: Session) -> Case:
    return made.case(store, to=("", ""))


def confirm(store: Session, case: Case, **values: Any) -> Case:
    given = {"name": made.NAME, "received_on": made.RECEIVED.date(), "by": BY, "today": made.TODAY, **values}
    return asker.confirm(store, key_of(case.id), calendar=calendar_for(), **given)


def test_an_earlier_day_brings_an_earlier_due_date(store: Session, case: Case) -> None:
    confirm(store, case, name=" Sam \n Other ", received_on=date(2026, 11, 13))
    assert (case.requester_name, case.received_on, case.due_on) == ("Sam Other", date(2026, 11, 13), date(2026, 12, 14))
    assert (case.asker_confirmed_by, case.received_at) == (BY, made.RECEIVED)
    entry = store.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert entry
    assert (entry.actor, entry.action, entry.subject) == (BY, "who asked and when confirmed", case.reference)


def test_confirming_the_same_day_keeps_the_due_date(store: Session, case: Case) -> None:
    confirm(store, case)
    assert (case.due_on, case.asker_confirmed_by) == (made.DUE, BY)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (made.TODAY + timedelta(days=1), "still to come"),
        (made.TODAY, "It reached our mailbox on Fri 20 November 2026"),
        (date(2004, 12, 31), "began on 1 January 2005"),
    ],
)
def test_a_day_that_cannot_be_is_refused(store: Session, case: Case, day: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        confirm(store, case, received_on=day)
    assert (case.received_on, case.asker_confirmed_by) == (made.RECEIVED.date(), "")


def test_a_case_that_is_over_stays(store: Session, case: Case) -> None:
    cases.close(store, key_of(case.id), BY, "Withdrawn")
    with pytest.raises(Refused, match="has been answered"):
        confirm(store, case)
