"""Sample messages get their dates from the day of the first run; the mailbox appears whole or not at all."""

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from triage.demo.arrivals import Arrival, dated, fill
from triage.demo.kept import keep, kept, one

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def arrival(days_back: int, time: str) -> Arrival:
    return Arrival.model_validate({"file": "a.eml", "days_back": days_back, "time": time})


def test_the_time_of_arrival_is_london_time_in_summer_and_in_winter() -> None:
    assert arrival(3, "09:15").at(TODAY, NOW).astimezone(UTC) == datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    assert arrival(60, "23:30").at(TODAY, NOW).astimezone(UTC) == datetime(2026, 9, 24, 22, 30, tzinfo=UTC)


def test_dates_are_written_as_mail_writes_them_in_the_zone_of_that_day() -> None:
    at = arrival(22, "09:15").at(TODAY, NOW)
    raw = dated(b"Date: @@DATE@@\nx: @@DATE:-9@@ @@DATE:+1@@\n", at)
    assert raw == (
        b"Date: Sun, 01 Nov 2026 09:15:00 +0000\r\n"
        b"x: Fri, 23 Oct 2026 09:15:00 +0100 Mon, 02 Nov 2026 09:15:00 +0000\r\n"
    )


@given(days=st.integers(0, 2000), hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_no_arrival_lies_in_the_future_and_its_date_reads_back(days: int, hour: int, minute: int) -> None:
    at = arrival(days, f"{hour:02}:{minute:02}").at(TODAY, NOW)
    assert at <= NOW
    assert parsedate_to_datetime(dated(b"@@DATE@@", at).decode()).astimezone(UTC) == at.astimezone(UTC)
    assert days == 0 or at.date() == TODAY - timedelta(days=days)


@pytest.mark.parametrize("raw", [b"a\xff\x00b\r\nc", b"@@DATE", b"@@DATES@@", b"@@DATE:x@@"])
def test_other_bytes_are_left_as_they_are(raw: bytes) -> None:
    assert dated(raw, NOW) == raw


def test_a_mailbox_is_filled_once_and_a_run_that_was_killed_starts_again(tmp_path: Path, sample: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.with_suffix(".unfinished").mkdir()
    keep(inbox.with_suffix(".unfinished"), 9, NOW, b"left behind")
    fill(inbox, TODAY, NOW, sample)
    first = [(message.number, message.at, message.raw) for message in kept(inbox)]
    fill(inbox, date(2030, 1, 1), NOW, sample)
    assert [(message.number, message.at, message.raw) for message in kept(inbox)] == first
    assert [number for number, _, _ in first] == [1, 2, 3]


def test_a_sample_that_lacks_a_file_makes_no_mailbox(tmp_path: Path, sample: Path) -> None:
    for name in ("arrivals.toml", "late.eml"):
        (tmp_path / name).write_bytes((sample / name).read_bytes())
    with pytest.raises(FileNotFoundError):
        fill(tmp_path / "inbox", TODAY, NOW, tmp_path)
    assert not (tmp_path / "inbox").exists()


def test_a_misspelt_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "arrivals.toml").write_text('[[message]]\nfile = "a.eml"\ndays_bakc = 1\ntime = "09:00"\n')
    with pytest.raises(ValidationError, match="days_bakc"):
        fill(tmp_path / "inbox", TODAY, NOW, tmp_path)


def test_a_kept_message_is_found_by_its_number(tmp_path: Path) -> None:
    keep(tmp_path, 12, NOW, b"twelve")
    found = one(tmp_path, 12)
    assert found is not None
    assert (found.raw, found.at, one(tmp_path, 1)) == (b"twelve", NOW, None)
