"""What the demo's SMTP server was given, read back for the web inbox."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from zoneinfo import ZoneInfo

from triage.demo.kept import Kept, kept, one
from triage.demo.smtp import envelope_of

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class SentLetter:
    """A letter as the person it went to would see it. `sent_to` is the envelope, not the header."""

    number: int
    at: datetime
    subject: str
    sender: str
    to: str
    sent_to: tuple[str, ...]
    text: str
    attachments: tuple[str, ...]
    message_id: str
    references: tuple[str, ...]

    @property
    def day(self) -> str:
        local = self.at.astimezone(LONDON)
        return f"{local:%a} {local.day} {local:%B %Y at %H:%M}"


def letters(folder: Path) -> list[SentLetter]:
    """Everything sent, newest first."""
    return [read(message) for message in reversed(list(kept(folder)))]


def letter(folder: Path, number: int) -> SentLetter | None:
    found = one(folder, number)
    return read(found) if found else None


def read(message: Kept) -> SentLetter:
    """Headers and text of one kept message; whatever it holds, something readable comes back."""
    parsed = message_from_bytes(message.raw, policy=policy.compat32)
    plain = [part for part in parsed.walk() if part.get_content_type() == "text/plain" and not part.get_filename()]
    return SentLetter(
        number=message.number,
        at=message.at,
        subject=_header(parsed, "Subject") or "(no subject)",
        sender=_header(parsed, "From"),
        to=_header(parsed, "To"),
        sent_to=tuple(envelope_of(message)[1]),
        text=_text(plain[0]) if plain else "",
        attachments=tuple(name for part in parsed.walk() if (name := part.get_filename())),
        message_id=_header(parsed, "Message-ID"),
        references=tuple(_header(parsed, "References").split()),
    )


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, "")).replace("\r\n", "").strip()
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, UnicodeDecodeError, ValueError):
        return value


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(content, bytes) else ""
