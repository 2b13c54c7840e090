"""A letter to a requester as it will leave: what an approval binds, and its exact bytes.

The digest covers sender, recipients, threading headers, subject, body and attachments, so a change to any of them is
another letter. The header lines are written here, not by the standard library, which has put a hostile subject's
"Bcc:" on the wire (CVE-2024-6923) and folds long message ids into encoded words that Outlook drops; what was written
is then read back and compared with the letter.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.utils import format_datetime, getaddresses
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MOST_REFERENCES = 900
LONGEST_SUBJECT = 400
LINE = 76
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
NOT_IN_BODY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
SURROGATE = re.compile("[\ud800-\udfff]")
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,896}>")
NAMED = re.compile(r"(?P<name>.*?)<(?P<address>[^<>]*)>\s*", re.DOTALL)


class LetterError(ValueError):
    """The letter cannot be put into a message; the text says which part and why."""


@dataclass(frozen=True)
class Attachment:
    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Letter:
    """One outgoing e-mail. Addresses are bare or "Name <address>"; message ids carry their angle brackets."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def clean_header(value: str, longest: int = LONGEST_SUBJECT) -> str:
    """A value that is safe in a header: one line, no control characters, white space collapsed, capped.

    "=?" becomes "= ?", so that no reader takes what a stranger typed for an encoded word (RFC 2047).
    """
    line = SURROGATE.sub("\ufffd", CONTROL.sub(" ", str(value)))
    return re.sub(r"\s+", " ", line.replace("=?", "= ?")).strip()[:longest].rstrip()


def clean_body(value: str) -> str:
    """The body with line ends as \\n and no control character but tab; one newline at the end."""
    lines = SURROGATE.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
    return NOT_IN_BODY.sub("", lines).rstrip("\n") + "\n"


def digest(letter: Letter) -> str:
    """SHA-256 (hex) over everything an approval binds."""
    facts = asdict(letter)
    facts["attachments"] = [(a.name, a.media_type, a.sha256) for a in letter.attachments]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def mailbox(name: str, address: str) -> str:
    """ "Name <address>" for a letter's sender or recipient, the name quoted where RFC 5322 asks for it."""
    name = clean_header(name)
    if not name:
        return address
    if re.search(r'[()<>\[\]:;@\\,."]', name):
        name = '"' + re.sub(r'([\\"])', r"\\\1", name) + '"'
    return f"{name} <{address}>"


def name_and_address(value: str) -> tuple[str, str]:
    """The parts of "Name <address>" or of a bare address; a comma in the name need not be quoted.

    Raises LetterError when it is not one address that SMTP can carry in plain ASCII.
    """
    value = clean_header(value)
    named = NAMED.fullmatch(value)
    name, address = (named["name"].strip(), named["address"].strip()) if named else ("", value)
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name, _checked_address(address)


def envelope(letter: Letter) -> tuple[str, tuple[str, ...]]:
    """Bare addresses for MAIL FROM and RCPT TO. Raises LetterError."""
    recipients = tuple(name_and_address(recipient)[1] for recipient in letter.recipients)
    return name_and_address(letter.sender)[1], recipients


def capped_references(references: tuple[str, ...]) -> tuple[str, ...]:
    """The first and the last ids that fit in 900 characters (e-mail programs need the root and the nearest).

    What is not a message id is left out; a hostile one must not reach a header.
    """
    kept = [reference for reference in references if _is_message_id(reference)]
    while len(kept) > 1 and len(" ".join(kept)) > MOST_REFERENCES:
        del kept[1 if len(kept) > 2 else 0]
    return tuple(kept)


def compose(letter: Letter, at: datetime) -> bytes:
    """The exact bytes that will be handed to SMTP, dated `at` (aware).

    Raises LetterError when they would not say what the letter says.
    """
    lines = [_line(name, value) for name, value in _headers(letter).items()]
    lines.insert(3, f"Date: {format_datetime(at.astimezone(LONDON))}")
    raw = "\r\n".join(lines).encode("ascii") + b"\r\n" + _content(letter).as_bytes()
    check_same(letter, raw)
    return raw


