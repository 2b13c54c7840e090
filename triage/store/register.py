"""The register of what we publish (section 21), and when each link was last looked at."""

from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from sqlmodel import Session, col, or_, select

from triage.casework.register import FOUND
from triage.store import audit
from triage.store.database import key_of
from triage.store.refusal import Refused
from triage.store.tables import Publication
from triage.store.text import storable

BASES = ("link", "priced", "statutory")
EDITABLE = ("title", "url", "where_in_it", "period", "published_on", "topics", "basis", "how", "held", "active")


class LinkCheck(Protocol):
    """The result of a look at a link: letters.links.LinkCheck fits."""

    @property
    def status(self) -> int | None: ...
    @property
    def note(self) -> str: ...


def publications(session: Session, active_only: bool = True) -> list[Publication]:
    """Entries of the register by title."""
    wanted = select(Publication).order_by(col(Publication.title), col(Publication.id))
    return list(session.exec(wanted.where(col(Publication.active).is_(True)) if active_only else wanted))


def add(session: Session, *, by: str, at: datetime | None = None, **fields: Any) -> Publication:
    """Add an entry; a link is looked at by the worker. Raises Refused with what is missing."""
    entry = Publication(**_checked(fields))
    _refuse_incomplete(entry)
    entry.check_wanted_at = (at or datetime.now(UTC)) if entry.basis == "link" else None
    session.add(entry)
    session.flush()
    audit.record(session, audit.SYSTEM, by, "register entry added", f"register entry {entry.id}", after=_facts(entry))
    return entry


def edit(session: Session, publication_id: int, *, by: str, at: datetime | None = None, **fields: Any) -> Publication:
    """Change an entry. Another link loses what was known of the old one and is looked at."""
    entry = entry_of(session, publication_id)
    before, url = _facts(entry), entry.url
    for name, value in _checked(fields).items():
        setattr(entry, name, value)
    try:
        _refuse_incomplete(entry)
    except Refused:
        session.refresh(entry)
        raise
    if entry.url != url:
        entry.checked_at, entry.checked_status, entry.checked_note = None, None, ""
        entry.check_wanted_at = (at or datetime.now(UTC)) if entry.basis == "link" else None
    session.add(entry)
    audit.record(
        session, audit.SYSTEM, by, "register entry edited", f"register entry {entry.id}", before, _facts(entry)
    )
    return entry


def entry_of(session: Session, publication_id: int) -> Publication:
    """One entry. Raises LookupError."""
    entry = session.get(Publication, publication_id)
    if entry is None:
        raise LookupError(f"there is no register entry {publication_id}")
    return entry


def want_check(session: Session, publication_id: int, by: str, at: datetime | None = None) -> Publication:
    """Ask the worker to look at an entry's link."""
    entry = entry_of(session, publication_id)
    if entry.basis == "link" and entry.check_wanted_at is None:
        entry.check_wanted_at = at or datetime.now(UTC)
        session.add(entry)
        audit.record(session, audit.SYSTEM, by, "look at link wanted", f"register entry {publication_id}")
    return entry


def want_all_checked(session: Session, by: str, at: datetime | None = None) -> int:
    """Ask the worker to look at every active link; returns how many."""
    wanted = [entry for entry in publications(session) if entry.basis == "link"]
    for entry in wanted:
        want_check(session, key_of(entry.id), by, at)
    return len(wanted)


def next_wanted(session: Session) -> Publication | None:
    """The entry whose link has waited longest to be looked at. Close the session before looking: a look is slow."""
    wanted = select(Publication).where(col(Publication.check_wanted_at).is_not(None))
    return session.exec(wanted.order_by(col(Publication.check_wanted_at), col(Publication.id)).limit(1)).first()


def record_check(session: Session, publication_id: int, check: LinkCheck, at: datetime | None = None) -> Publication:
    """Keep the result of a look at an entry's link; nobody waits for one any more."""
    entry = entry_of(session, publication_id)
    before = {"status": entry.checked_status, "note": entry.checked_note}
    entry.checked_at, entry.check_wanted_at = at or datetime.now(UTC), None
    entry.checked_status, entry.checked_note = check.status, storable(check.note)
    session.add(entry)
    after = {"status": entry.checked_status, "note": entry.checked_note, "at": entry.checked_at}
    audit.record(session, audit.SYSTEM, "bot", "link looked at", f"register entry {publication_id}", before, after)
    return entry


def broken(session: Session) -> list[Publication]:
    """Active entries whose link was not found at the last look."""
    wanted = select(Publication).where(col(Publication.active).is_(True), Publication.basis == "link")
    wanted = wanted.where(col(Publication.checked_at).is_not(None))
    bad = or_(col(Publication.checked_status).is_(None), col(Publication.checked_status) != FOUND)
    return list(session.exec(wanted.where(bad).order_by(col(Publication.title))))


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(fields) - set(EDITABLE))
    if unknown:
        raise TypeError(f"a register entry has no {unknown[0]}")
    return {name: storable(value.strip()) if isinstance(value, str) else value for name, value in fields.items()}


def _refuse_incomplete(entry: Publication) -> None:
    if not entry.title:
        raise Refused("The entry needs a title. Nothing was saved.")
    if entry.basis not in BASES:
        raise Refused(f"{entry.basis!r} is not a kind of source; it is one of {', '.join(BASES)}. Nothing was saved.")
    if entry.basis == "link" and not _is_web_address(entry.url):
        raise Refused("The entry needs a link that starts with https:// or http://. Nothing was saved.")
    if entry.basis != "link" and not entry.how:
        raise Refused("The entry must say exactly how to get the information. Nothing was saved.")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _facts(entry: Publication) -> dict[str, Any]:
    return entry.model_dump(include=set(EDITABLE))
