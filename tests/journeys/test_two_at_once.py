"""Two programs read one mailbox into one database at the same moment: each message is taken in once, and none fails.

Promise 2: never a lost message, never a second case for the same one.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from tests.dovecot import Dovecot
from tests.journeys.office import Office
from tests.postgres import MIGRATED, Postgres
from triage.settings import bundled
from triage.store import arrivals, audit, database
from triage.store.database import Engine
from triage.store.seed import seed_from_settings
from triage.store.tables import Arrival, Case, Draft

MESSAGES = 30
REQUEST = "From: Robin {n} <robin{n}@resident.example>\r\nMessage-ID: <r{n}@resident.example>\r\nSubject: Roads\r\n\r\n"


def post(n: int) -> bytes:
    """The nth of thirty messages: every tenth is the one before it once more."""
    again = n % 10 == 9
    words = REQUEST.format(n=n - again) + f"How many potholes were mended in ward {n - again}?\r\n"
    return (b"Received: again\r\n" if again else b"") + words.encode()


@pytest.fixture
def config(dovecot: Dovecot, tmp_path: Path) -> Path:
    """A folder of settings with a mailbox of thirty messages; what is done is moved away there."""
    mailbox = dovecot.settings(processed_folder="Done")
    dovecot.deliver(mailbox, *(post(n) for n in range(MESSAGES)))
    (tmp_path / "authority.toml").write_bytes((bundled("config") / "authority.toml").read_bytes())
    values = mailbox.model_dump(include={"host", "port", "user", "ca_file", "processed_folder"}) | {
        "password": "secret"
    }
    lines = [f"{name} = {value if isinstance(value, int) else repr(value)}" for name, value in values.items()]
    (tmp_path / "mail.toml").write_text("\n".join(["[mailboxes.foi]", *lines]), encoding="utf-8")
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, config: Path) -> Iterator[tuple[Office, Engine]]:
    url = f"sqlite:///{config}/triage.db"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        server.empty()
        url = server.url(MIGRATED)
    engine = database.open_engine(url)
    database.migrate(engine)
    with database.session(engine) as store:
        seed_from_settings(store, Office(config, url).settings)
    yield Office(config, url), engine
    engine.dispose()


@pytest.mark.parametrize("programs", [("read", "read"), ("work", "read")])
def test_two_programs_at_once_open_one_case_a_message_and_lose_none(
    office: tuple[Office, Engine], programs: tuple[str, str]
) -> None:
    processes = [office[0].start(work) for work in programs]
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    complaints = "".join(path.read_text(encoding="utf-8") for path in office[0].config.glob("*.log"))
    assert complaints == ""
    with database.session(office[1]) as store:
        assert arrivals.fates(store)["foi/INBOX"].counts == {"case": 27, "copy": 3}
        assert arrivals.fates(store)["foi/INBOX"].adds_up
        assert all(arrival.filed_away for arrival in store.exec(select(Arrival)).all())
        numbers = sorted(int(case.reference.rpartition("-")[2]) for case in store.exec(select(Case)).all())
        assert numbers == list(range(1, 28))
        assert set(Counter(draft.case_id for draft in store.exec(select(Draft)).all()).values()) == {1}
        assert audit.verify(store) == []


def test_postgresql_read_only_is_tried_again_and_a_value_beyond_its_limits_is_not(postgres: Postgres) -> None:
    engine = database.open_engine(postgres.url(MIGRATED))
    with pytest.raises(DBAPIError) as too_large, engine.connect() as connection:
        connection.execute(text("SELECT to_tsvector(string_agg(md5(g::text), ' ')) FROM generate_series(1, 60000) g"))
    reading = engine.execution_options(postgresql_readonly=True)
    with pytest.raises(DBAPIError) as read_only, reading.connect() as connection:
        connection.execute(text("DELETE FROM arrival"))
    engine.dispose()
    assert database.cannot_be_used(read_only.value)
    assert not database.cannot_be_used(too_large.value)
