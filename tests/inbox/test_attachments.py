"""Words inside attached files."""

import pytest

from tests.inbox.made import LIMITS, bomb, file, good, parts, pdf, plain, word
from triage.inbox.attachments import words_of
from triage.inbox.bounded import read_bounded
from triage.inbox.message import Message


def test_a_request_in_a_word_file_is_added_behind_a_line_that_says_so() -> None:
    letter = word(
        ("Please tell me:", ""), ("How many?", "List Number"), ("What cost?", "List Number"), ("end", "List Bullet")
    )
    found = good(parts(b"\r\nPlease see attached", file("letter.docx", letter)))
    own, _, added = found.text.partition("\n\n[From the attachment letter.docx]\n")
    assert own == "Please see attached"
    assert added.split("\n") == ["Please tell me:", "1. How many?", "2. What cost?", "• end"]
    assert "Its text was added at the end of the message." in found.notes[0]


def test_a_request_in_a_pdf_is_added_whatever_its_type_says() -> None:
    found = good(parts(b"\r\nSee attached", file("scan.bin", pdf("How many potholes?"))))
    assert found.text.endswith("[From the attachment scan.bin]\nHow many potholes?")


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("a.pdf", b"%PDF-1.4 nothing", "could not be read"),
        ("a.pdf", pdf(""), "may be a scan"),
        ("a.docx", b"PK\x03\x04 nothing", "could not be read"),
        ("a.docx", bomb(), "unpacks to far more"),
        ("a.txt", b"x " * 200_000, "only its beginning was read"),
    ],
)
def test_what_cannot_be_read_says_so(name: str, content: bytes, note: str) -> None:
    assert note in words_of(name, "application/octet-stream", content).note


def test_other_files_are_only_listed() -> None:
    assert words_of("a.xlsx", "application/zip", b"GIF89a") == ("", "")
    found = good(parts(b"\r\nSee", file("winmail.dat", b'x\x9f>"', "application/ms-tnef")))
    assert "(TNEF) and was not read" in found.notes[0]


def test_a_plain_text_file_is_read_in_its_own_character_set() -> None:
    content = "£40 – where?".encode("cp1252")
    assert words_of("q.txt", "text/plain", content, "windows-1252").text == "£40 – where?"


def test_a_name_cannot_leave_its_line_or_its_folder() -> None:
    found = good(parts(b"\r\nSee", file("../../x\u202ecod.exe", b"MZ")))
    assert found.attachments[0].name == "x cod.exe"


def test_an_encrypted_message_says_that_a_person_must_open_it() -> None:
    raw = plain("").replace(b"text/plain; charset=utf-8", b"application/pkcs7-mime; smime-type=enveloped-data")
    found = read_bounded(raw, LIMITS)
    assert isinstance(found, Message)
    assert any("encrypted" in note for note in found.notes)
