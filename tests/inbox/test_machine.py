"""Who is a machine, and who only sounds like one."""

import pytest

from tests.inbox.made import HEAD, good, parts, plain

SUBJECT = b"Subject: Roads"


def kind(*headers: str) -> str:
    return good(plain("Hello", *headers)).machine_kind


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Generated; owner=x",
        "Return-Path: <>",
        "Precedence: bulk",
        "X-Auto-Response-Suppress: All",
        "X-Autoreply: yes",
        "List-Id: <news.example>",
        "List-Unsubscribe: <https://news.example/out>",
    ],
)
def test_headers_of_machines(header: str) -> None:
    assert kind(header) == "automatic"


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "X-Autoreply: no", "Return-Path: <robin@resident.example>"])
def test_headers_that_machines_do_not_write(header: str) -> None:
    assert good(plain("Hello", header)).machine_made == ""


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Automatic reply: Your request", "automatic"),
        ("Out of Office: Your request", "automatic"),
        ("Ateb awtomatig: eich cais", "automatic"),
        ("Undeliverable: Your request", "bounce"),
        ("Mail delivery failed: returning message to sender", "bounce"),
        ("Out of office expenses claimed by councillors", ""),
        ("FOI: undelivered postal votes", ""),
        ("Failed delivery of bins", ""),
        ("On maternity leave - number of staff", ""),
        ("Automatic number plate recognition", ""),
        ("Re: Undeliverable mail to tenants", ""),
    ],
)
def test_subjects(subject: str, expected: str) -> None:
    raw = plain("Hello").replace(SUBJECT, f"Subject: {subject}".encode())
    assert good(raw).machine_kind == expected


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("MAILER-DAEMON@mx.example", "bounce"),
        ("Mail Delivery System <postmaster@mx.example>", "bounce"),
        ("no-reply@forms.example", "automatic"),
        ("donotreply@forms.example", "automatic"),
        ("request-12345-abcdef12@whatdotheyknow.com", ""),
        ("Norman Oreply <norman.oreply@resident.example>", ""),
        ("Pat Postmaster <pat@resident.example>", ""),
    ],
)
def test_senders(sender: str, expected: str) -> None:
    raw = plain("Hello").replace(b"Robin Vale <robin@resident.example>", sender.encode())
    assert good(raw).machine_kind == expected


def test_a_delivery_report_carries_the_id_of_the_letter_that_came_back() -> None:
    returned = b"Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: <ours@council.example>\r\n"
    status = b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n"
    found = good(parts(b"\r\nIt failed.", status, returned, kind="report; report-type=delivery-status"))
    assert (found.machine_kind, found.inside_ids) == ("bounce", ("<ours@council.example>",))
    assert found.text.strip() == "It failed."


def test_a_read_receipt_is_automatic() -> None:
    kind = b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b"
    assert good(HEAD + kind + b"\r\n\r\n--b\r\n\r\nRead.\r\n").machine_kind == "automatic"
