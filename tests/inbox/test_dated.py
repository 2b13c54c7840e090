"""The date in a header line of a forwarded message, as mail programs write it."""

from datetime import date

import pytest

from triage.inbox.dated import date_in

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "line",
    [
        "Fri, 20 Nov 2026 10:05:00 +0000",
        "Friday, November 20, 2026 10:05 AM",
        "20 November 2026 10:05",
        "Fri, 20 Nov 2026 at 10:05",
        "20 November 2026 at 10:05:31 GMT",
        "20th November 2026",
        "Fri 20th Nov. 2026",
        "Fri, Nov 20, 2026 at 9:15 AM",
        "2026-11-20T10:05",
        "20/11/2026 10:05",
        "20.11.26 10:05",
        "11/20/2026 10:05 AM",
        "Dydd Gwener, 20 Tachwedd 2026 10:05",
        "Dé hAoine 20 Samhain 2026",
        "vendredi 20 novembre 2026 à 10:05",
        "Freitag, 20. November 2026 10:05",
        "viernes, 20 de noviembre de 2026",
        "piątek, 20 listopada 2026 10:05",
    ],
)
def test_dates_of_mail_programs_are_read(line: str) -> None:
    assert date_in(line) == DAY


@pytest.mark.parametrize(
    ("line", "day"),
    [("1er juillet 2026", date(2026, 7, 1)), ("3 juin 2026", date(2026, 6, 3)), ("4 Mai 2026", date(2026, 5, 4))],
)
def test_months_that_begin_alike_are_told_apart(line: str, day: date) -> None:
    assert date_in(line) == day


@pytest.mark.parametrize(
    "line", ["", "yesterday", "20 Foo 2026", "31 November 2026", "40/40/2026", "20 Novemberish", "9" * 100_000]
)
def test_what_is_no_date_is_none(line: str) -> None:
    assert date_in(line) is None
