"""200 messages from a real Dovecot and 40 letters to a real SMTP server, both programs killed at random moments.

Promise 2: never a lost message, never a second case for the same one. Promise 3: every message listed has one fate.
And nothing is sent twice: a letter that was on its way when the program died is unknown, and an officer is asked.
"""

import hashlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from tests.dovecot import Dovecot, serving
from tests.journeys.office import Office, kill
from tests.outbox import smtp_servers
from triage.settings import Mailbox, bundled
from triage.store import arrivals, audit, database, drafts, people
from triage.store.case_page import draft_views
from triage.store.database import Engine
from triage.store.seed import seed_from_settings
from triage.store.tables import Arrival, Case, Draft, Message, OutboxItem, Person

SEED = 20261123
KEY = "foi/INBOX"
REQUEST = (
    "From: Robin {n} <robin{n}@resident.example>\r\nMessage-ID: <r{n}@resident.example>\r\nSubject: Roads {n}\r\n\r\n"
)
QUESTION = "How many potholes were mended in ward {n}?\r\n"
AUTOMATIC = (
    "From: away{n}@firm.example\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nI am away until day {n}.\r\n"
)
READS, SENDS, LETTERS = 20, 8, 40
EXPECTED = {"case": 160, "copy": 15, "parked": 20, "unreadable": 5}


def post(n: int) -> bytes:
    """The nth of 200 messages. Of each forty: 32 requests, three copies, four from machines, one of 600 parts."""
    place = n % 40
    if place in (7, 21, 33):
        return f"Received: again\r\n{REQUEST}{QUESTION}".format(n=n - 1).encode()
    if place in (3, 13, 24, 36):
        return AUTOMATIC.format(n=n).encode()
    if place == 30:
        return b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n" % n + b"--b%d\r\n\r\n\r\n" % n * 600
    return (REQUEST + QUESTION).format(n=n).encode()


@pytest.fixture
def mailbox() -> Iterator[tuple[Dovecot, Mailbox]]:
    with serving() as server:
        settings = server.settings("foi@ashcombe.example")
        server.deliver(settings, *(post(n) for n in range(200)))
        yield server, settings


@pytest.fixture
def smtp() -> Iterator[smtp_servers.Server]:
    """It answers a little late, so that programs die between its taking a letter and their hearing of it."""
    with smtp_servers.serving(smtp_servers.Server(late_seconds=0.02)) as server:
        yield server


@pytest.fixture
def office(
    tmp_path: Path, mailbox: tuple[Dovecot, Mailbox], smtp: smtp_servers.Server
) -> Iterator[tuple[Office, Engine]]:
    config = tmp_path / "config"
    config.mkdir()
    text = (bundled("config") / "authority.toml").read_text(encoding="utf-8")
    (config / "authority.toml").write_text(text, encoding="utf-8")
    imap = mailbox[1].model_dump(include={"host", "port", "user", "ca_file"}) | {"password": "secret"}
    lines = [f"{name} = {value if isinstance(value, int) else repr(value)}" for name, value in imap.items()]
    server = f'[smtp]\nhost = "127.0.0.1"\nport = {smtp.port}\nsecurity = "none"\n'
    (config / "mail.toml").write_text("\n".join(["[mailboxes.foi]", *lines, server]), encoding="utf-8")
    made = Office(config, f"sqlite:///{tmp_path}/triage.db")
    engine = database.open_engine(made.database)
    database.migrate(engine)
    with database.session(engine) as store:
        seed_from_settings(store, made.settings)
    yield made, engine
    engine.dispose()


def test_killed_at_random_moments_it_loses_nothing_opens_no_second_case_and_sends_nothing_twice(
    office: tuple[Office, Engine], smtp: smtp_servers.Server
) -> None:
    program, engine = office
    moments = random.Random(SEED)
    run_killed(program, "read", lambda: settled(engine), spread(moments, READS, 200), moments)
    with database.session(engine) as store:
        check_fates(store)
        check_raw(store)
        check_cases(store)
    assert nothing_new(program)
    approve(engine, LETTERS)
    run_killed(program, "send", lambda: len(smtp.taken), spread(moments, SENDS, LETTERS - 4), moments)
    with database.session(engine) as store:
        check_letters(store, smtp)
        assert audit.verify(store) == []


