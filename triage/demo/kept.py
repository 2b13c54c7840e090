"""Messages kept as numbered files, so that the demo's mailbox and its sent mail are the same after a restart.

The name says it all: 000012-20261030T091500Z.eml is number 12 (the UID, in the mailbox) of 30 October 2026, 09:15 UTC.
A file appears under its name only when it is whole and on disk.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Kept:
    number: int
    at: datetime
    path: Path

    @property
    def raw(self) -> bytes:
        return self.path.read_bytes()


def keep(folder: Path, number: int, at: datetime, raw: bytes) -> Kept:
    """Write one message (`at` is aware); returns when it would survive a power cut."""
    path = folder / f"{number:06}-{at.astimezone(UTC).strftime(STAMP)}.eml"
    put(path, raw)
    return read_name(path)


def kept(folder: Path) -> Iterator[Kept]:
    """All messages of a folder, lowest number first."""
    for path in sorted(folder.glob("*.eml")):
        yield read_name(path)


def one(folder: Path, number: int) -> Kept | None:
    return next((read_name(path) for path in folder.glob(f"{number:06}-*.eml")), None)


def put(path: Path, content: bytes) -> None:
    """Write a whole file or none."""
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def read_name(path: Path) -> Kept:
    number, _, stamp = path.stem.partition("-")
    return Kept(int(number), datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), path)
