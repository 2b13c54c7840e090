"""The date in a line of header as mail programs write it for people, the day before the month.

Months are known in English, Welsh, Irish, French, German, Spanish and Polish, by how their names begin.
"""

import re
from datetime import date

BEGINNINGS = (
    "jan ion ean ene sty",
    "feb chw fea fév fev lut",
    "mar maw már mär",
    "apr ebr aib avr abr kwi",
    "may mai bea maj",
    "jun meh mei juin cze",
    "jul gor iúi juil lip",
    "aug aws lún aoû aou ago sie",
    "sep med meá wrz",
    "oct hyd dei okt paź",
    "nov tac sam lis",
    "dec rha nol déc dez dic gru",
)
MONTHS = {name: number for number, names in enumerate(BEGINNINGS, 1) for name in names.split()}
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s{{1,3}}(?:de\s)?{_MONTH},?\s{{1,3}}(?:de\s)?(?P<year>\d{{4}})\b",
    re.I,
)
MONTH_FIRST = re.compile(rf"\b{_MONTH}\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>\d{{4}})\b", re.I)
NUMBERS = re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d\d)\b")
ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
LONGEST = 200


def date_in(line: str) -> date | None:
    """The first date in the line; None where there is none that can be."""
    for pattern in (ISO, DAY_FIRST, MONTH_FIRST, NUMBERS):
        found = pattern.search(line[:LONGEST])
        if found and (month := _month(found["month"])):
            return _date(int(found["year"]), month, int(found["day"]))
    return None


def _month(name: str) -> int:
    """The number of a month by its name or number; 0 where it is none."""
    if name.isdecimal():
        return int(name)
    return MONTHS.get(name[:4].lower(), 0) or MONTHS.get(name[:3].lower(), 0)


def _date(year: int, month: int, day: int) -> date | None:
    """A day that there is; 11/20/2026 can only be meant with the month first."""
    if month > 12 >= day:
        month, day = day, month
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
