"""What a person is told to do with a message that opens no case."""

from datetime import date

import pytest

from triage.casework.clock import calendar_for
from triage.casework.request import Kind, Part, Span
from triage.inbox import proposals
from triage.settings import load

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (Kind.OWN_DATA, date(2026, 12, 21)),
        (Kind.INTERNAL_REVIEW, date(2026, 12, 21)),
        (Kind.OTHER, date(2026, 12, 21)),
        (Kind.RE_USE, date(2026, 12, 21)),
        (Kind.DATA_COMPLAINT, date(2026, 12, 19)),
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


def test_a_message_that_changes_a_request_calls_for_a_new_linked_case() -> None:
    proposal = proposals.joined(Kind.NARROWED, ON, load(environ={}), calendar_for())
    assert "open a new case, linked to this" in proposal.what
    assert proposal.possible_due_on == proposals.possible_due(Kind.REQUEST, ON, load(environ={}), calendar_for())


def test_each_part_of_another_kind_calls_for_something_once() -> None:
    text = "All you hold about me. And my file. How many swings?"
    parts = [Part(Kind.OWN_DATA, Span(0, 22), "a"), Part(Kind.OWN_DATA, Span(23, 35), "b")]
    (said,) = proposals.of_parts(parts, text)
    assert said == (
        "Part of this message asks for the sender's own data (“All you hold about me.”): that part belongs to whoever "
        "answers subject access requests, within one month."
    )


def test_a_parked_message_with_a_request_in_it_says_so() -> None:
    said = list(proposals.of_parts([Part(Kind.REQUEST, Span(0, 16), "it asks")], "How many swings?"))
    what = proposals.parked(Kind.SERVICE, ON, load(environ={}), calendar_for(), said).what
    assert what.endswith("Part of this message may be a request (“How many swings?”): take it for one if so.")
