"""The mailbox adapter against a real Dovecot."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.dovecot import Dovecot, serving
from triage.inbox import mailbox as mailboxes
from triage.inbox.mailbox import Connection, Folder, Listed, MailboxError
from triage.settings import Mailbox

MESSAGE = b"From: Robin <robin@resident.example>\r\nSubject: %s\r\n\r\nHow many?\r\n"
AT = datetime(2026, 7, 3, 0, 30, tzinfo=timezone(timedelta(hours=1)))


def listing(settings: Mailbox, known: frozenset[int] = frozenset(), name: str = "INBOX") -> tuple[Folder, list[Listed]]:
    with Connection.open(settings) as connection:
        folder = connection.folder(name)
        return folder, list(connection.arrivals(folder, known))


def failure(settings: Mailbox) -> MailboxError:
    with pytest.raises(MailboxError) as caught:
        listing(settings)
    return caught.value


def test_bytes_and_aware_arrival_times_come_back_as_delivered(dovecot: Dovecot) -> None:
    settings = dovecot.settings()
    dovecot.deliver(settings, MESSAGE % b"one \xe9", at=AT)
    _, [found] = listing(settings)
    assert (found.uid, found.raw, found.size) == (1, MESSAGE % b"one \xe9", len(MESSAGE % b"one \xe9"))
    assert found.received_at == AT
    assert found.received_at.utcoffset() is not None


def test_reading_marks_nothing(dovecot: Dovecot) -> None:
    settings = dovecot.settings()
    dovecot.deliver(settings, MESSAGE % b"one")
    listing(settings)
    with dovecot.client(settings) as client:
        client.select_folder("INBOX", readonly=True)
        assert client.search("UNSEEN") == [1]


def test_known_messages_are_not_fetched_and_the_last_one_not_again(dovecot: Dovecot) -> None:
    settings = dovecot.settings()
    dovecot.deliver(settings, *(MESSAGE % b"%d" % n for n in range(4)))
    folder, found = listing(settings, frozenset({1, 2, 4}))
    assert [one.uid for one in found] == [3]
    assert folder.uids == {1, 2, 3, 4}
    assert listing(settings, frozenset({1, 2, 3, 4}))[1] == []


def test_starttls_is_verified_too(dovecot: Dovecot) -> None:
    settings = dovecot.settings(security="starttls", port=dovecot.port)
    dovecot.deliver(settings, MESSAGE % b"one")
    assert len(listing(settings)[1]) == 1


def test_a_server_without_starttls_gets_no_password() -> None:
    with serving(ssl="no") as server:
        error = failure(server.settings(security="starttls", port=server.port))
        assert "STARTTLS" in str(error)
        assert "Login" not in (server.folder / "dovecot.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"password": "wrong"}, "does not let"),
        ({"password": "gŵyb"}, "does not let"),
        ({"ca_file": ""}, "cannot be trusted"),
        ({"ca_file": "/nowhere.pem"}, "/nowhere.pem cannot be read"),
        ({"port": 1}, "Nothing answers at 127.0.0.1:1"),
        ({"host": "no.such.host.example"}, "There is no host"),
    ],
)
def test_each_failure_is_one_clear_sentence(dovecot: Dovecot, changes: dict[str, object], expected: str) -> None:
    error = failure(dovecot.settings(**changes))
    assert expected in str(error)
    assert "\n" not in str(error)
    assert "wrong" not in str(error).replace("is wrong", "")


def test_tls_asked_of_a_clear_text_port_does_not_fall_back(dovecot: Dovecot) -> None:
    assert "TLS" in str(failure(dovecot.settings(port=dovecot.port)))


def test_a_misspelt_folder_is_named(dovecot: Dovecot) -> None:
    with pytest.raises(MailboxError, match="no folder Inbux"):
        listing(dovecot.settings(), name="Inbux")


def test_a_wrong_password_is_lasting_and_a_lost_connection_is_not(dovecot: Dovecot) -> None:
    assert failure(dovecot.settings(password="wrong")).lasting
    assert not failure(dovecot.settings(port=1)).lasting


def test_clear_text_is_refused_outside_this_machine() -> None:
    settings = Mailbox.model_construct(host="mail.ashcombe.example", port=143, security="none", user="foi")
    with pytest.raises(MailboxError, match="Clear text"), Connection.open(settings):
        pass


def test_a_silent_server_costs_its_time_out_and_no_more() -> None:
    with silent_server() as port:
        settings = Mailbox(host="127.0.0.1", port=port, security="none", user="foi", timeout_seconds=1)
        assert "has not answered for 1 seconds" in str(failure(settings))


def test_filing_away_moves_the_message_and_makes_the_folder(dovecot: Dovecot) -> None:
    settings = dovecot.settings()
    dovecot.deliver(settings, MESSAGE % b"one", MESSAGE % b"two")
    with Connection.open(settings) as connection:
        connection.file_away("INBOX", 1, "Prosesu/Gŵyb")
    assert [one.uid for one in listing(settings)[1]] == [2]
    assert b"one" in (listing(settings, name="Prosesu/Gŵyb")[1][0].raw or b"")


def test_a_message_that_goes_while_we_look_is_told_and_stops_no_other(dovecot: Dovecot) -> None:
    settings = dovecot.settings()
    dovecot.deliver(settings, MESSAGE % b"one", MESSAGE % b"two")
    with Connection.open(settings) as connection:
        folder = connection.folder("INBOX")
        found = list(connection.arrivals(folder._replace(uids=folder.uids | {77}), ()))
    assert [(one.uid, one.raw is None) for one in found] == [(1, False), (2, False), (77, True)]


def test_a_huge_message_is_kept_up_to_the_limit(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = dovecot.settings()
    dovecot.deliver(settings, MESSAGE % b"one" + b"x\r\n" * 1000)
    monkeypatch.setattr(mailboxes, "LARGEST_KEPT", 100)
    _, [found] = listing(settings)
    assert found.raw == (MESSAGE % b"one" + b"x\r\n" * 1000)[:100]
    assert found.size > 3000


def test_a_message_without_a_date_of_arrival_arrives_now() -> None:
    assert abs(mailboxes._aware(None) - datetime.now(UTC)) < timedelta(minutes=1)


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        taken: list[socket.socket] = []
        thread = threading.Thread(target=lambda: taken.append(listening.accept()[0]))
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)
        for connection in taken:
            connection.close()
