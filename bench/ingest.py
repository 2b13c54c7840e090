"""Reading a mailbox of a real Dovecot: the whole way, against the least that any reader must do."""

import sqlite3
import tempfile
import time
from email import message_from_bytes
from pathlib import Path

from tests.dovecot import Dovecot, serving
from triage.cli.understanding import reader
from triage.inbox import intake
from triage.settings import Mailbox, load
from triage.store.database import migrate, open_engine, session
from triage.store.seed import seed_from_settings

SAMPLE = Path(__file__).resolve().parents[1] / "triage" / "demo" / "mailbox"


def measure(count: int) -> tuple[int, float, float]:
    """(messages, seconds of ours, seconds of the baseline) on a mailbox of `count` messages."""
    with serving() as server, tempfile.TemporaryDirectory() as folder:
        mailbox = server.settings()
        server.deliver(mailbox, *messages(count))
        return count, ours(mailbox, Path(folder)), baseline(server, mailbox, Path(folder))


def messages(count: int) -> list[bytes]:
    """The sample's requests again and again, each with a Message-ID and a first line of its own."""
    samples = [path.read_bytes() for path in sorted(SAMPLE.glob("*.eml"))]
    found = []
    for n in range(count):
        raw = samples[n % len(samples)].replace(b"@@DATE@@", b"Mon, 23 Nov 2026 09:15:00 +0000")
        found.append(raw.replace(b"Message-ID: <", b"Message-ID: <n%d." % n).replace(b"Dear", b"Dear (%d)" % n, 1))
    return found


def ours(mailbox: Mailbox, folder: Path) -> float:
    settings = load(environ={}, mailboxes={"foi": mailbox.model_dump()}, database=f"sqlite:///{folder}/bench.db")
    engine = open_engine(settings.database)
    migrate(engine)
    with session(engine) as store:
        seed_from_settings(store, settings)
    understand = reader(settings)
    understand("How many libraries are there?")
    started = time.perf_counter()
    read = len(list(intake.read_all(engine, settings, understand)))
    seconds = time.perf_counter() - started
    if not read:
        raise RuntimeError("nothing was read")
    return seconds


def baseline(server: Dovecot, mailbox: Mailbox, folder: Path) -> float:
    """IMAPClient batch fetch, standard-library parse, one durable commit."""
    store = sqlite3.connect(folder / "plain.db")
    store.execute("create table message (uid integer, raw blob, subject text)")
    started = time.perf_counter()
    with server.client(mailbox) as client:
        client.select_folder("INBOX", readonly=True)
        for uid, data in client.fetch(client.search(), ["BODY.PEEK[]"]).items():
            raw = data[b"BODY[]"]
            subject = str(message_from_bytes(raw).get("Subject"))
            store.execute("insert into message values (?, ?, ?)", (uid, raw, subject))
    store.commit()
    return time.perf_counter() - started
