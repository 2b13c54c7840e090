"""A new case to the acknowledgement put before the officer, in the transaction that opens the case."""

from datetime import UTC, datetime
from email.utils import make_msgid

from sqlmodel import Session

from triage.casework.clock import receipt_date
from triage.casework.letter import Letter, LetterError, mailbox, name_and_address
from triage.casework.request import Understanding
from triage.letters import drafting
from triage.letters.facts import Acknowledgement, understood
from triage.settings import Settings
from triage.store import drafts
from triage.store.refusal import Refused
from triage.store.tables import Case, Message


def acknowledge(
    session: Session, case: Case, message: Message, understanding: Understanding, settings: Settings
) -> str:
    """Draft the acknowledgement of a new case. Gives the reasons why there is none, "" when it was drafted."""
    try:
        letter = _letter(case, message, understanding, settings)
        drafts.add(session, case.id or 0, "acknowledgement", letter)
    except (drafting.Refused, Refused, LetterError, ValueError) as refused:
        return f"No acknowledgement was drafted: {' '.join(str(refused).split())}"
    return ""


def can_be_answered(address: str) -> bool:
    """Whether a letter can be sent to this address."""
    try:
        return bool(name_and_address(address)[1])
    except LetterError:
        return False


def _letter(case: Case, message: Message, understanding: Understanding, settings: Settings) -> Letter:
    facts = Acknowledgement(
        reference=case.reference,
        subject=case.subject,
        requester_name=case.requester_name,
        received_on=case.received_on,
        due_on=case.due_on,
        written_on=receipt_date(datetime.now(UTC)),
        **understood(case.text, understanding),
    )
    drafted = drafting.draft("acknowledgement", facts, settings)
    authority = settings.authority
    thread = (*message.references, message.message_id) if message.message_id else tuple(message.references)
    return Letter(
        sender=mailbox(authority.foi_name, authority.foi_address),
        recipients=(case.answer_to or case.requester_address,),
        subject=drafted.subject,
        body=drafted.body,
        message_id=make_msgid(domain=authority.foi_address.rpartition("@")[2]),
        in_reply_to=message.message_id,
        references=thread,
    )
