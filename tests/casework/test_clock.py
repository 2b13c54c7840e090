"""FOIA's 20 working days: 59 dates worked out by hand from the Act, and properties that hold for every date."""

import csv
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.casework import clock
from triage.casework.clock import CalendarError

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "due_dates.csv"
ROWS = list(csv.DictReader(SAMPLES.read_text(encoding="utf-8").splitlines()))
CALENDAR = clock.calendar_for()
received = st.dates(date(2005, 1, 1), date(2028, 10, 31))


def test_the_sample_holds_the_dates_it_should() -> None:
    assert len(ROWS) == 59


@pytest.mark.parametrize("row", ROWS, ids=[row["received_at"] for row in ROWS])
def test_a_due_date_worked_out_by_hand(row: dict[str, str]) -> None:
    on = clock.receipt_date(datetime.fromisoformat(row["received_at"]))
    due = clock.due_date(on, CALENDAR)
    assert [on.isoformat(), due.day_one.isoformat(), due.due_on.isoformat()] == [
        row["received_date_london"],
        row["day_one"],
        row["due_date"],
    ]


@given(received)
def test_a_due_date_is_the_twentieth_counted_day_and_every_other_has_a_reason(on: date) -> None:
    due = clock.due_date(on, CALENDAR)
    assert [day.number for day in due.days if day.counted] == list(range(1, 21))
    assert due.days[-1].on == due.due_on
    assert CALENDAR.is_working(due.due_on)
    assert all(day.reason for day in due.days if not day.counted)
    assert next(day.on for day in due.days if day.counted) == due.day_one


@given(received, received)
def test_a_later_receipt_is_never_due_earlier(one: date, other: date) -> None:
    first, last = sorted([one, other])
    assert clock.due_date(first, CALENDAR).due_on <= clock.due_date(last, CALENDAR).due_on


@given(received, st.integers(1, 40))
def test_days_left_undoes_adding_working_days(start: date, number: int) -> None:
    assert clock.days_left(start, clock.add_working_days(start, number, CALENDAR), CALENDAR) == number


@given(received, received)
def test_days_left_is_counted_alike_one_day_at_a_time(one: date, other: date) -> None:
    today, due = sorted([one, min(other, one + timedelta(days=400))])
    slow = sum(CALENDAR.is_working(today + timedelta(days=n)) for n in range(1, (due - today).days + 1))
    assert clock.days_left(today, due, CALENDAR) == slow == -clock.days_left(due, today, CALENDAR)


@pytest.mark.parametrize(
    ("at", "on"),
    [
        ("2026-06-30T22:59:00+00:00", date(2026, 6, 30)),
        ("2026-06-30T23:00:00+00:00", date(2026, 7, 1)),
        ("2026-11-30T23:59:59+00:00", date(2026, 11, 30)),
        ("2026-11-30T20:00:00-08:00", date(2026, 12, 1)),
    ],
)
def test_the_day_of_receipt_is_the_day_in_london(at: str, on: date) -> None:
    assert clock.receipt_date(datetime.fromisoformat(at)) == on


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(CalendarError, match="does not say its time zone: add an offset"):
        clock.receipt_date(datetime(2026, 11, 22, 9, 0))


def test_a_request_before_the_act_began_is_refused() -> None:
    with pytest.raises(CalendarError, match="Fri 31 December 2004 is before the Act"):
        clock.due_date(date(2004, 12, 31), CALENDAR)


@pytest.mark.parametrize("on", [date(2028, 12, 20), date(2029, 1, 2)])
def test_a_date_beyond_the_table_is_not_guessed(on: date) -> None:
    with pytest.raises(CalendarError, match="bank holidays are known up to 2028"):
        clock.due_date(on, CALENDAR)


def test_counting_no_days_is_refused() -> None:
    with pytest.raises(CalendarError, match="give 1 or more"):
        clock.add_working_days(date(2026, 1, 5), 0, CALENDAR)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 30), "St Andrew's Day (Scotland)"),
        (date(2026, 7, 13), "Battle of the Boyne (substitute day) (Northern Ireland)"),
        (date(2026, 4, 6), "Easter Monday (England, Wales, Northern Ireland)"),
        (date(2026, 6, 15), "Scotland's participation in the FIFA World Cup final (Scotland)"),
        (date(2026, 5, 4), "Early May bank holiday (all four nations)"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II (all four nations)"),
        (date(2026, 11, 28), "Saturday"),
        (date(2022, 5, 30), ""),
        (date(2020, 5, 4), ""),
    ],
)
def test_a_day_that_is_not_counted_names_the_holiday_and_the_nation(day: date, reason: str) -> None:
    assert CALENDAR.why_not(day) == reason


def test_a_day_can_be_added_and_taken_away_and_changes_the_version() -> None:
    changed = clock.calendar_for([(date(2026, 12, 7), "State visit (Scotland)")], [date(2026, 11, 30)])
    assert clock.due_date(date(2026, 11, 22), changed).due_on == date(2026, 12, 21)
    assert changed.why_not(date(2026, 12, 7)) == "State visit (Scotland)"
    assert changed.version != CALENDAR.version == clock.calendar_for([], []).version


def test_a_mistyped_year_in_the_settings_is_refused() -> None:
    with pytest.raises(CalendarError, match="2206-12-07 lies outside 2005 to 2028: correct or remove it"):
        clock.calendar_for([(date(2206, 12, 7), "State visit")])


def test_the_explanation_reads_like_a_till_receipt() -> None:
    lines = clock.explain(clock.due_date(date(2026, 11, 22), CALENDAR))
    assert lines[0] == "Sun 22 November 2026  received; the count starts on the next working day"
    assert "Mon 30 November 2026  not counted: St Andrew's Day (Scotland)" in lines
    assert "Mon 21 December 2026  working day 20" in lines
    assert lines[-2] == "Answer promptly and no later than Mon 21 December 2026: the 20th working day after receipt."


def test_the_seed_was_answered_on_working_day_17() -> None:
    assert clock.working_days_between(date(2019, 5, 22), date(2019, 6, 17), CALENDAR) == 17
    assert clock.working_days_between(date(2019, 5, 22), date(2019, 5, 22), CALENDAR) == 0


def test_a_hundred_thousand_due_dates_take_seconds_at_most() -> None:
    first, started = date(2006, 1, 1), time.perf_counter()
    found = {clock.due_date(first + timedelta(days=n % 8000), CALENDAR).due_on for n in range(100_000)}
    assert len(found) > 5000
    assert time.perf_counter() - started < 5
