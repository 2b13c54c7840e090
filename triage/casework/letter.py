"""A letter to a requester as it will leave: what an approval binds, and its exact bytes.

The digest covers sender, recipients, threading headers, subject, body and attachments, so a change to any of them is
another letter. Serialising avoids two faults of the standard library: header injection (CVE-2024-6923) and threading
headers that are folded into encoded words, which Outlook drops (max_line_length).
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, parseaddr

MOST_REFERENCES = 900
WIRE = policy.SMTP.clone(max_line_length=998)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


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


def clean_header(value: str, longest: int = 400) -> str:
    """A value that is safe in a header: no control characters, one line, white space collapsed, capped."""
    return re.sub(r"\s+", " ", CONTROL.sub(" ", str(value))).strip()[:longest]


def clean_body(value: str) -> str:
    """The body with line ends as \\n and no control character but tab; one newline at the end."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]", "", lines).rstrip("\n") + "\n"


def digest(letter: Letter) -> str:
    """SHA-256 (hex) over everything an approval binds."""
    facts = asdict(letter)
    facts["attachments"] = [(a.name, a.media_type, a.sha256) for a in letter.attachments]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def capped_references(references: tuple[str, ...]) -> tuple[str, ...]:
    """The first and the last ids that fit in 900 characters (email clients need the root and the nearest)."""
    kept = list(references)
    while len(kept) > 2 and len(" ".join(kept)) > MOST_REFERENCES:
        del kept[1]
    return tuple(kept)


def compose(letter: Letter, at: datetime) -> bytes:
    """The exact bytes that will be handed to SMTP. Raises LetterError when they would not say what the letter says."""
    message = EmailMessage(policy=WIRE)
    message["From"] = _address(letter.sender)
    message["To"] = [_address(recipient) for recipient in letter.recipients]
    message["Subject"] = clean_header(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = clean_header(letter.message_id)
    if letter.in_reply_to:
        message["In-Reply-To"] = clean_header(letter.in_reply_to, 998)
    if letter.references:
        message["References"] = clean_header(" ".join(capped_references(letter.references)), 990)
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    for part in letter.attachments:
        main, _, sub = part.media_type.partition("/")
        message.add_attachment(part.content, maintype=main, subtype=sub or "octet-stream", filename=part.name)
    raw = message.as_bytes()
    _check_same(letter, raw)
    return raw


def envelope(letter: Letter) -> tuple[str, tuple[str, ...]]:
    """Bare addresses for MAIL FROM and RCPT TO."""
    return parseaddr(letter.sender)[1], tuple(parseaddr(recipient)[1] for recipient in letter.recipients)


def _address(value: str) -> Address:
    name, spec = parseaddr(clean_header(value))
    try:
        return Address(display_name=name, addr_spec=spec)
    except (ValueError, IndexError) as error:
        raise LetterError(f"{value!r} is not an address a letter can be sent to") from error


def _check_same(letter: Letter, raw: bytes) -> None:
    """Read the bytes back with the other parser and compare with the letter (defence against header injection)."""
    back = message_from_bytes(raw, policy=policy.compat32)
    allowed = {"from", "to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version"}
    allowed |= {"content-type", "content-transfer-encoding"}
    strange = [name for name in back if name.lower() not in allowed]
    doubled = len(back.keys()) != len({name.lower() for name in back})
    recipients = {address for _, address in getaddresses([str(value) for value in back.get_all("To", [])])}
    if strange or doubled or recipients != set(envelope(letter)[1]):
        raise LetterError("the message would carry headers or recipients that are not in the letter")
