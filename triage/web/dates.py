"""Dates typed into three boxes."""

from datetime import date


class DateError(ValueError):
    """The three numbers are no date; the text says what to do."""


def typed(day: str, month: str, year: str) -> date | None:
    """The date that was typed; None where all three boxes are empty. Raises DateError."""
    if not (day.strip() or month.strip() or year.strip()):
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise DateError("Give a real date as three numbers, such as 23 11 2026.") from None
    if found.year < 1900:
        raise DateError("Give the year with four digits, such as 2026.")
    return found


def boxes(value: date | None) -> tuple[str, str, str]:
    """What the three boxes show for a date."""
    return (str(value.day), str(value.month), str(value.year)) if value else ("", "", "")
