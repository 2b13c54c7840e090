"""The statutory clock: FOIA's 20 working days, with the reason for every day that was not counted.

A working day under the Freedom of Information Act 2000 section 10(6) is not a Saturday, a Sunday, Christmas Day, Good
Friday or a bank holiday in any part of the United Kingdom: the union of four calendars, even for an English council.
Day one is the first working day after the London date of receipt, which need not be a working day itself.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
FIRST_YEAR = 2005  # the Act's right of access began on 1 January 2005
LAST_YEAR = 2028  # bank holidays were announced up to here when the table was last compared, 22 November 2026
FOIA_DAYS = 20
PROVISION = "Freedom of Information Act 2000, section 10(1)"
NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
COMMON_NAMES = {
    "Saint ": "St ",
    "(observed)": "(substitute day)",
    "May Day": "Early May bank holiday",
    "Late Summer Bank": "Summer Bank",
    "Bank Holiday": "bank holiday",
    "New Year Holiday": "2 January holiday",
}


class CalendarError(ValueError):
    """No date can be given; the sentence says why and what to do."""


@dataclass(frozen=True)
class Calendar:
    """Which days are not counted, and why. `holidays` holds weekdays only; `working` all working days as ordinals."""

    holidays: Mapping[date, str]
    working: tuple[int, ...]
    version: str
    last_year: int = LAST_YEAR

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def why_not(self, day: date) -> str:
        """Why a day is not counted, "" for a working day: "Saturday", or the holiday and where it is one."""
        if day.weekday() >= 5:
            return "Saturday" if day.weekday() == 5 else "Sunday"
        return self.holidays.get(day, "")


@dataclass(frozen=True)
class Day:
    """One day of the count. `number` is which working day it is (0 where it is not counted)."""

    on: date
    counted: bool
    number: int
    reason: str


@dataclass(frozen=True)
class Due:
    """A due date and all it rests on. `days` are the days after receipt up to the due date."""

    received_on: date
    day_one: date
    due_on: date
    provision: str
    calendar_version: str
    calendar: Calendar = field(repr=False, compare=False)

    @property
    def days(self) -> tuple[Day, ...]:
        found, number = [], 0
        for ahead in range(1, (self.due_on - self.received_on).days + 1):
            on = self.received_on + timedelta(days=ahead)
            reason = self.calendar.why_not(on)
            number += not reason
            found.append(Day(on, not reason, 0 if reason else number, reason))
        return tuple(found)


def calendar_for(add: Iterable[tuple[date, str]] = (), remove: Iterable[date] = ()) -> Calendar:
    """The bank holidays of all four nations, with the days that settings add or take away.

    Raises CalendarError for an added or removed day outside the years of the table, which would do nothing.
    """
    return _calendar(tuple(sorted(add)), tuple(sorted(remove)))


def receipt_date(received_at: datetime) -> date:
    """The date in London at that moment; a day ends at midnight there, whatever the office hours.

    Raises CalendarError when the time does not say its zone.
    """
    if received_at.tzinfo is None or received_at.utcoffset() is None:
        raise CalendarError(f"{received_at} does not say its time zone: add an offset such as +00:00")
    return received_at.astimezone(LONDON).date()


def due_date(received_on: date, calendar: Calendar) -> Due:
    """When a FOIA request received on a London date must be answered at the latest (section 10(1)).

    Raises CalendarError before 2005 and where the answer lies beyond the table.
    """
    _refuse_outside(received_on, calendar)
    return Due(
        received_on=received_on,
        day_one=add_working_days(received_on, 1, calendar),
        due_on=add_working_days(received_on, FOIA_DAYS, calendar),
        provision=PROVISION,
        calendar_version=calendar.version,
        calendar=calendar,
    )


def add_working_days(start: date, number: int, calendar: Calendar) -> date:
    """The `number`th working day after `start`, which itself is never counted; `number` is 1 or more.

    Raises CalendarError where that lies outside the table.
    """
    if number < 1:
        raise CalendarError(f"{number} is not a number of working days to count forward: give 1 or more")
    _refuse_outside(start, calendar)
    place = bisect_right(calendar.working, start.toordinal()) + number - 1
    if place >= len(calendar.working):
        raise CalendarError(_beyond(calendar))
    return date.fromordinal(calendar.working[place])


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start` up to and including `end`; negative where `end` is the earlier.

    Raises CalendarError where either lies outside the table.
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    _refuse_outside(start, calendar)
    _refuse_outside(end, calendar)
    return bisect_right(calendar.working, end.toordinal()) - bisect_right(calendar.working, start.toordinal())


def days_left(today: date, due_on: date, calendar: Calendar) -> int:
    """Working days from tomorrow up to the due date: 0 on the day itself, -2 when two working days late."""
    return working_days_between(today, due_on, calendar)


def in_words(day: date) -> str:
    """ "Mon 21 December 2026", whatever the machine's locale."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def explain(due: Due) -> list[str]:
    """Lines for people: receipt, each day counted or not with its reason, the due date and its source."""
    lines = [(due.received_on, "received; the count starts on the next working day")]
    for day in due.days:
        lines.append((day.on, f"working day {day.number}" if day.counted else f"not counted: {day.reason}"))
    wide = max(len(in_words(on)) for on, _ in lines)
    return [
        *(f"{in_words(on):{wide}}  {what}" for on, what in lines),
        "",
        f"Answer promptly and no later than {in_words(due.due_on)}: the {FOIA_DAYS}th working day after receipt.",
        f"{due.provision}; bank holidays of all four nations ({due.calendar_version}).",
    ]


