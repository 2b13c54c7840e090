"""Messages of every shape: what is read of them, and that nothing breaks the reader."""

import json
import os
import signal
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.inbox.made import HEAD, LIMITS, file, good, parts, plain, refused
from triage.inbox import bounded
from triage.inbox.bounded import read_bounded
from triage.inbox.message import Message, Unreadable, arrived, read

HTML = b"Content-Type: text/html\r\n\r\n<p>Please send</p><ol><li>One?</li></ol>"


def nested(depth: int) -> bytes:
    lines = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return HEAD + b"".join(lines) + b"\r\nhello\r\n"


def test_headers_are_read() -> None:
    found = good(
        plain(
            "Hello",
            "In-Reply-To: <b@x.example>",
            "References: <a@x.example> <b@x.example>",
            "Reply-To: V <v@y.example>",
        )
    )
    assert (found.sender_name, found.sender_address) == ("Robin Vale", "robin@resident.example")
    assert (found.message_id, found.reply_to, found.subject) == ("<r1@resident.example>", "v@y.example", "Roads")
    assert found.thread == ("<a@x.example>", "<b@x.example>")


def test_list_numbers_and_line_ends_of_the_text_stay() -> None:
    assert good(plain("1. How many?\r\n\r\n  (a) in 2024\r\n")).text == "1. How many?\n\n  (a) in 2024"


def test_of_alternatives_the_plain_one_is_read_unless_it_is_a_stub() -> None:
    plain_part = b"Content-Type: text/plain\r\n\r\nPlease send one?"
    assert good(parts(plain_part, HTML, kind="alternative")).text == "Please send one?"
    for stub in (b"\r\n \r\n", b"\r\nPlease view this email in HTML.", b"\r\n<<file.doc>>"):
        assert "1. One?" in good(parts(stub, HTML, kind="alternative")).text


def test_text_on_both_sides_of_a_file_is_joined() -> None:
    found = good(parts(b"\r\nBefore", file("a.png", b"\x89PNG"), b"\r\nAfter"))
    assert found.text == "Before\n\nAfter"
    assert [(one.name, one.size) for one in found.attachments] == [("a.png", 4)]
    assert found.notes == ("Attachment a.png (4 bytes).",)


def test_an_attached_message_is_read_one_level_deep() -> None:
    inner = (
        b"From: Ada <ada@resident.example>\r\nSubject: My request\r\nMessage-ID: <in@x.example>\r\n\r\nHow many?\r\n"
    )
    found = good(parts(b"\r\nPlease deal with this", b"Content-Type: message/rfc822\r\n\r\n" + inner))
    assert found.text == "Please deal with this\n\n[From the attached message My request]\nHow many?"
    assert found.forwarded.address == "ada@resident.example"
    assert found.inside_ids == ("<in@x.example>",)


def test_a_file_written_into_the_text_is_taken_out() -> None:
    found = good(plain("See below\nbegin 644 a.txt\n#0V%T\n`\nend\nThanks"))
    assert found.text == "See below\nThanks\n\n[From the attachment a.txt]\nCat"
    assert [(one.name, one.size) for one in found.attachments] == [("a.txt", 3)]
    assert good(plain("We begin 644 things\nbegin 644 x\nnever ended")).text.endswith("never ended")


