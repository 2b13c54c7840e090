"""The exact bytes of a letter: names and subjects right, ids whole, nothing hostile on the wire, all in the digest."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.casework.letter import (
    Attachment,
    Letter,
    LetterError,
    capped_references,
    check_same,
    clean_body,
    clean_header,
    compose,
    digest,
    envelope,
    mailbox,
    name_and_address,
)

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LETTER = Letter(
    sender="Ashcombe Borough Council, Freedom of Information <foi@ashcombe.example>",
    recipients=("Robin Example <robin@resident.example>",),
    subject="Your request FOI-2026-0001",
    body="Dear Robin\n\nThe answer is 42.\n",
    message_id="<foi-2026-0001.1@ashcombe.example>",
    in_reply_to="<request@resident.example>",
    references=("<first@resident.example>", "<request@resident.example>"),
)


def read(letter: Letter) -> EmailMessage:
    """The letter as a reader's program would take it from the wire."""
    message = message_from_bytes(compose(letter, AT), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_reads_back_as_it_was_approved() -> None:
    message = read(LETTER)
    assert message["From"].addresses[0].display_name == "Ashcombe Borough Council, Freedom of Information"
    assert message["To"].addresses[0].addr_spec == "robin@resident.example"
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == LETTER.message_id
    assert message["Date"].datetime == AT
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


def test_nothing_says_that_a_machine_sent_it() -> None:
    assert set(read(LETTER).keys()).isdisjoint({"Auto-Submitted", "Precedence", "Bcc", "X-Auto-Response-Suppress"})


@pytest.mark.parametrize("length", [20, 82, 200, 600])
def test_a_long_message_id_stays_on_one_line_and_whole(length: int) -> None:
    long = f"<{'A' * length}@exchange.example>"
    raw = compose(replace(LETTER, in_reply_to=long, references=(long,)), AT)
    assert f"\r\nIn-Reply-To: {long}\r\n".encode() in raw
    assert f"\r\nReferences: {long}\r\n".encode() in raw


def test_references_keep_the_root_and_the_nearest() -> None:
    ids = tuple(f"<{number:03}{'r' * 80}@x.example>" for number in range(40))
    kept = capped_references(ids)
    assert kept[0] == ids[0]
    assert kept[-8:] == ids[-8:]
    assert len(" ".join(kept)) <= 900


def test_what_is_no_message_id_never_reaches_a_threading_header() -> None:
    hostile = (
        "<a@x>\r\nBcc: evil@x.example",
        "=?utf-8?q?<a@x>=0ABcc:_evil?=",
        "<=?utf-8?q?=0ABcc:_e?=@x>",
        "<ü@x>",
        "no",
    )
    message = read(replace(LETTER, in_reply_to=hostile[0], references=(*hostile, "<good@x.example>")))
    assert "In-Reply-To" not in message
    assert message["References"] == "<good@x.example>"


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?x=0ABcc:_evil=40x.example?=",
        "Re: =?utf-8?b?eApCY2M6IGV2aWxAeC5leGFtcGxl?= and ü",
        "x\r\nBcc: evil@x.example",
        "x\u2028Bcc: evil@x.example",
        "x\x85Bcc: evil@x.example\x00",
    ],
)
def test_a_hostile_subject_is_broken_not_refused(subject: str) -> None:
    message = read(replace(LETTER, subject=subject))
    assert "Bcc" not in message
    assert "evil" in message["Subject"] or "= ?" in message["Subject"]
    assert all(not line.lower().startswith(b"bcc") for line in message.as_bytes().splitlines())


