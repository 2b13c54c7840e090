"""Dates as mail programs write them above what is forwarded."""

from datetime import date

import pytest

from triage.inbox.dated import date_in


@pytest.mark.parametrize(
    "line",
    [
        "Friday, 20 November 2026 09:15",
        "20 November 2026 at 09:15:00 GMT",
        "Fri, Nov 20, 2026 at 9:15 AM",
        "Fri 20th Nov. 2026",
        "20/11/2026 09:15",
        "2026-11-20T09:15",
        "Dydd Gwener, 20 Tachwedd 2026 09:15",
    ],
)
def test_a_date_is_read_as_it_is_written(line: str) -> None:
    assert date_in(line) == date(2026, 11, 20)


@pytest.mark.parametrize("line", ["", "yesterday", "31 November 2026", "20 Foo 2026", "31/31/2026"])
def test_what_is_no_date_is_none(line: str) -> None:
    assert date_in(line) is None
