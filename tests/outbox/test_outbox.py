"""From the approved row to the record: claimed once, sent once, and never sent again when nobody can say."""

import hashlib
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session
from structlog.testing import capture_logs

from tests.outbox.conftest import APPROVED, Office
from tests.outbox.smtp_servers import Server, serving
from triage import outbox
from triage.outbox import End, Outcome
from triage.settings import Settings, Smtp, load
from triage.store import audit, database, drafts, outgoing
from triage.store.tables import Case, OutboxItem

LONDON = ZoneInfo("Europe/London")


def settings(server: Server) -> Settings:
    smtp = Smtp(host="127.0.0.1", port=server.port, security="none", timeout_seconds=2)
    return load(environ={}, smtp=smtp)


def send(office: Office, server: Server, now: datetime = APPROVED) -> Outcome | None:
    return outbox.send_one(office.engine, settings(server), "worker-1", now)


def attempt(office: Office, server: Server, now: datetime = APPROVED) -> Outcome | None:
    with serving(server):
        return send(office, server, now)


def altered(office: Office, item: OutboxItem, **values: Any) -> None:
    """Change a row behind the program's back."""
    with Session(office.engine) as store:
        row = store.get(OutboxItem, item.id)
        assert row is not None
        for name, value in values.items():
            setattr(row, name, value)
        store.add(row)
        store.commit()


def test_nothing_due_is_nothing_done(office: Office) -> None:
    assert attempt(office, Server()) is None


def test_an_approved_letter_leaves_as_those_exact_bytes_once(office: Office) -> None:
    item, server = office.approved(), Server()
    with serving(server):
        assert send(office, server) == Outcome(End.SENT, "Accepted by the server: 250 2.0.0 Queued as 4711")
        assert send(office, server, APPROVED + timedelta(days=1)) is None
    assert server.taken == [item.raw]
    assert server.envelopes == [("foi@ashcombe.example", ["robin@resident.example"])]
    assert (office.item(item).state, office.draft_state()) == ("sent", "sent")


def test_what_the_server_said_is_on_record_with_a_chain_that_holds(office: Office) -> None:
    item = office.approved()
    attempt(office, Server())
    assert office.item(item).result.endswith("250 2.0.0 Queued as 4711")
    with Session(office.engine) as store:
        actions = [entry.action for entry, _ in audit.history(store, audit.chain_of_case(office.case.id))]
        assert audit.verify(store) == []
    assert actions[-3:] == ["letter approved", "letter being sent", "letter sent"]


def test_a_recipient_refused_for_good_fails_loudly_and_can_be_approved_again(office: Office) -> None:
    item = office.approved()
    outcome = attempt(office, Server(refused={"robin@resident.example": "550 5.1.1 No such person"}))
    assert outcome is not None
    assert outcome.end == End.FAILED
    assert "robin@resident.example was refused: 550 5.1.1 No such person. Nobody received it." in outcome.said
    assert (office.item(item).state, office.item(item).result, office.draft_state()) == (
        "failed",
        outcome.said,
        "failed",
    )
    with database.session(office.engine) as store:
        version = drafts.newest_version(store, 1)
        assert drafts.approve(store, version.id or 0, version.digest, office.officer).state == "queued"


def test_a_refusal_for_now_is_tried_again_when_its_time_has_come(office: Office) -> None:
    item, server = office.approved(), Server(data_answer="451 4.3.0 Disk full")
    with serving(server):
        first = send(office, server)
        assert send(office, server, APPROVED + timedelta(seconds=59)) is None
        server.data_answer = "250 OK"
        second = send(office, server, APPROVED + timedelta(seconds=61))
    assert first is not None
    assert "451 4.3.0 Disk full. It was not sent; attempt 1 of 30, the next at 09:01 on Mon 23 November." in first.said
    assert second is not None
    assert (second.end, office.item(item).attempts, len(server.taken)) == (End.SENT, 2, 1)


def test_too_many_attempts_are_given_up_loudly(office: Office) -> None:
    item, server, now = office.approved(), Server(data_answer="451 4.3.0 Disk full"), APPROVED
    ends = []
    with serving(server):
        for _ in range(outbox.MOST_ATTEMPTS):
            outcome = send(office, server, now)
            assert outcome is not None
            ends.append(outcome.end)
            now += timedelta(hours=1, seconds=1)
    assert ends == [End.LATER] * (outbox.MOST_ATTEMPTS - 1) + [End.FAILED]
    assert "Given up after 30 attempts. Nobody received it." in office.item(item).result
    assert office.draft_state() == "failed"


def test_a_letter_due_within_the_hour_is_tried_again_within_minutes(office: Office) -> None:
    with Session(office.engine) as store:
        case = store.get(Case, office.case.id)
        assert case is not None
        case.due_on = APPROVED.date()
        store.add(case)
        store.commit()
    item = office.approved()
    altered(office, item, attempts=9)
    now = datetime(2026, 11, 23, 16, 30, tzinfo=LONDON)
    attempt(office, Server(data_answer="451 Busy"), now)
    assert office.item(item).run_after - now == timedelta(minutes=3)