@pytest.mark.parametrize(
    "subject", ["Žádost o informace", "Überlänge " * 38, "日本語" * 100, "plain " * 60, "", "a  ü"]
)
def test_subjects_of_any_length_and_script_are_right(subject: str) -> None:
    letter = replace(LETTER, subject=subject)
    assert read(letter)["Subject"] == clean_header(subject)
    assert max(map(len, compose(letter, AT).split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "name", ["Zoë Müller", "O'Brien, Pat", 'Jo "The Owl" Ng', "Ng (Jo)", "李小龍", "Å" * 20, "a\\b", "Jo: Ng; Co."]
)
def test_names_are_shown_as_they_are_and_the_address_stays_whole(name: str) -> None:
    address = read(replace(LETTER, recipients=(mailbox(name, "jo@x.example"),)))["To"].addresses[0]
    assert address.display_name == name
    assert address.addr_spec == "jo@x.example"


def test_several_recipients_are_several() -> None:
    people = ("Ng, Jo <jo@x.example>", "Zoë <zoe@x.example>", "plain@x.example")
    letter = replace(LETTER, recipients=people)
    assert [one.addr_spec for one in read(letter)["To"].addresses] == list(envelope(letter)[1])
    assert envelope(letter)[1] == ("jo@x.example", "zoe@x.example", "plain@x.example")


def test_a_long_list_of_recipients_stays_within_the_length_of_a_line() -> None:
    letter = replace(LETTER, recipients=tuple(f"Person number {n} <person-{n}@long.example>" for n in range(80)))
    assert len(read(letter)["To"].addresses) == 80
    assert max(map(len, compose(letter, AT).split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "recipient",
    ["", "nobody", "a@x.example, b@y.example", "<a@x.example", "a b@x.example", "ü@x.example", "a@", "@x", "a@x>\nb@y"],
)
def test_what_is_not_one_address_is_refused(recipient: str) -> None:
    with pytest.raises(LetterError, match="not an address"):
        compose(replace(LETTER, recipients=(recipient,)), AT)


def test_a_letter_without_a_recipient_is_refused() -> None:
    with pytest.raises(LetterError, match="no recipient"):
        compose(replace(LETTER, recipients=()), AT)


def test_an_address_in_a_name_is_only_a_name() -> None:
    assert name_and_address('"evil@x.example" <robin@y.example>') == ("evil@x.example", "robin@y.example")
    letter = replace(LETTER, recipients=("evil@x.example, Robin <robin@y.example>",))
    assert [one.addr_spec for one in read(letter)["To"].addresses] == ["robin@y.example"]


def test_a_domain_in_another_script_goes_out_in_ascii() -> None:
    assert name_and_address("jo@bücher.example")[1] == "jo@xn--bcher-kva.example"


def test_attachments_arrive_whole_with_their_names() -> None:
    table = Attachment("Zäune, 2026.csv", "text/csv", b"a,b\r\n1,\xff\n")
    part = next(read(replace(LETTER, attachments=(table,))).iter_attachments())
    assert part.get_filename() == "Zäune, 2026.csv"
    assert part.get_payload(decode=True) == table.content


def test_a_body_with_lone_surrogates_and_control_characters_can_be_sent() -> None:
    letter = replace(LETTER, body="one\r\ntwo\x00\x0b\ud800\rthree")
    assert read(letter).get_content().replace("\r\n", "\n") == clean_body(letter.body) == "one\ntwo\ufffd\nthree\n"


CHANGES = {
    "sender": "Other <other@ashcombe.example>",
    "recipients": ("Robin Example <robin@elsewhere.example>",),
    "subject": "Another subject",
    "body": "Dear Robin\n\nThe answer is 43.\n",
    "message_id": "<other@ashcombe.example>",
    "in_reply_to": "<other@resident.example>",
    "references": ("<request@resident.example>",),
    "attachments": (Attachment("a.csv", "text/csv", b"1"),),
}


@pytest.mark.parametrize("part", CHANGES)
def test_a_change_to_any_part_is_another_digest_and_other_bytes(part: str) -> None:
    changed = replace(LETTER, **{part: CHANGES[part]})
    assert digest(changed) != digest(LETTER)
    with pytest.raises(LetterError):
        check_same(LETTER, compose(changed, AT))


@pytest.mark.parametrize("header", [b"Bcc: evil@x.example", b"To: evil@x.example", b"Reply-To: evil@x.example"])
def test_a_header_that_nobody_approved_is_found(header: bytes) -> None:
    with pytest.raises(LetterError, match="headers that are not in the letter"):
        check_same(LETTER, header + b"\r\n" + compose(LETTER, AT))


@settings(max_examples=60)
@given(subject=st.text(max_size=600), name=st.text(max_size=150), body=st.text(max_size=400))
def test_whatever_is_typed_the_letter_goes_to_its_recipient_only(subject: str, name: str, body: str) -> None:
    letter = replace(LETTER, subject=subject, body=body, recipients=(mailbox(name, "robin@resident.example"),))
    message = message_from_bytes(compose(letter, AT), policy=policy.compat32)
    assert envelope(letter)[1] == ("robin@resident.example",)
    assert "Bcc" not in message
    assert len(message.keys()) == 10


@given(text=st.text(max_size=600))
def test_cleaning_a_header_twice_changes_nothing(text: str) -> None:
    once = clean_header(text)
    assert clean_header(once) == once
    assert "=?" not in once