def nothing_new(program: Office) -> bool:
    """Whether the command, as people type it, finds that all is done."""
    command = [sys.executable, "-c", "from triage.cli import main; main()", "ingest", "--once"]
    where = ["--database", program.database, "--config", str(program.config)]
    done = subprocess.run([*command, *where], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip() == "0 messages = nothing new"


def spread(moments: random.Random, times: int, most: int) -> list[int]:
    """Points of progress to kill at, from the very start to near the end."""
    return [0, *sorted(moments.randrange(1, most) for _ in range(times - 1))]


def run_killed(
    program: Office, work: str, progress: Callable[[], int], points: list[int], moments: random.Random
) -> None:
    """Kill the process as it passes each point, a random moment later, then let it finish."""
    for point in points:
        process = program.start(work)
        until = time.monotonic() + 20
        while progress() < point and process.is_alive() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.03) if point else moments.uniform(0, 0.3))
        kill(process)
    program.run(work)


def settled(engine: Engine) -> int:
    with database.reading(engine) as store:
        found = arrivals.fates(store).get(KEY)
        return sum(found.counts.values()) if found else 0


def approve(engine: Engine, number: int) -> None:
    """An officer reads and approves the first acknowledgements."""
    people.use_cheap_hashes()
    with database.session(engine) as store:
        officer = people.add_person(
            store, email="jo@ashcombe.example", name="Jo", password="long enough 1", roles=["officer"], by="test"
        )
        for case in store.exec(select(Case).order_by(Case.reference).limit(number)).all():
            approve_acknowledgement(store, case, officer)


def approve_acknowledgement(store: Session, case: Case, officer: Person) -> None:
    [view] = draft_views(store, case.id or 0)
    drafts.approve(store, view.version.id or 0, view.version.digest, officer)


def check_fates(store: Session) -> None:
    """Every UID of the server has one arrival, and every arrival its one fate."""
    fates = arrivals.fates(store)[KEY]
    uids = [arrival.uid for arrival in store.exec(select(Arrival)).all()]
    assert sorted(uids) == list(range(1, 201))
    assert fates.adds_up
    assert fates.counts == EXPECTED


def check_raw(store: Session) -> None:
    """What was delivered is what was kept, byte for byte."""
    kept = {message.sha256: message.raw for message in store.exec(select(Message)).all()}
    assert set(kept) == {hashlib.sha256(post(n)).hexdigest() for n in range(200)}
    assert all(hashlib.sha256(raw).hexdigest() == sha256 for sha256, raw in kept.items())


def check_cases(store: Session) -> None:
    """One case for each request, one acknowledgement for each case, and no reference left out."""
    found = store.exec(select(Case, Message).join(Message)).all()
    assert max(Counter(message.message_id for _, message in found).values()) == 1
    numbers = sorted(int(case.reference.rpartition("-")[2]) for case, _ in found)
    assert numbers == list(range(1, EXPECTED["case"] + 1))
    drafted = Counter(draft.case_id for draft in store.exec(select(Draft)).all())
    assert set(drafted.values()) == {1}
    assert len(drafted) == EXPECTED["case"]


def check_letters(store: Session, smtp: smtp_servers.Server) -> None:
    """No letter reached the server twice; what was sent reached it; what nobody can say is unknown, not sent again."""
    items = store.exec(select(OutboxItem)).all()
    taken = Counter(hashlib.sha256(raw).hexdigest() for raw in smtp.taken)
    states = Counter(item.state for item in items)
    assert max(taken.values()) == 1
    assert set(states) <= {"sent", "unknown"}
    assert {item.raw_sha256 for item in items if item.state == "sent"} <= set(taken)
    assert 1 <= states["unknown"] <= SENDS
    assert len(items) == LETTERS