@lru_cache(maxsize=32)
def _calendar(add: tuple[tuple[date, str], ...], remove: tuple[date, ...]) -> Calendar:
    for day in (*(day for day, _ in add), *remove):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise CalendarError(f"calendar: {day} lies outside {FIRST_YEAR} to {LAST_YEAR}: correct or remove it")
    table = {day: reason for day, reason in _bank_holidays().items() if day not in remove}
    table |= {day: reason or "added in the settings" for day, reason in add if day.weekday() < 5}
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    skipped = {day.toordinal() for day in table}
    working = tuple(n for n in range(first, last + 1) if (n - 1) % 7 < 5 and n not in skipped)
    return Calendar(table, working, _version(table))


@lru_cache(maxsize=1)
def _bank_holidays() -> dict[date, str]:
    """Weekday bank holidays of any nation, with name and nations: "St Andrew's Day (Scotland)"."""
    named: dict[date, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    for code, nation in NATIONS.items():
        for day, name in holidays.country_holidays("GB", subdiv=code, years=years, language="en_GB").items():
            if day.weekday() < 5:
                named[day][_common_name(name)].append(nation)
    return {day: "; ".join(_where(name, nations) for name, nations in named[day].items()) for day in sorted(named)}


def _common_name(names: str) -> str:
    """The name people use; a day may carry several, separated by "; "."""
    return "; ".join(_renamed(name) for name in names.split("; "))


def _renamed(name: str) -> str:
    for written, common in COMMON_NAMES.items():
        name = name.replace(written, common)
    return name


def _where(name: str, nations: list[str]) -> str:
    return f"{name} (all four nations)" if len(nations) == len(NATIONS) else f"{name} ({', '.join(nations)})"


def _version(table: Mapping[date, str]) -> str:
    lines = "\n".join(f"{day} {reason}" for day, reason in sorted(table.items()))
    return f"holidays {version('holidays')}, table {sha256(lines.encode()).hexdigest()[:8]}"


def _refuse_outside(day: date, calendar: Calendar) -> None:
    if day.year < FIRST_YEAR:
        raise CalendarError(f"{in_words(day)} is before the Act's right of access began, on Sat 1 January 2005")
    if day.year > calendar.last_year:
        raise CalendarError(_beyond(calendar))


def _beyond(calendar: Calendar) -> str:
    return (
        f"bank holidays are known up to {calendar.last_year} and the date lies beyond: "
        "upgrade this program, so that no date is guessed"
    )
