"""The parts of a message to one text, and what else is attached.

Plain text is taken unless it is empty or a stub that points at the HTML; several text parts are joined in their
order (some programs write text, attachment, text). What came from an attachment stands behind a line that says so.
"""

import binascii
import hashlib
import re
from dataclasses import dataclass, field
from email.message import Message as Parsed
from typing import NamedTuple

from triage.inbox.attachments import words_of
from triage.inbox.charset import base64_bytes, clean_text, decode, header_text, one_line, unescaped
from triage.inbox.headers import MESSAGE_ID, NOBODY, Headers, Person
from triage.inbox.html import text_of
from triage.inbox.limits import Bounds

STUB = re.compile(
    r"view (?:this|the) (?:e-?mail|message|newsletter)|html (?:format|version|e-?mail)"
    r"|(?:in|an?|enable|support|supports|requires?|use) html\b"
    r"|not (?:be )?(?:support|display)\w*|see (?:the )?attached html",
    re.I,
)
PLACEHOLDERS = re.compile(r"<<[^<>\n]{0,200}>>|\[cid:[^\]\n]{0,200}\]|\[image:?[^\]\n]{0,200}\]", re.I)
WORD = re.compile(r"\w{2,}")
WEB_ADDRESS = re.compile(r"https?://\S+")
LONGEST_STUB = 300
TNEF = "application/ms-tnef"
SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
SILENT = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
RETURNED = {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"}
UUENCODED = re.compile(r"begin [0-7]{3,4} (\S[^\n]{0,200})")


class TooMuch(Exception):
    """The message goes beyond a limit; the text is a sentence."""


@dataclass(frozen=True)
class Attachment:
    """A file that came with the message; its bytes stay in the raw message. `note` says what was done with it."""

    name: str
    media_type: str
    size: int
    sha256: str
    note: str = ""


@dataclass
class Body:
    """What the parts of one message came to."""

    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    forwarded: Person = NOBODY
    forwarded_dated: str = ""
    inside_ids: list[str] = field(default_factory=list)


class _Piece(NamedTuple):
    text: str
    is_html: bool = False


def read_body(parsed: "Parsed[str, str]", limits: Bounds, attachments: bool = True) -> Body:
    """The text of a message with its attached text, and its attachments. Raises TooMuch.

    `attachments` false: files are listed and not opened.
    """
    walk = _Walk(limits, attachments)
    pieces = walk.pieces(parsed, 1)
    own = "\n\n".join(piece.text.strip("\n") for piece in pieces if piece.text.strip())
    walk.body.text = "\n\n".join([*([own] if own else []), *walk.appended])
    walk.body.notes = list(dict.fromkeys(note for note in walk.body.notes if note))
    return walk.body


class _Walk:
    """One way through the parts, counting them."""

    def __init__(self, limits: Bounds, attachments: bool) -> None:
        self.limits, self.opens = limits, attachments
        self.body = Body()
        self.appended: list[str] = []
        self.seen = 0
        self.inside = 0  # how many attached messages we are in

    def pieces(self, part: "Parsed[str, str]", depth: int) -> list[_Piece]:
        """The text of a part and of those in it; files are noted on the way."""
        self._count(depth)
        kind = part.get_content_type().lower()
        if kind in SEALED and "signed" not in str(part.get("content-type", "")).lower():
            self.body.notes.append("The message is encrypted and cannot be read here: a person must open it.")
        if kind in RETURNED:
            self.body.inside_ids += _returned_ids(part)
            return []
        if kind == "message/rfc822" and part.is_multipart():
            self._attached_message(part, depth)
            return []
        if part.is_multipart():
            below = [self.pieces(child, depth + 1) for child in _children(part)]
            return self._chosen(below) if kind == "multipart/alternative" else [one for some in below for one in some]
        return self._leaf(part, kind)

    def _count(self, depth: int) -> None:
        self.seen += 1
        if self.seen > self.limits.most_parts:
            raise TooMuch(f"It has more than {self.limits.most_parts} parts.")
        if depth > self.limits.deepest:
            raise TooMuch(f"Its parts are nested more than {self.limits.deepest} deep.")

    def _chosen(self, below: list[list[_Piece]]) -> list[_Piece]:
        """Of the alternatives the plain one, unless it says nothing or much less than the HTML."""
        plain = [piece for some in below for piece in some if not piece.is_html]
        html = [piece for some in below for piece in some if piece.is_html]
        if html and _is_stub(_joined(plain), _joined(html)):
            if _joined(plain).strip():
                self.body.notes.append("The plain text part says less than the HTML part; the HTML part was read.")
            return html
        return plain or html

    def _leaf(self, part: "Parsed[str, str]", kind: str) -> list[_Piece]:
        name = file_name(part)
        disposition = str(part.get("content-disposition", "")).strip().lower()
        is_file = disposition.startswith("attachment") or bool(name)
        whole = kind.startswith("multipart/")  # its boundary is missing or wrong: all of it is one text
        if (whole or kind in ("text/plain", "text/html", "text/enriched")) and not is_file:
            return self._text(part, kind == "text/html")
        if kind == "text/html" and not disposition.startswith("attachment"):
            return self._text(part, True)
        self._file(name, kind, payload(part), _charset(part))
        return []

    def _text(self, part: "Parsed[str, str]", is_html: bool) -> list[_Piece]:
        found = decode(payload(part), _charset(part))
        self.body.notes.append(found.note)
        text = found.text
        if not is_html and re.match(r"\s*(?:<!doctype html|<html)\b", text[:500], re.I):
            is_html = True
        text = clean_text(text_of(text) if is_html else text)
        return [_Piece(text if is_html else self._without_uuencoded(text), is_html)]

    def _without_uuencoded(self, text: str) -> str:
        """The text without files written into it the old way, which are listed as attachments."""
        if "begin " not in text:
            return text
        kept, lines = [], iter(text.split("\n"))
        for line in lines:
            start = UUENCODED.fullmatch(line.rstrip())
            taken = _uuencoded(lines) if start else []
            if start and taken and taken[-1] == "end":
                self._file(one_line(start[1]), "application/octet-stream", _uudecoded(taken[:-1]), "")
            else:
                kept += [line, *taken]
        return "\n".join(kept)

    def _file(self, name: str, kind: str, content: bytes, charset: str) -> None:
        if kind in SILENT and len(content) < 20_000:
            return
        found = words_of(name, kind, content, charset) if self.opens and not self.inside else None
        text, note = found if found else ("", "")
        if kind == TNEF or name.lower() == "winmail.dat":
            note = "It is in a format of Outlook's own (TNEF) and was not read: open it."
        if kind == "text/calendar":
            note = "It is an invitation to a meeting."
        digest = hashlib.sha256(content).hexdigest()
        shown = name or "a file without a name"
        self.body.attachments.append(Attachment(shown, kind, len(content), digest, note))
        if text.strip():
            self.appended.append(f"[From the attachment {shown}]\n{text.strip()}")
        self.body.notes.append(f"Attachment {shown} ({_size(len(content))}). {_done(text, note)}".strip())

    def _attached_message(self, part: "Parsed[str, str]", depth: int) -> None:
        """A message in the message: its text is added once, one level deep; deeper ones are only named."""
        inner = _children(part)[0]
        headers = Headers.of(inner)
        self.body.inside_ids += headers.ids("message-id")
        sender, subject = headers.person("from"), headers.text("subject")[:200] or "without a subject"
        if not self.inside and not self.body.forwarded.address:
            self.body.forwarded, self.body.forwarded_dated = sender, headers.text("date")[:60]
        self.inside += 1
        text = _joined(self.pieces(inner, depth + 1)).strip()
        self.inside -= 1
        who = f" from {sender.address or sender.name}" if any(sender) else ""
        self.body.notes.append(f'A message{who} is attached: "{subject}".')
        if text and not self.inside and self.opens:
            self.appended.append(f"[From the attached message {subject}]\n{text}")


def payload(part: "Parsed[str, str]") -> bytes:
    """The bytes of a part without their transfer encoding; as they stand where that is broken."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error, AssertionError):
        found = None
    if isinstance(found, bytes):
        return found
    written = part.get_payload()
    raw = written.encode("utf-8", "surrogateescape") if isinstance(written, str) else b""
    return base64_bytes(raw) if str(part.get("content-transfer-encoding", "")).lower().strip() == "base64" else raw


def file_name(part: "Parsed[str, str]") -> str:
    """The name a part bears, without folders or direction tricks; "" where it has none."""
    try:
        written = _parameters(part).get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""
    return header_text(str(written)).replace("\\", "/").rpartition("/")[2].strip(" []")[:150]


def _returned_ids(part: "Parsed[str, str]") -> list[str]:
    """The Message-ID in the returned header lines of a bounce."""
    text = payload(part)[:100_000].decode("ascii", "replace")
    return re.findall(rf"(?im)^message-id:\s*({MESSAGE_ID.pattern})", text)


def _children(part: "Parsed[str, str]") -> "list[Parsed[str, str]]":
    below = part.get_payload()
    return [child for child in below if isinstance(child, Parsed)] if isinstance(below, list) else []


def _parameters(part: "Parsed[str, str]") -> "Parsed[str, str]":
    """The two headers that carry parameters, cut short, raw 8-bit bytes decoded, which the parser would lose."""
    headers, bare = Headers.of(part), Parsed()
    for name in ("content-type", "content-disposition"):
        if name in headers:
            bare[name] = unescaped(headers.raw(name))
    return bare


def _charset(part: "Parsed[str, str]") -> str:
    try:
        return str(_parameters(part).get_param("charset") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _joined(pieces: list[_Piece]) -> str:
    return "\n\n".join(piece.text for piece in pieces)


def _is_stub(plain: str, html: str) -> bool:
    """Whether the plain part says nothing that the HTML part does not say better."""
    bare = PLACEHOLDERS.sub("", plain).strip()
    if not bare:
        return True
    here, there = len(_words(plain)), len(_words(html))
    if len(bare) < LONGEST_STUB and STUB.search(bare):
        return there > 0
    return there >= 40 and here < 0.4 * there


def _words(text: str) -> list[str]:
    return WORD.findall(WEB_ADDRESS.sub("", text))


def _uuencoded(lines: "object") -> list[str]:
    taken: list[str] = []
    for line in lines:  # type: ignore[attr-defined]
        taken.append(line.rstrip() if line.strip() == "end" else line)
        if taken[-1] == "end" or len(line) > 70:
            break
    return taken


def _uudecoded(lines: list[str]) -> bytes:
    decoded = []
    for line in lines:
        try:
            decoded.append(binascii.a2b_uu(line.encode("ascii", "replace")))
        except (binascii.Error, ValueError):
            continue
    return b"".join(decoded)


def _done(text: str, note: str) -> str:
    return " ".join(filter(None, ["Its text was added at the end of the message." if text.strip() else "", note]))


def _size(size: int) -> str:
    return (
        f"{size:,} bytes" if size < 10_000 else f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
    )
