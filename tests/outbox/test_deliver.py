"""One attempt over SMTP against real servers: every way it can end, and which of them may be tried again."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.smtp_servers import Certificate, Server, make_certificate, only_user, serving
from triage.casework.letter import Letter, compose
from triage.outbox import DELAYS, End, Outcome, deliver, wait
from triage.settings import Smtp

SENDER, TO, OTHER = "foi@ashcombe.example", "robin@resident.example", "zoe@resident.example"
BODY = "Dear Robin\n\n.a line that begins with a point\n..two\nGrüße\n"
LETTER = Letter(f"FOI <{SENDER}>", (TO,), "Your request", BODY, "<us.1@ashcombe.example>")
RAW = compose(LETTER, datetime(2026, 11, 23, 9, tzinfo=UTC))


def to(server: Server, **settings: Any) -> Smtp:
    return Smtp(host="127.0.0.1", port=server.port, timeout_seconds=2, **{"security": "none", **settings})


def attempt(server: Server, recipients: tuple[str, ...] = (TO,), **options: Any) -> Outcome:
    """Serve by `server` and make one attempt."""
    with serving(server, **options):
        return deliver(to(server), SENDER, recipients, RAW)


def test_a_letter_that_is_taken_arrives_byte_for_byte() -> None:
    server = Server()
    outcome = attempt(server, (TO, OTHER))
    assert outcome == Outcome(End.SENT, "Accepted by the server: 250 2.0.0 Queued as 4711")
    assert server.taken == [RAW]
    assert server.envelopes == [(SENDER, [TO, OTHER])]


@pytest.mark.parametrize(
    ("misbehaviour", "end"),
    [
        ({"refused": {TO: "550 5.1.1 No such person"}}, End.FAILED),
        ({"refused": {TO: "451 4.7.1 Try again later"}}, End.LATER),
        ({"mail_answer": "550 5.7.1 You may not send as this"}, End.FAILED),
        ({"mail_answer": "451 4.3.0 Busy"}, End.LATER),
        ({"mail_answer": "530 5.7.0 Sign in first"}, End.LATER),
        ({"data_answer": "552 5.3.4 Too much"}, End.FAILED),
        ({"data_answer": "554 5.7.1 Looks like spam"}, End.FAILED),
        ({"data_answer": "451 4.3.0 Disk full"}, End.LATER),
        ({"drop_at_rcpt": True}, End.LATER),
    ],
)
def test_what_the_server_refuses_is_surely_not_sent(misbehaviour: dict[str, Any], end: End) -> None:
    server = Server(**misbehaviour)
    outcome = attempt(server)
    answers = [misbehaviour.get("mail_answer"), misbehaviour.get("data_answer"), *server.refused.values(), "broke"]
    assert outcome.end == end
    assert any(answer and answer in outcome.said for answer in answers)
    assert server.taken == []


@pytest.mark.parametrize(("answer", "end"), [("550 5.1.1 Gone", End.FAILED), ("450 4.2.1 Busy", End.LATER)])
def test_one_refused_recipient_stops_the_letter_for_all_and_is_named(answer: str, end: End) -> None:
    server = Server(refused={OTHER: answer})
    outcome = attempt(server, (TO, OTHER))
    assert outcome == Outcome(end, f"{OTHER} was refused: {answer}")
    assert server.taken == []


def test_a_recipient_refused_for_good_outweighs_one_refused_for_now() -> None:
    assert attempt(Server(refused={TO: "450 Busy", OTHER: "550 Gone"}), (TO, OTHER)).end == End.FAILED


def test_a_connection_dropped_after_the_text_leaves_it_unknown_though_the_server_has_it() -> None:
    server = Server(drop_after_data=True)
    assert attempt(server).end == End.UNKNOWN
    assert server.taken == [RAW]


def test_an_answer_that_comes_too_late_leaves_it_unknown_though_the_server_has_it() -> None:
    server = Server(late_seconds=5)
    outcome = attempt(server)
    assert outcome == Outcome(
        End.UNKNOWN, "The connection broke while the letter was handed over: it did not answer in time"
    )
    assert server.taken == [RAW]


def test_a_letter_larger_than_the_server_takes_is_not_offered() -> None:
    outcome = attempt(Server(), data_size_limit=200)
    assert outcome.end == End.FAILED
    assert "200 at most" in outcome.said


def test_nobody_listening_means_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    outcome = deliver(Smtp(host="127.0.0.1", port=port, security="none"), SENDER, (TO,), RAW)
    assert (outcome.end, outcome.server_wide) == (End.LATER, True)
    assert f"127.0.0.1:{port} could not be used" in outcome.said


def test_a_server_that_never_says_anything_means_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Smtp(host="127.0.0.1", port=silent.getsockname()[1], security="none", timeout_seconds=1)
        outcome = deliver(server, SENDER, (TO,), RAW)
    assert outcome.end == End.LATER
    assert outcome.said.endswith("it did not answer in time")


def test_a_name_that_does_not_exist_means_later() -> None:
    assert deliver(Smtp(host="nowhere.invalid", timeout_seconds=5), SENDER, (TO,), RAW).end == End.LATER


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def secured(certificate: Certificate) -> dict[str, Any]:
    """Options of a server that wants STARTTLS and a password."""
    sign_in = {"authenticator": only_user("foi", "right"), "auth_required": True, "auth_require_tls": True}
    return {"tls_context": certificate.context, "require_starttls": True, **sign_in}


def test_a_server_that_wants_starttls_and_a_password_gets_both(certificate: Certificate) -> None:
    server = Server()
    with serving(server, **secured(certificate)):
        settings = to(server, security="starttls", user="foi", password="right", ca_file=str(certificate.file))
        assert deliver(settings, SENDER, (TO,), RAW).end == End.SENT
    assert server.taken == [RAW]


def test_a_wrong_password_means_later_for_every_letter(certificate: Certificate) -> None:
    server = Server()
    with serving(server, **secured(certificate)):
        settings = to(server, security="starttls", user="foi", password="wrong", ca_file=str(certificate.file))
        outcome = deliver(settings, SENDER, (TO,), RAW)
    assert (outcome.end, outcome.server_wide) == (End.LATER, True)
    assert "535" in outcome.said
    assert "wrong" not in outcome.said


def test_implicit_tls_is_verified_and_used(certificate: Certificate) -> None:
    server = Server()
    with serving(server, implicit=certificate.context):
        trusted = deliver(to(server, security="tls", ca_file=str(certificate.file)), SENDER, (TO,), RAW)
        stranger = deliver(to(server, security="tls"), SENDER, (TO,), RAW)
    assert (trusted.end, stranger.end) == (End.SENT, End.LATER)
    assert "certificate" in stranger.said.lower()
    assert len(server.taken) == 1


def test_a_certificate_for_another_name_is_not_accepted(tmp_path: Path) -> None:
    other = make_certificate(tmp_path, "DNS:elsewhere.example")
    server = Server()
    with serving(server, tls_context=other.context):
        outcome = deliver(to(server, security="starttls", ca_file=str(other.file)), SENDER, (TO,), RAW)
    assert outcome.end == End.LATER
    assert "127.0.0.1" in outcome.said


def test_a_server_without_starttls_gets_no_letter_in_clear_text() -> None:
    server = Server()
    with serving(server):
        outcome = deliver(to(server, security="starttls"), SENDER, (TO,), RAW)
    assert outcome.end == End.LATER
    assert "STARTTLS" in outcome.said
    assert server.taken == []


def test_waits_grow_to_an_hour() -> None:
    waits = [wait(attempts) for attempts in range(1, 31)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (DELAYS[0], timedelta(hours=1))
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=30)


@given(attempts=st.integers(1, 60), left=st.timedeltas(timedelta(minutes=-90), timedelta(days=30)))
def test_a_letter_that_is_due_soon_is_tried_sooner_and_never_at_once(attempts: int, left: timedelta) -> None:
    delay = wait(attempts, left)
    assert DELAYS[0] <= delay <= wait(attempts)
    assert left <= timedelta(minutes=10) or delay <= left / 10
