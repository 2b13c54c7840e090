"""The sample mailbox: arrivals.toml and .eml files → messages with dates set back from the day of the first run.

arrivals.toml lists [[message]] with `file`, `days_back` (calendar days before the first run) and `time` "HH:MM" in
London. In a file, @@DATE@@ stands for the date of arrival (RFC 5322) and @@DATE:-3@@ for three days before it.
"""

import re
import shutil
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from triage.demo.kept import keep, put

SAMPLE = Path(__file__).resolve().parent / "mailbox"
UIDVALIDITY = "uidvalidity"
LONDON = ZoneInfo("Europe/London")
PLACEHOLDER = re.compile(rb"@@DATE(?::([+-]?\d{1,4}))?@@")
LINE_END = re.compile(rb"\r?\n")


class Arrival(BaseModel):
    """One line of arrivals.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    file: str
    days_back: int = Field(ge=0)
    time: time

    def at(self, today: date, now: datetime) -> datetime:
        """When it reached the mailbox (aware, London): never later than `now`."""
        moment = datetime.combine(today - timedelta(days=self.days_back), self.time, LONDON)
        return min(moment, now.astimezone(LONDON).replace(microsecond=0))


def arrivals(folder: Path = SAMPLE) -> list[Arrival]:
    """What arrivals.toml lists. Raises FileNotFoundError, or pydantic's ValidationError naming the key."""
    table = tomllib.loads((folder / "arrivals.toml").read_text(encoding="utf-8"))
    return [Arrival.model_validate(message) for message in table["message"]]


def dated(raw: bytes, at: datetime) -> bytes:
    """The message with its dates filled in and its lines ended by CRLF, as they are on the wire."""

    def written(match: re.Match[bytes]) -> bytes:
        moment = datetime.combine(at.date() + timedelta(days=int(match[1] or 0)), at.time(), LONDON)
        return format_datetime(moment).encode("ascii")

    return LINE_END.sub(b"\r\n", PLACEHOLDER.sub(written, raw))


def fill(inbox: Path, today: date, now: datetime, sample: Path = SAMPLE) -> None:
    """Make the mailbox on the first run; afterwards do nothing, so that dates and UIDs stay what they were.

    The folder appears whole or not at all: a run killed half way starts again from nothing.
    """
    if inbox.is_dir():
        return
    unfinished = inbox.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    listed = sorted((arrival.at(today, now), arrival.file) for arrival in arrivals(sample))
    for uid, (at, file) in enumerate(listed, start=1):
        keep(unfinished, uid, at, dated((sample / file).read_bytes(), at))
    put(unfinished / UIDVALIDITY, str(int(now.astimezone(UTC).timestamp())).encode())
    unfinished.rename(inbox)
