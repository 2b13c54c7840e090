"""Bytes to a Message: whatever the bytes are, a Message or the reason why it cannot be read, and never an exception.

The standard library's parser with its lenient compat32 policy, whose newer policy raises on real headers; decoding is
our own. `bounded.read_bounded` does it in a child process with limits on memory and time.
"""

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message as Parsed
from typing import Any

from triage.inbox.body import Attachment, Body, TooMuch, read_body
from triage.inbox.headers import NOBODY, Headers, Person, date_of
from triage.inbox.limits import Bounds
from triage.inbox.machine import made_by_machine

LARGEST_HEADER_BLOCK = 256_000
MOST_HEADER_LINES = 5_000
LONGEST_SUBJECT = 1_000
LONGEST_TEXT = 400_000
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
RECEIVED_OR_DATE = re.compile(rb"^(received|date):(.*(?:\r?\n[ \t].*)*)", re.I | re.M)


@dataclass(frozen=True)
class Message:
    """What one message says. Ids carry their angle brackets; `text` is plain, with attached text behind marked lines.

    `machine_made` is the sentence that says why a machine seems to have written it, "" where none did; then
    `machine_kind` is "bounce" or "automatic". `forwarded` is who wrote a message attached to this one,
    `forwarded_dated` its date as it stands there, and `inside_ids` are the ids of messages attached or returned in it.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender_name: str = ""
    sender_address: str = ""
    reply_to: str = ""
    subject: str = ""
    text: str = ""
    sent_at: datetime | None = None
    machine_made: str = ""
    machine_kind: str = ""
    forwarded: Person = NOBODY
    forwarded_dated: str = ""
    inside_ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def thread(self) -> tuple[str, ...]:
        """The ids of the conversation before this message, oldest first, the one it answers last."""
        return tuple(dict.fromkeys([*self.references, *self.in_reply_to]))

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "sent_at": self.sent_at.isoformat() if self.sent_at else ""}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Message":
        """The inverse of as_json, after a journey through JSON."""
        lists = {name: tuple(values[name]) for name in ("in_reply_to", "references", "inside_ids", "notes")}
        files = tuple(Attachment(**one) for one in values["attachments"])
        sent_at = datetime.fromisoformat(values["sent_at"]) if values["sent_at"] else None
        return cls(
            **{**values, **lists, "attachments": files, "sent_at": sent_at, "forwarded": Person(*values["forwarded"])}
        )


@dataclass(frozen=True)
class Unreadable:
    """Why a message cannot be read, in a sentence or two."""

    reason: str


def read(raw: bytes, limits: Bounds, attachments: bool = True) -> Message | Unreadable:
    """Read a message in this process. For bytes of unknown origin use `read_bounded`.

    `attachments` false: files are listed and not opened. Never raises on any bytes, except MemoryError.
    """
    refusal = beyond_limits(raw, limits)
    if refusal:
        return Unreadable(refusal)
    try:
        parsed = message_from_bytes(raw, policy=policy.compat32)
        body = read_body(parsed, limits, attachments)
        return _checked(_message(parsed, body))
    except TooMuch as error:
        return Unreadable(str(error))
    except RecursionError:
        return Unreadable(f"Its parts are nested more than {limits.deepest} deep.")
    except MemoryError:
        raise
    except Exception as error:  # the parser on hostile bytes: what it raises has no bound (cpython issue 151857)
        return Unreadable(f"Its form is broken ({type(error).__name__}).")


def beyond_limits(raw: bytes, limits: Bounds) -> str:
    """Why these bytes are not to be parsed at all; "" where they may be. Cheap: nothing is parsed."""
    if not raw.strip(b"\r\n\t \0"):
        return "It is empty: the server gave no content."
    if len(raw) > limits.largest_bytes:
        return f"It has {len(raw) / 1e6:.0f} MB; messages of up to {limits.largest_bytes / 1e6:.0f} MB are read."
    end = END_OF_HEADERS.search(raw[: LARGEST_HEADER_BLOCK + 4])
    block = raw[: end.start()] if end else raw[: LARGEST_HEADER_BLOCK + 1]
    if len(block) > LARGEST_HEADER_BLOCK or block.count(b"\n") > MOST_HEADER_LINES:
        return f"Its header is longer than {LARGEST_HEADER_BLOCK // 1000} kB or {MOST_HEADER_LINES:,} lines."
    return ""


def arrived(raw: bytes) -> datetime | None:
    """When a message from a file reached us, as its newest Received line says, else its Date; aware, or None."""
    end = END_OF_HEADERS.search(raw[:LARGEST_HEADER_BLOCK])
    lines = RECEIVED_OR_DATE.findall(raw[: end.start() if end else LARGEST_HEADER_BLOCK])
    received = [value.rpartition(b";")[2] for name, value in lines if name.lower() == b"received"]
    sent = [value for name, value in lines if name.lower() == b"date"]
    found = (date_of(value.decode("ascii", "replace")) for value in [*received[:1], *sent[:1]])
    return next((date for date in found if date), None)


def _message(parsed: "Parsed[str, str]", body: Body) -> Message:
    headers = Headers.of(parsed)
    sender = headers.person("from") if "from" in headers else headers.person("sender")
    machine = made_by_machine(headers, parsed.get_content_type().lower(), _report_type(parsed))
    return Message(
        message_id=next(iter(headers.ids("message-id")), ""),
        in_reply_to=headers.ids("in-reply-to"),
        references=headers.ids("references"),
        sender_name=sender.name,
        sender_address=sender.address,
        reply_to=headers.person("reply-to").address,
        subject=headers.text("subject")[:LONGEST_SUBJECT],
        text=body.text,
        sent_at=headers.date("date"),
        machine_made=machine.reason,
        machine_kind=machine.kind,
        forwarded=body.forwarded,
        forwarded_dated=body.forwarded_dated,
        inside_ids=tuple(dict.fromkeys(body.inside_ids)),
        notes=tuple(body.notes),
        attachments=tuple(body.attachments),
    )


def _report_type(parsed: "Parsed[str, str]") -> str:
    try:
        return str(parsed.get_param("report-type") or "").lower()
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _checked(message: Message) -> Message | Unreadable:
    """The message with notes on what it lacks; unreadable where it holds more text than can be understood."""
    if len(message.text) > LONGEST_TEXT:
        return Unreadable(f"It holds {len(message.text):,} characters of text; up to {LONGEST_TEXT:,} are read.")
    lacks = [] if message.sender_address else ["The message names no sender that could be answered."]
    return replace(message, notes=(*lacks, *message.notes))