def test_a_message_without_from_id_date_or_subject_is_read() -> None:
    found = good(b"\r\nHow many?")
    assert (found.sender_address, found.message_id, found.subject, found.sent_at) == ("", "", "", None)
    assert found.notes == ("The message names no sender that could be answered.",)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "It is empty"),
        (b"\0" * 50, "It is empty"),
        (HEAD + b"\r\n" + b"x y\r\n" * 6_000_000, "It has 30 MB; messages of up to 25 MB"),
        (parts(*[b"\r\nhi"] * 5000), "more than 500 parts"),
        (nested(31), "nested more than 30 deep"),
        (nested(5000), "nested more than 30 deep"),
        (HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 2000, "nested more than 30 deep"),
        (b"X: y\r\n" * 100_000 + b"\r\nhi", "header is longer"),
        (b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nhi", "header is longer"),
        (plain("word " * 100_000), "500,000 characters"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_too_much_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    started = time.monotonic()
    assert reason in refused(raw)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"Content-Type: text/plain; name*\r\n\r\nhello",
        HEAD + b'Content-Type: text/plain; charset="\r\n\r\nhello',
        HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello",
        HEAD + b"Content-Transfer-Encoding: nonsense\r\n\r\nhello",
        HEAD.replace(b"Robin", b"(" * 5_000) + b"\r\nhello",
        b"To: " + b",".join(b"a%d@b.example" % n for n in range(10_000)) + b"\r\nFrom: x@y.example\r\n\r\nhello",
        b"From r Fri Nov 20 09:15:00 2026\r\n" + HEAD + b"\r\nhello",
        HEAD + b"Content-Type: text/plain; charset=unicode_escape\r\n\r\nhello",
    ],
)
def test_broken_messages_are_read(raw: bytes) -> None:
    found = read_bounded(raw, LIMITS)
    assert isinstance(found, Message)
    assert found.text == "hello"


@settings(max_examples=150, deadline=None)
@given(
    some.binary(max_size=600),
    some.sampled_from([b"", HEAD, HEAD + b"Content-Type: ", HEAD + b"Content-Type: multipart/"]),
)
def test_no_bytes_raise(junk: bytes, before: bytes) -> None:
    found = read(before + junk, LIMITS)
    assert isinstance(found, Message | Unreadable)
    if isinstance(found, Message):
        assert Message.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_the_child_is_kept_and_costs_little() -> None:
    read_bounded(plain("warm"), LIMITS)
    before, started = bounded.shared_reader()._child, time.monotonic()
    for n in range(100):
        read_bounded(plain(f"hello {n}"), LIMITS)
    assert bounded.shared_reader()._child is before
    assert time.monotonic() - started < 0.5 * 4


def test_a_child_that_dies_is_started_again() -> None:
    reader = bounded.Reader()
    try:
        assert isinstance(reader.read(plain("one"), LIMITS), Message)
        assert reader._child is not None
        os.kill(reader._child.pid, signal.SIGKILL)
        assert isinstance(reader.read(plain("two"), LIMITS), Message)
    finally:
        reader.close()


def test_a_child_that_hangs_is_killed_in_time() -> None:
    reader = bounded.Reader()
    limits = LIMITS.model_copy(update={"seconds_per_message": 1})
    try:
        assert isinstance(reader.read(plain("one"), limits), Message)
        assert reader._child is not None
        os.kill(reader._child.pid, signal.SIGSTOP)
        found = reader.read(plain("two"), limits)
        assert isinstance(found, Message)
        assert found.notes[0] == "Its attachments were not read: it took longer than 1 seconds to read. Open them."
    finally:
        reader.close()


def test_too_much_memory_is_a_reason_and_not_the_end() -> None:
    reader = bounded.Reader(most_memory=250_000_000)
    try:
        found = reader.read(HEAD + b"\r\n" + b"x\r\n" * 7_000_000, LIMITS.model_copy(update={"largest_bytes": 10**9}))
        assert isinstance(found, Unreadable)
        assert found.reason in (bounded.TOO_LARGE, bounded.DIED)
        assert isinstance(reader.read(plain("still here"), LIMITS), Message)
    finally:
        reader.close()


def test_a_file_is_dated_by_its_newest_received_line() -> None:
    older = b"Received: by a; Thu, 19 Nov 2026 09:15:00 +0000\r\n\r\nx"
    raw = b"Received: by b;\r\n Fri, 20 Nov 2026 09:15:00 +0000\r\n" + older
    assert str(arrived(raw)) == "2026-11-20 09:15:00+00:00"
    assert str(arrived(b"Date: Thu, 19 Nov 2026 08:00:00 +0000\r\n\r\nx")) == "2026-11-19 08:00:00+00:00"
    assert arrived(b"Subject: x\r\n\r\nDate: Thu, 19 Nov 2026 08:00:00 +0000") is None
