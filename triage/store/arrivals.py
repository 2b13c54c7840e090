"""What the mailboxes listed, kept as raw bytes first and understood later; each arrival gets one fate."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, func, update
from sqlmodel import Session, col, or_, select

from triage.store import audit
from triage.store.database import insert_once, key_of, lock
from triage.store.refusal import Refused
from triage.store.tables import Arrival, Case, MailboxHealth, Message
from triage.store.text import first_words, index_key, storable
from triage.store.threads import case_of_message_ids as case_of_message_ids
from triage.store.threads import case_of_reference as case_of_reference
from triage.store.threads import case_of_request_address as case_of_request_address

FATES = ("case", "joined", "copy", "archived", "parked", "unreadable")
IMPORT = "import"
BOT = "bot"
FIRST = 1_000  # characters of a message, enough for its first words


class Earlier(NamedTuple):
    """An earlier arrival of the same message, or of another one that bears the same Message-ID."""

    how: Literal["copy", "other content"]
    arrival: Arrival
    case: Case | None


class Parked(NamedTuple):
    """What the page of messages that wait for a person shows of one; `reference` is the case it joined."""

    arrival_id: int
    fate: str
    kind: str
    reason: str
    proposal: str
    possible_due_on: date | None
    received_at: datetime
    subject: str
    sender_name: str
    sender_address: str
    size: int
    reference: str | None


class Joined(NamedTuple):
    """A message that joined a case, with the beginning of its words."""

    arrival: Arrival
    subject: str
    sender: str
    words: str

    @property
    def unread(self) -> bool:
        """Whether it asks for something and nobody has read it yet, as unread() finds in a query."""
        return self.arrival.settled_by == BOT and self.arrival.proposal != ""


class Fates(NamedTuple):
    """What became of everything a mailbox listed: counts by fate, those not understood yet, those not fetched yet."""

    listed: int
    counts: dict[str, int]
    waiting: int

    def of(self, fate: str) -> int:
        return self.counts.get(fate, 0)

    @property
    def adds_up(self) -> bool:
        """Whether every message listed has its one fate (promise 3)."""
        return sum(self.counts.values()) == self.listed and not self.waiting


def keep(
    session: Session, *, mailbox: str, uidvalidity: int, uid: int, received_at: datetime, raw: bytes, source: str = ""
) -> Arrival:
    """Keep the raw bytes and the identity of one listed message, and COMMIT. Done before: returns the arrival of then.

    `received_at` is aware (the server's internal date). Bytes that came before are kept once. `raw` is empty where
    the server gave none.
    """
    found = _at(session, mailbox, uidvalidity, uid)
    if found is None:
        found = _insert(session, mailbox, uidvalidity, uid, received_at, raw, source)
    session.commit()
    return found


def keep_file(session: Session, *, received_at: datetime, raw: bytes, source: str) -> tuple[Arrival, bool]:
    """Keep a message from a file, and COMMIT. (arrival, whether it is new); the same bytes from the same `source` are
    not new. `source` says where it stood ("old.mbox, message 3")."""
    lock(session, IMPORT)
    before = select(Arrival).join(Message).where(Message.sha256 == _sha256(raw), Arrival.source == source)
    found = session.exec(before.where(Arrival.mailbox == IMPORT)).first()
    last = session.exec(select(func.max(Arrival.uid)).where(Arrival.mailbox == IMPORT)).one() or 0
    arrival = found or _insert(session, IMPORT, 1, last + 1, received_at, raw, source)
    session.commit()
    return arrival, found is None


def known_uids(session: Session, mailbox: str, uidvalidity: int) -> set[int]:
    """The UIDs of a mailbox that are kept already."""
    wanted = select(Arrival.uid).where(Arrival.mailbox == mailbox, Arrival.uidvalidity == uidvalidity)
    return set(session.exec(wanted))


def pending(session: Session) -> list[int]:
    """The ids of arrivals without a fate, in the order they were kept."""
    return [key_of(n) for n in session.exec(select(Arrival.id).where(Arrival.fate == "").order_by(col(Arrival.id)))]


def opened(session: Session, arrival_id: int) -> tuple[Arrival, Message]:
    """An arrival and its message, raw bytes included. Raises LookupError."""
    row = session.exec(select(Arrival, Message).join(Message).where(Arrival.id == arrival_id)).first()
    if row is None:
        raise LookupError(f"there is no arrival {arrival_id}")
    return row[0], row[1]


def claimed(session: Session, arrival_id: int) -> tuple[Arrival, Message]:
    """The same for whoever settles it: others wait until our transaction ends. Raises Refused when it has a fate."""
    lock(session, f"arrival {arrival_id}")
    arrival, message = opened(session, arrival_id)
    if arrival.fate:
        raise Refused(f"Somebody was faster: message {arrival_id} is {arrival.fate} already. Nothing was changed.")
    return arrival, message


def read_message(
    session: Session,
    message: Message,
    *,
    message_id: str = "",
    references: Iterable[str] = (),
    sender_name: str = "",
    sender_address: str = "",
    reply_to: str = "",
    subject: str = "",
    text: str = "",
    notes: Iterable[str] = (),
) -> Message:
    """Store what was read from a message's raw bytes. NUL and lone surrogates become U+FFFD, one for one."""
    message.message_id = index_key(message_id)
    message.references = [storable(reference) for reference in references]
    message.sender_name, message.sender_address = storable(sender_name), index_key(sender_address)
    message.reply_to, message.subject, message.text = storable(reply_to), storable(subject), storable(text)
    message.notes = [storable(note) for note in notes]
    told = (message.sender_address, message.subject, message.text, *sorted(message.notes))
    message.body_sha256 = _sha256(" ".join(" ".join(told).split()).encode())
    session.add(message)
    session.flush()
    return message


def earlier_message(session: Session, arrival: Arrival) -> Earlier | None:
    """The settled arrival that this one repeats, after read_message().

    "copy": the same bytes, or the same Message-ID and the same words; "other content": only the Message-ID is the
    same. Two workers cannot both miss each other: the Message-ID is locked until the transaction ends.
    """
    mine = session.exec(select(Message).where(Message.id == arrival.message_ref)).one()
    lock(session, f"message {mine.message_id or mine.sha256}")
    same = [Message.id == mine.id] if mine.size else []
    if mine.message_id:
        same.append(Message.message_id == mine.message_id)
    if not same:
        return None
    found = select(Arrival, Message.id, Message.body_sha256, Case).select_from(Arrival)
    found = found.join(Message, col(Message.id) == Arrival.message_ref)
    found = found.join(Case, col(Case.id) == Arrival.case_id, isouter=True)
    found = found.where(Arrival.id != arrival.id, or_(*same), col(Arrival.fate).not_in(("", "copy")))
    rows: Sequence[Any] = session.exec(found.order_by(col(Arrival.id))).all()
    copies = [row for row in rows if row[1] == mine.id or row[2] == mine.body_sha256]
    if copies:
        return Earlier("copy", copies[0][0], copies[0][3])
    return Earlier("other content", rows[0][0], rows[0][3]) if rows else None


def settle(
    session: Session,
    arrival: Arrival,
    *,
    fate: str,
    reason: str = "",
    kind: str = "",
    proposal: str = "",
    possible_due_on: date | None = None,
    case_id: int | None = None,
    by: str = BOT,
) -> Arrival:
    """Give an arrival its one fate. Raises Refused when it has one: another worker was faster; roll back then."""
    if fate not in FATES:
        raise ValueError(f"{fate!r} is not a fate; it is one of {', '.join(FATES)}")
    values: dict[str, Any] = {"fate": fate, "reason": storable(reason), "kind": kind, "proposal": storable(proposal)}
    values |= {"possible_due_on": possible_due_on, "case_id": case_id}
    return _change_fate(session, arrival, ("",), values, by, f"message became {fate}")


def reopen_as_request(session: Session, arrival_id: int, by: str) -> Arrival:
    """Take a message that opened no case for a request after all: the worker reads it again as one."""
    arrival, _ = opened(session, arrival_id)
    values: dict[str, Any] = {"fate": "", "forced_kind": "request", "reason": "", "proposal": ""}
    values |= {"possible_due_on": None, "case_id": None}
    return _change_fate(
        session, arrival, ("parked", "archived", "unreadable", "joined"), values, by, "message is a request"
    )


def archive(session: Session, arrival_id: int, by: str, reason: str = "") -> Arrival:
    """Put a parked or unreadable message away: it needs nothing more."""
    arrival, _ = opened(session, arrival_id)
    values = {"fate": "archived", "reason": storable(reason) or arrival.reason, "possible_due_on": None}
    return _change_fate(session, arrival, ("parked", "unreadable"), values, by, "message archived")


def join_case(session: Session, arrival_id: int, case_id: int, by: str) -> Arrival:
    """Make a parked or unreadable message part of a case."""
    arrival, _ = opened(session, arrival_id)
    values = {"fate": "joined", "case_id": case_id, "possible_due_on": None}
    return _change_fate(session, arrival, ("parked", "unreadable"), values, by, "message became joined")


def read_by(session: Session, arrival_id: int, by: str) -> Arrival:
    """Note that a person has read a message that joined a case, and has done what it needs."""
    arrival, _ = opened(session, arrival_id)
    change = update(Arrival).where(col(Arrival.id) == arrival.id, unread())
    if not session.connection().execute(change.values(settled_by=by, settled_at=datetime.now(UTC))).rowcount:
        raise Refused("Somebody has dealt with this message already. Nothing was changed; look at the page again.")
    session.refresh(arrival)
    audit.record(session, _chain(arrival), by, "joined message read", f"arrival {arrival.id}")
    return arrival


def unread() -> ColumnElement[bool]:
    """The messages that joined a case, ask for something, and were read by nobody yet."""
    return and_(col(Arrival.fate) == "joined", col(Arrival.settled_by) == BOT, col(Arrival.proposal) != "")


def parked(session: Session) -> list[Parked]:
    """The messages that wait for a person: parked, unreadable, and those that joined a case and ask for something;
    those whose possible due date comes first, first."""
    wanted = (
        select(  # type: ignore[call-overload]
            Arrival.id, Arrival.fate, Arrival.kind, Arrival.reason, Arrival.proposal, Arrival.possible_due_on,
            Arrival.received_at, Message.subject, Message.sender_name, Message.sender_address, Message.size,
            Case.reference,
        ).join(Message, col(Message.id) == Arrival.message_ref)
        .join(Case, col(Case.id) == Arrival.case_id, isouter=True)
        .where(or_(col(Arrival.fate).in_(("parked", "unreadable")), unread()))
    )  # fmt: skip
    rows = [Parked(*row) for row in session.exec(wanted)]
    return sorted(rows, key=lambda row: (row.possible_due_on or date.max, row.received_at, row.arrival_id))


def of_case(session: Session, case_id: int) -> list[tuple[Arrival, str]]:
    """The arrivals of a case with their subjects, oldest first."""
    wanted = select(Arrival, Message.subject).join(Message).where(Arrival.case_id == case_id)
    return [(arrival, subject) for arrival, subject in session.exec(wanted.order_by(col(Arrival.received_at)))]


def joined(session: Session, case_id: int) -> list[Joined]:
    """The messages that joined a case, oldest first."""
    words = func.substr(col(Message.text), 1, FIRST)
    sender = func.coalesce(func.nullif(col(Message.sender_name), ""), col(Message.sender_address))
    wanted = select(Arrival, col(Message.subject), sender, words).join(Message)
    wanted = wanted.where(Arrival.case_id == case_id, Arrival.fate == "joined")
    rows = session.exec(wanted.order_by(col(Arrival.received_at), col(Arrival.id)))
    return [Joined(arrival, subject, who, first_words(text, 160)) for arrival, subject, who, text in rows]


def fates(session: Session) -> dict[str, Fates]:
    """For each mailbox what was ever listed and what became of it. Files taken in are the mailbox "import"."""
    listed = {row.mailbox: row.listed for row in session.exec(select(MailboxHealth))}
    counted: dict[str, dict[str, int]] = {mailbox: {} for mailbox in listed}
    by_fate = select(Arrival.mailbox, Arrival.fate, func.count()).group_by(Arrival.mailbox, Arrival.fate)
    for mailbox, fate, number in session.exec(by_fate):
        counted.setdefault(mailbox, {})[fate] = number
    found = {}
    for mailbox, counts in sorted(counted.items()):
        settled = {fate: number for fate, number in counts.items() if fate}
        total = max(listed.get(mailbox, 0), sum(counts.values()))
        found[mailbox] = Fates(total, settled, total - sum(settled.values()))
    return found


def to_file_away(session: Session, mailbox: str, uidvalidity: int) -> list[tuple[int, int]]:
    """(arrival id, UID) of settled messages that have not been moved in the mailbox yet."""
    wanted = select(Arrival.id, Arrival.uid).where(Arrival.mailbox == mailbox, Arrival.uidvalidity == uidvalidity)
    wanted = wanted.where(Arrival.fate != "", col(Arrival.filed_away).is_(False)).order_by(col(Arrival.id))
    return [(key_of(arrival_id), uid) for arrival_id, uid in session.exec(wanted)]


def filed_away(session: Session, arrival_id: int) -> None:
    """Note that the message was moved in the mailbox."""
    arrival, _ = opened(session, arrival_id)
    arrival.filed_away = True
    session.add(arrival)
    audit.record(session, _chain(arrival), "bot", "message filed away", f"arrival {arrival_id}")


def _at(session: Session, mailbox: str, uidvalidity: int, uid: int) -> Arrival | None:
    wanted = select(Arrival).where(Arrival.mailbox == mailbox, Arrival.uidvalidity == uidvalidity, Arrival.uid == uid)
    return session.exec(wanted).first()


def _insert(
    session: Session, mailbox: str, uidvalidity: int, uid: int, received_at: datetime, raw: bytes, source: str
) -> Arrival:
    now = datetime.now(UTC)
    sha256 = _sha256(raw)
    insert_once(session, Message(sha256=sha256, raw=raw, size=len(raw), kept_at=now))
    message_ref = key_of(session.exec(select(Message.id).where(Message.sha256 == sha256)).one())
    row = Arrival(
        mailbox=mailbox,
        uidvalidity=uidvalidity,
        uid=uid,
        message_ref=message_ref,
        received_at=received_at,
        kept_at=now,
        source=storable(source),
    )
    new = insert_once(session, row)
    arrival = _at(session, mailbox, uidvalidity, uid)
    assert arrival is not None
    if new:
        audit.record(session, audit.SYSTEM, "bot", "message kept", f"arrival {arrival.id}", after=sha256)
    return arrival


def _change_fate(
    session: Session, arrival: Arrival, from_fates: tuple[str, ...], values: dict[str, Any], by: str, action: str
) -> Arrival:
    """Compare and set, so that two people or workers cannot both decide."""
    before = {"fate": arrival.fate, "reason": arrival.reason, "case": arrival.case_id}
    settled = {"settled_by": by, "settled_at": datetime.now(UTC)}
    change = update(Arrival).where(col(Arrival.id) == arrival.id, col(Arrival.fate).in_(from_fates))
    if not session.exec(change.values(**values, **settled)).rowcount:
        raise Refused("Somebody has dealt with this message already. Nothing was changed; look at the page again.")
    session.refresh(arrival)
    after = {"fate": arrival.fate, "reason": arrival.reason, "case": arrival.case_id, "kind": arrival.kind}
    audit.record(session, _chain(arrival), by, action, f"arrival {arrival.id}", before, after)
    return arrival


def _chain(arrival: Arrival) -> str:
    return audit.chain_of_case(arrival.case_id) if arrival.case_id else audit.SYSTEM


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
