"""The date in a line of header as mail programs write it for people, in English or Welsh, the day before the month."""

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan ion", "feb chw", "mar maw", "apr ebr", "may mai", "jun meh", "jul gor", "aug aws", "sep med", "oct hyd",
         "nov tac", "dec rha"), 1
    )
    for name in names.split()
}  # fmt: skip
DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s{1,3}(?P<month>[a-z]{3})[a-z]{0,9}\.?,?\s{1,3}(?P<year>\d{4})\b", re.I
)
MONTH_FIRST = re.compile(r"\b(?P<month>[a-z]{3})[a-z]{0,9}\.?\s{1,3}(?P<day>\d{1,2}),?\s{1,3}(?P<year>\d{4})\b", re.I)
NUMBERS = re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b")
ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")


def date_in(line: str) -> date | None:
    """The first date in the line; None where there is none that can be."""
    for pattern in (ISO, DAY_FIRST, MONTH_FIRST, NUMBERS):
        found = pattern.search(line)
        month = MONTHS.get(found["month"].lower(), 0) or _number(found["month"]) if found else 0
        if found and month:
            try:
                return date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                return None
    return None


def _number(month: str) -> int:
    return int(month) if month.isdecimal() else 0