@pytest.mark.parametrize("server", [Server(drop_after_data=True), Server(late_seconds=4)], ids=["dropped", "late"])
def test_when_nobody_can_say_it_is_never_sent_again_and_an_officer_is_asked(office: Office, server: Server) -> None:
    item = office.approved()
    with serving(server):
        outcome = send(office, server)
        assert send(office, server, APPROVED + timedelta(days=30)) is None
    assert outcome is not None
    assert outcome.end == End.UNKNOWN
    assert "It may have reached robin@resident.example and is not sent again." in office.item(item).result
    assert (office.item(item).state, office.draft_state(), len(server.taken)) == ("unknown", "unknown", 1)


def test_the_officers_word_settles_what_is_unknown(office: Office) -> None:
    item = office.approved()
    attempt(office, Server(drop_after_data=True))
    with database.session(office.engine) as store:
        outgoing.settle_unknown(store, item.id or 0, sent=True, by="Jo Officer")
    assert (office.item(item).state, office.draft_state()) == ("sent", "sent")


def test_a_server_in_trouble_holds_all_letters_at_the_cost_of_one_attempt(office: Office) -> None:
    first, second = office.approved("acknowledgement"), office.approved("other")
    nobody = Server()
    with serving(nobody):
        pass
    outcome = send(office, nobody)
    assert outcome is not None
    assert outcome.server_wide
    assert send(office, nobody, APPROVED + timedelta(seconds=30)) is None
    assert (office.item(first).attempts, office.item(second).attempts) == (1, 0)
    server = Server()
    with serving(server):
        sent = [send(office, server, APPROVED + timedelta(seconds=61)) for _ in range(2)]
    assert [each.end for each in sent if each] == [End.SENT, End.SENT]


@pytest.mark.parametrize(
    "change",
    [
        {"raw": b"From: foi@ashcombe.example\r\n\r\nAnother text\r\n"},
        {"envelope_to": ["evil@x.example"]},
        {"envelope_from": "evil@x.example"},
    ],
    ids=["bytes", "recipient", "sender"],
)
def test_a_row_that_was_altered_is_not_sent(office: Office, change: dict[str, Any]) -> None:
    item, server = office.approved(), Server()
    altered(office, item, **change)
    assert attempt(office, server) is None
    assert server.taken == []
    assert office.item(item).state == "failed"


def test_bytes_altered_together_with_their_hash_are_not_sent(office: Office) -> None:
    item, server = office.approved(), Server()
    hidden = item.raw.replace(b"\r\nSubject:", b"\r\nBcc: evil@x.example\r\nSubject:")
    altered(office, item, raw=hidden, raw_sha256=hashlib.sha256(hidden).hexdigest())
    assert attempt(office, server) is None
    assert server.taken == []


def test_an_edit_after_approval_stops_the_sending(office: Office) -> None:
    item, server = office.approved(), Server()
    with database.session(office.engine) as store:
        drafts.revise(store, 1, subject="Another", body="Another text\n", by="Jo Officer")
    assert attempt(office, server) is None
    assert office.item(item).state == "cancelled"


KILLED = """
import os
import sys
from datetime import datetime
from triage import outbox
from triage.settings import Smtp, load
from triage.store.database import open_engine
smtp = Smtp(host="127.0.0.1", port=int(sys.argv[2]), security="none", timeout_seconds=30)
name = f"here:{os.getpid()}"
outbox.send_one(open_engine(sys.argv[1]), load(environ={}, smtp=smtp), name, datetime.fromisoformat(sys.argv[3]))
"""


def test_a_sender_killed_after_the_text_left_leaves_it_unknown_and_it_is_not_sent_twice(office: Office) -> None:
    item, server = office.approved(), Server(late_seconds=20)
    with serving(server):
        command = [sys.executable, "-c", KILLED, str(office.engine.url), str(server.port), APPROVED.isoformat()]
        with subprocess.Popen(command) as sender:
            assert wait_for(lambda: bool(server.taken))
            sender.kill()
        assert outbox.recover(office.engine, f"here:{os.getpid()}") == [item.id]
        assert send(office, server, APPROVED + timedelta(days=1)) is None
    assert (office.item(item).state, office.draft_state(), len(server.taken)) == ("unknown", "unknown", 1)


def wait_for(condition: Any, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(condition())


def test_a_letter_that_a_living_worker_sends_is_left_alone(office: Office) -> None:
    item = office.approved()
    with database.session(office.engine) as store:
        outgoing.claim(store, datetime.now(LONDON), f"here:{os.getpid()}")
    assert outbox.recover(office.engine, "here:1") == []
    assert outbox.recover(office.engine, "elsewhere:1") == []
    assert office.item(item).state == "sending"


def test_recovering_with_nothing_under_way_finds_nothing(office: Office) -> None:
    item = office.approved()
    assert outbox.recover(office.engine, "worker-1") == []
    assert office.item(item).state == "queued"


def test_without_a_mail_server_in_the_settings_letters_wait(office: Office) -> None:
    item = office.approved()
    assert outbox.send_one(office.engine, load(environ={}, smtp=None), "worker-1", APPROVED) is None
    assert office.item(item).state == "queued"


def test_the_log_says_how_it_ended_and_names_no_requester(office: Office) -> None:
    item = office.approved()
    with capture_logs() as lines:
        attempt(office, Server(refused={"robin@resident.example": "550 No such person"}))
    assert [(line["item"], line["end"]) for line in lines] == [(item.id, "failed")]
    assert "robin" not in str(lines)