def check_same(letter: Letter, raw: bytes) -> None:
    """Read the bytes back with the standard library's older parser and compare them with the letter.

    Raises LetterError naming the first part that differs: a header too many, a recipient, the body …
    """
    back = message_from_bytes(raw, policy=policy.compat32)
    expected = _headers(letter)
    if sorted(back.keys()) != sorted([*expected, "Date", *_content(letter).keys()]):
        raise LetterError("the message would carry headers that are not in the letter")
    for name, value in expected.items():
        if not _says(back[name], name, value):
            raise LetterError(f"the message would say something else than the letter in {name}")
    text, *parts = [part for part in back.walk() if not part.is_multipart()]
    if _decoded(text).decode("utf-8", "replace").replace("\r\n", "\n") != clean_body(letter.body):
        raise LetterError("the message would carry another text than the letter")
    if [hashlib.sha256(_decoded(part)).hexdigest() for part in parts] != [a.sha256 for a in letter.attachments]:
        raise LetterError("the message would carry other attachments than the letter")


def _headers(letter: Letter) -> dict[str, str]:
    """The headers an approval binds, in the order written, as text. Raises LetterError."""
    if not letter.recipients:
        raise LetterError("the letter has no recipient; add one")
    if not _is_message_id(letter.message_id):
        raise LetterError(f"{letter.message_id!r} is not a message id")
    headers = {
        "From": mailbox(*name_and_address(letter.sender)),
        "To": ", ".join(mailbox(*name_and_address(recipient)) for recipient in letter.recipients),
        "Subject": clean_header(letter.subject),
        "Message-ID": letter.message_id,
        "In-Reply-To": letter.in_reply_to if _is_message_id(letter.in_reply_to) else "",
        "References": " ".join(capped_references(letter.references)),
    }
    return {name: value for name, value in headers.items() if value or name == "Subject"}


def _line(name: str, value: str) -> str:
    """One header, unfolded when it is ASCII (ids must stay whole), else in encoded words of at most 75 characters."""
    if name in ("From", "To") and not value.isascii():
        return f"{name}: " + ",\r\n ".join(_encoded_mailbox(one) for one in _split(value))
    if value.isascii():
        return f"{name}: {value}" if len(value) < 900 else f"{name}: " + ",\r\n ".join(_split(value))
    return f"{name}: " + Header(value, "utf-8", maxlinelen=LINE, header_name=name).encode(linesep="\r\n")


def _encoded_mailbox(value: str) -> str:
    name, address = name_and_address(value)
    if name.isascii():
        return mailbox(name, address)
    return Header(name, "utf-8", maxlinelen=LINE, header_name="From").encode(linesep="\r\n") + f"\r\n <{address}>"


def _split(value: str) -> list[str]:
    """A list of mailboxes that `mailbox` wrote, apart again: commas inside quotes stay."""
    return [one.strip() for one in re.findall(r'(?:"(?:\\.|[^"\\])*"|[^,"])+', value)]


def _content(letter: Letter) -> EmailMessage:
    """The body and its attachments, with nothing but the MIME headers."""
    content = EmailMessage(policy=policy.SMTP)
    content.set_content(clean_body(letter.body), charset="utf-8", cte="quoted-printable")
    for part in letter.attachments:
        main, _, sub = clean_header(part.media_type).partition("/")
        name = clean_header(part.name, 200)
        content.add_attachment(part.content, maintype=main, subtype=sub or "octet-stream", filename=name)
    return content


def _checked_address(address: str) -> str:
    local, _, domain = address.rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode()}"
        if Address(addr_spec=plain).addr_spec != plain or not plain.isascii() or " " in plain:
            raise ValueError
    except (ValueError, IndexError, HeaderParseError):
        raise LetterError(f"{address!r} is not an address a letter can be sent to") from None
    return plain


def _is_message_id(value: str) -> bool:
    return bool(MESSAGE_ID.fullmatch(value)) and "=?" not in value


def _says(written: str | Header, name: str, value: str) -> bool:
    """Whether a header read back says `value`; addresses are compared as (name, address) pairs."""
    plain = re.sub(r"\r\n(?=[ \t])", "", str(written))
    if name not in ("From", "To"):
        return str(make_header(decode_header(plain))) == value if not value.isascii() else plain == value
    pairs = [(str(make_header(decode_header(shown))), address) for shown, address in getaddresses([plain])]
    return pairs == [name_and_address(one) for one in _split(value)]


def _decoded(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
