"""A small mailbox of three messages, and the demo's servers over it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from triage.demo import servers
from triage.demo.servers import Demo

ARRIVALS = """
[[message]]
file = "late.eml"
days_back = 3
time = "09:15"

[[message]]
file = "early.eml"
days_back = 180
time = "23:45"

[[message]]
file = "today.eml"
days_back = 0
time = "23:59"
"""


def eml(subject: str) -> bytes:
    return (
        f"From: Robin <robin@resident.example>\nTo: foi@ashcombe.example\nSubject: {subject}\nDate: @@DATE@@\n"
        f"Message-ID: <{subject}@resident.example>\n\nOn @@DATE:-3@@ you wrote\n> "
    ).encode() + b"caf\xe9\n"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "arrivals.toml").write_text(ARRIVALS)
    for name in ("late", "early", "today"):
        (folder / f"{name}.eml").write_bytes(eml(name))
    return folder


@pytest.fixture(scope="session")
def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, sample: Path, today: date) -> Iterator[Demo]:
    running = servers.start(tmp_path_factory.mktemp("demo"), today, sample)
    yield running
    running.stop()
