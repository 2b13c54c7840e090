"""Bytes to text whatever the label says, and header values."""

import pytest

from triage.inbox.charset import clean_text, codec_name, decode, header_text


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("£40 – café".encode(), "utf-8", "£40 – café"),
        ("£40 – café".encode("cp1252"), "iso-8859-1", "£40 – café"),
        ("£40 – café".encode("cp1252"), "us-ascii", "£40 – café"),
        ("£40 – café".encode(), "iso-8859-1", "£40 – café"),
        ("£40".encode("cp1252"), "utf-8", "£40"),
        ("£40".encode("cp1252"), "no-such-charset", "£40"),
        ("Ffôn y ‘Cyngor’".encode(), "", "Ffôn y ‘Cyngor’"),
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本"),
        ("请公开".encode("gb18030"), "gb2312", "请公开"),
        (b"plain words", "utf-16", "plain words"),
        ("café".encode("utf-16"), "utf-8", "café"),
        (b"+AKM-40", "utf-7", "£40"),
        (b"a\\u00a3", "unicode_escape", "a\\u00a3"),
    ],
)
def test_the_text_is_found_behind_right_and_wrong_labels(raw: bytes, declared: str, text: str) -> None:
    assert decode(raw, declared).text.lstrip("\ufeff") == text


def test_a_wrong_label_is_told() -> None:
    assert decode("£40".encode("cp1252"), "big5").note == "The message says it is in big5, but was read as cp1252."
    assert decode("£40".encode(), "utf-8").note == ""


def test_one_broken_character_does_not_spoil_the_others() -> None:
    found = decode("£1, £2, £3 and £4".encode() + b"\xc2", "utf-8")
    assert found.text == "£1, £2, £3 and £4\ufffd"
    assert found.note == "Some characters of this message could not be read."


@pytest.mark.parametrize("name", ["idna", "unicode_escape", "hex", "rot13", "\0", "é" * 100, "", "../utf_8"])
def test_what_is_no_character_set_for_text_is_none(name: str) -> None:
    assert codec_name(name) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?Caf=C3=A9?= =?utf-8?B?wqM0MA==?=", "Café£40"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("Cost: =?iso-8859-1?q?=A340?= a year", "Cost: £40 a year"),
        ("=?x-none?q?=A340?=", "£40"),
        ("caf\udcc3\udca9", "café"),
        ("=?utf-8?q?a=0D=0ABcc:_x=40y.example?=", "a Bcc: x@y.example"),
        ("a\u202eexe.fdp", "a exe.fdp"),
        ("two\r\n lines", "two lines"),
    ],
)
def test_a_header_is_one_clean_line(value: str, text: str) -> None:
    assert header_text(value) == text


def test_text_keeps_everything_but_control_characters() -> None:
    assert clean_text("1.\ta\r\nb\rc\0\x1b[31m\x0bd\u00a0e") == "1.\ta\nb\nc[31m\nd\u00a0e"
