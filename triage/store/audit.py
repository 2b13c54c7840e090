"""The record of every change: a chain of hashes per case and one for all else, and a daily head over all (promise 8).

An entry is written in the transaction of the change it tells of. Entries hold salted hashes of the values; the values
themselves lie beside them and a purge may empty them, after which the chains still verify.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from triage.store.database import key_of, lock
from triage.store.refusal import Refused
from triage.store.tables import AuditEntry, AuditHead, AuditValue

SYSTEM = "system"
SETTLING = timedelta(hours=1)  # a transaction begun before midnight may commit after it
CHUNK = 1000


def chain_of_case(case_id: int | None) -> str:
    """The name of a case's chain."""
    return f"case:{key_of(case_id)}"


def record(
    session: Session,
    chain: str,
    actor: str,
    action: str,
    subject: str = "",
    before: Any = None,
    after: Any = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Add an entry to a chain, in the caller's transaction. `before` and `after` are anything JSON can say, or None.

    `action` and `subject` are kept for good: never put a requester's name there.
    """
    lock(session, f"audit {chain}")
    last = _last(session, chain)
    salt = secrets.token_hex(16)
    values = [_canonical(value) if value is not None else "" for value in (before, after)]
    entry = AuditEntry(
        chain=chain,
        sequence=last[0] + 1,
        at=at or datetime.now(UTC),
        actor=actor,
        action=action,
        subject=subject,
        before_sha256=_value_hash(salt, values[0]),
        after_sha256=_value_hash(salt, values[1]),
        previous_sha256=last[1],
        entry_sha256="",
    )
    entry.entry_sha256 = _entry_hash(entry)
    session.add(entry)
    session.flush()
    session.add(AuditValue(entry_id=key_of(entry.id), salt=salt, before=values[0], after=values[1]))
    session.flush()
    return entry


def history(session: Session, chain: str) -> list[tuple[AuditEntry, AuditValue | None]]:
    """A chain's entries with their values, oldest first."""
    found = select(AuditEntry, AuditValue).join(AuditValue, isouter=True)
    return [(e, v) for e, v in session.exec(found.where(AuditEntry.chain == chain).order_by(col(AuditEntry.sequence)))]


def count(session: Session) -> int:
    """How many entries there are."""
    return session.exec(select(func.count()).select_from(AuditEntry)).one()


def close_day(session: Session, day: date) -> AuditHead:
    """Write the head over all entries of a UTC day. Raises Refused when it is closed, or not over for an hour."""
    if datetime.now(UTC) < _end_of(day) + SETTLING:
        raise Refused(f"{day} can be closed an hour after it has ended, not before.")
    if session.get(AuditHead, day):
        raise Refused(f"{day} is closed already.")
    before = session.exec(select(AuditHead).where(AuditHead.day < day).order_by(col(AuditHead.day).desc())).first()
    head = _head_of(session, day, before.head_sha256 if before else "")
    session.add(head)
    session.flush()
    return head


def close_days_before(session: Session, today: date) -> list[date]:
    """Close every finished day before `today` that has entries and comes after the last closed one."""
    lock(session, "audit heads")
    last = session.exec(select(func.max(AuditHead.day))).one() or date.min
    first = session.exec(select(func.min(AuditEntry.at)).where(AuditEntry.at >= _end_of(last))).one()
    day, closed = (first.date() if first else today), []
    while day < today and datetime.now(UTC) >= _end_of(day) + SETTLING:
        if _hashes_of(session, day):
            closed.append(close_day(session, day).day)
        day += timedelta(days=1)
    return closed


def verify(session: Session) -> list[str]:
    """Walk every chain and every head; one sentence a fault, empty when the record is whole."""
    return [*_verify_chains(session), *_verify_heads(session)]


def _verify_chains(session: Session) -> Iterator[str]:
    found = select(AuditEntry, AuditValue).join(AuditValue, isouter=True)
    ordered = found.order_by(col(AuditEntry.chain), col(AuditEntry.sequence)).execution_options(yield_per=CHUNK)
    chain, sequence, previous = "", 0, ""
    for entry, value in session.exec(ordered):
        if entry.chain != chain:
            chain, sequence, previous = entry.chain, 0, ""
        yield from _faults(entry, value, sequence, previous)
        sequence, previous = entry.sequence, entry.entry_sha256


def _faults(entry: AuditEntry, value: AuditValue | None, sequence: int, previous: str) -> Iterator[str]:
    place = f"Audit chain {entry.chain}, entry {entry.sequence}"
    if entry.sequence != sequence + 1:
        yield f"{place}: {entry.sequence - sequence - 1} entries before it are missing."
    elif entry.previous_sha256 != previous:
        yield f"{place}: it does not follow from the entry before it."
    if entry.entry_sha256 != _entry_hash(entry):
        yield f"{place}: it was changed after it was written."
    if value is None:
        yield f"{place}: its values' row is missing."
    elif _values_differ(entry, value):
        yield f"{place}: its values were changed after they were written."


def _values_differ(entry: AuditEntry, value: AuditValue) -> bool:
    if not (value.salt or value.before or value.after):
        return False  # emptied by a purge
    expected = (entry.before_sha256, entry.after_sha256)
    return expected != tuple(_value_hash(value.salt, text) for text in (value.before, value.after))


def _verify_heads(session: Session) -> Iterator[str]:
    previous = ""
    for head in session.exec(select(AuditHead).order_by(col(AuditHead.day))):
        expected = _head_of(session, head.day, previous)
        if head.entries != expected.entries:
            yield f"Audit day {head.day}: {head.entries} entries were closed, {expected.entries} are there."
        elif (head.head_sha256, head.last_entry_id) != (expected.head_sha256, expected.last_entry_id):
            yield f"Audit day {head.day}: its head does not match its entries and the day before."
        previous = head.head_sha256


def _head_of(session: Session, day: date, previous: str) -> AuditHead:
    hashes = _hashes_of(session, day)
    last = hashes[-1][0] if hashes else 0
    facts = {"day": day.isoformat(), "entries": [text for _, text in hashes], "last": last, "previous": previous}
    return AuditHead(day=day, entries=len(hashes), last_entry_id=last, head_sha256=_sha256(_canonical(facts)))


def _hashes_of(session: Session, day: date) -> list[tuple[int, str]]:
    start = datetime.combine(day, time.min, UTC)
    wanted = select(AuditEntry.id, AuditEntry.entry_sha256).where(AuditEntry.at >= start, AuditEntry.at < _end_of(day))
    return [(key_of(entry_id), text) for entry_id, text in session.exec(wanted.order_by(col(AuditEntry.id)))]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)


def _last(session: Session, chain: str) -> tuple[int, str]:
    wanted = select(AuditEntry.sequence, AuditEntry.entry_sha256).where(AuditEntry.chain == chain)
    return session.exec(wanted.order_by(col(AuditEntry.sequence).desc()).limit(1)).first() or (0, "")


def _entry_hash(entry: AuditEntry) -> str:
    """Over every column but the row's own number and the hash itself."""
    facts = entry.model_dump(exclude={"id", "entry_sha256"})
    return _sha256(_canonical(facts | {"at": entry.at.astimezone(UTC).isoformat(timespec="microseconds")}))


def _value_hash(salt: str, value: str) -> str:
    return _sha256(salt + value) if value else ""


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be put into the audit record")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
