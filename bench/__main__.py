"""`make bench`: print a table of ratios and write bench/latest.json."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import ingest, reading
from triage.casework import clock
from triage.settings import load

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Ratio:
    """Seconds of ours and of the baseline, each for the same `count` things."""

    name: str
    count: int
    ours: float
    baseline: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    def line(self) -> str:
        each, plain = self.ours / self.count * 1000, self.baseline / self.count * 1000
        return f"{self.name:10} {self.ratio:10.1f}   {each:10.3f} ms ÷ {plain:8.4f} ms   {self.count} × {self.note}"


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def sample_texts() -> list[str]:
    """The texts of the demo's sample mailbox."""
    from triage.inbox.bounded import read_bounded
    from triage.inbox.message import Unreadable

    limits = load(environ={}).reading
    paths = sorted((HERE.parent / "triage" / "demo" / "mailbox").glob("*.eml"))
    read = [read_bounded(path.read_bytes(), limits) for path in paths]
    return [message.text for message in read if not isinstance(message, Unreadable)]


def analyse(repeats: int) -> Ratio:
    texts = sample_texts() * repeats
    each = reading.whole_reading(texts)
    slowest = statistics.quantiles(each, n=100)[98] * 1000
    note = f"requests, median {statistics.median(each) * 1000:.1f} ms, 99th percentile {slowest:.1f} ms"
    return Ratio("analyse", len(texts), sum(each), reading.plain(texts), note)


def split(repeats: int) -> Ratio:
    texts = sample_texts() * repeats
    work = reading.steps()["split"]
    each = [reading.seconds(work, text) for text in texts]
    slowest = statistics.quantiles(each, n=100)[98] * 1000
    note = f"requests, median {statistics.median(each) * 1000:.2f} ms, 99th percentile {slowest:.2f} ms"
    return Ratio("split", len(texts), sum(each), reading.plain(texts), note)


def due(count: int) -> Ratio:
    days = [date(2024, 1, 1) + timedelta(n % 900) for n in range(count)]
    calendar = clock.calendar_for([], [])
    ours = seconds(lambda: [clock.due_date(day, calendar) for day in days])
    holidays = {day for day in (date(2024, 1, 1) + timedelta(n) for n in range(1200)) if not calendar.is_working(day)}
    return Ratio("due", count, ours, seconds(lambda: [bare_due(day, holidays) for day in days]), "dates")


def bare_due(day: date, holidays: set[date]) -> date:
    left = 20
    while left:
        day += timedelta(1)
        left -= day not in holidays
    return day


def main() -> int:
    quick = "--quick" in sys.argv[1:]
    print(f"{'':10} {'ratio':>10}   {'ours':>13} ÷ baseline, each")
    ratios: list[Ratio] = []
    for work in measurements(quick):
        ratios.append(work())
        print(ratios[-1].line(), flush=True)
    print("\n".join([*reading.growth(sample_texts()), *reading.hostile(100_000 if quick else reading.MEGABYTE)]))
    figures = [{**asdict(ratio), "ratio": ratio.ratio} for ratio in ratios]
    (HERE / "latest.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


def measurements(quick: bool) -> Iterable[Callable[[], Ratio]]:
    yield lambda: analyse(1 if quick else 5)
    yield lambda: split(1 if quick else 5)
    yield lambda: due(2_000 if quick else 20_000)
    yield lambda: Ratio("ingest", *ingest.measure(100 if quick else 1_000), "messages")


if __name__ == "__main__":
    sys.exit(main())
