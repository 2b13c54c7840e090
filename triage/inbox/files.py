"""Messages in files: .eml, mbox and Maildir, only ever read, one message in memory at a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from triage.inbox.headers import date_of
from triage.inbox.mailbox import LARGEST_KEPT
from triage.inbox.message import arrived

SEPARATOR = re.compile(rb"^From \S.*\d{4}\s*$")
FILES = (".eml", ".mbox", ".mbx")


class Found(NamedTuple):
    """A message of a file; `source` says where it stands, `received_at` (aware) when it reached us, as far as known."""

    raw: bytes
    received_at: datetime
    source: str


def messages(paths: Iterable[Path]) -> Iterator[Found]:
    """Every message in these files and folders, in the order of their names. Raises OSError."""
    for path in paths:
        yield from _in_folder(path) if path.is_dir() else _in_file(path)


def _in_folder(folder: Path) -> Iterator[Found]:
    """A Maildir's new and cur, and any folder's .eml and mbox files, Maildirs and folders below it."""
    is_maildir = (folder / "cur").is_dir() and (folder / "new").is_dir()
    for below in sorted(folder.iterdir()):
        if is_maildir and below.name in ("cur", "new"):
            yield from (_whole(path) for path in sorted(below.iterdir()) if path.is_file())
        elif below.is_dir() and not (is_maildir and below.name == "tmp"):
            yield from _in_folder(below)
        elif below.suffix.lower() in FILES:
            yield from _in_file(below)


def _in_file(path: Path) -> Iterator[Found]:
    with path.open("rb") as file:
        is_mbox = bool(SEPARATOR.match(file.readline(1000)))
        file.seek(0)
        if is_mbox and path.suffix.lower() != ".eml":
            yield from _in_mbox(file, path)
            return
    yield _whole(path)


def _whole(path: Path) -> Found:
    with path.open("rb") as file:
        raw = file.read(LARGEST_KEPT)
    return Found(raw, _when(raw, None, path), str(path))


def _in_mbox(file: BinaryIO, path: Path) -> Iterator[Found]:
    """A "From " line begins a message only at the start or after an empty line, and only with a year at its end: people
    begin sentences with that word."""
    lines: list[bytes] = []
    begun, number, after_empty = b"", 0, True
    for line in file:
        if after_empty and SEPARATOR.match(line):
            if number:
                yield _of_mbox(lines, begun, path, number)
            lines, begun, number = [], line, number + 1
        else:
            lines.append(line)
        after_empty = not line.strip()
    if number:
        yield _of_mbox(lines, begun, path, number)


def _of_mbox(lines: list[bytes], begun: bytes, path: Path, number: int) -> Found:
    raw = b"".join(lines)[:LARGEST_KEPT]
    return Found(raw, _when(raw, _date_in(begun), path), f"{path}, message {number}")


def _date_in(separator: bytes) -> datetime | None:
    """The date of "From robin@resident.example Fri Nov 20 09:15:00 2026", by custom in UTC."""
    words = separator.decode("ascii", "replace").split()[-5:]
    if len(words) < 5:
        return None
    _, month, day, time, year = words
    return date_of(f"{day} {month} {year} {time} +0000")


def _when(raw: bytes, otherwise: datetime | None, path: Path) -> datetime:
    now = datetime.now(UTC)
    found = arrived(raw) or otherwise or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return min(found, now)
