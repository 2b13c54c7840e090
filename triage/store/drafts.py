"""Letters before they leave: drafts with versions, and the approval that alone puts one into the outbox (promise 1)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from triage.casework import letter as letters
from triage.casework.letter import Attachment, Letter, LetterError
from triage.casework.status import State
from triage.store import audit, evidence, people
from triage.store.database import key_of
from triage.store.progress import LONDON, OVER, locked_case, restate
from triage.store.refusal import Refused
from triage.store.tables import Approval, Case, Draft, DraftAttachment, DraftVersion, OutboxItem, Person
from triage.store.text import storable

NOT_NOW = {
    "sent": "This letter has been sent. Nothing was changed; write another letter.",
    "unknown": "It is not known whether this letter was sent. Say first whether it was; nothing was changed.",
    "withdrawn": "This letter was withdrawn. Nothing was changed; write another letter.",
}
ON_ITS_WAY = "This letter is being sent or has been sent. Nothing was changed; write another letter."


@dataclass(frozen=True)
class DraftPage:
    """Everything the page of one letter shows. Versions from the first (the bot's) to the newest; approvals and
    outbox items likewise, voided and cancelled ones included."""

    draft: Draft
    case: Case
    versions: tuple[DraftVersion, ...]
    attachments: tuple[DraftAttachment, ...]
    approvals: tuple[Approval, ...]
    items: tuple[OutboxItem, ...]

    @property
    def newest(self) -> DraftVersion:
        return self.versions[-1]

    @property
    def approval(self) -> Approval | None:
        """The approval that stands."""
        return next((each for each in reversed(self.approvals) if each.voided_at is None), None)


def add(
    session: Session,
    case_id: int,
    letter_name: str,
    letter: Letter,
    question_ids: Iterable[int] = (),
    by: str = "bot",
    at: datetime | None = None,
) -> Draft:
    """Put a letter before the officer. Raises Refused when the case is over, or has such a letter already for one of
    these questions."""
    case, ids, at = locked_case(session, case_id), list(question_ids), at or datetime.now(UTC)
    if case.state in OVER:
        raise Refused(f"{case.reference} has been answered. No letter was written.")
    _refuse_twice(session, case, letter_name, ids)
    draft = Draft(case_id=case_id, letter=letter_name, question_ids=ids, created_at=at)
    session.add(draft)
    session.flush()
    version = _add_version(session, draft, 1, letter, by, at)
    _record(session, draft, by, "letter drafted", f"{letter_name} {_subject(version)}", None, version.digest, at)
    restate(session, case, by, at)
    return draft


def revise(
    session: Session,
    draft_id: int,
    *,
    subject: str,
    body: str,
    by: str,
    recipients: Iterable[str] | None = None,
    question_ids: Iterable[int] | None = None,
    expected: int | None = None,
    at: datetime | None = None,
) -> DraftVersion:
    """Write a new version. It voids an approval that stands and takes the letter out of the outbox.

    `expected` is the number of the version the person had before them; `question_ids` are the questions it tells of
    from now on. Where no word differs the newest version is returned and no other is made. Raises Refused when the
    letter is being or was sent, or cannot be a message.
    """
    draft, at = _locked(session, draft_id), at or datetime.now(UTC)
    newest = newest_version(session, draft_id)
    if draft.state in NOT_NOW:
        raise Refused(NOT_NOW[draft.state])
    if expected not in (None, newest.number):
        raise Refused("Somebody else has changed this letter since you opened it. Your text was not saved; look again.")
    before = letter_of(session, newest)
    to = before.recipients if recipients is None else tuple(recipients)
    draft.question_ids = draft.question_ids if question_ids is None else list(question_ids)
    session.add(draft)
    letter = _clean(replace(before, subject=subject, body=body, recipients=to))
    if letter == before:
        return newest
    _composed(letter, at)
    _void(session, draft, by, "the letter was edited", at)
    version = _add_version(session, draft, newest.number + 1, letter, by, at)
    draft.state = "drafted"
    session.add(draft)
    _record(session, draft, by, "letter edited", _subject(version), newest.digest, version.digest, at)
    return version


def approve(
    session: Session,
    version_id: int,
    digest: str,
    person: Person,
    at: datetime | None = None,
    hold: timedelta = timedelta(0),
) -> OutboxItem:
    """Approve exactly one version and queue its bytes: approval, state, audit entry and outbox row together.

    THE ONLY WRITER of outbox rows. `digest` is what the person had before them; the letter waits for `hold`, so that
    it can be taken back. Raises Refused, with every reason,
    unless the person may approve now, the version is the newest and says what they read, it is not approved already,
    the recipient is confirmed, and the evidence the letter rests on is there.
    """
    at = at or datetime.now(UTC)
    version = _version(session, version_id)
    case = locked_case(session, _draft(session, version.draft_id).case_id)
    draft = _locked(session, version.draft_id)
    letter = letter_of(session, version)
    reasons = _reasons_against(session, case, draft, version, digest, person, at)
    if reasons or letters.digest(letter) != version.digest:
        raise Refused("\n".join(reasons) or "This version was altered in the database. Nothing was sent.")
    raw = _composed(letter, at)
    approval = Approval(
        version_id=version_id, digest=digest, person_id=key_of(person.id), person_name=person.name, at=at
    )
    session.add(approval)
    session.flush()
    sender, recipients = letters.envelope(letter)
    item = OutboxItem(
        approval_id=key_of(approval.id),
        case_id=draft.case_id,
        message_id=letter.message_id,
        envelope_from=sender,
        envelope_to=list(recipients),
        raw=raw,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        run_after=at + hold,
    )
    before, draft.state = draft.state, "approved"
    session.add_all([item, draft])
    bound = {"state": "approved", "digest": digest, "raw_sha256": item.raw_sha256, "message_id": item.message_id}
    _record(session, draft, person.name, "letter approved", _subject(version), {"state": before}, bound, at)
    return item


def withdraw(session: Session, draft_id: int, by: str, reason: str = "", at: datetime | None = None) -> Draft:
    """Take a letter back before it is sent. Raises Refused when it is being or was sent."""
    draft, at = _locked(session, draft_id), at or datetime.now(UTC)
    if draft.state in NOT_NOW:
        raise Refused(NOT_NOW[draft.state])
    _void(session, draft, by, reason or "the letter was withdrawn", at)
    before, draft.state = draft.state, "withdrawn"
    session.add(draft)
    _record(session, draft, by, "letter withdrawn", f"draft {draft_id}", before, {"reason": storable(reason)}, at)
    case = locked_case(session, draft.case_id)
    if case.state not in OVER:
        restate(session, case, by, at)
    return draft


def take_back(session: Session, draft_id: int, by: str, at: datetime | None = None) -> Draft:
    """Take an approval back while the letter waits in the outbox; the letter stays as it is, not approved.

    Raises Refused when it is being or was sent, and when nobody has approved it.
    """
    draft, at = _locked(session, draft_id), at or datetime.now(UTC)
    if draft.state != "approved":
        raise Refused(NOT_NOW.get(draft.state, "Nobody has approved this letter. Nothing was changed."))
    _void(session, draft, by, f"{by} took the approval back", at)
    draft.state = "drafted"
    session.add(draft)
    return draft


def page(session: Session, draft_id: int) -> DraftPage:
    """Everything the page of one letter shows. Raises LookupError."""
    draft = _draft(session, draft_id)
    case = session.exec(select(Case).where(Case.id == draft.case_id)).one()
    versions = tuple(versions_of(session, draft_id))
    ids = [version.id for version in versions]
    approvals = session.exec(select(Approval).where(col(Approval.version_id).in_(ids)).order_by(col(Approval.id))).all()
    of_approvals = col(OutboxItem.approval_id).in_([approval.id for approval in approvals])
    items = session.exec(select(OutboxItem).where(of_approvals).order_by(col(OutboxItem.id))).all()
    files = tuple(_attachments(session, key_of(versions[-1].id)))
    return DraftPage(draft, case, versions, files, tuple(approvals), tuple(items))


def versions_of(session: Session, draft_id: int) -> list[DraftVersion]:
    """All versions of a letter; the first is what the bot wrote."""
    wanted = select(DraftVersion).where(DraftVersion.draft_id == draft_id).order_by(col(DraftVersion.number))
    return list(session.exec(wanted))


def newest_version(session: Session, draft_id: int) -> DraftVersion:
    """The newest version of a letter. Raises LookupError."""
    wanted = select(DraftVersion).where(DraftVersion.draft_id == draft_id)
    version = session.exec(wanted.order_by(col(DraftVersion.number).desc()).limit(1)).first()
    if version is None:
        raise LookupError(f"there is no letter {draft_id}")
    return version


def letter_of(session: Session, version: DraftVersion) -> Letter:
    """A version as the letter that an approval binds."""
    files = _attachments(session, key_of(version.id))
    return Letter(
        sender=version.sender,
        recipients=tuple(version.recipients),
        subject=version.subject,
        body=version.body,
        message_id=version.message_id,
        in_reply_to=version.in_reply_to,
        references=tuple(version.references),
        attachments=tuple(Attachment(file.name, file.media_type, file.content) for file in files),
    )


def _reasons_against(
    session: Session, case: Case, draft: Draft, version: DraftVersion, digest: str, person: Person, at: datetime
) -> list[str]:
    reasons = []
    if not people.roles_of(session, key_of(person.id)) & people.MAY_APPROVE:
        reasons.append("Only an officer or an approver may approve a letter.")
    if draft.state not in ("drafted", "failed"):
        reasons.append(NOT_NOW.get(draft.state, "This letter is approved already."))
    if version.id != newest_version(session, key_of(draft.id)).id:
        reasons.append("There is a newer version of this letter. Read and approve that one.")
    if digest != version.digest:
        reasons.append("The letter is not the one you had before you. Read it again.")
    if case.state == State.CLOSED:
        reasons.append(f"{case.reference} is closed. Nothing more is sent about it.")
    if not case.answer_to:
        reasons.append("Nobody has confirmed where the answer goes. Choose the address first.")
    return reasons + evidence.missing(session, draft.letter, draft.question_ids, at.astimezone(LONDON).date())


def _refuse_twice(session: Session, case: Case, letter_name: str, question_ids: list[int]) -> None:
    same = select(Draft).where(Draft.case_id == case.id, Draft.letter == letter_name, Draft.state != "withdrawn")
    for other in session.exec(same):
        if set(other.question_ids) & set(question_ids) or not question_ids:
            raise Refused(f"{case.reference} has this letter already (it is {other.state}). Edit or withdraw that one.")


def _void(session: Session, draft: Draft, by: str, reason: str, at: datetime) -> None:
    """Void the approval that stands, taking its row out of the queue by compare and set; none stands: nothing to do."""
    live = select(Approval).join(DraftVersion).where(DraftVersion.draft_id == draft.id)
    approval = session.exec(live.where(col(Approval.voided_at).is_(None))).first()
    if approval is None:
        return
    queued = update(OutboxItem).where(col(OutboxItem.approval_id) == approval.id, col(OutboxItem.state) == "queued")
    if not session.exec(queued.values(state="cancelled", finished_at=at, result=reason)).rowcount:
        raise Refused(ON_ITS_WAY)
    void_approval(session, draft, approval, by, reason, at)


def void_approval(session: Session, draft: Draft, approval: Approval, by: str, reason: str, at: datetime) -> None:
    """Mark an approval as no longer standing; its outbox row is the caller's."""
    approval.voided_at, approval.void_reason = at, reason
    session.add(approval)
    _record(session, draft, by, "approval voided", f"draft {draft.id}", approval.digest, {"reason": reason}, at)


def _add_version(
    session: Session, draft: Draft, number: int, letter: Letter, author: str, at: datetime
) -> DraftVersion:
    letter = _clean(letter)
    version = DraftVersion(
        draft_id=key_of(draft.id),
        number=number,
        author=author,
        sender=letter.sender,
        recipients=list(letter.recipients),
        subject=letter.subject,
        body=letter.body,
        message_id=letter.message_id,
        in_reply_to=letter.in_reply_to,
        references=list(letter.references),
        digest=letters.digest(letter),
        written_at=at,
    )
    session.add(version)
    session.flush()
    session.add_all([_attachment(key_of(version.id), file) for file in letter.attachments])
    session.flush()
    return version


def _clean(letter: Letter) -> Letter:
    """The letter with its body's line ends as \\n and nothing the database would refuse."""
    return replace(
        letter,
        subject=letters.clean_header(storable(letter.subject)),
        body=letters.clean_body(storable(letter.body)),
        recipients=tuple(storable(recipient) for recipient in letter.recipients),
        references=tuple(storable(reference) for reference in letter.references),
        in_reply_to=storable(letter.in_reply_to),
    )


def _composed(letter: Letter, at: datetime) -> bytes:
    try:
        return letters.compose(letter, at)
    except LetterError as error:
        raise Refused(f"This letter cannot be sent: {error}. Nothing was changed.") from error


def _attachment(version_id: int, file: Attachment) -> DraftAttachment:
    return DraftAttachment(
        version_id=version_id, name=file.name, media_type=file.media_type, sha256=file.sha256, content=file.content
    )


def _attachments(session: Session, version_id: int) -> list[DraftAttachment]:
    wanted = select(DraftAttachment).where(DraftAttachment.version_id == version_id).order_by(col(DraftAttachment.id))
    return list(session.exec(wanted))


def _version(session: Session, version_id: int) -> DraftVersion:
    version = session.get(DraftVersion, version_id)
    if version is None:
        raise LookupError(f"there is no version {version_id} of a letter")
    return version


def _draft(session: Session, draft_id: int) -> Draft:
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise LookupError(f"there is no letter {draft_id}")
    return draft


def _locked(session: Session, draft_id: int) -> Draft:
    """The letter as it is now, held until the transaction ends. Order: case, letter, outbox row."""
    locked_case(session, _draft(session, draft_id).case_id)
    wanted = select(Draft).where(Draft.id == draft_id).with_for_update(key_share=True)
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def _subject(version: DraftVersion) -> str:
    return f"draft {version.draft_id} version {version.number}"


def _record(
    session: Session, draft: Draft, by: str, action: str, subject: str, before: object, after: object, at: datetime
) -> None:
    audit.record(session, audit.chain_of_case(draft.case_id), by, action, subject, before, after, at)
