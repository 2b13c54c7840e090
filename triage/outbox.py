"""Sending: claim what a person approved → SMTP → record.

Whether a message was taken is known only by the server's answer to its last line, so the outcome turns on where the
conversation broke (RFC 5321 section 4.2, RFC 1047): before the text was sent it is surely not sent and is tried again;
after that, without an answer, it is unknown, is never sent again by itself, and an officer is asked.
"""

import os
import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session

from triage.settings import Settings, Smtp
from triage.store import outgoing
from triage.store.database import Engine, session
from triage.store.tables import Case, OutboxItem

log = structlog.get_logger()
LONDON = ZoneInfo("Europe/London")

MOST_ATTEMPTS = 30
LEASE = timedelta(minutes=30)  # longer than any attempt can take
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60))
SIGN_IN_CODES = (530, 534, 535, 538)


class End(StrEnum):
    """How one attempt ended. `later`: surely not sent, try again; `unknown`: nobody can say."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    LATER = "later"


@dataclass(frozen=True)
class Outcome:
    """The end of one attempt and the sentence a person reads about it.

    `server_wide`: the server, not this letter, was the reason; other letters would meet the same.
    """

    end: End
    said: str
    server_wide: bool = False


def send_one(engine: Engine, settings: Settings, worker: str, now: datetime | None = None) -> Outcome | None:
    """Claim the next approved letter, try once to send it, and record what came of it. None: nothing is due.

    The claim is committed before the first byte leaves and the result after the last, so no crash sends twice.
    """
    if settings.smtp is None:
        return None
    now = now or datetime.now(UTC)
    with session(engine) as store:
        item = outgoing.claim(store, now, worker)
    if item is None:
        return None
    outcome = deliver(settings.smtp, item.envelope_from, item.envelope_to, item.raw)
    with session(engine) as store:
        settled = _record(store, item, outcome, now)
    log.info("letter", item=item.id, attempt=item.attempts, end=settled.end.value, server_wide=settled.server_wide)
    return settled


def recover(engine: Engine, worker: str) -> list[int]:
    """What was being sent when a worker died is unknown now. Returns those items; an officer is asked about each.

    `worker` is "host:process". A dead worker of this host is seen at once, one elsewhere when its lease has run out:
    a worker that is alive and sending is left alone.
    """
    with session(engine) as store:
        lost = outgoing.orphans(store, lease=LEASE, is_gone=lambda name: is_gone(name, worker))
        found = [item.id for item in lost if item.id is not None]
    if found:
        log.warning("letters that may have been sent; an officer is asked", items=found, worker=worker)
    return found


def is_gone(name: str, asking: str) -> bool:
    """Whether the worker `name` ("host:process") ran on the host of `asking` and has ended."""
    host, _, process = name.rpartition(":")
    if name == asking:  # whoever asks is not sending: an earlier process had the same number
        return True
    if host != asking.rpartition(":")[0] or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _record(store: Session, item: OutboxItem, outcome: Outcome, now: datetime) -> Outcome:
    """Write the outcome down, with the sentence for the officer; the last of too many attempts is a failure."""
    if outcome.end == End.LATER and item.attempts < MOST_ATTEMPTS:
        again = now + wait(item.attempts, _left(store, item, now))
        said = (
            f"{outcome.said}. It was not sent; attempt {item.attempts} of {MOST_ATTEMPTS}, the next at {_clock(again)}."
        )
        outgoing.retry_later(store, item, again, said)
        if outcome.server_wide:
            outgoing.hold(store, again)
        return Outcome(End.LATER, said, outcome.server_wide)
    end = End.FAILED if outcome.end == End.LATER else outcome.end
    said = _sentence(end, outcome, item)
    outgoing.finish(store, item, end.value, said)
    return Outcome(end, said, outcome.server_wide)


def _sentence(end: End, outcome: Outcome, item: OutboxItem) -> str:
    """What the officer reads: what happened, what became of the letter, what to do."""
    to = ", ".join(item.envelope_to)
    if end == End.SENT:
        return outcome.said
    if end == End.UNKNOWN:
        return (
            f"{outcome.said}. It may have reached {to} and is not sent again. Find out, then say whether it was sent."
        )
    given_up = f" Given up after {item.attempts} attempts." if outcome.end == End.LATER else ""
    return f"{outcome.said}.{given_up} Nobody received it. Mend the cause, then approve the letter again."


def _left(store: Session, item: OutboxItem, now: datetime) -> timedelta | None:
    """The time until the case's answer is due, at five o'clock on the due day."""
    case = store.get(Case, item.case_id)
    return datetime.combine(case.due_on, time(17), LONDON) - now if case else None


def _clock(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%H:%M} on {local:%a} {local.day} {local:%B}"


def connect(server: Smtp) -> smtplib.SMTP:
    """A connection, encrypted and signed in as the settings say; close it with `with`.

    The certificate is verified; there is no falling back to clear text. Raises OSError (ssl.SSLError among them) and
    smtplib.SMTPException.
    """
    secure = ssl.create_default_context(cafile=server.ca_file or None)
    where = (server.host, server.port)
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=server.timeout_seconds, context=secure)
    else:
        client = smtplib.SMTP(*where, timeout=server.timeout_seconds)
    try:
        if server.security == "starttls":
            client.starttls(context=secure)
        if server.user:
            client.login(server.user, server.password.get_secret_value())
        client.ehlo_or_helo_if_needed()
    except BaseException:
        client.close()
        raise
    return client


def deliver(server: Smtp, sender: str, recipients: Sequence[str], raw: bytes) -> Outcome:
    """One attempt to hand `raw` to the server, to all recipients or to none. Never raises for what a server does."""
    try:
        client = connect(server)
    except (OSError, smtplib.SMTPException) as error:
        where = f"{server.host}:{server.port}"
        return Outcome(End.LATER, f"The mail server {where} could not be used: {reason(error)}", server_wide=True)
    try:
        return _offer(client, sender, recipients, raw)
    finally:
        _leave(client)


def _offer(client: smtplib.SMTP, sender: str, recipients: Sequence[str], raw: bytes) -> Outcome:
    """MAIL, RCPT for each, DATA; then the text. Up to DATA, a broken connection means that nothing was sent."""
    try:
        refusal = _too_large(client, raw) or _envelope_refused(client, sender, recipients)
        if refusal:
            return refusal
        code, said = client.docmd("data")
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Outcome(End.LATER, f"The connection broke before the letter was handed over: {reason(error)}", True)
    if code != 354:
        return _refusal(code, f"The server refused the letter: {_reply(code, said)}")
    return _hand_over(client, raw)


def _envelope_refused(client: smtplib.SMTP, sender: str, recipients: Sequence[str]) -> Outcome | None:
    """Why the sender or a recipient is refused, or None. A single refusal stops the letter for all recipients."""
    code, said = client.mail(sender)
    if code != 250:
        return _refusal(code, f"The server refused mail from {sender}: {_reply(code, said)}")
    answers = {recipient: client.rcpt(recipient) for recipient in recipients}
    refused = {recipient: answer for recipient, answer in answers.items() if answer[0] not in (250, 251)}
    if not refused:
        return None
    worst = max(code for code, _ in refused.values())
    told = "; ".join(f"{recipient} was refused: {_reply(*answer)}" for recipient, answer in refused.items())
    return _refusal(worst, told)


def _too_large(client: smtplib.SMTP, raw: bytes) -> Outcome | None:
    limit = client.esmtp_features.get("size", "")
    if not limit.isdigit() or not 0 < int(limit) < len(raw):
        return None
    return Outcome(End.FAILED, f"The letter has {len(raw):,} bytes and the server takes {int(limit):,} at most")


def _hand_over(client: smtplib.SMTP, raw: bytes) -> Outcome:
    """Send the text and read the answer. From here on, no answer means that nobody can say."""
    try:
        client.send(re.sub(rb"(?m)^\.", b"..", raw) + (b"" if raw.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, said = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(End.UNKNOWN, f"The connection broke while the letter was handed over: {reason(error)}")
    if 200 <= code < 300:
        return Outcome(End.SENT, f"Accepted by the server: {_reply(code, said)}")
    if not 400 <= code < 600:
        return Outcome(End.UNKNOWN, f"The server gave an answer that says neither yes nor no: {_reply(code, said)}")
    return _refusal(code, f"The server refused the letter after reading it: {_reply(code, said)}")


def _refusal(code: int, told: str) -> Outcome:
    """4xx is for now, 5xx is for good (RFC 5321 section 4.2.1), except where the server only wants us to sign in."""
    if code in SIGN_IN_CODES:
        return Outcome(End.LATER, told, server_wide=True)
    if 500 <= code < 600:
        return Outcome(End.FAILED, told)
    return Outcome(End.LATER, told)


def _leave(client: smtplib.SMTP) -> None:
    """Say goodbye if the server still listens; what was answered before stands."""
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def _reply(code: int, said: bytes) -> str:
    text = re.sub(r"\s+", " ", said.decode("utf-8", "replace")).strip()
    return f"{code} {text}"[:300]


def reason(error: Exception) -> str:
    """An error of a connection in words."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _reply(error.smtp_code, said if isinstance(said, bytes) else said.encode())
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "it did not answer in time"
    return str(error) or type(error).__name__


def wait(attempts: int, left: timedelta | None = None) -> timedelta:
    """How long to wait after `attempts` failed attempts; at most a tenth of the time `left` until the letter is due."""
    delay = DELAYS[min(attempts, len(DELAYS)) - 1]
    if left is None or left <= timedelta(0):
        return delay
    return max(DELAYS[0], min(delay, left / 10))
