"""The outbox: approved letters are claimed once, sent, and their fate recorded. Only drafts.approve writes rows."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from triage.casework import letter as letters
from triage.casework.clock import receipt_date
from triage.store import audit, drafts, evidence
from triage.store.database import key_of
from triage.store.progress import locked_case, restate
from triage.store.refusal import Refused
from triage.store.tables import Approval, Case, Draft, DraftVersion, OutboxItem
from triage.store.text import storable

ALTERED = "The letter in the outbox is not the one that was approved. It was not sent; approve it again."


@dataclass(frozen=True)
class Outgoing:
    """One row of the outbox for a page: what it is, where it went and what came of it."""

    item_id: int
    reference: str
    case_id: int
    draft_id: int
    letter: str
    subject: str
    to: tuple[str, ...]
    approved_by: str
    approved_at: datetime
    state: str
    attempts: int
    run_after: datetime
    finished_at: datetime | None
    result: str


def claim(session: Session, now: datetime, worker: str) -> OutboxItem | None:
    """Take the next letter to send, by compare and set, and COMMIT before it may be sent. None: nothing is due.

    Only a queued row whose approval stands and binds exactly the version and the bytes there are. A row that was
    altered is failed, loudly, and never returned.
    """
    while True:
        item_id = session.exec(_claiming(now, worker)).scalar_one_or_none()
        if item_id is None:
            session.commit()
            return None
        item = session.exec(_fresh(item_id)).one()  # not held: an edit that waits for this row holds the case
        _record(session, item, worker, "letter being sent", "queued", {"state": "sending", "attempt": item.attempts})
        session.commit()
        lacking = ALTERED if _is_altered(session, item) else _evidence_lacking(session, item, now)
        if not lacking:
            return item
        _fail(session, *_item_and_draft(session, item_id), worker, lacking, now)
        session.commit()


def finish(session: Session, item: OutboxItem, state: str, result: str, at: datetime | None = None) -> OutboxItem:
    """Record what came of sending: "sent", "failed" when it is given up (the approval ends; it can be given again), or
    "unknown" when nobody can say (it is never sent again by itself; an officer is asked).

    `result` is what the server said. Raises Refused when this claim has been settled by somebody else.
    """
    at, worker = at or datetime.now(UTC), item.claimed_by
    item, draft = _item_and_draft(session, key_of(item.id))
    settle = {"sent": _sent, "failed": _fail, "unknown": _doubt}.get(state)
    if settle is None:
        raise ValueError(f"{state!r} is not a result of sending; it is sent, failed or unknown")
    if item.state not in ("sending", "unknown") or item.claimed_by != worker:
        raise Refused("What came of this letter has been recorded already. Nothing was changed.")
    settle(session, item, draft, worker, result, at)
    return item


def retry_later(session: Session, item: OutboxItem, run_after: datetime, result: str) -> OutboxItem:
    """Put a letter that surely was not sent back into the queue for another attempt."""
    worker = item.claimed_by
    item, _ = _item_and_draft(session, key_of(item.id))
    if item.state != "sending" or item.claimed_by != worker:
        raise Refused("What came of this letter has been recorded already. Nothing was changed.")
    item.state, item.run_after, item.result, item.claimed_at, item.claimed_by = (
        "queued",
        run_after,
        storable(result),
        None,
        "",
    )
    session.add(item)
    _record(session, item, worker, "letter to be tried again", "sending", {"after": run_after, "result": item.result})
    return item


def hold(session: Session, until: datetime) -> None:
    """Try no letter before `until`: the mail server itself is the trouble. It costs the letters no attempt."""
    waiting = update(OutboxItem).where(col(OutboxItem.state) == "queued", col(OutboxItem.run_after) < until)
    session.exec(waiting.values(run_after=until))


def orphans(
    session: Session,
    at: datetime | None = None,
    lease: timedelta = timedelta(0),
    is_gone: Callable[[str], bool] = lambda _worker: False,
) -> list[OutboxItem]:
    """Letters found in "sending" that nobody sends any more: claimed `lease` ago or earlier, or by a worker that
    `is_gone`. They are unknown now, never sent again by themselves; an officer is asked. A worker that is alive after
    all may still finish() its own."""
    at = at or datetime.now(UTC)
    sending = select(OutboxItem.id, OutboxItem.claimed_at, OutboxItem.claimed_by).where(OutboxItem.state == "sending")
    found = []
    for item_id, claimed_at, worker in session.exec(sending.order_by(col(OutboxItem.id))).all():
        if claimed_at is not None and claimed_at > at - lease and not is_gone(worker):
            continue
        item, draft = _item_and_draft(session, key_of(item_id))
        if item.state == "sending":
            _doubt(session, item, draft, "bot", "The program stopped while this letter was being sent.", at)
            found.append(item)
    return found


def settle_unknown(session: Session, item_id: int, sent: bool, by: str, at: datetime | None = None) -> OutboxItem:
    """An officer says whether a letter of unknown fate was sent. If not, it needs another approval."""
    at = at or datetime.now(UTC)
    item, draft = _item_and_draft(session, item_id)
    if item.state != "unknown":
        raise Refused("What came of this letter is known. Nothing was changed.")
    settle = _sent if sent else _fail
    settle(session, item, draft, by, f"{by} found that it was {'' if sent else 'not '}sent", at)
    return item


def of_states(session: Session, states: Iterable[str], case_id: int | None = None, most: int = 500) -> list[Outgoing]:
    """Rows of the outbox in these states, newest first, of one case or all; one query, without the bytes."""
    wanted = select(  # type: ignore[call-overload]
        col(OutboxItem.id).label("item_id"), Case.reference, col(Case.id).label("case_id"),
        col(Draft.id).label("draft_id"), Draft.letter, DraftVersion.subject, col(OutboxItem.envelope_to).label("to"),
        col(Approval.person_name).label("approved_by"), col(Approval.at).label("approved_at"), OutboxItem.state,
        OutboxItem.attempts, OutboxItem.run_after,
        OutboxItem.finished_at, OutboxItem.result,
    ).select_from(OutboxItem).join(Approval, col(Approval.id) == OutboxItem.approval_id)  # fmt: skip
    wanted = wanted.join(DraftVersion, col(DraftVersion.id) == Approval.version_id)
    wanted = wanted.join(Draft, col(Draft.id) == DraftVersion.draft_id).join(Case, col(Case.id) == Draft.case_id)
    wanted = wanted.where(col(OutboxItem.state).in_(list(states)))
    wanted = wanted if case_id is None else wanted.where(OutboxItem.case_id == case_id)
    rows = session.exec(wanted.order_by(col(OutboxItem.id).desc()).limit(most))
    return [Outgoing(**{**row._mapping, "to": tuple(row.to)}) for row in rows]


def _claiming(now: datetime, worker: str) -> Any:
    """UPDATE … RETURNING id: one statement for both databases. PostgreSQL passes over rows that others hold; on
    SQLite there is one writer, and the repeated condition does the rest."""
    row = aliased(OutboxItem)
    bound = exists().where(col(Approval.id) == row.approval_id, col(Approval.voided_at).is_(None))
    bound = bound.where(col(DraftVersion.id) == Approval.version_id, col(DraftVersion.digest) == Approval.digest)
    due = select(row.id).where(row.state == "queued", row.run_after <= now, bound)
    first = due.order_by(col(row.run_after), col(row.id)).limit(1).with_for_update(skip_locked=True, of=row)
    taken = {"state": "sending", "claimed_at": now, "claimed_by": worker, "attempts": OutboxItem.attempts + 1}
    claiming = update(OutboxItem).where(
        col(OutboxItem.id) == first.scalar_subquery(), col(OutboxItem.state) == "queued"
    )
    return claiming.values(**taken).returning(col(OutboxItem.id))


def _is_altered(session: Session, item: OutboxItem) -> bool:
    """Whether version, attachments or bytes differ from what the approval bound."""
    bound = select(Approval, DraftVersion).join(DraftVersion).where(Approval.id == item.approval_id)
    approval, version = session.exec(bound.execution_options(populate_existing=True)).one()
    letter = drafts.letter_of(session, version)
    same_bytes = hashlib.sha256(item.raw).hexdigest() == item.raw_sha256
    try:
        letters.check_same(letter, item.raw)
        same_envelope = letters.envelope(letter) == (item.envelope_from, tuple(item.envelope_to))
    except letters.LetterError:
        return True
    same_letter = letters.digest(letter) == approval.digest and letter.message_id == item.message_id
    return not (same_letter and same_bytes and same_envelope)


def _evidence_lacking(session: Session, item: OutboxItem, now: datetime) -> str:
    """Why the evidence under a letter no longer holds on the day it would leave; "" where it does (promise 5)."""
    wanted = select(Draft).join(DraftVersion).join(Approval).where(Approval.id == item.approval_id)
    draft = session.exec(wanted).one()
    missing = evidence.missing(session, draft.letter, draft.question_ids, receipt_date(now))
    return f"It was not sent: {' '.join(missing)} Mend that, then approve the letter again." if missing else ""


def _item_and_draft(session: Session, item_id: int) -> tuple[OutboxItem, Draft]:
    """The row and its letter as they are now, held until the transaction ends. Order: case, letter, outbox row."""
    wanted = select(Draft).join(DraftVersion).join(Approval).join(OutboxItem).where(OutboxItem.id == item_id)
    draft = session.exec(wanted).first()
    if draft is None:
        raise LookupError(f"there is no letter {item_id} in the outbox")
    locked_case(session, draft.case_id)
    session.refresh(draft, with_for_update={"key_share": True})
    return session.exec(_fresh(item_id).with_for_update(key_share=True)).one(), draft


def _fresh(item_id: int) -> SelectOfScalar[OutboxItem]:
    """A row as it is in the database now, whatever the session has seen of it."""
    return select(OutboxItem).where(OutboxItem.id == item_id).execution_options(populate_existing=True)


def _sent(session: Session, item: OutboxItem, draft: Draft, by: str, result: str, at: datetime) -> None:
    before, item.state, item.finished_at, item.result = item.state, "sent", at, storable(result)
    draft.state = "sent"
    case = locked_case(session, item.case_id)
    if draft.letter == "acknowledgement" and case.acknowledged_at is None:
        case.acknowledged_at = at
    session.add_all([item, draft, case])
    _record(session, item, by, "letter sent", before, {"state": "sent", "result": item.result})
    restate(session, case, by, at)


def _fail(session: Session, item: OutboxItem, draft: Draft, by: str, result: str, at: datetime) -> None:
    before, item.state, item.finished_at, item.result = item.state, "failed", at, storable(result)
    draft.state = "failed"
    session.add_all([item, draft])
    _record(session, item, by, "letter not sent", before, {"state": "failed", "result": item.result})
    approval = session.exec(select(Approval).where(Approval.id == item.approval_id)).one()
    drafts.void_approval(session, draft, approval, by, "the letter could not be sent", at)


def _doubt(session: Session, item: OutboxItem, draft: Draft, by: str, result: str, _at: datetime) -> None:
    before, item.state, item.result = item.state, "unknown", storable(result)
    draft.state = "unknown"
    session.add_all([item, draft])
    _record(session, item, by, "letter may have been sent", before, {"state": "unknown", "result": item.result})


def _record(session: Session, item: OutboxItem, by: str, action: str, before: object, after: object) -> None:
    audit.record(session, audit.chain_of_case(item.case_id), by, action, f"outbox {item.id}", before, after)
