"""What a person is told to do with a message that opens no case."""

from datetime import date

import pytest

from triage.casework.clock import calendar_for
from triage.casework.request import Kind
from triage.inbox import proposals
from triage.settings import load

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (Kind.OWN_DATA, date(2026, 12, 21)),
        (Kind.INTERNAL_REVIEW, date(2026, 12, 21)),
        (Kind.OTHER, date(2026, 12, 21)),
        (Kind.BOUNCE, None),
        (Kind.AUTOMATIC, None),
    ],
)
def test_each_kind_has_its_possible_due_date(kind: Kind, due: date | None) -> None:
    assert proposals.parked(kind, ON, load(environ={}), calendar_for()).possible_due_on == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),
        (date(2026, 1, 30), date(2026, 3, 2)),
        (date(2026, 12, 14), date(2027, 1, 14)),
        (date(2026, 8, 31), date(2026, 9, 30)),
    ],
)
def test_one_month_is_the_same_day_or_the_last_and_never_a_weekend(received: date, due: date) -> None:
    assert proposals.one_month_after(received) == due


def test_every_kind_has_words() -> None:
    for kind in Kind:
        assert proposals.parked(kind, ON, load(environ={}), calendar_for()).what.endswith(".")


def test_beyond_the_known_holidays_no_date_is_guessed() -> None:
    assert proposals.possible_due(Kind.OTHER, date(2031, 1, 1), load(environ={}), calendar_for()) is None
