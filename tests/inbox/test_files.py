"""Messages from .eml files, mbox files and Maildirs."""

import os
from datetime import UTC, datetime
from pathlib import Path

from triage.inbox.files import messages

MESSAGE = "Received: by x; Fri, 20 Nov 2026 09:15:00 +0000\nSubject: {}\n\n{}\n"


def found(path: Path) -> list[tuple[bytes, str]]:
    return [(one.raw, one.source.replace(str(path), "")) for one in messages([path])]


def test_an_mbox_is_split_at_its_own_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "old.mbox"
    bodies = [MESSAGE.format("a", "Dear all\n\nFrom the council I want\nFrom there in 2024"), MESSAGE.format("b", "x")]
    path.write_text(
        "".join(f"From r@x.example Fri Nov 20 09:15:00 2026\n{body}\n" for body in bodies), encoding="utf-8"
    )
    assert [(raw.decode().strip(), source) for raw, source in found(path)] == [
        (bodies[0].strip(), ", message 1"),
        (bodies[1].strip(), ", message 2"),
    ]


def test_a_maildir_and_a_folder_of_files_are_read_and_left_alone(tmp_path: Path) -> None:
    for name in ("box/new/2.host", "box/cur/1.host:2,S", "box/tmp/3.host", "more/a.eml", "more/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MESSAGE.format(name, "x"), encoding="utf-8")
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    assert [source for _, source in found(tmp_path)] == ["/box/cur/1.host:2,S", "/box/new/2.host", "/more/a.eml"]
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


def test_when_it_arrived_is_what_the_file_tells(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text(MESSAGE.format("a", "x"), encoding="utf-8")
    assert next(messages([path])).received_at == datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    path.write_text("Subject: no date\n\nx", encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert next(messages([path])).received_at == datetime.fromtimestamp(1_700_000_000, UTC)


def test_the_line_of_an_mbox_dates_a_message_without_a_date(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text("From r@x.example Fri Nov 20 09:15:00 2026\nSubject: x\n\nx\n", encoding="utf-8")
    assert next(messages([path])).received_at == datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
