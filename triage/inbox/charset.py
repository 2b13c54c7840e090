"""Bytes to text: the ladder for bodies, and header values with or without their encoded words (RFC 2047).

Senders lie about character sets. The declared one is believed when it is known and fits, then UTF-8, then
windows-1252; what still does not fit is replaced and said so. No guessing: on short texts a guess is wrong too often.
"""

import binascii
import codecs
import re
from typing import NamedTuple

NOT_FOR_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "rot13", "mbcs", "oem"}
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254"}
LATIN = {"ascii", "iso8859-1", "cp1252"}  # a label of any of these means windows-1252 in practice
UNREAD = "Some characters of this message could not be read."
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\s]*(?: [^?]*)?)\?=")
BETWEEN_WORDS = re.compile(r"[ \t\r\n]*")
NEW_LINES = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff]")
NOT_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


class Decoded(NamedTuple):
    """The text, and a sentence where it was not what the message declared."""

    text: str
    note: str = ""


def decode(raw: bytes, declared: str = "") -> Decoded:
    """A body's bytes as text, by the declared character set where that can be, never raising.

    A label of ISO-8859-1 or US-ASCII is read as windows-1252, and as UTF-8 where every byte fits that.
    """
    if raw.isascii() and b"\x1b" not in raw and codec_name(declared) not in ("utf-7", "hz"):
        return Decoded(raw.replace(b"\0", b"").decode("ascii"))
    for name in _ladder(raw, codec_name(declared)):
        if name == "cp1252" and (almost := _almost_utf8(raw)):
            return Decoded(almost, UNREAD)
        text = _strictly(raw, name)
        if text is not None:
            return Decoded(text, _note(name, declared))
    return Decoded(raw.decode("cp1252", "replace"), UNREAD)


def codec_name(declared: str) -> str:
    """Python's name for a declared character set, or for the wider one senders mean; "" where it is none for text."""
    try:
        found = codecs.lookup(declared.strip(" \t\"'")[:60])
    except (LookupError, ValueError, UnicodeError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in NOT_FOR_TEXT
    return WIDER.get(found.name, found.name) if is_text else ""


def header_text(value: str) -> str:
    """A header value as one clean line: encoded words and raw 8-bit bytes decoded, control characters gone.

    `value` is as email's compat32 parser gives it, 8-bit bytes as surrogates. Never raises.
    """
    return one_line(_decoded_words(unescaped(value)))


def unescaped(value: str) -> str:
    """Raw 8-bit bytes of a header, which the parser keeps as surrogates, decoded by the ladder."""
    if not any("\udc80" <= character <= "\udcff" for character in value):
        return value
    return decode(value.encode("utf-8", "surrogateescape"), "utf-8").text


def one_line(text: str) -> str:
    """The text on one line: white space collapsed, control and direction characters taken out."""
    return " ".join(NOT_IN_LINE.sub(" ", text).split())


def clean_text(text: str) -> str:
    """A body as it is kept for reading: line ends as \\n, no control characters but tab. Nothing else is altered."""
    return NOT_IN_TEXT.sub("", NEW_LINES.sub("\n", text))


def _ladder(raw: bytes, declared: str) -> list[str]:
    marked = [name for mark, name in BYTE_ORDER_MARKS if raw.startswith(mark)]
    if declared in LATIN:
        return [*marked, "utf-8", "cp1252"]
    wide = declared.startswith(("utf-16", "utf-32"))
    lies = wide and b"\0" not in raw
    return [*marked, *([declared] if declared and not lies else []), "utf-8", "cp1252", *([declared] if lies else [])]


def _almost_utf8(raw: bytes) -> str:
    """The text where it is UTF-8 but for a few broken characters, such as one cut in two; else ""."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken <= sum(character > "\x7f" for character in text) - broken else ""


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, ValueError, LookupError):
        return None


def _note(used: str, declared: str) -> str:
    meant = codec_name(declared)
    if used == meant or not declared.strip() or meant in LATIN or used == "utf-8-sig":
        return ""
    return f"The message says it is in {one_line(declared)[:40]}, but was read as {used}."


def _decoded_words(value: str) -> str:
    """Encoded words decoded. Neighbours of one character set are joined first: some split inside a character."""
    parts: list[str] = []
    waiting, charset, end = b"", "", 0
    for word in ENCODED_WORD.finditer(value):
        between = value[end : word.start()]
        apart = not BETWEEN_WORDS.fullmatch(between) or (not end and between)
        if apart or word[1].lower() != charset:
            parts += [_word(waiting, charset), between if apart else ""]
            waiting = b""
        waiting, charset, end = waiting + _word_bytes(word[2], word[3]), word[1].lower(), word.end()
    return "".join([*parts, _word(waiting, charset), value[end:]])


def _word(raw: bytes, charset: str) -> str:
    return decode(raw, charset.partition("*")[0]).text if raw else ""


def _word_bytes(how: str, written: str) -> bytes:
    raw = written.encode("utf-8", "surrogateescape")
    if how in "qQ":
        return binascii.a2b_qp(raw, header=True)
    return base64_bytes(raw)


def base64_bytes(raw: bytes) -> bytes:
    """Base64 as far as it can be read: wrong padding and stray characters are forgiven."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
